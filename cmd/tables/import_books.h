/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_BOOKS_H
#define IMPORT_BOOKS_H

/* Cheque books from a table: account, first and last number. */

#include "tables/import_run.h"

/* Which columns must be there. LETS_MISSING_COLUMN. */
enum lets_status import_books_check(const struct import_table *table, struct lets_error *err);

/* Issues the books, on --date or today. */
enum lets_status import_books_post(struct import_table *table, struct import_run *run,
                                   struct lets_error *err);

#endif
