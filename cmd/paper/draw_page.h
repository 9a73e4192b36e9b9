/* SPDX-License-Identifier: MIT */
#ifndef DRAW_PAGE_H
#define DRAW_PAGE_H

/* What the pages of all documents have in common. */

#include "paper/paper.h"

#define DRAW_MARGIN MM(18) /* left and right */
#define DRAW_TOP MM(16)
#define DRAW_FOOT MM(20) /* from the lower edge: nothing but the foot stands below */

/* The scheme at the left, the title at the right, a rule below, from x on; returns where the page
 * goes on. */
double draw_heading(struct paper *paper, double x, const struct lets_summary *summary,
                    struct lets_span title);

/* Small print and "page 1 of 2". */
void draw_foot(struct paper *paper, double x, struct lets_span text, size_t page, size_t n_pages);

/* A figure in one line, in smaller type where it would be wider than the room: never cut. */
void draw_figure(struct paper *paper, const struct paper_style *style, double x, double y,
                 double room, struct lets_span text);

#endif
