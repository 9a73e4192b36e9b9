/* SPDX-License-Identifier: MIT */
/*
 * The reader that defines the language: whatever libyaml takes for one mapping of scalars, with the
 * keys of its kind. It is slow and thorough; entries are small.
 */

#include "entries/yaml_reader.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "entries/entry.h"
#include "entries/entry_writer.h"
#include "entries/yaml_mapping.h"

/* A key of a mapping, and how its value is written. */
struct sorted_key {
    struct lets_span value;
    const struct yaml_scalar *scalar;
};

struct yaml_reader {
    struct yaml_mappings *mappings;
    struct lets_pair *lines; /* of the mappings of the entry at hand */
    size_t n_lines;
    size_t capacity;
    struct sorted_key *sorted;
    size_t sorted_capacity;
    struct text values; /* of the sorted keys that are no texts */
    struct text canonical;
    enum lets_kind kind;                           /* of the entry at hand */
    const struct yaml_pair *pairs[ENTRY_KEYS_MAX]; /* by key of its kind; NULL: absent */
};

enum lets_status yaml_reader_new(struct yaml_reader **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct yaml_reader), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct yaml_reader *reader = bytes;
    status = yaml_mappings_new(&reader->mappings, err);
    if (status != LETS_OK) {
        mem_free(reader);
        return status;
    }
    *out = reader;
    return LETS_OK;
}

void yaml_reader_free(struct yaml_reader *reader)
{
    if (reader != NULL) {
        yaml_mappings_free(reader->mappings);
        mem_free(reader->lines);
        mem_free(reader->sorted);
        text_release(&reader->values);
        text_release(&reader->canonical);
        mem_free(reader);
    }
}

/* ---------------------------------------------------------------- TABs */

static bool is_in_scalar(const struct yaml_mapping *mapping, size_t character)
{
    for (size_t i = 0; i < mapping->n_pairs; i++) {
        const struct yaml_pair *pair = &mapping->pairs[i];
        if ((character >= pair->key.begin && character < pair->key.end) ||
            (character >= pair->value.begin && character < pair->value.end)) {
            return true;
        }
    }
    return false;
}

