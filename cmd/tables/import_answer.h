/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_ANSWER_H
#define IMPORT_ANSWER_H

/* What becomes of an import: told, and recorded or not. */

#include "tables/import_plan.h"
#include "tables/import_run.h"

/* Lines for the end of the answer, whether it is one of a commit or of nothing. */
struct import_sayings {
    void (*add)(void *context, struct buffer *lines);
    void *context;
};

/* Last before the commit: tells every fault, and what is recorded: what is good, or nothing. The
 * exit status is settled. */
void import_answer(struct import_plan *plan, struct import_run *run, struct import_sayings sayings);

#endif
