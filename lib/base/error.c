/* SPDX-License-Identifier: MIT */
/*
 * Statuses and failures. The names, exit statuses and sentences come from the one list in lets.h; a
 * failure is written once, where it happens, and whatever it quotes from a journal has its control
 * characters replaced, so that a message can be printed as it is.
 */

#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/invisible.h"

static const struct {
    const char *name;
    const char *summary;
    int exit_status;
} rows[] = {{"ok", "done", 0},
#define ROW(name, text, exit_status, summary) {text, summary, exit_status},
            LETS_STATUSES(ROW)
#undef ROW
};

const char *lets_status_name(enum lets_status status)
{
    return rows[status].name;
}

const char *lets_status_summary(enum lets_status status)
{
    return rows[status].summary;
}

int lets_status_exit(enum lets_status status)
{
    return rows[status].exit_status;
}

const char *lets_version(void)
{
    return LETS_VERSION;
}

void lets_error_name_invisible(struct lets_error *err)
{
    invisible_name(err->message, sizeof err->message);
}

static void make_harmless(char *text)
{
    for (char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f) {
            *c = '?';
        }
    }
}

__attribute__((format(printf, 3, 0))) static void fill(struct lets_error *err,
                                                       enum lets_status status, const char *format,
                                                       va_list arguments)
{
    memset(err, 0, sizeof *err);
    err->status = status;
    (void)vsnprintf(err->message, sizeof err->message, format, arguments);
    make_harmless(err->message);
    lets_error_name_invisible(err);
}

enum lets_status lets__fail(struct lets_error *err, enum lets_status status, const char *format,
                            ...)
{
    if (err != NULL) {
        va_list arguments;
        va_start(arguments, format);
        fill(err, status, format, arguments);
        va_end(arguments);
    }
    return status;
}

enum lets_status lets__fail_at(struct lets_error *err, enum lets_status status, uint64_t line,
                               uint64_t column, const char *format, ...)
{
    if (err != NULL) {
        va_list arguments;
        va_start(arguments, format);
        fill(err, status, format, arguments);
        va_end(arguments);
        err->line = line;
        err->column = column;
    }
    return status;
}

enum lets_status lets__fail_system(struct lets_error *err, int error_number, const char *doing)
{
    enum lets_status status = LETS_INPUT_OUTPUT;
    if (error_number == ENOENT || error_number == ENOTDIR) {
        status = LETS_NO_SUCH_FILE;
    } else if (error_number == EACCES || error_number == EPERM || error_number == EROFS) {
        status = LETS_NO_PERMISSION;
    } else if (error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG) {
        status = LETS_DISK_FULL;
    } else if (error_number == EEXIST) {
        status = LETS_FILE_EXISTS;
    } else if (error_number == ENOMEM) {
        status = LETS_OUT_OF_MEMORY;
    }
    char reason[128] = "";
    if (strerror_r(error_number, reason, sizeof reason) != 0) {
        (void)snprintf(reason, sizeof reason, "error %d", error_number);
    }
    return lets__fail(err, status, "cannot %s: %s", doing, reason);
}

void lets__hint(struct lets_error *err, const char *format, ...)
{
    if (err == NULL) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(err->hint, sizeof err->hint, format, arguments);
    va_end(arguments);
    make_harmless(err->hint);
}

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

int lets__show_size(struct lets_span span)
{
    enum { SHOWN_MAX = 80 };
    size_t size = span.size;
    if (size > SHOWN_MAX) {
        size = SHOWN_MAX;
        while (size > 0 && !begins_character(span.bytes[size])) {
            size--;
        }
    }
    return (int)size;
}

/* How many characters of a long line are shown before and behind the column. */
enum { EXCERPT_CHARACTERS = 72, EXCERPT_BEFORE = 36 };

/* The first character of an excerpt: the line's own, or, where the column would not be seen, a
 * later one. */
static size_t excerpt_start(size_t n_characters, size_t column)
{
    if (n_characters <= EXCERPT_CHARACTERS || column <= EXCERPT_CHARACTERS) {
        return 0;
    }
    size_t start = column - EXCERPT_BEFORE;
    return start + EXCERPT_CHARACTERS > n_characters ? n_characters - EXCERPT_CHARACTERS : start;
}

void lets__excerpt(struct lets_error *err, struct lets_span bytes, uint64_t first_line)
{
    if (err == NULL || err->excerpt[0] != '\0' || err->line < first_line) {
        return;
    }
    size_t begin = 0;
    for (uint64_t line = first_line; line < err->line; line++) {
        const char *end = memchr(bytes.bytes + begin, '\n', bytes.size - begin);
        if (end == NULL) {
            return;
        }
        begin = (size_t)(end - bytes.bytes) + 1;
    }
    struct lets_span line = {.bytes = bytes.bytes + begin, .size = 0};
    size_t n_characters = 0;
    while (begin + line.size < bytes.size && line.bytes[line.size] != '\n') {
        n_characters += begins_character(line.bytes[line.size]) ? 1 : 0;
        line.size++;
    }
    size_t column = (size_t)err->column;
    size_t start = excerpt_start(n_characters, column);
    size_t character = 0;
    size_t size = 0;
    for (size_t i = 0; i < line.size && size + 5 < sizeof err->excerpt; i++) {
        character += begins_character(line.bytes[i]) ? 1 : 0;
        if (character > start && character <= start + EXCERPT_CHARACTERS) {
            err->excerpt[size++] = line.bytes[i];
        }
    }
    err->excerpt[size] = '\0';
    make_harmless(err->excerpt);
    err->excerpt_column = column > start ? (uint32_t)(column - start) : 0;
}
