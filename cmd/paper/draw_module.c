/* SPDX-License-Identifier: MIT */
/* What the program finds when it loads the module. */

#include "paper/draw.h"

const struct drawn_module drawn_module = {
    .cheques = draw_cheques,
    .sheet = draw_sheet,
    .statements = draw_statements,
    .report = draw_report,
};
