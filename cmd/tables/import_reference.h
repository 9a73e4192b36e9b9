/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_REFERENCE_H
#define IMPORT_REFERENCE_H

/* References made of what a row says, never of where it stands. */

#include "base/keep.h"
#include "base/span_map.h"
#include "tables/import_day.h"

struct import_references {
    struct keep keep;
    struct span_map counts; /* of equal rows */
};
void import_references_release(struct import_references *references);

/* A text as it counts for a reference: NFC, lower case, blanks folded, entities resolved, without
 * leading zeros. In the keep. */
struct lets_span import_reference_spell(struct keep *keep, struct lets_span text);

/* What a reference is made of; the texts are spelled. */
struct import_reference_parts {
    const struct import_day *day;
    struct lets_span from;
    struct lets_span to;
    struct lets_span what_for;
    struct lets_amount amount;
    unsigned decimals;
};

/* The reference of the next row that says this: "P-" and 16 digits. Yours (memory_free). */
char *import_reference_make(struct import_references *references, const char *prefix,
                            const struct import_reference_parts *parts);

/* Whether a reference is a made one: "..-" and 16 digits. */
bool import_reference_is_made(struct lets_span ref);

#endif
