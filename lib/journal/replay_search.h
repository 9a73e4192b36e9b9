/* SPDX-License-Identifier: MIT */
#ifndef LETS_REPLAY_SEARCH_H
#define LETS_REPLAY_SEARCH_H

/* Where a replay is to stop. */

#include "entries/yaml_reader.h"
#include "journal/journal.h"

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
