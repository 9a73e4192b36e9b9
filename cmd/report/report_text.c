/* SPDX-License-Identifier: MIT */
/*
 * The report for a terminal or the printer: tables with bars of blocks.
 */

#include "report/report_text.h"

#include "output/bar.h"
#include "output/list.h"
#include "report/report.h"
#include "report/report_cells.h"
#include "report/report_list.h"
#include "session/footer.h"

enum { BAR_WIDTH = 20 };

/* ---------------------------------------------------------------- bars */

/* What a bar is as long as: a count, or a volume, which is never below zero. */
static uint64_t bar_value(const struct report *report, const struct report_table *table, size_t row)
{
    struct report_cell cell;

    report_cell(report, table, row, report_table_bars(table), &cell);
    if (cell.kind == REPORT_CELL_COUNT) {
        return cell.count > 0 ? (uint64_t)cell.count : 0;
    }
    return cell.amount.minor > 0 ? (uint64_t)cell.amount.minor : 0;
}

/* The longest bar of a table; 0 for one without bars. */
static uint64_t most_of(const struct report *report, const struct report_table *table)
{
    size_t n = report_table_bars(table) != NULL ? report_n_rows(report, table) : 0;
    uint64_t most = 0;

    for (size_t i = 0; i < n; i++) {
        uint64_t value = bar_value(report, table, i);
        most = value > most ? value : most;
    }
    return most;
}

static void add_bar(struct list *list, size_t column, uint64_t value, uint64_t most)
{
    struct buffer bar = {0};

    bar_add(&bar, value, most, BAR_WIDTH);
    list_string(list, column, buffer_string(&bar));
    buffer_release(&bar);
}

/* ---------------------------------------------------------------- tables */

static void print_table(struct output *output, const struct report *report,
                        const struct report_table *table)
{
    static const struct column bars = {NULL, "", COLUMN_WORD, COLUMN_LEFT_OUT};
    struct column columns[REPORT_COLUMNS_MAX + 1];
    size_t n_rows = report_n_rows(report, table);
    size_t n = report_list_columns(report, table, columns);
    uint64_t most = most_of(report, table);
    bool has_bars = report_table_bars(table) != NULL;

    if (n_rows == 0 || (table->has_bars_only && most == 0)) {
        return;
    }
    columns[n] = bars;
    output_line(output, "%s", "");
    output_sentence(output, lets_span_of(table->title));
    struct list *list =
        list_begin(output, report->ledger, table->title, columns, n + (has_bars ? 1 : 0), NULL);
    for (size_t i = 0; i < n_rows; i++) {
        report_list_row(list, report, table, i);
        if (has_bars) {
            add_bar(list, n, bar_value(report, table, i), most);
        }
    }
    list_end(list);
}

static void print_tables(struct output *output, const struct report *report, bool has_head)
{
    const struct lets_summary *summary = lets_ledger_summary(report->ledger);
    const struct lets_report_figures *figures = report->figures;
    struct buffer line = {0};
    char period[LETS_PERIOD_SIZE];

    if (figures->n_rows == 0) {
        output_line(output, "no part of that period has begun");
        return;
    }
    lets_period_format(figures->period, period);
    buffer_format(&line, "%.*s, %s, in %.*s", SHOW(summary->name), period, SHOW(summary->unit));
    output_sentence(output, buffer_span(&line));
    buffer_clear(&line);
    report_add_scope(&line, report);
    output_sentence(output, buffer_span(&line));
    for (size_t i = 0; i < N_REPORT_TEXT_TABLES; i++) {
        print_table(output, report, &report_text_tables[i]);
    }
    if (has_head) {
        output_line(output, "%s", "");
        footer_print_head(output, report->ledger);
    }
    buffer_release(&line);
}

enum lets_status report_print_text(struct output *output, const struct report *report,
                                   bool has_head, struct lets_error *err)
{
    struct memory_guard guard;

    memory_guard_begin(&guard, NULL);
    print_tables(output, report, has_head);
    return memory_guard_end(&guard, err);
}
