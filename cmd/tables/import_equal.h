/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_EQUAL_H
#define IMPORT_EQUAL_H

/* Rows that say what a recorded transfer says, which this table does not have. */

#include "tables/import_known.h"
#include "tables/import_payments.h"

/*
 * Gives a fault to every new payment that is equal, in day, parties and amount, to a transfer that
 * stands and that import_ours_mark has not found in this table. The day is also that of what such a
 * transfer corrects. Where a side of the row is a central account, it may stand for the member who
 * was there when the same table was read before.
 */
void import_equal_check(struct import_payments *payments, struct import_known *known,
                        struct import_run *run);

#endif
