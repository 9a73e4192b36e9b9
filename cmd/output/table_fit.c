/* SPDX-License-Identifier: MIT */
/*
 * Which column of a table gives way on a narrow terminal: the widest first, but none below what
 * keeps it readable. Where that is not enough, bars are left out; and then texts leave the row, to
 * stand beneath it.
 */

#include "output/table_fit.h"

#include <string.h>

#include "base/harmless.h"
#include "output/table_inside.h"

/* In columns of the terminal: */
#define NARROWEST 8   /* a cell is never cut below */
#define NAME_FLOOR 14 /* nor below this, while anything can stand beneath the row instead */
#define TEXT_FLOOR 16 /* a text that is wrapped keeps this, and its longest word */

static size_t heading_width(const struct column *column)
{
    return harmless_width(lets_span_of(column->heading), SIZE_MAX);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* What a column should keep: dates, numbers and most words are never broken. */
static size_t floor_of(const struct table *table, size_t column)
{
    size_t width = table->widths[column];
    size_t heading = heading_width(&table->columns[column]);

    switch (table->columns[column].width) {
    case COLUMN_WHOLE:
    case COLUMN_LEFT_OUT:
        return width;
    case COLUMN_CUT:
        return least(width, most(heading, NAME_FLOOR));
    case COLUMN_UNBROKEN:
        return least(width, most(heading, TABLE_WORD_MOST));
    case COLUMN_WRAPPED:
    case COLUMN_SENTENCE:
        return least(width, most(heading, most(table->words[column], TEXT_FLOOR)));
    }
    return width;
}

static size_t total_width(const struct table *table)
{
    size_t total = 0;

    for (size_t i = 0; i < table->n_columns; i++) {
        total += table->widths[i] > 0 ? table->widths[i] + 1 : 0;
    }
    return total > 0 ? total - 1 : 0;
}

/* Takes from the widest columns until the row fits, or none is above its floor; of two that are as
 * wide the one that is cut goes first. */
static void shrink(struct table *table, const size_t *floors, size_t room)
{
    for (size_t total = total_width(table); total > room; total--) {
        size_t found = table->n_columns;
        for (size_t i = 0; i < table->n_columns; i++) {
            bool is_wider =
                found == table->n_columns || table->widths[i] > table->widths[found] ||
                (table->widths[i] == table->widths[found] && table->columns[i].width == COLUMN_CUT);
            if (table->widths[i] > floors[i] && is_wider) {
                found = i;
            }
        }
        if (found == table->n_columns) {
            return;
        }
        table->widths[found]--;
    }
}

/* Takes out what may be left out; whole: the widths to begin with. */
static void leave_out(struct table *table, size_t *whole)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        whole[i] = table->columns[i].width == COLUMN_LEFT_OUT ? 0 : whole[i];
    }
    memcpy(table->widths, whole, table->n_columns * sizeof *whole);
}

/* Takes the columns that can stand beneath the row out of it; false where there is none. */
static bool spill(struct table *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (column_is_spillable(&table->columns[i]) && table->widths[i] > 0) {
            table->widths[i] = 0;
            table->is_spilled = true;
        }
    }
    return table->is_spilled;
}

void table_fit(struct table *table, size_t room)
{
    size_t *whole = memory_array(table->n_columns, sizeof *whole);
    size_t *floors = memory_array(table->n_columns, sizeof *floors);

    for (size_t i = 0; i < table->n_columns; i++) {
        whole[i] = table->widths[i];
        floors[i] = floor_of(table, i);
    }
    shrink(table, floors, room);
    if (total_width(table) > room) {
        leave_out(table, whole);
        shrink(table, floors, room);
    }
    if (total_width(table) > room) {
        memcpy(table->widths, whole, table->n_columns * sizeof *whole);
        if (spill(table)) {
            shrink(table, floors, room);
        }
        for (size_t i = 0; i < table->n_columns; i++) {
            bool is_cut = table->columns[i].width == COLUMN_CUT;
            size_t heading = is_cut ? heading_width(&table->columns[i]) : 0;
            floors[i] = is_cut ? least(floors[i], most(heading, NARROWEST)) : floors[i];
        }
        shrink(table, floors, room);
    }
    table->room = room;
    memory_free(whole);
    memory_free(floors);
}
