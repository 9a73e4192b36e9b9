/* SPDX-License-Identifier: MIT */
#ifndef LETS_AHEAD_BATCH_H
#define LETS_AHEAD_BATCH_H

/*
 * The unit of work of read_ahead: some entries that follow each other, cut from the journal by one
 * thread, then read as YAML by any thread. A batch copies the bytes of its entries and borrows
 * nothing from the cutter, so each can go its own way.
 *
 * There is no lock here. A batch is used by one thread at a time, and so is an ahead_reader;
 * read_ahead sees to it.
 */

#include "entries/line_reader.h"
#include "entries/yaml_reader.h"
#include "entries/yaml_run.h"
#include "pieces/cutter.h"

enum { AHEAD_ENTRIES = 64 };

/* One entry of a batch. */
struct ahead_slot {
    struct cut cut;                 /* its bytes are in the batch */
    size_t offset;                  /* of its bytes in `yaml_bytes` or `other_bytes` */
    bool wants_yaml;                /* it is to be read as YAML */
    bool is_read;                   /* it was, and `entry` holds it */
    bool is_canonical;              /* where it was checked: it is what the writer would write */
    struct lets_entry entry;        /* borrows from `texts`, or from `own_reader` */
    struct yaml_reader *own_reader; /* NULL until the entry must be read by itself; owned */
};

/* {0} is empty and valid. */
struct ahead_batch {
    struct ahead_slot slots[AHEAD_ENTRIES];
    size_t n_slots;
    /* The bytes of the entries, copied. Those to be read as YAML lie side by side, apart from the
     * others, so that libyaml can read them as one run. */
    struct text yaml_bytes;
    struct text other_bytes;
    struct text texts; /* the strings of the entries that were read in runs */
};

/* What one thread needs to read batches. */
struct ahead_reader {
    struct yaml_run *run;
    struct line_reader *lines;
    struct text canonical;
};

/* Frees what a batch owns. */
void ahead_batch_release(struct ahead_batch *batch);

/* reader: zeros; to be released also after a failure. LETS_OUT_OF_MEMORY. */
enum lets_status ahead_reader_init(struct ahead_reader *reader, struct lets_error *err);
void ahead_reader_release(struct ahead_reader *reader);

/*
 * Refills a batch: forgets what it held, and cuts entries until it has AHEAD_ENTRIES of them or
 * enough bytes, or ends with a CUT_END. decimals: of the ledger. wants_all: every well-formed entry
 * is to be read as YAML; else only those that the line reader does not recognize as canonical.
 * Fails as cutter_next does, or with LETS_OUT_OF_MEMORY; the batch then holds what was cut before.
 */
enum lets_status ahead_batch_cut(struct ahead_batch *batch, struct cutter *cutter,
                                 struct line_reader *lines, unsigned decimals, bool wants_all,
                                 struct lets_error *err);

/*
 * Reads as YAML the entries that are to be read so, and sets is_read of those that could be: an
 * entry that is malformed, or for which there is no memory, is left unread. checks_all: also sets
 * is_canonical, by writing each entry anew and comparing bytes, and asserts that what the line
 * reader recognizes is canonical and the same entry to both readers.
 */
void ahead_batch_read(struct ahead_batch *batch, struct ahead_reader *reader, unsigned decimals,
                      bool checks_all);

#endif
