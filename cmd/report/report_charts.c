/* SPDX-License-Identifier: MIT */
/* The charts of a report: their values, labels and captions. */

#include "report/report_charts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- labels */

/* Month and year of a day. */
static void split_date(struct lets_date date, int *month, char year[5])
{
    char text[LETS_DATE_SIZE];

    lets_date_format(date, text);
    *month = (text[5] - '0') * 10 + (text[6] - '0');
    memcpy(year, text, 4);
    year[4] = '\0';
}

/* Whether a row is of a whole month, quarter or year: its name is of one piece then. */
static bool is_whole(struct lets_period period)
{
    char name[LETS_PERIOD_SIZE];

    lets_period_format(period, name);
    return strlen(name) <= sizeof "2026-Q1" - 1;
}

/* "Jan", "Q1" or "2026"; below it the year, where it is not the one before, and "part". */
static void label_period(const struct report *report, size_t i, struct chart_value *value)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const struct lets_report_row *rows = report->figures->rows;
    char year[5];
    char before[5] = "";
    int month = 0;

    if (i > 0) {
        split_date(rows[i - 1].period.first, &month, before);
    }
    split_date(rows[i].period.first, &month, year);
    switch (report->every) {
    case LETS_EVERY_MONTH:
        (void)snprintf(value->label, sizeof value->label, "%s", months[month - 1]);
        break;
    case LETS_EVERY_QUARTER:
        (void)snprintf(value->label, sizeof value->label, "Q%d", (month + 2) / 3);
        break;
    case LETS_EVERY_YEAR:
        (void)snprintf(value->label, sizeof value->label, "%s", year);
        break;
    }
    bool has_year = report->every != LETS_EVERY_YEAR && strcmp(year, before) != 0;
    bool is_part = !is_whole(rows[i].period);
    (void)snprintf(value->second, sizeof value->second, "%s%s%s", has_year ? year : "",
                   has_year && is_part ? ", " : "", is_part ? "part" : "");
}

/* ---------------------------------------------------------------- charts */

void report_add_caption(struct buffer *out, const struct report *report, enum report_series series)
{
    const char *every = lets_every_word(report->every);

    switch (series) {
    case REPORT_TRADES:
        buffer_format(out, "Trades a %s", every);
        break;
    case REPORT_VOLUME:
        buffer_format(out, "Volume a %s, in %.*s", every,
                      SHOW(lets_ledger_summary(report->ledger)->unit));
        break;
    case REPORT_OVER:
        buffer_format(out, "Members over a limit at the end of each %s", every);
        break;
    case N_REPORT_SERIES:
        break;
    }
}

bool report_is_flat(const struct report *report, enum report_series series)
{
    bool is_flat = true;

    for (size_t i = 0; i < report->figures->n_rows; i++) {
        const struct lets_report_row *row = &report->figures->rows[i];
        is_flat = is_flat && (series == REPORT_OVER ? row->over_limit == 0 : row->trades == 0);
    }
    return is_flat;
}

struct chart_value *report_series(const struct report *report, enum report_series series)
{
    size_t n = report->figures->n_rows;
    struct chart_value *values = memory_try(n, sizeof *values);

    for (size_t i = 0; values != NULL && i < n; i++) {
        const struct lets_report_row *row = &report->figures->rows[i];
        label_period(report, i, &values[i]);
        if (series == REPORT_VOLUME) {
            values[i].value = row->volume.minor;
            (void)lets_amount_format(row->volume, report_decimals(report), values[i].shown);
        } else {
            uint32_t count = series == REPORT_TRADES ? row->trades : row->over_limit;
            values[i].value = count;
            (void)snprintf(values[i].shown, sizeof values[i].shown, "%" PRIu32, count);
        }
    }
    return values;
}

struct chart_value *report_bins(const struct report *report)
{
    size_t n = report->figures->n_bins;
    struct chart_value *values = memory_try(n, sizeof *values);

    for (size_t i = 0; values != NULL && i < n; i++) {
        const struct lets_report_bin *bin = &report->figures->bins[i];
        report_name_bin(report, bin, values[i].label);
        values[i].value = bin->members;
        (void)snprintf(values[i].shown, sizeof values[i].shown, "%" PRIu32, bin->members);
    }
    return values;
}
