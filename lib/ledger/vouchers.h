/* SPDX-License-Identifier: MIT */
#ifndef LETS_VOUCHERS_H
#define LETS_VOUCHERS_H

/*
 * Batches of vouchers, and what became of each. A batch is printed as one book; the tree of
 * cheque_books says which of its numbers are still in the float's hands (books that name the
 * batch), and here stands what became of them.
 */

#include <assert.h>

#include "ledger/cheque_books.h"

/* One voucher. */
struct voucher {
    uint32_t sale;         /* the transfer that sold it; 0: it is printed, or printed again */
    uint32_t use;          /* the transfer that redeemed it or took it back; else 0 */
    uint8_t status;        /* enum lets_cheque_status: printed, out, returned, stopped, redeemed,
                              taken back */
    uint8_t status_before; /* that `use` ended */
    bool is_presented;     /* a redemption in time was reversed: expires binds it no more */
};

struct voucher_batch {
    uint32_t first; /* as it was printed */
    uint32_t last;
    struct lets_amount value; /* of each */
    bool expires_ever;
    struct lets_date expires;
    struct lets_hash digest;  /* of its key; empty: it has none */
    struct voucher *vouchers; /* owned: first..last */
};

/* The numbers that a transfer named: a sale's, or a taking back's. */
struct voucher_range {
    uint32_t transfer;
    uint32_t first;
    uint32_t last;
};

/* {0} is empty. */
struct voucher_batches {
    struct voucher_batch *batches; /* owned; batches[0] is none */
    size_t n_batches;
    size_t batches_capacity;
    struct voucher_range *ranges; /* owned, in the order of their transfers */
    size_t n_ranges;
    size_t ranges_capacity;
};

void vouchers_release(struct voucher_batches *all);

/* Adds a batch of printed vouchers, its number into *out. LETS_OUT_OF_MEMORY, nothing changed. */
enum lets_status vouchers_add(struct voucher_batches *all, struct voucher_batch batch,
                              uint32_t *out, struct lets_error *err);

/* The batch of a book of vouchers. */
static inline const struct voucher_batch *vouchers_batch(const struct voucher_batches *all,
                                                         const struct book *book)
{
    assert(book != NULL && book->batch != 0);
    return &all->batches[book->batch];
}

/* The voucher of a number that lies in a book of vouchers. */
static inline struct voucher *vouchers_at(const struct voucher_batches *all,
                                          const struct book *book, uint32_t number)
{
    const struct voucher_batch *batch = vouchers_batch(all, book);
    return &batch->vouchers[number - batch->first];
}

/* Makes room, so that the next vouchers_note cannot fail. LETS_OUT_OF_MEMORY. */
enum lets_status vouchers_reserve(struct voucher_batches *all, struct lets_error *err);

/* Keeps the numbers that a transfer named; transfers come in rising order. */
void vouchers_note(struct voucher_batches *all, struct voucher_range range);

/* The numbers that a transfer named; NULL for none. */
const struct voucher_range *vouchers_range(const struct voucher_batches *all, uint32_t transfer);

#endif
