/* SPDX-License-Identifier: MIT */
/*
 * The journal open, its directory loaded, its ledger replayed. What is remembered of a ledger is
 * loaded before the replay takes the size of the file, so that a commit made in between can never
 * look like one that was cut off. For the same reason a file that was replaced by then is opened
 * anew.
 */

#include "session/reading.h"

#include <stdio.h>
#include <string.h>

#include "session/directory_file.h"
#include "session/session.h"
#include "session/talk.h"

#define OPENED_MAX 5 /* times, where the file is replaced each time */

/* What to do next, which only the program knows: the library has no options. */
static enum lets_status hint(enum lets_status status, enum lets_status about, const char *text,
                             struct lets_error *err)
{
    if (status == about && err != NULL && err->hint[0] == '\0') {
        (void)snprintf(err->hint, sizeof err->hint, "%s", text);
    }
    return status;
}

enum lets_status session_load_directory(struct session *session, struct lets_error *err)
{
    bool is_read = session->directory_path != NULL && !session->has_ids_only;

    session_blame(session, session->directory_path);
    enum lets_status status =
        is_read ? directory_file_load(session->directory_path, &session->directory_file,
                                      &session->directory, err)
                : lets_directory_parse("", 0, &session->directory, err);
    if (status != LETS_OK) {
        bool is_view = session->command->kind == COMMAND_VIEW;
        return is_view ? hint(status, LETS_BAD_DIRECTORY, "--ids shows the books without it", err)
                       : status;
    }
    names_set(&session->names, session->has_ids_only ? NULL : session->directory);
    session_blame(session, NULL);
    return LETS_OK;
}

/* The library knows whether it would help, and says it in its hint. */
static bool advises_recover(const struct lets_error *err)
{
    return strstr(err->hint, "'lets recover'") != NULL;
}

bool session_is_recoverable(const struct lets_error *err)
{
    return err->status == LETS_DAMAGED && advises_recover(err);
}

enum lets_status session_hint_missing(const struct session *session, enum lets_status status,
                                      struct lets_error *err)
{
    struct buffer seen = {0};
    bool is_emptied = (status == LETS_NO_SUCH_FILE || status == LETS_NOT_A_JOURNAL) &&
                      seen_add_journal(&seen, &session->seen, session->journal_path);

    if (is_emptied && err != NULL) {
        /* Who gave up what was seen may have been interrupted as the other one was begun. */
        bool is_given_up = session->globals->accepts_cut && advises_recover(err);
        (void)snprintf(err->hint, sizeof err->hint, "%s: put back a copy%s", buffer_string(&seen),
                       is_given_up ? "; or, to begin another one in its place, 'lets recover' "
                                     "moves this file aside"
                                   : "");
    }
    buffer_release(&seen);
    return hint(status, LETS_NO_SUCH_FILE,
                "name the journal with -f or $LETS_JOURNAL, or make one: see 'lets help init'",
                err);
}

enum lets_status session_load_seen(struct session *session, struct lets_error *err)
{
    enum lets_status status = seen_load(&session->seen, session->journal, err);

    int unreadable = session->seen.unreadable;

    if (status == LETS_OK && (session->seen.is_damaged || unreadable != 0)) {
        char *path = seen_path(&session->seen);
        session_warn(session,
                     "what was remembered of this journal, in '%s', %s%s: whether something was "
                     "cut off the journal cannot be told this time",
                     path, unreadable != 0 ? "cannot be read: " : "is empty or damaged",
                     unreadable != 0 ? strerror(unreadable) : "");
        memory_free(path);
    }
    return status;
}

/* Opens the file that stands in the journal's place when what was seen of it is known: what others
 * put there until then may have been seen. */
static enum lets_status open_present(struct session *session, struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    for (int n = 1; n <= OPENED_MAX; n++) {
        lets_journal_close(session->journal);
        session->journal = NULL;
        status = lets_journal_open(session->journal_path, LETS_READ, 0, &session->journal, err);
        if (status != LETS_OK) {
            return session_hint_missing(session, status, err);
        }
        status = session_load_seen(session, err);
        if (status != LETS_OK || !lets_journal_is_replaced(session->journal)) {
            break;
        }
    }
    return status;
}

