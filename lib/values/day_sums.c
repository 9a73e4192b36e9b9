/* SPDX-License-Identifier: MIT */
/* A tree of halves over every day that a journal can name, 1900 to 2999: 2^19 days hold them. */

#include "values/day_sums.h"

#include <assert.h>

enum {
    BITS = 19,
    NODES_A_DAY = BITS + 1,
    BEFORE_1970 = 1 << 15, /* more than the days from 1900 on */
};

void day_sums_release(struct day_sums *sums)
{
    mem_free(sums->nodes);
    *sums = (struct day_sums){0};
}

static uint32_t key_of(int32_t day)
{
    assert(day >= -BEFORE_1970 && day < (1 << BITS) - BEFORE_1970);
    return (uint32_t)(day + BEFORE_1970);
}

enum lets_status day_sums_reserve(struct day_sums *sums, size_t n, struct lets_error *err)
{
    size_t first = sums->n == 0 ? 1 : sums->n;
    if (n > (UINT32_MAX - first) / NODES_A_DAY) {
        return lets__fail(err, LETS_OUT_OF_MEMORY, "there is no memory for so many days");
    }
    enum lets_status status = mem_grow(&sums->nodes, &sums->capacity, first + n * NODES_A_DAY, err);
    if (status == LETS_OK) {
        sums->n = first;
    }
    return status;
}

void day_sums_add(struct day_sums *sums, uint32_t *root, struct lets_date day, int64_t minor)
{
    uint32_t *at = root;
    uint32_t key = key_of(day.day);
    for (unsigned bit = NODES_A_DAY; bit-- > 0;) {
        if (*at == 0) {
            assert(sums->n < sums->capacity);
            sums->nodes[sums->n] = (struct day_sum){.minor = 0};
            *at = (uint32_t)sums->n++;
        }
        struct day_sum *node = &sums->nodes[*at];
        node->minor += minor;
        at = bit == 0 ? NULL : &node->child[key >> (bit - 1) & 1];
    }
}

/* The sum of the days before one. */
static int64_t before(const struct day_sums *sums, uint32_t root, uint32_t key)
{
    int64_t total = 0;
    for (unsigned bit = BITS; root != 0 && bit-- > 0;) {
        const struct day_sum *node = &sums->nodes[root];
        bool is_later = (key >> bit & 1) != 0;
        total += is_later && node->child[0] != 0 ? sums->nodes[node->child[0]].minor : 0;
        root = node->child[is_later ? 1 : 0];
    }
    return total;
}

int64_t day_sums_of(const struct day_sums *sums, uint32_t root, struct lets_period period)
{
    return period.last.day < period.first.day ? 0
                                              : before(sums, root, key_of(period.last.day + 1)) -
                                                    before(sums, root, key_of(period.first.day));
}
