/* SPDX-License-Identifier: MIT */
#ifndef RANDOM_FUNDS_H
#define RANDOM_FUNDS_H

/* The funds of random journals. */

#include <lets.h>

/* Makes an entry about funds of that day: a charter or its end, a proposal or its end, a vote, or
 * what a fund pays; many are lawful. Nobody signs, so that the journal can be written anew. The
 * entry borrows from the ledger and from statics, until the next. */
void random_funds_make(struct lets_entry *entry, const struct lets_ledger *ledger,
                       struct lets_date date);

#endif
