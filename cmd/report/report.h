/* SPDX-License-Identifier: MIT */
#ifndef REPORT_H
#define REPORT_H

/* The report of the scheme, in its formats. */

#include "session/session.h"

struct report {
    const struct lets_report_figures *figures;
    enum lets_every every;
    struct lets_span locality; /* empty: all */
};

/* The month, quarter or year of a row: "2026-10", or "2026-10 part" where the report's period cuts
 * it. */
#define REPORT_NAME_SIZE 16
void report_name_row(const struct report *report, const struct lets_report_row *row,
                     char out[REPORT_NAME_SIZE]);

/* What is counted, in a sentence: the locality, and that central accounts stand apart. */
void report_add_scope(struct buffer *out, const struct report *report);

/* CSV: the periods. JSON: those, and everything else. */
void report_print_rows(struct session *session, const struct report *report);

/* Tables with bars. */
void report_print_text(struct session *session, const struct report *report);

#endif
