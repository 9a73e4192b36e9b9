/* SPDX-License-Identifier: MIT */
#ifndef REPORT_CHARTS_H
#define REPORT_CHARTS_H

/* What the charts of a report show, the same on a page of HTML and on paper. */

#include "output/chart.h"
#include "report/report.h"

/* What the columns of a chart show. */
enum report_series { REPORT_TRADES, REPORT_VOLUME, REPORT_OVER, N_REPORT_SERIES };

/* Whether a series is nothing but zeros, and so no chart. */
bool report_is_flat(const struct report *report, enum report_series series);

/* The values of a series, a column for each row; yours (memory_free). NULL under a guard that is
 * short of memory. */
struct chart_value *report_series(const struct report *report, enum report_series series);

/* The distribution of balances, a bar for each bin; likewise. */
struct chart_value *report_bins(const struct report *report);

/* What a chart shows, in words: "Trades a month". */
void report_add_caption(struct buffer *out, const struct report *report, enum report_series series);

#endif
