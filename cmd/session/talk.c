/* SPDX-License-Identifier: MIT */
/*
 * Words to the user on standard error, and questions. Nothing is ever asked without a terminal on
 * both sides: a script that did not say --yes is refused, not answered for.
 */

#include "session/talk.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "base/harmless.h"
#include "session/session.h"

static void tell(const char *head, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* One line on standard error, made harmless. */
static void tell(const char *head, const char *format, va_list arguments)
{
    struct buffer line = {0};
    struct buffer shown = {0};

    buffer_add_format(&line, format, arguments);
    harmless_add(&shown, buffer_span(&line));
    fprintf(stderr, "lets: %s%s\n", head, buffer_string(&shown));
    buffer_release(&shown);
    buffer_release(&line);
}

void session_warn(const struct session *session, const char *format, ...)
{
    va_list arguments;

    if (session->is_hushed) {
        return;
    }
    va_start(arguments, format);
    tell("warning: ", format, arguments);
    va_end(arguments);
}

void session_warn_lost(const struct session *session, const char *path, unsigned lost)
{
    if ((lost & LETS_FILE_GROUP_LOST) != 0) {
        session_warn(session,
                     "'%s' could not keep its group: the one it has now may not read it; whoever "
                     "may do so gives it back with chgrp and chmod",
                     path);
    }
    if ((lost & LETS_FILE_OWNER_LOST) != 0) {
        session_warn(session,
                     "'%s' could not keep its owner, who may now do less with it: the system's "
                     "administrator gives it back with chown, or puts him into its group",
                     path);
    }
    if ((lost & LETS_FILE_LIST_LOST) != 0) {
        session_warn(session,
                     "'%s' could not keep its access control list: give it back with setfacl",
                     path);
    }
    if ((lost & LETS_FILE_MODE_LOST) != 0) {
        session_warn(session, "'%s' has the mode that its file system gives", path);
    }
}

void session_tell(const struct session *session, const char *format, ...)
{
    va_list arguments;

    if (session->globals->is_quiet || session->is_hushed) {
        return;
    }
    va_start(arguments, format);
    tell("", format, arguments);
    va_end(arguments);
}

void session_tell_later(struct session *session, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    buffer_add_format(&session->later, format, arguments);
    va_end(arguments);
    buffer_add_string(&session->later, "\n");
}

void session_tell_noted(const struct session *session)
{
    struct lets_span rest = buffer_span(&session->later);

    while (rest.size > 0) {
        size_t size = (size_t)((const char *)memchr(rest.bytes, '\n', rest.size) - rest.bytes);
        session_tell(session, "%.*s", (int)size, rest.bytes);
        rest.bytes += size + 1;
        rest.size -= size + 1;
    }
}

void session_tell_tail(const struct session *session)
{
    const struct lets_tail *tail = lets_journal_tail(session->journal);

    if (tail->kind != LETS_TAIL_OPEN) {
        return;
    }
    bool is_by_hand = tail->is_typed || tail->is_unended || tail->near_typed > 0;
    session_warn(session,
                 "%s:%" PRIu64 ": %s follow the last seal and count for nothing; run 'lets %s'",
                 session->journal_name, tail->line,
                 is_by_hand ? "entries typed by hand" : "remains of an unfinished commit",
                 is_by_hand ? "seal" : "recover");
}

bool session_asks(const struct session *session)
{
    return !session->globals->is_yes && !session->globals->is_dry_run && !session->is_hushed &&
           session->world->is_input_terminal && session->world->is_error_terminal;
}

static enum lets_status ask(const char *question, struct lets_error *err)
{
    struct buffer shown = {0};
    char answer[16];

    harmless_add(&shown, lets_span_of(question));
    fprintf(stderr, "%s [y/N] ", buffer_string(&shown));
    (void)fflush(stderr);
    buffer_release(&shown);
    bool is_read = fgets(answer, (int)sizeof answer, stdin) != NULL;
    if (is_read && (strcmp(answer, "y\n") == 0 || strcmp(answer, "Y\n") == 0 ||
                    strcmp(answer, "yes\n") == 0)) {
        return LETS_OK;
    }
    return failure_set(err, LETS_NOT_CONFIRMED, "not confirmed; nothing was changed");
}

void session_note_shown(struct session *session, struct lets_span shown)
{
    memory_free(session->shown);
    session->shown = memory_copy(shown);
}

/* The question of a command that holds the lock: it counts as answered where it was asked before,
 * of the same books; else it is noted, to be asked without the lock. */
static enum lets_status note_question(struct session *session, const char *text,
                                      struct lets_error *err)
{
    struct confirmation *question = &session->asked;
    const struct lets_hash head = lets_ledger_summary(session->ledger)->head;

    assert(session->may_ask); /* else nobody would ever be asked */
    if (session->is_hushed && strcmp(question->text, text) == 0 &&
        lets_span_equal(lets_span_of(question->shown), lets_span_of(session->shown)) &&
        strcmp(question->head.hex, head.hex) == 0) {
        session->is_hushed = false;
        return LETS_OK;
    }
    char *copy = memory_copy(lets_span_of(text));
    memory_free(question->text);
    memory_free(question->shown);
    *question =
        (struct confirmation){.text = copy, .shown = session->shown, .head = head, .is_open = true};
    session->shown = NULL;
    return failure_set(err, LETS_NOT_CONFIRMED, "nobody was asked '%s'", text);
}

enum lets_status session_confirm(struct session *session, const char *question,
                                 struct lets_error *err)
{
    const struct world *world = session->world;

    if (session->globals->is_yes) {
        return LETS_OK;
    }
    if (!world->is_input_terminal || !world->is_error_terminal) {
        return failure_set(err, LETS_NOT_CONFIRMED,
                           "without a terminal nobody can be asked '%s'; --yes answers it",
                           question);
    }
    if (session->globals->is_dry_run) {
        return LETS_OK;
    }
    return session->is_locked ? note_question(session, question, err) : ask(question, err);
}

enum lets_status session_ask_noted(struct session *session, struct lets_error *err)
{
    session->asked.is_open = false;
    return ask(session->asked.text, err);
}
