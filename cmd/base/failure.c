/* SPDX-License-Identifier: MIT */
/* What could not be done, as a status and a sentence, in the form in which the library says it. */

#include "base/failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void fill(struct lets_error *err, enum lets_status status, const char *format,
                 va_list arguments) __attribute__((format(printf, 3, 0)));

static void fill(struct lets_error *err, enum lets_status status, const char *format,
                 va_list arguments)
{
    if (err != NULL) {
        *err = (struct lets_error){.status = status};
        (void)vsnprintf(err->message, sizeof err->message, format, arguments);
        lets_error_name_invisible(err);
    }
}

enum lets_status failure_set(struct lets_error *err, enum lets_status status, const char *format,
                             ...)
{
    va_list arguments;

    va_start(arguments, format);
    fill(err, status, format, arguments);
    va_end(arguments);
    return status;
}

enum lets_status failure_misused(struct lets_error *err, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fill(err, LETS_BAD_USAGE, format, arguments);
    va_end(arguments);
    return LETS_BAD_USAGE;
}

bool failure_hint(struct lets_error *err, const char *hint)
{
    bool has_room = err != NULL && strlen(hint) < sizeof err->hint;

    if (has_room) {
        (void)snprintf(err->hint, sizeof err->hint, "%s", hint);
    }
    return has_room;
}
