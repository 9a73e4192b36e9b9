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

/* Transfers are looked at some entries before they are applied, and their cheques after half of
 * these. */
enum { REPLAY_FORESIGHT = 16 };

/* Where a replay is in a batch of entries that were read ahead. */
struct replay_batch {
    const struct line_batch *shown; /* NULL: none is read ahead */
    size_t item;                    /* the next */
    size_t at;                      /* of its bytes */
    uint64_t line;
};

struct replay {
    struct lets_journal *journal;
    const struct lets_replay *options;
    struct lets_ledger *ledger;
    struct cutter *cutter;
    struct line_reader *lines;     /* holds the entry at hand, where that was not read ahead */
    struct line_ahead *line_ahead; /* NULL: not yet */
    struct replay_batch batch;
    unsigned n_canonical; /* entries in a row */
    struct yaml_reader *reader;
    struct read_ahead *ahead;                         /* NULL: not yet */
    bool is_ahead;                                    /* the next entry comes from there */
    struct ledger_parties foreseen[REPLAY_FORESIGHT]; /* of what is read ahead, by its number */
    size_t n_ahead;                                   /* entries that it handed out */
    unsigned n_spelled;                               /* entries of late that were not canonical */
    const struct cut *cut; /* the entry at hand: this one, or of what was read ahead */
    struct cut own_cut;
    const struct lets_entry *entry; /* as the line reader read it; NULL: it is not canonical */
    struct ledger_parties parties;  /* that were foreseen, if any */
    const struct lets_entry *read;  /* as it was read ahead as YAML; NULL: it was not */
    bool is_read_canonical;         /* of one that was checked there too */
    struct lets_entry spelled;      /* as the YAML reader read it here */
    struct lets_error fault;        /* what is wrong with it, where something is */
    struct text canonical;
    uint64_t n_seals;      /* pieces found intact */
    enum lets_status held; /* what is wrong with the commit at hand, first */
    struct lets_error why;
    bool has_must_hold;
    bool is_judged; /* the tail was, before the replay */
};

#endif
