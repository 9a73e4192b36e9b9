/* SPDX-License-Identifier: MIT */
#ifndef RANDOM_RUNS_H
#define RANDOM_RUNS_H

/* Runs of the rules of random journals. */

#include <lets.h>

/* Now and then, into a commit without entries: a run of some rule that can be run, whole. False
 * where there is none; else nothing may follow but the seal. */
bool random_runs_make(struct lets_commit *commit, const struct lets_ledger *ledger,
                      struct lets_date date);

/* Now and then takes back the transfers of some run, or a part of them. */
void random_runs_undo(struct lets_commit *commit, const struct lets_ledger *ledger,
                      struct lets_date date);

#endif
