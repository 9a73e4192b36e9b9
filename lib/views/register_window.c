/* SPDX-License-Identifier: MIT */
/* A ring of rows by rank, each with room of its own for its texts, which is used again. */

#include "views/register_window.h"

#include <assert.h>

enum { WIDTH = 1 << 16 }; /* how many ranks ahead a row may come */

enum { N_TEXTS = 5 };

struct register_slot {
    struct lets_register_row row; /* its texts: sizes only, until it is their turn */
    struct text texts;            /* one behind the other */
    bool is_sealed;
    uint32_t next_free;
};

enum lets_status register_window_new(struct register_window *out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc_array(WIDTH, sizeof *out->ring, &bytes, err);
    *out = (struct register_window){.ring = bytes};
    return status;
}

void register_window_release(struct register_window *window)
{
    for (size_t i = 0; i < window->n_slots; i++) {
        text_release(&window->slots[i].texts);
    }
    mem_free(window->ring);
    mem_free(window->slots);
    mem_free(window->unsealed);
    *window = (struct register_window){.ring = NULL};
}

static struct register_slot *slot_of(const struct register_window *window, uint32_t rank)
{
    uint32_t at = window->ring[rank % WIDTH];
    return at == 0 ? NULL : &window->slots[at - 1];
}

/* Lets the row of a rank go. */
static void vacate(struct register_window *window, uint32_t rank)
{
    uint32_t at = window->ring[rank % WIDTH];
    window->slots[at - 1].next_free = window->free;
    window->free = at;
    window->ring[rank % WIDTH] = 0;
}

void register_window_begin(struct register_window *window)
{
    for (uint32_t i = 0; i < WIDTH; i++) {
        if (window->ring[i] != 0) {
            vacate(window, i);
        }
    }
    window->next = 0;
    window->n_unsealed = 0;
}

bool register_window_takes(const struct register_window *window, uint32_t rank)
{
    return rank >= window->next && rank - window->next < WIDTH && slot_of(window, rank) == NULL;
}

/* A slot for the row of a rank. */
static enum lets_status occupy(struct register_window *window, uint32_t rank,
                               struct register_slot **out, struct lets_error *err)
{
    if (window->free == 0) {
        enum lets_status status =
            mem_grow(&window->slots, &window->slots_capacity, window->n_slots + 1, err);
        if (status != LETS_OK) {
            return status;
        }
        window->slots[window->n_slots++] = (struct register_slot){.next_free = 0};
        window->free = (uint32_t)window->n_slots;
    }
    *out = &window->slots[window->free - 1];
    window->ring[rank % WIDTH] = window->free;
    window->free = (*out)->next_free;
    return LETS_OK;
}

/* The texts of a row, in the order in which they are kept. */
static void texts_of(struct lets_register_row *row, struct lets_span *texts[N_TEXTS])
{
    texts[0] = &row->what_for;
    texts[1] = &row->category;
    texts[2] = &row->ref;
    texts[3] = &row->override_reason;
    texts[4] = &row->clerk;
}

enum lets_status register_window_put(struct register_window *window, uint32_t rank,
                                     const struct lets_register_row *row, bool is_sealed,
                                     struct lets_error *err)
{
    struct register_slot *slot = NULL;
    struct lets_span *texts[N_TEXTS];
    assert(register_window_takes(window, rank) && (is_sealed || row->clerk.size == 0));
    enum lets_status status = occupy(window, rank, &slot, err);
    if (status == LETS_OK && !is_sealed) {
        status =
            mem_grow(&window->unsealed, &window->unsealed_capacity, window->n_unsealed + 1, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    if (!is_sealed) {
        window->unsealed[window->n_unsealed++] = rank;
    }
    slot->row = *row;
    slot->is_sealed = is_sealed;
    text_clear(&slot->texts);
    texts_of(&slot->row, texts);
    for (size_t i = 0; status == LETS_OK && i < N_TEXTS; i++) {
        status = text_add(&slot->texts, *texts[i], err);
    }
    return status;
}

enum lets_status register_window_seal(struct register_window *window, struct lets_time time,
                                      struct lets_span clerk, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < window->n_unsealed; i++) {
        struct register_slot *slot = slot_of(window, window->unsealed[i]);
        assert(slot != NULL); /* it waits until it is sealed */
        slot->row.recorded = time;
        slot->row.clerk.size = clerk.size;
        slot->is_sealed = true;
        status = text_add(&slot->texts, clerk, err);
    }
    window->n_unsealed = 0;
    return status;
}

struct lets_register_row *register_window_next(struct register_window *window)
{
    struct register_slot *slot = slot_of(window, window->next);
    struct lets_span *texts[N_TEXTS];
    if (slot == NULL || !slot->is_sealed) {
        return NULL;
    }
    const char *bytes = slot->texts.bytes;
    texts_of(&slot->row, texts);
    for (size_t i = 0; i < N_TEXTS; i++) {
        texts[i]->bytes = bytes;
        bytes += texts[i]->size;
    }
    vacate(window, window->next++);
    return &slot->row;
}

void register_window_pass(struct register_window *window)
{
    assert(slot_of(window, window->next) == NULL);
    window->next++;
}
