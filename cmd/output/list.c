/* SPDX-License-Identifier: MIT */
/*
 * Lists in three formats from one description of their columns. CSV and JSON leave row by row, in
 * memory that does not grow; text has to know all rows for its widths, and holds them where they
 * cannot be had twice. Columns of text that no row fills are not shown.
 */

#include "output/list.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/harmless.h"
#include "output/csv_cell.h"
#include "output/json.h"
#include "output/table.h"

struct cell {
    size_t at; /* where its text begins */
    size_t size;
};

/* The amounts of a column that are measured: the widest is the least or the greatest of them. */
struct extremes {
    bool is_any;
    struct lets_amount least;
    struct lets_amount greatest;
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
    struct buffer spelled; /* the row at hand in CSV or JSON */
    /* Text only, all owned: */
    struct table *table;
    struct column *shown; /* the columns that it has */
    size_t *sources;      /* which of `columns` they are */
    size_t n_shown;
    struct lets_span *texts;   /* of their cells */
    struct extremes *extremes; /* of each of `columns` */
    bool is_measuring;         /* the rows come for their widths alone */
};

static void begin_text(struct list *list)
{
    list->shown = memory_try(list->n_columns, sizeof *list->shown);
    list->sources = memory_try(list->n_columns, sizeof *list->sources);
    list->texts = memory_try(list->n_columns, sizeof *list->texts);
    list->extremes = memory_try(list->n_columns, sizeof *list->extremes);
    if (memory_is_short()) {
        return;
    }
    for (size_t i = 0; i < list->n_columns; i++) {
        if (list->columns[i].heading != NULL) {
            list->shown[list->n_shown] = list->columns[i];
            list->sources[list->n_shown++] = i;
        }
    }
    list->table = table_new(list->output, list->shown, list->n_shown);
}

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
    json_t *envelope = summary != NULL ? json_envelope_of(summary) : json_object();

    if (summary == NULL) { /* what is listed is of the program, and of no ledger */
        json_put(envelope, "version", json_string(lets_version()));
    }

    if (extra != NULL) {
        (void)memory_try_check(json_object_update(envelope, extra) == 0); /* the one failure */
    }
    json_rows_begin(&list->json, list->output->stream, envelope, noun);
}

void list_drop(struct list *list)
{
    if (list == NULL) {
        return;
    }
    table_free(list->table);
    buffer_release(&list->row);
    buffer_release(&list->spelled);
    memory_free(list->shown);
    memory_free(list->sources);
    memory_free(list->texts);
    memory_free(list->extremes);
    memory_free(list->cells);
    memory_free(list);
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
    struct list *list = memory_try(1, sizeof *list);

    if (list == NULL) {
        json_decref(extra);
        return NULL;
    }
    list->output = output;
    list->columns = columns;
    list->n_columns = n_columns;
    list->decimals = summary == NULL ? 0 : summary->decimals;
    list->cells = memory_try(n_columns, sizeof *list->cells);
    switch (output->format) {
    case OUTPUT_TEXT:
        begin_text(list);
        break;
    case OUTPUT_CSV:
        begin_csv(list);
        break;
    case OUTPUT_JSON:
        begin_json(list, summary, noun, extra);
        break;
    }
    json_decref(extra);
    if (memory_is_short()) {
        list_drop(list);
        return NULL;
    }
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
    for (size_t i = 0; i < list->n_shown; i++) {
        list->texts[i] = text_of(list, list->sources[i]);
    }
    table_row(list->table, list->texts, list->is_highlighted);
}

static void print_spelled(struct list *list)
{
    const struct buffer *spelled = &list->spelled;

    /* output_close checks */
    (void)fwrite(buffer_string(spelled), 1, spelled->size, list->output->stream);
}

static void finish_csv_row(struct list *list)
{
    bool is_first = true;

    buffer_clear(&list->spelled);
    for (size_t i = 0; i < list->n_columns; i++) {
        if (list->columns[i].name != NULL) {
            if (!is_first) {
                buffer_add(&list->spelled, (struct lets_span){",", 1});
            }
            is_first = false;
            csv_add(&list->spelled, text_of(list, i), list->columns[i].type == COLUMN_TEXT);
        }
    }
    buffer_add(&list->spelled, (struct lets_span){"\n", 1});
    print_spelled(list);
}

static void add_json_cell(struct buffer *out, const struct column *column, struct lets_span text)
{
    switch (column->type) {
    case COLUMN_TEXT:
    case COLUMN_WORD:
    case COLUMN_AMOUNT:
        json_add_span(out, text);
        break;
    case COLUMN_INTEGER:
        buffer_add(out, text.size > 0 ? text : lets_span_of("null"));
        break;
    case COLUMN_BOOLEAN:
        buffer_add_string(out, text.size > 0 ? "true" : "false");
        break;
    }
}