enum lets_status session_open(struct session *session, struct lets_error *err)
{
    session_blame(session, session->journal_name);
    enum lets_status status = open_present(session, err);
    return status == LETS_OK ? session_load_directory(session, err) : status;
}

enum lets_status session_replay(struct session *session, const struct lets_observer *observers,
                                size_t n_observers, struct lets_error *err)
{
    struct lets_replay replay = {
        .observers = observers,
        .n_observers = n_observers,
        .until_hash = session->at_hash.hex[0] != '\0' ? session->at_hash.hex : NULL,
        .until_time = session->has_at_time ? &session->at_time : NULL,
        .must_hold = session_must_hold(session),
    };

    enum lets_status status = lets_journal_replay(session->journal, &replay, &session->ledger, err);
    if (status == LETS_JOURNAL_CUT && err != NULL) {
        seen_advise(&session->seen, session->journal_path, err);
    }
    (void)session_hint_missing(session, status, err);
    if (status == LETS_OK) {
        names_take_all(&session->names, session->ledger);
    }
    return session_blame_if(session, status, session->journal_name);
}

enum lets_status session_replay_again(struct session *session, const struct lets_observer *observer,
                                      struct lets_error *err)
{
    const struct lets_replay replay = {.observers = observer, .n_observers = 1, .is_again = true};
    struct lets_ledger *ledger = NULL;
    enum lets_status status = lets_journal_replay(session->journal, &replay, &ledger, err);

    lets_ledger_free(ledger);
    return session_blame_if(session, status, session->journal_name);
}

enum lets_status session_read(struct session *session, const struct lets_observer *observers,
                              size_t n_observers, struct lets_error *err)
{
    enum lets_status status = session_open(session, err);

    if (status == LETS_OK) {
        status = session_replay(session, observers, n_observers, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    session_tell_tail(session);
    session_remember(session, session->ledger);
    return LETS_OK;
}

static void warn_cut(struct session *session)
{
    const struct seen *seen = &session->seen;
    struct buffer where = {0};
    struct lets_span time;
    const char *path = NULL;

    if (seen_where(seen, &time, &path)) {
        buffer_format(&where, " at %.*s in %s", SHOW(time), path);
    }
    session_warn(session, "the newest commit that was seen here, %.16s..%s, is given up%s",
                 seen->head.hex, buffer_string(&where),
                 session->command->kind == COMMAND_VIEW
                     ? " in this answer, and still missed by the next command: only one that "
                       "writes accepts the journal without it"
                     : ", and all that followed the last one that both have");
    buffer_release(&where);
}

/* With --accept-cut: whether the journal lacks the newest head seen, and what that means. */
static void note_cut(struct session *session)
{
    const struct lets_replay replay = {.must_hold = session->seen.head.hex};
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    enum lets_status status = lets_journal_replay(session->journal, &replay, &ledger, &err);

    lets_ledger_free(ledger);
    session->is_cut = status == LETS_JOURNAL_CUT;
    if (session->is_cut) {
        warn_cut(session);
    }
}

const char *session_must_hold(struct session *session)
{
    if (session->seen.head.hex[0] == '\0') {
        return NULL;
    }
    if (!session->globals->accepts_cut) {
        return session->seen.head.hex;
    }
    note_cut(session);
    return NULL;
}

void session_remember(struct session *session, const struct lets_ledger *ledger)
{
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    bool is_writer = session->command->kind == COMMAND_WRITER;

    if (session->globals->at != NULL || session->journal_path == NULL || summary->n_seals == 0 ||
        (session->is_cut && !is_writer)) {
        return;
    }
    session->seen.first = summary->first_seal;
    bool is_known = strcmp(session->seen.head.hex, summary->head.hex) == 0;
    if (is_known || !lets_journal_is_settled(session->journal)) {
        return;
    }
    session->to_remember = (struct seen_head){
        .hash = summary->head, .n_seals = summary->n_seals, .is_newest = is_writer};
}

void session_remember_noted(struct session *session)
{
    struct lets_error err = {0};

    if (session->to_remember.hash.hex[0] != '\0' &&
        seen_store(&session->seen, &session->to_remember, session->journal_path, session->now,
                   &err) != LETS_OK) {
        session_warn(session, "the newest seal cannot be remembered: %s", err.message);
    }
    session->to_remember = (struct seen_head){.n_seals = 0};
}
