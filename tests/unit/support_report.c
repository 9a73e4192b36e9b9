/* SPDX-License-Identifier: MIT */
/*
 * What must hold of the report on any journal: its figures against what the ledger's own list of
 * transfers and the balances of the days give when they are counted one by one.
 */

#include "support.h"

#include <string.h>

/* What is counted by itself for one row. */
struct counted {
    uint32_t trades;
    int64_t volume;
    uint32_t central_trades;
    int64_t central_volume;
    uint32_t active;
    uint32_t without_trade;
    uint32_t opened;
    int64_t credit;
    int64_t most;
    int64_t least;
};

static const struct lets_account *account_of(const struct lets_ledger *ledger, uint32_t index)
{
    return lets_ledger_account(ledger, index);
}

static bool is_opening(const struct lets_account *account)
{
    return account->kind == LETS_CENTRAL && account->purpose == LETS_PURPOSE_OPENING;
}

static bool is_trade(const struct lets_ledger *ledger, const struct lets_transfer *transfer)
{
    return transfer->reverses == 0 && transfer->reversed_by == 0 &&
           account_of(ledger, transfer->payer)->kind == LETS_MEMBER &&
           account_of(ledger, transfer->payee)->kind == LETS_MEMBER;
}

static void count_transfers(const struct lets_ledger *ledger, struct lets_period period,
                            struct counted *out)
{
    struct lets_transfer transfer;
    for (uint32_t number = 1; lets_ledger_transfer(ledger, number, &transfer); number++) {
        if (!lets_period_holds(period, transfer.date)) {
            continue;
        }
        if (is_trade(ledger, &transfer)) {
            out->trades++;
            out->volume += transfer.amount.minor;
        } else if (transfer.reverses == 0 && transfer.reversed_by == 0 &&
                   !is_opening(account_of(ledger, transfer.payer)) &&
                   !is_opening(account_of(ledger, transfer.payee))) {
            out->central_trades++;
            out->central_volume += transfer.amount.minor;
        }
    }
}

static bool has_traded(const struct lets_ledger *ledger, struct lets_period period, uint32_t index)
{
    struct lets_transfer transfer;
    for (uint32_t number = 1; lets_ledger_transfer(ledger, number, &transfer); number++) {
        if (lets_period_holds(period, transfer.date) && is_trade(ledger, &transfer) &&
            (transfer.payer == index || transfer.payee == index)) {
            return true;
        }
    }
    return false;
}

static void count_members(const struct lets_ledger *ledger, struct lets_period period,
                          const struct lets_balances *balances, struct counted *out)
{
    for (uint32_t i = 0; i < lets_ledger_summary(ledger)->n_accounts; i++) {
        const struct lets_account *account = account_of(ledger, i);
        int64_t balance = lets_balances_find(balances, i).balance.minor;
        if (account->kind != LETS_MEMBER) {
            continue;
        }
        out->active += has_traded(ledger, period, i) ? 1 : 0;
        out->opened += lets_period_holds(period, account->opened) ? 1 : 0;
        out->credit += balance > 0 ? balance : 0;
        out->most = balance > out->most ? balance : out->most;
        out->least = balance < out->least ? balance : out->least;
        if (account->status != LETS_CLOSED && account->opened.day <= period.last.day) {
            out->without_trade += has_traded(ledger, period, i) ? 0 : 1;
        }
    }
}

static void check_row(const struct lets_ledger *ledger, const struct lets_report_row *row,
                      const struct lets_balances *balances, bool is_last)
{
    struct counted counted = {0};
    count_transfers(ledger, row->period, &counted);
    count_members(ledger, row->period, balances, &counted);
    ck_assert_uint_eq(row->trades, counted.trades);
    ck_assert_int_eq(row->volume.minor, counted.volume);
    ck_assert_uint_eq(row->central_trades, counted.central_trades);
    ck_assert_int_eq(row->central_volume.minor, counted.central_volume);
    ck_assert_uint_eq(row->active, counted.active);
    ck_assert_uint_eq(row->opened, counted.opened);
    ck_assert_int_eq(row->credit_outstanding.minor, counted.credit);
    ck_assert_int_eq(row->largest_credit.minor, counted.most);
    ck_assert_int_eq(row->largest_debit.minor, -counted.least);
    if (is_last) {
        ck_assert_uint_eq(row->without_trade, counted.without_trade);
    }
}

/* What is said of the last day against the ledger, which is as it was at the end of it. */
static void check_end(const struct lets_ledger *ledger, const struct lets_report_figures *figures)
{
    const struct lets_report_row *last = &figures->rows[figures->n_rows - 1];
    uint32_t n_over = 0;
    uint32_t n_closed = 0;
    uint32_t n_members = 0;
    uint32_t n_spread = 0;
    uint32_t closed_in_rows = 0;
    for (uint32_t i = 0; i < lets_ledger_summary(ledger)->n_accounts; i++) {
        const struct lets_account *account = account_of(ledger, i);
        bool is_member = account->kind == LETS_MEMBER;
        n_members += is_member && account->status != LETS_CLOSED ? 1 : 0;
        n_closed += is_member && account->status == LETS_CLOSED ? 1 : 0;
        if (is_member && lets_ledger_is_over(ledger, account, account->balance)) {
            ck_assert_uint_lt(n_over, figures->n_over);
            ck_assert_uint_eq(figures->over[n_over].account->index, i);
            ck_assert(lets_period_holds(figures->period, figures->over[n_over].since));
            n_over++;
        }
    }
    for (size_t i = 0; i < figures->n_bins; i++) {
        n_spread += figures->bins[i].members;
        ck_assert(figures->bins[i].from.minor < figures->bins[i].to.minor ||
                  (figures->bins[i].from.minor == 0 && figures->bins[i].to.minor == 0));
    }
    for (size_t i = 0; i < figures->n_rows; i++) {
        closed_in_rows += figures->rows[i].closed;
    }
    ck_assert_uint_eq(figures->n_over, n_over);
    ck_assert_uint_eq(last->over_limit, n_over);
    ck_assert_uint_eq(last->members, n_members);
    ck_assert_uint_eq(n_spread, n_members);
    ck_assert_uint_ge(closed_in_rows, n_closed);
}

