/* SPDX-License-Identifier: MIT */
/*
 * A ring of batches between the consumer and a worker thread. The consumer alone cuts batches, as
 * many as the ring has room for, and hands out their entries. Both threads read batches as YAML,
 * always the oldest that nobody has taken: the worker all the time, the consumer when the batch
 * that it needs next is not read yet. So both are busy to the end, whichever share of the work is
 * larger, and without a worker thread the consumer does it all.
 *
 * Batches are cut and taken in order: the nth of all is batches[n % BATCHES], and
 *
 *     n_freed <= n_taken <= n_cut <= n_freed + BATCHES
 *
 * They need not be read in order: is_read says which are.
 *
 * Who may touch what: n_cut, n_taken and is_read only with the worker's lock held; but only the
 * consumer changes n_cut, so it may read it without. A batch is the consumer's while it is cut,
 * then, from being taken to being read, the thread's that took it, and then the consumer's again;
 * without the lock, since these members pass it on. worker_reader is the worker's. Everything else
 * is the consumer's, but for decimals and checks_all, which never change.
 */

#include "pieces/read_ahead.h"

#include <assert.h>

#include "base/mem.h"
#include "pieces/ahead_batch.h"
#include "pieces/worker.h"

enum { BATCHES = 8, ENTRIES_AHEAD = BATCHES * AHEAD_ENTRIES };

struct read_ahead {
    struct cutter *cutter;
    struct line_reader *lines;
    unsigned decimals;
    bool checks_all;
    struct ahead_batch batches[BATCHES];
    struct ahead_reader consumer_reader;
    struct ahead_reader worker_reader;
    uint64_t n_freed;        /* batches that were handed out whole, and are free */
    bool has_batch;          /* the batch n_freed is being handed out */
    size_t next_slot;        /* index in it of the next entry */
    bool is_paused;          /* cutting is paused */
    bool has_end;            /* the CUT_END was cut, or cutting failed */
    enum lets_status status; /* of cutting, to be returned behind what was cut before */
    struct lets_error why;
    struct worker worker; /* its lock guards what follows */
    uint64_t n_cut;       /* batches that were cut */
    uint64_t n_taken;     /* of these, batches that a thread has taken to be read */
    bool is_read[BATCHES];
};

/* ---------------------------------------------------------------- both threads */

/* Takes the oldest batch that was cut and not taken, and reads it; false where there is none. With
 * the lock held, released meanwhile. */
static bool try_read(struct read_ahead *ahead, struct ahead_reader *reader)
{
    if (ahead->n_taken == ahead->n_cut) {
        return false;
    }
    size_t at = ahead->n_taken++ % BATCHES;
    worker_unlock(&ahead->worker);
    ahead_batch_read(&ahead->batches[at], reader, ahead->decimals, ahead->checks_all);
    worker_lock(&ahead->worker);
    ahead->is_read[at] = true;
    worker_wake(&ahead->worker);
    return true;
}

/* A step of the worker thread, see worker_start. */
static bool work(void *context)
{
    struct read_ahead *ahead = context;
    return try_read(ahead, &ahead->worker_reader);
}

/* ---------------------------------------------------------------- the consumer */

/* Cuts batches until the ring is full, the end was cut, cutting is paused or fails. A failure is
 * kept until what was cut before it is handed out. */
static void cut_ahead(struct read_ahead *ahead, uint64_t n_accounts)
{
    /* The entries that are cut ahead of a close may open accounts, each a line more in it. */
    cutter_set_longest(ahead->cutter, cutter_longest(n_accounts + (uint64_t)ENTRIES_AHEAD));
    while (!ahead->has_end && !ahead->is_paused && ahead->n_cut - ahead->n_freed < BATCHES) {
        size_t at = ahead->n_cut % BATCHES;
        struct ahead_batch *batch = &ahead->batches[at];
        ahead->status = ahead_batch_cut(batch, ahead->cutter, ahead->lines, ahead->decimals,
                                        ahead->checks_all, &ahead->why);
        bool is_some = batch->n_slots > 0;
        ahead->has_end = ahead->status != LETS_OK ||
                         (is_some && batch->slots[batch->n_slots - 1].cut.kind == CUT_END);
        worker_lock(&ahead->worker);
        ahead->is_read[at] = false;
        ahead->n_cut += is_some ? 1 : 0;
        worker_wake(&ahead->worker);
        worker_unlock(&ahead->worker);
    }
}

