/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_PAYMENTS_H
#define IMPORT_PAYMENTS_H

/* The rows of a table of transfers as payments: who, whom, how much, on which day. */

#include "tables/import_cells.h"
#include "tables/import_reference.h"
#include "tables/import_run.h"

/* What a row says. */
struct import_payment {
    struct import_row *row;
    struct import_day day; /* as the table has it */
    struct lets_date on;   /* the day that it counts on */
    uint32_t from;         /* party */
    uint32_t to;
    struct lets_amount amount;
    struct lets_amount to_amount; /* what the payee gets, where the row says it */
    struct lets_amount from_levy;
    struct lets_amount to_levy;
    struct lets_span what_for; /* as it is recorded */
    struct lets_span category;
    struct lets_span ref; /* its own, or the made one */
    struct lets_span override_reason;
    struct lets_date written;
    uint32_t cheque;
    uint32_t proposal;
    bool has_written;
    bool has_to_amount;
    bool is_of_payer; /* in a table of lines: it is the payer's */
    bool is_swapped;  /* else: of a negative amount, the sides are not as they stand */
    bool brings_made; /* its own reference is a made one */
    bool is_for_limit;
};

/* The words of a column, and in how many rows each stands. */
struct import_tally {
    struct span_map words;
    size_t n_rows;
};

struct import_payments {
    struct import_table *table;
    struct import_payment *items; /* owned: those that count, in the order of the rows */
    size_t n;
    size_t capacity;
    struct import_references references;
    struct import_tally unknown;    /* words of state */
    struct import_tally left_out;   /* likewise */
    struct import_tally currencies; /* of rows that count */
    struct span_map refs;           /* into items, from 1 */
};

/* Which columns must be there. LETS_MISSING_COLUMN, LETS_BAD_USAGE. */
enum lets_status import_payments_check(const struct import_table *table,
                                       const struct import_values *given, struct lets_error *err);

/* Whether the rows are lines of accounts, which name only the other. */
bool import_payments_are_lines(const struct import_table *table);

/* Where a fault of the payer, or of the payee, is told. */
int import_payments_at(const struct import_table *table, const struct import_payment *payment,
                       bool is_payer);

/* Reads all rows. */
void import_payments_read(struct import_payments *payments, struct import_run *run);

/* Says which words of state were left out. */
void import_payments_tell(const struct import_payments *payments);

void import_payments_release(struct import_payments *payments);

#endif
