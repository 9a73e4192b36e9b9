/* SPDX-License-Identifier: MIT */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

/* A report as a page of HTML. */

#include "report/report.h"

/* Adds the whole page. LETS_OUT_OF_MEMORY: out is as it was. */
enum lets_status report_add_html(struct buffer *out, const struct report *report,
                                 struct lets_error *err);

#endif
