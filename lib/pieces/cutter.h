/* SPDX-License-Identifier: MIT */
#ifndef LETS_CUTTER_H
#define LETS_CUTTER_H

/*
 * Cuts a byte range of a journal into entries, and checks the hash of each piece on the way.
 *
 * An entry is cut by its lines alone (journal.md, Lines), without parsing what is in them, so that
 * a malformed entry costs only itself: the cutter reports it and goes on at the next entry. Both
 * readers, that of canonical lines and that of YAML, get their entries from here. A reader that
 * finds the end of an entry itself can skip the search for lines: see cutter_peek.
 *
 * A piece is what one seal's hash covers: the bytes from the hash line of the seal before, that
 * line included, up to the seal's own hash line, that line excluded. So the hashes form a chain.
 *
 * A cutter belongs to one thread at a time and has no lock. It can hand its position and its
 * running hash over to a reader that cuts on other threads, and resume behind what that reader cut:
 * see cutter_hand_over.
 */

#include "base/seal.h"
#include "base/text.h"
#include "store/store.h"

enum cut_kind {
    CUT_ENTRY, /* any entry but a seal, or lines that are no entry: see status */
    CUT_SEAL,  /* ends with a hash line, and so ends a piece */
    CUT_END    /* the end of the byte range */
};

/* One entry that was cut. Its bytes are borrowed from the cutter until the next call that cuts. */
struct cut {
    enum cut_kind kind;
    enum lets_status status; /* not LETS_OK: malformed, see `why`; bytes are empty */
    struct lets_span bytes;  /* whole lines, without the blank lines that follow the entry */
    uint64_t line;           /* number of the first line, from 1 */
    uint64_t offset;         /* of the first byte, in the store */
    /* Only for CUT_SEAL: */
    struct lets_hash stated;
    bool is_intact;     /* the piece has the stated hash */
    uint64_t last_line; /* number of the hash line */
    uint64_t end;       /* offset of the first byte behind the hash line */
    /* Set only where status is not LETS_OK. Last, so that clearing a cut can spare this large
     * member. */
    struct lets_error why;
};

struct cutter;

/* A cutter for the bytes [from, to) of a store (borrowed). The byte at `from` begins the line with
 * number `line`; only of pieces that begin at `from` or behind it can the hash be found right.
 * LETS_OUT_OF_MEMORY. */
enum lets_status cutter_new(struct store *store, uint64_t from, uint64_t to, uint64_t line,
                            struct cutter **out, struct lets_error *err);
void cutter_free(struct cutter *cutter);

/* Sets how many bytes are read from the store at once. For tests, which need the buffer to end
 * anywhere. */
void cutter_set_chunk(struct cutter *cutter, size_t size);

/* Sets the size in bytes above which an entry is LETS_ENTRY_TOO_LONG; CUTTER_LONGEST until set. */
void cutter_set_longest(struct cutter *cutter, size_t size);

/* Cuts the next entry into *out. A malformed entry is no failure: it is out->status. Fails only
 * where the store cannot be read or memory runs out: LETS_INPUT_OUTPUT, LETS_OUT_OF_MEMORY. */
enum lets_status cutter_next(struct cutter *cutter, struct cut *out, struct lets_error *err);

/*
 * The buffered bytes from the current position on, to look ahead in without consuming them; empty
 * where an entry need not begin here (before the first entry, after a malformed line). *is_all:
 * whether the byte range ends with them. A reader that recognizes the entry at their beginning
 * consumes it with cutter_take; one that does not calls cutter_next.
 */
struct lets_span cutter_peek(const struct cutter *cutter, bool *is_all);

/* Consumes the first `size` bytes of cutter_peek as one entry and describes it in *out, all but
 * out->why. They must be n_lines whole lines without forbidden characters. stated: for a seal, the
 * hash in its last line; else NULL. */
void cutter_take(struct cutter *cutter, size_t size, uint64_t n_lines,
                 const struct lets_hash *stated, struct cut *out);

/* What is handed over to a reader that continues in the place of a cutter. All is borrowed. */
struct cutter_handover {
    struct store *store;
    uint64_t to;                /* the end of the byte range, as an offset in the store */
    uint64_t offset;            /* the position: of the first byte behind the last entry */
    uint64_t line;              /* number of the line at that offset */
    struct seal_hasher *hasher; /* has taken in the bytes of the current piece before the offset */
    struct lets_span buffered;  /* bytes from the offset on that are in the buffer already */
};

/* Hands over, after at least one entry was cut and when the last cut was not malformed. From then
 * until cutter_resume the cutter may only be freed, and the hasher belongs to the other reader. */
struct cutter_handover cutter_hand_over(struct cutter *cutter);

/* Resumes at an offset and its line number, behind the last entry that was cut elsewhere. The
 * hasher must have taken in the current piece up to there. */
void cutter_resume(struct cutter *cutter, uint64_t offset, uint64_t line);

/* How long entries may be, in bytes: any but a close; and a close of a ledger with that many
 * accounts, each of which has a line in it. */
enum { CUTTER_LONGEST = 64 * 1024 };
size_t cutter_longest(uint64_t n_accounts);

#endif
