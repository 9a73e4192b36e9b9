/* SPDX-License-Identifier: MIT */
#ifndef SPAN_MAP_H
#define SPAN_MAP_H

/* Numbers found by texts, byte for byte. */

#include <lets.h>

struct span_slot {
    struct lets_span key; /* borrowed; bytes NULL: free */
    uint32_t hash;
    uint32_t value;
};

/* {0} is empty. */
struct span_map {
    struct span_slot *slots; /* owned */
    size_t n;
    size_t capacity; /* a power of two */
};

/* The value of a key, until another is added; where there is none, a new one, 0. The key is
 * borrowed from then on. *is_new may be NULL. */
uint32_t *span_map_at(struct span_map *map, struct lets_span key, bool *is_new);

/* NULL for none. */
const uint32_t *span_map_find(const struct span_map *map, struct lets_span key);

/* Makes room for so many keys. */
void span_map_reserve(struct span_map *map, size_t n);

void span_map_release(struct span_map *map);

/* A number that tells texts apart. */
uint64_t span_hash(struct lets_span text);

#endif
