/* SPDX-License-Identifier: MIT */
/* What is advised is copied into a shell: between single quotes it changes nothing but them. */

#include "base/shell.h"

#include <string.h>

static void add_quoted(struct buffer *out, struct lets_span text)
{
    buffer_add_string(out, "'");
    for (size_t i = 0; i < text.size; i++) {
        if (text.bytes[i] == '\'') {
            buffer_add_string(out, "'\\''");
        } else {
            buffer_add(out, (struct lets_span){text.bytes + i, 1});
        }
    }
    buffer_add_string(out, "'");
}

static bool is_plain(struct lets_span word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-./:,=+@%";

    for (size_t i = 0; i < word.size; i++) {
        if (word.bytes[i] == '\0' || strchr(plain, word.bytes[i]) == NULL) {
            return false;
        }
    }
    return word.size > 0;
}

void shell_add_word(struct buffer *out, struct lets_span word)
{
    if (is_plain(word)) {
        buffer_add(out, word);
    } else {
        add_quoted(out, word);
    }
}

void shell_add_option(struct buffer *out, const char *name, struct lets_span value)
{
    if (value.size > 0) {
        buffer_format(out, " --%s ", name);
        add_quoted(out, value);
    }
}
