/* SPDX-License-Identifier: MIT */
#ifndef FAILURE_H
#define FAILURE_H

/* Failures of the program's own: what the library does with an error, done for it. */

#include <lets.h>

/* Fills err, returns the status. */
enum lets_status session_fail(struct lets_error *err, enum lets_status status, const char *format,
                              ...) __attribute__((format(printf, 3, 4)));

/* The same for a mistake on the command line: LETS_BAD_USAGE. */
enum lets_status session_misused(struct lets_error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