static void finish_json_row(struct list *list)
{
    const char *before = "{\"";

    buffer_clear(&list->spelled);
    for (size_t i = 0; i < list->n_columns; i++) {
        if (list->columns[i].name != NULL) {
            buffer_add_string(&list->spelled, before);
            buffer_add_string(&list->spelled, list->columns[i].name);
            buffer_add_string(&list->spelled, "\": ");
            add_json_cell(&list->spelled, &list->columns[i], text_of(list, i));
            before = ", \"";
        }
    }
    buffer_add_string(&list->spelled, "}");
    json_rows_next(&list->json);
    print_spelled(list);
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
    if (list == NULL) {
        return;
    }
    finish_row(list);
    buffer_clear(&list->row);
    memset(list->cells, 0, list->n_columns * sizeof *list->cells);
    list->has_row = true;
    list->is_highlighted = false;
}

bool list_has(const struct list *list, size_t column)
{
    if (list == NULL) {
        return false;
    }
    const struct column *described = &list->columns[column];

    return list->output->format == OUTPUT_TEXT ? described->heading != NULL
                                               : described->name != NULL;
}

/* Whether there is no place for a column: not in the format, or no list. */
static bool is_left_out(const struct list *list, size_t column)
{
    if (list == NULL) {
        return true;
    }
    assert(list->has_row && column < list->n_columns);
    return !list_has(list, column);
}

/* Begins a cell: where its text of at most `size` bytes goes, and the NUL behind it; NULL for none.
 */
static char *begin_cell(struct list *list, size_t column, size_t size)
{
    list->cells[column].at = list->row.size;
    return buffer_room(&list->row, size + 1);
}

static void end_cell(struct list *list, size_t column)
{
    list->cells[column].size = list->row.size - list->cells[column].at;
    list->row.bytes[list->row.size++] = '\0';
}

void list_text(struct list *list, size_t column, struct lets_span text)
{
    /* Harmless, it is no longer. */
    if (is_left_out(list, column) || begin_cell(list, column, text.size) == NULL) {
        return;
    }
    if (list->output->format == OUTPUT_TEXT || list->output->is_terminal) {
        harmless_add(&list->row, text);
    } else {
        buffer_add(&list->row, text);
    }
    end_cell(list, column);
}

void list_string(struct list *list, size_t column, const char *string)
{
    if (!is_left_out(list, column)) {
        list_text(list, column, lets_span_of(string));
    }
}

static void note_amount(struct extremes *extremes, struct lets_amount amount)
{
    if (!extremes->is_any || amount.minor < extremes->least.minor) {
        extremes->least = amount;
    }
    if (!extremes->is_any || amount.minor > extremes->greatest.minor) {
        extremes->greatest = amount;
    }
    extremes->is_any = true;
}

void list_amount(struct list *list, size_t column, struct lets_amount amount)
{
    if (is_left_out(list, column)) {
        return;
    }
    if (list->is_measuring) {
        note_amount(&list->extremes[column], amount);
        return;
    }
    char *at = begin_cell(list, column, LETS_AMOUNT_SIZE);
    if (at == NULL) {
        return;
    }
    list->row.size += lets_amount_format(amount, list->decimals, at);
    end_cell(list, column);
}

void list_integer(struct list *list, size_t column, uint64_t number)
{
    char digits[20]; /* of the greatest number */
    size_t at = sizeof digits;

    for (; number > 0; number /= 10) {
        digits[--at] = (char)('0' + number % 10);
    }
    list_text(list, column, (struct lets_span){digits + at, sizeof digits - at});
}

void list_zero(struct list *list, size_t column)
{
    list_string(list, column, "0");
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
    if (list != NULL) {
        list->is_highlighted = true;
    }
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

/* Has the table measure a row of the least amounts, and one of the greatest. */
static void measure_extremes(struct list *list)
{
    for (int i = 0; i < 2; i++) {
        list_row(list);
        for (size_t column = 0; column < list->n_columns; column++) {
            const struct extremes *extremes = &list->extremes[column];
            if (extremes->is_any) {
                list_amount(list, column, i == 0 ? extremes->least : extremes->greatest);
            }
        }
    }
    finish_row(list);
}

bool list_measures(struct list *list)
{
    bool is_measuring = list != NULL && list->table != NULL && table_take_twice(list->table);

    if (is_measuring) {
        list->is_measuring = true;
    }
    return is_measuring;
}

void list_measured(struct list *list)
{
    finish_row(list);
    list->is_measuring = false;
    measure_extremes(list);
    table_print(list->table);
}

void list_rows(struct list *list, size_t n,
               void (*set)(struct list *list, size_t i, const void *context), const void *context)
{
    if (list == NULL) {
        return;
    }
    if (n > 0 && list_measures(list)) {
        set_rows(list, n, set, context);
        list_measured(list);
    }
    set_rows(list, n, set, context);
}

void list_end(struct list *list)
{
    if (list == NULL) {
        return;
    }
    finish_row(list);
    switch (list->output->format) {
    case OUTPUT_TEXT:
        table_print(list->table);
        break;
    case OUTPUT_CSV:
        break;
    case OUTPUT_JSON:
        json_rows_end(&list->json);
        break;
    }
    list_drop(list);
}
