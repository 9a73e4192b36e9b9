/* SPDX-License-Identifier: MIT */
/* A ticket is of something. */

#include "ledger/ledger_tickets.h"

enum lets_status ledger_apply_ticket(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    if (entry->amount.minor == 0) {
        return LEDGER_REFUSE(amount, LETS_ZERO_AMOUNT, "a ticket is of nothing");
    }
    return LETS_OK;
}
