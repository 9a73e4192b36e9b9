/* SPDX-License-Identifier: MIT */
#ifndef FAULT_H
#define FAULT_H

/* How a failure is told on standard error, and a finding in an answer. */

#include "base/buffer.h"

/*
 * Prints "lets: FILE:LINE:COL: message [name]", the line it happened in with a caret under the
 * place, and what to do next. file may be NULL: then, as without a place, only what is known is
 * printed.
 */
void fault_print(const struct lets_error *err, const char *file, bool is_color);

/* Adds the same to a text, under a name of its own: for findings, which are answers. The sentence
 * is broken into lines of width columns; 0: it is not. What to do next never is: it may be a
 * command that is copied. */
void fault_describe(struct buffer *out, const struct lets_error *err, const char *name,
                    const char *file, bool is_color, size_t width);

#endif
