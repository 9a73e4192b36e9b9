/* SPDX-License-Identifier: MIT */
/* A voucher is out from the transfer that sold it to the one that used it; a reversal takes either
 * away again. Nothing else is known here, and nothing is asked of the ledger. */

#include "audit/audit_floats.h"

void audit_floats_release(struct audit_floats *floats)
{
    for (size_t i = 0; i < floats->n_batches; i++) {
        mem_free(floats->batches[i].vouchers);
    }
    mem_free(floats->batches);
    *floats = (struct audit_floats){0};
}

enum lets_status audit_floats_print(struct audit_floats *floats, const struct lets_entry *entry,
                                    uint32_t account, struct lets_error *err)
{
    void *vouchers = NULL;
    enum lets_status status =
        mem_grow(&floats->batches, &floats->capacity, floats->n_batches + 1, err);
    if (status == LETS_OK) {
        status = mem_alloc_array((size_t)entry->last - entry->first + 1,
                                 sizeof(struct audit_voucher), &vouchers, err);
    }
    if (status == LETS_OK) {
        floats->batches[floats->n_batches++] = (struct audit_batch){
            .account = account,
            .first = entry->first,
            .last = entry->last,
            .value = entry->value.minor,
            .vouchers = vouchers,
        };
    }
    return status;
}

void audit_floats_withdraw(struct audit_floats *floats, const struct lets_entry *entry,
                           uint32_t account)
{
    for (size_t i = 0; i < floats->n_batches; i++) {
        struct audit_batch *batch = &floats->batches[i];
        for (uint32_t number = batch->first; batch->account == account && number <= batch->last;
             number++) {
            bool is_named = entry->first <= number && number <= entry->last;
            batch->vouchers[number - batch->first].is_gone |= is_named;
        }
    }
}

static bool is_out(const struct audit_voucher *voucher)
{
    return voucher->sale != 0 && voucher->use == 0;
}

static void move_one(struct audit_voucher *voucher, const struct lets_entry *entry, bool is_into)
{
    if (lets_entry_has(entry, reverses)) {
        voucher->sale = voucher->sale == entry->reverses ? 0 : voucher->sale;
        voucher->use = voucher->use == entry->reverses ? 0 : voucher->use;
    } else if (is_into) {
        voucher->sale = entry->number;
    } else if (is_out(voucher)) {
        voucher->use = entry->number;
    }
}

int64_t audit_floats_move(struct audit_floats *floats, const struct lets_entry *entry,
                          uint32_t account, bool is_into)
{
    bool is_reversal = lets_entry_has(entry, reverses);
    bool is_range = lets_entry_has(entry, first);
    uint32_t first = is_reversal ? 1 : is_range ? entry->first : entry->cheque;
    uint32_t last = is_reversal ? UINT32_MAX : is_range ? entry->last : entry->cheque;
    int64_t change = 0;
    for (size_t i = 0; i < floats->n_batches; i++) {
        const struct audit_batch *batch = &floats->batches[i];
        uint32_t from = first > batch->first ? first : batch->first;
        uint32_t to = last < batch->last ? last : batch->last;
        for (uint32_t number = from; batch->account == account && number <= to; number++) {
            struct audit_voucher *voucher = &batch->vouchers[number - batch->first];
            int64_t before = is_out(voucher) ? batch->value : 0;
            if (!voucher->is_gone) {
                move_one(voucher, entry, is_into);
            }
            change += (is_out(voucher) ? batch->value : 0) - before;
        }
    }
    return change;
}
