/* SPDX-License-Identifier: MIT */
#ifndef DRAW_LETTER_H
#define DRAW_LETTER_H

/* A statement as a letter: what the drawing of one is about, and what opens its first page. */

#include "paper/draw_table.h"
#include "statement/statement.h"

#define LETTER_LEFT MM(25)
#define LETTER_RIGHT MM(18)

/* One statement being drawn. */
struct letter {
    struct paper *paper;
    const struct statements *statements;
    const struct statement_item *item;
    struct draw_column columns[DRAW_COLUMNS_MAX];
    struct draw_table table;
    bool is_letter_size;
    double bottom; /* above the foot */
    size_t page;   /* from 1 */
    size_t n_pages;
};

/* Between the margins. */
double draw_letter_width(const struct letter *letter);

/* An amount of the ledger, as text in out. */
struct lets_span draw_letter_amount(const struct letter *letter, char out[LETS_AMOUNT_SIZE],
                                    struct lets_amount amount);

/* The first page down to the table; returns where that begins. */
double draw_letter_opening(const struct letter *letter);

#endif
