/* SPDX-License-Identifier: MIT */
/* The sentences and names of a report, the same on every medium, and its figures in short. */

#include "report/report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char report_counted[] =
    "Trades are transfers between two members that stand: neither a reversal nor reversed. Those "
    "with "
    "a central account are counted apart, those with an opening account not at all.";

unsigned report_decimals(const struct report *report)
{
    return lets_ledger_summary(report->ledger)->decimals;
}

void report_add_title(struct buffer *out, const struct report *report)
{
    buffer_format(out, "%.*s: how it stands", SHOW(lets_ledger_summary(report->ledger)->name));
}

void report_add_span(struct buffer *out, const struct report *report)
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

void report_name_row(const struct report *report, const struct lets_report_row *row,
                     char out[REPORT_NAME_SIZE])
{
    char day[LETS_DATE_SIZE];
    char name[LETS_DATE_SIZE];
    char whole[LETS_PERIOD_SIZE];

    lets_date_format(row->period.first, day);
    switch (report->every) {
    case LETS_EVERY_MONTH:
        (void)snprintf(name, sizeof name, "%.7s", day);
        break;
    case LETS_EVERY_QUARTER:
        (void)snprintf(name, sizeof name, "%.4s-Q%d", day,
                       ((day[5] - '0') * 10 + day[6] - '0' + 2) / 3);
        break;
    case LETS_EVERY_YEAR:
        (void)snprintf(name, sizeof name, "%.4s", day);
        break;
    }
    lets_period_format(row->period, whole);
    (void)snprintf(out, REPORT_NAME_SIZE, "%s%s", name, strcmp(name, whole) == 0 ? "" : " part");
}

void report_add_scope(struct buffer *out, const struct report *report)
{
    if (report->locality.size > 0) {
        buffer_format(out, "members of %.*s only, and transfers of theirs; ",
                      SHOW(report->locality));
    }
    buffer_add_string(out, "central accounts are counted only where it says so");
}

/* Without decimals where they are all zero. */
static void format_short(const struct report *report, struct lets_amount amount,
                         char out[LETS_AMOUNT_SIZE])
{
    (void)lets_amount_format(amount, report_decimals(report), out);
    char *point = strchr(out, '.');
    if (point != NULL && strspn(point + 1, "0") == strlen(point + 1)) {
        *point = '\0';
    }
}

void report_name_bin(const struct report *report, const struct lets_report_bin *bin,
                     char out[REPORT_BIN_SIZE])
{
    char from[LETS_AMOUNT_SIZE];
    char to[LETS_AMOUNT_SIZE];

    if (bin->from.minor == 0 && bin->to.minor == 0) {
        (void)snprintf(out, REPORT_BIN_SIZE, "zero");
        return;
    }
    format_short(report, bin->from, from);
    format_short(report, bin->to, to);
    (void)snprintf(out, REPORT_BIN_SIZE, "%s to %s", from, to);
}

void report_tiles(const struct report *report, struct report_tile out[N_REPORT_TILES])
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
    (void)lets_amount_format(volume, report_decimals(report), out[1].shown);
    (void)snprintf(out[2].shown, sizeof out[2].shown, "%" PRIu32, last->members);
    (void)snprintf(out[3].shown, sizeof out[3].shown, "%" PRIu32, last->over_limit);
    (void)lets_amount_format(last->credit_outstanding, report_decimals(report), out[4].shown);
    struct lets_amount lowest = {.minor = -last->largest_debit.minor};
    (void)lets_amount_format(lowest, report_decimals(report), out[5].shown);
}
