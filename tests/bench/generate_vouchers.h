/* SPDX-License-Identifier: MIT */
#ifndef GENERATE_VOUCHERS_H
#define GENERATE_VOUCHERS_H

/* The vouchers of a scheme, where it has any; else nothing is done and no chance is taken. */

#include "generate_world.h"

/* Opens the account that sells them, in the commit at hand. */
void vouchers_begin(struct world *world);

/* Declares it in the formats of ledger and beancount. */
void vouchers_open(struct world *world);

/* Now and then a transfer, which buys some or lodges one; false where there was none. */
bool vouchers_trade(struct world *world);

#endif
