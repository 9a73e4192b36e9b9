/* SPDX-License-Identifier: MIT */
#ifndef LETS_REPORT_VOUCHERS_H
#define LETS_REPORT_VOUCHERS_H

/* The part of a report that counts vouchers. */

#include "base/mem.h"

/* A batch of vouchers; those of the ledger, by the same index. */
struct report_batch {
    uint32_t account; /* its float */
    struct lets_date date;
};

/* So many vouchers of a batch that a transfer moved. */
enum report_move { REPORT_SOLD, REPORT_REDEEMED, REPORT_TAKEN_BACK };
struct report_voucher_move {
    uint32_t transfer;
    uint32_t batch;
    uint32_t n;
    enum report_move move;
};

/* So many vouchers of a batch that were withdrawn. */
struct report_withdrawal {
    struct lets_date date;
    uint32_t batch;
    uint32_t n;
};

/* What the entries said of vouchers; all owned. */
struct report_vouchers {
    struct report_batch *batches; /* the first is none */
    size_t n_batches;
    size_t batches_capacity;
    struct report_voucher_move *moves; /* by number */
    size_t n_moves;
    size_t moves_capacity;
    struct report_withdrawal *withdrawals;
    size_t n_withdrawals;
    size_t withdrawals_capacity;
};

void report_vouchers_release(struct report_vouchers *vouchers);

/* Each takes an entry that was just applied: `cheques`, of which only batches and what is withdrawn
 * of them count; a transfer, which may have moved vouchers. LETS_OUT_OF_MEMORY. */
enum lets_status report_take_batch(struct report_vouchers *vouchers,
                                   const struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err);
enum lets_status report_take_vouchers(struct report_vouchers *vouchers,
                                      const struct lets_ledger *ledger,
                                      const struct lets_entry *entry, struct lets_error *err);

/* Counts by the end of a day: adds to floats[index of the account], and sets its account where
 * there was a batch by then. */
void report_count_vouchers(const struct report_vouchers *vouchers, const struct lets_ledger *ledger,
                           struct lets_date last, struct lets_report_float *floats);

#endif
