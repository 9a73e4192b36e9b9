/* SPDX-License-Identifier: MIT */
/*
 * Periods closed and opened again (journal.md: close, reopen). A ledger keeps the balances by the
 * last closed day, and which transfers came into them with each close, so a close costs what
 * happened since the one before, and a reopening as much.
 */

#include "ledger/ledger_periods.h"

#include "ledger/ledger_runs.h"

static void move(struct lets_ledger *ledger, uint32_t number, int sign)
{
    const struct transfer_record *record = ledger_record(ledger, number);
    int64_t minor = sign * ledger_record_amount(record).minor;
    ledger->closed_balances[record->payer].minor -= minor;
    ledger->closed_balances[record->payee].minor += minor;
}

/* Adds every open transfer dated up to a day to the closed balances, or takes it out again. */
static void move_open(struct lets_ledger *ledger, struct lets_date date, int sign)
{
    for (size_t i = 0; i < ledger->n_open; i++) {
        if (ledger_record(ledger, ledger->open[i])->day <= date.day) {
            move(ledger, ledger->open[i], sign);
        }
    }
}

static enum lets_status check_day(struct lets_ledger *ledger, struct lets_date date,
                                  struct lets_error *err)
{
    if (ledger->summary.has_close && date.day <= ledger->summary.closed.day) {
        char day[LETS_DATE_SIZE];
        char last[LETS_DATE_SIZE];
        lets_date_format(date, day);
        lets_date_format(ledger->summary.closed, last);
        return LEDGER_REFUSE(date, LETS_CLOSE_DATE, "%s is closed already: all days up to %s are",
                             day, last);
    }
    return LETS_OK;
}

/* Compares what a close lists with the balances by its day. */
static enum lets_status compare(struct lets_ledger *ledger, const struct lets_entry *entry,
                                struct lets_error *err)
{
    size_t next = 0;
    unsigned decimals = ledger->summary.decimals;
    char due[LETS_AMOUNT_SIZE];
    for (uint32_t i = 0; i < ledger->summary.n_accounts; i++) {
        struct lets_amount balance = ledger->closed_balances[i];
        const struct lets_account *account = &ledger->accounts[i];
        if (balance.minor == 0) {
            continue;
        }
        if (next == entry->balances.n ||
            !lets_span_equal(entry->balances.items[next].key.text, account->id)) {
            lets_amount_format(balance, decimals, due);
            return LEDGER_REFUSE(balances, LETS_CLOSE_BALANCES,
                                 "line %zu of the balances must be '%.*s' with "
                                 "%s",
                                 next + 1, LETS__SHOW(account->id), due);
        }
        if (entry->balances.items[next].value.amount.minor != balance.minor) {
            char given[LETS_AMOUNT_SIZE];
            lets_amount_format(balance, decimals, due);
            lets_amount_format(entry->balances.items[next].value.amount, decimals, given);
            return LEDGER_REFUSE(balances, LETS_CLOSE_BALANCES,
                                 "'%.*s' has a balance of %s by that day, not "
                                 "%s",
                                 LETS__SHOW(account->id), due, given);
        }
        next++;
    }
    if (next < entry->balances.n) {
        return LEDGER_REFUSE(balances, LETS_CLOSE_BALANCES,
                             "'%.*s' has no balance other than zero by that "
                             "day, or stands out of order",
                             LETS__SHOW(entry->balances.items[next].key.text));
    }
    return LETS_OK;
}

static enum lets_status reserve(struct lets_ledger *ledger, struct lets_error *err)
{
    enum lets_status status = mem_grow(&ledger->closed, &ledger->closed_list_capacity,
                                       ledger->n_closed + ledger->n_open, err);
    if (status != LETS_OK) {
        return status;
    }
    return mem_grow(&ledger->periods, &ledger->periods_capacity, ledger->n_periods + 1, err);
}

