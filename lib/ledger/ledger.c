/* SPDX-License-Identifier: MIT */
/*
 * The state: accounts, transfers, cheque books, limits; and the questions it answers. Entries come
 * in by apply.c alone, and each kind's rules stand in a module of their own.
 */

#include "ledger/ledger.h"

#include <assert.h>

#include "values/spelling.h"

enum lets_status lets_ledger_new(struct lets_ledger **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_ledger), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    *out = bytes;
    return LETS_OK;
}

void lets_ledger_free(struct lets_ledger *ledger)
{
    if (ledger == NULL) {
        return;
    }
    for (size_t i = 0; i < ledger->n_segments; i++) {
        mem_free(ledger->segments[i]);
    }
    arena_release(&ledger->texts);
    mem_free(ledger->short_ids);
    mem_free(ledger->numbered);
    mem_free(ledger->accounts);
    mem_free(ledger->closed_balances);
    mem_free(ledger->near_cheques);
    vouchers_release(&ledger->vouchers);
    map_release(&ledger->ids);
    mem_free(ledger->segments);
    map_release(&ledger->refs);
    cheque_books_release(&ledger->books);
    rule_book_release(&ledger->rules);
    fund_book_release(&ledger->funds);
    mem_free(ledger->agreements);
    map_release(&ledger->agreement_labels);
    mem_free(ledger->open);
    mem_free(ledger->closed);
    mem_free(ledger->periods);
    mem_free(ledger);
}

/* ---------------------------------------------------------------- questions */

const struct lets_summary *lets_ledger_summary(const struct lets_ledger *ledger)
{
    return &ledger->summary;
}

const struct lets_account *lets_ledger_account(const struct lets_ledger *ledger, uint32_t index)
{
    assert(index < ledger->summary.n_accounts);
    return &ledger->accounts[index];
}

struct lets_limit lets_ledger_debit_limit(const struct lets_ledger *ledger,
                                          const struct lets_account *account)
{
    bool has_own = account->debit_limit.kind != LETS_LIMIT_DEFAULT;
    return has_own ? account->debit_limit : ledger->summary.debit_limit;
}

struct lets_limit lets_ledger_credit_limit(const struct lets_ledger *ledger,
                                           const struct lets_account *account)
{
    bool has_own = account->credit_limit.kind != LETS_LIMIT_DEFAULT;
    return has_own ? account->credit_limit : ledger->summary.credit_limit;
}

bool lets_ledger_is_over(const struct lets_ledger *ledger, const struct lets_account *account,
                         struct lets_amount balance)
{
    struct lets_limit debit = lets_ledger_debit_limit(ledger, account);
    struct lets_limit credit = lets_ledger_credit_limit(ledger, account);
    return (debit.kind == LETS_LIMIT_AMOUNT && balance.minor < -debit.amount.minor) ||
           (credit.kind == LETS_LIMIT_AMOUNT && balance.minor > credit.amount.minor);
}

bool lets_ledger_transfer(const struct lets_ledger *ledger, uint32_t number,
                          struct lets_transfer *out)
{
    if (number == 0 || number > ledger->summary.n_transfers) {
        return false;
    }
    const struct transfer_record *record = ledger_record(ledger, number);
    bool is_reversal = (record->link & TRANSFER_IS_REVERSAL) != 0;
    uint32_t other = record->link & ~TRANSFER_IS_REVERSAL;
    *out = (struct lets_transfer){
        .number = number,
        .payer = record->payer,
        .payee = record->payee,
        .amount = ledger_record_amount(record),
        .date = {record->day},
        .cheque = record->cheque & ~CHEQUE_IS_IN_TIME,
        .reverses = is_reversal ? other : 0,
        .reversed_by = is_reversal ? 0 : other,
    };
    const struct voucher_range *range = vouchers_range(&ledger->vouchers, number);
    if (range != NULL) {
        out->first = range->first;
        out->last = range->last;
    }
    return true;
}

uint32_t lets_ledger_ref(const struct lets_ledger *ledger, struct lets_span ref)
{
    int32_t buffer[SPELLING_SIZE / 4];
    const uint32_t *number = map_find(&ledger->refs, spelling_of(ref, buffer));
    return number == NULL ? 0 : *number;
}

static struct lets_cheque voucher_of(const struct lets_ledger *ledger, const struct book *book,
                                     uint32_t number)
{
    const struct voucher_batch *batch = vouchers_batch(&ledger->vouchers, book);
    const struct voucher *voucher = vouchers_at(&ledger->vouchers, book, number);
    return (struct lets_cheque){
        .number = number,
        .account = book->account,
        .book_first = book->first,
        .book_last = book->last,
        .issued = book->issued,
        .status = (enum lets_cheque_status)voucher->status,
        .transfer = voucher->use,
        .is_presented = voucher->is_presented,
        .value = batch->value,
        .has_expires = batch->expires_ever,
        .expires = batch->expires,
        .sold_in = voucher->sale,
        .digest = lets_span_of(batch->digest.hex),
    };
}

static struct lets_cheque cheque_of(const struct lets_ledger *ledger, const struct book *book,
                                    uint32_t number)
{
    if (book->batch != 0) {
        return voucher_of(ledger, book, number);
    }
    struct cheque_event event = cheque_books_event(&ledger->books, number, NULL);
    return (struct lets_cheque){
        .number = number,
        .account = book->account,
        .book_first = book->first,
        .book_last = book->last,
        .issued = book->issued,
        .status = event.status,
        .transfer = event.transfer,
        .is_presented = event.is_presented,
    };
}

bool lets_ledger_cheque(const struct lets_ledger *ledger, uint32_t number, struct lets_cheque *out)
{
    const struct book *book = cheque_books_holding(&ledger->books, number);
    if (book == NULL) {
        return false;
    }
    *out = cheque_of(ledger, book, number);
    return true;
}

bool lets_ledger_next_book(const struct lets_ledger *ledger, uint32_t after,
                           struct lets_cheque *out)
{
    const struct book *book =
        after == UINT32_MAX ? NULL : cheque_books_from(&ledger->books, after + 1);
    if (book == NULL) {
        return false;
    }
    *out = cheque_of(ledger, book, book->first > after ? book->first : after + 1);
    return true;
}
