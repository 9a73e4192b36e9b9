/* SPDX-License-Identifier: MIT */
#ifndef PARTED_H
#define PARTED_H

/* What was recorded in a journal behind the seal at which another copy of it parts. */

#include "session/session.h"

/* An entry of it. */
struct parted_entry {
    uint64_t seal;
    uint64_t line;
    struct lets_time sealed;
    char *clerk; /* owned, as all below */
    char *text;  /* as a sentence */
    char *cells; /* of a transfer that a table can carry: date to category, as CSV; else NULL */
    char *ref;   /* of it: its own, or the one made of seal and number */
    char *inherited_ref; /* of one that corrects: of what it stands for in a table; NULL: none */
    char *override_reason;
    bool has_own_ref;
    bool has_note;     /* which no column carries */
    bool is_reversed;  /* by another of them */
    uint32_t transfer; /* 0: none */
    uint32_t reverses; /* another transfer; 0: none */
    uint32_t corrects;
    char *options; /* of one that corrects or reverses: what `correct`, or `reverse`, takes */
};

/* How many of the entries are kept. */
enum parted_kept {
    PARTED_ROWS,    /* what parted_print shows */
    PARTED_COMMITS, /* all of the first LETS_WITNESS_COMMITS commits */
    PARTED_ALL,     /* and what a table says of them */
};

struct parted {
    struct session *session;
    uint64_t after; /* the last seal in common */
    enum parted_kept kept;
    struct words_history *history;
    char *reason;                 /* owned: of the newest reversal */
    struct parted_entry *entries; /* owned */
    size_t n;
    size_t n_sealed; /* of commits whose seal was seen */
    size_t capacity;
    uint64_t n_all;  /* entries in such commits, kept or not */
    uint64_t n_open; /* of the commit at hand */
    bool has_seen;   /* the newest commit that was seen here */
};

/* Reads a journal anew, as far as it can be; the journal's name is blamed where the system fails.
 * out is yours to release either way. */
enum lets_status parted_read(struct session *session, struct lets_journal *journal,
                             const char *name, uint64_t after, enum parted_kept kept,
                             struct parted *out, struct lets_error *err);
void parted_release(struct parted *parted);

/* Prints the first entries of the first commits, a sentence each, and how many more there are.
 * n: how many commits. */
void parted_print(const struct parted *parted, const char *name, uint64_t n);

#endif
