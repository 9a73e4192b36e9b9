/* SPDX-License-Identifier: MIT */
/*
 * Mappings, a line each pair. The balances of a close have a line for each account, so a close of a
 * large ledger is by far the longest entry there is. No key may stand twice; where keys are neither
 * ids nor amounts, that is left to the YAML reader.
 */

#include "entries/line_mapping.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "entries/entry.h"
#include "entries/line_values.h"

void line_mapping_release(struct line_mapping *mapping)
{
    mem_free(mapping->items);
    mem_free(mapping->seen);
    *mapping = (struct line_mapping){0};
}

/* The order of numbers that are given out one after the other, "0999" before "1000" before "10000".
 */
static int compare_ids(struct lets_span a, struct lets_span b)
{
    return a.size != b.size ? (a.size < b.size ? -1 : 1) : memcmp(a.bytes, b.bytes, a.size);
}

/* The longest run of ids in that order: they differ. */
struct run {
    size_t first;
    size_t end;
};

static struct run find_run(const struct lets_pair *items, size_t n)
{
    struct run longest = {0, 0};
    size_t first = 0;
    for (size_t i = 1; i <= n; i++) {
        if (i == n || compare_ids(items[i - 1].key.text, items[i].key.text) >= 0) {
            longest = i - first > longest.end - longest.first ? (struct run){first, i} : longest;
            first = i;
        }
    }
    return longest;
}

static bool is_in_run(const struct lets_pair *items, struct run run, struct lets_span id)
{
    while (run.first < run.end) {
        size_t middle = run.first + (run.end - run.first) / 2;
        int order = compare_ids(items[middle].key.text, id);
        if (order == 0) {
            return true;
        }
        run = order < 0 ? (struct run){middle + 1, run.end} : (struct run){run.first, middle};
    }
    return false;
}

static uint64_t hash_of(struct lets_span id, uint64_t seed)
{
    uint64_t hash = seed;
    for (size_t j = 0; j < id.size; j += 8) {
        hash ^= octets_load(id.bytes + j, id.bytes + id.size);
        hash *= UINT64_C(0xd6e8feb86659fd93) ^ seed;
        hash ^= hash >> 32;
    }
    return hash;
}

/* Empties the table, for n ids; false where there is no memory. */
static bool clear_seen(struct line_mapping *mapping, size_t n, size_t *n_slots)
{
    *n_slots = 16;
    while (*n_slots < 2 * n) {
        *n_slots *= 2;
    }
    if (mem_grow(&mapping->seen, &mapping->seen_capacity, *n_slots, NULL) != LETS_OK) {
        return false;
    }
    memset(mapping->seen, 0, *n_slots * sizeof *mapping->seen);
    return true;
}

/* Whether no id stands twice: YAML refuses it, so it is not ours. Balances stand in the order in
 * which accounts were opened, and most schemes number their members: then only a few have to be
 * looked up. */
static bool are_different(struct line_mapping *mapping, size_t n)
{
    enum { FEW = 8 }; /* at most one in so many */
    const struct lets_pair *items = mapping->items;
    struct run run = find_run(items, n);
    size_t n_slots = 0;
    if (n - (run.end - run.first) > n / FEW) {
        run = (struct run){0, 0};
    }
    if (!clear_seen(mapping, n - (run.end - run.first), &n_slots)) {
        return false;
    }
    /* The seed is where the table lies: nobody can write ids that all fall together. */
    uint64_t seed = (uint64_t)(uintptr_t)mapping->seen * UINT64_C(0x9e3779b97f4a7c15) | 1;
    for (size_t i = 0; i < n; i++) {
        struct lets_span id = items[i].key.text;
        if (run.first <= i && i < run.end) {
            continue;
        }
        if (is_in_run(items, run, id)) {
            return false;
        }
        size_t slot = (size_t)hash_of(id, seed) & (n_slots - 1);
        while (mapping->seen[slot] != 0) {
            if (lets_span_equal(items[mapping->seen[slot] - 1].key.text, id)) {
                return false;
            }
            slot = (slot + 1) & (n_slots - 1);
        }
        mapping->seen[slot] = (uint32_t)(i + 1);
    }
    return true;
}

