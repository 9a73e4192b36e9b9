/* SPDX-License-Identifier: MIT */
#ifndef PILE_H
#define PILE_H

/*
 * A pile of slips on its way into one commit: what was posted, what was refused and why, and the
 * totals of both. The same for piles from a file and piles typed by hand.
 */

#include "desk/slip.h"
#include "writing/recorded.h"
#include "writing/writing.h"

/* A slip that became a transfer of the commit. */
struct pile_posted {
    uint64_t row;
    uint32_t transfer;
    uint32_t cheque; /* 0: none */
    uint32_t payer;  /* index */
    uint32_t payee;
    struct lets_amount amount;
};

/* A slip that did not. */
struct pile_bad {
    struct refused_row refused;
    bool has_amount;
    struct lets_amount amount;
    bool is_refused_for_limit;    /* once more after the last */
    bool is_refused_for_standing; /* a limit, or the status of an account: may be returned */
    bool is_put_aside;            /* the clerk decided so */
    bool is_to_return;            /* and that it goes back */
    bool is_posted;               /* when it was tried once more */
    bool is_returned;
};

struct pile_sum {
    uint64_t n;
    struct lets_amount total; /* of the amounts that can be read */
    uint64_t n_unreadable;
};

struct pile {
    struct session *session;
    struct writing *writing;
    struct slip_reader reader;
    uint32_t n_transfers_before;
    struct pile_posted *posted; /* owned */
    size_t n_posted;
    size_t posted_capacity;
    struct pile_bad *bad; /* owned, in the order of the rows; posted ones among them */
    size_t n_bad;
    size_t bad_capacity;
    struct recorded recorded; /* of those posted, the slips without a number */
    struct recorded known;    /* those that are to be refused where the books have them */
    size_t n_judged;          /* of these */
    struct pile_sum all;
    struct pile_sum sum_posted;
    struct pile_sum sum_returned;
    struct pile_sum sum_rejected; /* after pile_finish */
};

/* writing: begun; the slips go into its commit. All count on `date`. */
struct pile *pile_new(struct session *session, struct writing *writing, struct lets_date date);
void pile_free(struct pile *pile);

/* Before the first slip is taken: finds those of the rows that the books have, each alone; they are
 * refused, as EQUAL_ROW, when they are taken. */
enum lets_status pile_find_known(struct pile *pile, const struct lets_csv_row *rows, size_t n,
                                 struct lets_error *err);

/* Judges a slip, and posts it if it is good. Fails only where the system does. */
enum lets_status pile_take(struct pile *pile, const struct lets_csv_row *row,
                           struct lets_error *err);

/* Counts a slip that the clerk does not want posted, and, if it is to be returned, notes that in
 * pile_finish. */
void pile_put_aside(struct pile *pile, const struct lets_csv_row *row, enum lets_status status,
                    const char *reason, bool is_to_return);

/* After pile_finish: whether a slip was refused of which nothing was decided. */
bool pile_has_refused(const struct pile *pile);

/* Adds a slip's amount to a sum. */
void pile_sum_add(struct pile_sum *sum, bool has_amount, struct lets_amount amount);

/* After the last slip: those refused for a limit are tried once more; then, if wanted, cheques
 * refused for a limit or an account's status are recorded as returned. Fails only where the system
 * does. */
enum lets_status pile_finish(struct pile *pile, bool returns_refused, struct lets_error *err);

/* Compares a pile with what was counted by hand; n 0 and total NULL: not counted.
 * LETS_TOTALS_DIFFER. */
enum lets_status pile_sum_check(const struct pile_sum *all, const struct lets_ledger *ledger,
                                uint32_t n, const struct lets_amount *total,
                                struct lets_error *err);

/* "was recorded as transfer 1, 2026-01-10: Ann Archer paid Bob Jones 12.50 LINK"; to come: "Ann
 * Archer pays ..". */
void pile_add_transfer(struct buffer *out, const struct session *session,
                       const struct lets_transfer *transfer, bool is_to_come);

#endif
