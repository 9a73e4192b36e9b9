/* SPDX-License-Identifier: MIT */
#ifndef WRITING_LOCK_H
#define WRITING_LOCK_H

/* The first steps of writing_run, for it and for recover. */

#include <lets.h>

struct session;

/* Opens the session's journal under its lock, waiting for it, and says on standard error who holds
 * it; then the session's clock is read. */
enum lets_status writing_lock(struct session *session, struct lets_error *err);

/* Whether the file of -o can be written: asked before anything is recorded, so that nobody records
 * it twice for want of an answer. */
enum lets_status writing_check_output(struct session *session, struct lets_error *err);

/* For a journal that is to be made: whether none was seen there that is gone. LETS_JOURNAL_CUT,
 * without --accept-cut. */
enum lets_status writing_check_vanished(struct session *session, struct lets_error *err);

#endif
