/* SPDX-License-Identifier: MIT */
/*
 * A value that was copied from a web page or a letter may end in a blank that is none, or begin
 * with a mark of zero width: it is refused, and looks right. Only what stands in quotation marks
 * is looked at, for that is the value.
 */

#include "base/invisible.h"

#include <stdio.h>
#include <string.h>

/* Ranges of characters of two or three bytes that look like nothing or like a blank. */
static const struct {
    uint32_t first;
    uint32_t last;
} ranges[] = {
    {0x00a0, 0x00a0}, {0x00ad, 0x00ad}, {0x034f, 0x034f}, {0x061c, 0x061c}, {0x115f, 0x1160},
    {0x1680, 0x1680}, {0x180e, 0x180e}, {0x2000, 0x200f}, {0x2028, 0x202f}, {0x205f, 0x206f},
    {0x3000, 0x3000}, {0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff},
};

/* Joins or parts letters of some scripts: lawful between two. */
static bool is_joiner(uint32_t code)
{
    return code == 0x200c || code == 0x200d || (code >= 0xfe00 && code <= 0xfe0f);
}

/* The bytes of the invisible character at a place, itself into *code; 0 where there is none. */
static size_t decode(const char *at, uint32_t *code)
{
    const unsigned char *bytes = (const unsigned char *)at;
    size_t size = 0;
    if ((bytes[0] & 0xe0) == 0xc0 && (bytes[1] & 0xc0) == 0x80) {
        *code = (uint32_t)(bytes[0] & 0x1f) << 6 | (bytes[1] & 0x3f);
        size = 2;
    } else if ((bytes[0] & 0xf0) == 0xe0 && (bytes[1] & 0xc0) == 0x80 &&
               (bytes[2] & 0xc0) == 0x80) {
        *code = (uint32_t)(bytes[0] & 0x0f) << 12 | (uint32_t)(bytes[1] & 0x3f) << 6 |
                (bytes[2] & 0x3f);
        size = 3;
    }
    for (size_t i = 0; size > 0 && i < sizeof ranges / sizeof *ranges; i++) {
        if (ranges[i].first <= *code && *code <= ranges[i].last) {
            return size;
        }
    }
    return 0;
}

/* Behind all that is invisible or a blank. */
static const char *skip(const char *at)
{
    uint32_t code = 0;
    size_t size = *at == ' ' ? 1 : decode(at, &code);
    while (size > 0) {
        at += size;
        size = *at == ' ' ? 1 : decode(at, &code);
    }
    return at;
}

void invisible_name(char *message, size_t size)
{
    const char *quote = strchr(message, '\'');
    for (const char *at = quote; at != NULL && *at != '\0'; at++) {
        uint32_t code = 0;
        if (decode(at, &code) == 0) {
            continue;
        }
        bool is_last = *skip(at) == '\'';
        bool is_first = at[-1] == '\'';
        char text[64];
        int length = snprintf(text, sizeof text, " (U+%04X %s)", code,
                              is_last    ? "at the end"
                              : is_first ? "at the start"
                                         : "inside");
        char name[16];
        (void)snprintf(name, sizeof name, "U+%04X", code);
        size_t used = strlen(message);
        if ((is_last || is_first || !is_joiner(code)) && strstr(message, name) == NULL &&
            used + (size_t)length < size) {
            memcpy(message + used, text, (size_t)length + 1);
        }
        return;
    }
}
