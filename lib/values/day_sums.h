/* SPDX-License-Identifier: MIT */
#ifndef LETS_DAY_SUMS_H
#define LETS_DAY_SUMS_H

/* Sums by the day, of many accounts: the sum of any span of days is known in a few steps, whatever
 * was added in whatever order. */

#include "base/mem.h"

struct day_sum {
    uint32_t child[2]; /* the earlier and the later half; 0: nothing was added there */
    int64_t minor;
};

/* {0} is empty. */
struct day_sums {
    struct day_sum *nodes; /* owned; the first is none */
    size_t n;
    size_t capacity;
};

void day_sums_release(struct day_sums *sums);

/* Room for so many additions. LETS_OUT_OF_MEMORY. */
enum lets_status day_sums_reserve(struct day_sums *sums, size_t n, struct lets_error *err);

/* Then: adds to the day of an account, of which *root is all that there is: 0 is none. A day to
 * which something was added before needs no room. */
void day_sums_add(struct day_sums *sums, uint32_t *root, struct lets_date day, int64_t minor);

/* The sum of a period of an account; zero for one that ends before it begins. */
int64_t day_sums_of(const struct day_sums *sums, uint32_t root, struct lets_period period);

#endif
