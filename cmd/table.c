/* SPDX-License-Identifier: MIT */
/*
 * Tables of text. libsmartcols pads, colours and prints; which column gives way on a narrow
 * terminal, and where, is decided here: the widest first, but none below what keeps it readable;
 * what is cut ends in an ellipsis, and what is wrapped is broken between words. Where that is not
 * enough, texts leave the row and stand beneath it. Into a pipe everything goes whole
 * and plain, which takes no library: there a table may be long.
 */

#include "table.h"

#include <libsmartcols.h>
#include <stdlib.h>
#include <string.h>

#include "harmless.h"
#include "wrap.h"

/* In columns of the terminal: */
#define NARROWEST 8   /* a cell is never cut below */
#define NAME_FLOOR 14 /* nor below this, while anything can stand beneath the row instead */
#define TEXT_FLOOR 16 /* a text that is wrapped keeps this */
#define WORD_MOST 30  /* and its longest word, if it is no longer than this */
#define INDENT 4      /* of what stands beneath a row */
#define ROOM_LEAST 24 /* for it, however narrow the terminal */
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
    size_t *widths;  /* owned, one a column; 0: not shown */
    size_t *words;   /* owned, likewise: the longest word that should not be broken */
    size_t room;     /* columns of the terminal */
    bool is_spilled; /* what can stand beneath the rows does */
};

struct table *table_new(const struct output *output, const struct column *columns, size_t n_columns)
{
    struct table *table = memory_array(1, sizeof *table);

    table->output = output;
    table->columns = columns;
    table->n_columns = n_columns;
    table->widths = memory_array(n_columns, sizeof *table->widths);
    table->words = memory_array(n_columns, sizeof *table->words);
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
    memory_free(table->words);
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

/* The widest word of a text, of those up to WORD_MOST: a longer one has to be broken anyway. */
static size_t widest_word(const char *text)
{
    size_t widest = 0;

    while (*text != '\0') {
        size_t size = strcspn(text, " ");
        size_t width = harmless_width((struct lets_span){.bytes = text, .size = size}, SIZE_MAX);
        if (width <= WORD_MOST && width > widest) {
            widest = width;
        }
        text += size + (text[size] == ' ' ? 1 : 0);
    }
    return widest;
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
        size_t word = table->output->is_terminal ? widest_word(*cell) : 0;
        if (table->words[column] < word) {
            table->words[column] = word;
        }
    }
}

/* Whether it can stand beneath the row. */
static bool is_spillable(const struct column *column)
{
    switch (column->width) {
    case COLUMN_WHOLE:
    case COLUMN_CUT:
        return false;
    case COLUMN_WRAPPED:
    case COLUMN_UNBROKEN:
    case COLUMN_SENTENCE:
        return true;
    }
    return false;
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
    size_t heading = width_of(table->columns[column].heading);

    switch (table->columns[column].width) {
    case COLUMN_WHOLE:
        return width;
    case COLUMN_CUT:
        return least(width, most(heading, NAME_FLOOR));
    case COLUMN_UNBROKEN:
        return least(width, most(heading, WORD_MOST));
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

/* Takes the columns that can stand beneath the row out of it; false where there is none. */
static bool spill(struct table *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (is_spillable(&table->columns[i]) && table->widths[i] > 0) {
            table->widths[i] = 0;
            table->is_spilled = true;
        }
    }
    return table->is_spilled;
}

static void narrow(struct table *table, size_t room)
{
    size_t *whole = memory_array(table->n_columns, sizeof *whole);
    size_t *floors = memory_array(table->n_columns, sizeof *floors);

    for (size_t i = 0; i < table->n_columns; i++) {
        whole[i] = table->widths[i];
        floors[i] = floor_of(table, i);
    }
    shrink(table, floors, room);
    if (total_width(table) > room) {
        memcpy(table->widths, whole, table->n_columns * sizeof *whole);
        if (spill(table)) {
            shrink(table, floors, room);
        }
        for (size_t i = 0; i < table->n_columns; i++) {
            bool is_cut = table->columns[i].width == COLUMN_CUT;
            size_t heading = is_cut ? width_of(table->columns[i].heading) : 0;
            floors[i] = is_cut ? least(floors[i], most(heading, NARROWEST)) : floors[i];
        }
        shrink(table, floors, room);
    }
    table->room = room;
    memory_free(whole);
    memory_free(floors);
}

static void cut(struct buffer *out, const char *text, size_t width)
{
    buffer_add(out, (struct lets_span){.bytes = text, .size = wrap_fitting(text, width - 1)});
    buffer_add_string(out, ELLIPSIS);
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
    } else if (is_spillable(&table->columns[column])) {
        wrap_add(&fitted, text, table->widths[column]);
    } else {
        cut(&fitted, text, table->widths[column]);
    }
    memory_check(scols_line_set_column_data(line, shown, buffer_string(&fitted)) == 0);
    buffer_release(&fitted);
}

