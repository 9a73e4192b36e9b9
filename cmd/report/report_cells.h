/* SPDX-License-Identifier: MIT */
#ifndef REPORT_CELLS_H
#define REPORT_CELLS_H

/* The cells of a report's tables: of the few kinds that outputs tell apart. */

#include "report/report_tables.h"

enum report_cell_kind {
    REPORT_CELL_ABSENT,
    REPORT_CELL_TEXT,
    REPORT_CELL_COUNT,
    REPORT_CELL_AMOUNT,
    REPORT_CELL_LIMIT,
    REPORT_CELL_DAY,
    REPORT_CELL_FLAG,
    REPORT_CELL_NOT_GIVEN /* nobody said it: no category */
};

struct report_cell {
    enum report_cell_kind kind;
    struct lets_span text; /* borrowed, be it from `room`: the cell must stay where it is */
    int64_t count;
    struct lets_amount amount;
    struct lets_limit limit;
    struct lets_date day;
    bool is_true;
    char room[REPORT_BIN_SIZE];
};

/* Sets a cell to what stands in a row. */
void report_cell(const struct report *report, const struct report_table *table, size_t row,
                 const struct report_column *column, struct report_cell *out);

/* The same, and returns it as text for a page, borrowed as the cell's is; not harmless yet. */
struct lets_span report_page_cell(const struct report *report, const struct report_table *table,
                                  size_t row, const struct report_column *column,
                                  struct report_cell *cell);

#endif
