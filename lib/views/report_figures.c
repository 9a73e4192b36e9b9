/* SPDX-License-Identifier: MIT */
/*
 * The report, what is said of its whole period and of its last day: categories, central accounts,
 * members beyond a limit, and how balances are spread.
 */

#include <stdlib.h>
#include <string.h>

#include "views/report_funds.h"
#include "views/report_levies.h"
#include "views/report_sweep.h"

enum { BINS_A_SIDE = 8 };

/* ---------------------------------------------------------------- categories */

static int compare_categories(const void *left, const void *right)
{
    const struct lets_report_category *a = left;
    const struct lets_report_category *b = right;
    if (a->volume.minor != b->volume.minor) {
        return a->volume.minor > b->volume.minor ? -1 : 1;
    }
    size_t size = a->category.size < b->category.size ? a->category.size : b->category.size;
    int order = size == 0 ? 0 : memcmp(a->category.bytes, b->category.bytes, size);
    return order != 0
               ? order
               : (a->category.size > b->category.size) - (a->category.size < b->category.size);
}

/* The ones with a trade, the largest volume first. */
static size_t sort_categories(struct lets_report *report)
{
    size_t n = 0;
    for (size_t i = 0; i < report->n_categories; i++) {
        if (report->categories[i].trades > 0) {
            report->categories[n++] = report->categories[i];
        }
    }
    if (n > 1) {
        qsort(report->categories, n, sizeof *report->categories, compare_categories);
    }
    return n;
}

/* A place for trades without category, where no transfer had one. */
static enum lets_status reserve_categories(struct lets_report *report, struct lets_error *err)
{
    if (report->n_categories > 0) {
        return LETS_OK;
    }
    enum lets_status status = mem_grow(&report->categories, &report->categories_capacity, 1, err);
    if (status == LETS_OK) {
        report->categories[0] = (struct lets_report_category){{0}, 0, {0}};
        report->n_categories = 1;
    }
    return status;
}

/* ---------------------------------------------------------------- accounts */

static enum lets_status list_centrals(struct lets_report *report, const struct lets_ledger *ledger,
                                      struct lets_date last, size_t *n, struct lets_error *err)
{
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;
    void *centrals = NULL;
    enum lets_status status = mem_alloc_array(n_accounts, sizeof *report->centrals, &centrals, err);
    if (status != LETS_OK) {
        return status;
    }
    report->centrals = centrals;
    for (uint32_t i = 0; i < n_accounts; i++) {
        const struct report_account *account = &report->accounts[i];
        if (report_is_central(report, ledger, i, last)) {
            report->centrals[(*n)++] = (struct lets_report_central){
                .account = lets_ledger_account(ledger, i),
                .in = {account->in},
                .out = {account->out},
                .balance = {account->balance},
                .debit_limit = account->limits.debit,
                .credit_limit = account->limits.credit,
                .is_over = account->is_over,
            };
        }
    }
    return LETS_OK;
}

static enum lets_status list_floats(struct lets_report *report, const struct lets_ledger *ledger,
                                    struct lets_date last, size_t *n, struct lets_error *err)
{
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;
    void *floats = NULL;
    if (report->vouchers.n_batches == 0) {
        return LETS_OK;
    }
    enum lets_status status = mem_alloc_array(n_accounts, sizeof *report->floats, &floats, err);
    if (status != LETS_OK) {
        return status;
    }
    report->floats = floats;
    report_count_vouchers(&report->vouchers, ledger, last, report->floats);
    for (uint32_t i = 0; i < n_accounts; i++) {
        struct lets_report_float *counted = &report->floats[i];
        if (counted->account != NULL && report_is_central(report, ledger, i, last)) {
            counted->value.minor = report->accounts[i].balance;
            report->floats[(*n)++] = *counted;
        }
    }
    return LETS_OK;
}

