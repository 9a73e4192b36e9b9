/* SPDX-License-Identifier: MIT */
/*
 * A reversal says the same as what it reverses, with payer and payee changed over, and why. The
 * rest is left to the rules: they know what was reversed before, and which cheque becomes free.
 */

#include "writing/reversal.h"

#include <inttypes.h>

#include "base/failure.h"

enum lets_status reversal_add(struct writing *writing, const struct session *session,
                              uint32_t number, struct lets_date date, const char *reason,
                              struct lets_error *err)
{
    const struct lets_ledger *ledger = session->ledger;
    struct lets_entry entry = {.kind = LETS_KIND_TRANSFER, .date = date, .reverses = number};
    struct lets_transfer transfer;

    if (!lets_ledger_transfer(ledger, number, &transfer)) {
        return failure_set(err, LETS_UNKNOWN_TRANSFER, "there is no transfer %" PRIu32, number);
    }
    entry.number = lets_ledger_summary(ledger)->n_transfers + 1;
    entry.payer = lets_ledger_account(ledger, transfer.payee)->id;
    entry.payee = lets_ledger_account(ledger, transfer.payer)->id;
    entry.amount = transfer.amount;
    entry.what_for = lets_span_of(reason);
    lets_entry_set(&entry, number);
    lets_entry_set(&entry, date);
    lets_entry_set(&entry, payer);
    lets_entry_set(&entry, payee);
    lets_entry_set(&entry, amount);
    lets_entry_set(&entry, what_for);
    lets_entry_set(&entry, reverses);
    return writing_add(writing, &entry, err);
}
