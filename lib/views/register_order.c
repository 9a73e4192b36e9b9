/* SPDX-License-Identifier: MIT */
/* Sorting by the keys alone. */

#include "views/register_order.h"

#include <assert.h>
#include <stdlib.h>

void register_order_release(struct register_order *order)
{
    mem_free(order->keys);
    mem_free(order->ranks);
    *order = (struct register_order){0};
}

enum lets_status register_order_add(struct register_order *order, struct lets_date date,
                                    struct lets_error *err)
{
    enum lets_status status = mem_grow(&order->keys, &order->capacity, order->n + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    order->is_mixed = order->is_mixed || (order->n > 0 && order->keys[order->n - 1].day > date.day);
    order->keys[order->n] = (struct register_key){.day = date.day, .arrival = (uint32_t)order->n};
    order->n++;
    return LETS_OK;
}

static int compare(const void *left, const void *right)
{
    const struct register_key *a = left;
    const struct register_key *b = right;
    if (a->day != b->day) {
        return a->day < b->day ? -1 : 1;
    }
    return (a->arrival > b->arrival) - (a->arrival < b->arrival);
}

enum lets_status register_order_settle(struct register_order *order, struct lets_error *err)
{
    void *bytes = NULL;
    if (order->is_settled || !order->is_mixed) {
        order->is_settled = true;
        return LETS_OK;
    }
    enum lets_status status = mem_alloc_array(order->n, sizeof *order->ranks, &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    order->ranks = bytes;
    qsort(order->keys, order->n, sizeof *order->keys, compare);
    for (size_t i = 0; i < order->n; i++) {
        order->ranks[order->keys[i].arrival] = (uint32_t)i;
    }
    mem_free(order->keys);
    order->keys = NULL;
    order->is_settled = true;
    return LETS_OK;
}

uint32_t register_order_rank(const struct register_order *order, uint32_t arrival)
{
    assert(order->is_settled && arrival < order->n);
    return order->ranks == NULL ? arrival : order->ranks[arrival];
}
