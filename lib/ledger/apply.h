/* SPDX-License-Identifier: MIT */
#ifndef LETS_APPLY_H
#define LETS_APPLY_H

/* The door into the state, lets_ledger_apply, and a side entrance for replays. */

#include "ledger/ledger_ids.h"

/* Applies a transfer like lets_ledger_apply, with what ledger_prefetch_accounts returned for it,
 * and faster; a party that is LEDGER_NOBODY is looked up. The ledger has its first entry. */
enum lets_status ledger_apply_prefetched(struct lets_ledger *ledger, const struct lets_entry *entry,
                                         struct ledger_parties parties, struct lets_error *err);

#endif
