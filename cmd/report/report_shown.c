/* SPDX-License-Identifier: MIT */
/* The charts, tables and sentences of a report, the same on every medium. */

#include "report/report_shown.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char report_counted[] =
    "Trades are transfers between two members that stand: neither a reversal nor reversed. Those "
    "with "
    "a central account are counted apart, those with an opening account not at all.";

/* ---------------------------------------------------------------- words */

static unsigned decimals_of(const struct report_shown *report)
{
    return lets_ledger_summary(report->ledger)->decimals;
}

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
static void label_period(const struct report_shown *report, size_t i, struct chart_value *value)
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

void report_add_title(struct buffer *out, const struct report_shown *report)
{
    buffer_format(out, "%.*s: how it stands", SHOW(lets_ledger_summary(report->ledger)->name));
}

void report_add_span(struct buffer *out, const struct report_shown *report)
{
    struct lets_period period = report->figures->period;
    char first[LETS_DATE_SIZE];
    char last[LETS_DATE_SIZE];

    if (report->figures->n_rows == 0) {
        buffer_add_string(out, "no part of the period has begun");
        return;
    }
    lets_date_format(period.first, first);
    lets_date_format(period.last, last);
    buffer_format(out, "%s to %s, by %s", first, last, lets_every_word(report->every));
    if (report->locality.size > 0) {
        buffer_format(out, ", members of %.*s", SHOW(report->locality));
    }
}

/* ---------------------------------------------------------------- charts */

void report_add_caption(struct buffer *out, const struct report_shown *report,
                        enum report_series series)
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

bool report_is_flat(const struct report_shown *report, enum report_series series)
{
    bool is_flat = true;

    for (size_t i = 0; i < report->figures->n_rows; i++) {
        const struct lets_report_row *row = &report->figures->rows[i];
        is_flat = is_flat && (series == REPORT_OVER ? row->over_limit == 0 : row->trades == 0);
    }
    return is_flat;
}

struct chart_value *report_series(const struct report_shown *report, enum report_series series)
{
    size_t n = report->figures->n_rows;
    struct chart_value *values = memory_array(n, sizeof *values);

    for (size_t i = 0; i < n; i++) {
        const struct lets_report_row *row = &report->figures->rows[i];
        label_period(report, i, &values[i]);
        if (series == REPORT_VOLUME) {
            values[i].value = row->volume.minor;
            (void)lets_amount_format(row->volume, decimals_of(report), values[i].shown);
        } else {
            uint32_t count = series == REPORT_TRADES ? row->trades : row->over_limit;
            values[i].value = count;
            (void)snprintf(values[i].shown, sizeof values[i].shown, "%" PRIu32, count);
        }
    }
    return values;
}

/* Without decimals where they are all zero. */
static void format_short(const struct report_shown *report, struct lets_amount amount,
                         char out[LETS_AMOUNT_SIZE])
{
    (void)lets_amount_format(amount, decimals_of(report), out);
    char *point = strchr(out, '.');
    if (point != NULL && strspn(point + 1, "0") == strlen(point + 1)) {
        *point = '\0';
    }
}

void report_label_bin(const struct report_shown *report, const struct lets_report_bin *bin,
                      char *out, size_t size)
{
    char from[LETS_AMOUNT_SIZE];
    char to[LETS_AMOUNT_SIZE];

    if (bin->from.minor == 0 && bin->to.minor == 0) {
        (void)snprintf(out, size, "zero");
        return;
    }
    format_short(report, bin->from, from);
    format_short(report, bin->to, to);
    (void)snprintf(out, size, "%s to %s", from, to);
}

struct chart_value *report_bins(const struct report_shown *report)
{
    size_t n = report->figures->n_bins;
    struct chart_value *values = memory_array(n, sizeof *values);

    for (size_t i = 0; i < n; i++) {
        const struct lets_report_bin *bin = &report->figures->bins[i];
        report_label_bin(report, bin, values[i].label, sizeof values[i].label);
        values[i].value = bin->members;
        (void)snprintf(values[i].shown, sizeof values[i].shown, "%" PRIu32, bin->members);
    }
    return values;
}

/* ---------------------------------------------------------------- what a reader wants first */

void report_tiles(const struct report_shown *report, struct report_tile out[N_REPORT_TILES])
{
    const struct lets_report_figures *figures = report->figures;
    static const struct lets_report_row none = {.trades = 0};
    const struct lets_report_row *last =
        figures->n_rows > 0 ? &figures->rows[figures->n_rows - 1] : &none;
    uint64_t n_trades = 0;
    struct lets_amount volume = {0};

    for (size_t i = 0; i < figures->n_rows; i++) {
        n_trades += figures->rows[i].trades;
        if (!lets_amount_add(volume, figures->rows[i].volume, &volume)) {
            return; /* the volume of a journal always fits */
        }
    }
    static const char *const names[N_REPORT_TILES] = {
        "trades", "volume", "members", "over a limit", "held above zero", "lowest balance"};
    for (size_t i = 0; i < N_REPORT_TILES; i++) {
        out[i].name = names[i];
    }
    (void)snprintf(out[0].shown, sizeof out[0].shown, "%" PRIu64, n_trades);
    (void)lets_amount_format(volume, decimals_of(report), out[1].shown);
    (void)snprintf(out[2].shown, sizeof out[2].shown, "%" PRIu32, last->members);
    (void)snprintf(out[3].shown, sizeof out[3].shown, "%" PRIu32, last->over_limit);
    (void)lets_amount_format(last->credit_outstanding, decimals_of(report), out[4].shown);
    struct lets_amount lowest = {.minor = -last->largest_debit.minor};
    (void)lets_amount_format(lowest, decimals_of(report), out[5].shown);
}
