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
#include "entries/entry_packed.h"
#include "entries/line_mapping.h"
#include "entries/line_values.h"

/* A key as a line begins with it, behind the first two bytes. */
struct line_key {
    uint64_t begin; /* its first eight bytes, ": " included */
    uint64_t mask;  /* of those that it has */
    uint64_t more;  /* the next eight */
    uint64_t more_mask;
    size_t member; /* offset in an entry */
    size_t size;   /* ": " included */
    enum lets_type type;
    struct lets_fields field; /* as a set */
    const struct lets_key *key;
};

/* The keys of a kind, in canonical order. */
struct line_kind {
    struct line_key keys[ENTRY_KEYS_MAX];
    const struct line_key *end; /* behind the last */
    struct lets_fields required;
};

struct line_reader {
    struct line_kind kinds[LETS_KIND_COUNT];
    struct lets_entry own;    /* for who has none */
    struct lets_entry *entry; /* the one at hand */
    struct line_dates dates;
    unsigned decimals; /* of the ledger that the entry at hand belongs to */
    struct line_room room;
    struct line_mapping mappings[ENTRY_MAPPINGS_MAX];
    size_t n_mappings; /* of the entry at hand */
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
    if (!entry_is_mapping(key->type)) {
        name[line.size++] = ' ';
    }
    line.begin = octets_at(name);
    line.more = octets_at(name + sizeof line.begin);
    line.mask = mask_of(line.size);
    line.more_mask = line.size > 8 ? mask_of(line.size - 8) : 0;
    line.member =
        (size_t)((const char *)entry_member_in(&entry, key->field) - (const char *)&entry);
    line.type = key->type;
    line.field.words[key->field / 64] = LETS_BIT(key->field);
    return line;
}

static void make_kind(struct line_kind *kind, const struct lets_key *keys, size_t n_keys)
{
    kind->end = kind->keys + n_keys;
    for (size_t i = 0; i < n_keys; i++) {
        kind->keys[i] = make_key(&keys[i]);
        if (keys[i].is_required) {
            fields_add(&kind->required, &kind->keys[i].field);
        }
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
        line_reader_forget(reader);
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
    if ((value.size >= sizeof buffer && !entry_is_borrowed(key->type)) ||
        lets_entry_parse(reader->entry, key, value, reader->decimals, NULL) != LETS_OK ||
        !lets_span_equal(value, lets_entry_value(reader->entry, key, reader->decimals, buffer))) {
        return NULL;
    }
    if (key->type == LETS_TYPE_DECIMALS) {
        reader->decimals = reader->entry->decimals;
    }
    return lf + 1;
}

/* A value of any type, however long it is. */
static const char *take_any(struct line_reader *reader, const struct line_key *key, const char *at,
                            const char *end, uint64_t *n_lines)
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
        LETS_MAPPINGS(ENTRY_MAPPING_CASE)
        assert(reader->n_mappings < ENTRY_MAPPINGS_MAX);
        return line_take_mapping(&reader->mappings[reader->n_mappings++], &reader->room, at, end,
                                 lets_type_mapping(key->type), reader->decimals, member, n_lines);
    case LETS_TYPE_BALANCE:
    case LETS_TYPE_DECIMALS:
    case LETS_TYPE_LIMIT:
    case LETS_TYPE_CHANGED_LIMIT:
    case LETS_TYPE_LIMITS:
    case LETS_TYPE_VALIDITY:
    case LETS_TYPE_PURPOSE:
    case LETS_TYPE_STATUS:
    case LETS_TYPE_CHEQUE_STATUS:
    case LETS_TYPE_COUNT:
    case LETS_TYPE_RULE_BASE:
    case LETS_TYPE_RULE_SETS:
    case LETS_TYPE_PERCENT:
    case LETS_TYPE_ANSWER:
    case LETS_TYPE_SSH_KEY:
    case LETS_TYPE_SIGNATURE:
        break;
    }
    return take_other(reader, key->key, at, end);
}

/* A short value, as nearly all are; LINE_SHORT_READS bytes lie ahead. NULL: take_any. Inlined with
 * a type that the compiler knows, one branch of it is left. */