enum lets_status ledger_apply_close(struct lets_ledger *ledger, const struct lets_entry *entry,
                                    struct lets_error *err)
{
    enum lets_status status = check_day(ledger, entry->date, err);
    if (status == LETS_OK) {
        status = reserve(ledger, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    move_open(ledger, entry->date, 1);
    status = compare(ledger, entry, err);
    if (status != LETS_OK) {
        move_open(ledger, entry->date, -1);
        return status;
    }
    ledger->periods[ledger->n_periods++] = (struct closed_period){entry->date, ledger->n_closed};
    size_t kept = 0;
    for (size_t i = 0; i < ledger->n_open; i++) {
        uint32_t number = ledger->open[i];
        if (ledger_record(ledger, number)->day <= entry->date.day) {
            ledger->closed[ledger->n_closed++] = number;
        } else {
            ledger->open[kept++] = number;
        }
    }
    ledger->n_open = kept;
    ledger->summary.has_close = true;
    ledger->summary.closed = entry->date;
    return LETS_OK;
}

enum lets_status ledger_apply_reopen(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    struct lets_summary *summary = &ledger->summary;
    if (!summary->has_close) {
        return LEDGER_REFUSE(date, LETS_REOPEN_DATE, "no period is closed");
    }
    if (entry->date.day != summary->closed.day) {
        char last[LETS_DATE_SIZE];
        lets_date_format(summary->closed, last);
        return LEDGER_REFUSE(date, LETS_REOPEN_DATE,
                             "only the last close can be undone, which is that of %s", last);
    }
    enum lets_status status = ledger_check_reopen(ledger, err);
    if (status != LETS_OK) {
        return status;
    }
    struct closed_period period = ledger->periods[ledger->n_periods - 1];
    size_t n = ledger->n_closed - period.first;
    status = mem_grow(&ledger->open, &ledger->open_capacity, ledger->n_open + n, err);
    if (status != LETS_OK) {
        return status;
    }
    ledger_reopen_runs(ledger, period.first);
    for (size_t i = period.first; i < ledger->n_closed; i++) {
        move(ledger, ledger->closed[i], -1);
        ledger->open[ledger->n_open++] = ledger->closed[i];
    }
    ledger->n_closed = period.first;
    ledger->n_periods--;
    summary->has_close = ledger->n_periods > 0;
    summary->closed =
        summary->has_close ? ledger->periods[ledger->n_periods - 1].date : (struct lets_date){0};
    return LETS_OK;
}

enum lets_status lets_ledger_closings(const struct lets_ledger *ledger, struct lets_date date,
                                      struct lets_pair **out, size_t *n, struct lets_error *err)
{
    uint32_t n_accounts = ledger->summary.n_accounts;
    void *bytes = NULL;
    if (ledger->summary.has_close && date.day <= ledger->summary.closed.day) {
        return lets__fail(err, LETS_CLOSE_DATE, "that day is closed already");
    }
    enum lets_status status = mem_alloc_array(n_accounts, sizeof(struct lets_pair), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct lets_pair *closings = bytes;
    for (uint32_t i = 0; i < n_accounts; i++) {
        closings[i] = (struct lets_pair){.key = {.text = ledger->accounts[i].id},
                                         .value = {.amount = ledger->closed_balances[i]}};
    }
    for (size_t i = 0; i < ledger->n_open; i++) {
        const struct transfer_record *record = ledger_record(ledger, ledger->open[i]);
        int64_t minor = record->day <= date.day ? ledger_record_amount(record).minor : 0;
        closings[record->payer].value.amount.minor -= minor;
        closings[record->payee].value.amount.minor += minor;
    }
    size_t kept = 0;
    for (uint32_t i = 0; i < n_accounts; i++) {
        if (closings[i].value.amount.minor != 0) {
            closings[kept++] = closings[i];
        }
    }
    *out = closings;
    *n = kept;
    return LETS_OK;
}

void lets_closings_free(struct lets_pair *closings)
{
    mem_free(closings);
}
