/* SPDX-License-Identifier: MIT */
#ifndef FAULT_H
#define FAULT_H

/* How a failure is told on standard error. */

#include <lets.h>

/*
 * Prints "lets: FILE:LINE:COL: message [name]", the line it happened in with a caret under the place, and what
 * to do next. file may be NULL: then, as without a place, only what is known is printed.
 */
void fault_print(const struct lets_error *err, const char *file, bool is_color);

#endif
