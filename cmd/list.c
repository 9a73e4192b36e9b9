/* SPDX-License-Identifier: MIT */
/*
 * Lists in three formats from one description of their columns. CSV and JSON leave row by row, in
 * memory that does not grow; text has to know all rows for its widths, and holds them where they
 * cannot be had twice. Columns of text that no row fills are not shown.
 */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "harmless.h"
#include "output.h"
#include "table.h"

struct cell {
    size_t at; /* where its text begins */
    size_t size;
};

struct list {
    struct output *output;
    const struct column *columns;
    size_t n_columns;
    unsigned decimals;
    struct buffer row;  /* the texts of the row at hand as they were set, each ended by a NUL */
    struct cell *cells; /* owned: where they are, one a column; empty: absent */
    bool has_row;       /* one is at hand */
    bool is_highlighted;
    struct json_rows json;
    struct table *table;     /* owned; text only, as are: */
    struct lets_span *texts; /* owned: of the cells */
};

static void begin_csv(struct list *list)
{
    const char *comma = "";

    for (size_t i = 0; i < list->n_columns; i++) {
        if (list->columns[i].name != NULL) {
            fprintf(list->output->stream, "%s%s", comma, list->columns[i].name);
            comma = ",";
        }
    }
    fputc('\n', list->output->stream);
}

static void begin_json(struct list *list, const struct lets_summary *summary, const char *noun,
                       json_t *extra)
{
    json_t *envelope = json_envelope_of(summary);

    if (extra != NULL && json_object_update(envelope, extra) != 0) {
        memory_end(); /* it fails for nothing else */
    }
    json_rows_begin(&list->json, list->output->stream, envelope, noun);
}

struct list *list_begin(struct output *output, const struct lets_ledger *ledger, const char *noun,
                        const struct column *columns, size_t n_columns, json_t *extra)
{
    const struct lets_summary *summary = ledger == NULL ? NULL : lets_ledger_summary(ledger);

    return list_begin_as(output, summary, noun, columns, n_columns, extra);
}

struct list *list_begin_as(struct output *output, const struct lets_summary *summary,
                           const char *noun, const struct column *columns, size_t n_columns,
                           json_t *extra)
{
    struct list *list = memory_array(1, sizeof *list);

    list->output = output;
    list->columns = columns;
    list->n_columns = n_columns;
    list->decimals = summary == NULL ? 0 : summary->decimals;
    list->cells = memory_array(n_columns, sizeof *list->cells);
    switch (output->format) {
    case OUTPUT_TEXT:
        list->table = table_new(output, columns, n_columns);
        list->texts = memory_array(n_columns, sizeof *list->texts);
        break;
    case OUTPUT_CSV:
        begin_csv(list);
        break;
    case OUTPUT_JSON:
        begin_json(list, summary, noun, extra);
        break;
    }
    json_decref(extra);
    return list;
}

static struct lets_span text_of(const struct list *list, size_t column)
{
    const struct cell *cell = &list->cells[column];

    return (struct lets_span){
        .bytes = cell->size == 0 ? "" : list->row.bytes + cell->at,
        .size = cell->size,
    };
}

static void finish_text_row(struct list *list)
{
    for (size_t i = 0; i < list->n_columns; i++) {
        list->texts[i] = text_of(list, i);
    }
    table_row(list->table, list->texts, list->is_highlighted);
}

void csv_cell(FILE *stream, struct lets_span cell, bool is_text)
{
    bool is_quoted = false;
    size_t n_apostrophes = 0;

    while (n_apostrophes < cell.size && cell.bytes[n_apostrophes] == '\'') {
        n_apostrophes++;
    }
    bool is_formula =
        is_text && n_apostrophes < cell.size && strchr("=+-@\t", cell.bytes[n_apostrophes]) != NULL;
    for (size_t i = 0; i < cell.size && !is_quoted; i++) {
        is_quoted = cell.bytes[i] != '\0' && strchr(",\"\r\n", cell.bytes[i]) != NULL;
    }
    if (is_quoted) {
        fputc('"', stream);
    }
    if (is_formula) {
        fputc('\'', stream);
    }
    for (size_t i = 0; i < cell.size; i++) {
        if (cell.bytes[i] == '"') {
            fputc('"', stream);
        }
        fputc(cell.bytes[i], stream);
    }
    if (is_quoted) {
        fputc('"', stream);
    }
}

static void finish_csv_row(struct list *list)
{
    FILE *stream = list->output->stream;
    const char *comma = "";

    for (size_t i = 0; i < list->n_columns; i++) {
        if (list->columns[i].name != NULL) {
            fputs(comma, stream);
            csv_cell(stream, text_of(list, i), list->columns[i].type == COLUMN_TEXT);
            comma = ",";
        }
    }
    fputc('\n', stream);
}

