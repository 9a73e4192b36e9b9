/* SPDX-License-Identifier: MIT */
#ifndef LETS_MAP_H
#define LETS_MAP_H

/*
 * From a run of bytes to a number. Open addressing; the hash is seeded by where the map lies, so
 * nobody can write a journal whose ids or references all collide.
 */

#include "base/error.h"

struct map_slot;
struct map {
    struct map_slot *slots; /* owned */
    size_t n_slots;         /* a power of two, or 0 */
    size_t n_used;
    uint64_t seed;
};

/* {0} is an empty map. */
void map_release(struct map *map);

/* Where the value of a key is, to be read or changed; NULL for none. Until the next map_add. */
uint32_t *map_find(const struct map *map, struct lets_span key);

/* Prefetches the slot in which a key will be looked up or added soon. */
void map_prefetch(const struct map *map, struct lets_span key);

/* Room for one more key, so that the next map_add cannot fail. LETS_OUT_OF_MEMORY. */
enum lets_status map_reserve(struct map *map, struct lets_error *err);

/* Adds a key that is not there, of less than 64 KiB; its bytes must live as long as the map. */
void map_add(struct map *map, struct lets_span key, uint32_t value);

/* Takes out a key that is there. */
void map_remove(struct map *map, struct lets_span key);

#endif
