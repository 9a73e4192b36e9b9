/* SPDX-License-Identifier: MIT */
#ifndef DRAW_CHARTER_H
#define DRAW_CHARTER_H

/* What the statement of a fund says of its charter. */

#include "paper/draw_letter.h"

/* Draws it from y on, on as many pages as it needs; returns where it ends. begin_page begins one,
 * and says where it goes on. */
double draw_charter(struct letter *letter, double y, double (*begin_page)(struct letter *letter));

#endif
