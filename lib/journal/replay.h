/* SPDX-License-Identifier: MIT */
#ifndef LETS_REPLAY_H
#define LETS_REPLAY_H

/* The one pass over a journal. */

#include "journal/journal.h"

/*
 * lets_journal_replay, but of the bytes before `bound` only (the end of a piece, or REPLAY_ALL),
 * and the ledger is handed over even where it fails, as it was then (NULL where there was no memory
 * for it).
 */
#define REPLAY_ALL UINT64_MAX
enum lets_status replay_run(struct lets_journal *journal, const struct lets_replay *options,
                            uint64_t bound, struct lets_ledger **ledger, struct lets_error *err);

#endif
