/* SPDX-License-Identifier: MIT */
/*
 * A ring of batches between two threads. A batch is a run of bytes and where pieces end in it, some
 * hundreds of them, so that the threads meet seldom; they share nothing but the ring and, under its
 * lock, two counters and the verdict. The second thread allocates nothing.
 */

#include "hash_lane.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "mem.h"
#include "seal.h"

enum { BATCHES = 8, PIECES = 512 };

/* A run of bytes of one piece, which it ends or not. */
struct part {
    struct lets_span bytes;
    bool is_end;
    struct lets_hash stated;
};

struct batch {
    struct part parts[PIECES];
    size_t n_parts;
};

struct hash_lane {
    struct batch batches[BATCHES];
    struct seal_hasher *hasher;
    struct batch *filling;
    uint64_t n_filled; /* batches handed over; the first thread's own count */
    bool has_thread;
    pthread_t thread;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t changed;
    uint64_t n_given;
    uint64_t n_hashed;
    bool is_over;
    bool is_intact;
};

static bool hash_batch(struct seal_hasher *hasher, const struct batch *batch)
{
    bool is_intact = true;
    for (size_t i = 0; i < batch->n_parts; i++) {
        const struct part *part = &batch->parts[i];
        seal_update(hasher, part->bytes);
        if (part->is_end) {
            struct lets_hash found = seal_finish(hasher);
            is_intact = is_intact && memcmp(found.hex, part->stated.hex, LETS_HASH_SIZE) == 0;
        }
    }
    return is_intact;
}

static void *work(void *context)
{
    struct hash_lane *lane = context;
    (void)pthread_mutex_lock(&lane->lock);
    for (;;) {
        while (lane->n_given == lane->n_hashed && !lane->is_over) {
            (void)pthread_cond_wait(&lane->changed, &lane->lock);
        }
        if (lane->n_given == lane->n_hashed) {
            break;
        }
        const struct batch *batch = &lane->batches[lane->n_hashed % BATCHES];
        (void)pthread_mutex_unlock(&lane->lock);
        bool is_intact = hash_batch(lane->hasher, batch);
        (void)pthread_mutex_lock(&lane->lock);
        lane->n_hashed++;
        lane->is_intact = lane->is_intact && is_intact;
        (void)pthread_cond_broadcast(&lane->changed);
    }
    (void)pthread_mutex_unlock(&lane->lock);
    return NULL;
}

enum lets_status hash_lane_new(struct hash_lane **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct hash_lane), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct hash_lane *lane = bytes;
    status = seal_hasher_new(&lane->hasher, err);
    if (status != LETS_OK) {
        mem_free(lane);
        return status;
    }
    int problem = pthread_mutex_init(&lane->lock, NULL);
    problem = problem == 0 ? pthread_cond_init(&lane->changed, NULL) : problem;
    assert(problem == 0 && "without attributes these cannot fail here");
    lane->filling = &lane->batches[0];
    lane->is_intact = true;
    *out = lane;
    return LETS_OK;
}

void hash_lane_free(struct hash_lane *lane)
{
    if (lane == NULL) {
        return;
    }
    if (lane->has_thread) {
        (void)pthread_mutex_lock(&lane->lock);
        lane->is_over = true;
        (void)pthread_cond_broadcast(&lane->changed);
        (void)pthread_mutex_unlock(&lane->lock);
        (void)pthread_join(lane->thread, NULL);
    }
    (void)pthread_cond_destroy(&lane->changed);
    (void)pthread_mutex_destroy(&lane->lock);
    seal_hasher_free(lane->hasher);
    mem_free(lane);
}

/* Gives the batch at hand to the thread, and takes the next, once that is free. */
static void give(struct hash_lane *lane, bool may_begin)
{
    if (lane->filling->n_parts == 0) {
        return;
    }
    if (!lane->has_thread && may_begin) {
        lane->has_thread = pthread_create(&lane->thread, NULL, work, lane) == 0;
    }
    (void)pthread_mutex_lock(&lane->lock);
    if (!lane->has_thread) {
        lane->is_intact = hash_batch(lane->hasher, lane->filling) && lane->is_intact;
        lane->n_hashed++;
    }
    lane->n_given++;
    lane->n_filled = lane->n_given;
    (void)pthread_cond_broadcast(&lane->changed);
    while (lane->n_given - lane->n_hashed == BATCHES) {
        (void)pthread_cond_wait(&lane->changed, &lane->lock);
    }
    (void)pthread_mutex_unlock(&lane->lock);
    lane->filling = &lane->batches[lane->n_filled % BATCHES];
    lane->filling->n_parts = 0;
}

static struct part *next_part(struct hash_lane *lane)
{
    if (lane->filling->n_parts == PIECES) {
        give(lane, true);
    }
    struct part *part = &lane->filling->parts[lane->filling->n_parts++];
    part->bytes = (struct lets_span){0};
    part->is_end = false;
    return part;
}

void hash_lane_add(struct hash_lane *lane, struct lets_span bytes)
{
    next_part(lane)->bytes = bytes;
}

void hash_lane_end(struct hash_lane *lane, const struct lets_hash *stated)
{
    struct batch *batch = lane->filling;
    size_t n = batch->n_parts;
    struct part *part =
        n > 0 && !batch->parts[n - 1].is_end ? &batch->parts[n - 1] : next_part(lane);
    part->is_end = true;
    part->stated = *stated;
}

uint64_t hash_lane_mark(struct hash_lane *lane)
{
    give(lane, true);
    return lane->n_filled;
}

void hash_lane_wait(struct hash_lane *lane, uint64_t mark)
{
    (void)pthread_mutex_lock(&lane->lock);
    while (lane->n_hashed < mark) {
        (void)pthread_cond_wait(&lane->changed, &lane->lock);
    }
    (void)pthread_mutex_unlock(&lane->lock);
}

bool hash_lane_finish(struct hash_lane *lane)
{
    give(lane, false);
    hash_lane_wait(lane, lane->n_filled);
    return lane->is_intact;
}
