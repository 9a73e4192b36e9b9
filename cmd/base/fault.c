/* SPDX-License-Identifier: MIT */
/*
 * Failures as people read them: the place first, so that editors can jump to it, then the sentence,
 * the stable name that lets-errors(7) explains, the line itself, and a caret under the right
 * column, counted as the terminal shows it: wide characters take two, combining ones none.
 */

#include "base/fault.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/harmless.h"
#include "base/wrap.h"

#define EXCERPT_INDENT 2

static void add_excerpt(struct buffer *out, const struct lets_error *err, bool is_color)
{
    struct buffer shown = {0};
    struct lets_span excerpt = lets_span_of(err->excerpt);

    harmless_add(&shown, excerpt);
    buffer_format(out, "%*s%s\n", EXCERPT_INDENT, "", buffer_string(&shown));
    uint64_t column = err->excerpt_column > 0 ? err->excerpt_column : err->column;
    if (column > 0) {
        size_t width = harmless_width(buffer_span(&shown), (size_t)(column - 1));
        buffer_format(out, "%*s%s^%s\n", (int)(EXCERPT_INDENT + width), "",
                      is_color ? "\033[1;32m" : "", is_color ? "\033[0m" : "");
    }
    buffer_release(&shown);
}

void fault_describe(struct buffer *out, const struct lets_error *err, const char *name,
                    const char *file, bool is_color, size_t width)
{
    static const char program[] = "lets:";
    struct buffer line = {0};
    struct buffer shown = {0};
    struct buffer lines = {0};

    buffer_format(&line, "%s ", program);
    if (file != NULL) {
        buffer_format(&line, "%s:", file);
        if (err->line > 0) {
            buffer_format(&line, "%" PRIu64 ":", err->line);
        }
        if (err->line > 0 && err->column > 0) {
            buffer_format(&line, "%" PRIu64 ":", err->column);
        }
        buffer_add_string(&line, " ");
    }
    buffer_format(&line, "%s [%s]", err->message, name);
    bool is_note = strncmp(err->message, "note: ", sizeof "note: " - 1) == 0;
    const char *color = is_note ? "\033[1;33m" : "\033[1;31m";
    harmless_add(&shown, buffer_span(&line));
    wrap_add(&lines, buffer_string(&shown), width > 0 ? width : SIZE_MAX);
    buffer_format(out, "%s%s%s%s\n", is_color ? color : "", program, is_color ? "\033[0m" : "",
                  buffer_string(&lines) + sizeof program - 1);
    if (err->excerpt[0] != '\0') {
        add_excerpt(out, err, is_color);
    }
    if (err->hint[0] != '\0') {
        harmless_add(out, lets_span_of(err->hint));
        buffer_add_string(out, "\n");
    }
    buffer_release(&line);
    buffer_release(&shown);
    buffer_release(&lines);
}

void fault_print(const struct lets_error *err, const char *file, bool is_color)
{
    struct buffer text = {0};

    fault_describe(&text, err, lets_status_name(err->status), file, is_color, 0);
    fputs(buffer_string(&text), stderr);
    buffer_release(&text);
}
