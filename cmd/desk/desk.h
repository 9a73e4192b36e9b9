/* SPDX-License-Identifier: MIT */
#ifndef DESK_H
#define DESK_H

/*
 * A pile that is being typed: its slips, how each stands with the books as they are, and the draft
 * that outlives an interruption. Nothing here asks or prints.
 *
 * While the pile is typed no lock is held. Each slip is judged by applying it to a ledger of the
 * desk's own; what counts is the judgement of pile.h when the pile is posted.
 */

#include "desk/pile.h"

enum desk_state { DESK_GOOD, DESK_REFUSED, DESK_RETURNED, DESK_SKIPPED };

struct desk_slip {
    char *cells[N_SLIP_CELLS]; /* owned; NULL: empty */
    enum desk_state state;
    enum lets_status status; /* why it was refused */
    char *reason;            /* owned; NULL where it is good */
};

struct desk {
    struct session *session;
    struct slip_reader reader;   /* and the date on which all count */
    uint32_t n_transfers_before; /* those of the journal */
    struct desk_slip *slips;     /* owned */
    size_t n_slips;
    size_t capacity;
    char *draft_path;       /* owned */
    int draft_lock;         /* of draft_lock.h; -1: not taken */
    bool has_draft;         /* written by this run */
    int64_t draft_stamp[3]; /* of the draft as this run left it: another's is not overwritten */
};

/* Opens the journal, reads it, and locks its draft: one a journal and clerk. LETS_LOCKED where that
 * is typed already. Free with desk_free, on failure too. */
enum lets_status desk_new(struct session *session, struct lets_date date, struct desk **out,
                          struct lets_error *err);
void desk_free(struct desk *desk);

/* Sets a cell of a slip; an empty text empties it. */
void desk_slip_set(struct desk_slip *slip, enum slip_cell cell, struct lets_span text);
void desk_slip_release(struct desk_slip *slip);

/* The cells as the other functions want them. */
void desk_slip_cells(const struct desk_slip *slip, struct lets_span cells[N_SLIP_CELLS]);

/* Judges the slip against the books and the slips before it, and adds it, as good or refused. Its
 * texts are taken over. */
enum lets_status desk_add(struct desk *desk, struct desk_slip *slip, struct lets_error *err);

/* Takes slip i out, and judges the rest anew. */
enum lets_status desk_drop(struct desk *desk, size_t i, struct lets_error *err);

/* Judges all anew, after one was changed. */
enum lets_status desk_rejudge(struct desk *desk, struct lets_error *err);

/* What it is in members' words: "0301  Ann Archer pays Bob Jones 12.50 for kitchen tap". */
void desk_sentence(struct buffer *out, const struct desk *desk, const struct desk_slip *slip);

/* What a used cheque was used for: "cheque 301 was recorded as transfer 1, ..". false, and nothing
 * added, where it was not. */
bool desk_add_earlier(struct buffer *out, const struct desk *desk, uint32_t number);

/* All slips of the pile, and their amounts. */
struct pile_sum desk_sum(const struct desk *desk);

/* The first slip that is refused; n_slips where there is none. */
size_t desk_first_refused(const struct desk *desk);

/* Posts the pile in one commit. *is_posted false, and LETS_OK: the books have changed since and
 * refuse a slip, which was told. rejects: the file for what was skipped, or NULL. */
enum lets_status desk_post(struct desk *desk, const char *rejects, bool *is_posted,
                           struct lets_error *err);

#endif
