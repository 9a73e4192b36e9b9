/* SPDX-License-Identifier: MIT */
#ifndef LETS_REPLAY_STATE_H
#define LETS_REPLAY_STATE_H

/* A replay at work, shared by its parts. */

#include "entries/line_reader.h"
#include "entries/yaml_reader.h"
#include "journal/journal.h"
#include "ledger/ledger_ids.h"
#include "pieces/line_ahead.h"
#include "pieces/read_ahead.h"

/* The prefetch distance: how many entries before a transfer is applied its accounts are prefetched;
 * see replay_next.c. */
enum { PREFETCH_DISTANCE = 16 };

/* Where a replay is in a batch from line_ahead. */
struct replay_batch {
    const struct line_batch *current; /* NULL: entries do not come from line_ahead */
    size_t item;                      /* index of the next entry */
    size_t at;                        /* offset of its bytes in the batch's */
    uint64_t line;                    /* number of its first line */
    /* A ring, by index in the batch: the next entry and those near it, unpacked. */
    struct lets_entry unpacked[PREFETCH_DISTANCE];
};

struct replay {
    struct lets_journal *journal;
    const struct lets_replay *options;
    struct lets_ledger *ledger;
    struct cutter *cutter;
    struct line_reader *lines;     /* holds the current entry, where that was not read ahead */
    struct line_ahead *line_ahead; /* NULL until it is needed */
    struct replay_batch batch;
    unsigned n_canonical; /* canonical entries in a row that did not come from line_ahead */
    struct yaml_reader *reader;
    struct read_ahead *read_ahead; /* NULL until it is needed */
    bool uses_read_ahead;          /* the next entry comes from read_ahead */
    /* A ring: the parties of transfers ahead, by index in the batch or number from read_ahead. */
    struct ledger_parties prefetched[PREFETCH_DISTANCE];
    size_t n_from_read_ahead; /* entries that read_ahead has handed out */
    unsigned n_spelled;       /* entries of late that were not canonical, less those that were */
    /* The current entry, as replay_next leaves it: */
    const struct cut *cut; /* own_cut, or that of read_ahead */
    struct cut own_cut;
    const struct lets_entry *line_entry; /* by the line reader; NULL: not read, or not canonical */
    struct ledger_parties parties;       /* of a transfer, as looked up ahead; or nobody */
    const struct lets_entry *yaml_entry; /* by read_ahead; NULL: not read there, or malformed */
    bool is_yaml_canonical; /* in an audit, where `yaml_entry` is not NULL: it is canonical */
    /* As replay_take leaves it: */
    struct lets_entry spelled; /* as the YAML reader read it on this thread */
    struct lets_error fault;   /* what is wrong with it, where something is */
    struct text canonical;     /* how the writer would write it, to compare */
    /* Of the replay so far: */
    uint64_t n_seals;      /* pieces found intact */
    enum lets_status held; /* what is wrong with the commit at hand, first */
    struct lets_error why;
    bool has_must_hold;
    bool is_judged; /* the tail was, before the replay */
};

#endif
