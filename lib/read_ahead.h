/* SPDX-License-Identifier: MIT */
#ifndef LETS_READ_AHEAD_H
#define LETS_READ_AHEAD_H

/*
 * Cuts entries some way ahead of where they are needed, and reads them as YAML on two threads: for
 * an audit, which has every entry read so, and for long runs of entries that were spelled by hand.
 */

#include "cutter.h"
#include "line_reader.h"

struct read_ahead;

/* Goes on where a cutter stands (borrowed, as is the line reader). decimals: of the ledger.
 * reads_all: as YAML also what the line reader takes. LETS_OUT_OF_MEMORY. */
enum lets_status read_ahead_new(struct cutter *cutter, struct line_reader *lines, unsigned decimals,
                                bool reads_all, struct read_ahead **out, struct lets_error *err);

/* Waits for the other thread to end. */
void read_ahead_free(struct read_ahead *ahead);

/*
 * The next entry: *cut, borrowed until the next call; *spelled as the YAML reader read it, or NULL
 * where it was not asked to or refused: whoever needs to know why reads it again. n_accounts: of
 * the ledger now. Fails as cutter_next does.
 */
enum lets_status read_ahead_next(struct read_ahead *ahead, uint64_t n_accounts,
                                 const struct cut **cut, const struct lets_entry **spelled,
                                 struct lets_error *err);

#endif
