/* SPDX-License-Identifier: MIT */
#ifndef SESSION_H
#define SESSION_H

/*
 * One run of the program on one journal: which file, who, what day; the journal open and replayed,
 * its directory, and where the answer goes. A view is
 *
 *   static enum lets_status run(struct session *session, const void *values, struct lets_error
 * *err)
 *   {
 *       const struct balance_values *options = values;
 *       struct lets_observer observers[1] = {..};
 *       enum lets_status status = session_read(session, observers, 1, err);
 *       if (status != LETS_OK) {
 *           return status;
 *       }
 *       .. session->ledger, session->names, session->output ..
 *   }
 */

#include "base/failure.h"
#include "line/options.h"
#include "output/output.h"
#include "session/directory_file.h"
#include "session/seen.h"
#include "words/sentence.h"

/* What the program knows of the world; main.c alone asks for it. Strings are NULL where there is
 * none. */
struct world {
    const char *journal;    /* $LETS_JOURNAL */
    const char *clerk;      /* $LETS_CLERK */
    const char *today;      /* $LETS_TODAY */
    const char *now;        /* $LETS_NOW */
    const char *state_home; /* $XDG_STATE_HOME */
    const char *home;       /* $HOME */
    const char *login;      /* the user's login name */
    struct lets_time clock;
    uint64_t (*milliseconds)(void); /* a clock that only runs on, for progress bars */
    bool has_no_color;              /* $NO_COLOR is set and not empty */
    bool is_dumb_terminal;
    bool is_input_terminal;
    bool is_output_terminal;
    bool is_error_terminal;
};

struct session {
    const struct command *command;
    const struct globals *globals;
    const struct world *world;
    struct lets_date today;
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
    struct lets_directory *directory;     /* empty with ids only */
    struct directory_file directory_file; /* as it was read */
    struct seen seen;
    struct lets_hash at_hash; /* of --at; the digits given, or empty */
    struct lets_time at_time; /* of --at, where has_at_time */
    bool has_at_time;
    bool has_ids_only; /* --ids, or a command that names nobody */
    bool is_recorded; /* what the command changes is changed: a failure now loses only the answer */
    bool is_color;    /* on standard error */
    const char *blamed;        /* the file that an error is about; NULL: none */
    struct buffer blamed_name; /* owned: its name, of session_blame */
    char *blamed_file;         /* owned: where nothing else keeps its name; NULL: none */
    int exit_status; /* where LETS_OK is not the whole truth (audit), or the command line is to
                        blame; 0 */
};

/* Opens the journal for reading and loads its directory: for commands that do not replay (audit).
 */
enum lets_status session_open(struct session *session, struct lets_error *err);

/* session_open, then the replay under the observers, up to --at. Tells of an open tail on standard
 * error and remembers the head. Afterwards ledger, directory, names are there. */
enum lets_status session_read(struct session *session, const struct lets_observer *observers,
                              size_t n_observers, struct lets_error *err);

/* The parts of it, for writers: what to do about a journal that is not there, the directory, and
 * the replay under what must hold. */
enum lets_status session_hint_missing(enum lets_status status, struct lets_error *err);
enum lets_status session_load_directory(struct session *session, struct lets_error *err);
enum lets_status session_replay(struct session *session, const struct lets_observer *observers,
                                size_t n_observers, struct lets_error *err);

/* The 64 digits of the newest head seen of the open journal, for lets_audit_options; NULL: none, or
 * --accept-cut. */
const char *session_must_hold(const struct session *session);

/* Remembers the head of a ledger that was found sound, after a replay that had to hold the one
 * before. */
void session_remember(struct session *session, const struct lets_ledger *ledger);

/* The command has changed what it was to change. */
void session_note_recorded(struct session *session);

/* Whether lets_journal_recover undoes the damage that the error tells of, byte for byte (an
 * editor's marks): what is to be done then is in its hint. */
bool session_is_recoverable(const struct lets_error *err);

/* Says on standard error that unsealed entries follow the last seal. */
void session_tell_tail(const struct session *session);

/* ---- values from the command line that need the ledger; `what` is the option ("--amount") or
 * argument
 * ("AMOUNT"). Refused, the command line is to blame: exit status 2. */

enum lets_status session_amount(struct session *session, const char *what, const char *text,
                                struct lets_amount *out, struct lets_error *err);
enum lets_status session_limit(struct session *session, const char *what, const char *text,
                               bool may_default, struct lets_limit *out, struct lets_error *err);
enum lets_status session_period(struct session *session, const char *what, const char *text,
                                struct lets_period *out, struct lets_error *err);

/* The account of an id as people type it. LETS_UNKNOWN_ACCOUNT with the nearest ids as hint. */
enum lets_status session_account(const struct session *session, const char *id,
                                 const struct lets_account **out, struct lets_error *err);

/* Warns, with the localities there are, where no member has the one asked for; NULL: none was. */
void session_tell_localities(const struct session *session, const char *locality);

/* Reads a list of numbers and ranges ("812", "815-870") in the order given, none twice, into an
 * array that is yours (memory_free). */
enum lets_status session_numbers(struct session *session, const struct option_list *words,
                                 uint32_t **out, size_t *n, struct lets_error *err);

/* ---- words to the user */

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

/* Blames a file whose name does not last: it is copied. */
void session_blame(struct session *session, const char *path);

/* Whether a path is that of the session's journal or directory. */
bool session_needs(const struct session *session, const char *path);

/* Refuses -o onto a file that the command reads or keeps. */
enum lets_status session_protect(const struct session *session, const char *path,
                                 struct lets_error *err);

/* The same for the drafts of piles beside the journal, any clerk's (draft.c). */
enum lets_status draft_protect(const struct session *session, struct lets_error *err);

/* ---- used by main */

/* Everything that the command line and the world say, checked; opens no journal. The session must
 * be {0}; it is yours to release either way. Refused, the command line is to blame. */
enum lets_status session_init(struct session *session, const struct command_line *line,
                              const struct world *world, struct lets_error *err);
void session_release(struct session *session);

#endif
