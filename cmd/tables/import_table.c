/* SPDX-License-Identifier: MIT */
/*
 * Tables are read whole before anything is made of them: which words of state there are, which
 * reference stands twice and whose account must be there first is known only behind the last row.
 */

#include "tables/import_table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "session/talk.h"
#include "tables/clean_rows.h"

enum lets_status import_table_open(struct import_table *table, struct session *session,
                                   enum import_table_kind kind, const char *file,
                                   struct lets_error *err)
{
    *table = (struct import_table){.session = session, .kind = kind};
    import_reading_init(&table->reading, kind);
    enum lets_status status = table_open(session, file, &table->name, &table->csv, err);
    if (status != LETS_OK) {
        return status;
    }
    size_t n = 0;
    const struct lets_span *header = lets_csv_header(table->csv, &n);
    struct lets_span *copy = keep_room(&table->keep, (n + 1) * sizeof *copy);
    struct lets_csv_column *columns =
        keep_room(&table->keep, (n + N_IMPORT_KEYS) * sizeof *columns);
    for (size_t i = 0; i < n; i++) {
        copy[i] = keep_copy(&table->keep, header[i]);
        columns[i].name = copy[i].bytes;
    }
    table->has_reason = rows_have_reason(copy, n);
    table->header = copy;
    table->columns = columns;
    table->n_header = n;
    table->format = import_format_find(kind, header, n);
    if (table->format != NULL) {
        import_format_apply(table->format, &table->reading);
    }
    return LETS_OK;
}

void import_table_release(struct import_table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        row_faults_release(&table->rows[i].faults);
    }
    memory_free(table->rows);
    span_map_release(&table->seen_zones);
    import_reading_release(&table->reading);
    keep_release(&table->keep);
    lets_csv_free(table->csv);
    memory_free(table->own_name);
    *table = (struct import_table){0};
}

/* ---------------------------------------------------------------- names of columns */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct lets_span trim(struct lets_span text)
{
    while (text.size > 0 && is_blank(text.bytes[0])) {
        text.bytes++;
        text.size--;
    }
    while (text.size > 0 && is_blank(text.bytes[text.size - 1])) {
        text.size--;
    }
    return text;
}

bool import_name_is(struct lets_span name, struct lets_span wanted)
{
    wanted = trim(wanted);
    if (name.size != wanted.size) {
        return false;
    }
    for (size_t i = 0; i < name.size; i++) {
        if (lower(name.bytes[i]) != lower(wanted.bytes[i])) {
            return false;
        }
    }
    return true;
}

size_t import_table_named(const struct import_table *table, struct lets_span name, size_t nth,
                          uint32_t *out)
{
    size_t n = 0;

    for (size_t i = 0; i < table->n_header; i++) {
        if (import_name_is(table->header[i], name) && ++n == nth) {
            *out = (uint32_t)i;
        }
    }
    return n;
}

/* NAME, NAME#2 or #7. */
static bool find_single(const struct import_table *table, struct lets_span text, uint32_t *out)
{
    size_t hash = text.size;
    uint32_t number = 0;

    if (text.size == 0) {
        return false;
    }
    size_t n = import_table_named(table, text, 1, out);
    if (n > 0) {
        return n == 1;
    }
    while (hash > 0 && text.bytes[hash - 1] != '#') {
        hash--;
    }
    struct lets_span digits = {text.bytes + hash, text.size - hash};
    if (hash == 0 || lets_number_parse(digits, &number, NULL) != LETS_OK) {
        return false;
    }
    if (hash == 1) {
        *out = number - 1;
        return number <= table->n_header;
    }
    return import_table_named(table, (struct lets_span){text.bytes, hash - 1}, number, out) >=
           number;
}

bool import_table_find(const struct import_table *table, struct lets_span expression,
                       struct import_role *out)
{
    struct import_role role = {.n = 1};

    if (find_single(table, expression, &role.at[0])) {
        *out = role;
        return true;
    }
    role.n = 0;
    for (size_t at = 0; at <= expression.size;) {
        const char *begin = expression.bytes + at;
        const char *plus = memchr(begin, '+', expression.size - at);
        size_t size = plus == NULL ? expression.size - at : (size_t)(plus - begin);
        if (role.n == IMPORT_JOINS_MAX ||
            !find_single(table, (struct lets_span){begin, size}, &role.at[role.n])) {
            return false;
        }
        role.n++;
        at += size + 1;
    }
    *out = role;
    return true;
}

