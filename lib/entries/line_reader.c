/* SPDX-License-Identifier: MIT */
/*
 * One pass over the bytes of an entry, driven by the table of kinds: each line must begin with one
 * of the keys still to come, and its value must be spelled as the writer spells it. There is no
 * message here: at the first byte that is anything else the entry is left to the YAML reader, which
 * says what the matter is. Values that make up most of a journal (numbers, ids, dates, amounts,
 * texts, hashes) are read here; the others by their own parsers, and then compared with how they
 * are written.
 */

#include "entries/line_reader.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "base/octets.h"
#include "entries/entry.h"
#include "entries/entry_writer.h"
#include "entries/line_balances.h"
#include "entries/line_transfer.h"
#include "entries/line_values.h"

enum { SLOTS = 64 };

/* A key as a line begins with it, behind the first two bytes. */
struct line_key {
    uint64_t begin; /* its first eight bytes, ": " included */
    uint64_t mask;  /* of those that it has */
    uint64_t more;  /* the next eight */
    uint64_t more_mask;
    size_t member; /* offset in an entry */
    size_t size;   /* ": " included */
    enum lets_type type;
    size_t word; /* in a set of fields */
    uint64_t bit;
    const struct lets_key *key;
};

/* The keys of a kind, and how to find one by its first three bytes, which no two have in common. */
struct line_kind {
    struct line_key keys[ENTRY_KEYS_MAX + 1];
    struct lets_fields required;
    uint64_t multiplier;  /* that scatters them over the slots */
    uint8_t slots[SLOTS]; /* index of a key; 0, the kind's own, stands for none */
};

struct line_reader {
    struct line_kind kinds[LETS_KIND_COUNT];
    struct lets_entry own;    /* for who has none */
    struct lets_entry *entry; /* the one at hand */
    struct line_dates dates;
    unsigned decimals; /* of the ledger that the entry at hand belongs to */
    struct line_room room;
    struct line_balances balances;
    bool has_balances; /* read last */
};

/* ---------------------------------------------------------------- the reader */

/* Of the first bytes of a word, at least one. */
static uint64_t mask_of(size_t size)
{
    return size < 8 ? (UINT64_C(1) << (8 * size)) - 1 : UINT64_MAX;
}

static struct line_key make_key(const struct lets_key *key)
{
    static const struct lets_entry entry;
    struct line_key line = {.size = strlen(key->name), .key = key};
    char name[2 * sizeof(uint64_t)] = "";
    _Static_assert(ENTRY_NAME_MAX + 2 <= sizeof name, "a key is compared by two words");
    memcpy(name, key->name, line.size);
    name[line.size++] = ':';
    if (key->type != LETS_TYPE_BALANCES) {
        name[line.size++] = ' ';
    }
    line.begin = octets_at(name);
    line.more = octets_at(name + sizeof line.begin);
    line.mask = mask_of(line.size);
    line.more_mask = line.size > 8 ? mask_of(line.size - 8) : 0;
    line.member =
        (size_t)((const char *)entry_member_in(&entry, key->field) - (const char *)&entry);
    line.type = key->type;
    line.word = key->field / 64;
    line.bit = LETS_BIT(key->field);
    return line;
}

static inline size_t slot_of(const struct line_kind *kind, uint64_t word)
{
    return (size_t)((word & 0xffffff) * kind->multiplier >> 58);
}

/* Gives each key but the first a slot of its own; false where the multiplier does not do. */
static bool scatter(struct line_kind *kind, size_t n_keys, uint64_t multiplier)
{
    memset(kind->slots, 0, sizeof kind->slots);
    kind->multiplier = multiplier;
    for (size_t i = 1; i < n_keys; i++) {
        uint8_t *slot = &kind->slots[slot_of(kind, kind->keys[i].begin)];
        if (*slot != 0) {
            return false;
        }
        *slot = (uint8_t)i;
    }
    return true;
}

static void make_kind(struct line_kind *kind, const struct lets_key *keys, size_t n_keys)
{
    uint64_t multiplier = UINT64_C(0x9e3779b97f4a7c15);
    kind->keys[n_keys].begin = UINT64_MAX;
    for (size_t i = 0; i < n_keys; i++) {
        kind->keys[i] = make_key(&keys[i]);
        kind->required.words[kind->keys[i].word] |= keys[i].is_required ? kind->keys[i].bit : 0;
    }
    while (!scatter(kind, n_keys, multiplier)) {
        multiplier = multiplier * 5 + 2;
    }
}

enum lets_status line_reader_new(struct line_reader **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct line_reader), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct line_reader *reader = bytes;
    for (int kind = 0; kind < LETS_KIND_COUNT; kind++) {
        size_t n_keys = 0;
        const struct lets_key *keys = lets_kind_keys((enum lets_kind)kind, &n_keys);
        make_kind(&reader->kinds[kind], keys, n_keys);
    }
    *out = reader;
    return LETS_OK;
}

void line_reader_free(struct line_reader *reader)
{
    if (reader != NULL) {
        line_balances_release(&reader->balances);
        mem_free(reader);
    }
}

