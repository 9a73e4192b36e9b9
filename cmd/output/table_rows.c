/* SPDX-License-Identifier: MIT */
/*
 * Rows in one growing run of bytes. They are only ever read from the first to the last, so nothing
 * needs to know where one begins: no pointer, and no piece of memory of its own, for each cell.
 */

#include "output/table_rows.h"

#include <string.h>

enum { MARK_PLAIN = ' ', MARK_HIGHLIGHTED = '!' };

void table_rows_release(struct table_rows *rows)
{
    memory_free(rows->bytes);
    *rows = (struct table_rows){0};
}

void table_rows_add(struct table_rows *rows, const struct lets_span *cells, size_t n,
                    bool is_highlighted)
{
    size_t size = rows->size + 1;

    for (size_t i = 0; i < n; i++) {
        size += cells[i].size + 1; /* what is in memory already: the sum fits */
    }
    memory_make_room(rows->bytes, &rows->capacity, size);
    rows->bytes[rows->size++] = is_highlighted ? MARK_HIGHLIGHTED : MARK_PLAIN;
    for (size_t i = 0; i < n; i++) {
        if (cells[i].size > 0) {
            memcpy(rows->bytes + rows->size, cells[i].bytes, cells[i].size);
        }
        rows->size += cells[i].size;
        rows->bytes[rows->size++] = '\0';
    }
}

bool table_rows_next(const struct table_rows *rows, size_t *at, struct lets_span *cells, size_t n,
                     bool *is_highlighted)
{
    if (*at == rows->size) {
        return false;
    }
    *is_highlighted = rows->bytes[(*at)++] == MARK_HIGHLIGHTED;
    for (size_t i = 0; i < n; i++) {
        cells[i] = lets_span_of(rows->bytes + *at);
        *at += cells[i].size + 1;
    }
    return true;
}