static json_t *json_of_cell(const struct column *column, struct lets_span text)
{
    switch (column->type) {
    case COLUMN_TEXT:
    case COLUMN_WORD:
    case COLUMN_AMOUNT:
        break;
    case COLUMN_INTEGER:
        return text.size > 0 ? json_integer(strtoll(text.bytes, NULL, 10)) : json_null();
    case COLUMN_BOOLEAN:
        return json_boolean(text.size > 0);
    }
    return json_of_span(text);
}

static void finish_json_row(struct list *list)
{
    json_t *row = json_object();

    for (size_t i = 0; i < list->n_columns; i++) {
        if (list->columns[i].name != NULL) {
            json_put(row, list->columns[i].name, json_of_cell(&list->columns[i], text_of(list, i)));
        }
    }
    json_rows_add(&list->json, row);
}

static void finish_row(struct list *list)
{
    if (!list->has_row) {
        return;
    }
    switch (list->output->format) {
    case OUTPUT_TEXT:
        finish_text_row(list);
        break;
    case OUTPUT_CSV:
        finish_csv_row(list);
        break;
    case OUTPUT_JSON:
        finish_json_row(list);
        break;
    }
    list->has_row = false;
}

void list_row(struct list *list)
{
    finish_row(list);
    buffer_clear(&list->row);
    memset(list->cells, 0, list->n_columns * sizeof *list->cells);
    list->has_row = true;
    list->is_highlighted = false;
}

/* Whether the format has no place for a column. */
static bool is_left_out(const struct list *list, size_t column)
{
    assert(list->has_row && column < list->n_columns);
    return list->output->format == OUTPUT_TEXT && list->columns[column].heading == NULL;
}

/* Begins the text of a cell, which takes up to `size` bytes if they are as they should be. */
static char *begin_cell(struct list *list, size_t column, size_t size)
{
    list->cells[column].at = list->row.size;
    return buffer_room(&list->row, size + 1);
}

static void end_cell(struct list *list, size_t column)
{
    list->cells[column].size = list->row.size - list->cells[column].at;
    buffer_add(&list->row, (struct lets_span){.bytes = "", .size = 1});
}

void list_text(struct list *list, size_t column, struct lets_span text)
{
    if (is_left_out(list, column)) {
        return;
    }
    (void)begin_cell(list, column, text.size);
    if (list->output->format == OUTPUT_TEXT || list->output->is_terminal) {
        harmless_add(&list->row, text);
    } else {
        buffer_add(&list->row, text);
    }
    end_cell(list, column);
}

void list_string(struct list *list, size_t column, const char *string)
{
    list_text(list, column, lets_span_of(string));
}

void list_integer(struct list *list, size_t column, uint64_t number)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    list_string(list, column, number > 0 ? text : "");
}

void list_zero(struct list *list, size_t column)
{
    list_string(list, column, "0");
}

void list_amount(struct list *list, size_t column, struct lets_amount amount)
{
    if (!is_left_out(list, column)) {
        char *at = begin_cell(list, column, LETS_AMOUNT_SIZE);
        list->row.size += lets_amount_format(amount, list->decimals, at);
        end_cell(list, column);
    }
}

void list_limit(struct list *list, size_t column, struct lets_limit limit)
{
    switch (limit.kind) {
    case LETS_LIMIT_DEFAULT:
        list_string(list, column, "default");
        break;
    case LETS_LIMIT_NONE:
        list_string(list, column, "none");
        break;
    case LETS_LIMIT_AMOUNT:
        list_amount(list, column, limit.amount);
        break;
    }
}

void list_date(struct list *list, size_t column, struct lets_date date)
{
    char text[LETS_DATE_SIZE];

    lets_date_format(date, text);
    list_string(list, column, text);
}

void list_time(struct list *list, size_t column, struct lets_time time)
{
    char text[LETS_TIME_SIZE];

    lets_time_format(time, text);
    list_string(list, column, text);
}

void list_boolean(struct list *list, size_t column, bool is_true)
{
    list_string(list, column, is_true ? "yes" : "");
}

void list_highlight(struct list *list)
{
    list->is_highlighted = true;
}

static void set_rows(struct list *list, size_t n,
                     void (*set)(struct list *list, size_t i, const void *context),
                     const void *context)
{
    for (size_t i = 0; i < n; i++) {
        list_row(list);
        set(list, i, context);
    }
    finish_row(list);
}

void list_rows(struct list *list, size_t n,
               void (*set)(struct list *list, size_t i, const void *context), const void *context)
{
    if (list->table != NULL && table_take_twice(list->table)) {
        set_rows(list, n, set, context);
        table_print(list->table);
    }
    set_rows(list, n, set, context);
}

void list_end(struct list *list)
{
    finish_row(list);
    switch (list->output->format) {
    case OUTPUT_TEXT:
        table_print(list->table);
        table_free(list->table);
        break;
    case OUTPUT_CSV:
        break;
    case OUTPUT_JSON:
        json_rows_end(&list->json);
        break;
    }
    buffer_release(&list->row);
    memory_free(list->texts);
    memory_free(list->cells);
    memory_free(list);
}