/*
 * Values. Each function reads what begins at `at`, up to and with the LF that ends its line, and
 * returns the byte behind it; NULL: it is not canonical, or the bytes end.
 */

/* ---------------------------------------------------------------- times, hashes */

/* A time is canonical if its offset is one of hours and minutes, and no 'Z'. */
static const char *take_time(const char *at, const char *end, struct lets_time *out)
{
    const size_t size = LETS_TIME_SIZE - 1;
    if ((size_t)(end - at) <= size || at[size] != '\n' ||
        lets_time_parse((struct lets_span){.bytes = at, .size = size}, out, NULL) != LETS_OK) {
        return NULL;
    }
    return at + size + 1;
}

static const char *take_hash(const char *at, const char *end, struct lets_hash *out)
{
    const size_t size = LETS_HASH_SIZE - 1;
    bool is_good = (size_t)(end - at) > size && at[size] == '\n';
    for (size_t i = 0; is_good && i < size; i += sizeof(uint64_t)) {
        is_good = octets_are_hex(octets_at(at + i));
    }
    if (!is_good) {
        return NULL;
    }
    memcpy(out->hex, at, size);
    out->hex[size] = '\0';
    return at + size + 1;
}

/* ---------------------------------------------------------------- an entry */

/* Values of the rarer types: by their own parsers, then compared with how they are written. */
static const char *take_other(struct line_reader *reader, const struct lets_key *key,
                              const char *at, const char *end)
{
    char buffer[LETS_VALUE_SIZE];
    const char *lf = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    if (lf == NULL) {
        return NULL;
    }
    struct lets_span value = {.bytes = at, .size = (size_t)(lf - at)};
    if (value.size >= sizeof buffer ||
        lets_entry_parse(reader->entry, key, value, reader->decimals, NULL) != LETS_OK ||
        !lets_span_equal(value, lets_entry_value(reader->entry, key, reader->decimals, buffer))) {
        return NULL;
    }
    if (key->type == LETS_TYPE_DECIMALS) {
        reader->decimals = reader->entry->decimals;
    }
    return lf + 1;
}

static inline const char *take_value(struct line_reader *reader, const struct line_key *key,
                                     const char *at, const char *end, uint64_t *n_lines)
{
    void *member = (char *)reader->entry + key->member;
    switch (key->type) {
    case LETS_TYPE_TEXT:
        return line_take_text(&reader->room, at, end, member);
    case LETS_TYPE_ID:
        return line_take_id(at, end, '\n', member);
    case LETS_TYPE_NUMBER:
        return line_take_number(at, end, member);
    case LETS_TYPE_DATE:
        return line_take_date(&reader->dates, at, end, member);
    case LETS_TYPE_AMOUNT:
        return line_take_amount(at, end, reader->decimals, member);
    case LETS_TYPE_TIME:
        return take_time(at, end, member);
    case LETS_TYPE_HASH:
        return take_hash(at, end, member);
    case LETS_TYPE_BALANCES:
        reader->has_balances = true;
        return line_take_balances(&reader->balances, at, end, reader->decimals, reader->entry,
                                  n_lines);
    case LETS_TYPE_DECIMALS:
    case LETS_TYPE_LIMIT:
    case LETS_TYPE_CHANGED_LIMIT:
    case LETS_TYPE_LIMITS:
    case LETS_TYPE_VALIDITY:
    case LETS_TYPE_PURPOSE:
    case LETS_TYPE_STATUS:
    case LETS_TYPE_CHEQUE_STATUS:
        break;
    }
    return take_other(reader, key->key, at, end);
}

static inline bool begins_with(const struct line_key *key, uint64_t word, const char *at,
                               const char *end)
{
    return (word & key->mask) == key->begin &&
           (key->more_mask == 0 || (octets_load(at + 8, end) & key->more_mask) == key->more);
}

/* The keys of a kind behind one that was taken, in the order of the table; *present and *n_lines
 * are counted on. */
static const char *take_keys(struct line_reader *reader, const struct line_kind *kind,
                             const struct line_key *key, const char *at, const char *end,
                             struct lets_fields *present, uint64_t *n_lines)
{
    while (end - at > 2 && at[0] == ' ' && at[1] == ' ') {
        uint64_t word = octets_load(at + 2, end);
        key++; /* as a rule it is the next; behind the last stands one that nothing begins with */
        if (!begins_with(key, word, at + 2, end)) {
            const struct line_key *next = &kind->keys[kind->slots[slot_of(kind, word)]];
            if (next < key || !begins_with(next, word, at + 2, end)) {
                return NULL;
            }
            key = next;
        }
        at = take_value(reader, key, at + 2 + key->size, end, n_lines);
        if (at == NULL) {
            return NULL;
        }
        ++*n_lines;
        present->words[key->word] |= key->bit;
    }
    return at;
}

/* Clears the entry that is to be read; of one that was a transfer before and is one again, what it
 * may lack. */
