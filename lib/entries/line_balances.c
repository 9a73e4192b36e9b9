/* SPDX-License-Identifier: MIT */
/*
 * The balances of a close: a line for each account, so a close of a large ledger is by far the
 * longest entry there is. No id may stand twice.
 */

#include "entries/line_balances.h"

#include <string.h>

#include "base/mem.h"
#include "entries/line_values.h"

void line_balances_release(struct line_balances *balances)
{
    mem_free(balances->items);
    mem_free(balances->seen);
    *balances = (struct line_balances){0};
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

static struct run find_run(const struct lets_closing *items, size_t n)
{
    struct run longest = {0, 0};
    size_t first = 0;
    for (size_t i = 1; i <= n; i++) {
        if (i == n || compare_ids(items[i - 1].id, items[i].id) >= 0) {
            longest = i - first > longest.end - longest.first ? (struct run){first, i} : longest;
            first = i;
        }
    }
    return longest;
}

static bool is_in_run(const struct lets_closing *items, struct run run, struct lets_span id)
{
    while (run.first < run.end) {
        size_t middle = run.first + (run.end - run.first) / 2;
        int order = compare_ids(items[middle].id, id);
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
static bool clear_seen(struct line_balances *balances, size_t n, size_t *n_slots)
{
    *n_slots = 16;
    while (*n_slots < 2 * n) {
        *n_slots *= 2;
    }
    if (mem_grow(&balances->seen, &balances->seen_capacity, *n_slots, NULL) != LETS_OK) {
        return false;
    }
    memset(balances->seen, 0, *n_slots * sizeof *balances->seen);
    return true;
}

/* Whether no id stands twice: YAML refuses it, so it is not ours. Balances stand in the order in
 * which accounts were opened, and most schemes number their members: then only a few have to be
 * looked up. */
static bool are_different(struct line_balances *balances, size_t n)
{
    enum { FEW = 8 }; /* at most one in so many */
    const struct lets_closing *items = balances->items;
    struct run run = find_run(items, n);
    size_t n_slots = 0;
    if (n - (run.end - run.first) > n / FEW) {
        run = (struct run){0, 0};
    }
    if (!clear_seen(balances, n - (run.end - run.first), &n_slots)) {
        return false;
    }
    /* The seed is where the table lies: nobody can write ids that all fall together. */
    uint64_t seed = (uint64_t)(uintptr_t)balances->seen * UINT64_C(0x9e3779b97f4a7c15) | 1;
    for (size_t i = 0; i < n; i++) {
        struct lets_span id = items[i].id;
        if (run.first <= i && i < run.end) {
            continue;
        }
        if (is_in_run(items, run, id)) {
            return false;
        }
        size_t slot = (size_t)hash_of(id, seed) & (n_slots - 1);
        while (balances->seen[slot] != 0) {
            if (lets_span_equal(items[balances->seen[slot] - 1].id, id)) {
                return false;
            }
            slot = (slot + 1) & (n_slots - 1);
        }
        balances->seen[slot] = (uint32_t)(i + 1);
    }
    return true;
}

static const char *take_balance(const char *at, const char *end, unsigned decimals,
                                struct lets_closing *out)
{
    at = line_take_id(at + 4, end, ':', &out->id);
    if (at == NULL || at == end || *at++ != ' ') {
        return NULL;
    }
    bool is_negative = at < end && *at == '-';
    at = line_take_amount(at + (is_negative ? 1 : 0), end, decimals, &out->balance);
    if (at == NULL || (is_negative && out->balance.minor == 0)) {
        return NULL;
    }
    out->balance.minor = is_negative ? -out->balance.minor : out->balance.minor;
    return at;
}

const char *line_take_balances(struct line_balances *balances, const char *at, const char *end,
                               unsigned decimals, struct lets_entry *entry, uint64_t *n_lines)
{
    size_t n = 0;
    if (end - at >= 4 && memcmp(at, " {}\n", 4) == 0) {
        at += 4;
    } else if (at < end && *at == '\n') {
        at++;
        while (end - at >= 4 && memcmp(at, "    ", 4) == 0) {
            if (mem_grow(&balances->items, &balances->capacity, n + 1, NULL) != LETS_OK) {
                return NULL;
            }
            at = take_balance(at, end, decimals, &balances->items[n]);
            if (at == NULL) {
                return NULL;
            }
            n++;
        }
        if (n == 0 || !are_different(balances, n)) {
            return NULL;
        }
    } else {
        return NULL;
    }
    *n_lines += n;
    entry->balances = n == 0 ? NULL : balances->items;
    entry->n_balances = n;
    return at;
}
