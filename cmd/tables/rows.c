/* SPDX-License-Identifier: MIT */
/*
 * Refused rows. They are kept as they stood, so that the file of rejects holds exactly what was not
 * recorded, and a corrected one can be read as the table was.
 */

#include "tables/rows.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "base/fault.h"
#include "base/fold.h"
#include "output/json.h"
#include "session/talk.h"

/* ---------------------------------------------------------------- faults */

void row_faults_add(struct row_faults *faults, int cell, const struct lets_error *err)
{
    struct row_fault fault = {
        .status = err->status,
        .cell = cell,
        .message = memory_copy(lets_span_of(err->message)),
        .hint = err->hint[0] == '\0' ? NULL : memory_copy(lets_span_of(err->hint)),
    };

    memory_make_room(faults->items, &faults->capacity, faults->n + 1);
    faults->items[faults->n++] = fault;
}

void row_faults_sort(struct row_faults *faults)
{
    for (size_t i = 1; i < faults->n; i++) {
        struct row_fault fault = faults->items[i];
        size_t at = i;
        for (; at > 0 && faults->items[at - 1].cell > fault.cell; at--) {
            faults->items[at] = faults->items[at - 1];
        }
        faults->items[at] = fault;
    }
}

void row_faults_release(struct row_faults *faults)
{
    for (size_t i = 0; i < faults->n; i++) {
        memory_free(faults->items[i].message);
        memory_free(faults->items[i].hint);
    }
    memory_free(faults->items);
    *faults = (struct row_faults){0};
}

void row_faults_fail(struct row_faults *faults, int cell, enum lets_status status,
                     const char *format, ...)
{
    struct lets_error err = {.status = status};
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(err.message, sizeof err.message, format, arguments);
    va_end(arguments);
    lets_error_name_invisible(&err);
    row_faults_add(faults, cell, &err);
}

bool row_faults_check(struct row_faults *faults, int cell, enum lets_status status,
                      const struct lets_error *err)
{
    if (status != LETS_OK) {
        row_faults_add(faults, cell, err);
    }
    return status == LETS_OK;
}

bool row_is_lost(enum lets_status status)
{
    return lets_status_exit(status) == lets_status_exit(LETS_OUT_OF_MEMORY);
}

bool row_is_over_limit(enum lets_status status)
{
    return status == LETS_OVER_DEBIT_LIMIT || status == LETS_OVER_CREDIT_LIMIT;
}

bool row_is_by_charter(enum lets_status status)
{
    static const enum lets_status refusals[] = {
        LETS_CHARTER_ENDED,      LETS_OVER_CEILING,    LETS_OVER_BUDGET,  LETS_PROPOSAL_MISSING,
        LETS_PROPOSAL_WITHDRAWN, LETS_PROPOSAL_LAPSED, LETS_NOT_APPROVED, LETS_OVER_PROPOSAL,
    };

    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        if (refusals[i] == status) {
            return true;
        }
    }
    return false;
}

bool cell_is(struct lets_span cell, const char *word)
{
    return cell.size == strlen(word) && span_holds(cell, lets_span_of(word));
}

/* "the row has 6 cells, the header 5": what the reader says of such a row. */
static bool is_of_uneven_row(struct lets_span cell)
{
    static const char begin[] = "the row has ";
    size_t size = sizeof begin - 1;

    return cell.size > size + 1 && memcmp(cell.bytes, begin, size) == 0 &&
           isdigit((unsigned char)cell.bytes[size]) &&
           isdigit((unsigned char)cell.bytes[cell.size - 1]);
}

/* What the reader has against a row; in a file of rejects the reason is one of its cells. */
static void pass_fault(const struct lets_csv_row *row, size_t n_header, bool has_reason,
                       struct lets_error *err)
{
    *err = *row->fault;
    if (has_reason && row->n_all != n_header) {
        (void)snprintf(err->hint, sizeof err->hint, "%s",
                       row->n_all < n_header ? "a cell before the reason is missing"
                                             : "a cell before the reason is too many");
    }
}

