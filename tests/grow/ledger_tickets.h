/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_TICKETS_H
#define LETS_LEDGER_TICKETS_H

/* The rules of ticket, a kind that tests/grow adds; see lets_ledger_apply. */

#include "ledger/ledger.h"

enum lets_status ledger_apply_ticket(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err);

#endif
