/* SPDX-License-Identifier: MIT */
#ifndef TABLE_INSIDE_H
#define TABLE_INSIDE_H

/* What the modules of a table share; see table.h. */

#include "output/column.h"
#include "output/table_rows.h"

/* What becomes of a row: */
enum table_phase {
    TABLE_HOLDS,    /* it is kept, to be printed with all others */
    TABLE_MEASURES, /* only its widths are taken: it will come again */
    TABLE_PRINTS    /* it is printed: all widths are known */
};

struct table {
    const struct output *output;
    const struct column *columns;
    size_t n_columns;
    enum table_phase phase;
    size_t n_rows; /* taken so far */
    struct table_rows rows;
    struct lets_span *cells; /* owned, one a column: the row that is read */
    struct buffer line;      /* being printed */
    size_t *widths;          /* owned, one a column; 0: not shown */
    size_t *words;           /* owned, likewise: the longest word that should not be broken */
    size_t room;             /* columns of the terminal */
    bool is_spilled;         /* what can stand beneath the rows does */
};

/* In columns of the terminal; a longer word has to be broken anyway. */
#define TABLE_WORD_MOST 30

#endif
