/* SPDX-License-Identifier: MIT */
#ifndef DRAW_CHEQUES_H
#define DRAW_CHEQUES_H

/* Drawing for drawn_cheques. */

#include "paper/drawn.h"

enum lets_status draw_cheques(const struct drawn_cheques *cheques, struct drawn *out,
                              struct lets_error *err);

#endif
