/* SPDX-License-Identifier: MIT */
#ifndef PARTNERS_H
#define PARTNERS_H

/*
 * With whom each account traded most: where one partner makes nearly all of a turnover, that may be
 * a circle of trade made to grow a limit.
 */

#include <lets.h>

struct partner {
    uint32_t account;          /* index of the partner */
    struct lets_amount amount; /* traded with it, both ways; zero: there is none */
    struct lets_amount turnover;
};

/* Of each account, by its index, up to and including a day: net of reversals, runs of rules and
 * their reversals apart, as rules count it. Yours (memory_free). */
struct partner *partners_find(const struct lets_ledger *ledger, struct lets_date until);

/* How many thousandths of the turnover the partner makes. */
unsigned partner_share(const struct partner *partner);

#endif
