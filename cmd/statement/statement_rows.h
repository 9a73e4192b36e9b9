/* SPDX-License-Identifier: MIT */
#ifndef STATEMENT_ROWS_H
#define STATEMENT_ROWS_H

/* Statements as rows, for spreadsheets and programs. */

#include <stdio.h>

#include "statement/statement.h"

/* Write n items as CSV or JSON: the whole of a file. */
void statement_write_csv(FILE *stream, const struct statements *statements,
                         const struct statement_item *items, size_t n);
void statement_write_json(FILE *stream, const struct statements *statements,
                          const struct statement_item *items, size_t n);

#endif
