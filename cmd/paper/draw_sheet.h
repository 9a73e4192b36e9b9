/* SPDX-License-Identifier: MIT */
#ifndef DRAW_SHEET_H
#define DRAW_SHEET_H

/* Drawing for drawn_sheet. */

#include "paper/drawn.h"

enum lets_status draw_sheet(const struct drawn_sheet *sheet, struct drawn *out,
                            struct lets_error *err);

#endif
