/* SPDX-License-Identifier: MIT */
/*
 * The register: an observer that keeps the transfers it will show, and nothing of the others but,
 * for one account, what they add to the balance before the first line.
 */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct lets_register {
    struct arena texts;
    struct lets_span account; /* as typed; empty: all */
    struct lets_span category;
    struct lets_period period;
    struct lets_register_row *rows;
    size_t n_rows;
    size_t capacity;
    size_t n_sealed;       /* rows whose seal was seen */
    int64_t brought_minor; /* of the account, from transfers dated before the period */
};

enum lets_status lets_register_new(const struct lets_register_options *options,
                                   struct lets_register **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_register), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct lets_register *view = bytes;
    view->period = options->period;
    status = arena_copy(&view->texts, options->account, &view->account, err);
    if (status == LETS_OK) {
        status = arena_copy(&view->texts, options->category, &view->category, err);
    }
    if (status != LETS_OK) {
        lets_register_free(view);
        return status;
    }
    *out = view;
    return LETS_OK;
}

void lets_register_free(struct lets_register *view)
{
    if (view != NULL) {
        arena_release(&view->texts);
        mem_free(view->rows);
        mem_free(view);
    }
}

static enum lets_status copy_text(struct lets_register *view, const struct lets_entry *entry,
                                  enum lets_field field, struct lets_span text,
                                  struct lets_span *out, struct lets_error *err)
{
    if (!lets_entry_has_field(entry, field)) {
        return LETS_OK;
    }
    return arena_copy(&view->texts, text, out, err);
}

static enum lets_status copy_texts(struct lets_register *view, const struct lets_entry *entry,
                                   struct lets_register_row *row, struct lets_error *err)
{
    enum lets_status status =
        copy_text(view, entry, LETS_FIELD_what_for, entry->what_for, &row->what_for, err);
    if (status == LETS_OK) {
        status = copy_text(view, entry, LETS_FIELD_category, entry->category, &row->category, err);
    }
    if (status == LETS_OK) {
        status = copy_text(view, entry, LETS_FIELD_ref, entry->ref, &row->ref, err);
    }
    if (status == LETS_OK) {
        status = copy_text(view, entry, LETS_FIELD_override_reason, entry->override_reason,
                           &row->override_reason, err);
    }
    return status;
}

/* Rows get their clerk and their time when the seal comes. */
static enum lets_status take_seal(struct lets_register *view, const struct lets_entry *entry,
                                  struct lets_error *err)
{
    struct lets_span clerk = {0};
    if (view->n_sealed == view->n_rows) {
        return LETS_OK;
    }
    enum lets_status status = arena_copy(&view->texts, entry->by, &clerk, err);
    for (; status == LETS_OK && view->n_sealed < view->n_rows; view->n_sealed++) {
        view->rows[view->n_sealed].recorded = entry->time;
        view->rows[view->n_sealed].clerk = clerk;
    }
    return status;
}

/* Which of the two the account asked for is: -1 the payer, 1 the payee, 0 neither. */
static int side_of(const struct lets_register *view, const struct lets_ledger *ledger,
                   const struct lets_transfer *transfer)
{
    const struct lets_account *account = lets_ledger_find(ledger, view->account);
    if (account == NULL) {
        return 0;
    }
    return account->index == transfer->payer ? -1 : account->index == transfer->payee ? 1 : 0;
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct lets_register *view = context;
    struct lets_transfer transfer;
    (void)place;
    if (entry->kind == LETS_KIND_SEAL) {
        return take_seal(view, entry, err);
    }
    if (entry->kind != LETS_KIND_TRANSFER ||
        !lets_ledger_transfer(ledger, entry->number, &transfer)) {
        return LETS_OK;
    }
    bool is_all = view->account.size == 0;
    int side = is_all ? 0 : side_of(view, ledger, &transfer);
    if ((!is_all && side == 0) || entry->date.day > view->period.last.day) {
        return LETS_OK;
    }
    if (entry->date.day < view->period.first.day) {
        view->brought_minor += side * transfer.amount.minor;
        return LETS_OK;
    }
    bool is_of_category =
        view->category.size == 0 ||
        (lets_entry_has(entry, category) && lets_text_same(entry->category, view->category));
    if (!is_of_category && is_all) {
        return LETS_OK;
    }
    struct lets_register_row row = {
        .number = entry->number,
        .payer = transfer.payer,
        .payee = transfer.payee,
        .date = entry->date,
        .amount = transfer.amount,
        .cheque = entry->cheque,
        .first = entry->first,
        .last = entry->last,
        .has_written = lets_entry_has(entry, written),
        .written = entry->written,
        .reverses = transfer.reverses,
        .corrects = entry->corrects,
        .balance = {side * transfer.amount.minor},
    };
    enum lets_status status = mem_grow(&view->rows, &view->capacity, view->n_rows + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    status = copy_texts(view, entry, &row, err);
    if (status == LETS_OK) {
        view->rows[view->n_rows++] = row;
    }
    return status;
}

struct lets_observer lets_register_observer(struct lets_register *view)
{
    return (struct lets_observer){.context = view, .entry = take};
}

static int compare_rows(const void *left, const void *right)
{
    const struct lets_register_row *a = left;
    const struct lets_register_row *b = right;
    if (a->date.day != b->date.day) {
        return a->date.day < b->date.day ? -1 : 1;
    }
    return (a->number > b->number) - (a->number < b->number);
}

enum lets_status lets_register_rows(struct lets_register *view, const struct lets_ledger *ledger,
                                    const struct lets_register_row **rows, size_t *n_rows,
                                    struct lets_error *err)
{
    if (view->account.size > 0 && lets_ledger_find(ledger, view->account) == NULL) {
        return lets__fail(err, LETS_UNKNOWN_ACCOUNT, "there is no account '%.*s'",
                          LETS__SHOW(view->account));
    }
    if (view->n_rows > 1) {
        qsort(view->rows, view->n_rows, sizeof *view->rows, compare_rows);
    }
    /* The balance runs over every transfer of the account; then those of other categories go. */
    int64_t balance = view->brought_minor;
    size_t kept = 0;
    for (size_t i = 0; i < view->n_rows; i++) {
        struct lets_register_row row = view->rows[i];
        balance += row.balance.minor;
        row.balance.minor = balance;
        if (view->category.size == 0 || lets_text_same(row.category, view->category)) {
            view->rows[kept++] = row;
        }
    }
    view->n_rows = kept;
    view->n_sealed = kept;
    *rows = view->rows;
    *n_rows = kept;
    return LETS_OK;
}
