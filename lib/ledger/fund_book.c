/* SPDX-License-Identifier: MIT */
/*
 * Everything is found by binary search: funds come in the order of their accounts, payments and
 * proposals in that of their numbers, and of ballots there are few. What counts is summed by the
 * day, so that a charter over other days costs no look at what was paid before.
 */

#include "ledger/fund_book.h"

#include <assert.h>
#include <string.h>

#include "base/search.h"

void fund_book_release(struct fund_book *book)
{
    for (size_t i = 0; i < book->n_funds; i++) {
        mem_free(book->funds[i].payments);
    }
    for (uint32_t i = 0; i < book->n_proposals; i++) {
        mem_free(book->proposals[i].ballots);
    }
    mem_free(book->funds);
    mem_free(book->proposals);
    day_sums_release(&book->sums);
    *book = (struct fund_book){0};
}

/* ---------------------------------------------------------------- funds */

enum lets_status fund_book_reserve(struct fund_book *book, struct lets_error *err)
{
    return mem_grow(&book->funds, &book->funds_capacity, book->n_funds + 1, err);
}

void fund_book_add(struct fund_book *book, uint32_t account)
{
    assert(book->n_funds == 0 || book->funds[book->n_funds - 1].account < account);
    book->funds[book->n_funds++] = (struct fund){.account = account};
}

struct fund *fund_book_find(const struct fund_book *book, uint32_t account)
{
    size_t at = search_from(book->funds, book->n_funds, sizeof *book->funds,
                            offsetof(struct fund, account), account);
    return at < book->n_funds && book->funds[at].account == account ? &book->funds[at] : NULL;
}

struct fund *fund_book_chartered(const struct fund_book *book, uint32_t account)
{
    struct fund *fund = fund_book_find(book, account);
    return fund != NULL && fund->has_charter ? fund : NULL;
}

const struct fund_payment *fund_find_payment(const struct fund *fund, uint32_t number)
{
    size_t at = search_from(fund->payments, fund->n_payments, sizeof *fund->payments,
                            offsetof(struct fund_payment, number), number);
    return at < fund->n_payments && fund->payments[at].number == number ? &fund->payments[at]
                                                                        : NULL;
}

/* ---------------------------------------------------------------- what counts */

enum lets_status fund_book_reserve_payments(struct fund_book *book, size_t n,
                                            struct lets_error *err)
{
    return n > SIZE_MAX / 2
               ? lets__fail(err, LETS_OUT_OF_MEMORY, "there is no memory for so many payments")
               : day_sums_reserve(&book->sums, 2 * n, err);
}

void fund_book_count(struct fund_book *book, struct fund *fund, struct lets_date date,
                     int64_t minor, bool without_proposal)
{
    assert(fund->is_summed);
    day_sums_add(&book->sums, &fund->spent, date, minor);
    if (without_proposal) {
        day_sums_add(&book->sums, &fund->petty, date, minor);
    }
}

struct lets_period charter_days(const struct lets_charter *charter)
{
    return (struct lets_period){charter->begins, charter->ends};
}

struct lets_amount fund_book_spent(const struct fund_book *book, const struct fund *fund,
                                   struct lets_period period)
{
    assert(fund->is_summed);
    return (struct lets_amount){day_sums_of(&book->sums, fund->spent, period)};
}

struct lets_amount fund_book_petty(const struct fund_book *book, const struct fund *fund,
                                   struct lets_period period)
{
    assert(fund->is_summed);
    return (struct lets_amount){day_sums_of(&book->sums, fund->petty, period)};
}

/* ---------------------------------------------------------------- proposals */

struct kept_proposal *fund_book_proposal(const struct fund_book *book, uint32_t number)
{
    return number == 0 || number > book->n_proposals ? NULL : &book->proposals[number - 1];
}

static uint32_t ballot_at(const struct kept_proposal *proposal, uint32_t by)
{
    return (uint32_t)search_from(proposal->ballots, proposal->n_ballots, sizeof *proposal->ballots,
                                 offsetof(struct ballot, by), by);
}

struct ballot *proposal_find_ballot(const struct kept_proposal *proposal, uint32_t by)
{
    uint32_t at = ballot_at(proposal, by);
    return at < proposal->n_ballots && proposal->ballots[at].by == by ? &proposal->ballots[at]
                                                                      : NULL;
}

enum lets_status proposal_reserve_ballot(struct kept_proposal *proposal, struct lets_error *err)
{
    return mem_grow(&proposal->ballots, &proposal->ballots_capacity,
                    (size_t)proposal->n_ballots + 1, err);
}

struct ballot *proposal_add_ballot(struct kept_proposal *proposal, uint32_t by)
{
    uint32_t at = ballot_at(proposal, by);
    assert(proposal->n_ballots < proposal->ballots_capacity);
    memmove(&proposal->ballots[at + 1], &proposal->ballots[at],
            (proposal->n_ballots - at) * sizeof *proposal->ballots);
    proposal->n_ballots++;
    proposal->ballots[at] = (struct ballot){.by = by};
    return &proposal->ballots[at];
}
