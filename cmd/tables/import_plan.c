/* SPDX-License-Identifier: MIT */
/*
 * Which option is whose: what stands before the first table's name is for all of them, what stands
 * behind one for that one.
 */

#include "tables/import_plan.h"

#include <string.h>

#include "base/failure.h"

static const struct {
    const char *name;
    enum import_table_kind kind;
} sources[] = {
    {"FILE", IMPORT_TRANSFERS},  {"members", IMPORT_MEMBERS}, {"books", IMPORT_BOOKS},
    {"opening", IMPORT_OPENING}, {"check", IMPORT_CHECK},
};

/* The kind of table that an item names; 0: it is an option. */
static unsigned kind_of(const struct option_item *item)
{
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        if (strcmp(item->name, sources[i].name) == 0) {
            return sources[i].kind;
        }
    }
    return 0;
}

enum lets_status import_plan_count(const struct import_values *given, size_t *n,
                                   struct lets_error *err)
{
    unsigned named = 0;

    *n = 0;
    for (size_t i = 0; i < given->tables.n; i++) {
        const struct option_item *item = &given->tables.items[i];
        unsigned kind = kind_of(item);
        if (kind != 0 && kind != IMPORT_CHECK && (named & kind) != 0) {
            return failure_misused(err, "option '--%s' is given twice", item->name);
        }
        named |= kind;
        *n += kind != 0;
    }
    if (*n > IMPORT_TABLES_MAX) {
        return failure_misused(err, "there are over %d tables", IMPORT_TABLES_MAX);
    }
    return LETS_OK;
}

struct import_table *import_plan_find(struct import_plan *plan, enum import_table_kind kind)
{
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->tables[i].kind == kind) {
            return &plan->tables[i];
        }
    }
    return NULL;
}

void import_plan_release(struct import_plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) {
        import_table_release(&plan->tables[i]);
    }
    plan->n = 0;
}

/* FILE:ACCOUNT=BALANCE of --check: the file, and a --map that the reading takes. */
static enum lets_status take_check(struct import_table *table, const char *columns,
                                   struct lets_error *err)
{
    const char *equal = strchr(columns, '=');
    struct buffer map = {0};

    buffer_format(&map, "account=%.*s", (int)(equal - columns), columns);
    struct lets_span account = keep_copy(&table->keep, buffer_span(&map));
    buffer_clear(&map);
    buffer_format(&map, "balance=%s", equal + 1);
    struct lets_span balance = keep_copy(&table->keep, buffer_span(&map));
    buffer_release(&map);
    enum lets_status status =
        import_reading_take(&table->reading, "map", account.bytes, false, err);
    return status == LETS_OK
               ? import_reading_take(&table->reading, "map", balance.bytes, false, err)
               : status;
}

static enum lets_status take_items(struct import_table *table, const struct option_item *items,
                                   size_t n, bool is_for_all, struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    import_reading_begin(&table->reading);
    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        status =
            import_reading_take(&table->reading, items[i].name, items[i].value, is_for_all, err);
    }
    return status;
}

/* Opens the table of an item, which has n options of its own behind it. */
static enum lets_status open_one(struct import_plan *plan, struct session *session,
                                 const struct import_values *given, const struct option_item *item,
                                 size_t n_for_all, size_t n, struct lets_error *err)
{
    struct import_table *table = &plan->tables[plan->n];
    enum import_table_kind kind = (enum import_table_kind)kind_of(item);
    const char *colon = kind == IMPORT_CHECK ? strrchr(item->value, ':') : NULL;
    bool has_columns = colon != NULL && strchr(colon, '=') != NULL;
    struct lets_span name = lets_span_of(item->value);

    name.size = has_columns ? (size_t)(colon - item->value) : name.size;
    char *file = has_columns ? memory_copy(name) : NULL;
    enum lets_status status =
        import_table_open(table, session, kind, has_columns ? file : item->value, err);
    plan->n++;
    table->own_name = file;
    if (status == LETS_OK) {
        status = take_items(table, given->tables.items, n_for_all, true, err);
    }
    if (status == LETS_OK) {
        status = take_items(table, item + 1, n, false, err);
    }
    if (status == LETS_OK && has_columns) {
        status = take_check(table, colon + 1, err);
    }
    return status;
}

enum lets_status import_plan_open(struct import_plan *plan, struct session *session,
                                  const struct import_values *given, struct lets_error *err)
{
    const struct option_sequence *all = &given->tables;
    size_t n_for_all = 0;
    enum lets_status status = LETS_OK;

    while (n_for_all < all->n && kind_of(&all->items[n_for_all]) == 0) {
        n_for_all++;
    }
    for (size_t i = n_for_all; status == LETS_OK && i < all->n;) {
        size_t end = i + 1;
        while (end < all->n && kind_of(&all->items[end]) == 0) {
            end++;
        }
        status = open_one(plan, session, given, &all->items[i], n_for_all, end - i - 1, err);
        i = end;
    }
    return status;
}
