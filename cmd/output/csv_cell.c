/* SPDX-License-Identifier: MIT */
/* Cells of CSV, for programs that read them and for spreadsheets, which must run none of them. */

#include "output/csv_cell.h"

#include <string.h>

/* Counts the quotes; *is_quoted: whether the cell has to stand in quotes. */
static size_t count_quotes(struct lets_span cell, bool *is_quoted)
{
    size_t n_quotes = 0;
    unsigned n_special = 0;

    for (size_t i = 0; i < cell.size; i++) {
        char byte = cell.bytes[i];
        n_quotes += byte == '"';
        n_special |= (unsigned)(byte == ',') | (unsigned)(byte == '\r') | (unsigned)(byte == '\n');
    }
    *is_quoted = n_special != 0 || n_quotes > 0;
    return n_quotes;
}

static bool is_formula(struct lets_span cell)
{
    size_t n_apostrophes = 0;

    while (n_apostrophes < cell.size && cell.bytes[n_apostrophes] == '\'') {
        n_apostrophes++;
    }
    return n_apostrophes < cell.size && strchr("=+-@\t", cell.bytes[n_apostrophes]) != NULL;
}

/* Copies, each quote twice. */
static char *put_doubled(char *at, struct lets_span cell)
{
    for (size_t i = 0; i < cell.size; i++) {
        *at++ = cell.bytes[i];
        if (cell.bytes[i] == '"') {
            *at++ = '"';
        }
    }
    return at;
}

void csv_add(struct buffer *out, struct lets_span cell, bool is_text)
{
    enum { AROUND = 3 }; /* two quotes and an apostrophe */
    bool is_quoted = false;

    if (cell.size == 0) {
        return;
    }
    size_t n_quotes = count_quotes(cell, &is_quoted);
    char *start = buffer_room(out, cell.size + n_quotes + AROUND);
    if (start == NULL) {
        return;
    }
    char *at = start;
    if (is_quoted) {
        *at++ = '"';
    }
    if (is_text && is_formula(cell)) {
        *at++ = '\'';
    }
    if (n_quotes > 0) {
        at = put_doubled(at, cell);
    } else {
        memcpy(at, cell.bytes, cell.size);
        at += cell.size;
    }
    if (is_quoted) {
        *at++ = '"';
    }
    *at = '\0';
    out->size += (size_t)(at - start);
}
