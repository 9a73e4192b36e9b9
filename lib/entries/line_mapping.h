/* SPDX-License-Identifier: MIT */
#ifndef LETS_LINE_MAPPING_H
#define LETS_LINE_MAPPING_H

/* Mappings, such as the balances of a close, as the line reader takes them. */

#include <stddef.h>

#include "entries/line_values.h"

/* What was read last. {0} is empty. */
struct line_mapping {
    struct lets_pair *items; /* owned */
    size_t capacity;
    uint32_t *seen; /* owned: a hash table of indexes of items, from 1 */
    size_t seen_capacity;
};

void line_mapping_release(struct line_mapping *mapping);

/* What stands behind the colon of a mapping's key, its lines and LFs, into *out, borrowed from
 * mapping, room and the bytes; adds the number of lines to *n_lines. Where there is no memory, it
 * is not canonical either. */
const char *line_take_mapping(struct line_mapping *mapping, struct line_room *room, const char *at,
                              const char *end, const struct lets_mapping *types, unsigned decimals,
                              struct lets_pairs *out, uint64_t *n_lines);

#endif
