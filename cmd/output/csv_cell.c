/* SPDX-License-Identifier: MIT */
/* Cells of CSV, for programs that read them and for spreadsheets, which must run none of them. */

#include "output/csv_cell.h"

#include <string.h>

static bool has_special(struct lets_span cell)
{
    bool is_found = false;

    for (size_t i = 0; i < cell.size && !is_found; i++) {
        char byte = cell.bytes[i];
        is_found = byte == ',' || byte == '"' || byte == '\r' || byte == '\n';
    }
    return is_found;
}

static bool is_formula(struct lets_span cell)
{
    size_t n_apostrophes = 0;

    while (n_apostrophes < cell.size && cell.bytes[n_apostrophes] == '\'') {
        n_apostrophes++;
    }
    return n_apostrophes < cell.size && strchr("=+-@\t", cell.bytes[n_apostrophes]) != NULL;
}

void csv_add(struct buffer *out, struct lets_span cell, bool is_text)
{
    bool is_quoted = has_special(cell);

    buffer_add_string(out, is_quoted ? "\"" : "");
    buffer_add_string(out, is_text && is_formula(cell) ? "'" : "");
    while (is_quoted && cell.size > 0) {
        const char *quote = memchr(cell.bytes, '"', cell.size);
        size_t size = quote == NULL ? cell.size : (size_t)(quote - cell.bytes) + 1;
        buffer_add(out, (struct lets_span){.bytes = cell.bytes, .size = size});
        buffer_add_string(out, quote == NULL ? "" : "\"");
        cell.bytes += size;
        cell.size -= size;
    }
    buffer_add(out, cell);
    buffer_add_string(out, is_quoted ? "\"" : "");
}
