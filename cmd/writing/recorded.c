/* SPDX-License-Identifier: MIT */
/*
 * What is recorded already. The ledger knows parties, amounts and days: only where those of a
 * transfer are met is the journal gone through once more for what the ledger does not keep,
 * purposes and the days on the papers.
 */

#include "writing/recorded.h"

#include <assert.h>
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
    assert(recorded->n == 0 || recorded->date.day == entry->date.day);
    recorded->date = entry->date;
    memory_make_room(recorded->items, &recorded->capacity, recorded->n + 1);
    recorded->items[recorded->n++] = (struct recorded_item){
        .row = row,
        .payer = lets_ledger_find(ledger, entry->payer)->index,
        .payee = lets_ledger_find(ledger, entry->payee)->index,
        .amount = entry->amount,
        .what_for = keep_copy(&recorded->texts, entry->what_for),
        .has_written = lets_entry_has(entry, written),
        .written = entry->written,
    };
}

void recorded_release(struct recorded *recorded)
{
    keep_release(&recorded->texts);
    memory_free(recorded->items);
    *recorded = (struct recorded){.session = recorded->session};
}

/* ---------------------------------------------------------------- order */

typedef int compare_function(const struct recorded_item *a, const struct recorded_item *b);

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

static int compare_texts(struct lets_span a, struct lets_span b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int order = size == 0 ? 0 : memcmp(a.bytes, b.bytes, size);

    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

/* Everything but the days. */
static int compare_sayings(const struct recorded_item *a, const struct recorded_item *b)
{
    int order = compare_keys(a, b);

    return order != 0 ? order : compare_texts(a->what_for, b->what_for);
}

/* Those without a day on the paper first. */
static int compare_papers(const struct recorded_item *a, const struct recorded_item *b)
{
    int order = compare_sayings(a, b);

    if (order != 0 || !a->has_written || !b->has_written) {
        return order != 0 ? order : a->has_written - b->has_written;
    }
    return (a->written.day > b->written.day) - (a->written.day < b->written.day);
}

static int compare_rows(const void *a, const void *b)
{
    const struct recorded_item *left = a;
    const struct recorded_item *right = b;

    return (left->row > right->row) - (left->row < right->row);
}

static int compare_items(const void *a, const void *b)
{
    int order = compare_papers(a, b);

    return order != 0 ? order : compare_rows(a, b);
}

static void sort(struct recorded *recorded, int (*compare)(const void *a, const void *b))
{
    if (recorded->n > 1) {
        qsort(recorded->items, recorded->n, sizeof *recorded->items, compare);
    }
}

/* The first item, of those in order, that is not before the key. */
static size_t find_first(const struct recorded *recorded, const struct recorded_item *key,
                         compare_function *compare)
{
    size_t low = 0;
    size_t high = recorded->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&recorded->items[middle], key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* ---------------------------------------------------------------- in the books */

/* Items are met by one transfer each. Of every item, and of the end behind the last, `next` is that
 * itself while nothing has met it, and else one behind it, from which the next free one is found:
 * however many say the same, none is passed twice. */
struct search {
    struct recorded *recorded;
    uint32_t n_before;
    size_t *next;           /* owned */
    size_t *next_in_commit; /* owned: likewise, within the commit at hand */
    size_t *met;            /* owned: the items that were met within it */
    size_t n_met;
};

static size_t find_free(size_t *next, size_t i)
{
    while (next[i] != i) {
        next[i] = next[next[i]];
        i = next[i];
    }
    return i;
}

/* The first free item that is equal to the key; n: there is none. */
static size_t find_equal(const struct recorded *recorded, size_t *next,
                         const struct recorded_item *key, compare_function *compare)
{
    size_t i = find_free(next, find_first(recorded, key, compare));

    return i < recorded->n && compare(&recorded->items[i], key) == 0 ? i : recorded->n;
}

/* The first free item that says the same as a transfer, n: there is none. One with the same day on
 * its paper comes first; where one of both has none there, is_day says whether it may be. */
static size_t find_same(const struct recorded *recorded, size_t *next,
                        const struct recorded_item *key, bool is_day)
{
    struct recorded_item bare = *key;
    size_t i = recorded->n;

    if (key->has_written) {
        i = find_equal(recorded, next, key, compare_papers);
    }
    bare.has_written = false;
    if (i == recorded->n && is_day) {
        i = find_equal(recorded, next, &bare, key->has_written ? compare_papers : compare_sayings);
    }
    return i;
}

/* Whether a transfer of the books may be one of the items; its key into *key. The day on which it
 * counts is not asked of several, for they may be one commit. */
static bool is_candidate(const struct recorded *recorded, uint32_t number,
                         struct recorded_item *key)
{
    struct lets_transfer transfer;

    if (!lets_ledger_transfer(recorded->session->ledger, number, &transfer) ||
        transfer.reverses != 0 || transfer.reversed_by != 0 || transfer.cheque != 0) {
        return false;
    }
    *key = (struct recorded_item){
        .payer = transfer.payer, .payee = transfer.payee, .amount = transfer.amount};
    size_t first = find_first(recorded, key, compare_keys);
    return first < recorded->n && compare_keys(&recorded->items[first], key) == 0 &&
           (recorded->n > 1 || recorded->items[first].has_written ||
            recorded->date.day == transfer.date.day);
}

static void meet_transfer(struct search *search, const struct lets_entry *entry)
{
    struct recorded *recorded = search->recorded;
    struct recorded_item key;

    if (entry->number > search->n_before || !is_candidate(recorded, entry->number, &key)) {
        return;
    }
    key.what_for = entry->what_for;
    key.has_written = lets_entry_has(entry, written);
    key.written = entry->written;
    size_t i = find_same(recorded, search->next, &key, entry->date.day == recorded->date.day);
    if (i < recorded->n) {
        recorded->items[i].number = entry->number;
        search->next[i] = i + 1;
    }
    i = find_same(recorded, search->next_in_commit, &key, true);
    if (i < recorded->n) {
        recorded->items[i].in_commit = entry->number;
        search->next_in_commit[i] = i + 1;
        search->met[search->n_met++] = i;
    }
}

static void end_commit(struct search *search)
{
    struct recorded *recorded = search->recorded;
    bool is_all = search->n_met == recorded->n && recorded->n > 1 && !recorded->is_by_day;

    for (size_t i = 0; i < search->n_met; i++) {
        size_t met = search->met[i];
        struct recorded_item *item = &recorded->items[met];
        search->next_in_commit[met] = met;
        if (is_all && item->number == 0) {
            item->number = item->in_commit;
            search->next[met] = met + 1;
        }
    }
    search->n_met = 0;
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

static enum lets_status search_journal(struct recorded *recorded, uint32_t n_before,
                                       struct lets_error *err)
{
    struct search search = {
        .recorded = recorded,
        .n_before = n_before,
        .next = memory_array(recorded->n + 1, sizeof *search.next),
        .next_in_commit = memory_array(recorded->n + 1, sizeof *search.next_in_commit),
        .met = memory_array(recorded->n, sizeof *search.met),
    };
    const struct lets_observer observer = {.context = &search, .entry = meet};

    for (size_t i = 0; i <= recorded->n; i++) {
        search.next[i] = i;
        search.next_in_commit[i] = i;
    }
    enum lets_status status = session_replay_again(recorded->session, &observer, err);
    memory_free(search.next);
    memory_free(search.next_in_commit);
    memory_free(search.met);
    return status;
}

enum lets_status recorded_find(struct recorded *recorded, uint32_t n_before, struct lets_error *err)
{
    struct recorded_item unused;
    uint32_t number = recorded->n > 0 ? 1 : n_before + 1;
    enum lets_status status = LETS_OK;

    sort(recorded, compare_items);
    while (number <= n_before && !is_candidate(recorded, number, &unused)) {
        number++;
    }
    if (number <= n_before) {
        status = search_journal(recorded, n_before, err);
    }
    sort(recorded, compare_rows);
    recorded->n_found = 0;
    for (size_t i = 0; i < recorded->n; i++) {
        recorded->n_found += recorded->items[i].number != 0 && !recorded->items[i].is_refused;
    }
    return status;
}

/* ---------------------------------------------------------------- among themselves */

/* Of n items that say the same, in order: without a day on its paper, one is the twin of any; with
 * one, of those of that day and of those without. How many have a twin before them. */
static size_t pair(struct recorded_item *items, size_t n)
{
    uint64_t bare = items[0].has_written ? UINT64_MAX : items[0].row;
    uint64_t any = UINT64_MAX;
    uint64_t first = 0; /* row, of those of the day at hand */
    size_t n_twins = 0;

    for (size_t i = 0; i < n; i++) {
        any = items[i].row < any ? items[i].row : any;
    }
    for (size_t i = 0; i < n; i++) {
        bool is_other = i == 0 || compare_papers(&items[i], &items[i - 1]) != 0;
        first = is_other ? items[i].row : first;
        uint64_t twin = !items[i].has_written ? any : first < bare ? first : bare;
        items[i].twin = twin < items[i].row ? twin : 0;
        n_twins += items[i].twin != 0;
    }
    return n_twins;
}

size_t recorded_find_twins(struct recorded *recorded)
{
    struct recorded_item *items = recorded->items;
    size_t n_twins = 0;
    size_t first = 0; /* of those that differ in their days at most */

    sort(recorded, compare_items);
    for (size_t i = 1; i <= recorded->n; i++) {
        if (i == recorded->n || compare_sayings(&items[i], &items[first]) != 0) {
            n_twins += pair(items + first, i - first);
            first = i;
        }
    }
    sort(recorded, compare_rows);
    return n_twins;
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
    if (item->what_for.size > 0) {
        buffer_format(out, " for %.*s", SHOW(item->what_for));
    }
}

void recorded_describe(struct buffer *out, const struct recorded *recorded, size_t i)
{
    const struct recorded_item *item = &recorded->items[i];

    buffer_format(out, "transfer %" PRIu32 ", ", item->number);
    known_ref_describe(out, recorded->session, item->number);
    if (item->what_for.size > 0) {
        buffer_format(out, " for %.*s", SHOW(item->what_for));
    }
}

enum lets_status recorded_check(struct recorded *recorded, uint32_t n_before, bool is_again,
                                const char *file, const char *what, struct lets_error *err)
{
    size_t n_refused = 0;
    size_t n_told = 0;
    enum lets_status status = is_again ? LETS_OK : recorded_find(recorded, n_before, err);

    if (status != LETS_OK || recorded->n_found == 0) {
        return status;
    }
    for (size_t i = 0; i < recorded->n; i++) {
        struct buffer words = {0};
        n_refused += recorded->items[i].is_refused;
        if (recorded->items[i].number != 0 && !recorded->items[i].is_refused &&
            n_told++ < RECORDED_TOLD_MAX) {
            recorded_describe(&words, recorded, i);
            session_warn(recorded->session, "%s: row %" PRIu64 " stands in the books as %s", file,
                         recorded->items[i].row, buffer_string(&words));
        }
        buffer_release(&words);
    }
    if (n_told > RECORDED_TOLD_MAX) {
        session_warn(recorded->session, "%s: so do %zu more rows", file,
                     n_told - RECORDED_TOLD_MAX);
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
