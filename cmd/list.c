/* SPDX-License-Identifier: MIT */
/*
 * Lists in three formats from one description of their columns. CSV and JSON leave row by row, in
 * memory that does not grow; text has to know all rows for its widths, and is laid out by
 * libsmartcols, which knows wide characters and the width of the terminal. Columns of text that no
 * row fills are not shown.
 */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "harmless.h"
#include "output.h"
#include "table.h"

struct cell {
    struct buffer text;
    bool is_present;
};

struct list {
    struct output *output;
    const struct column *columns;
    size_t n_columns;
    unsigned decimals;
    struct cell *cells; /* of the row at hand, one a column */
    bool has_row;       /* one is at hand */
    bool is_highlighted;
    struct json_rows json;
    struct table *table; /* owned; text only */
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

static void finish_text_row(struct list *list)
{
    table_row(list->table, list->is_highlighted);
    for (size_t i = 0; i < list->n_columns; i++) {
        table_cell(list->table, i, buffer_span(&list->cells[i].text));
    }
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
            csv_cell(stream, buffer_span(&list->cells[i].text),
                     list->columns[i].type == COLUMN_TEXT);
            comma = ",";
        }
    }
    fputc('\n', stream);
}

static json_t *json_of_cell(const struct column *column, const struct cell *cell)
{
    switch (column->type) {
    case COLUMN_TEXT:
    case COLUMN_WORD:
    case COLUMN_AMOUNT:
        break;
    case COLUMN_INTEGER:
        return cell->is_present ? json_integer(strtoll(buffer_string(&cell->text), NULL, 10))
                                : json_null();
    case COLUMN_BOOLEAN:
        return json_boolean(cell->is_present);
    }
    return cell->is_present ? json_of_span(buffer_span(&cell->text)) : json_null();
}

static void finish_json_row(struct list *list)
{
    json_t *row = json_object();

    for (size_t i = 0; i < list->n_columns; i++) {
        if (list->columns[i].name != NULL) {
            json_put(row, list->columns[i].name, json_of_cell(&list->columns[i], &list->cells[i]));
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
    for (size_t i = 0; i < list->n_columns; i++) {
        buffer_clear(&list->cells[i].text);
        list->cells[i].is_present = false;
    }
    list->has_row = true;
    list->is_highlighted = false;
}

void list_text(struct list *list, size_t column, struct lets_span text)
{
    assert(list->has_row && column < list->n_columns);
    struct cell *cell = &list->cells[column];

    buffer_clear(&cell->text);
    if (list->output->format == OUTPUT_TEXT || list->output->is_terminal) {
        harmless_add(&cell->text, text);
    } else {
        buffer_add(&cell->text, text);
    }
    cell->is_present = text.size > 0;
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
    char text[LETS_AMOUNT_SIZE];

    (void)lets_amount_format(amount, list->decimals, text);
    list_string(list, column, text);
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
    for (size_t i = 0; i < list->n_columns; i++) {
        buffer_release(&list->cells[i].text);
    }
    memory_free(list->cells);
    memory_free(list);
}
