/* SPDX-License-Identifier: MIT */
#ifndef RECORDED_H
#define RECORDED_H

/*
 * Payments that nothing but themselves tells apart: without cheque number or reference, what is
 * recorded a second time by mistake looks like another payment. So what is to be recorded is held
 * against the books before.
 */

#include "base/keep.h"
#include "session/session.h"

/* So many rows are told each by itself; of the others, how many there are. */
enum { RECORDED_TOLD_MAX = 20 };

struct recorded_item {
    uint64_t row; /* of its table or pile */
    uint32_t payer;
    uint32_t payee;
    struct lets_amount amount;
    struct lets_span what_for; /* in the texts; empty: nothing */
    bool has_written;
    struct lets_date written;
    uint32_t number;    /* the transfer that says the same; 0: there is none */
    uint64_t twin;      /* the row before that says the same; 0: there is none */
    bool is_refused;    /* it is not to be recorded, and only keeps what it was found to be */
    uint32_t in_commit; /* for recorded_find alone */
};

/* Begin with {.session = ..}. */
struct recorded {
    struct session *session;
    bool is_by_day;        /* all that is in one commit is not found on another day */
    struct lets_date date; /* on which all of them count */
    struct keep texts;
    struct recorded_item *items; /* owned */
    size_t n;
    size_t capacity;
    size_t n_found; /* by recorded_find; those refused are not counted */
};

/* Adds a transfer that is to be recorded, if it has neither cheque nor reference. All must count on
 * one day. */
void recorded_add(struct recorded *recorded, uint64_t row, const struct lets_entry *entry);
void recorded_release(struct recorded *recorded);

/*
 * Looks for each in the journal, up to transfer n_before, among what stands, each transfer once:
 * parties, amount, purpose and day are the same. The day is that on the paper where both have one,
 * else that on which they count; of several, one with that day on its paper is found first. Where
 * all, two at least, are transfers of one commit, they are found whatever the day.
 */
enum lets_status recorded_find(struct recorded *recorded, uint32_t n_before,
                               struct lets_error *err);

/* Looks for each among those in the rows before it: parties, amount, purpose and day are the same.
 * How many have such a twin. */
size_t recorded_find_twins(struct recorded *recorded);

/* "row 3 says the same as row 2: Ann Archer pays Bob Jones 5.00 LINK for bread", of one that has a
 * twin. `row`: what its rows are called. */
void recorded_describe_twin(struct buffer *out, const struct recorded *recorded, size_t i,
                            const char *row);

/* "transfer 812, 2026-03-01: Ann Archer paid Bob Jones 5.00 LINK", of one that was found. */
void recorded_describe(struct buffer *out, const struct recorded *recorded, size_t i);

/* For a table: refuses what was found, after a line for each of the first, unless is_again. `what`:
 * "slips without a number". LETS_EQUAL_ROW. */
enum lets_status recorded_check(struct recorded *recorded, uint32_t n_before, bool is_again,
                                const char *file, const char *what, struct lets_error *err);

#endif