static bool is_right(const struct column *column)
{
    return column->type == COLUMN_INTEGER || column->type == COLUMN_AMOUNT;
}

static struct libscols_column *add_column(struct libscols_table *table, const struct column *column)
{
    bool is_wrapped = is_spillable(column);
    int flags = (is_right(column) ? SCOLS_FL_RIGHT : 0) | (is_wrapped ? SCOLS_FL_WRAP : 0);
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

/* What stands beneath a row: "for kitchen tap; cheque 301, written 2026-01-08". */
static void print_beneath(const struct table *table, size_t row)
{
    struct buffer text = {0};
    struct buffer lines = {0};
    size_t room = most(table->room, ROOM_LEAST) - INDENT;

    for (size_t i = 0; i < table->n_columns; i++) {
        const char *cell = *cell_of(table, row, i);
        if (cell == NULL || !is_spillable(&table->columns[i])) {
            continue;
        }
        buffer_add_string(&text, text.size > 0 ? "; " : "");
        if (table->columns[i].width != COLUMN_SENTENCE) {
            buffer_format(&text, "%s ", table->columns[i].heading);
        }
        buffer_add_string(&text, cell);
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
static void print_trimmed(const struct table *table, const char *text)
{
    for (size_t n_lines = 0; *text != '\0'; n_lines++) {
        size_t size = strcspn(text, "\n");
        size_t shown = size;
        while (shown > 0 && text[shown - 1] == ' ') {
            shown--;
        }
        fprintf(table->output->stream, "%.*s\n", (int)shown, text);
        text += size + (text[size] == '\n' ? 1 : 0);
        if (table->is_spilled && n_lines > 0) {
            print_beneath(table, n_lines - 1); /* nothing is left that could take two lines */
        }
    }
}

/* scols_print_table_to_string would not tell of a text that was cut off for want of memory. */
static void print(const struct table *table, struct libscols_table *scols)
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

static void print_padding(FILE *stream, size_t width)
{
    static const char blanks[] = "                                ";

    for (size_t size = sizeof blanks - 1; width > 0; width -= size < width ? size : width) {
        (void)fwrite(blanks, 1, size < width ? size : width, stream);
    }
}

/* One line, its columns padded to their widths, but nothing behind the last text. */
static void print_line(const struct table *table, const char *const *cells)
{
    FILE *stream = table->output->stream;
    size_t owed = 0; /* blanks, if more text follows */

    for (size_t i = 0; i < table->n_columns; i++) {
        const char *text = cells[i] == NULL ? "" : cells[i];
        size_t padding = table->widths[i] - (table->widths[i] > 0 ? width_of(text) : 0);
        if (table->widths[i] > 0 && text[0] != '\0') {
            print_padding(stream, owed + (is_right(&table->columns[i]) ? padding : 0));
            fputs(text, stream);
            owed = 1 + (is_right(&table->columns[i]) ? 0 : padding);
        } else if (table->widths[i] > 0) {
            owed += 1 + padding;
        }
    }
    fputc('\n', stream);
}

static void print_plain(const struct table *table)
{
    const char **headings = memory_array(table->n_columns, sizeof *headings);

    for (size_t i = 0; i < table->n_columns; i++) {
        headings[i] = table->columns[i].heading;
    }
    print_line(table, headings);
    for (size_t row = 0; row < table->n_rows; row++) {
        print_line(table, (const char *const *)cell_of(table, row, 0));
    }
    memory_free(headings);
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
        memory_check(line != NULL);
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

static void print_for_terminal(struct table *table)
{
    struct libscols_table *scols = scols_new_table();

    memory_check(scols != NULL);
    if (table->output->is_terminal) {
        narrow(table, scols_table_get_termwidth(scols));
    }
    (void)scols_table_set_termforce(scols,
                                    SCOLS_TERMFORCE_NEVER); /* everything fits, or nothing could */
    (void)scols_table_enable_colors(scols, table->output->is_color ? 1 : 0);
    fill(table, scols);
    print(table, scols);
    scols_unref_table(scols);
}

void table_print(struct table *table)
{
    if (table->n_rows == 0) {
        return;
    }
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->widths[i] > 0) {
            widen(table, i, table->columns[i].heading);
        }
    }
    if (table->output->is_terminal || table->output->is_color) {
        print_for_terminal(table);
    } else {
        print_plain(table);
    }
}
