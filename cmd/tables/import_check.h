/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_CHECK_H
#define IMPORT_CHECK_H

/* The old balances beside the new ones. */

#include "tables/import_run.h"

struct import_check {
    size_t n_same;
    struct buffer lines; /* owned: of balances that are the same, a few */
    bool *is_named;      /* owned: by the index of the account */
    size_t n_accounts;
};

/* Compares every row of a table with the ledger as it is now; a difference is a fault of the row.
 */
void import_check_rows(struct import_check *check, struct import_table *table,
                       struct import_run *run);

/* Adds what came out, a line each, and who is in none of the tables though not at zero. */
void import_check_tell(const struct import_check *check, const struct import_run *run,
                       struct buffer *lines);

void import_check_release(struct import_check *check);

#endif
