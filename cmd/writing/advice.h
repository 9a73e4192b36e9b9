/* SPDX-License-Identifier: MIT */
#ifndef ADVICE_H
#define ADVICE_H

/* What a clerk can do about an entry that a rule refused, in words of the command line. */

#include "session/session.h"

/* Adds to err's hint who the accounts are that its message names by id, and what options and
 * commands help. entry is the one that was refused. */
void advice_add(const struct session *session, const struct lets_entry *entry,
                struct lets_error *err);

/* Adds to err's hint who the accounts are that its message names by id, where it does not say so
 * already: for a refusal of any kind, on its way out. */
void advice_name(const struct session *session, struct lets_error *err);

#endif
