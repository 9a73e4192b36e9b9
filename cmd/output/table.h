/* SPDX-License-Identifier: MIT */
#ifndef TABLE_H
#define TABLE_H

/* A table of text being laid out: columns as wide as their widest cell, or as the terminal allows.
 */

#include <lets.h>

#include "output/column.h"

struct output;
struct table;

/* columns are borrowed, and have headings. NULL under a guard that is short of memory. */
struct table *table_new(const struct output *output, const struct column *columns,
                        size_t n_columns);
void table_free(struct table *table);

/* For a table without rows yet. True: every row is to come twice, in the same order, with
 * table_print between, and so none is held. False: a table of this kind has to hold its rows. */
bool table_take_twice(struct table *table);

/* Takes a row of n_columns cells, harmless already; shown in a colour by which it stands out, if
 * wanted. */
void table_row(struct table *table, const struct lets_span *cells, bool is_highlighted);

/* Prints it, without the columns that no row fills; nothing at all where there is no row. Rows
 * taken after it are printed at once: so are all those that come twice. */
void table_print(struct table *table);

#endif
