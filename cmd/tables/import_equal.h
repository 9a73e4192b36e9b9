/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_EQUAL_H
#define IMPORT_EQUAL_H

/* Rows that say what a recorded transfer says, which this table does not have. */

#include "tables/import_payments.h"

/* Gives a fault to every new payment that is equal, in day, parties and amount, to one of the
 * first n transfers that stands and has no reference of this table. */
void import_equal_check(struct import_payments *payments, struct import_run *run, uint32_t n);

#endif
