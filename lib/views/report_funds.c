/* SPDX-License-Identifier: MIT */
/* Funds are shown as the books stand, not by the end of the period: a budget is a promise for the
 * days of its charter, and what is left of it matters now. */

#include "views/report_funds.h"

#include "views/report_sweep.h"

/* Budgets are bounded, their sum is not. */
static struct lets_amount sum(struct lets_amount a, struct lets_amount b)
{
    struct lets_amount most = {a.minor < 0 ? -LETS_AMOUNT_MAX : LETS_AMOUNT_MAX};
    struct lets_amount both = most;
    bool fits = lets_amount_add(a, b, &both);
    return fits ? both : most;
}

/* The fund of an account, into *out; false where it has no charter, or is not of the locality. */
static bool find_fund(const struct lets_report *report, const struct lets_ledger *ledger,
                      uint32_t index, struct lets_date last, struct lets_report_fund *out)
{
    const struct lets_account *account = lets_ledger_account(ledger, index);
    struct lets_span locality = report->options.locality;
    struct lets_charter charter;
    if ((locality.size > 0 && !lets_text_same(locality, account->locality)) ||
        !report_is_central(report, ledger, index, last) ||
        !lets_ledger_charter(ledger, index, &charter)) {
        return false;
    }
    *out = (struct lets_report_fund){.account = account,
                                     .locality = account->locality,
                                     .begins = charter.begins,
                                     .ends = charter.ends,
                                     .balance = account->balance};
    return lets_ledger_fund_figures(ledger, index, &out->figures);
}

/* The row of a locality, which is new where none has it in any spelling. */
static enum lets_status find_locality(struct lets_report *report, struct map *known, size_t *n,
                                      struct lets_span locality, uint32_t *out,
                                      struct lets_error *err)
{
    char *folded = NULL;
    size_t size = 0;
    struct lets_span key = {0};
    enum lets_status status = lets_text_fold(locality, LETS_FOLD_CHARACTERS, &folded, &size, err);
    if (status == LETS_OK) {
        status = arena_copy(&report->texts, (struct lets_span){folded, size}, &key, err);
        lets_bytes_free(folded);
    }
    if (status == LETS_OK) {
        status = map_reserve(known, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    const uint32_t *index = map_find(known, key);
    *out = index == NULL ? (uint32_t)*n : *index;
    if (index == NULL) {
        map_add(known, key, *out);
        report->localities[(*n)++] = (struct lets_report_locality){.locality = locality};
    }
    return LETS_OK;
}

static enum lets_status sum_up(struct lets_report *report, size_t n_funds, size_t *n_localities,
                               struct lets_error *err)
{
    struct map known = {0};
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < n_funds; i++) {
        const struct lets_report_fund *fund = &report->funds[i];
        uint32_t index = 0;
        if (fund->locality.size == 0) {
            continue;
        }
        status = find_locality(report, &known, n_localities, fund->locality, &index, err);
        if (status == LETS_OK) {
            struct lets_report_locality *row = &report->localities[index];
            row->funds++;
            row->figures.budget = sum(row->figures.budget, fund->figures.budget);
            row->figures.spent = sum(row->figures.spent, fund->figures.spent);
            row->figures.committed = sum(row->figures.committed, fund->figures.committed);
            row->figures.left = sum(row->figures.left, fund->figures.left);
            row->balance = sum(row->balance, fund->balance);
        }
    }
    map_release(&known);
    return status;
}

enum lets_status report_list_funds(struct lets_report *report, const struct lets_ledger *ledger,
                                   struct lets_date last, size_t *n_funds, size_t *n_localities,
                                   struct lets_error *err)
{
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;
    enum lets_status status = LETS_OK;
    for (uint32_t i = 0; status == LETS_OK && i < n_accounts; i++) {
        struct lets_report_fund fund;
        if (!find_fund(report, ledger, i, last, &fund)) {
            continue;
        }
        status = mem_grow(&report->funds, &report->funds_capacity, *n_funds + 1, err);
        if (status == LETS_OK) {
            report->funds[(*n_funds)++] = fund;
        }
    }
    void *localities = NULL;
    if (status == LETS_OK) {
        status = mem_alloc_array(*n_funds, sizeof *report->localities, &localities, err);
        report->localities = localities;
    }
    return status == LETS_OK ? sum_up(report, *n_funds, n_localities, err) : status;
}
