/* SPDX-License-Identifier: MIT */
#ifndef LETS_LINE_BALANCES_H
#define LETS_LINE_BALANCES_H

/* The balances of a close, as the line reader takes them. */

#include <stddef.h>

#include "base/error.h"

/* What was read last. {0} is empty. */
struct line_balances {
    struct lets_closing *items; /* owned */
    size_t capacity;
    uint32_t *seen; /* owned: a hash table of indexes of items, from 1 */
    size_t seen_capacity;
};

void line_balances_release(struct line_balances *balances);

/* What stands behind `balances:`, its lines and LFs, into entry->balances; adds the number of lines
 * to *n_lines. Where there is no memory, it is not canonical either. */
const char *line_take_balances(struct line_balances *balances, const char *at, const char *end,
                               unsigned decimals, struct lets_entry *entry, uint64_t *n_lines);

#endif
