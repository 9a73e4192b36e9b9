/* SPDX-License-Identifier: MIT */
/* A hash table with open addressing, at most half full. */

#include "base/span_map.h"

#include <string.h>

#include "base/buffer.h"

uint64_t span_hash(struct lets_span text)
{
    const uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t hash = (text.size + 1) * factor;

    while (text.size >= sizeof hash) {
        uint64_t word;
        memcpy(&word, text.bytes, sizeof word);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 29;
        text.bytes += sizeof word;
        text.size -= sizeof word;
    }
    for (size_t i = 0; i < text.size; i++) {
        hash = (hash ^ (unsigned char)text.bytes[i]) * factor;
    }
    return hash ^ hash >> 32;
}

static size_t find_slot(const struct span_map *map, struct lets_span key, uint32_t hash)
{
    size_t at = (size_t)hash & (map->capacity - 1);

    while (map->slots[at].key.bytes != NULL &&
           (map->slots[at].hash != hash || !lets_span_equal(map->slots[at].key, key))) {
        at = (at + 1) & (map->capacity - 1);
    }
    return at;
}

static void widen(struct span_map *map, size_t capacity)
{
    struct span_map wider = {.n = map->n, .capacity = capacity};

    wider.slots = memory_array(wider.capacity, sizeof *wider.slots);
    for (size_t i = 0; i < map->capacity; i++) {
        const struct span_slot *slot = &map->slots[i];
        if (slot->key.bytes != NULL) {
            wider.slots[find_slot(&wider, slot->key, slot->hash)] = *slot;
        }
    }
    span_map_release(map);
    *map = wider;
}

void span_map_reserve(struct span_map *map, size_t n)
{
    enum { FIRST_CAPACITY = 64 };
    size_t capacity = map->capacity == 0 ? FIRST_CAPACITY : map->capacity;

    while (capacity < 2 * n) {
        capacity *= 2;
    }
    if (capacity > map->capacity) {
        widen(map, capacity);
    }
}

uint32_t *span_map_at(struct span_map *map, struct lets_span key, bool *is_new)
{
    uint32_t hash = (uint32_t)span_hash(key);

    span_map_reserve(map, map->n + 1);
    struct span_slot *slot = &map->slots[find_slot(map, key, hash)];
    bool is_free = slot->key.bytes == NULL;
    if (is_free) {
        *slot = (struct span_slot){.key = key, .hash = hash};
        slot->key.bytes = key.bytes == NULL ? "" : key.bytes;
        map->n++;
    }
    if (is_new != NULL) {
        *is_new = is_free;
    }
    return &slot->value;
}

const uint32_t *span_map_find(const struct span_map *map, struct lets_span key)
{
    if (map->n == 0) {
        return NULL;
    }
    const struct span_slot *slot = &map->slots[find_slot(map, key, (uint32_t)span_hash(key))];
    return slot->key.bytes == NULL ? NULL : &slot->value;
}

void span_map_release(struct span_map *map)
{
    memory_free(map->slots);
    *map = (struct span_map){0};
}
