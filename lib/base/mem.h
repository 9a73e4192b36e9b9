/* SPDX-License-Identifier: MIT */
#ifndef LETS_MEM_H
#define LETS_MEM_H

/*
 * The only allocator: every byte the library owns comes from here, so that a test can make the nth
 * allocation fail. An arena holds what lives as long as its owner: many small things, released at
 * once.
 */

#include <stddef.h>

#include "base/error.h"

/* size bytes, zeroed, into *out (never NULL on success, also for size 0). LETS_OUT_OF_MEMORY. */
enum lets_status mem_alloc(size_t size, void **out, struct lets_error *err);

/* n items of `size` bytes each, zeroed; an overflow of the product is LETS_OUT_OF_MEMORY. */
enum lets_status mem_alloc_array(size_t n, size_t size, void **out, struct lets_error *err);

/* Makes room for `needed` items in a growing array, of which `items` points to the pointer: that
 * and *capacity change only on success. Grows by doubling; new items are not zeroed. */
#define mem_grow(items, capacity, needed, err)                                                     \
    mem_grow_array(items, capacity, needed, sizeof **(items), err)
enum lets_status mem_grow_more(void *items, size_t *capacity, size_t needed, size_t item_size,
                               struct lets_error *err);
static inline enum lets_status mem_grow_array(void *items, size_t *capacity, size_t needed,
                                              size_t item_size, struct lets_error *err)
{
    return needed <= *capacity ? LETS_OK : mem_grow_more(items, capacity, needed, item_size, err);
}

/* realloc() for a library that wants one of its own; NULL where the system gives no more. */
void *mem_resize(void *bytes, size_t size);

/* NULL is ignored. */
void mem_free(void *bytes);

/* For tests: the allocation after `after` more succeed fails, and all behind it; SIZE_MAX: none
 * fails. The only process-wide state of the library but a context of libcrypto (values/ed25519),
 * and never set outside tests. Returns how many were asked for since the last call. */
LETS_EXPORT size_t lets__mem_fail_after(size_t after);

struct arena_block;
struct arena {
    struct arena_block *blocks; /* owned; newest first */
};

/* size bytes aligned for anything, not zeroed, until arena_release. LETS_OUT_OF_MEMORY. */
enum lets_status arena_alloc(struct arena *arena, size_t size, void **out, struct lets_error *err);

/* A copy of span, with a NUL behind it, into *out: texts lie one behind the other.
 * LETS_OUT_OF_MEMORY. */
enum lets_status arena_copy(struct arena *arena, struct lets_span span, struct lets_span *out,
                            struct lets_error *err);

/* Frees everything; the arena is empty again and can be used on. */
void arena_release(struct arena *arena);

#endif
