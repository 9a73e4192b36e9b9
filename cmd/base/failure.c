/* SPDX-License-Identifier: MIT */
/* What could not be done, as a status and a sentence, in the form in which the library says it. */

#include "base/failure.h"

#include <stdarg.h>
#include <stdio.h>

enum lets_status failure_set(struct lets_error *err, enum lets_status status, const char *format,
                             ...)
{
    if (err != NULL) {
        va_list arguments;
        *err = (struct lets_error){.status = status};
        va_start(arguments, format);
        (void)vsnprintf(err->message, sizeof err->message, format, arguments);
        va_end(arguments);
        lets_error_name_invisible(err);
    }
    return status;
}

enum lets_status failure_misused(struct lets_error *err, const char *format, ...)
{
    if (err != NULL) {
        va_list arguments;
        *err = (struct lets_error){.status = LETS_BAD_USAGE};
        va_start(arguments, format);
        (void)vsnprintf(err->message, sizeof err->message, format, arguments);
        va_end(arguments);
        lets_error_name_invisible(err);
    }
    return LETS_BAD_USAGE;
}
