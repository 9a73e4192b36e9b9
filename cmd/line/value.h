/* SPDX-License-Identifier: MIT */
#ifndef VALUE_H
#define VALUE_H

/* The values of options and arguments: from a word of the command line to the member that receives
 * it. */

#include "line/option.h"

/* Checks a word and stores it at `at`, whose C type goes with `type` (option.h). text: NULL for a
 * flag. what names the option or argument in messages. LETS_BAD_USAGE, and what the library says of
 * a malformed value. */
enum lets_status value_store(enum option_type type, const char *what, const char *text, void *at,
                             struct lets_error *err);

/* Opens a failure's message with the name of the option or argument it is about; returns the
 * status. */
enum lets_status value_named(enum lets_status status, const char *what, struct lets_error *err);

#endif
