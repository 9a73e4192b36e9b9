/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_PAYMENTS_H
#define LETS_LEDGER_PAYMENTS_H

/* What a transfer obeys whose payer has a charter (journal.md, Funds), behind rule 5; and what of
 * it is counted. */

#include "ledger/ledger.h"

/* A transfer, before it changes any balance. */
struct payment {
    const struct lets_entry *entry;
    const struct lets_account *payer;
    const struct lets_account *payee;
};

/* Whether a reversal that an account pays is judged too: its charter has a key. */
bool payment_asks_reversal(const struct lets_ledger *ledger, const struct lets_account *payer);

/* The rules. */
enum lets_status payment_check(struct lets_ledger *ledger, const struct payment *payment,
                               struct lets_error *err);

/* Room for what is counted. LETS_OUT_OF_MEMORY. */
enum lets_status payment_reserve(struct lets_ledger *ledger, const struct payment *payment,
                                 struct lets_error *err);

/* Counts it, or takes off what it reverses: before the balances change. */
void payment_take(struct lets_ledger *ledger, const struct payment *payment);

#endif
