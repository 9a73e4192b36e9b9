/* SPDX-License-Identifier: MIT */
#ifndef LOG_ROWS_H
#define LOG_ROWS_H

/* The rows of a log: an entry each, or, among exceptions as text, several that belong together. */

#include <lets.h>

#include "base/buffer.h"

struct log_row {
    uint64_t line;
    uint64_t seal;
    enum lets_kind kind;
    char *account; /* owned; NULL: none */
    char *text;    /* owned */
    char *clerk;   /* owned */
    struct lets_time recorded;
    uint32_t transfer;
    bool has_date;
    struct lets_date date;
    struct lets_amount amount; /* of a transfer, or of all that were joined */
    uint32_t kinds; /* of exceptions, of a transfer: they are forgotten with its commit */
    bool is_opening;
    uint32_t cheque; /* of a release: the number; 0: it is none */
    uint32_t last_cheque;
    uint64_t *lines; /* owned: of the entries joined into this row, without its own */
    size_t n_joined;
    size_t lines_capacity;
    size_t n_hidden; /* seals above it that are not shown */
};

void log_row_release(struct log_row *row);

/* Whether an exception joins one of the rows of the same commit: opening balances are one, and
 * cheques released in a row, by the same reason. The row stays yours. */
bool log_row_join(struct log_row *rows, size_t n, const struct log_row *row);

/* What is to be said of all the entries of a row; false where none is an exception. */
bool log_row_exception(const struct log_row *row, const struct lets_exceptions *exceptions,
                       struct lets_exception *out);

#endif
