/* SPDX-License-Identifier: MIT */
/*
 * Statements, the part that watches: one observer for any number of accounts. It keeps the lines
 * that will be shown and, per account, a sum of what came before. When a commit that closes the
 * period ends, the books are copied as they stand; a reopening forgets the copy. Once a period is
 * closed nothing dated in it can come, so the lines kept by then are the lines of that close, and
 * which of them were reversed by then is told by the numbers of the reversals.
 */

#include "views/statement.h"

#include <assert.h>
#include <string.h>

#include "values/ident.h"

/* ---------------------------------------------------------------- which accounts */

static enum lets_status name_account(struct lets_statements *view, struct lets_span id,
                                     struct lets_error *err)
{
    char buffer[LETS_ID_MAX + 1];
    struct lets_span folded = {0};
    enum lets_status status = lets_id_check(id, err);
    if (status == LETS_OK) {
        status = arena_copy(&view->texts, id, &view->named[view->n_named], err);
    }
    if (status == LETS_OK) {
        status = arena_copy(&view->texts, ident_fold(id, buffer), &folded, err);
    }
    if (status == LETS_OK) {
        status = map_reserve(&view->named_ids, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    view->n_named++;
    if (map_find(&view->named_ids, folded) == NULL) {
        map_add(&view->named_ids, folded, 0);
    }
    return LETS_OK;
}

enum lets_status lets_statements_new(const struct lets_statements_options *options,
                                     struct lets_statements **out, struct lets_error *err)
{
    void *bytes = NULL;
    void *named = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_statements), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct lets_statements *view = bytes;
    view->period = options->period;
    status = mem_alloc_array(options->n_accounts, sizeof *view->named, &named, err);
    view->named = named;
    for (size_t i = 0; status == LETS_OK && i < options->n_accounts; i++) {
        status = name_account(view, options->accounts[i], err);
    }
    if (status != LETS_OK) {
        lets_statements_free(view);
        return status;
    }
    *out = view;
    return LETS_OK;
}

/* Forgets the books as they stood. */
static void drop_books(struct lets_statements *view)
{
    for (uint32_t i = 0; view->is_captured && i < view->books.summary.n_accounts; i++) {
        lets_fund_state_free(view->books.standings[i].fund);
    }
    mem_free(view->books.accounts);
    mem_free(view->books.standings);
    view->books = (struct statement_books){0};
    view->is_captured = false;
}

void lets_statements_free(struct lets_statements *view)
{
    if (view != NULL) {
        drop_books(view);
        arena_release(&view->texts);
        map_release(&view->named_ids);
        mem_free(view->named);
        mem_free(view->accounts);
        mem_free(view->lines);
        mem_free(view->statements);
        mem_free(view);
    }
}

static enum lets_status take_account(struct lets_statements *view, const struct lets_ledger *ledger,
                                     struct lets_error *err)
{
    char buffer[LETS_ID_MAX + 1];
    uint32_t n = lets_ledger_summary(ledger)->n_accounts;
    enum lets_status status = mem_grow(&view->accounts, &view->accounts_capacity, n, err);
    if (status != LETS_OK) {
        return status;
    }
    for (; view->n_accounts < n; view->n_accounts++) {
        struct lets_span id = lets_ledger_account(ledger, (uint32_t)view->n_accounts)->id;
        view->accounts[view->n_accounts] = (struct statement_account){
            .is_wanted =
                view->n_named == 0 || map_find(&view->named_ids, ident_fold(id, buffer)) != NULL,
        };
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- when they were open */

static bool meets(const struct lets_statements *view, struct lets_date first, struct lets_date last)
{
    return first.day <= view->period.last.day && last.day >= view->period.first.day;
}

/* A day of joining can still be moved to an earlier one, so the first span of days on which an
 * account was open is judged at the end, and only those after it here. */
static void take_status(struct lets_statements *view, const struct lets_account *account,
                        const struct lets_entry *entry)
{
    struct statement_account *mine = &view->accounts[account->index];
    if (entry->status == LETS_CLOSED) {
        if (!mine->is_ended) {
            mine->is_ended = true;
            mine->first_closed = entry->date;
        } else if (mine->is_reopened) {
            mine->was_open = mine->was_open || meets(view, mine->reopened, entry->date);
        }
        mine->is_reopened = false;
    } else if (mine->is_ended && !mine->is_reopened) {
        mine->is_reopened = true;
        mine->reopened = entry->date;
    }
}

static bool is_open_in_period(const struct lets_statements *view,
                              const struct lets_account *account)
{
    const struct statement_account *mine = &view->accounts[account->index];
    struct lets_date ever = view->period.last;
    return mine->was_open ||
           meets(view, account->opened, mine->is_ended ? mine->first_closed : ever) ||
           (mine->is_reopened && meets(view, mine->reopened, ever));
}

/* ---------------------------------------------------------------- lines */

static enum lets_status add_line(struct lets_statements *view,
                                 const struct lets_statement_line *line, struct lets_error *err)
{
    enum lets_status status = mem_grow(&view->lines, &view->lines_capacity, view->n_lines + 1, err);
    if (status == LETS_OK) {
        view->lines[view->n_lines++] = *line;
    }
    return status;
}

static enum lets_status add_lines(struct lets_statements *view, const struct lets_ledger *ledger,
                                  const struct lets_entry *entry,
                                  const struct lets_transfer *transfer, struct lets_error *err)
{
    bool is_reversal = transfer->reverses != 0;
    struct lets_amount amount = {is_reversal ? -transfer->amount.minor : transfer->amount.minor};
    struct lets_amount nothing = {0};
    uint32_t run = 0;
    bool is_levy =
        lets_ledger_run_of(ledger, is_reversal ? transfer->reverses : transfer->number, &run);
    struct lets_statement_line line = {
        .account = transfer->payer,
        .party = transfer->payee,
        .number = transfer->number,
        .date = transfer->date,
        .has_written = lets_entry_has(entry, written),
        .written = entry->written,
        .cheque = transfer->cheque,
        .is_redemption =
            transfer->cheque != 0 && lets_ledger_account(ledger, transfer->payer)->is_float,
        .first = entry->first,
        .last = entry->last,
        .reverses = transfer->reverses,
        .proposal = entry->proposal,
        .earned = is_reversal ? amount : nothing,
        .spent = is_reversal ? nothing : amount,
        .is_levy = is_levy && !is_reversal,
    };
    enum lets_status status = LETS_OK;
    if (lets_entry_has(entry, what_for)) {
        status = arena_copy(&view->texts, entry->what_for, &line.what_for, err);
    }
    if (status == LETS_OK && view->accounts[transfer->payer].is_wanted) {
        status = add_line(view, &line, err);
    }
    line.account = transfer->payee;
    line.party = transfer->payer;
    line.earned = is_reversal ? nothing : amount;
    line.spent = is_reversal ? amount : nothing;
    line.is_levy = is_levy && is_reversal;
    if (status == LETS_OK && view->accounts[transfer->payee].is_wanted) {
        status = add_line(view, &line, err);
    }
    return status;
}

static enum lets_status take_transfer(struct lets_statements *view,
                                      const struct lets_ledger *ledger,
                                      const struct lets_entry *entry, struct lets_error *err)
{
    struct lets_transfer transfer;
    if (entry->date.day > view->period.last.day ||
        !lets_ledger_transfer(ledger, entry->number, &transfer)) {
        return LETS_OK;
    }
    struct statement_account *payer = &view->accounts[transfer.payer];
    struct statement_account *payee = &view->accounts[transfer.payee];
    if (entry->date.day < view->period.first.day) {
        /* The ledger has bounded the sum of all amounts, so no sum of some can overflow. */
        payer->brought_minor -= transfer.amount.minor;
        payee->brought_minor += transfer.amount.minor;
        return LETS_OK;
    }
    return payer->is_wanted || payee->is_wanted ? add_lines(view, ledger, entry, &transfer, err)
                                                : LETS_OK;
}

/* ---------------------------------------------------------------- the books as they stood */

enum lets_status statement_capture(struct lets_statements *view, const struct lets_ledger *ledger,
                                   bool is_closed, struct lets_error *err)
{
    uint32_t n = lets_ledger_summary(ledger)->n_accounts;
    void *accounts = NULL;
    void *standings = NULL;
    assert(!view->is_captured && view->n_accounts == n);
    enum lets_status status = mem_alloc_array(n, sizeof *view->books.accounts, &accounts, err);
    if (status == LETS_OK) {
        status = mem_alloc_array(n, sizeof *view->books.standings, &standings, err);
    }
    if (status != LETS_OK) {
        mem_free(accounts);
        return status;
    }
    view->is_captured = true;
    view->books = (struct statement_books){
        .is_closed = is_closed,
        .summary = *lets_ledger_summary(ledger),
        .accounts = accounts,
        .standings = standings,
    };
    struct lets_date sealed = lets_time_day(view->books.summary.sealed);
    bool is_over = is_closed || view->period.last.day < sealed.day;
    struct lets_date day = is_over ? view->period.last : sealed;
    for (uint32_t i = 0; status == LETS_OK && i < n; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, i);
        const struct statement_account *mine = &view->accounts[i];
        view->books.accounts[i] = *account;
        view->books.standings[i] = (struct statement_standing){
            .is_shown = mine->is_wanted && (view->n_named > 0 || mine->brought_minor != 0 ||
                                            is_open_in_period(view, account)),
            .debit_limit = lets_ledger_debit_limit(ledger, account),
            .credit_limit = lets_ledger_credit_limit(ledger, account),
        };
        if (mine->is_wanted) {
            status = lets_fund_state_new(ledger, i, day, &view->books.standings[i].fund, err);
        }
    }
    return status;
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct lets_statements *view = context;
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    bool is_closed = summary->has_close && summary->closed.day >= view->period.last.day;
    (void)place;
    if (entry->kind == LETS_KIND_TRANSFER) {
        return take_transfer(view, ledger, entry, err);
    }
    if (entry->kind == LETS_KIND_MEMBER || entry->kind == LETS_KIND_CENTRAL) {
        return take_account(view, ledger, err);
    }
    if (entry->kind == LETS_KIND_CHANGE && lets_entry_has(entry, status)) {
        take_status(view, lets_ledger_find(ledger, entry->id), entry);
    } else if (entry->kind == LETS_KIND_REOPEN && !is_closed) {
        drop_books(view);
    } else if (entry->kind == LETS_KIND_SEAL && is_closed && !view->is_captured) {
        return statement_capture(view, ledger, true, err);
    }
    return LETS_OK;
}

struct lets_observer lets_statements_observer(struct lets_statements *view)
{
    return (struct lets_observer){.context = view, .entry = take};
}
