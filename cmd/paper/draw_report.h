/* SPDX-License-Identifier: MIT */
#ifndef DRAW_REPORT_H
#define DRAW_REPORT_H

/* Drawing for drawn_report. */

#include "paper/drawn.h"

enum lets_status draw_report(const struct drawn_report *report, struct drawn *out,
                             struct lets_error *err);

#endif
