/* SPDX-License-Identifier: MIT */
/*
 * Columns. They come in layers: a format's, which may be missing where it says so, those for all
 * tables, those of the table. Each stands over the one before, key by key, and names a key once.
 */

#include "tables/import_columns.h"

#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "session/talk.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
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

    if (import_table_named(table, column, 1, &at) > 1) {
        return failure_misused(err,
                               "%s: %s has several columns '%.*s': '%.*s#2' is the second of them",
                               option, table->name, SHOW(column), SHOW(column));
    }
    return failure_misused(err, "%s: the table has no column '%.*s'", option, SHOW(column));
}

/* "Date+Time": what the columns of a key are called where a fault of them is told. */
static void name_joined(struct import_table *table, enum import_key key)
{
    const struct import_role *role = &table->roles[key];
    struct buffer name = {0};

    for (size_t i = 0; role->n > 1 && i < role->n; i++) {
        buffer_add_string(&name, i > 0 ? "+" : "");
        buffer_add(&name, table->header[role->at[i]]);
    }
    if (role->n > 1) {
        struct lets_span kept = keep_copy(&table->keep, buffer_span(&name));
        table->columns[table->n_header + key].name = kept.bytes;
    }
    buffer_release(&name);
}

/* Whether a layer names a key for the first time. */
static enum lets_status check_layer(struct import_table *table, enum import_key key,
                                    const struct import_phrase *phrase, bool is_format,
                                    struct lets_error *err)
{
    enum { FORMAT = 1, FOR_ALL, OWN };
    unsigned char layer = is_format ? FORMAT : phrase->is_for_all ? FOR_ALL : OWN;

    if (table->layers[key] == layer && !is_format) {
        return failure_misused(err, "--map: the key '%s' is given twice for one table",
                               import_key_word(key));
    }
    table->layers[key] = layer;
    return LETS_OK;
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
    struct lets_span word = {pair.bytes + is_optional, (size_t)(equal - pair.bytes) - is_optional};
    struct lets_span column = {equal + 1, pair.size - (size_t)(equal + 1 - pair.bytes)};
    enum import_key key = import_key_find(word);
    bool is_ours = key < N_IMPORT_KEYS && (import_key_tables(key) & (unsigned)table->kind) != 0;
    if (!is_ours && key < N_IMPORT_KEYS && phrase->is_for_all) {
        return LETS_OK; /* it is about another table */
    }
    if (!is_ours) {
        return refuse_key(table, word, err);
    }
    if (import_table_find(table, column, &table->roles[key])) {
        name_joined(table, key);
        return check_layer(table, key, phrase, is_format, err);
    }
    if (is_optional) {
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
        role.n = import_table_named(table, lets_span_of(*names), 1, &role.at[0]) > 0;
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
            import_table_named(table, lets_span_of("ref"), 1, &table->roles[KEY_REF].at[0]) == 1;
    }
}

enum lets_status import_columns_match(struct import_table *table, struct lets_error *err)
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
