/* SPDX-License-Identifier: MIT */
/*
 * Words to the user on standard error, and questions. Nothing is ever asked without a terminal on
 * both sides: a script that did not say --yes is refused, not answered for.
 */

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

    (void)session;
    va_start(arguments, format);
    tell("warning: ", format, arguments);
    va_end(arguments);
}

void session_tell(const struct session *session, const char *format, ...)
{
    va_list arguments;

    if (session->globals->is_quiet) {
        return;
    }
    va_start(arguments, format);
    tell("", format, arguments);
    va_end(arguments);
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
    return !session->globals->is_yes && !session->globals->is_dry_run &&
           session->world->is_input_terminal && session->world->is_error_terminal;
}

enum lets_status session_confirm(const struct session *session, const char *question,
                                 struct lets_error *err)
{
    const struct world *world = session->world;
    struct buffer shown = {0};
    char answer[16];

    if (session->globals->is_yes) {
        return LETS_OK;
    }
    if (!world->is_input_terminal || !world->is_error_terminal) {
        return session_fail(err, LETS_NOT_CONFIRMED,
                            "without a terminal nobody can be asked '%s'; --yes answers it",
                            question);
    }
    if (session->globals->is_dry_run) {
        return LETS_OK;
    }
    harmless_add(&shown, lets_span_of(question));
    fprintf(stderr, "%s [y/N] ", buffer_string(&shown));
    (void)fflush(stderr);
    buffer_release(&shown);
    bool is_read = fgets(answer, (int)sizeof answer, stdin) != NULL;
    if (is_read && (strcmp(answer, "y\n") == 0 || strcmp(answer, "Y\n") == 0 ||
                    strcmp(answer, "yes\n") == 0)) {
        return LETS_OK;
    }
    return session_fail(err, LETS_NOT_CONFIRMED, "not confirmed; nothing was changed");
}
