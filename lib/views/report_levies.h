/* SPDX-License-Identifier: MIT */
#ifndef LETS_REPORT_LEVIES_H
#define LETS_REPORT_LEVIES_H

/* The part of a report that says what each run of a levy raised. */

#include "views/report.h"

/* Behind the sweep: the runs whose transfers are dated in a period, *n of them. LETS_OUT_OF_MEMORY.
 */
enum lets_status report_list_levies(struct lets_report *report, const struct lets_ledger *ledger,
                                    struct lets_period period, size_t *n, struct lets_error *err);

#endif