bool rows_have_reason(const struct lets_span *header, size_t n_header)
{
    bool has_reason = false;

    for (size_t i = 0; i < n_header; i++) {
        has_reason = has_reason || cell_is(header[i], ROWS_REASON);
    }
    return has_reason;
}

enum lets_status row_check(const struct lets_csv_row *row, const struct lets_span *header,
                           size_t n_header, bool has_reason, struct lets_error *err)
{
    if (row->fault != NULL) {
        pass_fault(row, n_header, has_reason, err);
        return err->status;
    }
    for (size_t i = 0; has_reason && i < n_header; i++) {
        if (!cell_is(header[i], ROWS_REASON) && is_of_uneven_row(row->all[i])) {
            return failure_set(err, LETS_BAD_CSV,
                               "why it was refused stands in the column '%.*s': a cell before it "
                               "is missing",
                               SHOW(header[i]));
        }
    }
    return LETS_OK;
}

enum lets_status cheque_number_parse(struct lets_span text, uint32_t *out, struct lets_error *err)
{
    while (text.size > 1 && text.bytes[0] == '0') {
        text.bytes++;
        text.size--;
    }
    return lets_number_parse(text, out, err);
}

void row_faults_join(struct buffer *out, const struct row_faults *faults,
                     const struct lets_csv_column *columns)
{
    for (size_t i = 0; i < faults->n; i++) {
        const struct row_fault *fault = &faults->items[i];
        buffer_add_string(out, i > 0 ? "; " : "");
        if (fault->cell >= 0) {
            buffer_format(out, "%s: ", columns[fault->cell].name);
        }
        buffer_add_string(out, fault->message);
    }
}

/* ---------------------------------------------------------------- rows */

void refused_row_init(struct refused_row *refused, const struct lets_csv_row *row, size_t n_columns,
                      struct row_faults *faults)
{
    size_t size = 0;

    *refused = (struct refused_row){.row = row->row, .line = row->line, .n_all = row->n_all};
    refused->faults = *faults;
    *faults = (struct row_faults){0};
    for (size_t i = 0; i < row->n_all; i++) {
        size += row->all[i].size;
    }
    refused->bytes = memory_array(size + 1, 1);
    refused->all = memory_array(row->n_all, sizeof *refused->all);
    refused->cells = memory_array(n_columns, sizeof *refused->cells);
    size = 0;
    for (size_t i = 0; i < row->n_all; i++) {
        struct lets_span cell = row->all[i];
        if (cell.size > 0) {
            memcpy(refused->bytes + size, cell.bytes, cell.size);
        }
        refused->all[i] = (struct lets_span){.bytes = refused->bytes + size, .size = cell.size};
        size += cell.size;
        for (size_t wanted = 0; wanted < n_columns; wanted++) {
            struct lets_span part = row->cells[wanted]; /* without an apostrophe before it */
            if (part.size > 0 && cell.size > 0 && part.bytes >= cell.bytes &&
                part.bytes + part.size == cell.bytes + cell.size) {
                part.bytes = refused->all[i].bytes + (cell.size - part.size);
                refused->cells[wanted] = part;
            }
        }
    }
}

void refused_row_release(struct refused_row *refused)
{
    row_faults_release(&refused->faults);
    memory_free(refused->bytes);
    memory_free(refused->all);
    memory_free(refused->cells);
}

void kept_row_init(struct kept_row *kept, const struct lets_csv_row *row, size_t n_columns)
{
    struct row_faults none = {0};

    *kept = (struct kept_row){.fault = NULL};
    refused_row_init(&kept->copy, row, n_columns, &none);
    if (row->fault != NULL) {
        kept->fault = memory_array(1, sizeof *kept->fault);
        *kept->fault = *row->fault;
    }
}

