/* SPDX-License-Identifier: MIT */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

/* A report as text. */

#include "output/output.h"
#include "report/report.h"

/* Tables with bars; has_head: with the line of the head at the end. */
void report_print_text(struct output *output, const struct report *report, bool has_head);

#endif
