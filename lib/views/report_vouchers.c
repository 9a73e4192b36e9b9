/* SPDX-License-Identifier: MIT */
/*
 * The report, what is said of vouchers. The ledger keeps where each of them is now; where they were
 * by the end of a day follows from how many of each batch a transfer moved, a few bytes a transfer,
 * and from its date and that of its reversal, which the ledger remembers.
 */

#include "views/report_vouchers.h"

#include <assert.h>

#include "ledger/ledger.h"
#include "ledger/ledger_ids.h"

void report_vouchers_release(struct report_vouchers *vouchers)
{
    mem_free(vouchers->batches);
    mem_free(vouchers->moves);
    mem_free(vouchers->withdrawals);
    *vouchers = (struct report_vouchers){0};
}

/* ---------------------------------------------------------------- batches */

static enum lets_status add_batch(struct report_vouchers *vouchers,
                                  const struct lets_ledger *ledger, const struct lets_entry *entry,
                                  struct lets_error *err)
{
    size_t n = ledger->vouchers.n_batches;
    enum lets_status status = mem_grow(&vouchers->batches, &vouchers->batches_capacity, n, err);
    if (status == LETS_OK) {
        assert(vouchers->n_batches == 0 || vouchers->n_batches + 1 == n);
        vouchers->batches[0] = (struct report_batch){0};
        vouchers->batches[n - 1] = (struct report_batch){
            .account = ledger_exact(ledger, entry->id)->index, .date = entry->date};
        vouchers->n_batches = n;
    }
    return status;
}

/* The batch that a number of a float was printed in last, before it was withdrawn; 0: in none. */
static uint32_t batch_of(const struct report_vouchers *vouchers, const struct lets_ledger *ledger,
                         uint32_t account, uint32_t number)
{
    for (size_t i = vouchers->n_batches; i > 1; i--) {
        const struct voucher_batch *batch = &ledger->vouchers.batches[i - 1];
        if (vouchers->batches[i - 1].account == account && batch->first <= number &&
            number <= batch->last) {
            return (uint32_t)(i - 1);
        }
    }
    return 0;
}

static enum lets_status add_withdrawal(struct report_vouchers *vouchers,
                                       struct report_withdrawal withdrawal, struct lets_error *err)
{
    enum lets_status status = mem_grow(&vouchers->withdrawals, &vouchers->withdrawals_capacity,
                                       vouchers->n_withdrawals + 1, err);
    if (status == LETS_OK) {
        vouchers->withdrawals[vouchers->n_withdrawals++] = withdrawal;
    }
    return status;
}

enum lets_status report_take_batch(struct report_vouchers *vouchers,
                                   const struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    const struct lets_account *account = ledger_exact(ledger, entry->id);
    struct report_withdrawal withdrawal = {.date = entry->date};
    enum lets_status status = LETS_OK;
    if (lets_entry_has(entry, value)) {
        return add_batch(vouchers, ledger, entry, err);
    }
    for (uint32_t number = entry->first;
         status == LETS_OK && account->is_float && number <= entry->last; number++) {
        uint32_t batch = batch_of(vouchers, ledger, account->index, number);
        if (batch != withdrawal.batch && withdrawal.n > 0) {
            status = add_withdrawal(vouchers, withdrawal, err);
            withdrawal.n = 0;
        }
        withdrawal.batch = batch;
        withdrawal.n++;
    }
    return status == LETS_OK && withdrawal.n > 0 ? add_withdrawal(vouchers, withdrawal, err)
                                                 : status;
}

/* ---------------------------------------------------------------- transfers */

struct report_numbers {
    uint32_t first;
    uint32_t last;
};

/* The same batch as the move before it: one more. */
static enum lets_status add_move(struct report_vouchers *vouchers, struct report_voucher_move move,
                                 struct lets_error *err)
{
    struct report_voucher_move *last =
        vouchers->n_moves > 0 ? &vouchers->moves[vouchers->n_moves - 1] : NULL;
    if (last != NULL && last->transfer == move.transfer && last->batch == move.batch) {
        last->n++;
        return LETS_OK;
    }
    enum lets_status status =
        mem_grow(&vouchers->moves, &vouchers->moves_capacity, vouchers->n_moves + 1, err);
    if (status == LETS_OK) {
        assert(vouchers->moves != NULL);
        vouchers->moves[vouchers->n_moves++] = move;
    }
    return status;
}

