/* SPDX-License-Identifier: MIT */
/*
 * Two batches of entries take turns: one is handed out, entry by entry, while the other is being
 * read. Both threads read, each the next few entries that nobody took; they share, under a lock,
 * which that is and how many are done. Each place in a batch has a YAML reader of its own, so that
 * what was read stays until the batch is cut anew. Bytes are copied: the cutter's window moves on.
 */

#include "read_ahead.h"

#include <assert.h>
#include <pthread.h>

#include "mem.h"
#include "yaml_reader.h"

enum { SLOTS = 128, BATCHES = 2, RUN = 16, BATCH_BYTES = 1 << 20, CUT_AHEAD = 2 * SLOTS };

struct slot {
    struct cut cut;
    size_t offset;  /* of its bytes in the batch's */
    bool is_wanted; /* as YAML */
    bool is_read;
    struct lets_entry entry;
    struct yaml_reader *reader;
};

struct batch {
    struct slot slots[SLOTS];
    size_t n_slots;
    size_t n_wanted;
    struct text bytes;
    size_t next; /* under the lock: the first slot that nobody took */
    size_t n_done;
};

struct read_ahead {
    struct cutter *cutter;
    struct line_reader *lines;
    unsigned decimals;
    bool reads_all;
    struct batch batches[BATCHES];
    size_t at_batch; /* that is handed out */
    size_t at_slot;  /* that is handed out next */
    bool has_end;    /* everything was cut, or the cutter failed */
    enum lets_status status;
    struct lets_error why;
    bool has_thread;
    pthread_t thread;
    pthread_mutex_t lock; /* of what follows, and where a batch says so */
    pthread_cond_t changed;
    struct batch *open; /* to be read; NULL: none */
    bool is_over;
};

/* ---------------------------------------------------------------- reading */

/* Takes the next slots of a batch that are wanted as YAML, one behind the other; returns how many.
 * Locked. */
static size_t take_run(struct batch *batch, struct slot **first)
{
    size_t n = 0;
    while (batch->next < batch->n_slots && !batch->slots[batch->next].is_wanted) {
        batch->next++;
    }
    *first = &batch->slots[batch->next < batch->n_slots ? batch->next : 0];
    while (n < RUN && batch->next < batch->n_slots && batch->slots[batch->next].is_wanted) {
        batch->next++;
        n++;
    }
    return n;
}

static void read_run(const struct read_ahead *ahead, struct slot *slots, size_t n)
{
    size_t sizes[RUN];
    struct lets_entry *entries[RUN];
    struct lets_span bytes = {.bytes = slots[0].cut.bytes.bytes};
    for (size_t i = 0; i < n; i++) {
        sizes[i] = slots[i].cut.bytes.size;
        entries[i] = &slots[i].entry;
        bytes.size += sizes[i];
    }
    bool is_read =
        n > 1 && yaml_reader_read_run(slots[0].reader, bytes, sizes, n, ahead->decimals, entries);
    for (size_t i = 0; i < n; i++) {
        const struct cut *cut = &slots[i].cut;
        slots[i].is_read =
            is_read || yaml_reader_read(slots[i].reader, cut->bytes, cut->line, ahead->decimals,
                                        &slots[i].entry, NULL) == LETS_OK;
    }
}

/* Reads what is left of a batch, as far as the other thread leaves it. Locked before and after. */
static void read_batch(struct read_ahead *ahead, struct batch *batch)
{
    struct slot *first = NULL;
    for (size_t n = take_run(batch, &first); n > 0; n = take_run(batch, &first)) {
        (void)pthread_mutex_unlock(&ahead->lock);
        read_run(ahead, first, n);
        (void)pthread_mutex_lock(&ahead->lock);
        batch->n_done += n;
        if (batch->n_done == batch->n_wanted) {
            (void)pthread_cond_broadcast(&ahead->changed);
        }
    }
}

