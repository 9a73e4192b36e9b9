/* SPDX-License-Identifier: MIT */
#ifndef WORLD_H
#define WORLD_H

/* What the program knows of the world. main.c alone asks for it, and hands it down. */

#include <lets.h>

/* Strings are NULL where there is none. */
struct world {
    const char *journal;             /* $LETS_JOURNAL */
    const char *clerk;               /* $LETS_CLERK */
    const char *today;               /* $LETS_TODAY */
    const char *now;                 /* $LETS_NOW */
    const char *state_home;          /* $XDG_STATE_HOME */
    const char *home;                /* $HOME */
    const char *login;               /* the user's login name */
    struct lets_time (*clock)(void); /* what time it is now */
    uint64_t (*milliseconds)(void);  /* a clock that only runs on, for progress bars */
    /* The day of an instant where people live: by the name of a zone, such as Europe/Madrid; NULL:
     * the system's. false: there is no such zone, or the day is none of 1900 to 2999. */
    bool (*local_day)(const char *zone, int64_t unix_seconds, struct lets_date *out);
    const char *(*zone_name)(void); /* what the system calls its zone now */
    bool has_no_color;              /* $NO_COLOR is set and not empty */
    bool is_dumb_terminal;
    bool is_input_terminal;
    bool is_output_terminal;
    bool is_error_terminal;
};

#endif
