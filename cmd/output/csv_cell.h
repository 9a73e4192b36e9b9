/* SPDX-License-Identifier: MIT */
#ifndef CSV_CELL_H
#define CSV_CELL_H

/* Cells of CSV. */

#include "base/buffer.h"

/* A cell of CSV (RFC 4180). A text that a spreadsheet would take for a formula is opened by an
 * apostrophe, and so is one that looks like that already: readers take one off. */
void csv_add(struct buffer *out, struct lets_span cell, bool is_text);

#endif
