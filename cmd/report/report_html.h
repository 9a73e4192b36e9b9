/* SPDX-License-Identifier: MIT */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

/* A report as a page of HTML. */

#include "report/report.h"

/* Adds the whole page. */
void report_add_html(struct buffer *out, const struct report *report);

#endif
