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
    struct lets_transfer transfer;

    if (!lets_ledger_transfer(ledger, number, &transfer)) {
        return failure_set(err, LETS_UNKNOWN_TRANSFER, "there is no transfer %" PRIu32, number);
    }
    struct lets_entry entry =
        entry_of_transfer(ledger, date, lets_ledger_account(ledger, transfer.payee),
                          lets_ledger_account(ledger, transfer.payer), transfer.amount);
    lets_entry_put(&entry, what_for, lets_span_of(reason));
    lets_entry_put(&entry, reverses, number);
    return writing_add(writing, &entry, err);
}
