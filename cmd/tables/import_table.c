/* SPDX-License-Identifier: MIT */
/*
 * Tables are read whole before anything is made of them: which words of state there are, which
 * reference stands twice and whose account must be there first is known only behind the last row.
 */

#include "tables/import_table.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "base/fault.h"
#include "session/talk.h"

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
    struct lets_csv_column *columns = keep_room(&table->keep, (n + 1) * sizeof *columns);
    for (size_t i = 0; i < n; i++) {
        copy[i] = keep_copy(&table->keep, header[i]);
        columns[i].name = copy[i].bytes;
        table->has_reason = table->has_reason || cell_is(copy[i], ROWS_REASON);
    }
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

static struct lets_span trim(struct lets_span text)
{
    while (text.size > 0 && strchr(" \t\r\n", text.bytes[0]) != NULL) {
        text.bytes++;
        text.size--;
    }
    while (text.size > 0 && strchr(" \t\r\n", text.bytes[text.size - 1]) != NULL) {
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

/* How many columns have that name; the nth of them (from 1) into *out. */
static size_t find_name(const struct import_table *table, struct lets_span name, size_t nth,
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
    size_t n = find_name(table, text, 1, out);
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
    return find_name(table, (struct lets_span){text.bytes, hash - 1}, number, out) >= number;
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

/* ---------------------------------------------------------------- which column is what */

static void add_keys(struct buffer *out, enum import_table_kind kind)
{
    const char *before = "";

    for (int key = 0; key < N_IMPORT_KEYS; key++) {
        if ((import_key_tables((enum import_key)key) & kind) != 0) {
            buffer_format(out, "%s%s", before, import_key_word((enum import_key)key));
            before = ", ";
        }
    }
}

static enum lets_status refuse_key(const struct import_table *table, struct lets_span key,
                                   struct lets_error *err)
{
    struct buffer list = {0};

    add_keys(&list, table->kind);
    enum lets_status status =
        failure_misused(err, "--map: '%.*s' is none of %s", SHOW(key), buffer_string(&list));
    buffer_release(&list);
    return status;
}

/* How the columns of an expression are not to be found. */
static enum lets_status refuse_column(const struct import_table *table, const char *option,
                                      struct lets_span column, struct lets_error *err)
{
    uint32_t at = 0;

    if (find_name(table, column, 1, &at) > 1) {
        return failure_misused(err,
                               "%s: %s has several columns '%.*s': '%.*s#2' is the second of them",
                               option, table->name, SHOW(column), SHOW(column));
    }
    return failure_misused(err, "%s: the table has no column '%.*s'", option, SHOW(column));
}

/* KEY=COLUMN into its role. A format's column may begin with '?': it need not be there. */
static enum lets_status map_pair(struct import_table *table, struct lets_span pair,
                                 const struct import_phrase *phrase, bool is_format,
                                 struct lets_error *err)
{
    const char *equal = pair.size == 0 ? NULL : memchr(pair.bytes, '=', pair.size);
    if (equal == NULL || equal + 1 == pair.bytes + pair.size) {
        return failure_misused(err, "--map: '%.*s' is no KEY=COLUMN", SHOW(pair));
    }
    bool is_optional = is_format && pair.bytes[0] == '?';
    struct lets_span word = trim(
        (struct lets_span){pair.bytes + is_optional, (size_t)(equal - pair.bytes) - is_optional});
    struct lets_span column = {equal + 1, pair.size - (size_t)(equal + 1 - pair.bytes)};
    enum import_key key = import_key_find(word);
    bool is_ours = key < N_IMPORT_KEYS && (import_key_tables(key) & (unsigned)table->kind) != 0;
    if (!is_ours && key < N_IMPORT_KEYS && phrase->is_for_all) {
        return LETS_OK; /* it is about another table */
    }
    if (!is_ours) {
        return refuse_key(table, word, err);
    }
    if (import_table_find(table, column, &table->roles[key]) || is_optional) {
        return LETS_OK;
    }
    if (is_format) {
        (void)failure_set(err, LETS_MISSING_COLUMN, "there is no column '%.*s', the %s",
                          SHOW(column), import_key_word(key));
        (void)snprintf(err->hint, sizeof err->hint, "the table is one of %s",
                       import_format_name(table->format));
        return LETS_MISSING_COLUMN;
    }
    return refuse_column(table, "--map", column, err);
}

/* One --map: a pair whose column may hold commas, or several. */
static enum lets_status map_phrase(struct import_table *table, const struct import_phrase *phrase,
                                   bool is_format, struct lets_error *err)
{
    struct lets_span whole = lets_span_of(phrase->text);
    const char *equal = strchr(phrase->text, '=');
    struct import_role role;
    enum lets_status status = LETS_OK;

    if (equal != NULL && import_table_find(table, lets_span_of(equal + 1), &role)) {
        return map_pair(table, whole, phrase, is_format, err);
    }
    for (const char *at = phrase->text; status == LETS_OK && at != NULL;) {
        size_t size = strcspn(at, ",");
        status = map_pair(table, (struct lets_span){at, size}, phrase, is_format, err);
        at = at[size] == ',' ? at + size + 1 : NULL;
    }
    return status;
}

/* The columns of our own names: of a table that no --map and no format tells of. */
static enum lets_status map_own(struct import_table *table, struct lets_error *err)
{
    for (size_t i = 0; i < table->n_header; i++) {
        char name[32];
        struct lets_span column = table->header[i];
        size_t size = column.size < sizeof name ? column.size : 0;
        for (size_t k = 0; k < size; k++) {
            name[k] = lower(column.bytes[k]);
        }
        enum import_key key = import_key_find((struct lets_span){name, size});
        bool is_ours = key < N_IMPORT_KEYS && (import_key_tables(key) & (unsigned)table->kind) != 0;
        if (is_ours && table->roles[key].n > 0) {
            return failure_set(err, LETS_BAD_CSV,
                               "the columns '%.*s' and '%.*s' are one and the same",
                               SHOW(table->header[table->roles[key].at[0]]), SHOW(column));
        }
        if (is_ours) {
            table->roles[key] = (struct import_role){.at = {(uint32_t)i}, .n = 1};
        } else if (!cell_is(column, ROWS_REASON)) {
            struct buffer list = {0};
            add_keys(&list, table->kind);
            (void)failure_set(err, LETS_UNKNOWN_COLUMN, "no column is called '%.*s'", SHOW(column));
            (void)snprintf(err->hint, sizeof err->hint,
                           "known columns: %s; --map KEY=COLUMN says what it is",
                           buffer_string(&list));
            buffer_release(&list);
            return LETS_UNKNOWN_COLUMN;
        }
    }
    return LETS_OK;
}

/* COLUMN=VALUE; columns may hold '='. */
static enum lets_status match_only(struct import_table *table, size_t i, struct lets_error *err)
{
    const struct import_phrase *phrase = &table->reading.only[i];

    for (const char *equal = strchr(phrase->text, '='); equal != NULL;
         equal = strchr(equal + 1, '=')) {
        struct lets_span column = {phrase->text, (size_t)(equal - phrase->text)};
        if (import_table_find(table, column, &table->only[i])) {
            table->only_value[i] = lets_span_of(equal + 1);
            return LETS_OK;
        }
    }
    if (phrase->is_for_all) {
        return LETS_OK; /* it is about another table */
    }
    struct lets_span column = {phrase->text, strcspn(phrase->text, "=")};
    return refuse_column(table, "--only", column, err);
}

/* The first column of one of these names, if the key was mapped to none. */
static struct import_role look_for(const struct import_table *table, enum import_key key,
                                   const char *const *names)
{
    struct import_role role = table->roles[key];

    for (; role.n == 0 && *names != NULL; names++) {
        role.n = find_name(table, lets_span_of(*names), 1, &role.at[0]) > 0;
    }
    return role;
}

/* States and currencies are looked at though nobody maps them: a pending payment is none. */
static void look_unmapped(struct import_table *table)
{
    static const char *const states[] = {"state", "status", NULL};
    static const char *const currencies[] = {"currency", "currcode", "curr_id", NULL};

    if (table->kind != IMPORT_TRANSFERS) {
        return;
    }
    table->state = look_for(table, KEY_STATE, states);
    table->currency = look_for(table, KEY_CURRENCY, currencies);
    for (size_t i = 0; i < table->reading.n_only; i++) {
        if (table->only[i].n == 1 && table->currency.n == 1 &&
            table->only[i].at[0] == table->currency.at[0]) {
            table->only_currency = table->only_value[i];
        }
    }
}

/* Names the columns that nobody looks at. */
static void tell_others(const struct import_table *table)
{
    bool *is_used = memory_array(table->n_header + 1, sizeof *is_used);
    struct buffer list = {0};

    for (int key = 0; key < N_IMPORT_KEYS; key++) {
        for (size_t i = 0; i < table->roles[key].n; i++) {
            is_used[table->roles[key].at[i]] = true;
        }
    }
    for (size_t i = 0; i < table->reading.n_only; i++) {
        is_used[table->only[i].at[0]] = is_used[table->only[i].at[0]] || table->only[i].n > 0;
    }
    if (table->state.n > 0) {
        is_used[table->state.at[0]] = true;
    }
    if (table->currency.n > 0) {
        is_used[table->currency.at[0]] = true;
    }
    for (size_t i = 0; i < table->n_header; i++) {
        if (!is_used[i] && !cell_is(table->header[i], ROWS_REASON)) {
            buffer_format(&list, "%s%.*s", list.size > 0 ? ", " : "", SHOW(table->header[i]));
        }
    }
    if (list.size > 0) {
        session_tell(table->session, "%s: columns passed over: %s", table->name,
                     buffer_string(&list));
    }
    buffer_release(&list);
    memory_free(is_used);
}

/* A file of rejects of a known format has our column of references besides. */
static void map_given_ref(struct import_table *table)
{
    if (table->has_reason && table->kind == IMPORT_TRANSFERS && table->roles[KEY_REF].n == 0) {
        table->roles[KEY_REF].n =
            find_name(table, lets_span_of("ref"), 1, &table->roles[KEY_REF].at[0]) == 1;
    }
}

enum lets_status import_table_match(struct import_table *table, struct lets_error *err)
{
    const struct import_reading *reading = &table->reading;
    enum lets_status status = LETS_OK;
    size_t n_of_format = 0;

    if (table->format != NULL) {
        while (n_of_format < reading->n_maps && reading->maps[n_of_format].is_of_format) {
            n_of_format++;
        }
        session_tell(table->session, "%s: read as %s", table->name,
                     import_format_name(table->format));
    }
    bool has_map = reading->n_maps > n_of_format;
    if (table->format == NULL && !has_map && table->kind != IMPORT_IDS) {
        status = map_own(table, err);
    }
    for (size_t i = 0; status == LETS_OK && i < reading->n_maps; i++) {
        status = map_phrase(table, &reading->maps[i], i < n_of_format, err);
    }
    for (size_t i = 0; status == LETS_OK && i < reading->n_only; i++) {
        status = match_only(table, i, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    map_given_ref(table);
    look_unmapped(table);
    if (table->kind != IMPORT_IDS && table->kind != IMPORT_CHECK) {
        tell_others(table);
    }
    return LETS_OK;
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
    if (row->fault != NULL) {
        kept->n_all = row->n_all;
        row_faults_add(&kept->faults, -1, row->fault);
    }
}

enum lets_status import_table_read(struct import_table *table, struct lets_error *err)
{
    static const struct lets_csv_column none = {.name = "\n"};
    const struct lets_csv_row *row = NULL;
    enum lets_status status = lets_csv_match(table->csv, &none, 1, true, err);

    while (status == LETS_OK) {
        status = lets_csv_next(table->csv, &row, err);
        if (status != LETS_OK || row == NULL) {
            break;
        }
        keep_row(table, row);
    }
    return session_blame_if(table->session, status, table->name);
}

bool import_table_has(const struct import_table *table, enum import_key key)
{
    return table->roles[key].n > 0;
}

int import_table_at(const struct import_table *table, enum import_key key)
{
    return table->roles[key].n > 0 ? (int)table->roles[key].at[0] : -1;
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
