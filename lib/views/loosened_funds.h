/* SPDX-License-Identifier: MIT */
#ifndef LETS_LOOSENED_FUNDS_H
#define LETS_LOOSENED_FUNDS_H

/* Which charter let a payment of a fund through, and what else is to be said of funds. */

#include "views/loosened_cheques.h"

/* What an entry `charter` said. */
struct loosened_charter {
    struct lets_charter charter; /* borrowed from the ledger, but for what was spent */
    bool is_withdrawn;           /* it said that there is none */
    uint32_t by;                 /* index of the entry */
    uint32_t before;             /* the one before it, + 1; 0: none */
};

struct loosened_fund {
    uint32_t newest; /* of its charters, + 1; 0: none */
    uint32_t n_open; /* proposals, neither withdrawn nor paid in full */
    int32_t latest;  /* the latest day of any that was open */
};

struct loosened_funds {
    struct loosened_charter *charters; /* owned, as all below */
    size_t n_charters;
    size_t charters_capacity;
    struct loosened_fund *funds; /* of accounts, by their index, as far as one is known */
    size_t n_funds;
    size_t funds_capacity;
    bool *open; /* of proposals, by their number - 1: whether it is counted as open */
    size_t n_proposals;
    size_t proposals_capacity;
};

void loosened_funds_release(struct loosened_funds *funds);

/* Each takes an entry of that index (see loosened_take), just applied, and adds what kind of
 * exception it is. */
enum lets_status loosened_take_charter(struct loosened_funds *funds,
                                       const struct lets_ledger *ledger,
                                       const struct lets_entry *entry, uint32_t index,
                                       uint32_t *kinds, struct lets_error *err);
enum lets_status loosened_take_proposal(struct loosened_funds *funds,
                                        const struct lets_ledger *ledger,
                                        const struct lets_entry *entry, uint32_t *kinds,
                                        struct lets_error *err);

/* Adds the charter that let a transfer through, just applied. */
void loosened_find_charter(const struct loosened_funds *funds, const struct lets_ledger *ledger,
                           const struct lets_entry *entry, struct loosened_found *found);

/* Takes that transfer, and says what kinds of exception it is. */
uint32_t loosened_take_payment(struct loosened_funds *funds, const struct lets_ledger *ledger,
                               const struct lets_entry *entry);

#endif
