/* SPDX-License-Identifier: MIT */
#ifndef REPORT_SHOWN_H
#define REPORT_SHOWN_H

/* A report to be looked at: as a page of HTML, or drawn (drawn.h). Both show the same charts,
 * tables and sentences, which are made here. */

#include "output/chart.h"
#include "session/session.h"

struct report_shown {
    const struct lets_ledger *ledger;
    const struct names *names;
    const struct lets_report_figures *figures;
    enum lets_every every;
    struct lets_span locality; /* empty: everywhere */
};

/* What the columns of a chart show. */
enum report_series { REPORT_TRADES, REPORT_VOLUME, REPORT_OVER, N_REPORT_SERIES };

/* Whether a series is nothing but zeros, and so no chart. */
bool report_is_flat(const struct report_shown *report, enum report_series series);

/* The values of a series, a column for each row; yours (memory_free). */
struct chart_value *report_series(const struct report_shown *report, enum report_series series);

/* The distribution of balances, a bar for each bin; yours (memory_free). */
struct chart_value *report_bins(const struct report_shown *report);

/* "-100.00 to -50.00"; zero is "zero". */
void report_label_bin(const struct report_shown *report, const struct lets_report_bin *bin,
                      char *out, size_t size);

/* What a chart shows, in words: "Trades a month". */
void report_add_caption(struct buffer *out, const struct report_shown *report,
                        enum report_series series);

/* The figures that a reader wants first. */
enum { N_REPORT_TILES = 6 };
struct report_tile {
    const char *name;
    char shown[40];
};
void report_tiles(const struct report_shown *report, struct report_tile out[N_REPORT_TILES]);

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
struct report_table report_table(const struct report_shown *report, enum report_table_kind kind);
void report_table_release(struct report_table *table);

/* "Riverbank LETS: how it stands", and "2026-01-01 to 2026-03-31, by month". */
void report_add_title(struct buffer *out, const struct report_shown *report);
void report_add_span(struct buffer *out, const struct report_shown *report);

/* What is counted and what not, a sentence. */
extern const char report_counted[];

/* The whole page of HTML. */
void report_add_html(struct buffer *out, const struct report_shown *report);

#endif
