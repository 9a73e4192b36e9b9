/* SPDX-License-Identifier: MIT */
#ifndef LETS_CUTTER_H
#define LETS_CUTTER_H

/*
 * Cuts a journal into entries by its lines alone, hashing piece by piece on the way. Both readers
 * get their entries from here, so that one odd entry costs only itself.
 */

#include "base/seal.h"
#include "base/text.h"
#include "store/store.h"

enum cut_kind {
    CUT_ENTRY,
    CUT_SEAL, /* ends with the line of a hash */
    CUT_END
};

/* What was cut. Borrowed until the next. */
struct cut {
    enum cut_kind kind;
    enum lets_status
        status; /* not LETS_OK: the lines are malformed, why says how, bytes are empty */
    struct lets_span bytes; /* whole lines */
    uint64_t line;          /* the first, from 1 */
    uint64_t offset;        /* of the first byte */
    /* CUT_SEAL: */
    struct lets_hash stated;
    bool is_intact;     /* it is that of the bytes */
    uint64_t last_line; /* the one with the hash */
    uint64_t end;       /* offset behind it */
    /* Not LETS_OK; last, since it is large and left as it was otherwise: */
    struct lets_error why;
};

struct cutter;

/* Cuts the bytes [from, to) of a store (borrowed), the first of which begins line number `line`.
 * LETS_OUT_OF_MEMORY. */
enum lets_status cutter_new(struct store *store, uint64_t from, uint64_t to, uint64_t line,
                            struct cutter **out, struct lets_error *err);
void cutter_free(struct cutter *cutter);

/* For tests: how many bytes are read at once, so that a window can end anywhere. */
void cutter_set_chunk(struct cutter *cutter, size_t size);

/* The longest entry that is cut: 64 KiB until set. Longer ones are LETS_ENTRY_TOO_LONG. */
void cutter_set_longest(struct cutter *cutter, size_t size);

/* The next entry. Fails for what the store fails for only; a malformed line is in out->status. */
enum lets_status cutter_next(struct cutter *cutter, struct cut *out, struct lets_error *err);

/*
 * For a reader that finds the end of an entry itself: the bytes at hand from the beginning of the
 * next entry on, as far as they were read; empty where none begins there for certain. *is_all: no
 * byte follows them. It then says what it took with cutter_take, or nothing, and cutter_next cuts
 * the entry by its lines.
 */
struct lets_span cutter_ahead(const struct cutter *cutter, bool *is_all);

/* Cuts the first `size` bytes of cutter_ahead, n_lines whole lines without forbidden characters;
 * for a seal, `stated` is the hash in the last of them, else NULL. out->why is left as it was. */
void cutter_take(struct cutter *cutter, size_t size, uint64_t n_lines,
                 const struct lets_hash *stated, struct cut *out);

/* Where a cutter stands, behind an entry, and what it cuts. */
struct cutter_place {
    struct store *store;
    uint64_t to;
    uint64_t offset;
    uint64_t line;
    struct seal_hasher *hasher; /* holds what stands of the piece before the offset */
    struct lets_span read;      /* behind the offset, from the cutter's window, while it is lent */
};

/* For somebody else to go on from where it stands: the first of its entries was cut, and it has not
 * lost its way. Until cutter_go_on, which says where it stands then. */
struct cutter_place cutter_lend(struct cutter *cutter);
void cutter_go_on(struct cutter *cutter, uint64_t offset, uint64_t line);

/* The longest entry that may be, and the longest close of a ledger with that many accounts. */
enum { CUTTER_LONGEST = 64 * 1024 };
size_t cutter_longest(uint64_t n_accounts);

#endif
