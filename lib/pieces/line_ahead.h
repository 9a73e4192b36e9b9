/* SPDX-License-Identifier: MIT */
#ifndef LETS_LINE_AHEAD_H
#define LETS_LINE_AHEAD_H

/*
 * Reads canonical entries ahead of where they are needed, in batches, on a second thread: their
 * bytes are read, taken by the line reader, and hashed piece by piece before a batch is handed out.
 * Where something else stands than the line reader takes, it stops, and the cutter goes on there.
 */

#include "pieces/cutter.h"

/* An entry, how long it is and how many lines it has. */
struct line_item {
    uint32_t size;
    uint32_t n_lines;
    /* Of a transfer: the ids, as ident_word gives them. So the
     * first thread needs to touch few bytes that the second one has at hand. */
    uint64_t payer;
    uint64_t payee;
};

enum { LINE_BATCH_ITEMS = 640 };

/* Entries that follow each other. Borrowed until the next batch. */
struct line_batch {
    size_t n_items;
    struct line_item items[LINE_BATCH_ITEMS];
    struct lets_entry *entries;
    const char *bytes; /* of the first entry; the others follow */
    uint64_t offset;   /* of these bytes */
    uint64_t line;     /* the first, from 1 */
    size_t bad; /* the seal whose piece is not as it was sealed, if below n_items; what is behind
                   it was not hashed */
};

struct line_ahead;

/* chunk: how many bytes are read at once. LETS_OUT_OF_MEMORY. */
enum { LINE_AHEAD_CHUNK = 64 * 1024 };
enum lets_status line_ahead_new(size_t chunk, struct line_ahead **out, struct lets_error *err);

/* Waits for the other thread to rest. */
void line_ahead_free(struct line_ahead *ahead);

/* Goes on where a cutter stands, which lends its bytes and its hash until line_ahead_next stops.
 * decimals: of the ledger. */
void line_ahead_begin(struct line_ahead *ahead, struct cutter *cutter, unsigned decimals);

/* The next batch into *out; NULL: it stops here, and the cutter stands behind the last entry.
 * n_accounts: of the ledger now. Fails as cutter_next does. */
enum lets_status line_ahead_next(struct line_ahead *ahead, uint64_t n_accounts,
                                 const struct line_batch **out, struct lets_error *err);

#endif