static inline void begin(struct line_reader *reader, struct lets_entry *entry, enum lets_kind kind)
{
    if (kind == LETS_KIND_TRANSFER && entry->kind == kind) {
        entry->what_for = (struct lets_span){0};
        entry->cheque = 0;
        entry->written = (struct lets_date){0};
        entry->category = (struct lets_span){0};
        entry->ref = (struct lets_span){0};
        entry->reverses = 0;
        entry->corrects = 0;
        entry->override_reason = (struct lets_span){0};
        entry->note = (struct lets_span){0};
    } else {
        *entry = (struct lets_entry){.kind = kind};
    }
    reader->entry = entry;
    reader->room.size = reader->room.kept;
    reader->has_balances = false;
}

/* The kind whose key begins an entry; most entries are transfers. */
static bool find_kind(const struct line_reader *reader, const char *at, const char *end,
                      enum lets_kind *out)
{
    uint64_t word = octets_load(at, end);
    if (begins_with(&reader->kinds[LETS_KIND_TRANSFER].keys[0], word, at, end)) {
        *out = LETS_KIND_TRANSFER;
        return true;
    }
    for (int kind = 0; kind < LETS_KIND_COUNT; kind++) {
        if (begins_with(&reader->kinds[kind].keys[0], word, at, end)) {
            *out = (enum lets_kind)kind;
            return true;
        }
    }
    return false;
}

/* A transfer, by its usual keys first; NULL: these are spelled otherwise, or the bytes end soon. */
static inline const char *take_transfer(struct line_reader *reader, struct lets_span bytes,
                                        struct lets_entry *entry, uint64_t *n_lines)
{
    static const char start[] = "- transfer: ";
    const struct line_kind *kind = &reader->kinds[LETS_KIND_TRANSFER];
    size_t last = 0;
    if (bytes.size < LINE_TRANSFER_ROOM || memcmp(bytes.bytes, start, sizeof start - 1) != 0) {
        return NULL;
    }
    begin(reader, entry, LETS_KIND_TRANSFER);
    const char *at = line_take_transfer(&reader->dates, &reader->room, bytes.bytes,
                                        reader->decimals, entry, &last, n_lines);
    return at == NULL || *at != ' ' ? at
                                    : take_keys(reader, kind, &kind->keys[last], at,
                                                bytes.bytes + bytes.size, &entry->present, n_lines);
}

/* An entry of any kind. */
static const char *take_entry(struct line_reader *reader, struct lets_span bytes,
                              struct lets_entry *entry, uint64_t *n_lines)
{
    const char *end = bytes.bytes + bytes.size;
    enum lets_kind found = LETS_KIND_LEDGER;
    if (bytes.size < 4 || memcmp(bytes.bytes, "- ", 2) != 0 ||
        !find_kind(reader, bytes.bytes + 2, end, &found)) {
        return NULL;
    }
    begin(reader, entry, found);
    const struct line_kind *kind = &reader->kinds[found];
    const struct line_key *key = kind->keys;
    *n_lines = 1;
    entry->present = (struct lets_fields){{0}};
    entry->present.words[key->word] = key->bit;
    const char *at = take_value(reader, key, bytes.bytes + 2 + key->size, end, n_lines);
    if (at != NULL) {
        at = take_keys(reader, kind, key, at, end, &entry->present, n_lines);
    }
    return fields_hold(&entry->present, &kind->required) ? at : NULL;
}

size_t line_reader_read_into(struct line_reader *reader, struct lets_span bytes, bool is_all,
                             unsigned decimals, uint64_t *n_lines, struct lets_entry *entry)
{
    uint64_t n = 0;
    if (bytes.size == 0) { /* maybe at no address */
        return 0;
    }
    const char *end = bytes.bytes + bytes.size;
    reader->decimals = decimals;
    const char *at = take_transfer(reader, bytes, entry, &n);
    if (at == NULL) {
        at = take_entry(reader, bytes, entry, &n);
    }
    if (at == NULL) {
        return 0;
    }
    bool ends_here = (end - at >= 2 && at[0] == '-' && at[1] == ' ') || (at < end && *at == '#') ||
                     (at == end && is_all) || entry->kind == LETS_KIND_SEAL;
    bool is_newer = (entry->kind == LETS_KIND_LEDGER && entry->format != LETS_FORMAT) ||
                    (entry->kind == LETS_KIND_FORMAT && entry->number != LETS_FORMAT);
    if (!ends_here || is_newer) {
        return 0;
    }
    *n_lines = n;
    return (size_t)(at - bytes.bytes);
}

size_t line_reader_read(struct line_reader *reader, struct lets_span bytes, bool is_all,
                        unsigned decimals, uint64_t *n_lines, const struct lets_entry **out)
{
    size_t size = line_reader_read_into(reader, bytes, is_all, decimals, n_lines, &reader->own);
    if (size > 0) {
        *out = &reader->own;
    }
    return size;
}

bool line_reader_keep(struct line_reader *reader)
{
    reader->room.kept = reader->room.size;
    return !reader->has_balances &&
           reader->room.kept + LINE_TEXTS_LONGEST <= sizeof reader->room.bytes;
}

void line_reader_forget(struct line_reader *reader)
{
    line_balances_release(&reader->balances);
    reader->has_balances = false;
    reader->room.kept = 0;
}
