/* SPDX-License-Identifier: MIT */
/*
 * The report, the part that reckons: all transfers and changes once, in the order of their days,
 * with every account as it stood at the end of each. What a row needs of them is read off where it
 * ends. Within a day the order does not matter: nothing is said of the hours.
 */

#include "views/report_sweep.h"

#include <stdlib.h>

/* The sweep: how far it has come. */
struct sweep {
    struct lets_report *report;
    const struct lets_ledger *ledger;
    struct report_limits policy;
    bool has_policy_changed; /* on the day at hand: all limits are to be looked at */
    uint32_t *touched;       /* owned: accounts that the day at hand touched */
    size_t n_touched;
    size_t next_transfer;
    size_t next_event;
    size_t row; /* the index of the one at hand */
};

/* ---------------------------------------------------------------- before it */

static int compare_days(const void *left, const void *right)
{
    const struct report_day *a = left;
    const struct report_day *b = right;
    if (a->day != b->day) {
        return a->day < b->day ? -1 : 1;
    }
    return (a->number > b->number) - (a->number < b->number);
}

static int compare_events(const void *left, const void *right)
{
    const struct report_event *a = left;
    const struct report_event *b = right;
    if (a->date.day != b->date.day) {
        return a->date.day < b->date.day ? -1 : 1;
    }
    return (a->order > b->order) - (a->order < b->order);
}

static void fill_accounts(struct lets_report *report, const struct lets_ledger *ledger)
{
    struct lets_span locality = report->options.locality;
    for (uint32_t i = 0; i < lets_ledger_summary(ledger)->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, i);
        bool is_member = account->kind == LETS_MEMBER;
        report->accounts[i] = (struct report_account){
            .is_counted =
                is_member && (locality.size == 0 || lets_text_same(locality, account->locality)),
            .is_central = !is_member,
            .limits = report->beginnings[i].limits,
        };
    }
}

