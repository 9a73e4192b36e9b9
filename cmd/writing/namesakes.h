/* SPDX-License-Identifier: MIT */
#ifndef NAMESAKES_H
#define NAMESAKES_H

/* Accounts that people cannot tell apart by their names. */

#include "session/session.h"

/* Warns of every other account that is shown under a name that looks like that of this one. */
void namesakes_warn(const struct session *session, struct lets_span id, struct lets_span name);

/* The same of the account of an entry that gives a central account its title. The entry is taken
 * in, and the session's names know of it afterwards. */
void namesakes_take(struct session *session, const struct lets_ledger *ledger,
                    const struct lets_entry *entry);

#endif
