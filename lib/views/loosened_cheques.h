/* SPDX-License-Identifier: MIT */
#ifndef LETS_LOOSENED_CHEQUES_H
#define LETS_LOOSENED_CHEQUES_H

/* Which entry let a cheque or a voucher through. */

#include "base/mem.h"

/* A kind of exception as a bit. */
#define LOOSENED(name) (UINT32_C(1) << LETS_EXCEPTION_##name)

/* A cheque of which more is known than the ledger keeps. */
struct loosened_cheque {
    uint32_t number;
    uint32_t released_by; /* index + 1; 0: it was not, or was stopped again */
    bool is_free;         /* it was presented before, and never grows stale */
};

/* Cheque numbers, and by which entry they were issued anew. */
struct loosened_range {
    uint32_t first;
    uint32_t last;
    uint32_t by; /* of those that were withdrawn: the float for which they were printed, its index +
                    1; 0: they were cheques */
};

/* No two share a number; sorted. */
struct loosened_ranges {
    struct loosened_range *items; /* owned */
    size_t n;
    size_t capacity;
};

/* How long cheques were valid before an entry made it longer. */
struct loosened_validity {
    struct lets_validity before;
    uint32_t by;
};

struct loosened_cheques {
    struct loosened_validity *validities; /* owned, as all below; the newest last */
    size_t n_validities;
    size_t validities_capacity;
    struct loosened_cheque *cheques; /* by number */
    size_t n_cheques;
    size_t cheques_capacity;
    struct loosened_ranges withdrawn;
    struct loosened_ranges anew;
};

void loosened_cheques_release(struct loosened_cheques *cheques);

/* Each takes an entry of that index (see loosened_take) and adds what kind of exception it is:
 * `cheques`, `cheque`, and a policy that makes cheques valid for so
 * long. */
enum lets_status loosened_take_book(struct loosened_cheques *cheques,
                                    const struct lets_entry *entry, uint32_t index, uint32_t *kinds,
                                    struct lets_error *err);
enum lets_status loosened_take_cheque(struct loosened_cheques *cheques,
                                      const struct lets_entry *entry, uint32_t index,
                                      uint32_t *kinds, struct lets_error *err);
enum lets_status loosened_take_validity(struct loosened_cheques *cheques,
                                        struct lets_validity before, struct lets_validity now,
                                        uint32_t index, uint32_t *kinds, struct lets_error *err);

/* A reversal, just applied, sets a cheque free that had come in in time. */
enum lets_status loosened_take_reversal(struct loosened_cheques *cheques,
                                        const struct lets_ledger *ledger,
                                        const struct lets_entry *entry, struct lets_error *err);

/* The entries without which a transfer would have been refused, as far as they are known. */
enum { LOOSENED_MOST = 12 };
struct loosened_found {
    uint32_t by[LOOSENED_MOST];
    size_t n;
};

/* Adds one that is not there yet: its index + 1, or 0 for none. */
void loosened_add(struct loosened_found *found, uint32_t by);

/* Adds those that let a transfer's cheque through, or the voucher that it redeems. */
void loosened_find_cheque(const struct loosened_cheques *cheques, const struct lets_entry *entry,
                          struct loosened_found *found);

/* The next entry by which vouchers between the first and the last that a transfer names, and which
 * it moved, were printed under numbers of other paper: true, its index into *by. *at is 0 before
 * the first; the same may come more than once. */
bool loosened_next_range(const struct loosened_cheques *cheques, const struct lets_ledger *ledger,
                         const struct lets_entry *entry, size_t *at, uint32_t *by);

#endif
