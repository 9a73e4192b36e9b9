/* SPDX-License-Identifier: MIT */
/*
 * Statements, the part that reckons: after the replay, lines become statements, account by account,
 * each by date and number, with the balance after every line.
 */

#include <stdlib.h>

#include "views/statement.h"

static int compare_lines(const void *left, const void *right)
{
    const struct lets_statement_line *a = left;
    const struct lets_statement_line *b = right;
    if (a->account != b->account) {
        return a->account < b->account ? -1 : 1;
    }
    if (a->date.day != b->date.day) {
        return a->date.day < b->date.day ? -1 : 1;
    }
    return (a->number > b->number) - (a->number < b->number);
}

/* The number of the reversal, if it was recorded by the time of these books. */
static uint32_t reversed_by(const struct statement_books *books, const struct lets_ledger *ledger,
                            uint32_t number)
{
    struct lets_transfer transfer;
    bool is_known = lets_ledger_transfer(ledger, number, &transfer) &&
                    transfer.reversed_by <= books->summary.n_transfers;
    return is_known ? transfer.reversed_by : 0;
}

static bool is_over(const struct statement_standing *standing, struct lets_amount balance)
{
    return (standing->debit_limit.kind == LETS_LIMIT_AMOUNT &&
            balance.minor < -standing->debit_limit.amount.minor) ||
           (standing->credit_limit.kind == LETS_LIMIT_AMOUNT &&
            balance.minor > standing->credit_limit.amount.minor);
}

/* No sum of some amounts can overflow: the ledger has bounded the sum of all. */
static void reckon(const struct lets_statements *view, const struct lets_ledger *ledger,
                   uint32_t index, struct lets_statement_line *lines, size_t n_lines,
                   struct lets_statement *out)
{
    const struct statement_standing *standing = &view->books.standings[index];
    int64_t brought = view->accounts[index].brought_minor;
    int64_t earned = 0;
    int64_t spent = 0;
    int64_t levied = 0;
    for (size_t i = 0; i < n_lines; i++) {
        earned += lines[i].earned.minor;
        spent += lines[i].spent.minor;
        levied += lines[i].is_levy ? lines[i].spent.minor : 0;
        lines[i].balance.minor = brought + earned - spent;
        lines[i].reversed_by = reversed_by(&view->books, ledger, lines[i].number);
    }
    *out = (struct lets_statement){
        .account = &view->books.accounts[index],
        .brought_forward = {brought},
        .lines = lines,
        .n_lines = n_lines,
        .earned = {earned},
        .spent = {spent},
        .levied = {levied},
        .turnover = {earned + spent},
        .carried_forward = {brought + earned - spent},
        .debit_limit = standing->debit_limit,
        .credit_limit = standing->credit_limit,
        .fund = standing->fund,
        .is_over = is_over(standing, (struct lets_amount){brought + earned - spent}),
    };
    out->has_available =
        standing->debit_limit.kind == LETS_LIMIT_AMOUNT &&
        lets_amount_add(out->carried_forward, standing->debit_limit.amount, &out->available);
}

/* Every account asked for must have been there. */
static enum lets_status check_named(const struct lets_statements *view,
                                    const struct lets_ledger *ledger, struct lets_error *err)
{
    for (size_t i = 0; i < view->n_named; i++) {
        const struct lets_account *account = lets_ledger_find(ledger, view->named[i]);
        if (account == NULL) {
            return lets__fail(err, LETS_UNKNOWN_ACCOUNT, "there is no account '%.*s'",
                              LETS__SHOW(view->named[i]));
        }
        if (account->index >= view->books.summary.n_accounts) {
            return lets__fail(err, LETS_UNKNOWN_ACCOUNT,
                              "there was no account '%.*s' yet when the period was closed",
                              LETS__SHOW(view->named[i]));
        }
    }
    return LETS_OK;
}

enum lets_status lets_statements_finish(struct lets_statements *view,
                                        const struct lets_ledger *ledger,
                                        struct lets_statement_set *out, struct lets_error *err)
{
    void *statements = NULL;
    enum lets_status status = LETS_OK;
    if (!view->is_captured) {
        status = statement_capture(view, ledger, false, err);
    }
    if (status == LETS_OK) {
        status = check_named(view, ledger, err);
    }
    uint32_t n = view->books.summary.n_accounts;
    if (status == LETS_OK) {
        status = mem_alloc_array(n, sizeof *view->statements, &statements, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    mem_free(view->statements);
    view->statements = statements;
    if (view->n_lines > 1) {
        qsort(view->lines, view->n_lines, sizeof *view->lines, compare_lines);
    }
    size_t n_statements = 0;
    size_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        size_t first = at;
        while (at < view->n_lines && view->lines[at].account == i) {
            at++;
        }
        if (view->books.standings[i].is_shown || at > first) {
            struct lets_statement_line *lines = view->lines == NULL ? NULL : view->lines + first;
            reckon(view, ledger, i, lines, at - first, &view->statements[n_statements++]);
        }
    }
    *out = (struct lets_statement_set){
        .period = view->period,
        .is_closed = view->books.is_closed,
        .summary = &view->books.summary,
        .accounts = view->books.accounts,
        .statements = view->statements,
        .n_statements = n_statements,
    };
    return LETS_OK;
}
