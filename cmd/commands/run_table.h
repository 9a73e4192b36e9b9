/* SPDX-License-Identifier: MIT */
#ifndef RUN_TABLE_H
#define RUN_TABLE_H

/*
 * What a run of a rule comes to, member by member: the list that a committee approves, and the
 * answer of the run itself.
 */

#include <jansson.h>

#include "commands/partners.h"
#include "commands/set_by_hand.h"

struct output;
struct session;

/* Of a rule that is run. It is yours to release; the rest is borrowed. */
struct run_table {
    const struct session *session;
    const struct lets_rule *rule;
    struct lets_dues dues;          /* owned */
    struct lets_limit *was;         /* owned, limits only: in force before, a row each */
    struct partner *partners;       /* owned, limits only */
    const struct set_by_hand *hand; /* limits only */
};

void run_table_release(struct run_table *table);

/* Prints it, by writing_table: once the run's entries are applied, for it shows the balances. */
void run_table_print(void *context, struct output *output);

/* Its rows as JSON: yours. */
json_t *run_table_json(struct run_table *table);

#endif
