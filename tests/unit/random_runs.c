/* SPDX-License-Identifier: MIT */
/*
 * Runs of the rules of random journals. What the ledger says is due must be taken in to the last
 * entry.
 */

#include "random_runs.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "random_draw.h"

static void must_add(struct lets_commit *commit, const struct lets_entry *entry)
{
    struct lets_error err = {0};
    if (lets_commit_add(commit, entry, &err) != LETS_OK) {
        fprintf(stderr, "of a run: %s\n", err.message);
        abort();
    }
}

/* The transfer or the change of one member. */
static struct lets_entry entry_of(const struct lets_ledger *ledger, const struct lets_rule *rule,
                                  const struct lets_due *due, struct lets_date date)
{
    struct lets_entry entry = {.kind = rule->is_levy ? LETS_KIND_TRANSFER : LETS_KIND_CHANGE};
    const struct lets_limit limit = {LETS_LIMIT_AMOUNT, due->due};
    struct lets_span id = lets_ledger_account(ledger, due->account)->id;
    lets_entry_put(&entry, date, date);
    if (rule->is_levy) {
        lets_entry_put(&entry, number, lets_ledger_summary(ledger)->n_transfers + 1);
        lets_entry_put(&entry, payer, id);
        lets_entry_put(&entry, payee, lets_ledger_account(ledger, rule->to)->id);
        lets_entry_put(&entry, amount, due->due);
        lets_entry_put(&entry, what_for, rule->name);
        lets_entry_put(&entry, category, lets_span_of("levy"));
        return entry;
    }
    lets_entry_put(&entry, id, id);
    lets_entry_put(&entry, reason, rule->name);
    if (rule->sets == LETS_SETS_DEBIT_LIMIT) {
        lets_entry_put(&entry, debit_limit, limit);
    } else {
        lets_entry_put(&entry, credit_limit, limit);
    }
    return entry;
}

static void add_run(struct lets_commit *commit, const struct lets_ledger *ledger,
                    const struct lets_rule *rule, const struct lets_dues *dues,
                    struct lets_date date)
{
    struct lets_entry run = {.kind = LETS_KIND_RUN};
    lets_entry_put(&run, id, rule->name);
    lets_entry_put(&run, close, dues->close);
    lets_entry_put(&run, count, dues->count);
    if (rule->is_levy) {
        lets_entry_put(&run, total, dues->total);
    }
    must_add(commit, &run);
    for (size_t i = 0; i < dues->n; i++) {
        if (dues->items[i].is_in_run) {
            struct lets_entry entry = entry_of(ledger, rule, &dues->items[i], date);
            must_add(commit, &entry);
        }
    }
}

bool random_runs_make(struct lets_commit *commit, const struct lets_ledger *ledger,
                      struct lets_date date)
{
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    struct lets_error err = {0};
    struct lets_dues dues = {0};
    if (summary->n_rules == 0 || draw_below(2) == 0) {
        return false;
    }
    const struct lets_rule *rule = lets_ledger_rule(ledger, draw_below(summary->n_rules));
    enum lets_status status = lets_ledger_due(ledger, rule->name, &dues, &err);
    assert(status == LETS_OK || status == err.status);
    if (status == LETS_OK) {
        add_run(commit, ledger, rule, &dues, date);
        lets_dues_release(&dues);
    }
    return status == LETS_OK;
}

void random_runs_undo(struct lets_commit *commit, const struct lets_ledger *ledger,
                      struct lets_date date)
{
    uint32_t n_runs = lets_ledger_summary(ledger)->n_runs;
    if (n_runs == 0 || draw_below(4) > 0) {
        return;
    }
    struct lets_run run = lets_ledger_run(ledger, draw_below(n_runs));
    bool is_whole = draw_below(3) > 0;
    for (uint32_t i = 0; run.is_levy && i < run.count; i++) {
        struct lets_transfer old;
        assert(lets_ledger_transfer(ledger, run.first + i, &old));
        struct lets_entry entry = {.kind = LETS_KIND_TRANSFER};
        lets_entry_put(&entry, number, lets_ledger_summary(ledger)->n_transfers + 1);
        lets_entry_put(&entry, date, date);
        lets_entry_put(&entry, payer, lets_ledger_account(ledger, old.payee)->id);
        lets_entry_put(&entry, payee, lets_ledger_account(ledger, old.payer)->id);
        lets_entry_put(&entry, amount, old.amount);
        lets_entry_put(&entry, reverses, old.number);
        if (is_whole || draw_below(2) == 0) {
            (void)lets_commit_add(commit, &entry, NULL); /* refused where it was reversed */
        }
    }
}