static void check_sums(const struct lets_ledger *ledger, const struct lets_report_figures *figures)
{
    uint32_t trades = 0;
    int64_t volume = 0;
    for (size_t i = 0; i < figures->n_rows; i++) {
        trades += figures->rows[i].trades;
        volume += figures->rows[i].volume.minor;
    }
    for (size_t i = 0; i < figures->n_categories; i++) {
        trades -= figures->categories[i].trades;
        volume -= figures->categories[i].volume.minor;
    }
    ck_assert_uint_eq(trades, 0);
    ck_assert_int_eq(volume, 0);
    for (size_t i = 0; i < figures->n_centrals; i++) {
        const struct lets_report_central *central = &figures->centrals[i];
        ck_assert_int_eq(central->balance.minor, central->account->balance.minor);
        ck_assert_int_eq(central->in.minor, central->account->earned.minor);
        ck_assert_int_eq(central->out.minor, central->account->spent.minor);
    }
    (void)ledger;
}

/* What became of each voucher of a float, as the ledger has it at the end. */
static struct lets_report_float count_vouchers(const struct lets_ledger *ledger, uint32_t account,
                                               struct lets_date today)
{
    struct lets_report_float of = {.account = account_of(ledger, account)};
    struct lets_cheque cheque = {0};
    while (lets_ledger_next_book(ledger, cheque.book_last, &cheque)) {
        uint32_t last = cheque.account == account && cheque.value.minor > 0 ? cheque.book_last : 0;
        for (uint32_t number = cheque.number; number <= last; number++) {
            (void)lets_ledger_cheque(ledger, number, &cheque);
            bool is_out = cheque.sold_in != 0 && cheque.transfer == 0;
            of.printed++;
            of.out += is_out ? 1 : 0;
            of.redeemed += cheque.status == LETS_REDEEMED ? 1 : 0;
            of.taken_back += cheque.status == LETS_TAKEN_BACK ? 1 : 0;
            of.expired += is_out && cheque.has_expires && cheque.expires.day < today.day ? 1 : 0;
            of.value.minor += is_out ? cheque.value.minor : 0;
        }
    }
    return of;
}

static void check_floats(const struct lets_ledger *ledger,
                         const struct lets_report_figures *figures, struct lets_date today)
{
    size_t n = 0;
    for (size_t i = 0; i < figures->n_centrals; i++) {
        const struct lets_account *account = figures->centrals[i].account;
        if (account->is_float) {
            struct lets_report_float counted = count_vouchers(ledger, account->index, today);
            const struct lets_report_float *of = &figures->floats[n++];
            ck_assert_ptr_eq(of->account, counted.account);
            ck_assert_int_eq(of->printed, counted.printed);
            ck_assert_int_eq(of->out, counted.out);
            ck_assert_int_eq(of->redeemed, counted.redeemed);
            ck_assert_int_eq(of->taken_back, counted.taken_back);
            ck_assert_int_eq(of->expired, counted.expired);
            ck_assert_int_eq(of->value.minor, counted.value.minor);
        }
    }
    ck_assert_uint_eq(figures->n_floats, n);
}

static void check_every(struct lets_journal *journal, struct lets_date today, enum lets_every every)
{
    struct lets_report_options options = {
        .period = {{INT32_MIN}, {INT32_MAX}}, .every = every, .today = today};
    struct lets_report *report = NULL;
    struct lets_report_figures figures = {.n_rows = 0};
    struct lets_ledger *ledger = NULL;
    ck_assert_int_eq(lets_report_new(&options, &report, NULL), LETS_OK);
    struct lets_observer observer = lets_report_observer(report);
    struct lets_replay how = {.observers = &observer, .n_observers = 1};
    ck_assert_int_eq(lets_journal_replay(journal, &how, &ledger, NULL), LETS_OK);
    ck_assert_int_eq(lets_report_finish(report, ledger, &figures, NULL), LETS_OK);
    ck_assert_uint_gt(figures.n_rows, 0);
    ck_assert_int_eq(figures.rows[figures.n_rows - 1].period.last.day, today.day);
    for (size_t i = 0; i < figures.n_rows; i++) {
        struct lets_balances *balances = NULL;
        struct lets_ledger *again = NULL;
        ck_assert_int_eq(lets_balances_new(figures.rows[i].period.last, &balances, NULL), LETS_OK);
        struct lets_observer by_day = lets_balances_observer(balances);
        struct lets_replay once_more = {.observers = &by_day, .n_observers = 1};
        ck_assert_int_eq(lets_journal_replay(journal, &once_more, &again, NULL), LETS_OK);
        check_row(ledger, &figures.rows[i], balances, i + 1 == figures.n_rows);
        lets_balances_free(balances);
        lets_ledger_free(again);
    }
    check_sums(ledger, &figures);
    check_end(ledger, &figures);
    check_floats(ledger, &figures, today);
    lets_report_free(report);
    lets_ledger_free(ledger);
}

void support_check_report(struct lets_journal *journal, struct lets_date today)
{
    check_every(journal, today, LETS_EVERY_MONTH);
    check_every(journal, today, LETS_EVERY_YEAR);
}
