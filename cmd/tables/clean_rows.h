/* SPDX-License-Identifier: MIT */
#ifndef CLEAN_ROWS_H
#define CLEAN_ROWS_H

/*
 * The rows of a table without the characters that nobody sees, and without blanks at the ends of
 * cells that are no spaces: spreadsheets and web pages leave them in names and references, which
 * are then never found again.
 */

#include "session/session.h"

/* {0} to begin with. */
struct clean_rows {
    struct buffer bytes;     /* owned: of the row at hand, where something was taken out */
    struct lets_span *all;   /* owned: its cells as they stand in the file */
    struct lets_span *cells; /* owned: those wanted */
    struct lets_csv_row row; /* made of them */
    size_t n_rows;           /* of which something was taken out */
    uint64_t first_row;      /* the first of them, and what it held */
    uint32_t first_code;
};

/* As lets_csv_next; n_columns are wanted. */
enum lets_status clean_rows_next(struct clean_rows *clean, struct lets_csv *csv, size_t n_columns,
                                 const struct lets_csv_row **row, struct lets_error *err);

/* Says how many rows of the table of that name were not as they stand here. */
void clean_rows_tell(const struct clean_rows *clean, const struct session *session,
                     const char *name);

void clean_rows_release(struct clean_rows *clean);

#endif
