/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a table: refused with a name and a line, or read, and then the cells, written with
 * every one of them quoted, and with the apostrophe that keeps spreadsheets from running one, are
 * read back the same.
 */

#include <assert.h>
#include <string.h>

#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct lets_csv_column columns[] = {
    {"cheque", NULL, false}, {"date", "written", false}, {"to", NULL, false}};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

/* Whether a spreadsheet would run a cell, or a reader would take an apostrophe off it. */
static bool needs_apostrophe(struct lets_span cell)
{
    size_t n = 0;
    while (n < cell.size && cell.bytes[n] == '\'') {
        n++;
    }
    return n < cell.size && strchr("=+-@\t", cell.bytes[n]) != NULL;
}

static void add_row(struct text *out, const struct lets_span *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        (void)text_add_string(out, i == 0 ? "\"" : ",\"", NULL);
        if (needs_apostrophe(cells[i])) {
            (void)text_add_string(out, "'", NULL);
        }
        for (size_t at = 0; at < cells[i].size; at++) {
            struct lets_span one = {cells[i].bytes + at, 1};
            (void)text_add(out, one.bytes[0] == '"' ? lets_span_of("\"\"") : one, NULL);
        }
        (void)text_add_string(out, "\"", NULL);
    }
    (void)text_add_string(out, "\n", NULL);
}

static void check_refusal(enum lets_status status, const struct lets_error *err)
{
    assert(err->status == status && err->message[0] != '\0');
    assert(status == LETS_BAD_CSV || status == LETS_UNKNOWN_COLUMN);
}

/* Reads all of it, adds it to *out; whether the end was reached without a fault. */
static bool read_all(const void *bytes, size_t size, struct text *out, uint64_t *n_rows)
{
    struct lets_csv *csv = NULL;
    struct lets_error err = {0};
    const struct lets_csv_row *row = NULL;
    size_t n = 0;
    size_t n_named = 0;
    uint64_t line = 0;
    enum lets_status status = lets_csv_parse(bytes, size, &csv, &err);
    if (status == LETS_OK) {
        const struct lets_span *header = lets_csv_header(csv, &n);
        add_row(out, header, n);
        for (size_t i = 0; i < n; i++) {
            n_named += header[i].size > 0 ? 1 : 0; /* blanks around a name are taken off */
        }
        status = lets_csv_match(csv, columns, N_COLUMNS, true, &err);
    }
    bool is_whole = status == LETS_OK && n_named > 0;
    while (status == LETS_OK && (status = lets_csv_next(csv, &row, &err)) == LETS_OK &&
           row != NULL) {
        assert(row->row == ++*n_rows && row->line > line && row->n_all <= LETS_CSV_CELLS_MAX);
        assert(row->fault != NULL || row->n_all >= n);
        line = row->line;
        for (size_t i = 0; i < row->n_all; i++) {
            assert(row->all[i].size <= LETS_CSV_CELL_MAX);
            assert(i < n || row->fault != NULL || row->all[i].size == 0);
        }
        is_whole = is_whole && row->fault == NULL;
        add_row(out, row->all, row->n_all);
    }
    if (status != LETS_OK) {
        check_refusal(status, &err);
    }
    lets_csv_free(csv);
    return is_whole && status == LETS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text once = {0};
    struct text twice = {0};
    uint64_t n_rows = 0;
    uint64_t n_again = 0;
    if (read_all(data, size, &once, &n_rows)) {
        bool is_whole = read_all(once.bytes, once.size, &twice, &n_again);
        assert(is_whole && n_rows == n_again);
        assert(lets_span_equal(text_span(&once), text_span(&twice)));
    }
    text_release(&once);
    text_release(&twice);
    return 0;
}
