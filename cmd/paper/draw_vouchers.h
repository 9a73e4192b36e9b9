/* SPDX-License-Identifier: MIT */
#ifndef DRAW_VOUCHERS_H
#define DRAW_VOUCHERS_H

/* Drawing for drawn_vouchers. */

#include "paper/drawn.h"

enum lets_status draw_vouchers(const struct drawn_vouchers *vouchers, struct drawn *out,
                               struct lets_error *err);

#endif
