/* SPDX-License-Identifier: MIT */
/*
 * What each run of a levy raised from the members who are counted, by the date of its transfers and
 * net of what was reversed by the end of the period.
 */

#include "views/report_levies.h"

/* Whether a transfer was reversed by a day. */
static bool is_reversed(const struct lets_ledger *ledger, const struct lets_transfer *transfer,
                        struct lets_date last)
{
    struct lets_transfer reversal = {0};
    return transfer->reversed_by != 0 &&
           lets_ledger_transfer(ledger, transfer->reversed_by, &reversal) &&
           reversal.date.day <= last.day;
}

static struct lets_report_levy sum_up(const struct lets_report *report,
                                      const struct lets_ledger *ledger, const struct lets_run *run,
                                      struct lets_date last)
{
    struct lets_report_levy levy = {.rule = lets_ledger_rule(ledger, run->rule)->name,
                                    .close = run->close};
    struct lets_transfer transfer = {0};
    for (uint32_t number = run->first; number < run->first + run->count; number++) {
        if (!lets_ledger_transfer(ledger, number, &transfer)) {
            continue;
        }
        levy.to = lets_ledger_account(ledger, transfer.payee);
        if (report->accounts[transfer.payer].is_counted && !is_reversed(ledger, &transfer, last)) {
            levy.members++;
            levy.total.minor += transfer.amount.minor; /* the ledger bounds the sum of all */
        }
    }
    return levy;
}

enum lets_status report_list_levies(struct lets_report *report, const struct lets_ledger *ledger,
                                    struct lets_period period, size_t *n, struct lets_error *err)
{
    uint32_t n_runs = lets_ledger_summary(ledger)->n_runs;
    void *levies = NULL;
    enum lets_status status = mem_alloc_array(n_runs, sizeof *report->levies, &levies, err);
    if (status != LETS_OK) {
        return status;
    }
    report->levies = levies;
    for (uint32_t i = 0; i < n_runs; i++) {
        struct lets_run run = lets_ledger_run(ledger, i);
        struct lets_transfer first = {0};
        /* All transfers of a run are of one day. */
        if (run.is_levy && run.count > 0 && lets_ledger_transfer(ledger, run.first, &first) &&
            lets_period_holds(period, first.date)) {
            report->levies[(*n)++] = sum_up(report, ledger, &run, period.last);
        }
    }
    return LETS_OK;
}
