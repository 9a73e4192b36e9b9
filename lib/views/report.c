/* SPDX-License-Identifier: MIT */
/*
 * The report, the part that watches. The ledger remembers what it takes to go over all transfers
 * again by date, so the observer keeps only what the ledger forgets: categories, and since when
 * which limits and which status held.
 */

#include "views/report.h"

#include "ledger/ledger.h"
#include "values/period.h"
#include "values/spelling.h"

enum lets_status lets_report_new(const struct lets_report_options *options,
                                 struct lets_report **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct lets_report), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct lets_report *report = bytes;
    report->options = *options;
    status = arena_copy(&report->texts, options->locality, &report->options.locality, err);
    if (status != LETS_OK) {
        lets_report_free(report);
        return status;
    }
    *out = report;
    return LETS_OK;
}

void lets_report_free(struct lets_report *report)
{
    if (report != NULL) {
        arena_release(&report->texts);
        map_release(&report->category_ids);
        mem_free(report->beginnings);
        mem_free(report->events);
        mem_free(report->categories);
        mem_free(report->category_of);
        mem_free(report->openings);
        mem_free(report->rows);
        mem_free(report->accounts);
        mem_free(report->days);
        report_vouchers_release(&report->vouchers);
        mem_free(report->centrals);
        mem_free(report->floats);
        mem_free(report->funds);
        mem_free(report->localities);
        mem_free(report->over);
        mem_free(report->bins);
        mem_free(report->levies);
        mem_free(report);
    }
}

/* ---------------------------------------------------------------- the observer */

static enum lets_status take_account(struct lets_report *report, const struct lets_ledger *ledger,
                                     struct lets_error *err)
{
    uint32_t n = lets_ledger_summary(ledger)->n_accounts;
    enum lets_status status = mem_grow(&report->beginnings, &report->beginnings_capacity, n, err);
    if (status != LETS_OK) {
        return status;
    }
    for (; report->n_beginnings < n; report->n_beginnings++) {
        const struct lets_account *account =
            lets_ledger_account(ledger, (uint32_t)report->n_beginnings);
        report->beginnings[report->n_beginnings] = (struct report_beginning){
            .limits = {account->debit_limit, account->credit_limit},
            .last = {{INT32_MIN}, {INT32_MIN}, {INT32_MIN}},
        };
    }
    return LETS_OK;
}

static enum lets_status add_event(struct lets_report *report, const struct report_event *event,
                                  struct lets_error *err)
{
    enum lets_status status =
        mem_grow(&report->events, &report->events_capacity, report->n_events + 1, err);
    if (status == LETS_OK) {
        struct report_beginning *of =
            event->account == REPORT_POLICY ? &report->policy : &report->beginnings[event->account];
        struct lets_date *last = &of->last[event->kind];
        last->day = event->date.day > last->day ? event->date.day : last->day;
        report->events[report->n_events] = *event;
        report->events[report->n_events].date = *last;
        report->events[report->n_events].order = (uint32_t)report->n_events;
        report->n_events++;
    }
    return status;
}

/* A change of an account, or of the policy. */
static enum lets_status take_change(struct lets_report *report, const struct lets_entry *entry,
                                    uint32_t account, struct lets_error *err)
{
    struct report_event event = {.date = entry->date, .account = account};
    enum lets_status status = LETS_OK;
    if (lets_entry_has(entry, status)) {
        event.kind = REPORT_STATUS;
        event.status = entry->status;
        status = add_event(report, &event, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, debit_limit)) {
        event.kind = REPORT_DEBIT_LIMIT;
        event.limit = entry->debit_limit;
        status = add_event(report, &event, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, credit_limit)) {
        event.kind = REPORT_CREDIT_LIMIT;
        event.limit = entry->credit_limit;
        status = add_event(report, &event, err);
    }
    return status;
}

