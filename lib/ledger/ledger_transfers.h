/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_TRANSFERS_H
#define LETS_LEDGER_TRANSFERS_H

/* The rules of transfer; see lets_ledger_apply. */

#include "ledger/ledger_ids.h"

enum lets_status ledger_apply_transfer(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       struct lets_error *err);

/* The same with the parties, which were looked up before; nobody: they are looked up now. */
enum lets_status ledger_apply_transfer_between(struct lets_ledger *ledger,
                                               const struct lets_entry *entry,
                                               struct ledger_parties parties,
                                               struct lets_error *err);

#endif
