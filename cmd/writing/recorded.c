/* SPDX-License-Identifier: MIT */
/*
 * What is recorded already. The ledger knows parties, amounts and days: only where those of a
 * transfer are met is the journal gone through once more for what the ledger does not keep,
 * purposes and the days on the papers.
 */

#include "writing/recorded.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/failure.h"
#include "session/reading.h"
#include "session/talk.h"
#include "words/figures.h"
#include "writing/known_ref.h"

void recorded_add(struct recorded *recorded, uint64_t row, const struct lets_entry *entry)
{
    const struct lets_ledger *ledger = recorded->session->ledger;

    if (lets_entry_has(entry, cheque) || lets_entry_has(entry, ref)) {
        return;
    }
    memory_make_room(recorded->items, &recorded->capacity, recorded->n + 1);
    recorded->items[recorded->n++] = (struct recorded_item){
        .row = row,
        .payer = lets_ledger_find(ledger, entry->payer)->index,
        .payee = lets_ledger_find(ledger, entry->payee)->index,
        .amount = entry->amount,
        .date = entry->date,
        .has_written = lets_entry_has(entry, written),
        .written = entry->written,
        .what_for = lets_entry_has(entry, what_for) ? memory_copy(entry->what_for) : NULL,
    };
}

void recorded_release(struct recorded *recorded)
{
    for (size_t i = 0; i < recorded->n; i++) {
        memory_free(recorded->items[i].what_for);
    }
    memory_free(recorded->items);
    *recorded = (struct recorded){.session = recorded->session};
}

/* ---------------------------------------------------------------- by parties and amount */

static int compare_keys(const struct recorded_item *a, const struct recorded_item *b)
{
    if (a->payer != b->payer) {
        return a->payer < b->payer ? -1 : 1;
    }
    if (a->payee != b->payee) {
        return a->payee < b->payee ? -1 : 1;
    }
    return (a->amount.minor > b->amount.minor) - (a->amount.minor < b->amount.minor);
}

static int compare_items(const void *a, const void *b)
{
    const struct recorded_item *left = a;
    const struct recorded_item *right = b;
    int order = compare_keys(left, right);

    return order != 0 ? order : (left->row > right->row) - (left->row < right->row);
}

static int compare_rows(const void *a, const void *b)
{
    const struct recorded_item *left = a;
    const struct recorded_item *right = b;

    return (left->row > right->row) - (left->row < right->row);
}

