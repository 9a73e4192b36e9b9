/* SPDX-License-Identifier: MIT */
#ifndef LETS_LINE_AHEAD_H
#define LETS_LINE_AHEAD_H

/*
 * A read-ahead buffer for canonical entries, those that are spelled as the writer spells them and
 * that the line reader can parse. In a long journal nearly all are, and reading, parsing and
 * hashing them takes about as long as applying them. So this works ahead of the replay, in the
 * place of the cutter: with a worker thread it fills batches with entries that are parsed and
 * hashed. The replay, the consumer, asks for one batch after the other and applies its entries.
 *
 * What is handed out is, entry by entry, what cutter_next and the line reader would have given. At
 * the first entry that the line reader cannot parse, it stops, and the cutter resumes there.
 *
 * All functions are called by the consumer, on one thread. A batch that was handed out is the
 * consumer's alone until it asks for the next.
 */

#include "pieces/cutter.h"

/* What is known of an entry besides its values. */
struct line_item {
    uint32_t size; /* bytes */
    uint32_t n_lines;
    size_t packed; /* where it begins in line_batch.packed */
    /* Of a transfer: its ids as ident_word gives them; else 0. Computed by the thread that has just
     * read the ids, so that the consumer can prefetch the accounts without loading the cache lines
     * of the ids themselves from that thread's core. */
    uint64_t payer;
    uint64_t payee;
};

enum { LINE_BATCH_ITEMS = 320 };

/* Entries that follow each other without a gap. Borrowed until the next call. */
struct line_batch {
    size_t n_items;
    struct line_item items[LINE_BATCH_ITEMS];
    char *packed;      /* the entries, for entry_unpack */
    const char *bytes; /* of all entries, one behind the other */
    uint64_t offset;   /* of these bytes, in the store */
    uint64_t line;     /* number of the first line, from 1 */
    /* Below n_items: index of the seal whose piece, as the first, does not have its hash. What
     * follows that seal, and batches behind this one, was not hashed. */
    size_t damaged_seal;
};

struct line_ahead;

/* Starts the worker thread, which waits for line_ahead_begin; where none can be started, the
 * consumer will do all the work in line_ahead_next. chunk: how many bytes are read at once.
 * LETS_OUT_OF_MEMORY. */
enum { LINE_AHEAD_CHUNK = 32 * 1024 };
enum lets_status line_ahead_new(size_t chunk, struct line_ahead **out, struct lets_error *err);

/* Stops the worker thread and waits until it has ended. The cutter must still exist, if it was
 * handed over. */
void line_ahead_free(struct line_ahead *ahead);

/* Takes over from a cutter (borrowed, not to be used), as cutter_hand_over allows, and begins to
 * fill batches. Ends when line_ahead_next gives NULL or fails; it can then begin again. decimals:
 * of the ledger. */
void line_ahead_begin(struct line_ahead *ahead, struct cutter *cutter, unsigned decimals);

/*
 * Gives back the last batch and waits for the next, working on it or on those behind it meanwhile.
 * The batch, of at least one entry, goes to *out. NULL: the line reader cannot parse what comes
 * next, or the end was reached; the cutter has resumed behind the last entry that was handed out.
 * n_accounts: of the ledger now; a close is taken for canonical only if it is no longer than this
 * allows. Fails as cutter_next does, when all entries before the failure were handed out.
 */
enum lets_status line_ahead_next(struct line_ahead *ahead, uint64_t n_accounts,
                                 const struct line_batch **out, struct lets_error *err);

#endif
