/* SPDX-License-Identifier: MIT */
#ifndef STATEMENT_ROWS_H
#define STATEMENT_ROWS_H

/* Statements as rows, for spreadsheets and programs. */

#include <stdio.h>

#include "statement/statement.h"

/* Write n items as CSV or JSON: the whole of a file. What the stream refuses, whoever closes it
 * finds. LETS_OUT_OF_MEMORY: what was written until then is part of them. */
enum lets_status statement_write_csv(FILE *stream, const struct statements *statements,
                                     const struct statement_item *items, size_t n,
                                     struct lets_error *err);
enum lets_status statement_write_json(FILE *stream, const struct statements *statements,
                                      const struct statement_item *items, size_t n,
                                      struct lets_error *err);

#endif
