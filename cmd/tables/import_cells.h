/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_CELLS_H
#define IMPORT_CELLS_H

/* The cells of a table as values, read as its options say; what cannot be read becomes a fault of
 * the row. */

#include "tables/import_amount.h"
#include "tables/import_day.h"
#include "tables/import_table.h"

/* Whether the zone of the table is one: LETS_BAD_USAGE. */
enum lets_status import_cells_check_zone(const struct import_table *table, struct lets_error *err);

/* Says how often something was read otherwise than it stands. */
void import_cells_tell(const struct import_table *table);

/* A day; an instant counts in the zone (*on). false, and a fault, where there is none, or where it
 * is after `last`. An empty cell is no fault: day->is_empty. */
bool import_cells_day(struct import_table *table, struct import_row *row, enum import_key key,
                      struct lets_date last, struct import_day *day, struct lets_date *on);

/* An amount with its sign. */
bool import_cells_amount(struct import_table *table, struct import_row *row, enum import_key key,
                         struct lets_amount *out);

/* A text of one line, in the table's keep; empty where nothing stands, or it cannot be read. */
struct lets_span import_cells_text(struct import_table *table, struct import_row *row,
                                   enum import_key key);

/* The same of a text that is at hand; check: what it must be. */
struct lets_span import_cells_clean(struct import_table *table, struct import_row *row, int cell,
                                    struct lets_span text,
                                    enum lets_status (*check)(struct lets_span text,
                                                              struct lets_error *err));

/* A limit of a member; false where there is none, or it cannot be read. */
bool import_cells_limit(struct import_table *table, struct import_row *row, enum import_key key,
                        struct lets_limit *out);

#endif
