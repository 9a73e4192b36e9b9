/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_OURS_H
#define IMPORT_OURS_H

/* Recorded transfers that a table has, and those that it had and has no more. */

#include "tables/import_known.h"
#include "tables/import_payments.h"

/* Marks every transfer that has the reference of one of the payments, or of its levies; before the
 * first of them is posted. */
void import_ours_mark(struct import_known *known, const struct import_payments *payments,
                      const struct import_run *run);

/* Warns of what stands in the books by a reference of --ref-prefix that no row has any more, of the
 * days from the table's first to its last. Nothing is said of what import_equal_check has told, nor
 * behind a file of rejects, which has but a few rows of its table. */
void import_ours_warn(const struct import_known *known, const struct import_payments *payments,
                      const struct import_run *run);

#endif
