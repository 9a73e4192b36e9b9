/* SPDX-License-Identifier: MIT */
#ifndef SEEN_H
#define SEEN_H

/*
 * The newest head that was seen of each ledger, in $XDG_STATE_HOME/lets/: a file named by the
 * ledger's first seal that holds the 64 digits of the newest, in a second line when and in which
 * journal it was seen, and in a third how many seals that journal had. A journal that lacks it was
 * cut, or replaced by an old copy; or somebody tried things on a copy, and the second line tells
 * which.
 */

#include "base/buffer.h"

struct seen {
    char *folder;           /* owned; NULL: there is no place to remember */
    struct lets_hash first; /* of the ledger; empty: not known yet */
    struct lets_hash head;  /* newest as loaded; empty: none */
    char *where;            /* owned: the second line as loaded; NULL: there is none */
    bool is_damaged;        /* there is a memory, and it says nothing */
    int unreadable;         /* why the one that there is cannot be read, an errno; else 0 */
};

/* Where to remember, by $XDG_STATE_HOME (absolute, else ignored) or $HOME; either may be NULL. */
void seen_init(struct seen *seen, const char *state_home, const char *home);
void seen_release(struct seen *seen);

/* Loads what is remembered of a journal's ledger, if it has a seal. Of a memory that is unreadable
 * or malformed nothing is, and `unreadable` or is_damaged says so. Fails as lets_journal_first_seal
 * does. */
enum lets_status seen_load(struct seen *seen, struct lets_journal *journal, struct lets_error *err);

/* A head that is to be remembered. */
struct seen_head {
    struct lets_hash hash;
    uint64_t n_seals; /* of its journal */
    bool is_newest;   /* the journal's lock is held, so that none can be newer */
};

/* Remembers, synced, that a head was seen in a journal at some time, unless another run has put a
 * newer one there since seen_load. Waits a moment for other runs, not longer: LETS_LOCKED.
 * LETS_NO_PERMISSION, LETS_DISK_FULL, LETS_INPUT_OUTPUT. */
enum lets_status seen_store(struct seen *seen, const struct seen_head *head, const char *journal,
                            struct lets_time now, struct lets_error *err);

/* When, as it was written, and in which journal the newest head was seen; false: it does not say.
 * Both are borrowed from seen. */
bool seen_where(const struct seen *seen, struct lets_span *time, const char **journal);

/* The file of the ledger. Yours. */
char *seen_path(const struct seen *seen);

/* Whether a journal, of any ledger, was seen at that path: "a journal of 412 commits was seen here
 * at 2026-03-01T10:00:00+00:00" is added then. For a file in which no ledger is known any more. */
bool seen_add_journal(struct buffer *out, const struct seen *seen, const char *journal);

/* Puts into err's hint what to do about that journal, which lacks the head. */
void seen_advise(const struct seen *seen, const char *journal, struct lets_error *err);

#endif
