/* SPDX-License-Identifier: MIT */
#ifndef LETS_LOOSENED_H
#define LETS_LOOSENED_H

/* Which entry let a transfer through: what every rule said before it was loosened. */

#include "views/loosened_cheques.h"
#include "views/loosened_funds.h"

/* A rule as it was before an entry loosened it; those of one rule are a list, the newest first.
 * Lists share their ends. */
struct loosened_rule {
    int64_t before;
    uint32_t by;   /* index of the entry that loosened it */
    uint32_t next; /* 0: none */
};

/* One limit of an account or of the policy, as it stands. */
struct loosened_limit {
    struct lets_limit limit;
    uint32_t newest; /* the account's own list; while it never had a limit of its own, the policy's
                        holds */
    bool has_own_list;
};

/* What is known of an account, and which entry (its index + 1; 0: none) let it pay or move. */
struct loosened_account {
    struct loosened_limit limits[2]; /* debit, credit */
    enum lets_account_status status;
    enum lets_purpose purpose;
    struct lets_date opened;
    uint32_t joined; /* list */
    uint32_t resumed_by;
    uint32_t reopened_by;
};

struct loosened {
    struct loosened_rule *rules; /* owned, as all below; the first is none */
    size_t n_rules;
    size_t rules_capacity;
    struct loosened_account *accounts;
    size_t n_accounts;
    size_t accounts_capacity;
    struct loosened_limit policy[2];
    enum lets_limits limits;
    uint32_t softened_by; /* index + 1 */
    struct lets_validity cheques_valid;
    uint32_t periods; /* list of days that were closed */
    struct loosened_cheques cheques;
    struct loosened_funds funds;
};

void loosened_release(struct loosened *loosened);

/* Takes an entry that was applied, and says which kinds of exception it is; index: what it is known
 * by from then on. Not for transfers and seals. */
enum lets_status loosened_take(struct loosened *loosened, const struct lets_ledger *ledger,
                               const struct lets_entry *entry, uint32_t index, uint32_t *kinds,
                               struct lets_error *err);

/* The indexes of the entries without which the transfer, just applied, would have been refused. */
struct loosened_found loosened_by(const struct loosened *loosened, const struct lets_ledger *ledger,
                                  const struct lets_entry *entry);

#endif
