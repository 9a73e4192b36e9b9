/* SPDX-License-Identifier: MIT */
#ifndef REPORT_LIST_H
#define REPORT_LIST_H

/* A report's tables as lists, for text, CSV and JSON. */

#include "output/list.h"
#include "report/report_tables.h"

/* The columns of a table, as a list has them; returns how many they are. */
size_t report_list_columns(const struct report *report, const struct report_table *table,
                           struct column out[REPORT_COLUMNS_MAX]);

/* Adds a row of the table. */
void report_list_row(struct list *list, const struct report *report,
                     const struct report_table *table, size_t row);

#endif
