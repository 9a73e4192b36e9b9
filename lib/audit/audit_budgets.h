/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_BUDGETS_H
#define LETS_AUDIT_BUDGETS_H

/*
 * What central accounts spent, in the order of the entries, and what their charters allowed them
 * then: gathered during the replay, and reckoned behind it, an account at a time.
 */

#include "base/mem.h"

/* What a charter allows. */
struct audit_budget {
    struct lets_date begins;
    struct lets_date ends;
    int64_t budget;
    int64_t ceiling;
    int64_t petty;
};

/* A payment; or, minor below zero, that one was taken back; or, zero, that a charter was set or
 * withdrawn. */
struct audit_event {
    uint64_t line;
    int64_t minor;
    struct lets_date date;
    uint32_t number;   /* of the transfer; of a charter that of the last before it */
    uint32_t proposal; /* of a payment; 0: none */
    uint32_t charter;  /* which budget, + 1; 0: it was withdrawn */
    uint32_t next;     /* of the same account, + 1; 0: none */
    bool is_petty;
    bool is_bound; /* a charter stood for it */
};

/* Which events are of an account: their indexes + 1. */
struct audit_spending {
    uint32_t first;
    uint32_t last;
    uint32_t charter; /* that stands now, + 1; 0: none */
    bool had_charter;
};

/* {0} is empty. */
struct audit_budgets {
    struct audit_event *events; /* owned */
    size_t n_events;
    size_t events_capacity;
};

/* Adds an event of an account. LETS_OUT_OF_MEMORY. */
enum lets_status audit_budgets_add(struct audit_budgets *budgets, struct audit_spending *spending,
                                   struct audit_event event, struct lets_error *err);

/* The payment with the number of that transfer; NULL for none. */
const struct audit_event *audit_budgets_find(const struct audit_budgets *budgets, uint32_t number);

void audit_budgets_release(struct audit_budgets *budgets);

/* Sums of what one account spent, by the day. {0} is empty. */
struct audit_days {
    struct lets_date *days; /* owned, as all: on which it paid, in their order, none twice */
    int64_t *spent;         /* a tree of sums */
    int64_t *petty;
    size_t n;
};

/* All days on which an account paid, with nothing spent on them yet; to be released in any case.
 * LETS_OUT_OF_MEMORY. */
enum lets_status audit_days_collect(struct audit_days *days, const struct audit_budgets *budgets,
                                    const struct audit_spending *spending, struct lets_error *err);
void audit_days_release(struct audit_days *days);

/* Takes a payment in, or back. */
void audit_days_add(struct audit_days *days, const struct audit_event *event);

/* What was spent in a period, and what of that without a proposal in the month of a day. */
int64_t audit_days_spent(const struct audit_days *days, struct lets_period period);
int64_t audit_days_petty(const struct audit_days *days, struct lets_period period,
                         struct lets_date day);

#endif
