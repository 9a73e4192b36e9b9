/* SPDX-License-Identifier: MIT */
#ifndef LETS_JOURNAL_H
#define LETS_JOURNAL_H

/* What is behind struct lets_journal, shared by replay, commits and recovery. */

#include "pieces/cutter.h"
#include "store/store.h"

struct lets_journal {
    struct store *store;
    uint64_t size;      /* of the file, when the last replay began */
    uint64_t sealed;    /* where the last good seal ends (G in journal.md); 0: there is none */
    uint64_t next_line; /* the number of the line behind it */
    struct lets_tail tail;
};

/* Measures the file and finds the end of the last line that is spelt as only a seal's is; 0: there
 * is none. */
enum lets_status journal_measure(struct lets_journal *journal, uint64_t *limit,
                                 struct lets_error *err);

#endif
