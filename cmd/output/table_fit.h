/* SPDX-License-Identifier: MIT */
#ifndef TABLE_FIT_H
#define TABLE_FIT_H

/* How a table gives way on a narrow terminal. */

#include <stddef.h>

struct table;

/* Narrows the columns, as far as sane, until a row fits into room. */
void table_fit(struct table *table, size_t room);

#endif
