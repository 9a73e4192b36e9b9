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
    buffer_release(&rows->held);
}

void table_rows_add(struct table_rows *rows, const struct lets_span *cells, size_t n,
                    bool is_highlighted)
{
    size_t size = 1;

    for (size_t i = 0; i < n; i++) {
        size += cells[i].size + 1; /* what is in memory already: the sum fits */
    }
    char *at = buffer_room(&rows->held, size);
    if (at == NULL) {
        return;
    }
    *at++ = is_highlighted ? MARK_HIGHLIGHTED : MARK_PLAIN;
    for (size_t i = 0; i < n; i++) {
        if (cells[i].size > 0) {
            memcpy(at, cells[i].bytes, cells[i].size);
        }
        at += cells[i].size;
        *at++ = '\0';
    }
    rows->held.size += size;
}

bool table_rows_next(const struct table_rows *rows, size_t *at, struct lets_span *cells, size_t n,
                     bool *is_highlighted)
{
    if (*at == rows->held.size) {
        return false;
    }
    *is_highlighted = rows->held.bytes[(*at)++] == MARK_HIGHLIGHTED;
    for (size_t i = 0; i < n; i++) {
        cells[i] = lets_span_of(rows->held.bytes + *at);
        *at += cells[i].size + 1;
    }
    return true;
}
