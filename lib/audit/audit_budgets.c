/* SPDX-License-Identifier: MIT */
/*
 * The ledger keeps sums that go along with each payment. Here they are asked of a tree over all
 * days on which an account ever paid (a Fenwick tree), so that a charter that comes later, over
 * other days, costs no more than another: what is reckoned so shares nothing with what it checks.
 */

#include "audit/audit_budgets.h"

#include <stdlib.h>

#include "base/search.h"
#include "values/period.h"

enum lets_status audit_budgets_add(struct audit_budgets *budgets, struct audit_spending *spending,
                                   struct audit_event event, struct lets_error *err)
{
    enum lets_status status =
        mem_grow(&budgets->events, &budgets->events_capacity, budgets->n_events + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    budgets->events[budgets->n_events++] = event;
    uint32_t at = (uint32_t)budgets->n_events;
    if (spending->last != 0) {
        budgets->events[spending->last - 1].next = at;
    } else {
        spending->first = at;
    }
    spending->last = at;
    return LETS_OK;
}

const struct audit_event *audit_budgets_find(const struct audit_budgets *budgets, uint32_t number)
{
    size_t at = search_from(budgets->events, budgets->n_events, sizeof *budgets->events,
                            offsetof(struct audit_event, number), number);
    const struct audit_event *event = &budgets->events[at];
    return at < budgets->n_events && event->number == number && event->minor > 0 ? event : NULL;
}

void audit_budgets_release(struct audit_budgets *budgets)
{
    mem_free(budgets->events);
    *budgets = (struct audit_budgets){0};
}

/* ---------------------------------------------------------------- days */

static int compare_days(const void *a, const void *b)
{
    int32_t x = ((const struct lets_date *)a)->day;
    int32_t y = ((const struct lets_date *)b)->day;
    return (x > y) - (x < y);
}

/* Takes out days that stand there twice. */
static void unite(struct audit_days *days)
{
    size_t n = 0;
    for (size_t i = 0; i < days->n; i++) {
        if (n == 0 || days->days[n - 1].day != days->days[i].day) {
            days->days[n++] = days->days[i];
        }
    }
    days->n = n;
}

enum lets_status audit_days_collect(struct audit_days *days, const struct audit_budgets *budgets,
                                    const struct audit_spending *spending, struct lets_error *err)
{
    size_t n = 0;
    void *bytes[3] = {NULL, NULL, NULL};
    static const size_t sizes[3] = {sizeof *days->days, sizeof *days->spent, sizeof *days->petty};
    enum lets_status status = LETS_OK;
    for (uint32_t i = spending->first; i != 0; i = budgets->events[i - 1].next) {
        n += budgets->events[i - 1].minor > 0 ? 1 : 0;
    }
    for (size_t i = 0; status == LETS_OK && i < 3; i++) {
        status = mem_alloc_array(n + 1, sizes[i], &bytes[i], err);
    }
    days->days = bytes[0];
    days->spent = bytes[1];
    days->petty = bytes[2];
    if (status != LETS_OK) {
        return status;
    }
    for (uint32_t i = spending->first; i != 0; i = budgets->events[i - 1].next) {
        if (budgets->events[i - 1].minor > 0) {
            days->days[days->n++] = budgets->events[i - 1].date;
        }
    }
    qsort(days->days, days->n, sizeof *days->days, compare_days);
    unite(days);
    return LETS_OK;
}

void audit_days_release(struct audit_days *days)
{
    mem_free(days->days);
    mem_free(days->spent);
    mem_free(days->petty);
    *days = (struct audit_days){0};
}

/* How many days lie before that one. */
static size_t before(const struct audit_days *days, int32_t day)
{
    size_t low = 0;
    size_t high = days->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (days->days[middle].day < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void audit_days_add(struct audit_days *days, const struct audit_event *event)
{
    for (size_t i = before(days, event->date.day) + 1; i <= days->n; i += i & (~i + 1)) {
        days->spent[i] += event->minor;
        days->petty[i] += event->is_petty ? event->minor : 0;
    }
}

/* The sum of the first n days. */
static int64_t sum(const int64_t *tree, size_t n)
{
    int64_t total = 0;
    for (; n > 0; n &= n - 1) {
        total += tree[n];
    }
    return total;
}

static int64_t between(const struct audit_days *days, const int64_t *tree, int32_t first,
                       int32_t last)
{
    return first > last ? 0 : sum(tree, before(days, last + 1)) - sum(tree, before(days, first));
}

int64_t audit_days_spent(const struct audit_days *days, struct lets_period period)
{
    return between(days, days->spent, period.first.day, period.last.day);
}

int64_t audit_days_petty(const struct audit_days *days, struct lets_period period,
                         struct lets_date day)
{
    struct lets_period both = period_common(period, period_around(LETS_EVERY_MONTH, day));
    return between(days, days->petty, both.first.day, both.last.day);
}
