/* SPDX-License-Identifier: MIT */
#ifndef REPORT_H
#define REPORT_H

/* The report of the scheme, and the words that every medium says of it. */

#include "words/sentence.h"

struct report {
    const struct lets_ledger *ledger;
    const struct names *names;
    const struct lets_report_figures *figures;
    enum lets_every every;
    struct lets_span locality; /* empty: everywhere */
};

/* The decimals of its amounts. */
unsigned report_decimals(const struct report *report);

/* "Riverbank LETS: how it stands", and "2026-01-01 to 2026-03-31, by month". */
void report_add_title(struct buffer *out, const struct report *report);
void report_add_span(struct buffer *out, const struct report *report);

/* What is counted, in a sentence: the locality, and that central accounts stand apart. */
void report_add_scope(struct buffer *out, const struct report *report);

/* What is counted and what not, a sentence for those who see no scope. */
extern const char report_counted[];

/* The month, quarter or year of a row: "2026-10", or "2026-10 part" where the report's period cuts
 * it. */
#define REPORT_NAME_SIZE 16
void report_name_row(const struct report *report, const struct lets_report_row *row,
                     char out[REPORT_NAME_SIZE]);

/* "-100.00 to -50.00"; zero is "zero". */
#define REPORT_BIN_SIZE (2 * LETS_AMOUNT_SIZE + 8)
void report_name_bin(const struct report *report, const struct lets_report_bin *bin,
                     char out[REPORT_BIN_SIZE]);

/* The figures that a reader wants first. */
enum { N_REPORT_TILES = 6 };
struct report_tile {
    const char *name;
    char shown[40];
};
void report_tiles(const struct report *report, struct report_tile out[N_REPORT_TILES]);

#endif
