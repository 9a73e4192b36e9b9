/* SPDX-License-Identifier: MIT */
#ifndef LETS_ERROR_H
#define LETS_ERROR_H

/*
 * Failures, filled where they happen. Every function here takes err == NULL for "nobody asks" and
 * returns the status it was given, so that a check reads: return lets__fail(err, LETS_BAD_DATE,
 * "...", ...).
 */

#include <lets.h>

/* Fills *err: status, message, no place, no excerpt, no hint. Text of the journal goes in by
 * "'%.*s'" with LETS__SHOW: at most 80 bytes of it are quoted. Control characters come out as '?'.
 */
enum lets_status lets__fail(struct lets_error *err, enum lets_status status, const char *format,
                            ...) __attribute__((format(printf, 3, 4)));

/* The same with a place. column 0: the whole line is meant. */
enum lets_status lets__fail_at(struct lets_error *err, enum lets_status status, uint64_t line,
                               uint64_t column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* From errno after a system call failed: "cannot <doing>: <reason>", with the status that fits. */
enum lets_status lets__fail_system(struct lets_error *err, int error_number, const char *doing);

/* Sets the hint: what to do next. */
void lets__hint(struct lets_error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Sets the excerpt to the line of `bytes` that err->line names, bytes beginning at line first_line;
 * cuts a long one around err->column. Nothing happens if an excerpt is there already, or the line
 * is not. */
void lets__excerpt(struct lets_error *err, struct lets_span bytes, uint64_t first_line);

/* The two arguments of "%.*s" for a span, at most 80 bytes, cut between characters. */
#define LETS__SHOW(span) lets__show_size(span), ((span).bytes == NULL ? "" : (span).bytes)
int lets__show_size(struct lets_span span);

#endif
