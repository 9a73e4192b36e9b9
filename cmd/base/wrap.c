/* SPDX-License-Identifier: MIT */
/*
 * Breaks text into lines, for cells of tables and for statements: between words, or wide
 * characters.
 */

#include "base/wrap.h"

#include "base/harmless.h"

/* The size in bytes of the character at text. */
static size_t character_size(const char *text)
{
    size_t size = 1;

    while (((unsigned char)text[size] & 0xc0U) == 0x80) {
        size++;
    }
    return size;
}

size_t wrap_fitting(const char *text, size_t width)
{
    size_t size = 0;
    size_t used = 0;

    while (text[size] != '\0') {
        size_t next = character_size(text + size);
        used += harmless_width((struct lets_span){.bytes = text + size, .size = next}, 1);
        if (used > width) {
            break;
        }
        size += next;
    }
    return size;
}

/* Scripts of wide characters have no blanks between words: a line may end before any of them. */
static bool is_wide(const char *text)
{
    struct lets_span character = {.bytes = text, .size = character_size(text)};

    return harmless_width(character, 1) > 1;
}

void wrap_add(struct buffer *out, const char *text, size_t width)
{
    while (harmless_width(lets_span_of(text), SIZE_MAX) > width) {
        size_t fits = wrap_fitting(text, width);
        size_t size = fits;
        while (size > 0 && text[size] != ' ' && !is_wide(text + size)) {
            size--;
        }
        if (size == 0) {
            size = fits > 0 ? fits : character_size(text);
        }
        buffer_format(out, "%.*s\n", (int)size, text);
        text += size + (text[size] == ' ' ? 1 : 0);
    }
    buffer_add_string(out, text);
}
