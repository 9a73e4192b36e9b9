/* SPDX-License-Identifier: MIT */
#ifndef LETS_REMARKS_H
#define LETS_REMARKS_H

/* The remarks (comments) in YAML of any spelling: a `#` within a value is none. */

#include "base/error.h"

/* Where the search stands. Begins as {.rest = the bytes}. */
struct remarks {
    struct lets_span rest;
    bool is_within;   /* a value without quotation marks; else one may begin */
    bool is_behind;   /* the end of a value in quotation marks, or of a { } */
    bool is_indented; /* something stood in this line already */
    size_t column;    /* of rest */
    size_t key;       /* the column in which the line's first key or value begins */
    size_t depth;     /* of { and [ */
};

/* The next remark, from its '#' to the end of its line, without the break; false: there is none. */
bool remarks_next(struct remarks *remarks, struct lets_span *out);

/* The bytes of the line break at the start of bytes: LF, CR, both, or one of those that YAML knows
 * beside them (NEL, LS, PS); 0 for none. */
size_t remarks_break_size(struct lets_span bytes);

#endif
