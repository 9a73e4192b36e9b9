/* SPDX-License-Identifier: MIT */
#ifndef LETS_CSV_HEADER_H
#define LETS_CSV_HEADER_H

/* The header row of a table: by what its cells are separated, and which of its columns is which. */

#include "base/mem.h"

struct csv_header {
    struct arena texts;
    struct lets_span *names; /* owned: n_names of them, blanks around taken off */
    size_t n_names;
    size_t n_cells; /* of the row, with empty ones at the end */
    uint64_t line;
    size_t *where; /* owned: the place in names of each wanted column; SIZE_MAX: absent */
    size_t n_columns;
};

/* ',', ';' or a tab: the one that stands most often in the first line with content, outside quotes.
 */
char csv_header_separator(struct lets_span bytes);

/* Copies the names, without empty ones at the end. LETS_OUT_OF_MEMORY. */
enum lets_status csv_header_take(struct csv_header *header, const struct lets_span *names, size_t n,
                                 uint64_t line, struct lets_error *err);

/* As lets_csv_match. */
enum lets_status csv_header_match(struct csv_header *header, const struct lets_csv_column *columns,
                                  size_t n_columns, bool takes_others, struct lets_error *err);

/* The name of a column; empty where there is none. */
struct lets_span csv_header_name(const struct csv_header *header, size_t column);

void csv_header_release(struct csv_header *header);

#endif
