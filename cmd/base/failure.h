/* SPDX-License-Identifier: MIT */
#ifndef FAILURE_H
#define FAILURE_H

/* Failures that the program finds itself, told in the form in which the library tells its own. */

#include <lets.h>

/* Fills err, returns the status. */
enum lets_status failure_set(struct lets_error *err, enum lets_status status, const char *format,
                             ...) __attribute__((format(printf, 3, 4)));

/* The same for a mistake on the command line: LETS_BAD_USAGE. */
enum lets_status failure_misused(struct lets_error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Puts a hint into err, which may be NULL, in place of the one it has; false where there is no room
 * for all of it, and then nothing changes: half a command is none. */
bool failure_hint(struct lets_error *err, const char *hint);

#endif
