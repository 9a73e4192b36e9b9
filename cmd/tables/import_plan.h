/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_PLAN_H
#define IMPORT_PLAN_H

/* The tables that the command line names, each with its options. */

#include "tables/import_table.h"
#include "tables/import_values.h"

enum { IMPORT_TABLES_MAX = 16 };

/* {0} has none. */
struct import_plan {
    struct import_table tables[IMPORT_TABLES_MAX]; /* each owned; as the command line has them */
    size_t n;
};

/* The table of a kind; NULL for none. */
struct import_table *import_plan_find(struct import_plan *plan, enum import_table_kind kind);

/* How many tables the command line names; LETS_BAD_USAGE where one is named twice. */
enum lets_status import_plan_count(const struct import_values *given, size_t *n,
                                   struct lets_error *err);

/* Opens the tables, and has each take its options; reads no rows. */
enum lets_status import_plan_open(struct import_plan *plan, struct session *session,
                                  const struct import_values *given, struct lets_error *err);

void import_plan_release(struct import_plan *plan);

#endif
