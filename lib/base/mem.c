/* SPDX-License-Identifier: MIT */
/*
 * The only allocator. Every request passes one counter, so that a test can let the nth fail and
 * prove that each failure is a status and leaks nothing. Arenas are lists of blocks, each twice the
 * last, freed at once.
 */

#include "base/mem.h"

#include <assert.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_FIRST_BYTES = 1024, ARENA_LARGEST_BYTES = 1 << 20, GROW_FIRST_ITEMS = 8 };

struct arena_block {
    struct arena_block *older;
    size_t used;
    size_t capacity;
    alignas(max_align_t) char bytes[];
};

static atomic_size_t n_allowed = SIZE_MAX;
static atomic_size_t n_asked;

size_t lets__mem_fail_after(size_t after)
{
    size_t n = n_asked;
    n_asked = 0;
    n_allowed = after;
    return n;
}

static bool may_allocate(void)
{
    n_asked++;
    return n_allowed == SIZE_MAX || n_asked <= n_allowed;
}

static enum lets_status fail_memory(struct lets_error *err)
{
    (void)lets__fail(err, LETS_OUT_OF_MEMORY, "out of memory");
    return LETS_OUT_OF_MEMORY;
}

enum lets_status mem_alloc(size_t size, void **out, struct lets_error *err)
{
    void *bytes = may_allocate() ? calloc(1, size == 0 ? 1 : size) : NULL;
    if (bytes == NULL) {
        return fail_memory(err);
    }
    *out = bytes;
    return LETS_OK;
}

enum lets_status mem_alloc_array(size_t n, size_t size, void **out, struct lets_error *err)
{
    assert(size > 0);
    if (n > SIZE_MAX / size) {
        return fail_memory(err);
    }
    return mem_alloc(n * size, out, err);
}

/* `items` is the address of a pointer to any type: it is read and written as bytes. */
enum lets_status mem_grow_more(void *items, size_t *capacity, size_t needed, size_t item_size,
                               struct lets_error *err)
{
    assert(item_size > 0 && needed > *capacity);
    size_t grown = *capacity < GROW_FIRST_ITEMS ? GROW_FIRST_ITEMS : *capacity;
    while (grown < needed) {
        if (grown > SIZE_MAX / 2) {
            return fail_memory(err);
        }
        grown *= 2;
    }
    if (grown > SIZE_MAX / item_size || !may_allocate()) {
        return fail_memory(err);
    }
    void *bytes = NULL;
    memcpy(&bytes, items, sizeof bytes);
    bytes = realloc(bytes, grown * item_size);
    if (bytes == NULL) {
        return fail_memory(err);
    }
    memcpy(items, &bytes, sizeof bytes);
    *capacity = grown;
    return LETS_OK;
}

void *mem_resize(void *bytes, size_t size)
{
    assert(size > 0);
    return may_allocate() ? realloc(bytes, size) : NULL;
}

void mem_free(void *bytes)
{
    free(bytes);
}

static enum lets_status add_block(struct arena *arena, size_t size, struct lets_error *err)
{
    size_t capacity = arena->blocks == NULL ? ARENA_FIRST_BYTES : arena->blocks->capacity * 2;
    if (capacity > ARENA_LARGEST_BYTES) {
        capacity = ARENA_LARGEST_BYTES;
    }
    if (capacity < size) {
        capacity = size;
    }
    if (capacity > SIZE_MAX - sizeof(struct arena_block)) {
        return fail_memory(err);
    }
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct arena_block) + capacity, &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct arena_block *block = bytes;
    block->older = arena->blocks;
    block->capacity = capacity;
    arena->blocks = block;
    return LETS_OK;
}

/* size bytes whose place is a multiple of unit, a power of two that suits malloc's blocks. */
static enum lets_status place(struct arena *arena, size_t size, size_t unit, void **out,
                              struct lets_error *err)
{
    struct arena_block *block = arena->blocks;
    size_t at = block == NULL ? 0 : (block->used + unit - 1) & ~(unit - 1);
    if (block == NULL || at > block->capacity || block->capacity - at < size) {
        enum lets_status status = add_block(arena, size, err);
        if (status != LETS_OK) {
            return status;
        }
        block = arena->blocks;
        at = 0;
    }
    *out = block->bytes + at;
    block->used = at + size;
    return LETS_OK;
}

enum lets_status arena_alloc(struct arena *arena, size_t size, void **out, struct lets_error *err)
{
    return place(arena, size, alignof(max_align_t), out, err);
}

enum lets_status arena_copy(struct arena *arena, struct lets_span span, struct lets_span *out,
                            struct lets_error *err)
{
    if (span.size == SIZE_MAX) {
        return fail_memory(err);
    }
    void *bytes = NULL;
    enum lets_status status = place(arena, span.size + 1, 1, &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    char *copy = bytes;
    if (span.size > 0) {
        memcpy(copy, span.bytes, span.size);
    }
    copy[span.size] = '\0';
    *out = (struct lets_span){.bytes = copy, .size = span.size};
    return LETS_OK;
}

void arena_release(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->older;
        mem_free(block);
    }
}
