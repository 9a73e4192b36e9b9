/* SPDX-License-Identifier: MIT */
#ifndef GENERATE_LEVY_H
#define GENERATE_LEVY_H

/* A levy by rule, where the scheme has one; else nothing is done. No chance is taken. */

#include "generate_world.h"

/* Sets the rule, in the commit at hand. */
void levy_begin(struct world *world);

/* After each third close, whose day is given: a run of it, in a commit of its own. */
void levy_run(struct world *world, int32_t closed);

#endif