static void *work(void *context)
{
    struct read_ahead *ahead = context;
    (void)pthread_mutex_lock(&ahead->lock);
    while (!ahead->is_over) {
        struct batch *batch = ahead->open;
        if (batch == NULL || batch->next == batch->n_slots) {
            (void)pthread_cond_wait(&ahead->changed, &ahead->lock);
        } else {
            read_batch(ahead, batch);
        }
    }
    (void)pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

/* ---------------------------------------------------------------- cutting */

/* Cuts one entry into a slot. */
static enum lets_status cut_slot(struct read_ahead *ahead, struct slot *slot,
                                 struct lets_error *err)
{
    const struct lets_entry *entry = NULL;
    uint64_t n_lines = 0;
    bool is_all = false;
    struct lets_span bytes = cutter_ahead(ahead->cutter, &is_all);
    size_t size = line_reader_read(ahead->lines, bytes, is_all, ahead->decimals, &n_lines, &entry);
    slot->is_read = false;
    slot->is_wanted = true;
    if (size > 0 && size <= CUTTER_LONGEST) {
        bool is_seal = entry->kind == LETS_KIND_SEAL;
        cutter_take(ahead->cutter, size, n_lines, is_seal ? &entry->sha256 : NULL, &slot->cut);
        slot->is_wanted = ahead->reads_all;
        return LETS_OK;
    }
    enum lets_status status = cutter_next(ahead->cutter, &slot->cut, err);
    slot->is_wanted = status == LETS_OK && slot->cut.kind != CUT_END && slot->cut.status == LETS_OK;
    return status;
}

static enum lets_status fill(struct read_ahead *ahead, struct batch *batch, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    batch->n_slots = 0;
    batch->n_wanted = 0;
    batch->next = 0;
    batch->n_done = 0;
    text_clear(&batch->bytes);
    while (status == LETS_OK && !ahead->has_end && batch->n_slots < SLOTS &&
           batch->bytes.size < BATCH_BYTES) {
        struct slot *slot = &batch->slots[batch->n_slots];
        status = cut_slot(ahead, slot, err);
        if (status == LETS_OK) {
            slot->offset = batch->bytes.size;
            status = text_add(&batch->bytes, slot->cut.bytes, err);
        }
        if (status == LETS_OK) {
            batch->n_slots++;
            batch->n_wanted += slot->is_wanted ? 1 : 0;
            ahead->has_end = slot->cut.kind == CUT_END;
        }
    }
    for (size_t i = 0; i < batch->n_slots; i++) {
        batch->slots[i].cut.bytes.bytes = batch->bytes.bytes + batch->slots[i].offset;
    }
    return status;
}

/* Cuts a batch, and opens it to both threads. A failure is kept until what was cut before it is
 * handed out. */
static void open_batch(struct read_ahead *ahead, struct batch *batch)
{
    ahead->status = fill(ahead, batch, &ahead->why);
    ahead->has_end = ahead->has_end || ahead->status != LETS_OK;
    (void)pthread_mutex_lock(&ahead->lock);
    ahead->open = batch;
    (void)pthread_cond_broadcast(&ahead->changed);
    (void)pthread_mutex_unlock(&ahead->lock);
}

/* Helps with a batch until all of it is read. */
static void finish_batch(struct read_ahead *ahead, struct batch *batch)
{
    (void)pthread_mutex_lock(&ahead->lock);
    read_batch(ahead, batch);
    while (batch->n_done < batch->n_wanted) {
        (void)pthread_cond_wait(&ahead->changed, &ahead->lock);
    }
    (void)pthread_mutex_unlock(&ahead->lock);
}

/* ---------------------------------------------------------------- the whole */

enum lets_status read_ahead_new(struct cutter *cutter, struct line_reader *lines, unsigned decimals,
                                bool reads_all, struct read_ahead **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct read_ahead), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct read_ahead *ahead = bytes;
    ahead->cutter = cutter;
    ahead->lines = lines;
    ahead->decimals = decimals;
    ahead->reads_all = reads_all;
    int problem = pthread_mutex_init(&ahead->lock, NULL);
    problem = problem == 0 ? pthread_cond_init(&ahead->changed, NULL) : problem;
    assert(problem == 0 && "without attributes these cannot fail here");
    for (size_t i = 0; status == LETS_OK && i < (size_t)BATCHES * SLOTS; i++) {
        status = yaml_reader_new(&ahead->batches[i / SLOTS].slots[i % SLOTS].reader, err);
    }
    if (status != LETS_OK) {
        read_ahead_free(ahead);
        return status;
    }
    /* Without a second thread the first reads it all. */
    ahead->has_thread = pthread_create(&ahead->thread, NULL, work, ahead) == 0;
    open_batch(ahead, &ahead->batches[1]);
    *out = ahead;
    return LETS_OK;
}

void read_ahead_free(struct read_ahead *ahead)
{
    if (ahead == NULL) {
        return;
    }
    if (ahead->has_thread) {
        (void)pthread_mutex_lock(&ahead->lock);
        ahead->is_over = true;
        (void)pthread_cond_broadcast(&ahead->changed);
        (void)pthread_mutex_unlock(&ahead->lock);
        (void)pthread_join(ahead->thread, NULL);
    }
    (void)pthread_cond_destroy(&ahead->changed);
    (void)pthread_mutex_destroy(&ahead->lock);
    for (size_t i = 0; i < BATCHES; i++) {
        for (size_t j = 0; j < SLOTS; j++) {
            yaml_reader_free(ahead->batches[i].slots[j].reader);
        }
        text_release(&ahead->batches[i].bytes);
    }
    mem_free(ahead);
}

enum lets_status read_ahead_next(struct read_ahead *ahead, uint64_t n_accounts,
                                 const struct cut **cut, const struct lets_entry **spelled,
                                 struct lets_error *err)
{
    if (ahead->at_slot == ahead->batches[ahead->at_batch].n_slots) {
        struct batch *next = &ahead->batches[1 - ahead->at_batch];
        finish_batch(ahead, next);
        if (next->n_slots == 0) {
            assert(ahead->status != LETS_OK);
            if (err != NULL) {
                *err = ahead->why;
            }
            return ahead->status;
        }
        /* Accounts that these entries open may make the next close longer. */
        cutter_set_longest(ahead->cutter, cutter_longest(n_accounts + (uint64_t)CUT_AHEAD));
        if (!ahead->has_end) {
            open_batch(ahead, &ahead->batches[ahead->at_batch]);
        } else {
            ahead->batches[ahead->at_batch].n_slots = 0;
            ahead->batches[ahead->at_batch].n_wanted = 0;
            ahead->batches[ahead->at_batch].n_done = 0;
        }
        ahead->at_batch = 1 - ahead->at_batch;
        ahead->at_slot = 0;
    }
    const struct slot *slot = &ahead->batches[ahead->at_batch].slots[ahead->at_slot++];
    *cut = &slot->cut;
    *spelled = slot->is_read ? &slot->entry : NULL;
    return LETS_OK;
}