/* A line of a balance, the most common: an id and an amount. */
static const char *take_balance(const char *at, const char *end, unsigned decimals,
                                struct lets_pair *out)
{
    at = line_take_id(at + 4, end, ':', &out->key.text);
    if (at == NULL || at == end || *at++ != ' ') {
        return NULL;
    }
    struct lets_amount *balance = &out->value.amount;
    bool is_negative = at < end && *at == '-';
    at = line_take_amount(at + (is_negative ? 1 : 0), end, decimals, balance);
    if (at == NULL || (is_negative && balance->minor == 0)) {
        return NULL;
    }
    balance->minor = is_negative ? -balance->minor : balance->minor;
    return at;
}

/* One side of a line, and the bytes behind it: by its own parser, then compared with how it is
 * written. */
static const char *take_side(const char *at, const char *end, const char *behind,
                             enum lets_type type, unsigned decimals, union lets_scalar *out)
{
    char buffer[LETS_VALUE_SIZE];
    struct lets_span value = {.bytes = at};
    while (at < end && *at != '\n' && *at != behind[0]) {
        at++;
    }
    value.size = (size_t)(at - value.bytes);
    bool is_read = text_begins((struct lets_span){at, (size_t)(end - at)}, behind) &&
                   (value.size < sizeof buffer || entry_is_borrowed(type)) &&
                   lets_scalar_parse(out, type, value, decimals, NULL) == LETS_OK &&
                   lets_span_equal(value, lets_scalar_value(out, type, decimals, buffer));
    return is_read ? at + strlen(behind) : NULL;
}

static const char *take_value(struct line_room *room, const char *at, const char *end,
                              enum lets_type type, unsigned decimals, union lets_scalar *out)
{
    if (type == LETS_TYPE_TEXT) {
        return line_take_any_text(room, at, end, &out->text);
    }
    return type == LETS_TYPE_ID ? line_take_id(at, end, '\n', &out->text)
                                : take_side(at, end, "\n", type, decimals, out);
}

/* A line of any mapping. */
static const char *take_line(struct line_room *room, const char *at, const char *end,
                             const struct lets_mapping *types, unsigned decimals,
                             struct lets_pair *out)
{
    if (types->key == LETS_TYPE_ID && types->value == LETS_TYPE_BALANCE) {
        return take_balance(at, end, decimals, out);
    }
    at = types->key == LETS_TYPE_ID ? line_take_id(at + 4, end, ':', &out->key.text)
                                    : take_side(at + 4, end, ":", types->key, decimals, &out->key);
    if (at == NULL || at == end || *at++ != ' ') {
        return NULL;
    }
    return take_value(room, at, end, types->value, decimals, &out->value);
}

/* Whether amounts rise: then none stands twice. In another order they are left to the YAML reader.
 */
static bool do_rise(const struct lets_pair *items, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (items[i - 1].key.amount.minor >= items[i].key.amount.minor) {
            return false;
        }
    }
    return true;
}

const char *line_take_mapping(struct line_mapping *mapping, struct line_room *room, const char *at,
                              const char *end, const struct lets_mapping *types, unsigned decimals,
                              struct lets_pairs *out, uint64_t *n_lines)
{
    size_t n = 0;
    bool are_ids = types->key == LETS_TYPE_ID;
    if (end - at >= 4 && memcmp(at, " {}\n", 4) == 0) {
        at += 4;
    } else if (at < end && *at == '\n' && (are_ids || types->key == LETS_TYPE_AMOUNT)) {
        at++;
        while (end - at >= 4 && memcmp(at, "    ", 4) == 0) {
            if (mem_grow(&mapping->items, &mapping->capacity, n + 1, NULL) != LETS_OK) {
                return NULL;
            }
            at = take_line(room, at, end, types, decimals, &mapping->items[n]);
            if (at == NULL) {
                return NULL;
            }
            n++;
        }
        if (n == 0 || !(are_ids ? are_different(mapping, n) : do_rise(mapping->items, n))) {
            return NULL;
        }
    } else {
        return NULL;
    }
    *n_lines += n;
    *out = (struct lets_pairs){.items = n == 0 ? NULL : mapping->items, .n = n};
    return at;
}
