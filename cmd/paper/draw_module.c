/* SPDX-License-Identifier: MIT */
/* What the program finds when it loads the module. */

#include "paper/draw_cheques.h"
#include "paper/draw_report.h"
#include "paper/draw_sheet.h"
#include "paper/draw_statement.h"
#include "paper/draw_vouchers.h"

const struct drawn_module drawn_module = {
    .cheques = draw_cheques,
    .vouchers = draw_vouchers,
    .sheet = draw_sheet,
    .statements = draw_statements,
    .report = draw_report,
};
