/* SPDX-License-Identifier: MIT */
#ifndef LETS_APPLY_H
#define LETS_APPLY_H

/* The door into the state, lets_ledger_apply, and a side entrance for replays. */

#include "ledger/ledger_ids.h"

/* lets_ledger_apply of a transfer whose accounts were foreseen. */
enum lets_status ledger_apply_foreseen(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       struct ledger_parties parties, struct lets_error *err);

#endif
