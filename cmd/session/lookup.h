/* SPDX-License-Identifier: MIT */
#ifndef LOOKUP_H
#define LOOKUP_H

/*
 * Values from the command line that need the ledger; `what` is the option ("--amount") or argument
 * ("AMOUNT"). Refused, the command line is to blame: exit status 2.
 */

#include <lets.h>

struct option_list;
struct session;

enum lets_status session_amount(struct session *session, const char *what, const char *text,
                                struct lets_amount *out, struct lets_error *err);
enum lets_status session_limit(struct session *session, const char *what, const char *text,
                               bool may_default, struct lets_limit *out, struct lets_error *err);
enum lets_status session_period(struct session *session, const char *what, const char *text,
                                struct lets_period *out, struct lets_error *err);

/* The account of an id as people type it. LETS_UNKNOWN_ACCOUNT with the nearest ids as hint. */
enum lets_status session_account(const struct session *session, const char *id,
                                 const struct lets_account **out, struct lets_error *err);

/* Warns, with the localities there are, where no member has the one asked for; NULL: none was. */
void session_tell_localities(const struct session *session, const char *locality);

/* Reads a list of numbers and ranges ("812", "815-870") in the order given, none twice, into an
 * array that is yours (memory_free). */
enum lets_status session_numbers(struct session *session, const struct option_list *words,
                                 uint32_t **out, size_t *n, struct lets_error *err);

#endif