struct lets_csv_row kept_row_view(const struct kept_row *kept)
{
    return (struct lets_csv_row){
        .row = kept->copy.row,
        .line = kept->copy.line,
        .cells = kept->copy.cells,
        .all = kept->copy.all,
        .n_all = kept->copy.n_all,
        .fault = kept->fault,
    };
}

void kept_row_release(struct kept_row *kept)
{
    refused_row_release(&kept->copy);
    memory_free(kept->fault);
}

/* Where the fault is: the row, and the cheque on it where the message does not name that itself. */
static void name_place(struct buffer *out, const struct refused_row *refused,
                       const struct row_fault *fault, const struct lets_csv_column *columns,
                       size_t n_columns)
{
    uint32_t number = 0;
    char cheque[sizeof "cheque 999999999"];

    buffer_format(out, "row %" PRIu64, refused->row);
    for (size_t i = 0; i < n_columns; i++) {
        if (strcmp(columns[i].name, "cheque") == 0 && (size_t)fault->cell != i &&
            cheque_number_parse(refused->cells[i], &number, NULL) == LETS_OK) {
            (void)snprintf(cheque, sizeof cheque, "cheque %" PRIu32, number);
            if (strstr(fault->message, cheque) == NULL) {
                buffer_format(out, ", %s", cheque);
            }
        }
    }
    if (fault->cell >= 0) {
        buffer_format(out, ", %s", columns[fault->cell].name);
    }
}

void refused_row_print(const struct refused_row *refused, const struct lets_csv_column *columns,
                       size_t n_columns, const char *file, bool is_color)
{
    for (size_t i = 0; i < refused->faults.n; i++) {
        const struct row_fault *fault = &refused->faults.items[i];
        struct lets_error err = {.status = fault->status, .line = refused->line};
        struct buffer place = {0};
        name_place(&place, refused, fault, columns, n_columns);
        (void)snprintf(err.message, sizeof err.message, "%s: %s", buffer_string(&place),
                       fault->message);
        (void)snprintf(err.hint, sizeof err.hint, "%s", fault->hint == NULL ? "" : fault->hint);
        fault_print(&err, file, is_color);
        buffer_release(&place);
    }
}

json_t *refused_row_json(const struct refused_row *refused, const struct lets_csv_column *columns,
                         size_t n_columns)
{
    const struct row_fault *first = &refused->faults.items[0];
    struct buffer reason = {0};
    json_t *object = json_object();

    row_faults_join(&reason, &refused->faults, columns);
    json_put(object, "row", json_integer((json_int_t)refused->row));
    json_put(object, "line", json_integer((json_int_t)refused->line));
    json_put(object, "column",
             first->cell < 0 ? json_null() : json_string(columns[first->cell].name));
    json_put(object, "name", json_string(lets_status_name(first->status)));
    json_put(object, "message", json_of_span(buffer_span(&reason)));
    for (size_t i = 0; i < n_columns; i++) {
        json_put(object, columns[i].name, json_of_span(refused->cells[i]));
    }
    buffer_release(&reason);
    return object;
}

/* ---------------------------------------------------------------- tables */

enum lets_status table_open(struct session *session, const char *file, const char **name,
                            struct lets_csv **out, struct lets_error *err)
{
    bool is_stream = strcmp(file, "-") == 0;

    if (file[0] == '\0') {
        return failure_misused(err, "a table is to be read, and no file is named");
    }
    *name = is_stream ? "standard input" : file;
    enum lets_status status =
        session_blame_if(session, lets_csv_open(is_stream ? NULL : file, out, err), *name);
    if (status != LETS_OK) {
        return status;
    }
    char separator = lets_csv_separator(*out);
    if (separator != ',') {
        session_tell(session, "%s: the columns are separated by %s", *name,
                     separator == ';' ? "';'" : "tabs");
    }
    return LETS_OK;
}
