/* SPDX-License-Identifier: MIT */
#ifndef PROGRESS_H
#define PROGRESS_H

/*
 * A bar on the terminal for what takes more than half a second; nothing where standard error is no
 * terminal, and nothing with --quiet.
 *
 *   progress_begin(&progress, session, "writing", n);
 *   for (..) { ..; progress_step(&progress, i + 1); }
 *   progress_end(&progress);
 */

#include "session/session.h"

struct progress {
    const struct session *session;
    const char *what;
    uint64_t total;
    uint64_t began;  /* all times in milliseconds, by the session's world */
    uint64_t shown;  /* when last; 0: never */
    bool is_watched; /* there is a terminal */
};

/* total: what counts as all of it. */
void progress_begin(struct progress *progress, const struct session *session, const char *what,
                    uint64_t total);
void progress_step(struct progress *progress, uint64_t done);

/* Takes the bar away. */
void progress_end(struct progress *progress);

/* An observer for the replay of the session's journal, which shows how far it has come. The total
 * is the size of the journal's file. */
struct lets_observer progress_observer(struct progress *progress);

#endif
