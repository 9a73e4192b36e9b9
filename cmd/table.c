/* SPDX-License-Identifier: MIT */
/*
 * Tables of text. libsmartcols pads, colours and prints; which column gives way on a narrow
 * terminal, and where, is decided here: always the widest of those that may, so that names stay
 * readable; what is cut ends in an ellipsis, and what is wrapped is broken between words. Into a
 * pipe everything goes whole.
 */

#include "table.h"

#include <libsmartcols.h>
#include <stdlib.h>
#include <string.h>

#include "harmless.h"
#include "wrap.h"

#define NARROWEST 8 /* columns of the terminal that a cell is never cut below */
#define ELLIPSIS "\xe2\x80\xa6"

struct table {
    const struct output *output;
    const struct column *columns;
    size_t n_columns;
    char **cells; /* owned, row by row; NULL: empty */
    size_t cells_capacity;
    bool *highlights; /* owned, one a row */
    size_t highlights_capacity;
    size_t n_rows;
    size_t *widths; /* owned, one a column; 0: not shown */
};

struct table *table_new(const struct output *output, const struct column *columns, size_t n_columns)
{
    struct table *table = memory_array(1, sizeof *table);

    table->output = output;
    table->columns = columns;
    table->n_columns = n_columns;
    table->widths = memory_array(n_columns, sizeof *table->widths);
    return table;
}

void table_free(struct table *table)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        memory_free(table->cells[i]);
    }
    memory_free(table->cells);
    memory_free(table->highlights);
    memory_free(table->widths);
    memory_free(table);
}

void table_row(struct table *table, bool is_highlighted)
{
    size_t n_cells = table->n_rows * table->n_columns;

    table->cells = memory_grow(table->cells, &table->cells_capacity, n_cells + table->n_columns,
                               sizeof *table->cells);
    for (size_t i = 0; i < table->n_columns; i++) {
        table->cells[n_cells + i] = NULL;
    }
    table->highlights = memory_grow(table->highlights, &table->highlights_capacity,
                                    table->n_rows + 1, sizeof *table->highlights);
    table->highlights[table->n_rows++] = is_highlighted;
}

static char **cell_of(const struct table *table, size_t row, size_t column)
{
    return &table->cells[row * table->n_columns + column];
}

static size_t width_of(const char *text)
{
    return harmless_width(lets_span_of(text), SIZE_MAX);
}

static void widen(struct table *table, size_t column, const char *text)
{
    size_t width = width_of(text);

    if (table->widths[column] < width) {
        table->widths[column] = width;
    }
}

void table_cell(struct table *table, size_t column, struct lets_span text)
{
    if (table->columns[column].heading != NULL && text.size > 0) {
        char **cell = cell_of(table, table->n_rows - 1, column);
        *cell = memory_copy(text);
        widen(table, column, *cell);
    }
}

static bool is_flexible(const struct column *column)
{
    switch (column->width) {
    case COLUMN_WHOLE:
        return false;
    case COLUMN_CUT:
    case COLUMN_WRAPPED:
        return true;
    }
    return false;
}

/* The widest column that may become narrower; n_columns for none. */
static size_t widest(const struct table *table)
{
    size_t found = table->n_columns;

    for (size_t i = 0; i < table->n_columns; i++) {
        if (is_flexible(&table->columns[i]) && table->widths[i] > NARROWEST &&
            table->widths[i] > width_of(table->columns[i].heading) &&
            (found == table->n_columns || table->widths[i] > table->widths[found])) {
            found = i;
        }
    }
    return found;
}

static void narrow(struct table *table, size_t room)
{
    size_t total = 0;

    for (size_t i = 0; i < table->n_columns; i++) {
        total += table->widths[i] > 0 ? table->widths[i] + 1 : 0;
    }
    for (size_t column = widest(table); total > room + 1 && column < table->n_columns;
         column = widest(table)) {
        table->widths[column]--;
        total--;
    }
}

