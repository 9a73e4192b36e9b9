/* SPDX-License-Identifier: MIT */
/*
 * Which characters nobody sees: those that Unicode says may be ignored, and blanks other than the
 * space. A value that was copied from a web page or a letter may end in a blank that is none, or
 * begin with a mark of zero width: it is refused, and looks right. Only what stands in quotation
 * marks is looked at, for that is the value.
 */

#include "base/invisible.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

enum {
    FIRST_JOINING = 0x0590, /* the scripts from here on have letters that are joined, or not */
    ZERO_WIDTH_NON_JOINER = 0x200c,
    ZERO_WIDTH_JOINER = 0x200d,
    MONGOLIAN_SEPARATOR = 0x180e,
    BLANK_BRAILLE = 0x2800,
    FIRST_ANNOTATION = 0xfff9, /* marks between a text and what is said of it */
    LAST_ANNOTATION = 0xfffb,
};

bool invisible_is(uint32_t code)
{
    return (code >= FIRST_ANNOTATION && code <= LAST_ANNOTATION) ||
           (code >= 0x80 && utf8proc_get_property((utf8proc_int32_t)code)->ignorable);
}

bool invisible_is_blank(uint32_t code)
{
    return code == BLANK_BRAILLE ||
           (code >= 0x80 && utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_ZS);
}

bool lets_character_unseen(uint32_t code)
{
    return invisible_is(code) || invisible_is_blank(code);
}

bool invisible_is_by_right(uint32_t before, uint32_t code, uint32_t behind)
{
    bool joins =
        code == ZERO_WIDTH_NON_JOINER || code == ZERO_WIDTH_JOINER || code == MONGOLIAN_SEPARATOR;
    bool selects = (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef) ||
                   (code >= 0x180b && code <= 0x180d) || code == 0x180f;
    return (joins && before >= FIRST_JOINING && behind >= FIRST_JOINING) ||
           (selects && before >= FIRST_JOINING);
}

/* The bytes of the character at a place, 0 at the end; what is no UTF-8 is U+FFFD. */
static size_t decode(const char *at, uint32_t *code)
{
    utf8proc_int32_t here = 0;
    utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &here);
    *code = size > 0 ? (uint32_t)here : 0xfffd;
    return *at == '\0' ? 0 : size > 0 ? (size_t)size : 1;
}

/* Behind all that is unseen or a blank. */
static const char *skip(const char *at)
{
    uint32_t code = 0;
    size_t size = decode(at, &code);
    while (size > 0 && (code == ' ' || lets_character_unseen(code))) {
        at += size;
        size = decode(at, &code);
    }
    return at;
}

static void add_name(char *message, size_t size, uint32_t code, const char *place)
{
    char text[64];
    char name[16];
    int length = snprintf(text, sizeof text, " (U+%04X %s)", code, place);
    (void)snprintf(name, sizeof name, "U+%04X", code);
    size_t used = strlen(message);
    if (strstr(message, name) == NULL && used + (size_t)length < size) {
        memcpy(message + used, text, (size_t)length + 1);
    }
}

void invisible_name(char *message, size_t size)
{
    const char *at = strchr(message, '\'');
    uint32_t before = 0;
    uint32_t code = 0;
    uint32_t behind = 0;
    for (size_t step = 0; at != NULL && (step = decode(at, &code)) > 0; at += step) {
        bool is_first = before == '\'';
        bool is_last = *skip(at) == '\'';
        (void)decode(at + step, &behind);
        if (lets_character_unseen(code) && !invisible_is_by_right(before, code, behind)) {
            add_name(message, size, code,
                     is_last    ? "at the end"
                     : is_first ? "at the start"
                                : "inside");
            return;
        }
        before = code;
    }
}
