/* SPDX-License-Identifier: MIT */
/* A batch keeps a record a voucher from the day it is printed, sixteen bytes each: at most 10,000
 * of them, so one allocation. Batches are never taken out. */

#include "ledger/vouchers.h"

#include <assert.h>

#include "base/search.h"

void vouchers_release(struct voucher_batches *all)
{
    for (size_t i = 0; i < all->n_batches; i++) {
        mem_free(all->batches[i].vouchers);
    }
    mem_free(all->batches);
    mem_free(all->ranges);
    *all = (struct voucher_batches){0};
}

enum lets_status vouchers_add(struct voucher_batches *all, struct voucher_batch batch,
                              uint32_t *out, struct lets_error *err)
{
    size_t n = all->n_batches == 0 ? 1 : all->n_batches;
    size_t n_vouchers = (size_t)batch.last - batch.first + 1;
    void *vouchers = NULL;
    enum lets_status status = mem_grow(&all->batches, &all->batches_capacity, n + 1, err);
    if (status == LETS_OK) {
        status = mem_alloc_array(n_vouchers, sizeof *batch.vouchers, &vouchers, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    all->batches[0] = (struct voucher_batch){0};
    batch.vouchers = vouchers;
    for (size_t i = 0; i < n_vouchers; i++) {
        batch.vouchers[i].status = LETS_PRINTED;
    }
    all->batches[n] = batch;
    all->n_batches = n + 1;
    *out = (uint32_t)n;
    return LETS_OK;
}

enum lets_status vouchers_reserve(struct voucher_batches *all, struct lets_error *err)
{
    return mem_grow(&all->ranges, &all->ranges_capacity, all->n_ranges + 1, err);
}

void vouchers_note(struct voucher_batches *all, struct voucher_range range)
{
    assert(all->n_ranges < all->ranges_capacity);
    assert(all->n_ranges == 0 || all->ranges[all->n_ranges - 1].transfer < range.transfer);
    all->ranges[all->n_ranges++] = range;
}

const struct voucher_range *vouchers_range(const struct voucher_batches *all, uint32_t transfer)
{
    size_t at = search_from(all->ranges, all->n_ranges, sizeof *all->ranges,
                            offsetof(struct voucher_range, transfer), transfer);
    bool is_found = at < all->n_ranges && all->ranges[at].transfer == transfer;
    return is_found ? &all->ranges[at] : NULL;
}
