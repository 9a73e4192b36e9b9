/* SPDX-License-Identifier: MIT */
#ifndef LETS_IDENT_H
#define LETS_IDENT_H

/* Account ids as people type them: `1` finds `0001`, `BOB` finds `bob`. */

#include "base/error.h"
#include "base/octets.h"

/* The id without regard to case and leading zeros ("0" for zeros alone), in buffer with a NUL
 * behind it. The id is of at most LETS_ID_MAX bytes and not empty. */
struct lets_span ident_fold(struct lets_span id, char buffer[LETS_ID_MAX + 1]);

/* An id of 1..8 bytes as a word: no other id gives the same. 0: it is longer, or no id. */
static inline uint64_t ident_word(struct lets_span id)
{
    bool is_short = id.size > 0 && id.size <= sizeof(uint64_t);
    uint64_t word = is_short ? octets_load_few(id.bytes, id.size) : 0;
    /* One with a NUL behind is another's; no id has one. */
    return is_short && word >> (8 * (id.size - 1)) != 0 ? word : 0;
}

#endif
