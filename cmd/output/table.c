/* SPDX-License-Identifier: MIT */
/*
 * Tables of text. Widths are known only when all rows were seen; until then the rows are held, or,
 * where they can be had twice, only measured. Into a pipe everything goes whole and plain, which
 * takes no library: there a table may be long.
 */

#include "output/table.h"

#include <assert.h>
#include <string.h>

#include "base/harmless.h"
#include "output/output.h"
#include "output/table_inside.h"
#include "output/table_terminal.h"

struct table *table_new(const struct output *output, const struct column *columns, size_t n_columns)
{
    struct table *table = memory_try(1, sizeof *table);

    if (table == NULL) {
        return NULL;
    }
    table->output = output;
    table->columns = columns;
    table->n_columns = n_columns;
    table->cells = memory_try(n_columns, sizeof *table->cells);
    table->widths = memory_try(n_columns, sizeof *table->widths);
    table->words = memory_try(n_columns, sizeof *table->words);
    if (memory_is_short()) {
        table_free(table);
        return NULL;
    }
    return table;
}

void table_free(struct table *table)
{
    if (table == NULL) {
        return;
    }
    table_rows_release(&table->rows);
    buffer_release(&table->line);
    memory_free(table->cells);
    memory_free(table->widths);
    memory_free(table->words);
    memory_free(table);
}

static bool is_for_terminal(const struct table *table)
{
    return table->output->is_terminal || table->output->is_color;
}

bool table_take_twice(struct table *table)
{
    if (!is_for_terminal(table)) {
        table->phase = TABLE_MEASURES;
    }
    return table->phase == TABLE_MEASURES;
}

/* ---------------------------------------------------------------- widths */

/* The widest word of a text, of those up to TABLE_WORD_MOST. */
static size_t widest_word(struct lets_span text)
{
    size_t widest = 0;

    while (text.size > 0) {
        const char *blank = memchr(text.bytes, ' ', text.size);
        struct lets_span word = text;
        word.size = blank == NULL ? text.size : (size_t)(blank - text.bytes);
        size_t width = harmless_width(word, SIZE_MAX);
        if (width <= TABLE_WORD_MOST && width > widest) {
            widest = width;
        }
        size_t step = word.size + (blank == NULL ? 0 : 1);
        text.bytes += step;
        text.size -= step;
    }
    return widest;
}

static void widen(size_t *width, size_t wanted)
{
    *width = *width < wanted ? wanted : *width;
}

static void measure(struct table *table, const struct lets_span *cells)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (cells[i].size > 0) {
            widen(&table->widths[i], harmless_width(cells[i], SIZE_MAX));
            if (table->output->is_terminal) {
                widen(&table->words[i], widest_word(cells[i]));
            }
        }
    }
}

/* ---------------------------------------------------------------- lines */

/* How many bytes a line takes at most. */
static size_t line_size(const struct table *table, const struct lets_span *cells)
{
    size_t size = 1;

    for (size_t i = 0; i < table->n_columns; i++) {
        size += table->widths[i] > 0 ? 1 + table->widths[i] + cells[i].size : 0;
    }
    return size;
}

static char *put_blanks(char *at, size_t n)
{
    memset(at, ' ', n);
    return at + n;
}

/* One line, its columns padded to their widths, but nothing behind the last text. */
static void print_line(struct table *table, const struct lets_span *cells)
{
    size_t owed = 0; /* blanks, if more text follows */

    buffer_clear(&table->line);
    char *line = buffer_room(&table->line, line_size(table, cells));
    if (line == NULL) {
        return;
    }
    char *at = line;
    for (size_t i = 0; i < table->n_columns; i++) {
        size_t width = table->widths[i];
        if (width > 0 && cells[i].size > 0) {
            bool is_right = column_is_right(&table->columns[i]);
            size_t used = harmless_width(cells[i], SIZE_MAX);
            assert(used <= width); /* it was measured, and comes again as it was */
            size_t padding = width - used;
            at = put_blanks(at, owed + (is_right ? padding : 0));
            memcpy(at, cells[i].bytes, cells[i].size);
            at += cells[i].size;
            owed = 1 + (is_right ? 0 : padding);
        } else if (width > 0) {
            owed += 1 + width;
        }
    }
    *at++ = '\n';
    (void)fwrite(line, 1, (size_t)(at - line), table->output->stream); /* output_close checks */
}

void table_row(struct table *table, const struct lets_span *cells, bool is_highlighted)
{
    if (table->phase == TABLE_PRINTS) {
        print_line(table, cells);
    } else {
        measure(table, cells);
    }
    if (table->phase == TABLE_HOLDS) {
        table_rows_add(&table->rows, cells, table->n_columns, is_highlighted);
    }
    table->n_rows++;
}

static void print_headings(struct table *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        table->cells[i] = lets_span_of(table->columns[i].heading);
    }
    print_line(table, table->cells);
}

static void print_held(struct table *table)
{
    bool is_highlighted = false;

    for (size_t at = 0;
         table_rows_next(&table->rows, &at, table->cells, table->n_columns, &is_highlighted);) {
        print_line(table, table->cells);
    }
}

void table_print(struct table *table)
{
    if (table->n_rows == 0 || table->phase == TABLE_PRINTS) {
        return;
    }
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->widths[i] > 0) {
            widen(&table->widths[i],
                  harmless_width(lets_span_of(table->columns[i].heading), SIZE_MAX));
        }
    }
    if (is_for_terminal(table)) {
        table_print_for_terminal(table);
    } else {
        print_headings(table);
        print_held(table);
    }
    table->phase = TABLE_PRINTS;
}
