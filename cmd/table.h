/* SPDX-License-Identifier: MIT */
#ifndef TABLE_H
#define TABLE_H

/* A table of text being laid out: columns as wide as their widest cell, or as the terminal allows.
 */

#include "output.h"

struct table;

/* columns are borrowed; those without heading are left out. */
struct table *table_new(const struct output *output, const struct column *columns,
                        size_t n_columns);
void table_free(struct table *table);

/* Begins a row of empty cells; shown in a colour by which it stands out, if wanted. */
void table_row(struct table *table, bool is_highlighted);

/* Sets a cell of the last row; text is harmless already. */
void table_cell(struct table *table, size_t column, struct lets_span text);

/* Prints it, without the columns that no row fills; nothing at all where there is no row. */
void table_print(struct table *table);

#endif