/* ---------------------------------------------------------------- rows */

static void keep_row(struct import_table *table, const struct lets_csv_row *row)
{
    size_t n = row->n_all > table->n_header ? row->n_all : table->n_header;
    size_t size = 0;
    struct lets_span *all = keep_room(&table->keep, n * sizeof *all);

    for (size_t i = 0; i < row->n_all; i++) {
        size += row->all[i].size + 1;
    }
    char *bytes = keep_room(&table->keep, size + 1);
    for (size_t i = 0; i < row->n_all; i++) {
        all[i] = (struct lets_span){.bytes = bytes, .size = row->all[i].size};
        memcpy(bytes, row->all[i].bytes, row->all[i].size);
        bytes += row->all[i].size + 1;
    }
    for (size_t i = row->n_all; i < n; i++) {
        all[i] = lets_span_of("");
    }
    memory_make_room(table->rows, &table->rows_capacity, table->n_rows + 1);
    struct import_row *kept = &table->rows[table->n_rows++];
    *kept = (struct import_row){.row = row->row, .line = row->line, .all = all, .n_all = n};
    struct lets_error why; /* filled by what fails: this is done for every row */
    if (row->fault != NULL) {
        kept->n_all = row->n_all;
    }
    if (row_check(row, table->header, table->n_header, table->has_reason, &why) != LETS_OK) {
        row_faults_add(&kept->faults, -1, &why);
    }
}

enum lets_status import_table_read(struct import_table *table, struct lets_error *err)
{
    static const struct lets_csv_column none = {.name = "\n"};
    const struct lets_csv_row *row = NULL;
    struct clean_rows clean = {.n_rows = 0};
    enum lets_status status = lets_csv_match(table->csv, &none, 1, true, err);

    while (status == LETS_OK) {
        status = clean_rows_next(&clean, table->csv, 1, &row, err);
        if (status != LETS_OK || row == NULL) {
            break;
        }
        keep_row(table, row);
    }
    clean_rows_tell(&clean, table->session, table->name);
    clean_rows_release(&clean);
    return session_blame_if(table->session, status, table->name);
}

bool import_table_has(const struct import_table *table, enum import_key key)
{
    return table->roles[key].n > 0;
}

int import_table_at(const struct import_table *table, enum import_key key)
{
    const struct import_role *role = &table->roles[key];

    return role->n == 0 ? -1 : role->n == 1 ? (int)role->at[0] : (int)(table->n_header + key);
}

struct lets_span import_table_part(struct import_table *table, const struct import_row *row,
                                   const struct import_role *role)
{
    size_t size = 0;

    if (role->n == 0) {
        return lets_span_of("");
    }
    if (role->n == 1) {
        return trim(row->all[role->at[0]]);
    }
    for (size_t i = 0; i < role->n; i++) {
        size += row->all[role->at[i]].size + 1;
    }
    char *joined = keep_room(&table->keep, size + 1);
    size = 0;
    for (size_t i = 0; i < role->n; i++) {
        struct lets_span part = trim(row->all[role->at[i]]);
        if (part.size > 0) {
            if (size > 0) {
                joined[size++] = ' ';
            }
            memcpy(joined + size, part.bytes, part.size);
            size += part.size;
        }
    }
    return (struct lets_span){joined, size};
}

struct lets_span import_table_cell(struct import_table *table, const struct import_row *row,
                                   enum import_key key)
{
    return import_table_part(table, row, &table->roles[key]);
}

void import_table_fail(struct import_table *table, enum lets_status status, const char *hint,
                       const char *format, ...)
{
    struct lets_error why = {.status = status};
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(why.message, sizeof why.message, format, arguments);
    va_end(arguments);
    (void)snprintf(why.hint, sizeof why.hint, "%s", hint == NULL ? "" : hint);
    fault_print(&why, table->name, table->session->is_color);
    table->n_table_faults++;
}
