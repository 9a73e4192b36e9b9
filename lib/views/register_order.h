/* SPDX-License-Identifier: MIT */
#ifndef LETS_REGISTER_ORDER_H
#define LETS_REGISTER_ORDER_H

/*
 * The order of a register: rows come by number, and go out by date, then number. Twelve bytes a
 * row are kept of it, and none where they come as they go.
 */

#include "base/mem.h"

struct register_key {
    int32_t day;
    uint32_t arrival; /* the how manieth row it is, from 0 */
};

/* {0} is of no rows. */
struct register_order {
    struct register_key *keys; /* owned, until register_order_settle */
    size_t n;
    size_t capacity;
    uint32_t *ranks; /* owned: by arrival; NULL: each is its own */
    bool is_settled;
    bool is_mixed; /* a day came behind a later one */
};

void register_order_release(struct register_order *order);

/* The day of the next row. LETS_OUT_OF_MEMORY. */
enum lets_status register_order_add(struct register_order *order, struct lets_date date,
                                    struct lets_error *err);

/* Behind the last of them; once. LETS_OUT_OF_MEMORY. */
enum lets_status register_order_settle(struct register_order *order, struct lets_error *err);

/* The place of a row, from 0. */
uint32_t register_order_rank(const struct register_order *order, uint32_t arrival);

#endif
