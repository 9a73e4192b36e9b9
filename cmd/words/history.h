/* SPDX-License-Identifier: MIT */
#ifndef HISTORY_H
#define HISTORY_H

/*
 * Observers are called when an entry has been applied, and the ledger keeps no past: a history
 * remembers, per account and for the policy, what the entries so far said.
 *
 *   before = words_history_before(history, ledger, entry);     in the observer, first
 *   words_entry(&sentence, ledger, &names, entry, &before);
 *   words_history_take(history, ledger, entry);                last, for every entry
 */

#include "base/buffer.h"

/* What an entry changes, as it was before: of the policy, and of the account that a change names.
 * Texts are empty where there was none. */
struct words_before {
    struct lets_span name;
    struct lets_span unit;
    struct lets_span contact;
    struct lets_span agreement;
    struct lets_limit policy_debit_limit;
    struct lets_limit policy_credit_limit;
    enum lets_limits limits;
    struct lets_validity cheques_valid;
    enum lets_account_status status;
    enum lets_purpose purpose;
    struct lets_date opened;
    struct lets_span title;
    struct lets_span locality;
    struct lets_span agreed;
    struct lets_limit debit_limit;
    struct lets_limit credit_limit;
};

struct words_history;
struct words_history *words_history_new(void);
void words_history_free(struct words_history *history);

/* Borrowed texts, until words_history_take. */
struct words_before words_history_before(const struct words_history *history,
                                         const struct lets_ledger *ledger,
                                         const struct lets_entry *entry);
void words_history_take(struct words_history *history, const struct lets_ledger *ledger,
                        const struct lets_entry *entry);

/* Takes everything as the ledger has it now, for a history that did not see the replay. */
void words_history_catch_up(struct words_history *history, const struct lets_ledger *ledger);

#endif
