/* SPDX-License-Identifier: MIT */
#ifndef DRAW_STATEMENT_H
#define DRAW_STATEMENT_H

/* Drawing for drawn_statements. */

#include "paper/drawn.h"

enum lets_status draw_statements(const struct drawn_statements *statements, struct drawn *out,
                                 struct lets_error *err);

#endif