/* Adds a number that lies in a book of vouchers, if the transfer moved it. */
static enum lets_status take_number(struct report_vouchers *vouchers,
                                    const struct lets_ledger *ledger, const struct book *book,
                                    uint32_t number, uint32_t transfer, struct lets_error *err)
{
    const struct voucher *voucher = vouchers_at(&ledger->vouchers, book, number);
    struct report_voucher_move move = {.transfer = transfer, .batch = book->batch, .n = 1};
    if (voucher->use == transfer) {
        move.move = voucher->status == LETS_REDEEMED ? REPORT_REDEEMED : REPORT_TAKEN_BACK;
    } else if (voucher->sale == transfer) {
        move.move = REPORT_SOLD;
    } else {
        return LETS_OK;
    }
    return add_move(vouchers, move, err);
}

static enum lets_status take_numbers(struct report_vouchers *vouchers,
                                     const struct lets_ledger *ledger, struct report_numbers range,
                                     uint32_t transfer, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    const struct book *book = cheque_books_from(&ledger->books, range.first);
    while (status == LETS_OK && book != NULL && book->first <= range.last) {
        uint32_t number = range.first < book->first ? book->first : range.first;
        for (;
             status == LETS_OK && book->batch != 0 && number <= book->last && number <= range.last;
             number++) {
            status = take_number(vouchers, ledger, book, number, transfer, err);
        }
        book = book->last < range.last ? cheque_books_from(&ledger->books, book->last + 1) : NULL;
    }
    return status;
}

enum lets_status report_take_vouchers(struct report_vouchers *vouchers,
                                      const struct lets_ledger *ledger,
                                      const struct lets_entry *entry, struct lets_error *err)
{
    struct report_numbers range = {entry->first, entry->last};
    if (vouchers->n_batches == 0 ||
        (!lets_entry_has(entry, first) && !lets_entry_has(entry, cheque))) {
        return LETS_OK;
    }
    if (!lets_entry_has(entry, first)) {
        range = (struct report_numbers){entry->cheque, entry->cheque};
    }
    return take_numbers(vouchers, ledger, range, entry->number, err);
}

/* ---------------------------------------------------------------- by the end of a day */

/* Whether a transfer stood by then. */
static bool stands(const struct lets_ledger *ledger, uint32_t number, struct lets_date last)
{
    struct lets_transfer transfer = {0};
    struct lets_transfer reversal = {0};
    (void)lets_ledger_transfer(ledger, number, &transfer);
    return transfer.date.day <= last.day &&
           (transfer.reversed_by == 0 ||
            !lets_ledger_transfer(ledger, transfer.reversed_by, &reversal) ||
            reversal.date.day > last.day);
}

static void add_moves(struct lets_report_float *of, const struct voucher_batch *batch,
                      const struct report_voucher_move *move, struct lets_date last)
{
    int64_t n = move->n;
    switch (move->move) {
    case REPORT_SOLD:
        break;
    case REPORT_REDEEMED:
        of->redeemed += n;
        n = -n;
        break;
    case REPORT_TAKEN_BACK:
        of->taken_back += n;
        n = -n;
        break;
    }
    of->out += n;
    of->expired += batch->expires_ever && batch->expires.day < last.day ? n : 0;
}

void report_count_vouchers(const struct report_vouchers *vouchers, const struct lets_ledger *ledger,
                           struct lets_date last, struct lets_report_float *floats)
{
    const struct voucher_batch *batches = ledger->vouchers.batches;
    for (size_t i = 1; i < vouchers->n_batches; i++) {
        const struct report_batch *batch = &vouchers->batches[i];
        if (batch->date.day <= last.day) {
            floats[batch->account].account = lets_ledger_account(ledger, batch->account);
            floats[batch->account].printed += (int64_t)batches[i].last - batches[i].first + 1;
        }
    }
    for (size_t i = 0; i < vouchers->n_withdrawals; i++) {
        const struct report_withdrawal *withdrawal = &vouchers->withdrawals[i];
        if (withdrawal->date.day <= last.day) {
            floats[vouchers->batches[withdrawal->batch].account].printed -= withdrawal->n;
        }
    }
    for (size_t i = 0; i < vouchers->n_moves; i++) {
        const struct report_voucher_move *move = &vouchers->moves[i];
        if (stands(ledger, move->transfer, last)) {
            add_moves(&floats[vouchers->batches[move->batch].account], &batches[move->batch], move,
                      last);
        }
    }
}
