/* SPDX-License-Identifier: MIT */
/*
 * What every writer does first: see that it can answer, take the lock, and then look at the clock.
 */

#include "writing/writing_lock.h"

#include <stdio.h>

#include "base/failure.h"
#include "session/reading.h"
#include "session/session.h"
#include "session/talk.h"

#define FIRST_WAIT_MS 300   /* for the lock, before the user is told */
#define SECOND_WAIT_MS 5000 /* and after */

/* Opens the journal as soon as the lock is free. */
static enum lets_status open_locked(struct session *session, struct lets_error *err)
{
    struct lets_error busy = {0};
    session_blame(session, session->journal_name);
    enum lets_status status = lets_journal_open(session->journal_path, LETS_WRITE, FIRST_WAIT_MS,
                                                &session->journal, &busy);

    if (status == LETS_LOCKED) {
        session_tell(session, "%s: %s; waiting", session->journal_name, busy.message);
        return lets_journal_open(session->journal_path, LETS_WRITE, SECOND_WAIT_MS,
                                 &session->journal, err);
    }
    if (status != LETS_OK && err != NULL) {
        *err = busy;
    }
    return session_hint_missing(session, status, err);
}

/* The time is that of now, when nobody else can seal before: not that of the start, for the lock
 * may have been waited for, or a question been asked. */
enum lets_status writing_lock(struct session *session, struct lets_error *err)
{
    enum lets_status status = open_locked(session, err);

    if (status != LETS_OK) {
        return status;
    }
    session->is_locked = true;
    return session_read_clock(session, err);
}

enum lets_status writing_check_output(struct session *session, struct lets_error *err)
{
    return session_blame_if(session, output_check(&session->output, err), session->output.path);
}

/* A journal that vanished is not begun anew unawares: its members would have no books. */
enum lets_status writing_check_vanished(struct session *session, struct lets_error *err)
{
    struct buffer seen = {0};
    bool is_vanished = lets_journal_open(session->journal_path, LETS_READ, 0, &session->journal,
                                         NULL) == LETS_NO_SUCH_FILE &&
                       seen_add_journal(&seen, &session->seen, session->journal_path);
    enum lets_status status = LETS_OK;

    lets_journal_close(session->journal);
    session->journal = NULL;
    if (is_vanished && session->globals->accepts_cut) {
        session_warn(session, "%s; another one is begun in its place", buffer_string(&seen));
    } else if (is_vanished) {
        session_blame(session, session->journal_name);
        status = failure_set(err, LETS_JOURNAL_CUT, "%s, and is gone", buffer_string(&seen));
        (void)snprintf(err->hint, sizeof err->hint,
                       "put back a copy; or, to begin another one in its place, say --accept-cut");
    }
    buffer_release(&seen);
    return status;
}
