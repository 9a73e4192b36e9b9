/* SPDX-License-Identifier: MIT */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

/* A report as text. */

#include "output/output.h"
#include "report/report.h"

/* Tables with bars; has_head: with the line of the head at the end. LETS_OUT_OF_MEMORY: what was
 * printed until then is part of them. */
enum lets_status report_print_text(struct output *output, const struct report *report,
                                   bool has_head, struct lets_error *err);

#endif
