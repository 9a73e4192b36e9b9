/* SPDX-License-Identifier: MIT */
#ifndef LETS_JOURNAL_H
#define LETS_JOURNAL_H

/* What is behind struct lets_journal, shared by replay, commits and recovery. */

#include "pieces/cutter.h"
#include "store/store.h"

struct yaml_reader;

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

/* Judges what follows `sealed`, in lines from next_line on, into journal->tail. */
enum lets_status tail_classify(struct lets_journal *journal, struct yaml_reader *reader,
                               struct lets_error *err);

/* Says in the hint of an error what to do about an open tail. */
void tail_hint(const struct lets_tail *tail, struct lets_error *err);

/* What an editor left in a journal: a BOM at the beginning, CRs. */
enum editor_marks {
    MARKS_NONE,      /* or it is no journal without them either */
    MARKS_ONLY,      /* all seals match once they are taken out */
    MARKS_AND_DAMAGE /* some seals do: something else was altered too */
};

/* Looks for them; the bytes without them into *clean, if that is not NULL, for MARKS_ONLY. */
enum lets_status editor_marks_find(struct lets_journal *journal, enum editor_marks *found,
                                   struct text *clean, struct lets_error *err);

/*
 * lets_journal_replay, but of the bytes before `bound` only (the end of a piece, or REPLAY_ALL),
 * and the ledger is handed over even where it fails, as it was then (NULL where there was no memory
 * for it).
 */
#define REPLAY_ALL UINT64_MAX
enum lets_status replay_run(struct lets_journal *journal, const struct lets_replay *options,
                            uint64_t bound, struct lets_ledger **ledger, struct lets_error *err);

/* Where a replay ends: at first, behind the last seal. */
struct replay_end {
    uint64_t end;
    bool is_judged;     /* the tail was, into journal->tail */
    bool has_must_hold; /* was seen on the way */
};

/* Finds the end of the piece that options ask for; *out stays where all is wanted, and where the
 * journal is damaged: it is replayed to the damage, which says it better. LETS_UNKNOWN_SEAL. */
enum lets_status replay_find_end(struct lets_journal *journal, const struct lets_replay *options,
                                 struct yaml_reader *reader, struct replay_end *out,
                                 struct lets_error *err);

#endif