static enum lets_status list_over(struct lets_report *report, const struct lets_ledger *ledger,
                                  size_t *n, struct lets_error *err)
{
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;
    size_t n_over = report->rows[report->n_rows - 1].over_limit;
    void *over = NULL;
    enum lets_status status = mem_alloc_array(n_over, sizeof *report->over, &over, err);
    if (status != LETS_OK) {
        return status;
    }
    report->over = over;
    for (uint32_t i = 0; i < n_accounts; i++) {
        const struct report_account *account = &report->accounts[i];
        bool is_debit = account->balance < 0;
        if (account->is_counted && account->is_over) {
            report->over[(*n)++] = (struct lets_report_over){
                .account = lets_ledger_account(ledger, i),
                .balance = {account->balance},
                .is_debit = is_debit,
                .limit = is_debit ? account->limits.debit.amount : account->limits.credit.amount,
                .since = account->over_since,
            };
        }
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- the spread of balances */

/* The least of 1, 2, 5, 10, 20, .. with which at most BINS_A_SIDE ranges reach from zero to `most`.
 */
static int64_t bin_width(int64_t most)
{
    static const int64_t steps[] = {1, 2, 5};
    int64_t ten = 1;
    for (size_t i = 0;; i++) {
        if (i == sizeof steps / sizeof *steps) {
            i = 0;
            ten *= 10;
        }
        if ((most + steps[i] * ten - 1) / (steps[i] * ten) <= BINS_A_SIDE) {
            return steps[i] * ten;
        }
    }
}

/* The number of the range in which a balance lies: 0 for zero, 1 for the first above it, -1 for the
 * first below. */
static int64_t bin_of(int64_t balance, int64_t width)
{
    return balance > 0 ? (balance + width - 1) / width : -((-balance + width - 1) / width);
}

static enum lets_status make_bins(struct lets_report *report, const struct lets_ledger *ledger,
                                  struct lets_date last, size_t *n, struct lets_error *err)
{
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;
    int64_t lowest = 0;
    int64_t highest = 0;
    void *bins = NULL;
    for (uint32_t i = 0; i < n_accounts; i++) {
        const struct report_account *account = &report->accounts[i];
        if (account->is_counted && report_is_open(report, ledger, i, last)) {
            lowest = account->balance < lowest ? account->balance : lowest;
            highest = account->balance > highest ? account->balance : highest;
        }
    }
    int64_t width = bin_width(highest > -lowest ? highest : -lowest);
    int64_t first = bin_of(lowest, width);
    size_t n_bins = (size_t)(bin_of(highest, width) - first + 1);
    enum lets_status status = mem_alloc_array(n_bins, sizeof *report->bins, &bins, err);
    if (status != LETS_OK) {
        return status;
    }
    report->bins = bins;
    for (size_t i = 0; i < n_bins; i++) {
        int64_t bin = first + (int64_t)i;
        report->bins[i].from.minor = bin > 0 ? (bin - 1) * width : bin * width;
        report->bins[i].to.minor = bin < 0 ? (bin + 1) * width : bin * width;
    }
    for (uint32_t i = 0; i < n_accounts; i++) {
        const struct report_account *account = &report->accounts[i];
        if (account->is_counted && report_is_open(report, ledger, i, last)) {
            report->bins[bin_of(account->balance, width) - first].members++;
        }
    }
    *n = n_bins;
    return LETS_OK;
}

/* ---------------------------------------------------------------- the whole */

static enum lets_status fill(struct lets_report *report, const struct lets_ledger *ledger,
                             struct lets_report_figures *figures, struct lets_error *err)
{
    enum lets_status status = reserve_categories(report, err);
    if (status == LETS_OK) {
        status = report_sweep(report, ledger, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    struct lets_date last = report->rows[report->n_rows - 1].period.last;
    figures->period = (struct lets_period){report->rows[0].period.first, last};
    figures->n_categories = sort_categories(report);
    status = list_centrals(report, ledger, last, &figures->n_centrals, err);
    if (status == LETS_OK) {
        status = list_floats(report, ledger, last, &figures->n_floats, err);
    }
    if (status == LETS_OK) {
        status =
            report_list_funds(report, ledger, last, &figures->n_funds, &figures->n_localities, err);
    }
    if (status == LETS_OK) {
        status = list_over(report, ledger, &figures->n_over, err);
    }
    if (status == LETS_OK) {
        status = make_bins(report, ledger, last, &figures->n_bins, err);
    }
    if (status == LETS_OK) {
        status = report_list_levies(report, ledger, figures->period, &figures->n_levies, err);
    }
    return status;
}

enum lets_status lets_report_finish(struct lets_report *report, const struct lets_ledger *ledger,
                                    struct lets_report_figures *out, struct lets_error *err)
{
    struct lets_report_figures figures = {.period = {{1}, {0}}};
    enum lets_status status = report_make_rows(report, ledger, err);
    if (status == LETS_OK && report->n_rows > 0) {
        status = fill(report, ledger, &figures, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    figures.rows = report->rows;
    figures.n_rows = report->n_rows;
    figures.categories = report->categories;
    figures.centrals = report->centrals;
    figures.floats = report->floats;
    figures.funds = report->funds;
    figures.localities = report->localities;
    figures.over = report->over;
    figures.bins = report->bins;
    figures.levies = report->levies;
    *out = figures;
    return LETS_OK;
}
