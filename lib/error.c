/* SPDX-License-Identifier: MIT */
/*
 * Statuses and failures. The names, exit statuses and sentences come from the one list in lets.h; a failure
 * is written once, where it happens, and whatever it quotes from a journal has its control characters
 * replaced, so that a message can be printed as it is.
 */

#include "error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    const char *summary;
    int exit_status;
} rows[] = {
    {"ok", "done", 0},
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

static void make_harmless(char *text)
{
    for (char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f) {
            *c = '?';
        }
    }
}

static void fill(struct lets_error *err, enum lets_status status, const char *format, va_list arguments)
{
    memset(err, 0, sizeof *err);
    err->status = status;
    (void)vsnprintf(err->message, sizeof err->message, format, arguments);
    make_harmless(err->message);
}

enum lets_status lets__fail(struct lets_error *err, enum lets_status status, const char *format, ...)
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
