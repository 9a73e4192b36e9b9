/* SPDX-License-Identifier: MIT */
#ifndef GENERATE_LIFE_H
#define GENERATE_LIFE_H

/* What happens in a scheme that is made up. */

#include "generate_world.h"

/* Opens the ledger and its accounts. */
void life_begin(struct world *world);

/* Every day of it, until all transfers are made. */
void life_live(struct world *world);

#endif