/* Waits until the batch n_freed is read: reads batches while there are any to be taken, that
 * one first, and then sleeps. */
static void await_batch(struct read_ahead *ahead)
{
    worker_lock(&ahead->worker);
    while (!ahead->is_read[ahead->n_freed % BATCHES]) {
        if (!try_read(ahead, &ahead->consumer_reader)) {
            worker_wait(&ahead->worker);
        }
    }
    worker_unlock(&ahead->worker);
}

/* There is no entry to hand out: the failure that was kept, or the pause. */
static enum lets_status fail_or_pause(struct read_ahead *ahead, struct ahead_entry *out,
                                      struct lets_error *err)
{
    assert((ahead->status != LETS_OK || ahead->is_paused) && "not to be called behind the end");
    if (ahead->status != LETS_OK && err != NULL) {
        *err = ahead->why;
    }
    if (ahead->status == LETS_OK) {
        *out = (struct ahead_entry){.cut = NULL};
        ahead->is_paused = false;
    }
    return ahead->status;
}

enum lets_status read_ahead_next(struct read_ahead *ahead, uint64_t n_accounts,
                                 struct ahead_entry *out, struct lets_error *err)
{
    struct ahead_batch *batch = &ahead->batches[ahead->n_freed % BATCHES];
    if (ahead->has_batch && ahead->next_slot == batch->n_slots) {
        ahead->n_freed++;
        ahead->has_batch = false;
    }
    if (!ahead->has_batch) {
        cut_ahead(ahead, n_accounts);
        if (ahead->n_cut == ahead->n_freed) {
            return fail_or_pause(ahead, out, err);
        }
        await_batch(ahead);
        batch = &ahead->batches[ahead->n_freed % BATCHES];
        ahead->has_batch = true;
        ahead->next_slot = 0;
    }
    const struct ahead_slot *slot = &batch->slots[ahead->next_slot++];
    out->cut = &slot->cut;
    out->entry = slot->is_read ? &slot->entry : NULL;
    out->is_canonical = slot->is_canonical;
    return LETS_OK;
}

void read_ahead_pause(struct read_ahead *ahead)
{
    ahead->is_paused = true;
}

const struct lets_entry *read_ahead_peek(const struct read_ahead *ahead, size_t later)
{
    const struct ahead_batch *batch = &ahead->batches[ahead->n_freed % BATCHES];
    size_t at = ahead->next_slot + later;
    bool is_known = ahead->has_batch && at < batch->n_slots && batch->slots[at].is_read;
    return is_known ? &batch->slots[at].entry : NULL;
}

/* ---------------------------------------------------------------- the whole */

enum lets_status read_ahead_new(struct cutter *cutter, struct line_reader *lines, unsigned decimals,
                                bool checks_all, struct read_ahead **out, struct lets_error *err)
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
    ahead->checks_all = checks_all;
    status = ahead_reader_init(&ahead->consumer_reader, err);
    if (status == LETS_OK) {
        status = ahead_reader_init(&ahead->worker_reader, err);
    }
    if (status != LETS_OK) {
        read_ahead_free(ahead);
        return status;
    }
    worker_start(&ahead->worker, work, ahead);
    *out = ahead;
    return LETS_OK;
}

void read_ahead_free(struct read_ahead *ahead)
{
    if (ahead == NULL) {
        return;
    }
    worker_stop(&ahead->worker);
    ahead_reader_release(&ahead->consumer_reader);
    ahead_reader_release(&ahead->worker_reader);
    for (size_t i = 0; i < BATCHES; i++) {
        ahead_batch_release(&ahead->batches[i]);
    }
    mem_free(ahead);
}