/* A TAB may only stand in a comment: behind a '#' that is in no scalar, on the same line. */
static enum lets_status check_tabs(const struct yaml_mapping *mapping, struct lets_span bytes,
                                   uint64_t line, struct lets_error *err)
{
    if (memchr(bytes.bytes, '\t', bytes.size) == NULL) {
        return LETS_OK;
    }
    size_t character = 0;
    uint64_t column = 0;
    bool is_comment = false;
    for (size_t i = 0; i < bytes.size; i++) {
        char c = bytes.bytes[i];
        if (c == '\n') {
            line++;
            column = 0;
            is_comment = false;
            character++;
            continue;
        }
        if (((unsigned char)c & 0xc0) == 0x80) {
            continue;
        }
        column++;
        is_comment = is_comment || (c == '#' && !is_in_scalar(mapping, character));
        if (c == '\t' && !is_comment) {
            return lets__fail_at(err, LETS_BAD_CHARACTER, line, column,
                                 "a TAB stands outside a comment");
        }
        character++;
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- keys and values */

static enum lets_status put_place(enum lets_status status, const struct yaml_scalar *scalar,
                                  struct lets_error *err)
{
    if (status != LETS_OK && err != NULL) {
        err->line = scalar->line;
        err->column = scalar->column;
    }
    return status;
}

/* An unknown format is said before anything else is judged: all else may mean something new there.
 */
static enum lets_status check_format(const struct yaml_mapping *mapping, enum lets_kind kind,
                                     struct lets_error *err)
{
    const char *name = kind == LETS_KIND_LEDGER || kind == LETS_KIND_FORMAT ? "format" : NULL;
    for (size_t i = 0; name != NULL && i < mapping->n_pairs; i++) {
        const struct yaml_pair *pair = &mapping->pairs[i];
        uint32_t format = 0;
        if (!pair->is_mapping && lets_span_equal(pair->key.text, lets_span_of(name)) &&
            lets_number_parse(pair->value.text, &format, NULL) == LETS_OK &&
            format != LETS_FORMAT) {
            return lets__fail_at(err, LETS_FORMAT_TOO_NEW, pair->value.line, pair->value.column,
                                 "format %" PRIu32
                                 " is needed from here on, and this version knows "
                                 "format %d: use a newer version of lets",
                                 format, LETS_FORMAT);
        }
    }
    return LETS_OK;
}

static enum lets_status fail_unknown_key(const struct yaml_scalar *key, enum lets_kind kind,
                                         struct lets_error *err)
{
    if (lets_span_equal(key->text, lets_span_of("note")) && kind == LETS_KIND_SEAL) {
        return lets__fail_at(err, LETS_UNKNOWN_KEY, key->line, key->column, "a seal has no note");
    }
    return lets__fail_at(err, LETS_UNKNOWN_KEY, key->line, key->column, "'%.*s' is no key of '%s'",
                         LETS__SHOW(key->text), lets_kind_word(kind));
}

/* Fills pairs[i] with the pair of the i-th key of the kind, or NULL. */
static enum lets_status match_keys(const struct yaml_mapping *mapping, enum lets_kind kind,
                                   const struct yaml_pair **pairs, struct lets_error *err)
{
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(kind, &n_keys);
    for (size_t i = 0; i < mapping->n_pairs; i += 1 + mapping->pairs[i].n_inner) {
        const struct yaml_pair *pair = &mapping->pairs[i];
        const struct lets_key *key = entry_find_key(kind, pair->key.text);
        if (key == NULL) {
            return fail_unknown_key(&pair->key, kind, err);
        }
        if (pairs[key - keys] != NULL) {
            return lets__fail_at(err, LETS_REPEATED_KEY, pair->key.line, pair->key.column,
                                 "'%s' stands here a second time", key->name);
        }
        pairs[key - keys] = pair;
    }
    for (size_t i = 0; i < n_keys; i++) {
        if (keys[i].is_required && pairs[i] == NULL) {
            return lets__fail_at(err, LETS_MISSING_KEY, mapping->line, 0, "'%s' needs the key '%s'",
                                 keys[0].name, keys[i].name);
        }
    }
    return LETS_OK;
}

static int compare_keys(const void *left, const void *right)
{
    const struct sorted_key *a = left;
    const struct sorted_key *b = right;
    size_t shared = a->value.size < b->value.size ? a->value.size : b->value.size;
    int order = memcmp(a->value.bytes, b->value.bytes, shared);
    if (order == 0 && a->value.size != b->value.size) {
        order = a->value.size < b->value.size ? -1 : 1;
    }
    return order != 0 ? order : (a->scalar > b->scalar) - (a->scalar < b->scalar);
}

/* No key may stand twice, however it is spelled ("1" and "1.00"). */
static enum lets_status check_repeated(struct yaml_reader *reader, const struct yaml_pair *pairs,
                                       const struct lets_pair *lines, size_t n, enum lets_type type,
                                       unsigned decimals, struct lets_error *err)
{
    bool is_text = type == LETS_TYPE_ID || type == LETS_TYPE_TEXT;
    enum lets_status status = mem_grow(&reader->sorted, &reader->sorted_capacity, n, err);
    if (status == LETS_OK && !is_text) {
        text_clear(&reader->values);
        status = text_reserve(&reader->values, n * LETS_VALUE_SIZE, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    for (size_t i = 0; i < n; i++) {
        char *buffer = is_text ? NULL : reader->values.bytes + i * LETS_VALUE_SIZE;
        struct lets_span value = lets_scalar_value(&lines[i].key, type, decimals, buffer);
        reader->sorted[i] = (struct sorted_key){.value = value, .scalar = &pairs[i].key};
    }
    if (n > 1) {
        qsort(reader->sorted, n, sizeof *reader->sorted, compare_keys);
    }
    for (size_t i = 1; i < n; i++) {
        const struct yaml_scalar *key = reader->sorted[i].scalar;
        if (lets_span_equal(reader->sorted[i].value, reader->sorted[i - 1].value)) {
            return lets__fail_at(err, LETS_REPEATED_KEY, key->line, key->column,
                                 "'%.*s' stands here a second time", LETS__SHOW(key->text));
        }
    }
    return LETS_OK;
}

/* The lines of a mapping, for which there is room. */
static enum lets_status take_pairs(struct yaml_reader *reader, const struct yaml_pair *pair,
                                   const struct lets_key *key, unsigned decimals,
                                   struct lets_entry *entry, struct lets_error *err)
{
    const struct lets_mapping *mapping = lets_type_mapping(key->type);
    if (!pair->is_mapping) {
        bool is_empty = pair->value.is_plain && pair->value.text.size == 0;
        return lets__fail_at(err, is_empty ? LETS_EMPTY_VALUE : LETS_BAD_WORD, pair->value.line,
                             pair->value.column, "%s: a line '%s' for each %s is needed, or {}",
                             key->name, mapping->form, mapping->key_name);
    }
    size_t n = pair->n_inner;
    struct lets_pair *lines = reader->lines + reader->n_lines;
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        const struct yaml_scalar *name = &pair[1 + i].key;
        status = put_place(
            lets_scalar_parse(&lines[i].key, mapping->key, name->text, decimals, err), name, err);
    }
    if (status == LETS_OK) {
        status = check_repeated(reader, pair + 1, lines, n, mapping->key, decimals, err);
    }
    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        const struct yaml_pair *line = &pair[1 + i];
        if (line->value.is_plain && line->value.text.size == 0) {
            status = lets__fail_at(err, LETS_EMPTY_VALUE, line->key.line, line->key.column,
                                   "'%.*s' has no value", LETS__SHOW(line->key.text));
        } else {
            status = put_place(lets_scalar_parse(&lines[i].value, mapping->value, line->value.text,
                                                 decimals, err),
                               &line->value, err);
        }
    }
    if (status == LETS_OK) {
        lets_entry_put_pairs(entry, key, (struct lets_pairs){.items = lines, .n = n});
        reader->n_lines += n;
    }
    return status;
}

static enum lets_status take_values(struct yaml_reader *reader, unsigned decimals,
                                    struct lets_entry *entry, struct lets_error *err)
{
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < n_keys; i++) {
        const struct yaml_pair *pair = reader->pairs[i];
        if (pair == NULL) {
            continue;
        }
        unsigned places = lets_entry_has(entry, decimals) ? entry->decimals : decimals;
        if (entry_is_mapping(keys[i].type)) {
            status = take_pairs(reader, pair, &keys[i], places, entry, err);
        } else if (pair->is_mapping) {
            status = lets__fail_at(err, LETS_TOO_DEEP, pair->value.line, pair->value.column,
                                   "%s: a mapping stands where one value belongs", keys[i].name);
        } else if (pair->value.is_plain && pair->value.text.size == 0) {
            status = lets__fail_at(err, LETS_EMPTY_VALUE, pair->key.line, pair->key.column,
                                   "'%s' has no value", keys[i].name);
        } else {
            status = put_place(lets_entry_parse(entry, &keys[i], pair->value.text, places, err),
                               &pair->value, err);
        }
    }
    return status;
}

/* What this version cannot read may be lawful in the format that the entry is in. */
static enum lets_status check_unread(const struct yaml_reader *reader, enum lets_status refused,
                                     struct lets_error *err)
{
    struct yaml_mapping before = yaml_mappings_before(reader->mappings);
    enum lets_kind kind = LETS_KIND_SEAL;
    if (refused == LETS_OUT_OF_MEMORY || before.n_pairs == 0 ||
        !lets_kind_parse(before.pairs[0].key.text, &kind)) {
        return refused;
    }
    enum lets_status status = check_format(&before, kind, err);
    return status != LETS_OK ? status : refused;
}

static enum lets_status read_mapping(struct yaml_reader *reader, struct lets_span bytes,
                                     uint64_t line, struct yaml_mapping *mapping,
                                     struct lets_error *err)
{
    bool is_end = false;
    enum lets_status status = yaml_mappings_begin(reader->mappings, bytes, line, err);
    if (status == LETS_OK) {
        status = yaml_mappings_next(reader->mappings, mapping, &is_end, err);
    }
    if (status == LETS_OK && (is_end || mapping->n_pairs == 0)) {
        status =
            lets__fail_at(err, LETS_BAD_YAML, line, 0, "an entry must be made of 'key: value'");
    }
    /* Behind it must be the end: bytes cut by lines can hold no second item, but only YAML can say
     * so. The pairs stay as they are where it is. */
    struct yaml_mapping second = {0};
    if (status == LETS_OK) {
        status = yaml_mappings_next(reader->mappings, &second, &is_end, err);
    }
    if (status == LETS_OK && !is_end) {
        status = lets__fail_at(err, LETS_BAD_YAML, second.line, second.column,
                               "a second item stands here");
    }
    return status;
}

/* From pairs of scalars to an entry. */
static enum lets_status take_mapping(struct yaml_reader *reader, const struct yaml_mapping *mapping,
                                     unsigned decimals, struct lets_entry *out,
                                     struct lets_error *err)
{
    struct lets_entry entry = {0};
    enum lets_status status = LETS_OK;
    memset(reader->pairs, 0, sizeof reader->pairs);
    if (!lets_kind_parse(mapping->pairs[0].key.text, &entry.kind)) {
        status = put_place(lets__fail(err, LETS_UNKNOWN_KIND, "'%.*s' is no kind of entry",
                                      LETS__SHOW(mapping->pairs[0].key.text)),
                           &mapping->pairs[0].key, err);
    }
    if (status == LETS_OK) {
        status = check_format(mapping, entry.kind, err);
    }
    if (status == LETS_OK) {
        status = match_keys(mapping, entry.kind, reader->pairs, err);
    }
    if (status == LETS_OK) {
        reader->n_lines = 0; /* no mapping has more than all together */
        status = mem_grow(&reader->lines, &reader->capacity, mapping->n_pairs, err);
    }
    if (status == LETS_OK) {
        status = take_values(reader, decimals, &entry, err);
    }
    if (status == LETS_OK) {
        reader->kind = entry.kind;
        *out = entry;
    }
    return status;
}

static enum lets_status read_entry(struct yaml_reader *reader, struct lets_span bytes,
                                   uint64_t line, unsigned decimals, struct lets_entry *out,
                                   struct lets_error *err)
{
    struct yaml_mapping mapping = {0};
    enum lets_status status = read_mapping(reader, bytes, line, &mapping, err);
    if (status != LETS_OK) {
        return check_unread(reader, status, err);
    }
    status = check_tabs(&mapping, bytes, line, err);
    return status == LETS_OK ? take_mapping(reader, &mapping, decimals, out, err) : status;
}

void yaml_reader_place(const struct yaml_reader *reader, enum lets_field field, uint64_t *line,
                       uint64_t *column)
{
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(reader->kind, &n_keys);
    for (size_t i = 0; i < n_keys; i++) {
        const struct yaml_pair *pair = reader->pairs[i];
        if (keys[i].field == field && pair != NULL) {
            const struct yaml_scalar *scalar = pair->is_mapping ? &pair->key : &pair->value;
            *line = scalar->line;
            *column = scalar->column;
        }
    }
}

/* What approvers sign is made anew from the entries, so these have one spelling. */
static enum lets_status check_canonical(struct yaml_reader *reader, struct lets_span bytes,
                                        uint64_t line, unsigned decimals,
                                        const struct lets_entry *entry, struct lets_error *err)
{
    text_clear(&reader->canonical);
    enum lets_status status = entry_write(&reader->canonical, entry, decimals, err);
    if (status == LETS_OK && !lets_span_equal(text_span(&reader->canonical), bytes)) {
        status = lets__fail_at(err, LETS_NOT_CANONICAL, line, 0,
                               "a %s must be written exactly as lets writes it: what is signed are "
                               "its bytes",
                               lets_kind_word(entry->kind));
    }
    return status;
}

enum lets_status yaml_reader_read(struct yaml_reader *reader, struct lets_span bytes, uint64_t line,
                                  unsigned decimals, struct lets_entry *out, struct lets_error *err)
{
    struct lets_entry entry = {0};
    enum lets_status status = read_entry(reader, bytes, line, decimals, &entry, err);
    if (status == LETS_OK && entry_is_always_canonical(entry.kind)) {
        status = check_canonical(reader, bytes, line, decimals, &entry, err);
    }
    yaml_mappings_end(reader->mappings);
    if (status != LETS_OK) {
        lets__excerpt(err, bytes, line);
        return status;
    }
    *out = entry;
    return LETS_OK;
}
