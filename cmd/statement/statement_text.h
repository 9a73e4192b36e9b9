/* SPDX-License-Identifier: MIT */
#ifndef STATEMENT_TEXT_H
#define STATEMENT_TEXT_H

/* A statement as text. */

#include "statement/statement.h"

/* Adds a statement as text of at most 80 columns, harmless. LETS_OUT_OF_MEMORY: out is as it was.
 */
enum lets_status statement_add_text(struct buffer *out, const struct statements *statements,
                                    const struct statement_item *item, struct lets_error *err);

#endif
