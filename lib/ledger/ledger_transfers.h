/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_TRANSFERS_H
#define LETS_LEDGER_TRANSFERS_H

/* The rules of transfer; see lets_ledger_apply. */

#include "ledger/ledger_ids.h"

/* parties: where they were found before; nobody, and they are found here. */
enum lets_status ledger_apply_transfer(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       struct ledger_parties parties, struct lets_error *err);

#endif
