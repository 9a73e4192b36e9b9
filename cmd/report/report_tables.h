/* SPDX-License-Identifier: MIT */
#ifndef REPORT_TABLES_H
#define REPORT_TABLES_H

/* The tables of a report, the same on a page of HTML and on paper. */

#include "report/report.h"

/* A table of texts. */
struct report_table {
    const char *caption;
    const char *empty; /* what is said instead, where there is no row */
    size_t n_columns;
    const char *const *headings;
    const bool *is_figure; /* a column: stands at the right */
    size_t text_column;    /* of what somebody wrote, of any length; n_columns: none */
    size_t n_rows;
    char **cells; /* owned, row by row, not harmless yet */
};
enum report_table_kind {
    REPORT_TABLE_ROWS,
    REPORT_TABLE_MEMBERS,
    REPORT_TABLE_BINS,
    REPORT_TABLE_OVER,
    REPORT_TABLE_CATEGORIES,
    REPORT_TABLE_CENTRALS,
    N_REPORT_TABLES
};
struct report_table report_table(const struct report *report, enum report_table_kind kind);
void report_table_release(struct report_table *table);

#endif
