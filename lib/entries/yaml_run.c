/* SPDX-License-Identifier: MIT */
/*
 * Entries are read straight from the tokens: no list of pairs, no places, no messages. At the first
 * fault of any kind it stops; whoever wants to know more has the entry read alone.
 */

#include "entries/yaml_run.h"

#include <assert.h>
#include <string.h>

#include "entries/entry.h"
#include "entries/yaml_scan.h"

struct run_kind {
    struct yaml_word words[ENTRY_KEYS_MAX]; /* its keys, as in the table */
    const struct lets_key *keys;
    size_t n_keys;
    struct lets_fields required;
};

struct yaml_run {
    struct run_kind kinds[LETS_KIND_COUNT];
    struct yaml_scan *scan;
};

enum lets_status yaml_run_new(struct yaml_run **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct yaml_run), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct yaml_run *run = bytes;
    status = yaml_scan_new(&run->scan, err);
    if (status != LETS_OK) {
        mem_free(run);
        return status;
    }
    for (int i = 0; i < LETS_KIND_COUNT; i++) {
        struct run_kind *kind = &run->kinds[i];
        kind->keys = lets_kind_keys((enum lets_kind)i, &kind->n_keys);
        for (size_t j = 0; j < kind->n_keys; j++) {
            kind->words[j] = yaml_word_of(lets_span_of(kind->keys[j].name));
            kind->required.words[kind->keys[j].field / 64] |=
                kind->keys[j].is_required ? LETS_BIT(kind->keys[j].field) : 0;
        }
    }
    *out = run;
    return LETS_OK;
}

void yaml_run_free(struct yaml_run *run)
{
    if (run != NULL) {
        yaml_scan_free(run->scan);
        mem_free(run);
    }
}

/* ---------------------------------------------------------------- one entry */

static inline bool is_same_word(const struct yaml_word *a, const struct yaml_word *b)
{
    return a->begin == b->begin && a->more == b->more && a->size == b->size;
}

/* The kind that a key is the own one of; NULL for none. Most entries are transfers. */
static const struct run_kind *find_kind(const struct yaml_run *run, const struct yaml_word *word)
{
    for (int i = 0; i <= LETS_KIND_COUNT; i++) {
        const struct run_kind *kind = &run->kinds[i == 0 ? LETS_KIND_TRANSFER : i - 1];
        if (is_same_word(&kind->words[0], word)) {
            return kind;
        }
    }
    return NULL;
}

/* The index of a key, often the one after the last; n_keys for none. */
static size_t find_key(const struct run_kind *kind, size_t next, const struct yaml_word *word)
{
    if (next < kind->n_keys && is_same_word(&kind->words[next], word)) {
        return next;
    }
    size_t i = 0;
    while (i < kind->n_keys && !is_same_word(&kind->words[i], word)) {
        i++;
    }
    return i;
}

/* Takes a value; what is borrowed is copied, into room that there is. */
static bool take_value(struct lets_entry *entry, const struct lets_key *key, struct lets_span value,
                       unsigned decimals, struct text *texts)
{
    if (entry_is_borrowed(key->type)) {
        char *bytes = texts->bytes + texts->size;
        assert(value.size <= texts->capacity - texts->size);
        memcpy(bytes, value.bytes, value.size);
        texts->size += value.size;
        value.bytes = bytes;
    }
    return !lets_entry_has_field(entry, key->field) &&
           lets_entry_parse(entry, key, value, decimals, NULL) == LETS_OK;
}

/* Reads the entry that begins at the item at hand. Left to a closer look: mappings, which need
 * memory of their own, entries that are read with other decimals or may be newer, and those whose
 * bytes are compared. */
static bool read_entry(struct yaml_run *run, unsigned decimals, struct text *texts,
                       struct lets_entry *entry)
{
    struct yaml_word word = {0};
    struct lets_span value = {0};
    enum yaml_step step = yaml_scan_pair(run->scan, &word, &value);
    const struct run_kind *kind = step == YAML_STEP_PAIR ? find_kind(run, &word) : NULL;
    if (kind == NULL) {
        return false;
    }
    memset(entry, 0, sizeof *entry);
    entry->kind = (enum lets_kind)(kind - run->kinds);
    if (entry->kind == LETS_KIND_LEDGER || entry->kind == LETS_KIND_FORMAT ||
        entry_is_always_canonical(entry->kind)) {
        return false;
    }
    size_t next = 0;
    while (step == YAML_STEP_PAIR) {
        next = find_key(kind, next, &word);
        if (next == kind->n_keys || entry_is_mapping(kind->keys[next].type) ||
            !take_value(entry, &kind->keys[next], value, decimals, texts)) {
            return false;
        }
        next++;
        step = yaml_scan_pair(run->scan, &word, &value);
    }
    return step == YAML_STEP_END && fields_hold(&entry->present, &kind->required);
}

/* ---------------------------------------------------------------- many */

/* How many of the entries hold no TAB, which may stand in a comment only: left to a closer look. */
static size_t count_tabless(struct lets_span bytes, const size_t *sizes, size_t n)
{
    const char *tab = memchr(bytes.bytes, '\t', bytes.size);
    const char *end = bytes.bytes;
    size_t i = 0;
    while (i < n && (tab == NULL || end + sizes[i] <= tab)) {
        end += sizes[i++];
    }
    return i;
}

static size_t sum(const size_t *sizes, size_t n)
{
    size_t size = 0;
    for (size_t i = 0; i < n; i++) {
        size += sizes[i];
    }
    return size;
}

static size_t count_lines(const char *at, size_t size)
{
    const char *end = at + size;
    size_t n = 0;
    while (at < end) {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at == NULL ? end : at + 1;
        n++;
    }
    return n;
}

/*
 * An entry that does not end where its bytes do (a quote never closed) swallows the '- ' of the
 * next. A line begins so only where an entry does, so the items come in that order: if there are as
 * many as entries, or if the last of them is where it should be, then none was swallowed, and each
 * before the last was read to its end.
 */
size_t yaml_run_read(struct yaml_run *run, struct lets_span bytes, const size_t *sizes, size_t n,
                     unsigned decimals, struct text *texts, struct lets_entry *const *entries)
{
    size_t line = 0;
    size_t n_items = 0;
    size_t before = texts->size;
    size_t before_last = before;
    enum yaml_step step = YAML_STEP_OTHER;
    n = count_tabless(bytes, sizes, n);
    bytes.size = sum(sizes, n);
    assert(texts->capacity - texts->size >= 2 * bytes.size);
    if (n > 0 && yaml_scan_begin(run->scan, bytes)) {
        step = yaml_scan_item(run->scan, &line);
    }
    while (step == YAML_STEP_ITEM && n_items < n) {
        before_last = texts->size;
        bool is_read = read_entry(run, decimals, texts, entries[n_items++]);
        step = is_read ? yaml_scan_item(run->scan, &line) : YAML_STEP_OTHER;
    }
    yaml_scan_end(run->scan);
    if (step == YAML_STEP_END && n_items == n) {
        return n;
    }
    bool is_placed = step != YAML_STEP_END && n_items > 0 &&
                     count_lines(bytes.bytes, sum(sizes, n_items - 1)) == line;
    texts->size = is_placed ? before_last : before;
    return is_placed ? n_items - 1 : 0;
}
