/* SPDX-License-Identifier: MIT */
#ifndef LETS_AHEAD_BATCH_H
#define LETS_AHEAD_BATCH_H

/* A few entries, cut from the journal by one thread and read as YAML by any one: see read_ahead. */

#include "entries/line_reader.h"
#include "entries/yaml_reader.h"
#include "entries/yaml_run.h"
#include "pieces/cutter.h"

enum { AHEAD_ENTRIES = 64 };

struct ahead_slot {
    struct cut cut;
    size_t offset;  /* of its bytes in those of the batch that are wanted, or not */
    bool is_wanted; /* as YAML */
    bool is_read;
    bool is_canonical; /* where it was checked */
    struct lets_entry entry;
    struct yaml_reader *alone; /* keeps what it read where that took a closer look; or NULL */
};

/* {0} is empty and valid. */
struct ahead_batch {
    struct ahead_slot slots[AHEAD_ENTRIES];
    size_t n_slots;
    /* Their bytes, since the cutter's window moves on: of what is wanted as YAML, to be read in one
     * go, and of the others. */
    struct text wanted;
    struct text others;
    struct text texts; /* that the entries hold */
};

/* What a thread reads with. */
struct ahead_reader {
    struct yaml_run *run;
    struct line_reader *lines;
    struct text canonical;
};

void ahead_batch_release(struct ahead_batch *batch);

/* LETS_OUT_OF_MEMORY. */
enum lets_status ahead_reader_init(struct ahead_reader *reader, struct lets_error *err);
void ahead_reader_release(struct ahead_reader *reader);

/* Cuts entries anew, until the batch is full or ends with a CUT_END. wants_all: as YAML also what
 * the line reader takes. Fails as cutter_next does, with what was cut before. */
enum lets_status ahead_batch_cut(struct ahead_batch *batch, struct cutter *cutter,
                                 struct line_reader *lines, unsigned decimals, bool wants_all,
                                 struct lets_error *err);

/* Reads what is wanted. checks_all: also finds whether it is what the writer writes; and where the
 * line reader takes it, it must be that, and the same entry. */
void ahead_batch_read(struct ahead_batch *batch, struct ahead_reader *reader, unsigned decimals,
                      bool checks_all);

#endif
