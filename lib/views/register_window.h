/* SPDX-License-Identifier: MIT */
#ifndef LETS_REGISTER_WINDOW_H
#define LETS_REGISTER_WINDOW_H

/*
 * Rows of a register between their coming and their turn. A bounded number of them is held: one
 * that comes too early is let go, and comes again in another replay.
 */

#include "base/text.h"

struct register_slot;

struct register_window {
    uint32_t *ring;              /* owned: by rank, which slot has its row; 0: none, 1: the first */
    struct register_slot *slots; /* owned */
    size_t n_slots;
    size_t slots_capacity;
    uint32_t free;      /* a slot without a row, as in the ring, which knows the next one */
    uint32_t next;      /* the rank whose turn it is */
    uint32_t *unsealed; /* owned: ranks that wait for their commit's seal, too */
    size_t n_unsealed;
    size_t unsealed_capacity;
};

/* LETS_OUT_OF_MEMORY. */
enum lets_status register_window_new(struct register_window *out, struct lets_error *err);
void register_window_release(struct register_window *window);

/* Everything anew, from rank 0. */
void register_window_begin(struct register_window *window);

/* Whether the row of a rank can be put: its turn is to come, soon enough, and it is not there. */
bool register_window_takes(const struct register_window *window, uint32_t rank);

/* Puts a row, which is copied; without a seal, register_window_seal gives it its own.
 * LETS_OUT_OF_MEMORY. */
enum lets_status register_window_put(struct register_window *window, uint32_t rank,
                                     const struct lets_register_row *row, bool is_sealed,
                                     struct lets_error *err);

/* The seal of all that were put without. LETS_OUT_OF_MEMORY. */
enum lets_status register_window_seal(struct register_window *window, struct lets_time time,
                                      struct lets_span clerk, struct lets_error *err);

/* The row whose turn it is, if it is there and sealed, and then of the next; NULL: not yet.
 * Borrowed until the next is put. */
struct lets_register_row *register_window_next(struct register_window *window);

/* The row whose turn it is goes past the window. */
void register_window_pass(struct register_window *window);

#endif
