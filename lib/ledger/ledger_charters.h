/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_CHARTERS_H
#define LETS_LEDGER_CHARTERS_H

/* How central accounts may be spent: what `charter` says (journal.md, Funds); see
 * lets_ledger_apply. */

#include "ledger/ledger.h"

enum lets_status ledger_apply_charter(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      struct lets_error *err);

/* Whether a charter stands for an account, or names it for the residue. */
bool ledger_charter_names(const struct lets_ledger *ledger, uint32_t account);

#endif
