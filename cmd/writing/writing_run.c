/* SPDX-License-Identifier: MIT */
/*
 * One run of a command that writes, from the lock to the answer. Where it asks, it lets the lock go
 * for as long as the question is open, and begins anew on yes: nobody waits for somebody who
 * thinks, and nothing is recorded that was said yes to in other books than these.
 */

#include "writing/writing_run.h"

#include "base/failure.h"
#include "line/value.h"
#include "session/reading.h"
#include "session/talk.h"
#include "writing/personal.h"
#include "writing/writing_lock.h"

/* What a writer tells before it begins: that the world is not what it seems. */
static void tell_circumstances(const struct session *session)
{
    const struct world *world = session->world;
    char today[LETS_DATE_SIZE];
    char now[LETS_TIME_SIZE];

    lets_date_format(session->today, today);
    lets_time_format(session->now, now);
    if (world->now != NULL) {
        session_warn(session, "sealing at %s, and not by the clock, because of $LETS_NOW", now);
    }
    if (session->globals->today.is_given || world->today != NULL) {
        bool is_given = session->globals->today.is_given;
        session_warn(session, "today counts as %s because of %s%s", today,
                     is_given ? "--today" : "$LETS_TODAY",
                     world->now != NULL ? ""
                                        : "; the seal goes by the clock all the same: to rehearse "
                                          "other days, set $LETS_NOW");
    }
    personal_warn(session, "the clerk's name", lets_span_of(session->clerk));
}

/* What needs no lock: whether anybody may write here, and be answered. */
static enum lets_status prepare(struct session *session, struct lets_error *err)
{
    if (session->clerk == NULL) {
        return failure_misused(err, "nobody knows who is writing: say it with --clerk");
    }
    enum lets_status status = lets_text_check(lets_span_of(session->clerk), err);
    if (status != LETS_OK) {
        session->exit_status = lets_status_exit(LETS_BAD_USAGE);
        return value_named(status, "the clerk's name", err);
    }
    tell_circumstances(session);
    return writing_check_output(session, err);
}

/* Waits for the lock, says on standard error who holds it, replays under the observer. */
static enum lets_status begin(struct session *session, const struct lets_observer *observer,
                              struct lets_error *err)
{
    enum lets_status status = writing_lock(session, err);

    if (status == LETS_OK) {
        session_blame(session, session->journal_name);
        status = session_load_seen(session, err);
    }
    if (status == LETS_OK) {
        status = session_load_directory(session, err);
    }
    if (status == LETS_OK) {
        status = session_replay(session, observer, observer == NULL ? 0 : 1, err);
    }
    return status;
}

/* The same for a journal that does not exist yet: the append will make it. */
static enum lets_status begin_new(struct session *session, struct lets_error *err)
{
    enum lets_status status = writing_check_vanished(session, err);

    if (status != LETS_OK) {
        return status;
    }
    session_blame(session, session->journal_name);
    status = lets_journal_open(session->journal_path, LETS_CREATE, 0, &session->journal, err);
    if (status == LETS_OK) {
        status = session_load_directory(session, err);
    }
    return status == LETS_OK ? lets_ledger_new(&session->ledger, err) : status;
}

/* How one command writes. */
struct run {
    const struct lets_observer *observer; /* NULL: none */
    bool is_new;                          /* the journal is to be made */
    enum lets_status (*make)(struct writing *writing, struct session *session, const void *values,
                             struct lets_error *err);
    const void *values;
};

/* What `make` makes, and then the commit, unless there is to be none. */
static enum lets_status make_and_commit(struct writing *writing, struct session *session,
                                        const struct run *run, struct lets_error *err)
{
    enum lets_status status = run->make(writing, session, run->values, err);

    if (status == LETS_OK && !writing_is_dropped(writing) && !session->is_hushed) {
        status = writing_commit(writing, err);
        if (status != LETS_OK) {
            session->exit_status = 0; /* what was found before: the failure is what counts */
        }
    }
    return status;
}

/* One attempt under the lock. */
static enum lets_status attempt(struct session *session, const struct run *run,
                                struct lets_error *err)
{
    struct writing *writing = writing_new(session);

    buffer_clear(&session->later); /* of what was asked about, and begins anew */
    enum lets_status status = prepare(session, err);
    if (status == LETS_OK) {
        status = run->is_new ? begin_new(session, err) : begin(session, run->observer, err);
    }
    if (status == LETS_OK) {
        status = writing_open(writing, err);
    }
    if (status == LETS_OK) {
        status = make_and_commit(writing, session, run, err);
    }
    writing_free(writing);
    return status;
}

/* After an attempt, whether there is to be another, and what leads to it: a question that is open,
 * or was answered about other books than these; then nothing counts that was said yes to. */
static enum lets_status ask_again(struct session *session, enum lets_status status, bool *is_again,
                                  struct lets_error *err)
{
    bool is_open = status == LETS_NOT_CONFIRMED && session->asked.is_open;
    bool is_stale = session->is_hushed && (is_open || status == LETS_OK);

    session->is_hushed = false;
    *is_again = is_stale || is_open;
    if (is_stale) {
        session_close(session);
        session_tell(session, "what you were asked about has changed meanwhile; once more:");
        return LETS_OK;
    }
    if (is_open) {
        session_close(session);
        status = session_ask_noted(session, err);
        session->is_hushed = *is_again = status == LETS_OK;
    }
    return status;
}

static enum lets_status attempt_until_answered(struct session *session, const struct run *run,
                                               struct lets_error *err)
{
    bool is_again = true;
    enum lets_status status = LETS_OK;

    session->may_ask = true;
    while (is_again) {
        struct lets_error why = {0};
        status = attempt(session, run, &why);
        status = ask_again(session, status, &is_again, &why);
        if (status != LETS_OK && err != NULL) {
            *err = why;
        }
    }
    session->may_ask = false;
    return status;
}

enum lets_status writing_run(struct session *session, const struct lets_observer *observer,
                             enum lets_status (*make)(struct writing *writing,
                                                      struct session *session, const void *values,
                                                      struct lets_error *err),
                             const void *values, struct lets_error *err)
{
    const struct run run = {.observer = observer, .make = make, .values = values};

    return attempt_until_answered(session, &run, err);
}

enum lets_status writing_run_new(struct session *session,
                                 enum lets_status (*make)(struct writing *writing,
                                                          struct session *session,
                                                          const void *values,
                                                          struct lets_error *err),
                                 const void *values, struct lets_error *err)
{
    const struct run run = {.is_new = true, .make = make, .values = values};

    return attempt_until_answered(session, &run, err);
}
