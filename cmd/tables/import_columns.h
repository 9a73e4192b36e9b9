/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_COLUMNS_H
#define IMPORT_COLUMNS_H

/* Which column of a table is what. */

#include "tables/import_table.h"

/* When the reading has taken what the command line says. LETS_UNKNOWN_COLUMN, LETS_MISSING_COLUMN,
 * LETS_BAD_USAGE, LETS_BAD_CSV. */
enum lets_status import_columns_match(struct import_table *table, struct lets_error *err);

#endif
