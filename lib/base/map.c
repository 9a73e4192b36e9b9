/* SPDX-License-Identifier: MIT */
/*
 * A hash table of borrowed keys. The hash multiplies eight bytes at a time into 128 bits and folds
 * them, with the table's own seed; a table is at most half full, so a search is short. A slot keeps
 * some bits of the hash, so that keys that are not the one asked for are seldom looked at.
 */

#include "base/map.h"

#include <assert.h>

#include "base/mem.h"
#include "base/octets.h"

enum { FIRST_SLOTS = 16 };

struct map_slot {
    const char *bytes; /* NULL: free */
    uint16_t size;
    uint16_t tag; /* of the hash; others than tell the slot */
    uint32_t value;
};

/* 64 by 64 to 128 bits, folded. */
static uint64_t mix(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
    __extension__ const unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
#else
    uint64_t low_a = a & 0xffffffff;
    uint64_t high_a = a >> 32;
    uint64_t low_b = b & 0xffffffff;
    uint64_t high_b = b >> 32;
    uint64_t middle = low_a * high_b + (low_a * low_b >> 32);
    uint64_t other = high_a * low_b + (middle & 0xffffffff);
    uint64_t high = high_a * high_b + (middle >> 32) + (other >> 32);
    return high ^ a * b;
#endif
}

static uint64_t hash_of(const struct map *map, struct lets_span key)
{
    uint64_t hash = map->seed ^ key.size;
    for (size_t i = 0; i < key.size; i += 8) {
        uint64_t word = octets_load(key.bytes + i, key.bytes + key.size);
        hash = mix(hash ^ word, UINT64_C(0x9e3779b97f4a7c15) ^ map->seed);
    }
    return mix(hash, UINT64_C(0xd6e8feb86659fd93));
}

static uint16_t tag_of(uint64_t hash)
{
    return (uint16_t)(hash >> 48);
}

/* The slot of a key, or the free one where it belongs. */
static struct map_slot *slot_of(const struct map *map, struct lets_span key, uint64_t hash)
{
    size_t mask = map->n_slots - 1;
    size_t i = (size_t)hash & mask;
    for (;;) {
        struct map_slot *slot = &map->slots[i];
        struct lets_span held = {.bytes = slot->bytes, .size = slot->size};
        if (slot->bytes == NULL || (slot->tag == tag_of(hash) && lets_span_equal(held, key))) {
            return slot;
        }
        i = (i + 1) & mask;
    }
}

static struct map_slot *slot_again(const struct map *map, const struct map_slot *slot)
{
    struct lets_span key = {.bytes = slot->bytes, .size = slot->size};
    return slot_of(map, key, hash_of(map, key));
}

void map_release(struct map *map)
{
    mem_free(map->slots);
    *map = (struct map){0};
}

uint32_t *map_find(const struct map *map, struct lets_span key)
{
    if (map->n_slots == 0) {
        return NULL;
    }
    struct map_slot *slot = slot_of(map, key, hash_of(map, key));
    return slot->bytes == NULL ? NULL : &slot->value;
}

void map_prefetch(const struct map *map, struct lets_span key)
{
    if (map->n_slots > 0) {
        __builtin_prefetch(&map->slots[(size_t)hash_of(map, key) & (map->n_slots - 1)], 1);
    }
}

enum lets_status map_reserve(struct map *map, struct lets_error *err)
{
    if (map->n_slots > 0 && map->n_used + 1 <= map->n_slots / 2) {
        return LETS_OK;
    }
    size_t n_slots = map->n_slots == 0 ? FIRST_SLOTS : map->n_slots * 2;
    void *slots = NULL;
    enum lets_status status = mem_alloc_array(n_slots, sizeof(struct map_slot), &slots, err);
    if (status != LETS_OK) {
        return status;
    }
    struct map grown = {.slots = slots, .n_slots = n_slots, .n_used = map->n_used};
    grown.seed = map->seed != 0 ? map->seed
                                : mix((uint64_t)(uintptr_t)slots, UINT64_C(0xa0761d6478bd642f)) | 1;
    for (size_t i = 0; i < map->n_slots; i++) {
        struct map_slot *slot = &map->slots[i];
        if (slot->bytes != NULL) {
            *slot_again(&grown, slot) = *slot;
        }
    }
    mem_free(map->slots);
    *map = grown;
    return LETS_OK;
}

void map_add(struct map *map, struct lets_span key, uint32_t value)
{
    assert(map->n_used + 1 <= map->n_slots / 2 && key.size <= UINT16_MAX);
    uint64_t hash = hash_of(map, key);
    struct map_slot *slot = slot_of(map, key, hash);
    assert(slot->bytes == NULL);
    *slot = (struct map_slot){
        .bytes = key.bytes, .size = (uint16_t)key.size, .tag = tag_of(hash), .value = value};
    map->n_used++;
}

void map_remove(struct map *map, struct lets_span key)
{
    struct map_slot *hole = slot_of(map, key, hash_of(map, key));
    size_t mask = map->n_slots - 1;
    assert(hole->bytes != NULL);
    hole->bytes = NULL;
    map->n_used--;
    /* Those that were pushed on by others go where they belong now. */
    for (size_t i = ((size_t)(hole - map->slots) + 1) & mask; map->slots[i].bytes != NULL;
         i = (i + 1) & mask) {
        struct map_slot moved = map->slots[i];
        map->slots[i].bytes = NULL;
        *slot_again(map, &moved) = moved;
    }
}
