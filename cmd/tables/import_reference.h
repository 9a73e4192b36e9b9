/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_REFERENCE_H
#define IMPORT_REFERENCE_H

/* References made of what a row says, never of where it stands. */

#include "base/buffer.h"
#include "base/keep.h"
#include "tables/import_day.h"

struct import_references {
    struct keep keep;   /* of the references */
    struct buffer line; /* owned: what the row at hand says */
    uint64_t *said;     /* owned: a hash table, at most half full, of numbers that tell what rows
                           said; 0: free */
    uint32_t *repeats;  /* owned: by the same index, how many rows more said it */
    size_t n_said;
    size_t capacity; /* a power of two, or 0 */
};
void import_references_release(struct import_references *references);

/* Makes room for so many rows. */
void import_references_reserve(struct import_references *references, size_t n);

/* A text as it counts for a reference: NFC, lower case, blanks folded, entities resolved, without
 * leading zeros. In the keep. */
struct lets_span import_reference_spell(struct keep *keep, struct lets_span text);

/* What a reference is made of; from and to are spelled. */
struct import_reference_parts {
    const struct import_day *day;
    struct lets_span from;
    struct lets_span to;
    struct lets_span what_for;
    struct lets_amount amount;
    unsigned decimals;
};

/* The reference of the next row that says this: "P-" and 16 digits. In
 * the keep. */
const char *import_reference_make(struct import_references *references, const char *prefix,
                                  const struct import_reference_parts *parts);

/* What stands behind the prefix: a '-', and the digits. */
enum { IMPORT_REFERENCE_TAIL = 17 };

/* Whether a reference is a made one: "..-" and 16 digits. */
bool import_reference_is_made(struct lets_span ref);

#endif
