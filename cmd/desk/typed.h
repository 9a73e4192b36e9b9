/* SPDX-License-Identifier: MIT */
#ifndef TYPED_H
#define TYPED_H

/* What people type, in the forms in which they write it. */

#include "session/session.h"

/* "2026-01-08", "today", "yesterday", "8 jan", "jan 8", "8 january 2026". Without a year it is the
 * latest such day that is not after today. What can be read in two ways ("8/1") is LETS_BAD_DATE
 * with the form wanted. */
enum lets_status typed_date(struct lets_span text, struct lets_date today, struct lets_date *out,
                            struct lets_error *err);

/* Without blanks around. */
struct lets_span typed_trim(struct lets_span text);

/* The first word of *text, taken off it, with the blanks behind. */
struct lets_span typed_word(struct lets_span *text);

/* Whether a text is that word, whatever the case. */
bool typed_is(struct lets_span text, const char *word);

/* The accounts, closed ones left out, that a piece of a name or the start of an id may mean: into
 * out, at most max of them; returns how many there are. An id, or a whole name, means that account
 * alone. */
size_t typed_accounts(const struct session *session, struct lets_span piece,
                      const struct lets_account **out, size_t max);

#endif
