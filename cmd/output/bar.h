/* SPDX-License-Identifier: MIT */
#ifndef BAR_H
#define BAR_H

/* Bars of block characters, for tables on a terminal. */

#include "base/buffer.h"

/* Adds a bar of value / most of `width` columns, to an eighth of one; what is above zero shows at
 * least that eighth. Nothing for zero. */
void bar_add(struct buffer *out, uint64_t value, uint64_t most, unsigned width);

#endif
