/* SPDX-License-Identifier: MIT */
#ifndef LETS_WORKER_H
#define LETS_WORKER_H

/*
 * A thread that works ahead of the one that started it, the consumer. The work is cut into steps,
 * and how far it has come is kept in members that only whoever holds the worker's lock may touch.
 * The worker thread does step after step, and sleeps while there is none to be done. The consumer,
 * when it needs what is not done yet, does steps itself, and sleeps only while the worker thread is
 * at the one that it needs:
 *
 *     worker_lock(&worker);
 *     while (!is_done) {
 *         if (!step(context)) {
 *             worker_wait(&worker);
 *         }
 *     }
 *     worker_unlock(&worker);
 *
 * So the thread changes nothing but the speed: where none can be started, the consumer does every
 * step. These two threads are all that may use a worker, and they never sleep both at once, since
 * the consumer then would be waiting for nobody.
 */

#include <pthread.h>
#include <stdbool.h>

/* {0} is a worker that was never started. The members are for worker.c only. */
struct worker {
    bool (*step)(void *context); /* NULL: was never started */
    void *context;
    bool has_thread;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* Behind the lock: */
    bool is_waiting;  /* true while a thread sleeps; maybe also when none does */
    bool is_stopping; /* the thread is to end */
};

/*
 * Starts the thread, or does without. step: does one step if there is any, and returns whether
 * there was. It is called with the lock held, releases it while it works, takes it again to say
 * what was done, and calls worker_wake. The worker must stay where it is until worker_stop, and
 * with it all that step uses.
 */
void worker_start(struct worker *worker, bool (*step)(void *context), void *context);

/* Ends the thread, after the step it is at. Nothing to do where it was never started. */
void worker_stop(struct worker *worker);

void worker_lock(struct worker *worker);
void worker_unlock(struct worker *worker);

/* Sleeps until the other thread calls worker_wake, or no reason at all: what is waited for must be
 * checked again. Called with the lock held, which is released meanwhile. */
void worker_wait(struct worker *worker);

/* Wakes the other thread, if it sleeps, to check again. Called with the lock held. */
void worker_wake(struct worker *worker);

#endif
