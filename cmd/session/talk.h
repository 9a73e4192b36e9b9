/* SPDX-License-Identifier: MIT */
#ifndef TALK_H
#define TALK_H

/* Words to the user on standard error, and questions. */

#include <lets.h>

struct session;

/* "lets: warning: .." on standard error; stays with --quiet. Like what session_tell says, nothing
 * is said twice where a command begins anew after its question. */
void session_warn(const struct session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Warns of what a file that was replaced could not keep: bits of enum lets_file_loss. */
void session_warn_lost(const struct session *session, const char *path, unsigned lost);

/* A line on standard error; not with --quiet. */
void session_tell(const struct session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same, told behind the answer: what is about what the answer says. It is told all the same
 * where the answer could not be put out, for what it is about was done; where the command failed,
 * nothing was, and it is not told. */
void session_tell_later(struct session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void session_tell_noted(const struct session *session);

/* Whether session_confirm would ask: neither --yes, nor --dry-run, there is a terminal, and nobody
 * has answered yet. */
bool session_asks(const struct session *session);

/* Asks a yes-or-no question on the terminal. LETS_OK for yes, or without asking with --yes and,
 * where it could be asked, with --dry-run; LETS_NOT_CONFIRMED for no, and where there is no
 * terminal. Nobody is kept waiting by a question: while the journal is locked it is only noted, and
 * LETS_NOT_CONFIRMED; writing_run then asks it without the lock, and on yes begins anew, where it
 * counts as answered if the question and the books are still the same. So whoever holds the lock
 * and calls this was called by writing_run. */
enum lets_status session_confirm(struct session *session, const char *question,
                                 struct lets_error *err);

/* What is shown above the question to come: who says yes to it says yes to this, too. */
void session_note_shown(struct session *session, struct lets_span shown);

/* Asks what session_confirm has noted, after the lock was let go. */
enum lets_status session_ask_noted(struct session *session, struct lets_error *err);

/* Says on standard error that unsealed entries follow the last seal. */
void session_tell_tail(const struct session *session);

#endif
