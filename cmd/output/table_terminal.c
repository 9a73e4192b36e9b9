/* SPDX-License-Identifier: MIT */
/*
 * A table on a terminal: libsmartcols pads and colours, and knows the width of the terminal. What
 * is cut ends in an ellipsis, and what is wrapped is broken between words.
 */

#include "output/table_terminal.h"

#include <libsmartcols.h>
#include <stdlib.h>
#include <string.h>

#include "base/harmless.h"
#include "base/wrap.h"
#include "output/output.h"
#include "output/table_fit.h"
#include "output/table_inside.h"

#define INDENT 4      /* of what stands beneath a row, in columns */
#define ROOM_LEAST 24 /* for it, however narrow the terminal */
#define ELLIPSIS "\xe2\x80\xa6"

static void cut(struct buffer *out, const char *text, size_t width)
{
    buffer_add(out, (struct lets_span){.bytes = text, .size = wrap_fitting(text, width - 1)});
    buffer_add_string(out, ELLIPSIS);
}

static void add_cell(struct libscols_line *line, struct libscols_column *shown,
                     const struct column *column, struct lets_span cell, size_t width)
{
    struct buffer fitted = {0};

    if (cell.size == 0) {
        return;
    }
    if (harmless_width(cell, SIZE_MAX) <= width) {
        buffer_add(&fitted, cell);
    } else if (column_is_spillable(column)) {
        wrap_add(&fitted, cell.bytes, width);
    } else {
        cut(&fitted, cell.bytes, width);
    }
    memory_check(scols_line_set_column_data(line, shown, buffer_string(&fitted)) == 0);
    buffer_release(&fitted);
}

static struct libscols_column *add_column(struct libscols_table *table, const struct column *column)
{
    bool is_wrapped = column_is_spillable(column);
    int flags = (column_is_right(column) ? SCOLS_FL_RIGHT : 0) | (is_wrapped ? SCOLS_FL_WRAP : 0);
    struct libscols_column *shown = scols_table_new_column(table, column->heading, 0, flags);

    memory_check(shown != NULL);
    if (is_wrapped) {
        memory_check(scols_column_set_safechars(shown, "\n") == 0);
        (void)scols_column_set_wrapfunc(shown, scols_wrapnl_chunksize, scols_wrapnl_nextchunk,
                                        NULL);
    }
    (void)scols_cell_set_color(scols_column_get_header(shown), "bold");
    return shown;
}

/* What stands beneath the row that was read: "for kitchen tap; cheque 301, written 2026-01-08". */
static void print_beneath(const struct table *table)
{
    struct buffer text = {0};
    struct buffer lines = {0};
    size_t room = (table->room > ROOM_LEAST ? table->room : ROOM_LEAST) - INDENT;

    for (size_t i = 0; i < table->n_columns; i++) {
        struct lets_span cell = table->cells[i];
        const struct column *column = &table->columns[i];
        if (cell.size == 0 || !column_is_spillable(column)) {
            continue;
        }
        buffer_add_string(&text, text.size > 0 ? "; " : "");
        if (column->width != COLUMN_SENTENCE) {
            buffer_format(&text, "%s ", column->heading);
        }
        buffer_add(&text, cell);
    }
    wrap_add(&lines, buffer_string(&text), room);
    for (const char *line = buffer_string(&lines); *line != '\0';) {
        size_t size = strcspn(line, "\n");
        fprintf(table->output->stream, "%*s%.*s\n", INDENT, "", (int)size, line);
        line += size + (line[size] == '\n' ? 1 : 0);
    }
    buffer_release(&text);
    buffer_release(&lines);
}

/* The table without the blanks that pad its last column, and with what stands beneath its rows. */
static void print_trimmed(struct table *table, const char *text)
{
    size_t at = 0;
    bool is_highlighted = false;

    for (bool is_heading = true; *text != '\0'; is_heading = false) {
        size_t size = strcspn(text, "\n");
        size_t shown = size;
        while (shown > 0 && text[shown - 1] == ' ') {
            shown--;
        }
        fprintf(table->output->stream, "%.*s\n", (int)shown, text);
        text += size + (text[size] == '\n' ? 1 : 0);
        /* Nothing is left that could take two lines, so each line is a row. */
        if (table->is_spilled && !is_heading &&
            table_rows_next(&table->rows, &at, table->cells, table->n_columns, &is_highlighted)) {
            print_beneath(table);
        }
    }
}

/* scols_print_table_to_string would not tell of a text that was cut off for want of memory. */
static void print(struct table *table, struct libscols_table *scols)
{
    char *text = NULL;
    size_t size = 0;
    FILE *held = open_memstream(&text, &size);

    memory_check(held != NULL && scols_table_set_stream(scols, held) == 0 &&
                 scols_print_table(scols) == 0 && fflush(held) == 0 && ferror(held) == 0);
    print_trimmed(table, text);
    (void)fclose(held);
    free(text);
}

static void fill(struct table *table, struct libscols_table *scols)
{
    struct libscols_column **shown =
        memory_array(table->n_columns, sizeof(struct libscols_column *));
    size_t at = 0;
    bool is_highlighted = false;

    for (size_t i = 0; i < table->n_columns; i++) {
        shown[i] = table->widths[i] > 0 ? add_column(scols, &table->columns[i]) : NULL;
    }
    while (table_rows_next(&table->rows, &at, table->cells, table->n_columns, &is_highlighted)) {
        struct libscols_line *line = scols_table_new_line(scols, NULL);
        memory_check(line != NULL);
        for (size_t i = 0; i < table->n_columns; i++) {
            if (shown[i] != NULL) {
                add_cell(line, shown[i], &table->columns[i], table->cells[i], table->widths[i]);
            }
        }
        if (is_highlighted) {
            (void)scols_line_set_color(line, "red");
        }
    }
    memory_free(shown);
}

void table_print_for_terminal(struct table *table)
{
    struct libscols_table *scols = scols_new_table();

    memory_check(scols != NULL);
    if (table->output->is_terminal) {
        table_fit(table, scols_table_get_termwidth(scols));
    }
    (void)scols_table_set_termforce(scols,
                                    SCOLS_TERMFORCE_NEVER); /* everything fits, or nothing could */
    (void)scols_table_enable_colors(scols, table->output->is_color ? 1 : 0);
    fill(table, scols);
    print(table, scols);
    scols_unref_table(scols);
}
