/* SPDX-License-Identifier: MIT */
/*
 * How accounts are called. A name that two accounts share names neither, so it is never shown alone
 * where no id stands beside it. What counts is what people see: names of the directory and titles
 * of central accounts together, whatever their case, their blanks and how they are encoded. How
 * each looks is worked out once, when it becomes known.
 */

#include "words/names.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"

static int compare_looks(const void *a, const void *b)
{
    const struct shown_name *left = a;
    const struct shown_name *right = b;

    return strcmp(left->looks, right->looks);
}

/* Under a guard without memory, what is shown may be NULL. */
static struct shown_name shown_of(struct lets_span name, struct lets_span id)
{
    struct buffer looks = {0};
    struct shown_name shown = {.id = memory_try(id.size + 1, 1)};

    fold_add_looks(&looks, name);
    shown.looks = memory_try(looks.size + 1, 1);
    if (shown.id != NULL && shown.looks != NULL) {
        memcpy(shown.id, id.bytes, id.size);
        memcpy(shown.looks, buffer_string(&looks), looks.size);
    }
    buffer_release(&looks);
    return shown;
}

static struct lets_span title_of(const struct lets_account *account)
{
    return account->title.size > 0 ? account->title : account->id;
}

static void free_all(struct shown_name *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        memory_free(items[i].looks);
        memory_free(items[i].id);
    }
    memory_free(items);
}

void names_set(struct names *names, const struct lets_directory *directory)
{
    assert(!names->is_borrowed); /* what names_set_then borrowed is another's to free */
    free_all(names->persons, names->n_persons);
    names->directory = directory;
    names->n_persons = directory == NULL ? 0 : lets_directory_size(directory);
    names->persons = memory_array(names->n_persons, sizeof *names->persons);
    for (size_t i = 0; i < names->n_persons; i++) {
        const struct lets_person *person = lets_directory_person(directory, i);
        names->persons[i] = shown_of(person->name, person->member);
    }
    qsort(names->persons, names->n_persons, sizeof *names->persons, compare_looks);
}

void names_release(struct names *names)
{
    if (!names->is_borrowed) {
        free_all(names->persons, names->n_persons);
    }
    free_all(names->centrals, names->n_centrals);
    *names = (struct names){0};
}

void names_take(struct names *names, const struct lets_account *account)
{
    if (account->kind != LETS_CENTRAL) {
        return;
    }
    struct shown_name shown = shown_of(title_of(account), account->id);
    for (size_t i = 0; i < names->n_centrals; i++) {
        if (strcmp(names->centrals[i].id, shown.id) == 0) {
            memory_free(names->centrals[i].looks);
            memory_free(names->centrals[i].id);
            names->centrals[i] = shown;
            return;
        }
    }
    memory_make_room(names->centrals, &names->centrals_capacity, names->n_centrals + 1);
    names->centrals[names->n_centrals++] = shown;
}

void names_take_all(struct names *names, const struct lets_ledger *ledger)
{
    uint32_t n = lets_ledger_summary(ledger)->n_accounts;

    for (uint32_t i = 0; i < n; i++) {
        names_take(names, lets_ledger_account(ledger, i));
    }
}

void names_set_then(struct names *names, const struct names *now,
                    const struct lets_account *accounts, size_t n)
{
    size_t n_centrals = 0;

    *names = *now;
    names->is_borrowed = true;
    names->n_centrals = 0;
    for (size_t i = 0; i < n; i++) {
        n_centrals += accounts[i].kind == LETS_CENTRAL;
    }
    names->centrals = memory_try(n_centrals, sizeof *names->centrals);
    names->centrals_capacity = names->centrals == NULL ? 0 : n_centrals;
    for (size_t i = 0; names->centrals != NULL && i < n; i++) {
        if (accounts[i].kind == LETS_CENTRAL) {
            names->centrals[names->n_centrals++] = shown_of(title_of(&accounts[i]), accounts[i].id);
        }
    }
}

