/* SPDX-License-Identifier: MIT */
#ifndef TALK_H
#define TALK_H

/* Words to the user on standard error, and questions. */

#include <lets.h>

struct session;

/* "lets: warning: .." on standard error; stays with --quiet. */
void session_warn(const struct session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A line on standard error; not with --quiet. */
void session_tell(const struct session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether session_confirm would ask: neither --yes, nor --dry-run, and there is a terminal. */
bool session_asks(const struct session *session);

/* Asks a yes-or-no question on the terminal. LETS_OK for yes, or without asking with --yes and,
 * where it could be asked, with --dry-run; LETS_NOT_CONFIRMED for no, and where there is no
 * terminal. */
enum lets_status session_confirm(const struct session *session, const char *question,
                                 struct lets_error *err);

/* Says on standard error that unsealed entries follow the last seal. */
void session_tell_tail(const struct session *session);

#endif
