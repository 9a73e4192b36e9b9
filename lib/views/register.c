/* SPDX-License-Identifier: MIT */
/*
 * The register. A replay counts the rows and notes their days; from then on their order is known,
 * and another replay shows them one by one, so that memory grows by a few bytes a row, whatever
 * their texts.
 */

#include <assert.h>
#include <string.h>

#include "views/register_order.h"
#include "views/register_window.h"

/* Rows of a commit that are too many to wait for its seal: what that says is kept instead. */
enum { MANY = 1024 };

struct large_commit {
    uint32_t first; /* arrivals [first, end) */
    uint32_t end;
    struct lets_time time;
    struct lets_span clerk;
};

struct lets_register {
    struct arena texts;
    struct lets_span account; /* as typed; empty: all */
    struct lets_span category;
    struct lets_period period;
    uint32_t index;        /* of the account, LETS_NOBODY until it is there */
    int64_t brought_minor; /* of the account, from transfers dated before the period */
    struct register_order order;
    size_t n_sealed; /* rows whose seal was seen */
    struct large_commit *commits;
    size_t n_commits;
    size_t commits_capacity;
    size_t n_shown; /* rows that are of the category */
    struct register_window window;
    /* Of the replay at hand: */
    lets_register_take *take;
    void *context;
    uint32_t n_arrived;
    size_t commit; /* the next large one */
    int64_t balance_minor;
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
    view->index = LETS_NOBODY;
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
        register_order_release(&view->order);
        register_window_release(&view->window);
        arena_release(&view->texts);
        mem_free(view->commits);
        mem_free(view);
    }
}

size_t lets_register_size(const struct lets_register *view)
{
    return view->n_shown;
}

/* ---------------------------------------------------------------- which rows */

/* A transfer that the register may be about. */
struct candidate {
    struct lets_transfer transfer;
    int side; /* of the account asked for: -1 it pays, 1 it is paid, 0 all are asked for */
};

static bool is_candidate(struct lets_register *view, const struct lets_ledger *ledger,
                         const struct lets_entry *entry, struct candidate *out)
{
    if (entry->kind != LETS_KIND_TRANSFER || entry->date.day > view->period.last.day ||
        !lets_ledger_transfer(ledger, entry->number, &out->transfer)) {
        return false;
    }
    out->side = 0;
    if (view->account.size == 0) {
        return true;
    }
    if (view->index == LETS_NOBODY) {
        const struct lets_account *account = lets_ledger_find(ledger, view->account);
        view->index = account == NULL ? LETS_NOBODY : account->index;
    }
    out->side = view->index == LETS_NOBODY           ? 0
                : view->index == out->transfer.payer ? -1
                : view->index == out->transfer.payee ? 1
                                                     : 0;
    return out->side != 0;
}

static bool is_of_category(const struct lets_register *view, const struct lets_entry *entry)
{
    return view->category.size == 0 ||
           (lets_entry_has(entry, category) && lets_text_same(entry->category, view->category));
}

/* Whether a candidate has a place in the order: of an account those of other categories have, too,
 * which count in its balance. */
static bool has_place(const struct lets_register *view, const struct lets_entry *entry)
{
    return entry->date.day >= view->period.first.day &&
           (view->account.size > 0 || is_of_category(view, entry));
}

/* ---------------------------------------------------------------- the first replay */

