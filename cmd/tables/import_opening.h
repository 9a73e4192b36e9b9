/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_OPENING_H
#define IMPORT_OPENING_H

/* Balances of a scheme that is taken over. */

#include "tables/import_run.h"

/* Which columns must be there. LETS_MISSING_COLUMN. */
enum lets_status import_opening_check(const struct import_table *table, struct lets_error *err);

/* The account of --plug. */
enum lets_status import_opening_begin(struct import_run *run, struct lets_error *err);

/* Opens the balances against it. */
enum lets_status import_opening_post(struct import_table *table, struct import_run *run,
                                     struct lets_error *err);

/* By how much the old books did not add up. */
void import_opening_tell(const struct import_run *run, struct buffer *lines);

#endif
