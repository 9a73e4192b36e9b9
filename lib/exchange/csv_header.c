/* SPDX-License-Identifier: MIT */
/*
 * The header row of a table. Which program wrote it is told by it alone: the separator by counting,
 * the columns by their names, never by their order.
 */

#include "exchange/csv_header.h"

#include <assert.h>
#include <stdint.h>

#include "base/text.h"

char csv_header_separator(struct lets_span bytes)
{
    static const char separators[] = {',', ';', '\t'};
    enum { N_SEPARATORS = sizeof separators };
    size_t counts[N_SEPARATORS] = {0};
    bool is_quoted = false;
    bool is_begun = false;
    for (size_t at = 0; at < bytes.size; at++) {
        char c = bytes.bytes[at];
        is_quoted = is_quoted != (c == '"');
        if (!is_quoted && is_begun && (c == '\n' || c == '\r')) {
            break;
        }
        is_begun = is_begun || (c != '\n' && c != '\r');
        for (size_t i = 0; !is_quoted && i < N_SEPARATORS; i++) {
            counts[i] += c == separators[i];
        }
    }
    size_t most = 0;
    for (size_t i = 1; i < N_SEPARATORS; i++) {
        most = counts[i] > counts[most] ? i : most;
    }
    return separators[most];
}

static struct lets_span trim(struct lets_span name)
{
    while (name.size > 0 && name.bytes[0] == ' ') {
        name.bytes++;
        name.size--;
    }
    while (name.size > 0 && name.bytes[name.size - 1] == ' ') {
        name.size--;
    }
    return name;
}

enum lets_status csv_header_take(struct csv_header *header, const struct lets_span *names, size_t n,
                                 uint64_t line, struct lets_error *err)
{
    void *copies = NULL;
    header->n_cells = n;
    while (n > 0 && trim(names[n - 1]).size == 0) {
        n--;
    }
    header->line = line;
    enum lets_status status = mem_alloc_array(n, sizeof *names, &copies, err);
    header->names = copies;
    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        status = arena_copy(&header->texts, trim(names[i]), &header->names[i], err);
        header->n_names += status == LETS_OK;
    }
    return status;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_name(struct lets_span given, const char *name)
{
    struct lets_span wanted = lets_span_of(name);
    if (name == NULL || given.size != wanted.size) {
        return false;
    }
    for (size_t i = 0; i < given.size; i++) {
        if (lower(given.bytes[i]) != lower(wanted.bytes[i])) {
            return false;
        }
    }
    return true;
}

/* The wanted columns as a sentence's list. */
static void hint_columns(const struct lets_csv_column *columns, size_t n_columns,
                         struct lets_error *err)
{
    struct text list = {0};
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < n_columns; i++) {
        status = text_add_format(&list, NULL, "%s%s", i == 0 ? "" : ", ", columns[i].name);
    }
    if (status == LETS_OK) {
        lets__hint(err, "known columns: %.*s", (int)list.size, list.bytes);
    }
    text_release(&list);
}

static enum lets_status place_name(struct csv_header *header, size_t at,
                                   const struct lets_csv_column *columns, bool takes_others,
                                   struct lets_error *err)
{
    struct lets_span name = header->names[at];
    for (size_t i = 0; i < header->n_columns; i++) {
        if (!is_name(name, columns[i].name) && !is_name(name, columns[i].synonym)) {
            continue;
        }
        if (header->where[i] != SIZE_MAX) {
            struct lets_span other = header->names[header->where[i]];
            return lets__fail_at(err, LETS_BAD_CSV, header->line, 0,
                                 "the columns '%.*s' and '%.*s' are one and the same",
                                 LETS__SHOW(other), LETS__SHOW(name));
        }
        header->where[i] = at;
        return LETS_OK;
    }
    if (takes_others) {
        return LETS_OK;
    }
    enum lets_status status = lets__fail_at(err, LETS_UNKNOWN_COLUMN, header->line, 0,
                                            "no column is called '%.*s'", LETS__SHOW(name));
    hint_columns(columns, header->n_columns, err);
    return status;
}

enum lets_status csv_header_match(struct csv_header *header, const struct lets_csv_column *columns,
                                  size_t n_columns, bool takes_others, struct lets_error *err)
{
    void *where = NULL;
    enum lets_status status = mem_alloc_array(n_columns, sizeof *header->where, &where, err);
    if (status != LETS_OK) {
        return status;
    }
    mem_free(header->where);
    header->where = where;
    header->n_columns = n_columns;
    for (size_t i = 0; i < n_columns; i++) {
        header->where[i] = SIZE_MAX;
    }
    for (size_t at = 0; status == LETS_OK && at < header->n_names; at++) {
        status = place_name(header, at, columns, takes_others, err);
    }
    for (size_t i = 0; status == LETS_OK && i < n_columns; i++) {
        if (columns[i].is_required && header->where[i] == SIZE_MAX) {
            status = lets__fail_at(err, LETS_MISSING_COLUMN, header->line, 0,
                                   "there is no column '%s'", columns[i].name);
            hint_columns(columns, n_columns, err);
        }
    }
    return status;
}

struct lets_span csv_header_name(const struct csv_header *header, size_t column)
{
    return column < header->n_names ? header->names[column] : (struct lets_span){0};
}

void csv_header_release(struct csv_header *header)
{
    arena_release(&header->texts);
    mem_free(header->names);
    mem_free(header->where);
}