static enum lets_status prepare(struct lets_report *report, const struct lets_ledger *ledger,
                                struct lets_error *err)
{
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    void *accounts = NULL;
    void *days = NULL;
    enum lets_status status =
        mem_alloc_array(summary->n_accounts, sizeof *report->accounts, &accounts, err);
    report->accounts = accounts;
    if (status == LETS_OK) {
        status = mem_alloc_array(summary->n_transfers, sizeof *report->days, &days, err);
        report->days = days;
    }
    if (status != LETS_OK) {
        return status;
    }
    fill_accounts(report, ledger);
    bool is_sorted = true;
    for (uint32_t number = 1; number <= summary->n_transfers; number++) {
        struct lets_transfer transfer;
        (void)lets_ledger_transfer(ledger, number, &transfer);
        report->days[number - 1] = (struct report_day){transfer.date.day, number};
        is_sorted = is_sorted && (number == 1 || report->days[number - 2].day <= transfer.date.day);
    }
    if (!is_sorted) {
        qsort(report->days, summary->n_transfers, sizeof *report->days, compare_days);
    }
    if (report->n_events > 1) {
        qsort(report->events, report->n_events, sizeof *report->events, compare_events);
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- one day */

static struct report_limits in_force(const struct report_limits *policy,
                                     const struct report_account *account)
{
    struct report_limits limits = account->limits;
    if (limits.debit.kind == LETS_LIMIT_DEFAULT) {
        limits.debit = policy->debit;
    }
    if (limits.credit.kind == LETS_LIMIT_DEFAULT) {
        limits.credit = policy->credit;
    }
    return limits;
}

static void look_at_limits(struct sweep *sweep, struct report_account *account, int32_t day)
{
    struct report_limits limits = in_force(&sweep->policy, account);
    bool is_over =
        (limits.debit.kind == LETS_LIMIT_AMOUNT && account->balance < -limits.debit.amount.minor) ||
        (limits.credit.kind == LETS_LIMIT_AMOUNT && account->balance > limits.credit.amount.minor);
    if (is_over && !account->is_over) {
        account->over_since.day = day;
    }
    account->is_over = is_over;
}

static struct report_account *touch(struct sweep *sweep, uint32_t index)
{
    struct report_account *account = &sweep->report->accounts[index];
    if (!account->is_touched) {
        account->is_touched = true;
        sweep->touched[sweep->n_touched++] = index;
    }
    return account;
}

static void take_event(struct sweep *sweep, const struct report_event *event)
{
    bool is_policy = event->account == REPORT_POLICY;
    struct report_account *account = is_policy ? NULL : touch(sweep, event->account);
    struct report_limits *limits = is_policy ? &sweep->policy : &account->limits;
    sweep->has_policy_changed = sweep->has_policy_changed || is_policy;
    switch (event->kind) {
    case REPORT_STATUS:
        if (account != NULL) {
            account->is_closed = event->status == LETS_CLOSED;
            account->closed_since = event->date;
        }
        break;
    case REPORT_DEBIT_LIMIT:
        limits->debit = event->limit;
        break;
    case REPORT_CREDIT_LIMIT:
        limits->credit = event->limit;
        break;
    }
}

/* The openings are kept in rising order. */
static int compare_numbers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static bool is_opening(const struct lets_report *report, uint32_t number)
{
    return report->n_openings > 0 && bsearch(&number, report->openings, report->n_openings,
                                             sizeof number, compare_numbers) != NULL;
}

static void add_to_category(struct lets_report *report, uint32_t number, int64_t minor)
{
    uint32_t category = number <= report->n_category_of ? report->category_of[number - 1] : 0;
    report->categories[category].trades++;
    report->categories[category].volume.minor += minor;
}

/* A transfer that stands, in the row at hand. */
static void count(struct sweep *sweep, const struct lets_transfer *transfer,
                  struct report_account *payer, struct report_account *payee)
{
    struct lets_report_row *row = &sweep->report->rows[sweep->row];
    bool is_all = sweep->report->options.locality.size == 0;
    bool is_trade = !payer->is_central && !payee->is_central;
    if ((!is_all && !payer->is_counted && !payee->is_counted) ||
        is_opening(sweep->report, transfer->number)) {
        return;
    }
    if (is_trade) {
        row->trades++;
        row->volume.minor += transfer->amount.minor;
        payer->traded_row = (uint32_t)sweep->row + 1;
        payee->traded_row = (uint32_t)sweep->row + 1;
        add_to_category(sweep->report, transfer->number, transfer->amount.minor);
    } else {
        row->central_trades++;
        row->central_volume.minor += transfer->amount.minor;
    }
}

static void take_transfer(struct sweep *sweep, uint32_t number)
{
    struct lets_transfer transfer;
    bool is_there = lets_ledger_transfer(sweep->ledger, number, &transfer);
    if (!is_there) {
        return;
    }
    struct report_account *payer = touch(sweep, transfer.payer);
    struct report_account *payee = touch(sweep, transfer.payee);
    int64_t minor = transfer.amount.minor;
    payer->balance -= minor;
    payee->balance += minor;
    if (transfer.date.day < sweep->report->rows[0].period.first.day) {
        return;
    }
    if (transfer.reverses != 0) {
        payer->in -= minor;
        payee->out -= minor;
    } else {
        payer->out += minor;
        payee->in += minor;
    }
    if (transfer.reverses == 0 && transfer.reversed_by == 0) {
        count(sweep, &transfer, payer, payee);
    }
}

static void end_day(struct sweep *sweep, int32_t day)
{
    struct lets_report *report = sweep->report;
    uint32_t n_accounts = lets_ledger_summary(sweep->ledger)->n_accounts;
    for (size_t i = 0; i < sweep->n_touched; i++) {
        struct report_account *account = &report->accounts[sweep->touched[i]];
        account->is_touched = false;
        look_at_limits(sweep, account, day);
    }
    for (uint32_t i = 0; sweep->has_policy_changed && i < n_accounts; i++) {
        look_at_limits(sweep, &report->accounts[i], day);
    }
    sweep->n_touched = 0;
    sweep->has_policy_changed = false;
}

/* The next day on which something happens; false where there is none up to `last`. */
static bool find_day(const struct sweep *sweep, int32_t last, int32_t *out)
{
    const struct lets_report *report = sweep->report;
    bool has_transfer = sweep->next_transfer < lets_ledger_summary(sweep->ledger)->n_transfers;
    bool has_event = sweep->next_event < report->n_events;
    int32_t transfer = has_transfer ? report->days[sweep->next_transfer].day : INT32_MAX;
    int32_t event = has_event ? report->events[sweep->next_event].date.day : INT32_MAX;
    *out = transfer < event ? transfer : event;
    return (has_transfer || has_event) && *out <= last;
}

static void take_days(struct sweep *sweep, int32_t last)
{
    const struct lets_report *report = sweep->report;
    uint32_t n_transfers = lets_ledger_summary(sweep->ledger)->n_transfers;
    int32_t day = 0;
    while (find_day(sweep, last, &day)) {
        while (sweep->next_event < report->n_events &&
               report->events[sweep->next_event].date.day == day) {
            take_event(sweep, &report->events[sweep->next_event++]);
        }
        while (sweep->next_transfer < n_transfers &&
               report->days[sweep->next_transfer].day == day) {
            take_transfer(sweep, report->days[sweep->next_transfer++].number);
        }
        end_day(sweep, day);
    }
}

/* ---------------------------------------------------------------- one row */

bool report_is_open(const struct lets_report *report, const struct lets_ledger *ledger,
                    uint32_t index, struct lets_date last)
{
    return lets_ledger_account(ledger, index)->opened.day <= last.day &&
           !report->accounts[index].is_closed;
}

bool report_is_central(const struct lets_report *report, const struct lets_ledger *ledger,
                       uint32_t index, struct lets_date last)
{
    const struct report_account *account = &report->accounts[index];
    return account->is_central && lets_ledger_account(ledger, index)->opened.day <= last.day &&
           (!account->is_closed || account->in != 0 || account->out != 0);
}

static void add_standing(const struct sweep *sweep, uint32_t index, struct lets_report_row *row)
{
    const struct report_account *account = &sweep->report->accounts[index];
    const struct lets_account *opened = lets_ledger_account(sweep->ledger, index);
    bool is_open = report_is_open(sweep->report, sweep->ledger, index, row->period.last);
    bool has_traded = account->traded_row == sweep->row + 1;
    row->active += has_traded ? 1 : 0;
    row->members += is_open ? 1 : 0;
    row->without_trade += is_open && !has_traded ? 1 : 0;
    row->opened += lets_period_holds(row->period, opened->opened) ? 1 : 0;
    row->closed +=
        account->is_closed && lets_period_holds(row->period, account->closed_since) ? 1 : 0;
    row->over_limit += account->is_over ? 1 : 0;
    if (account->balance > 0) {
        row->credit_outstanding.minor += account->balance;
    }
    if (account->balance > row->largest_credit.minor) {
        row->largest_credit.minor = account->balance;
    }
    if (-account->balance > row->largest_debit.minor) {
        row->largest_debit.minor = -account->balance;
    }
}

static void end_row(struct sweep *sweep)
{
    struct lets_report_row *row = &sweep->report->rows[sweep->row];
    for (uint32_t i = 0; i < lets_ledger_summary(sweep->ledger)->n_accounts; i++) {
        if (sweep->report->accounts[i].is_counted) {
            add_standing(sweep, i, row);
        }
    }
}

enum lets_status report_sweep(struct lets_report *report, const struct lets_ledger *ledger,
                              struct lets_error *err)
{
    struct sweep sweep = {.report = report, .ledger = ledger, .policy = report->policy.limits};
    void *touched = NULL;
    enum lets_status status = prepare(report, ledger, err);
    if (status == LETS_OK) {
        status = mem_alloc_array(lets_ledger_summary(ledger)->n_accounts, sizeof *sweep.touched,
                                 &touched, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    sweep.touched = touched;
    take_days(&sweep, report->rows[0].period.first.day - 1);
    for (sweep.row = 0; sweep.row < report->n_rows; sweep.row++) {
        take_days(&sweep, report->rows[sweep.row].period.last.day);
        end_row(&sweep);
    }
    for (uint32_t i = 0; i < lets_ledger_summary(ledger)->n_accounts; i++) {
        report->accounts[i].limits = in_force(&sweep.policy, &report->accounts[i]);
    }
    mem_free(touched);
    return LETS_OK;
}
