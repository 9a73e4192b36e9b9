/* SPDX-License-Identifier: MIT */
/*
 * The journal open, its directory loaded, its ledger replayed. What is remembered of a ledger is
 * loaded before the replay takes the size of the file, so that a commit made in between can never
 * look like one that was cut off.
 */

#include "session/reading.h"

#include <stdio.h>
#include <string.h>

#include "session/directory_file.h"
#include "session/session.h"
#include "session/talk.h"

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

    session->blamed = session->directory_path;
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
    session->blamed = NULL;
    return LETS_OK;
}

enum lets_status session_hint_missing(enum lets_status status, struct lets_error *err)
{
    return hint(status, LETS_NO_SUCH_FILE,
                "name the journal with -f or $LETS_JOURNAL, or make one: see 'lets help init'",
                err);
}

enum lets_status session_open(struct session *session, struct lets_error *err)
{
    session->blamed = session->journal_name;
    enum lets_status status =
        lets_journal_open(session->journal_path, LETS_READ, 0, &session->journal, err);
    if (status != LETS_OK) {
        return session_hint_missing(status, err);
    }
    status = seen_load(&session->seen, session->journal, err);
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
    return session_blame_if(session, status, session->journal_name);
}

enum lets_status session_replay_again(struct session *session, const struct lets_observer *observer,
                                      const char *until_hash, struct lets_error *err)
{
    const struct lets_replay replay = {
        .observers = observer,
        .n_observers = 1,
        .until_hash = until_hash,
    };
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

bool session_is_recoverable(const struct lets_error *err)
{
    return err->status == LETS_DAMAGED && strstr(err->hint, "'lets recover'") != NULL;
}

const char *session_must_hold(const struct session *session)
{
    return !session->globals->accepts_cut && session->seen.head.hex[0] != '\0'
               ? session->seen.head.hex
               : NULL;
}

void session_remember(struct session *session, const struct lets_ledger *ledger)
{
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    struct lets_error err = {0};
    bool is_newest = session->command->kind == COMMAND_WRITER || session->globals->accepts_cut;

    if (session->globals->at != NULL || session->journal_path == NULL || summary->n_seals == 0) {
        return;
    }
    session->seen.first = summary->first_seal;
    bool is_known = strcmp(session->seen.head.hex, summary->head.hex) == 0;
    if (is_known || !lets_journal_is_settled(session->journal)) {
        return;
    }
    if (seen_store(&session->seen, &summary->head, is_newest, session->journal_path, session->now,
                   &err) != LETS_OK) {
        session_warn(session, "the newest seal cannot be remembered: %s", err.message);
    }
}
