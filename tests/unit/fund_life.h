/* SPDX-License-Identifier: MIT */
#ifndef FUND_LIFE_H
#define FUND_LIFE_H

/* A random life of funds: a ledger, and the model that judges each act that is tried on it. */

#include "fund_model.h"
#include "fund_texts.h"

/* Days lie in the first months of 2026. */
enum { LIFE_MONTHS = 7 };

struct life {
    uint64_t state; /* of the dice */
    struct lets_ledger *ledger;
    struct text proposals; /* the entries taken in, for signatures */
    int today;
    struct model model;
    char entry[MODEL_TEXT + 400];
};

/* How often each status was the answer, in all lives. */
#define LIFE_COUNT(name, ...) +1
enum { LIFE_STATUSES = 1 LETS_STATUSES(LIFE_COUNT) };
#undef LIFE_COUNT
extern unsigned life_met[LIFE_STATUSES];

/* How often what is rare was lawful. */
extern struct life_rare {
    unsigned approved_charters;
    unsigned approved_ends;
    unsigned payments; /* under a proposal */
    unsigned reversals;
    unsigned free;
} life_rare;

/* Writes a charter's entry into act->body, or that of its end. */
void life_write_charter(struct model_act *act, bool is_end);

/* Tries an act. Asserts that the ledger answers as the model does, and holds the same after it.
 * Whether it was taken in. */
bool life_try(struct life *life, const struct model_act *act);

#endif
