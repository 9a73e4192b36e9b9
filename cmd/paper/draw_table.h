/* SPDX-License-Identifier: MIT */
#ifndef DRAW_TABLE_H
#define DRAW_TABLE_H

/* Tables on paper: columns of fixed widths, rows as high as their text, a hairline below each. */

#include "paper/paper.h"

enum { DRAW_COLUMNS_MAX = 12 };

struct draw_column {
    const char *heading; /* NULL: the column is not drawn */
    double width;        /* the gap to the next column included */
    enum paper_align align;
};

struct draw_table {
    struct paper *paper;
    double x;
    const struct draw_column *columns;
    size_t n_columns;
    double scale; /* of the type; see draw_table_fit */
};

/* One row. In the column `wide`, `below` stands under the text, in small print, and both may take
 * several lines; every other cell is one line. */
struct draw_row {
    struct lets_span cells[DRAW_COLUMNS_MAX];
    size_t wide;
    struct lets_span below[2]; /* empty: none */
    bool is_bold;
    enum paper_ink ink;
};

/* The width of all columns together. */
double draw_table_width(const struct draw_table *table);

/* Sets the scale, and narrows columns and type alike where the table would be wider than that: no
 * figure is ever cut. */
void draw_table_fit(struct draw_table *table, struct draw_column *columns, double width);

/* The headings, with a rule under them; returns their height. */
double draw_table_head(const struct draw_table *table, double y);

double draw_table_row(const struct draw_table *table, double y, const struct draw_row *row);
double draw_table_row_height(const struct draw_table *table, const struct draw_row *row);

#endif
