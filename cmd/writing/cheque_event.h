/* SPDX-License-Identifier: MIT */
#ifndef CHEQUE_EVENT_H
#define CHEQUE_EVENT_H

/* What can happen to single cheques without a transfer: returned, stopped, released. */

#include "writing/writing.h"

/* What a command line says of it; strings are NULL where nothing was said. */
struct cheque_event {
    struct option_list numbers;
    const char *payee;  /* as people type it; returned only */
    const char *amount; /* returned only */
    const char *reason;
};

/* The tables of a command that takes numbers and a reason. */
extern const struct argument cheque_event_arguments[];
extern const struct option cheque_event_options[];

/* Records the event on every number, in one commit, dated today. */
enum lets_status cheque_event_run(struct session *session, enum lets_cheque_status happened,
                                  const struct cheque_event *given, struct lets_error *err);

#endif
