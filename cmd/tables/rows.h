/* SPDX-License-Identifier: MIT */
#ifndef ROWS_H
#define ROWS_H

/*
 * Rows of a table that were refused: what is wrong with each cell, and the row as it stood.
 */

#include <jansson.h>

#include "session/session.h"

/* A cell that cannot be read, or a row that the books refuse. Texts are owned. */
struct row_fault {
    enum lets_status status;
    int cell; /* index of the wanted column; -1: the row as a whole */
    char *message;
    char *hint; /* NULL: none */
};

/* What is wrong with one row. {0} is nothing. */
struct row_faults {
    struct row_fault *items; /* owned */
    size_t n;
    size_t capacity;
};
void row_faults_add(struct row_faults *faults, int cell, const struct lets_error *err);
/* In the order of the columns; those of the row as a whole first. */
void row_faults_sort(struct row_faults *faults);

void row_faults_release(struct row_faults *faults);

/* Adds a fault that is found here. */
void row_faults_fail(struct row_faults *faults, int cell, enum lets_status status,
                     const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Whether a cell could be read: status is what its reader returned, and err what that filled and is
 * added where it could not. */
bool row_faults_check(struct row_faults *faults, int cell, enum lets_status status,
                      const struct lets_error *err);

/* Whether the system failed: then no row can be judged any more. */
bool row_is_lost(enum lets_status status);

/* Whether a limit refused a row: what comes in below it may make room. */
bool row_is_over_limit(enum lets_status status);

/* Whether a transfer was refused by the charter of the fund that pays, or for want of approval; a
 * wrong number of a proposal is the slip's fault, or the clerk's. */
bool row_is_by_charter(enum lets_status status);

/* Whether a cell says that word, in either case. */
bool cell_is(struct lets_span cell, const char *word);

/* The number of a cheque as people write it: leading zeros do not count. LETS_BAD_NUMBER. */
enum lets_status cheque_number_parse(struct lets_span text, uint32_t *out, struct lets_error *err);

/* "amount: '12,50' is no amount: ..; to: no account '9'". */
void row_faults_join(struct buffer *out, const struct row_faults *faults,
                     const struct lets_csv_column *columns);

/* A row that was refused, as it stood in the file. */
struct refused_row {
    uint64_t row;
    uint64_t line;
    char *bytes;             /* owned: what the cells are made of */
    struct lets_span *all;   /* owned: n_all of them */
    struct lets_span *cells; /* owned: of the wanted columns */
    size_t n_all;
    size_t n_added; /* the last of them, which did not stand in it */
    struct row_faults faults;
};

/* Copies a row; the faults are taken over, and empty afterwards. */
void refused_row_init(struct refused_row *refused, const struct lets_csv_row *row, size_t n_columns,
                      struct row_faults *faults);
void refused_row_release(struct refused_row *refused);

/* A row that outlives its reading: what the reader gives of it is a copy's. */
struct kept_row {
    struct refused_row copy;
    struct lets_error *fault; /* owned; NULL: none */
};
void kept_row_init(struct kept_row *kept, const struct lets_csv_row *row, size_t n_columns);
struct lets_csv_row kept_row_view(const struct kept_row *kept);
void kept_row_release(struct kept_row *kept);

/* Every fault as an error on standard error: FILE:LINE: row, cheque, column, what is wrong. The
 * cheque's number is in the one of the n_columns that is called "cheque". */
void refused_row_print(const struct refused_row *refused, const struct lets_csv_column *columns,
                       size_t n_columns, const char *file, bool is_color);

/* The row for the JSON of an answer, with the first n_columns of its cells. Yours. */
json_t *refused_row_json(const struct refused_row *refused, const struct lets_csv_column *columns,
                         size_t n_columns);

/* The column that says in a file of rejects why a row is there; passed over when it is read. */
#define ROWS_REASON "reason"
bool rows_have_reason(const struct lets_span *header, size_t n_header);

/* Whether a row is whole: what the reader has against it, or, of a file of rejects, that a row of
 * too few cells was only filled up at its end, as spreadsheets do, so that the reason stands where
 * another cell belongs. has_reason: rows_have_reason of the header, asked once for all rows. err is
 * needed. The status of that fault, LETS_BAD_CSV. */
enum lets_status row_check(const struct lets_csv_row *row, const struct lets_span *header,
                           size_t n_header, bool has_reason, struct lets_error *err);

/* Opens a table, or standard input for "-"; says what its columns are separated by, if it is no
 * comma. *name: as people know it. */
enum lets_status table_open(struct session *session, const char *file, const char **name,
                            struct lets_csv **out, struct lets_error *err);

#endif
