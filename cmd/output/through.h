/* SPDX-License-Identifier: MIT */
#ifndef THROUGH_H
#define THROUGH_H

/*
 * Names that stand for no file that could be replaced: devices, pipes, and what the program was
 * handed open, such as /dev/stdout, behind which a file may well lie. What is written there goes
 * through, to the end of what is there.
 */

#include <stdbool.h>

#include <lets.h>

/* Whether a path leads to one of them. */
bool through_is(const char *path);

/* Whether something could be written there, without trying. LETS_NO_SUCH_FILE, LETS_NO_PERMISSION,
 * LETS_INPUT_OUTPUT. */
enum lets_status through_check(const char *path, struct lets_error *err);

/* Writes all of it there. A reader that has gone is no failure. LETS_NO_SUCH_FILE,
 * LETS_NO_PERMISSION, LETS_DISK_FULL, LETS_INPUT_OUTPUT. */
enum lets_status through_write(const char *path, struct lets_span bytes, struct lets_error *err);

#endif
