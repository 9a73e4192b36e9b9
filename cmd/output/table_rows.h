/* SPDX-License-Identifier: MIT */
#ifndef TABLE_ROWS_H
#define TABLE_ROWS_H

/* The rows of a table of text, held until its widths are known: bytes one behind the other, so that
 * a long list costs what it says and little more. */

#include "base/buffer.h"

/* {0} holds none. */
struct table_rows {
    struct buffer held; /* a row is a mark, and its cells, each ended by a NUL */
};

void table_rows_release(struct table_rows *rows);

/* Adds a row of n cells, in which no NUL stands. */
void table_rows_add(struct table_rows *rows, const struct lets_span *cells, size_t n,
                    bool is_highlighted);

/* Reads the row at *at, 0 for the first, into n cells, borrowed and each ended by a NUL; *at is
 * that of the next one then. False behind the last. */
bool table_rows_next(const struct table_rows *rows, size_t *at, struct lets_span *cells, size_t n,
                     bool *is_highlighted);

#endif
