/* SPDX-License-Identifier: MIT */
/*
 * Everything is found by binary search: funds come in the order of their accounts, payments and
 * proposals in that of their numbers, and of months and ballots there are few.
 */

#include "ledger/fund_book.h"

#include <assert.h>
#include <string.h>

#include "values/period.h"

void fund_book_release(struct fund_book *book)
{
    for (size_t i = 0; i < book->n_funds; i++) {
        mem_free(book->funds[i].payments);
        mem_free(book->funds[i].count.months);
    }
    for (uint32_t i = 0; i < book->n_proposals; i++) {
        mem_free(book->proposals[i].ballots);
    }
    mem_free(book->funds);
    mem_free(book->proposals);
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
    size_t low = 0;
    size_t high = book->n_funds;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (book->funds[middle].account < account) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < book->n_funds && book->funds[low].account == account ? &book->funds[low] : NULL;
}

struct fund *fund_book_chartered(const struct fund_book *book, uint32_t account)
{
    struct fund *fund = fund_book_find(book, account);
    return fund != NULL && fund->has_charter ? fund : NULL;
}

const struct fund_payment *fund_find_payment(const struct fund *fund, uint32_t number)
{
    size_t low = 0;
    size_t high = fund->n_payments;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (fund->payments[middle].number < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < fund->n_payments && fund->payments[low].number == number ? &fund->payments[low]
                                                                          : NULL;
}

/* ---------------------------------------------------------------- what counts */

/* Where the month of a day is, or belongs. */
static size_t month_at(const struct fund_count *count, int32_t first_day)
{
    size_t low = 0;
    size_t high = count->n_months;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (count->months[middle].day < first_day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static int32_t month_of(struct lets_date day)
{
    return period_around(LETS_EVERY_MONTH, day).first.day;
}

enum lets_status fund_count_reserve(struct fund_count *count, struct lets_error *err)
{
    return mem_grow(&count->months, &count->months_capacity, count->n_months + 1, err);
}

void fund_count_add(struct fund_count *count, struct lets_date date, struct lets_amount amount,
                    bool without_proposal)
{
    count->spent.minor += amount.minor;
    if (!without_proposal) {
        return;
    }
    int32_t day = month_of(date);
    size_t at = month_at(count, day);
    if (at == count->n_months || count->months[at].day != day) {
        assert(count->n_months < count->months_capacity);
        memmove(&count->months[at + 1], &count->months[at],
                (count->n_months - at) * sizeof *count->months);
        count->n_months++;
        count->months[at] = (struct petty_month){.day = day};
    }
    count->months[at].minor += amount.minor;
}

void fund_count_take(struct fund_count *count, struct lets_date date, struct lets_amount amount,
                     bool without_proposal)
{
    count->spent.minor -= amount.minor;
    if (without_proposal) {
        size_t at = month_at(count, month_of(date));
        assert(at < count->n_months && count->months[at].minor >= amount.minor);
        count->months[at].minor -= amount.minor;
    }
}

struct lets_amount fund_count_petty(const struct fund_count *count, struct lets_date day)
{
    int32_t month = month_of(day);
    size_t at = month_at(count, month);
    bool is_there = at < count->n_months && count->months[at].day == month;
    return (struct lets_amount){is_there ? count->months[at].minor : 0};
}

/* ---------------------------------------------------------------- proposals */

struct kept_proposal *fund_book_proposal(const struct fund_book *book, uint32_t number)
{
    return number == 0 || number > book->n_proposals ? NULL : &book->proposals[number - 1];
}

static uint32_t ballot_at(const struct kept_proposal *proposal, uint32_t by)
{
    uint32_t low = 0;
    uint32_t high = proposal->n_ballots;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (proposal->ballots[middle].by < by) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
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
