/* SPDX-License-Identifier: MIT */
#ifndef LETS_READ_AHEAD_H
#define LETS_READ_AHEAD_H

/*
 * Cuts entries some way ahead of where they are needed, and reads them as YAML on two threads: for
 * an audit, which has every entry read so and checked, and for long runs of entries that were
 * spelled by hand.
 */

#include "entries/line_reader.h"
#include "pieces/cutter.h"

struct read_ahead;

/* An entry, borrowed until the next. */
struct ahead {
    const struct cut *cut;
    const struct lets_entry *entry; /* as YAML; NULL: it was not asked to be read so, or refused:
                                       whoever needs to know why reads it again */
    bool is_canonical;              /* of one that was checked: it is what the writer writes */
};

/* Goes on where a cutter stands (borrowed, as is the line reader). decimals: of the ledger.
 * checks_all: reads as YAML also what the line reader takes, holds both against each other, and
 * what was read against its bytes. LETS_OUT_OF_MEMORY. */
enum lets_status read_ahead_new(struct cutter *cutter, struct line_reader *lines, unsigned decimals,
                                bool checks_all, struct read_ahead **out, struct lets_error *err);

/* Waits for the other thread to end. */
void read_ahead_free(struct read_ahead *ahead);

/* The next entry; its cut is NULL where there is none because of read_ahead_rest. n_accounts: of
 * the ledger now. Fails as cutter_next does. */
enum lets_status read_ahead_next(struct read_ahead *ahead, uint64_t n_accounts, struct ahead *out,
                                 struct lets_error *err);

/* Cuts no further for now: what was cut is handed out, then the cutter stands where somebody else
 * can go on with it. Asked for the next entry after that, it goes on from where the cutter stands
 * then. */
void read_ahead_rest(struct read_ahead *ahead);

/* What the next will be, or (1, 2, ..) one that comes later, as YAML; NULL where that is not known
 * yet, or where it is not read so. */
const struct lets_entry *read_ahead_peek(const struct read_ahead *ahead, size_t later);

#endif
