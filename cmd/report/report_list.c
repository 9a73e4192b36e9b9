/* SPDX-License-Identifier: MIT */
/* Columns and cells of a report's tables as those of lists. */

#include "report/report_list.h"

#include <inttypes.h>
#include <stdio.h>

#include "report/report_cells.h"

static enum column_type type_of(const struct report_column *column)
{
    switch (column->type) {
    case REPORT_COUNT:
    case REPORT_NUMBER:
        return COLUMN_INTEGER;
    case REPORT_AMOUNT:
    case REPORT_DEBT:
    case REPORT_LIMIT:
    case REPORT_DEBIT_LIMIT:
    case REPORT_CREDIT_LIMIT:
        return COLUMN_AMOUNT;
    case REPORT_FLAG:
        return COLUMN_BOOLEAN;
    case REPORT_CATEGORY:
    case REPORT_LOCALITY:
    case REPORT_ID:
    case REPORT_NAME:
        return COLUMN_TEXT;
    case REPORT_DAY:
    case REPORT_NAME_OF_ROW:
    case REPORT_PERIOD:
    case REPORT_REMARK:
    case REPORT_PURPOSE:
    case REPORT_SIDE:
    case REPORT_RANGE:
        break;
    }
    return COLUMN_WORD;
}

size_t report_list_columns(const struct report *report, const struct report_table *table,
                           struct column out[REPORT_COLUMNS_MAX])
{
    size_t n = report_n_columns(report, table);

    for (size_t i = 0; i < n; i++) {
        const struct report_column *column = report_table_column(table, i);
        out[i] = (struct column){.name = column->key,
                                 .heading = column->heading,
                                 .type = type_of(column),
                                 .width = report_is_words(column) ? COLUMN_CUT : COLUMN_WHOLE};
    }
    return n;
}

static void set_count(struct list *list, size_t i, int64_t count)
{
    char text[24];

    if (count > 0) {
        list_integer(list, i, (uint64_t)count);
    } else if (count == 0) {
        list_zero(list, i);
    } else {
        (void)snprintf(text, sizeof text, "%" PRId64, count);
        list_string(list, i, text);
    }
}

static void set_cell(struct list *list, size_t i, const struct report_cell *cell)
{
    switch (cell->kind) {
    case REPORT_CELL_ABSENT:
        break;
    case REPORT_CELL_TEXT:
        list_text(list, i, cell->text);
        break;
    case REPORT_CELL_COUNT:
        set_count(list, i, cell->count);
        break;
    case REPORT_CELL_AMOUNT:
        list_amount(list, i, cell->amount);
        break;
    case REPORT_CELL_LIMIT:
        list_limit(list, i, cell->limit);
        break;
    case REPORT_CELL_DAY:
        list_date(list, i, cell->day);
        break;
    case REPORT_CELL_FLAG:
        list_boolean(list, i, cell->is_true);
        break;
    case REPORT_CELL_NOT_GIVEN:
        list_string(list, i, "(none given)");
        break;
    }
}

void report_list_row(struct list *list, const struct report *report,
                     const struct report_table *table, size_t row)
{
    size_t n = report_n_columns(report, table);

    list_row(list);
    for (size_t i = 0; i < n; i++) {
        const struct report_column *column = report_table_column(table, i);
        struct report_cell cell;
        report_cell(report, table, row, column, &cell);
        set_cell(list, i, &cell);
        if (column->type == REPORT_REMARK && cell.kind != REPORT_CELL_ABSENT) {
            list_highlight(list);
        }
    }
}
