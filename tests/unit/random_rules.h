/* SPDX-License-Identifier: MIT */
#ifndef RANDOM_RULES_H
#define RANDOM_RULES_H

/* Rules of random journals, and the members' agreement. */

#include <lets.h>

/* Makes an entry of that day: a rule that is set, replaced or withdrawn, or something about the
 * agreement; most are lawful. The entry borrows from the ledger, from constants, and from what the
 * next call changes. */
void random_rules_make(struct lets_entry *entry, const struct lets_ledger *ledger,
                       struct lets_date date);

#endif
