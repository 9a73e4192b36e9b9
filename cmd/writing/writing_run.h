/* SPDX-License-Identifier: MIT */
#ifndef WRITING_RUN_H
#define WRITING_RUN_H

/* The one way in which commands write: lock, replay, apply, seal, save the directory, append, tell.
 * writing.h says what a command is. */

#include "writing/writing.h"

/* The whole of a command. Waits for the lock, says on standard error who holds it, replays under
 * the observer (NULL: none), has `make` add its entries, and where that succeeds seals, saves,
 * appends, remembers, and prints the answer; without entries only the directory is saved. An exit
 * status that `make` sets counts only if all of that succeeds. values: what `make` makes its
 * entries of. A `make` that asks (session_confirm) is run anew after the answer, under the lock
 * again, and asked again if the books have moved on: such a one has no observer that keeps what it
 * sees, and reads no stream. */
enum lets_status writing_run(struct session *session, const struct lets_observer *observer,
                             enum lets_status (*make)(struct writing *writing,
                                                      struct session *session, const void *values,
                                                      struct lets_error *err),
                             const void *values, struct lets_error *err);

/* The same for a journal that does not exist yet. */
enum lets_status writing_run_new(struct session *session,
                                 enum lets_status (*make)(struct writing *writing,
                                                          struct session *session,
                                                          const void *values,
                                                          struct lets_error *err),
                                 const void *values, struct lets_error *err);

#endif
