/* SPDX-License-Identifier: MIT */
/*
 * One lock and one condition for all that the two threads tell each other. Steps are large, some
 * hundred microseconds of work, so neither is ever in the way. A thread is woken only where one
 * sleeps: as a rule none does, and then worker_wake is no call to the system.
 */

#include "pieces/worker.h"

#include <assert.h>
#include <stddef.h>

static void *run(void *context)
{
    struct worker *worker = context;
    worker_lock(worker);
    while (!worker->is_stopping) {
        if (!worker->step(worker->context)) {
            worker_wait(worker);
        }
    }
    worker_unlock(worker);
    return NULL;
}

void worker_start(struct worker *worker, bool (*step)(void *context), void *context)
{
    assert(worker->step == NULL && step != NULL);
    worker->step = step;
    worker->context = context;
    int problem = pthread_mutex_init(&worker->lock, NULL);
    problem = problem == 0 ? pthread_cond_init(&worker->changed, NULL) : problem;
    assert(problem == 0 && "without attributes these cannot fail here");
    worker->has_thread = pthread_create(&worker->thread, NULL, run, worker) == 0;
}

void worker_stop(struct worker *worker)
{
    if (worker->step == NULL) {
        return;
    }
    if (worker->has_thread) {
        worker_lock(worker);
        worker->is_stopping = true;
        worker_wake(worker);
        worker_unlock(worker);
        (void)pthread_join(worker->thread, NULL);
    }
    (void)pthread_cond_destroy(&worker->changed);
    (void)pthread_mutex_destroy(&worker->lock);
    worker->step = NULL;
}

void worker_lock(struct worker *worker)
{
    (void)pthread_mutex_lock(&worker->lock);
}

void worker_unlock(struct worker *worker)
{
    (void)pthread_mutex_unlock(&worker->lock);
}

void worker_wait(struct worker *worker)
{
    worker->is_waiting = true;
    (void)pthread_cond_wait(&worker->changed, &worker->lock);
}

void worker_wake(struct worker *worker)
{
    if (worker->is_waiting) {
        worker->is_waiting = false;
        (void)pthread_cond_signal(&worker->changed);
    }
}