/* The first item, of those in order, that is not before the key. */
static size_t find_first(const struct recorded *recorded, const struct recorded_item *key)
{
    size_t low = 0;
    size_t high = recorded->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_keys(&recorded->items[middle], key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Whether the day on which a transfer counts may be that of an item: one alone without a day on its
 * paper is only met by the day on which it counts. */
static bool may_be_day(const struct recorded *recorded, const struct recorded_item *item,
                       struct lets_date date)
{
    return recorded->n > 1 || item->has_written || item->date.day == date.day;
}

/* Whether a transfer of the books may be one of the items; its key into *key, the first item of
 * that key into *first. */
static bool is_candidate(const struct recorded *recorded, uint32_t number,
                         struct recorded_item *key, size_t *first)
{
    struct lets_transfer transfer;

    if (!lets_ledger_transfer(recorded->session->ledger, number, &transfer) ||
        transfer.reverses != 0 || transfer.reversed_by != 0 || transfer.cheque != 0) {
        return false;
    }
    *key = (struct recorded_item){
        .payer = transfer.payer, .payee = transfer.payee, .amount = transfer.amount};
    *first = find_first(recorded, key);
    return *first < recorded->n && compare_keys(&recorded->items[*first], key) == 0 &&
           may_be_day(recorded, &recorded->items[*first], transfer.date);
}

/* ---------------------------------------------------------------- by all that they say */

struct search {
    struct recorded *recorded;
    uint32_t n_before;
    size_t n_in_commit;
};

static bool says_same(const struct recorded_item *item, const struct lets_entry *entry)
{
    bool has_written = lets_entry_has(entry, written);

    return lets_span_equal(lets_span_of(item->what_for), entry->what_for) &&
           (!item->has_written || !has_written || item->written.day == entry->written.day);
}

static bool is_same_day(const struct recorded_item *item, const struct lets_entry *entry)
{
    return (item->has_written && lets_entry_has(entry, written)) ||
           item->date.day == entry->date.day;
}

static void meet_transfer(struct search *search, const struct lets_entry *entry)
{
    struct recorded *recorded = search->recorded;
    struct recorded_item key;
    size_t first = 0;
    bool is_found = false;
    bool is_in_commit = false;

    if (entry->number > search->n_before || !is_candidate(recorded, entry->number, &key, &first)) {
        return;
    }
    for (size_t i = first; i < recorded->n && compare_keys(&recorded->items[i], &key) == 0; i++) {
        struct recorded_item *item = &recorded->items[i];
        if (!says_same(item, entry)) {
            continue;
        }
        if (!is_found && item->number == 0 && is_same_day(item, entry)) {
            item->number = entry->number;
            is_found = true;
        }
        if (!is_in_commit && item->in_commit == 0) {
            item->in_commit = entry->number;
            search->n_in_commit++;
            is_in_commit = true;
        }
    }
}

static void end_commit(struct search *search)
{
    struct recorded *recorded = search->recorded;
    bool is_all = search->n_in_commit == recorded->n && recorded->n > 1 && !recorded->is_by_day;

    for (size_t i = 0; search->n_in_commit > 0 && i < recorded->n; i++) {
        struct recorded_item *item = &recorded->items[i];
        item->number = is_all && item->number == 0 ? item->in_commit : item->number;
        item->in_commit = 0;
    }
    search->n_in_commit = 0;
}

static enum lets_status meet(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    (void)ledger;
    (void)place;
    (void)err;
    if (entry->kind == LETS_KIND_TRANSFER) {
        meet_transfer(context, entry);
    } else if (entry->kind == LETS_KIND_SEAL) {
        end_commit(context);
    }
    return LETS_OK;
}

enum lets_status recorded_find(struct recorded *recorded, uint32_t n_before, struct lets_error *err)
{
    struct search search = {.recorded = recorded, .n_before = n_before};
    const struct lets_observer observer = {.context = &search, .entry = meet};
    struct recorded_item unused;
    size_t first = 0;
    uint32_t number = recorded->n > 0 ? 1 : n_before + 1;
    enum lets_status status = LETS_OK;

    if (recorded->n > 1) {
        qsort(recorded->items, recorded->n, sizeof *recorded->items, compare_items);
    }
    while (number <= n_before && !is_candidate(recorded, number, &unused, &first)) {
        number++;
    }
    if (number <= n_before) {
        status = session_replay_again(recorded->session, &observer, NULL, err);
    }
    if (recorded->n > 1) {
        qsort(recorded->items, recorded->n, sizeof *recorded->items, compare_rows);
    }
    recorded->n_found = 0;
    for (size_t i = 0; i < recorded->n; i++) {
        recorded->n_found += recorded->items[i].number != 0 && !recorded->items[i].is_refused;
    }
    return status;
}

/* ---------------------------------------------------------------- among themselves */

static int compare_sayings(const void *a, const void *b)
{
    const struct recorded_item *left = a;
    const struct recorded_item *right = b;
    int order = compare_keys(left, right);

    if (order == 0) {
        order = strcmp(left->what_for == NULL ? "" : left->what_for,
                       right->what_for == NULL ? "" : right->what_for);
    }
    return order != 0 ? order : compare_rows(a, b);
}

static bool is_twin(const struct recorded_item *item, const struct recorded_item *before)
{
    bool have_written = item->has_written && before->has_written;

    return compare_keys(item, before) == 0 &&
           lets_span_equal(lets_span_of(item->what_for), lets_span_of(before->what_for)) &&
           (have_written ? item->written.day == before->written.day
                         : item->date.day == before->date.day);
}

size_t recorded_find_twins(struct recorded *recorded)
{
    struct recorded_item *items = recorded->items;
    size_t n = 0;
    size_t first = 0; /* of those that differ in their days at most */

    if (recorded->n > 1) {
        qsort(items, recorded->n, sizeof *items, compare_sayings);
    }
    for (size_t i = 1; i < recorded->n; i++) {
        bool is_other =
            compare_keys(&items[i], &items[i - 1]) != 0 ||
            !lets_span_equal(lets_span_of(items[i].what_for), lets_span_of(items[i - 1].what_for));
        first = is_other ? i : first;
        for (size_t k = first; k < i && items[i].twin == 0; k++) {
            items[i].twin = is_twin(&items[i], &items[k]) ? items[k].row : 0;
        }
        n += items[i].twin != 0;
    }
    if (recorded->n > 1) {
        qsort(items, recorded->n, sizeof *items, compare_rows);
    }
    return n;
}

/* ---------------------------------------------------------------- telling */

void recorded_describe_twin(struct buffer *out, const struct recorded *recorded, size_t i,
                            const char *row)
{
    const struct recorded_item *item = &recorded->items[i];
    const struct session *session = recorded->session;

    buffer_format(out, "%s %" PRIu64 " says the same as %s %" PRIu64 ": ", row, item->row, row,
                  item->twin);
    words_label(out, &session->names, lets_ledger_account(session->ledger, item->payer));
    buffer_add_string(out, " pays ");
    words_label(out, &session->names, lets_ledger_account(session->ledger, item->payee));
    buffer_add_string(out, " ");
    words_amount(out, session->ledger, item->amount);
    if (item->what_for != NULL) {
        buffer_format(out, " for %s", item->what_for);
    }
}

void recorded_describe(struct buffer *out, const struct recorded *recorded, size_t i)
{
    const struct recorded_item *item = &recorded->items[i];

    buffer_format(out, "transfer %" PRIu32 ", ", item->number);
    known_ref_describe(out, recorded->session, item->number);
    if (item->what_for != NULL) {
        buffer_format(out, " for %s", item->what_for);
    }
}

enum lets_status recorded_check(struct recorded *recorded, uint32_t n_before, bool is_again,
                                const char *file, const char *what, struct lets_error *err)
{
    size_t n_refused = 0;
    enum lets_status status = is_again ? LETS_OK : recorded_find(recorded, n_before, err);

    if (status != LETS_OK || recorded->n_found == 0) {
        return status;
    }
    for (size_t i = 0; i < recorded->n; i++) {
        struct buffer words = {0};
        n_refused += recorded->items[i].is_refused;
        if (recorded->items[i].number != 0 && !recorded->items[i].is_refused) {
            recorded_describe(&words, recorded, i);
            session_warn(recorded->session, "%s: row %" PRIu64 " stands in the books as %s", file,
                         recorded->items[i].row, buffer_string(&words));
        }
        buffer_release(&words);
    }
    (void)failure_set(err, LETS_EQUAL_ROW,
                      "%zu of %zu %s %s the books already: nothing was recorded", recorded->n_found,
                      recorded->n - n_refused, what,
                      recorded->n_found == 1 ? "stands in" : "stand in");
    if (err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint,
                       "if they are others that say the same, record them with --again");
    }
    return LETS_EQUAL_ROW;
}