static inline const char *take_short(struct line_reader *reader, enum lets_type type,
                                     const char *at, void *member)
{
    if (type == LETS_TYPE_TEXT) {
        return line_short_text(at, member);
    }
    if (type == LETS_TYPE_ID) {
        return line_short_id(at, octets_at(at), '\n', member);
    }
    if (type == LETS_TYPE_NUMBER) {
        return line_short_number(at, octets_at(at), member);
    }
    if (type == LETS_TYPE_DATE) {
        return line_short_date(&reader->dates, at, member);
    }
    return type == LETS_TYPE_AMOUNT ? line_short_amount(at, octets_at(at), reader->decimals, member)
                                    : NULL;
}

static inline bool begins_with(const struct line_key *key, uint64_t word, const char *at,
                               const char *end)
{
    return (word & key->mask) == key->begin &&
           (key->more_mask == 0 || (octets_load(at + 8, end) & key->more_mask) == key->more);
}

/* The keys of an entry and their values, from the key that was found, whose line begins at `at`, in
 * the order of the table; into *present which there are. */
static const char *take_keys(struct line_reader *reader, const struct line_kind *kind,
                             const char *at, const char *end, struct lets_fields *present,
                             uint64_t *n_lines)
{
    const struct line_key *key = kind->keys;
    struct lets_fields found = {{0}};
    for (;;) {
        at = take_any(reader, key, at + 2 + key->size, end, n_lines);
        ++*n_lines;
        fields_add(&found, &key->field);
        if (at == NULL || end - at <= 2 || at[0] != ' ' || at[1] != ' ') {
            break;
        }
        uint64_t word = octets_load(at + 2, end);
        do {
            key++; /* as a rule it is the next */
        } while (key < kind->end && !begins_with(key, word, at + 2, end));
        if (key == kind->end) {
            return NULL;
        }
    }
    *present = found;
    return fields_hold(&found, &kind->required) ? at : NULL;
}

/*
 * Most entries are transfers. Their keys are taken by code that is made of the rows of the table,
 * one test a row, with names and types that the compiler knows: it does what take_keys does, in
 * less time.
 */