/* The index of a category, which is added where it is new. */
static enum lets_status find_category(struct lets_report *report, struct lets_span name,
                                      uint32_t *out, struct lets_error *err)
{
    int32_t buffer[SPELLING_SIZE / 4];
    name = spelling_of(name, buffer);
    const uint32_t *found = map_find(&report->category_ids, name);
    if (found != NULL) {
        *out = *found;
        return LETS_OK;
    }
    struct lets_span copy = {0};
    size_t n = report->n_categories == 0 ? 1 : report->n_categories;
    enum lets_status status =
        mem_grow(&report->categories, &report->categories_capacity, n + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    status = arena_copy(&report->texts, name, &copy, err);
    if (status == LETS_OK) {
        status = map_reserve(&report->category_ids, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    report->categories[0] = (struct lets_report_category){{0}, 0, {0}};
    report->categories[n] = (struct lets_report_category){.category = copy};
    report->n_categories = n + 1;
    map_add(&report->category_ids, copy, (uint32_t)n);
    *out = (uint32_t)n;
    return LETS_OK;
}

static enum lets_status take_category(struct lets_report *report, const struct lets_entry *entry,
                                      struct lets_error *err)
{
    uint32_t category = 0;
    enum lets_status status = find_category(report, entry->category, &category, err);
    if (status == LETS_OK) {
        status = mem_grow(&report->category_of, &report->category_of_capacity, entry->number, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    while (report->n_category_of < entry->number) {
        report->category_of[report->n_category_of++] = 0;
    }
    report->category_of[entry->number - 1] = category;
    return LETS_OK;
}

/* Keeps a transfer of opening balances: a purpose changed later takes nothing out of the past. */
static enum lets_status take_opening(struct lets_report *report, const struct lets_ledger *ledger,
                                     const struct lets_entry *entry, struct lets_error *err)
{
    struct lets_transfer transfer = {0};
    (void)lets_ledger_transfer(ledger, entry->number, &transfer);
    if (!ledger_is_opening(ledger, &transfer)) {
        return LETS_OK;
    }
    enum lets_status status =
        mem_grow(&report->openings, &report->openings_capacity, report->n_openings + 1, err);
    if (status == LETS_OK) {
        report->openings[report->n_openings++] = entry->number;
    }
    return status;
}

static enum lets_status take_transfer(struct lets_report *report, const struct lets_ledger *ledger,
                                      const struct lets_entry *entry, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    if (report->has_openings) {
        status = take_opening(report, ledger, entry, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, category)) {
        status = take_category(report, entry, err);
    }
    return status == LETS_OK ? report_take_vouchers(&report->vouchers, ledger, entry, err) : status;
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct lets_report *report = context;
    (void)place;
    report->has_openings = report->has_openings || (lets_entry_has(entry, purpose) &&
                                                    entry->purpose == LETS_PURPOSE_OPENING);
    if (entry->kind == LETS_KIND_LEDGER) {
        report->policy =
            (struct report_beginning){.limits = {entry->debit_limit, entry->credit_limit},
                                      .last = {entry->opened, entry->opened, entry->opened}};
    } else if (entry->kind == LETS_KIND_MEMBER || entry->kind == LETS_KIND_CENTRAL) {
        return take_account(report, ledger, err);
    } else if (entry->kind == LETS_KIND_CHANGE) {
        return take_change(report, entry, lets_ledger_find(ledger, entry->id)->index, err);
    } else if (entry->kind == LETS_KIND_POLICY) {
        return take_change(report, entry, REPORT_POLICY, err);
    } else if (entry->kind == LETS_KIND_CHEQUES) {
        return report_take_batch(&report->vouchers, ledger, entry, err);
    } else if (entry->kind == LETS_KIND_TRANSFER) {
        return take_transfer(report, ledger, entry, err);
    }
    return LETS_OK;
}

struct lets_observer lets_report_observer(struct lets_report *report)
{
    return (struct lets_observer){.context = report, .entry = take};
}

/* ---------------------------------------------------------------- the rows */

static struct lets_date day_named(const char *text)
{
    struct lets_date date = {0};
    (void)lets_date_parse(lets_span_of(text), &date, NULL);
    return date;
}

/* An open side ends where the books begin, or with today; rows that begin later are left out. */
static struct lets_period cut(const struct lets_report *report, const struct lets_ledger *ledger,
                              struct lets_date *until)
{
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    struct lets_period period = report->options.period;
    struct lets_date sealed = lets_time_day(summary->sealed);
    *until = report->options.today.day > sealed.day ? report->options.today : sealed;
    if (period.first.day <= day_named("1900-01-01").day) {
        period.first = summary->opened;
    }
    if (period.last.day >= day_named("2999-12-31").day) {
        period.last = *until;
    }
    return period;
}

enum lets_status report_make_rows(struct lets_report *report, const struct lets_ledger *ledger,
                                  struct lets_error *err)
{
    struct lets_date until = {0};
    struct lets_period period = cut(report, ledger, &until);
    struct lets_date day = period.first;
    while (day.day <= period.last.day && day.day <= until.day) {
        struct lets_period row = {day, period_around(report->options.every, day).last};
        enum lets_status status =
            mem_grow(&report->rows, &report->rows_capacity, report->n_rows + 1, err);
        if (status != LETS_OK) {
            return status;
        }
        row.last.day = row.last.day < period.last.day ? row.last.day : period.last.day;
        report->rows[report->n_rows++] = (struct lets_report_row){.period = row};
        day.day = row.last.day + 1;
    }
    return LETS_OK;
}