/* The place of the first person whose name does not come before one that looks so. */
static size_t first_person(const struct names *names, const char *looks)
{
    size_t first = 0;
    size_t end = names->n_persons;

    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (strcmp(names->persons[middle].looks, looks) < 0) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return first;
}

/* Walks over all that look so, persons first. */
static const char *next_alike(const struct names *names, const char *looks, struct lets_span id,
                              const char *after)
{
    bool is_past = after == NULL;

    for (size_t i = first_person(names, looks);
         i < names->n_persons && strcmp(names->persons[i].looks, looks) == 0; i++) {
        const char *other = names->persons[i].id;
        if (is_past && !lets_span_equal(lets_span_of(other), id)) {
            return other;
        }
        is_past = is_past || other == after;
    }
    for (size_t i = 0; i < names->n_centrals; i++) {
        const char *other = names->centrals[i].id;
        if (is_past && strcmp(names->centrals[i].looks, looks) == 0 &&
            !lets_span_equal(lets_span_of(other), id)) {
            return other;
        }
        is_past = is_past || other == after;
    }
    return NULL;
}

const char *names_alike(const struct names *names, struct lets_span name, struct lets_span id,
                        const char *after)
{
    struct buffer looks = {0};

    fold_add_looks(&looks, name);
    const char *other = next_alike(names, buffer_string(&looks), id, after);
    buffer_release(&looks);
    return other;
}

/* Whether a name that looks so could be taken for an id ("0003"), or for a name with the id of
 * another account behind it ("Ann Archer (0003)"). */
static bool reads_as_id(struct lets_span looks)
{
    size_t at = 0;

    if (looks.size > 0 && looks.bytes[looks.size - 1] == ')') {
        struct lets_span inside = {.bytes = looks.bytes, .size = looks.size - 1};
        for (size_t i = 0; i < inside.size; i++) {
            at = inside.bytes[i] == '(' ? i + 1 : at;
        }
        inside.bytes += at;
        inside.size -= at;
        return at > 0 && lets_id_check(inside, NULL) == LETS_OK;
    }
    while (at < looks.size && (looks.bytes[at] < '0' || looks.bytes[at] > '9')) {
        at++;
    }
    return at < looks.size && lets_id_check(looks, NULL) == LETS_OK;
}

/* Whether a name says who is meant only with the id beside it. */
static bool needs_id(const struct names *names, struct lets_span name, struct lets_span id)
{
    struct buffer looks = {0};

    fold_add_looks(&looks, name);
    bool needs = reads_as_id(buffer_span(&looks)) ||
                 next_alike(names, buffer_string(&looks), id, NULL) != NULL;
    buffer_release(&looks);
    return needs;
}

struct lets_span words_name(const struct names *names, const struct lets_account *account)
{
    if (names->directory == NULL) {
        return account->id;
    }
    const struct lets_person *person = lets_directory_find(names->directory, account->id);
    if (person != NULL && person->name.size > 0) {
        return person->name;
    }
    return account->title.size > 0 ? account->title : account->id;
}

void words_name_and_id(struct buffer *out, const struct names *names,
                       const struct lets_account *account)
{
    struct lets_span name = words_name(names, account);

    buffer_add(out, name);
    if (!lets_span_equal(name, account->id)) {
        buffer_add_string(out, " (");
        buffer_add(out, account->id);
        buffer_add_string(out, ")");
    }
}

void words_label(struct buffer *out, const struct names *names, const struct lets_account *account)
{
    struct lets_span name = words_name(names, account);

    if (names->directory != NULL && needs_id(names, name, account->id)) {
        words_name_and_id(out, names, account);
    } else {
        buffer_add(out, name);
    }
}

void words_label_of(struct buffer *out, const struct names *names, const struct lets_ledger *ledger,
                    struct lets_span id)
{
    const struct lets_account *account = lets_ledger_find(ledger, id);

    if (account == NULL) {
        buffer_add(out, id);
    } else {
        words_label(out, names, account);
    }
}