#define POSITION_OF(name, member, type, is_required) POSITION_##member,
enum { TRANSFER_KEYS(POSITION_OF, "") N_TRANSFER_KEYS };
enum { REQUIRED = true, OPTIONAL = false };
enum { ROW_READS = 2 + ENTRY_NAME_MAX + 2 + LINE_SHORT_READS }; /* a line with a short value */
#define BEGIN_OF(name, member) (POSITION_##member == 0 ? "- " name ": " : "  " name ": ")
#define TAKE_ROW(name, member, type, is_required)                                                  \
    if ((is_required) == OPTIONAL && *at != ' ') {                                                 \
        goto taken;                                                                                \
    }                                                                                              \
    if (begins_so(at, BEGIN_OF(name, member), sizeof(name) + 3)) {                                 \
        const char *value = at + sizeof(name) + 3;                                                 \
        at = take_short(reader, LETS_TYPE_##type, value, &entry->member);                          \
        found.words[LETS_FIELD_##member / 64] |= LETS_BIT(LETS_FIELD_##member);                    \
        n_keys++;                                                                                  \
        if (at == NULL) {                                                                          \
            at = take_any(reader, &kind->keys[POSITION_##member], value, end, n_lines);            \
        }                                                                                          \
        if (at == NULL || end - at < ROW_READS) {                                                  \
            return NULL;                                                                           \
        }                                                                                          \
    } else if ((is_required) == REQUIRED) {                                                        \
        return NULL;                                                                               \
    }

/* Whether bytes begin so, by one word or two; inlined, with a text and a size that the compiler
 * knows. */
static inline bool begins_so(const char *at, const char *begin, size_t size)
{
    const size_t word = sizeof(uint64_t);
    return size < word ? memcmp(at, begin, size) == 0
                       : octets_at(at) == octets_at(begin) &&
                             octets_at(at + size - word) == octets_at(begin + size - word);
}

/* NOLINTNEXTLINE(readability-function-size): a few statements a row */
static const char *take_transfer(struct line_reader *reader, struct lets_entry *entry,
                                 const char *at, const char *end, uint64_t *n_lines)
{
    const struct line_kind *kind = &reader->kinds[LETS_KIND_TRANSFER];
    struct lets_fields found = {{0}};
    uint64_t n_keys = 0;
    if (end - at < ROW_READS) {
        return NULL;
    }
    TRANSFER_KEYS(TAKE_ROW, "transfer")
    if (*at == ' ') {
        return NULL;
    }
taken:
    entry->present = found;
    *n_lines += n_keys;
    return at;
}

/* The kind whose key begins an entry. */
static bool find_kind(const struct line_reader *reader, const char *at, const char *end,
                      enum lets_kind *out)
{
    uint64_t word = octets_load(at, end);
    for (int kind = 0; kind < LETS_KIND_COUNT; kind++) {
        if (begins_with(&reader->kinds[kind].keys[0], word, at, end)) {
            *out = (enum lets_kind)kind;
            return true;
        }
    }
    return false;
}

/* Clears what an entry of that kind may have. */
static void begin_entry(struct line_reader *reader, enum lets_kind kind, uint64_t *n_lines)
{
    memset(reader->entry, 0, entry_extents[kind]);
    reader->entry->kind = kind;
    reader->room.size = reader->room.kept;
    reader->n_mappings = 0;
    *n_lines = 0;
}

/* An entry of any kind. */
static const char *take_entry(struct line_reader *reader, struct lets_span bytes,
                              struct lets_entry *entry, uint64_t *n_lines)
{
    const char *end = bytes.bytes + bytes.size;
    if (bytes.size < 4 || memcmp(bytes.bytes, "- ", 2) != 0) {
        return NULL;
    }
    reader->entry = entry;
    begin_entry(reader, LETS_KIND_TRANSFER, n_lines);
    const char *behind = take_transfer(reader, entry, bytes.bytes, end, n_lines);
    enum lets_kind kind = LETS_KIND_TRANSFER;
    if (behind != NULL || !find_kind(reader, bytes.bytes + 2, end, &kind)) {
        return behind;
    }
    begin_entry(reader, kind, n_lines);
    return take_keys(reader, &reader->kinds[kind], bytes.bytes, end, &entry->present, n_lines);
}

/* Whether what was read ends at `at`, and is all that there is to know of it. */
static bool is_whole(const struct lets_entry *entry, const char *at, const char *end, bool is_all)
{
    bool ends_here = (end - at >= 2 && at[0] == '-' && at[1] == ' ') || (at < end && *at == '#') ||
                     (at == end && is_all) || entry->kind == LETS_KIND_SEAL;
    bool is_newer = (entry->kind == LETS_KIND_LEDGER && entry->format != LETS_FORMAT) ||
                    (entry->kind == LETS_KIND_FORMAT && entry->number != LETS_FORMAT);
    return ends_here && !is_newer;
}

size_t line_reader_read_into(struct line_reader *reader, struct lets_span bytes, bool is_all,
                             unsigned decimals, uint64_t *n_lines, struct lets_entry *entry)
{
    uint64_t n = 0;
    if (bytes.size == 0) { /* maybe at no address */
        return 0;
    }
    reader->decimals = decimals;
    const char *at = take_entry(reader, bytes, entry, &n);
    if (at == NULL || !is_whole(entry, at, bytes.bytes + bytes.size, is_all)) {
        return 0;
    }
    *n_lines = n;
    return (size_t)(at - bytes.bytes);
}

size_t line_reader_read(struct line_reader *reader, struct lets_span bytes, bool is_all,
                        unsigned decimals, uint64_t *n_lines, const struct lets_entry **out)
{
    reader->own = (struct lets_entry){0};
    size_t size = line_reader_read_into(reader, bytes, is_all, decimals, n_lines, &reader->own);
    if (size > 0) {
        *out = &reader->own;
    }
    return size;
}

bool line_reader_keep(struct line_reader *reader)
{
    reader->room.kept = reader->room.size;
    return reader->n_mappings == 0 &&
           reader->room.kept + LINE_TEXTS_LONGEST <= sizeof reader->room.bytes;
}

void line_reader_forget(struct line_reader *reader)
{
    for (size_t i = 0; i < ENTRY_MAPPINGS_MAX; i++) {
        line_mapping_release(&reader->mappings[i]);
    }
    reader->n_mappings = 0;
    reader->room.kept = 0;
}
