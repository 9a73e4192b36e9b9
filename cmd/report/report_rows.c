/* SPDX-License-Identifier: MIT */
/*
 * The report as rows, for spreadsheets and programs.
 */

#include "report/report_rows.h"

#include "output/json.h"
#include "output/list.h"
#include "report/report.h"
#include "report/report_cells.h"
#include "report/report_list.h"

static json_t *json_of_cell(const struct report *report, const struct report_cell *cell)
{
    switch (cell->kind) {
    case REPORT_CELL_ABSENT:
    case REPORT_CELL_NOT_GIVEN:
        break;
    case REPORT_CELL_TEXT:
        return json_of_span(cell->text);
    case REPORT_CELL_COUNT:
        return json_integer(cell->count);
    case REPORT_CELL_AMOUNT:
        return json_of_amount(cell->amount, report_decimals(report));
    case REPORT_CELL_LIMIT:
        return json_of_limit(cell->limit, report_decimals(report));
    case REPORT_CELL_DAY:
        return json_of_date(cell->day);
    case REPORT_CELL_FLAG:
        return json_boolean(cell->is_true);
    }
    return json_null();
}

static json_t *json_of_row(const struct report *report, const struct report_table *table,
                           size_t row)
{
    size_t n = report_n_columns(report, table);
    json_t *object = json_object();

    for (size_t i = 0; i < n; i++) {
        const struct report_column *column = report_table_column(table, i);
        struct report_cell cell;
        report_cell(report, table, row, column, &cell);
        json_put(object, column->key, json_of_cell(report, &cell));
    }
    return object;
}

static json_t *json_of_table(const struct report *report, const struct report_table *table)
{
    size_t n = report_n_rows(report, table);
    json_t *rows = json_array();

    for (size_t i = 0; i < n; i++) {
        json_add(rows, json_of_row(report, table, i));
    }
    return rows;
}

/* What JSON has besides the periods. */
static json_t *extra_keys(const struct report *report)
{
    json_t *extra = json_object();

    json_put(extra, "every", json_string(lets_every_word(report->every)));
    json_put(extra, "locality", json_of_span(report->locality));
    for (size_t i = REPORT_PERIODS + 1; i < N_REPORT_SUBJECTS; i++) {
        const struct report_table *table = &report_rows_tables[i];
        json_put(extra, table->title, json_of_table(report, table));
    }
    return extra;
}

enum lets_status report_print_rows(struct output *output, const struct report *report,
                                   struct lets_error *err)
{
    const struct report_table *table = &report_rows_tables[REPORT_PERIODS];
    struct column columns[REPORT_COLUMNS_MAX];
    size_t n_columns = report_list_columns(report, table, columns);
    size_t n_rows = report_n_rows(report, table);
    struct memory_guard guard;

    memory_guard_begin(&guard, NULL);
    json_t *extra = output->format == OUTPUT_JSON ? extra_keys(report) : NULL;
    struct list *list = list_begin(output, report->ledger, table->title, columns, n_columns, extra);
    for (size_t i = 0; i < n_rows; i++) {
        report_list_row(list, report, table, i);
    }
    list_end(list);
    return memory_guard_end(&guard, err);
}