static void cut(struct buffer *out, const char *text, size_t width)
{
    buffer_add(out, (struct lets_span){.bytes = text, .size = wrap_fitting(text, width - 1)});
    buffer_add_string(out, ELLIPSIS);
}

static void check_memory(bool is_done)
{
    if (!is_done) {
        memory_end(); /* libsmartcols fails for nothing else */
    }
}

static void add_cell(const struct table *table, struct libscols_line *line,
                     struct libscols_column *shown, size_t row, size_t column)
{
    const char *text = *cell_of(table, row, column);
    struct buffer fitted = {0};

    if (text == NULL) {
        return;
    }
    if (width_of(text) <= table->widths[column]) {
        buffer_add_string(&fitted, text);
    } else if (table->columns[column].width == COLUMN_WRAPPED) {
        wrap_add(&fitted, text, table->widths[column]);
    } else {
        cut(&fitted, text, table->widths[column]);
    }
    check_memory(scols_line_set_column_data(line, shown, buffer_string(&fitted)) == 0);
    buffer_release(&fitted);
}

static struct libscols_column *add_column(struct libscols_table *table, const struct column *column)
{
    bool is_right = column->type == COLUMN_INTEGER || column->type == COLUMN_AMOUNT;
    bool is_wrapped = column->width == COLUMN_WRAPPED;
    int flags = (is_right ? SCOLS_FL_RIGHT : 0) | (is_wrapped ? SCOLS_FL_WRAP : 0);
    struct libscols_column *shown = scols_table_new_column(table, column->heading, 0, flags);

    check_memory(shown != NULL);
    if (is_wrapped) {
        check_memory(scols_column_set_safechars(shown, "\n") == 0);
        (void)scols_column_set_wrapfunc(shown, scols_wrapnl_chunksize, scols_wrapnl_nextchunk,
                                        NULL);
    }
    (void)scols_cell_set_color(scols_column_get_header(shown), "bold");
    return shown;
}

/* The table without the blanks that pad its last column. */
static void print_trimmed(FILE *stream, const char *text)
{
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        size_t shown = size;
        while (shown > 0 && text[shown - 1] == ' ') {
            shown--;
        }
        fprintf(stream, "%.*s\n", (int)shown, text);
        text += size + (text[size] == '\n' ? 1 : 0);
    }
}

static void fill(const struct table *table, struct libscols_table *scols)
{
    struct libscols_column **shown =
        memory_array(table->n_columns, sizeof(struct libscols_column *));

    for (size_t i = 0; i < table->n_columns; i++) {
        shown[i] = table->widths[i] > 0 ? add_column(scols, &table->columns[i]) : NULL;
    }
    for (size_t row = 0; row < table->n_rows; row++) {
        struct libscols_line *line = scols_table_new_line(scols, NULL);
        check_memory(line != NULL);
        for (size_t i = 0; i < table->n_columns; i++) {
            if (shown[i] != NULL) {
                add_cell(table, line, shown[i], row, i);
            }
        }
        if (table->highlights[row]) {
            (void)scols_line_set_color(line, "red");
        }
    }
    memory_free(shown);
}

void table_print(struct table *table)
{
    struct libscols_table *scols = scols_new_table();
    char *text = NULL;

    check_memory(scols != NULL);
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->widths[i] > 0) {
            widen(table, i, table->columns[i].heading);
        }
    }
    if (table->output->is_terminal) {
        narrow(table, scols_table_get_termwidth(scols));
    }
    (void)scols_table_set_termforce(scols,
                                    SCOLS_TERMFORCE_NEVER); /* everything fits, or nothing could */
    (void)scols_table_enable_colors(scols, table->output->is_color ? 1 : 0);
    if (table->n_rows > 0) {
        fill(table, scols);
        check_memory(scols_print_table_to_string(scols, &text) == 0);
        print_trimmed(table->output->stream, text);
        free(text);
    }
    scols_unref_table(scols);
}