static enum lets_status note_commit(struct lets_register *view, const struct lets_entry *seal,
                                    struct lets_error *err)
{
    size_t first = view->n_sealed;
    view->n_sealed = view->order.n;
    if (view->n_sealed - first < MANY) {
        return LETS_OK;
    }
    enum lets_status status =
        mem_grow(&view->commits, &view->commits_capacity, view->n_commits + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    struct large_commit *commit = &view->commits[view->n_commits];
    *commit = (struct large_commit){
        .first = (uint32_t)first, .end = (uint32_t)view->n_sealed, .time = seal->time};
    status = arena_copy(&view->texts, seal->by, &commit->clerk, err);
    view->n_commits += status == LETS_OK;
    return status;
}

static enum lets_status note(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct lets_register *view = context;
    struct candidate candidate;
    (void)place;
    if (entry->kind == LETS_KIND_SEAL) {
        return note_commit(view, entry, err);
    }
    if (!is_candidate(view, ledger, entry, &candidate)) {
        return LETS_OK;
    }
    if (entry->date.day < view->period.first.day) {
        view->brought_minor += candidate.side * candidate.transfer.amount.minor;
        return LETS_OK;
    }
    if (!has_place(view, entry)) {
        return LETS_OK;
    }
    view->n_shown += is_of_category(view, entry);
    return register_order_add(&view->order, entry->date, err);
}

struct lets_observer lets_register_observer(struct lets_register *view)
{
    return (struct lets_observer){.context = view, .entry = note};
}

/* ---------------------------------------------------------------- those that follow */

static struct lets_span text_if(const struct lets_entry *entry, enum lets_field field,
                                struct lets_span text)
{
    return lets_entry_has_field(entry, field) ? text : (struct lets_span){0};
}

/* The row as far as it is known before its seal; its balance is what it adds. */
static struct lets_register_row row_of(const struct lets_entry *entry,
                                       const struct candidate *candidate)
{
    const struct lets_transfer *transfer = &candidate->transfer;
    return (struct lets_register_row){
        .number = entry->number,
        .payer = transfer->payer,
        .payee = transfer->payee,
        .date = entry->date,
        .amount = transfer->amount,
        .what_for = text_if(entry, LETS_FIELD_what_for, entry->what_for),
        .category = text_if(entry, LETS_FIELD_category, entry->category),
        .ref = text_if(entry, LETS_FIELD_ref, entry->ref),
        .override_reason = text_if(entry, LETS_FIELD_override_reason, entry->override_reason),
        .cheque = entry->cheque,
        .first = entry->first,
        .last = entry->last,
        .has_written = lets_entry_has(entry, written),
        .written = entry->written,
        .reverses = transfer->reverses,
        .corrects = entry->corrects,
        .balance = {candidate->side * transfer->amount.minor},
    };
}

/* Shows a row in its turn. */
static enum lets_status show(struct lets_register *view, struct lets_register_row *row,
                             struct lets_error *err)
{
    view->balance_minor += row->balance.minor;
    row->balance.minor = view->balance_minor;
    bool is_wanted = view->category.size == 0 || lets_text_same(row->category, view->category);
    return is_wanted ? view->take(view->context, row, err) : LETS_OK;
}

static enum lets_status show_next(struct lets_register *view, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    struct lets_register_row *row = register_window_next(&view->window);
    for (; status == LETS_OK && row != NULL; row = register_window_next(&view->window)) {
        status = show(view, row, err);
    }
    return status;
}

/* The large commit that an arrival is of; NULL: none. */
static const struct large_commit *commit_of(struct lets_register *view, uint32_t arrival)
{
    while (view->commit < view->n_commits && view->commits[view->commit].end <= arrival) {
        view->commit++;
    }
    bool is_in = view->commit < view->n_commits && view->commits[view->commit].first <= arrival;
    return is_in ? &view->commits[view->commit] : NULL;
}

static enum lets_status take_row(struct lets_register *view, const struct lets_entry *entry,
                                 const struct candidate *candidate, struct lets_error *err)
{
    uint32_t arrival = view->n_arrived++;
    if (arrival >= view->order.n) {
        return LETS_OK; /* the replay will find what was changed meanwhile */
    }
    uint32_t rank = register_order_rank(&view->order, arrival);
    const struct large_commit *commit = commit_of(view, arrival);
    if (!register_window_takes(&view->window, rank)) {
        return LETS_OK;
    }
    struct lets_register_row row = row_of(entry, candidate);
    if (commit != NULL) {
        row.recorded = commit->time;
        row.clerk = commit->clerk;
    }
    if (commit == NULL || rank != view->window.next) {
        return register_window_put(&view->window, rank, &row, commit != NULL, err);
    }
    register_window_pass(&view->window);
    enum lets_status status = show(view, &row, err);
    return status == LETS_OK ? show_next(view, err) : status;
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct lets_register *view = context;
    struct candidate candidate;
    (void)place;
    if (entry->kind == LETS_KIND_SEAL) {
        enum lets_status status = register_window_seal(&view->window, entry->time, entry->by, err);
        return status == LETS_OK ? show_next(view, err) : status;
    }
    if (is_candidate(view, ledger, entry, &candidate) && has_place(view, entry)) {
        return take_row(view, entry, &candidate, err);
    }
    return LETS_OK;
}

/* One replay shows what it can; what came too early comes again in the next. */
static enum lets_status replay(struct lets_register *view, struct lets_journal *journal,
                               struct lets_error *err)
{
    const struct lets_observer observer = {.context = view, .entry = take};
    const struct lets_replay again = {.observers = &observer, .n_observers = 1, .is_again = true};
    struct lets_ledger *ledger = NULL;
    uint32_t next = view->window.next;
    view->n_arrived = 0;
    view->commit = 0;
    enum lets_status status = lets_journal_replay(journal, &again, &ledger, err);
    lets_ledger_free(ledger);
    assert(status != LETS_OK || view->window.next > next);
    (void)next;
    return status;
}

enum lets_status lets_register_each(struct lets_register *view, struct lets_journal *journal,
                                    const struct lets_ledger *ledger, lets_register_take *take_each,
                                    void *context, struct lets_error *err)
{
    if (view->account.size > 0 && lets_ledger_find(ledger, view->account) == NULL) {
        return lets__fail(err, LETS_UNKNOWN_ACCOUNT, "there is no account '%.*s'",
                          LETS__SHOW(view->account));
    }
    enum lets_status status = register_order_settle(&view->order, err);
    if (status == LETS_OK && view->window.ring == NULL && view->order.n > 0) {
        status = register_window_new(&view->window, err);
    }
    if (status != LETS_OK || view->order.n == 0) {
        return status;
    }
    register_window_begin(&view->window);
    view->take = take_each;
    view->context = context;
    view->balance_minor = view->brought_minor;
    while (status == LETS_OK && view->window.next < view->order.n) {
        status = replay(view, journal, err);
    }
    return status;
}
