/* SPDX-License-Identifier: MIT */
/*
 * Memory in chunks, so that what lies in one never moves, and a hundred thousand small texts cost a
 * hundred allocations.
 */

#include "base/keep.h"

#include <stdalign.h>
#include <string.h>

#include "base/buffer.h"

enum { CHUNK = 1024 * 1024 };

struct keep_chunk {
    struct keep_chunk *before;
    size_t size;
    size_t capacity;
    alignas(max_align_t) char bytes[];
};

void *keep_room(struct keep *keep, size_t size)
{
    struct keep_chunk *chunk = keep->last;

    size = (size + sizeof(void *) - 1) / sizeof(void *) * sizeof(void *);
    if (chunk == NULL || chunk->capacity - chunk->size < size) {
        size_t capacity = size > CHUNK ? size : CHUNK;
        chunk = memory_array(sizeof *chunk + capacity, 1);
        chunk->capacity = capacity;
        chunk->before = keep->last;
        keep->last = chunk;
    }
    char *room = chunk->bytes + chunk->size;
    chunk->size += size;
    return room;
}

struct lets_span keep_copy(struct keep *keep, struct lets_span text)
{
    char *copy = keep_room(keep, text.size + 1);

    if (text.size > 0) {
        memcpy(copy, text.bytes, text.size);
    }
    return (struct lets_span){.bytes = copy, .size = text.size};
}

void keep_release(struct keep *keep)
{
    while (keep->last != NULL) {
        struct keep_chunk *before = keep->last->before;
        memory_free(keep->last);
        keep->last = before;
    }
}
