/* SPDX-License-Identifier: MIT */
#ifndef REPORT_ROWS_H
#define REPORT_ROWS_H

/* A report as rows, for spreadsheets and programs. */

#include "output/output.h"
#include "report/report.h"

/* CSV: the periods. JSON: those, and everything else. LETS_OUT_OF_MEMORY: what was printed until
 * then is part of them. */
enum lets_status report_print_rows(struct output *output, const struct report *report,
                                   struct lets_error *err);

#endif
