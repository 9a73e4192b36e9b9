/* SPDX-License-Identifier: MIT */
#ifndef LETS_ROW_TEXT_H
#define LETS_ROW_TEXT_H

/*
 * The rows of a file of personal data as people left them: their spelling, and the remarks
 * (comments) above, within and behind them. What is not changed is written as it was found, byte
 * for byte; of a row that is changed, its remarks stay.
 */

#include "base/text.h"

/* One row. Spans are borrowed from the file's bytes. */
struct row_text {
    struct lets_span above; /* the remarks right above it: they go with it */
    struct lets_span lines; /* its own; empty: it is new, or cannot be told from others */
    bool is_changed;        /* it says something else now */
};

/* Remarks and blank lines that belong to no row, above the row of that index. */
struct row_remarks {
    struct lets_span text;
    size_t row;
};

/* A key of a row, and what it says now; empty: nothing. */
struct row_field {
    const char *key;
    struct lets_span value;
};

/* Cuts a file into rows, which begin in these lines, and n_rows + 1 remarks. false, and nothing is
 * cut, where a row does not begin with "- " at the beginning of its line. */
bool row_text_cut(struct lets_span bytes, const uint64_t *first_lines, size_t n_rows,
                  struct row_text *rows, struct row_remarks *remarks);

/* Writes a row as it says now, the fields in canonical order. LETS_OUT_OF_MEMORY. */
enum lets_status row_text_write(struct text *out, const struct row_text *row,
                                const struct row_field *fields, size_t n_fields,
                                struct lets_error *err);

/* Writes the remarks, each in a line of its own, of a file whose rows could not be told apart, or
 * of a part of one. */
enum lets_status row_text_write_remarks(struct text *out, struct lets_span bytes,
                                        struct lets_error *err);

#endif
