/* SPDX-License-Identifier: MIT */
#ifndef SESSION_H
#define SESSION_H

/*
 * One run of the program on one journal: which file, who, what day; the journal open and replayed,
 * its directory, and where the answer goes.
 */

#include "base/failure.h"
#include "line/options.h"
#include "output/output.h"
#include "session/personal_file.h"
#include "session/seen.h"
#include "session/world.h"
#include "words/names.h"

/* A question that was asked, and of what books: whoever said yes to it has said yes to nothing
 * else.
 */
struct confirmation {
    char *text;            /* owned; NULL: nothing was asked */
    char *shown;           /* owned: what was shown above it; NULL: nothing */
    struct lets_hash head; /* of the books that it was asked about */
    bool is_open;          /* it is still to be asked */
};

struct session {
    const struct command *const *commands; /* those there are, ended by NULL */
    const struct command *command;
    const struct globals *globals;
    const struct world *world;
    struct lets_date today; /* a writer reads the clock for both once it holds its lock */
    struct lets_time now;
    const char *clerk;        /* NULL: nobody knows */
    const char *journal_name; /* as people know it: a path, or "standard input" */
    const char *journal_path; /* NULL: standard input */
    char *journal_target;     /* owned: where the path leads, if it is a symbolic link; else NULL */
    char *directory_path;     /* owned; NULL for standard input */
    struct output output;
    struct names names; /* of the directory; of nothing with ids only */
    struct lets_journal *journal;
    struct lets_ledger *ledger;
    struct lets_directory *directory; /* empty with ids only */
    struct personal_file directory_file;
    struct seen seen;
    struct seen_head to_remember; /* when the answer was given; empty: nothing */
    bool is_cut;                  /* --accept-cut was needed */
    struct lets_hash at_hash;     /* of --at; the digits given, or empty */
    struct lets_time at_time;     /* of --at, where has_at_time */
    bool has_at_time;
    bool has_ids_only; /* --ids, or a command that names nobody */
    bool is_recorded; /* what the command changes is changed: a failure now loses only the answer */
    bool is_locked;   /* the journal is held under its lock: nothing may be waited for */
    bool may_ask;     /* writing_run is at work: what is noted under the lock is asked by it */
    bool is_hushed;   /* its question was answered yes: what is told now was told before it */
    struct confirmation asked;
    char *shown;               /* owned: what is shown above the question to come; NULL: nothing */
    struct buffer later;       /* owned: lines told behind the answer, by session_tell_later() */
    bool is_color;             /* on standard error */
    bool is_blaming;           /* an error would be about a file */
    struct buffer blamed_name; /* owned: its name, by session_blame() */
    int exit_status; /* where LETS_OK is not the whole truth (audit), or the command line is to
                        blame; 0 */
};

/* The command has changed what it was to change. */
void session_note_recorded(struct session *session);

/* Reads the clock: what is `now`, and what is `today` unless the command line or the environment
 * says otherwise. Refused, the command line is to blame. */
enum lets_status session_read_clock(struct session *session, struct lets_error *err);

/* Closes the journal, and with it its lock, and lets go of all that was read. */
void session_close(struct session *session);

/* The file that an error is about; NULL: none. */
const char *session_blamed(const struct session *session);

/* Blames a file; NULL: none. Its name is copied: many of them go with what their command frees. */
void session_blame(struct session *session, const char *path);

/* Blames a file, or nothing, for a status that a call for that file returned; returns it. */
enum lets_status session_blame_if(struct session *session, enum lets_status status,
                                  const char *path);

/* Refuses a path that must never be an answer (destination.h), whatever option names it.
 * LETS_BAD_USAGE. */
enum lets_status session_check_output(const struct session *session, const char *option,
                                      const char *path, struct lets_error *err);

/* Refuses -o onto a file that the command reads or keeps. */
enum lets_status session_protect(const struct session *session, const char *path,
                                 struct lets_error *err);

/* ---- used by main */

/* Everything that the command line and the world say, checked; opens no journal. The session must
 * be {0}; it is yours to release either way. Refused, the command line is to blame. */
enum lets_status session_init(struct session *session, const struct command_line *line,
                              const struct world *world, struct lets_error *err);
void session_release(struct session *session);

#endif
