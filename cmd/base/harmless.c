/* SPDX-License-Identifier: MIT */
/*
 * What members and files wrote, made fit for a terminal. Nothing that is not a printable character
 * passes: escape sequences need ESC or a C1 control, and text that reads other than it is needs one
 * of the characters that override or isolate a direction. Each is shown as one '?', so that columns
 * still count.
 */

#include "base/harmless.h"

#include <wchar.h>

size_t harmless_decode(struct lets_span text, uint32_t *code)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = text.size > 0 ? (unsigned char)text.bytes[0] : 0xff;
    size_t size = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

    if (size == 0 || first > 0xf4 || size > text.size) {
        return 0;
    }
    uint32_t point = size == 1 ? first : first & (0x7fU >> size);
    for (size_t i = 1; i < size; i++) {
        unsigned char next = (unsigned char)text.bytes[i];
        if ((next & 0xc0U) != 0x80) {
            return 0;
        }
        point = point << 6 | (next & 0x3fU);
    }
    bool is_surrogate = point >= 0xd800 && point <= 0xdfff;
    if (point < smallest[size] || point > 0x10ffff || is_surrogate) {
        return 0;
    }
    *code = point;
    return size;
}

static bool is_harmful(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029 ||
           (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0xfeff || code == 0xfffe || code == 0xffff;
}

/* How many bytes of plain ASCII text begins with: nearly all text is nothing else. */
static size_t plain_size(struct lets_span text)
{
    size_t size = 0;

    while (size < text.size && text.bytes[size] >= ' ' && text.bytes[size] <= '~') {
        size++;
    }
    return size;
}

void harmless_add(struct buffer *out, struct lets_span text)
{
    while (text.size > 0) {
        size_t plain = plain_size(text);
        if (plain > 0) {
            buffer_add(out, (struct lets_span){.bytes = text.bytes, .size = plain});
            text.bytes += plain;
            text.size -= plain;
            continue;
        }
        uint32_t code = 0;
        size_t size = harmless_decode(text, &code);
        if (size == 0 || is_harmful(code)) {
            buffer_add_string(out, "?");
        } else {
            buffer_add(out, (struct lets_span){.bytes = text.bytes, .size = size});
        }
        size_t step = size > 0 ? size : 1;
        text.bytes += step;
        text.size -= step;
    }
}

size_t harmless_width(struct lets_span text, size_t n_characters)
{
    if (text.size == 0) {
        return 0; /* its bytes may be NULL */
    }
    size_t plain = plain_size(text);
    size_t width = plain < n_characters ? plain : n_characters;

    text.bytes += width;
    text.size -= width;
    for (size_t i = width; i < n_characters && text.size > 0; i++) {
        uint32_t code = '?';
        size_t size = harmless_decode(text, &code);
        int columns = wcwidth((wchar_t)code);
        width += columns >= 0 ? (size_t)columns : 1;
        size_t step = size > 0 ? size : 1;
        text.bytes += step;
        text.size -= step;
    }
    return width;
}
