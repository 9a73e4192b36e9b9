/* SPDX-License-Identifier: MIT */
/*
 * A ring of batches. This thread cuts them, and hands out their entries in turn; both threads read
 * them, the oldest that nobody took first, this one whenever the batch that it needs is not read
 * yet. So both have work to the end, whichever part of it is the larger. They share, under a lock,
 * only which batches were cut, taken and read.
 */

#include "pieces/read_ahead.h"

#include <assert.h>
#include <pthread.h>

#include "base/mem.h"
#include "pieces/ahead_batch.h"

enum { BATCHES = 8, CUT_AHEAD = BATCHES * AHEAD_ENTRIES };

struct read_ahead {
    struct cutter *cutter;
    struct line_reader *lines;
    unsigned decimals;
    bool checks_all;
    struct ahead_batch batches[BATCHES]; /* the nth of all is batches[n % BATCHES] */
    struct ahead_reader own;
    struct ahead_reader other; /* the other thread's */
    uint64_t n_handed;         /* batches that are done with */
    bool has_batch;            /* the one after them is being handed out */
    size_t at_slot;            /* its entry that is next */
    bool is_resting;           /* cuts no more for now */
    bool has_end;              /* everything was cut, or the cutter failed */
    enum lets_status status;
    struct lets_error why;
    bool has_thread;
    pthread_t thread;
    pthread_mutex_t
        lock; /* of what follows; a batch is its reader's from being taken to being read */
    pthread_cond_t changed;
    uint64_t n_cut;
    uint64_t n_taken;
    bool is_read[BATCHES];
    bool is_over;
};

/* ---------------------------------------------------------------- both threads */

/* Reads the oldest batch that nobody took; false for none. Locked before and after. */
static bool read_one(struct read_ahead *ahead, struct ahead_reader *reader)
{
    if (ahead->n_taken == ahead->n_cut) {
        return false;
    }
    size_t at = ahead->n_taken++ % BATCHES;
    (void)pthread_mutex_unlock(&ahead->lock);
    ahead_batch_read(&ahead->batches[at], reader, ahead->decimals, ahead->checks_all);
    (void)pthread_mutex_lock(&ahead->lock);
    ahead->is_read[at] = true;
    (void)pthread_cond_signal(&ahead->changed);
    return true;
}

static void *work(void *context)
{
    struct read_ahead *ahead = context;
    (void)pthread_mutex_lock(&ahead->lock);
    while (!ahead->is_over) {
        if (!read_one(ahead, &ahead->other)) {
            (void)pthread_cond_wait(&ahead->changed, &ahead->lock);
        }
    }
    (void)pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

/* ---------------------------------------------------------------- this thread */

/* Cuts as many batches as there is room for. A failure is kept until what was cut before it is
 * handed out. */
static void cut_ahead(struct read_ahead *ahead, uint64_t n_accounts)
{
    /* Accounts that entries ahead of a close open may make it longer. */
    cutter_set_longest(ahead->cutter, cutter_longest(n_accounts + (uint64_t)CUT_AHEAD));
    while (!ahead->has_end && !ahead->is_resting && ahead->n_cut - ahead->n_handed < BATCHES) {
        size_t at = ahead->n_cut % BATCHES;
        struct ahead_batch *batch = &ahead->batches[at];
        ahead->status = ahead_batch_cut(batch, ahead->cutter, ahead->lines, ahead->decimals,
                                        ahead->checks_all, &ahead->why);
        bool is_some = batch->n_slots > 0;
        ahead->has_end = ahead->status != LETS_OK ||
                         (is_some && batch->slots[batch->n_slots - 1].cut.kind == CUT_END);
        (void)pthread_mutex_lock(&ahead->lock);
        ahead->is_read[at] = false;
        ahead->n_cut += is_some ? 1 : 0;
        (void)pthread_cond_signal(&ahead->changed);
        (void)pthread_mutex_unlock(&ahead->lock);
    }
}

/* Waits for the next batch to be read, and helps: with that one, or with those behind it. */
static void await_batch(struct read_ahead *ahead)
{
    (void)pthread_mutex_lock(&ahead->lock);
    while (!ahead->is_read[ahead->n_handed % BATCHES]) {
        if (!read_one(ahead, &ahead->own)) {
            (void)pthread_cond_wait(&ahead->changed, &ahead->lock);
        }
    }
    (void)pthread_mutex_unlock(&ahead->lock);
}

/* All that was cut is handed out. */
static enum lets_status none_left(struct read_ahead *ahead, struct ahead *out,
                                  struct lets_error *err)
{
    assert((ahead->status != LETS_OK || ahead->is_resting) && "nobody asks behind the end");
    if (ahead->status != LETS_OK && err != NULL) {
        *err = ahead->why;
    }
    if (ahead->status == LETS_OK) {
        *out = (struct ahead){.cut = NULL};
        ahead->is_resting = false;
    }
    return ahead->status;
}

enum lets_status read_ahead_next(struct read_ahead *ahead, uint64_t n_accounts, struct ahead *out,
                                 struct lets_error *err)
{
    struct ahead_batch *batch = &ahead->batches[ahead->n_handed % BATCHES];
    if (ahead->has_batch && ahead->at_slot == batch->n_slots) {
        ahead->n_handed++;
        ahead->has_batch = false;
    }
    if (!ahead->has_batch) {
        cut_ahead(ahead, n_accounts);
        if (ahead->n_cut == ahead->n_handed) {
            return none_left(ahead, out, err);
        }
        await_batch(ahead);
        batch = &ahead->batches[ahead->n_handed % BATCHES];
        ahead->has_batch = true;
        ahead->at_slot = 0;
    }
    const struct ahead_slot *slot = &batch->slots[ahead->at_slot++];
    out->cut = &slot->cut;
    out->entry = slot->is_read ? &slot->entry : NULL;
    out->is_canonical = slot->is_canonical;
    return LETS_OK;
}

void read_ahead_rest(struct read_ahead *ahead)
{
    ahead->is_resting = true;
}

const struct lets_entry *read_ahead_peek(const struct read_ahead *ahead, size_t later)
{
    const struct ahead_batch *batch = &ahead->batches[ahead->n_handed % BATCHES];
    size_t at = ahead->at_slot + later;
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
    int problem = pthread_mutex_init(&ahead->lock, NULL);
    problem = problem == 0 ? pthread_cond_init(&ahead->changed, NULL) : problem;
    assert(problem == 0 && "without attributes these cannot fail here");
    status = ahead_reader_init(&ahead->own, err);
    if (status == LETS_OK) {
        status = ahead_reader_init(&ahead->other, err);
    }
    if (status != LETS_OK) {
        read_ahead_free(ahead);
        return status;
    }
    /* Without a second thread the first reads it all. */
    ahead->has_thread = pthread_create(&ahead->thread, NULL, work, ahead) == 0;
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
        (void)pthread_cond_signal(&ahead->changed);
        (void)pthread_mutex_unlock(&ahead->lock);
        (void)pthread_join(ahead->thread, NULL);
    }
    (void)pthread_cond_destroy(&ahead->changed);
    (void)pthread_mutex_destroy(&ahead->lock);
    ahead_reader_release(&ahead->own);
    ahead_reader_release(&ahead->other);
    for (size_t i = 0; i < BATCHES; i++) {
        ahead_batch_release(&ahead->batches[i]);
    }
    mem_free(ahead);
}
