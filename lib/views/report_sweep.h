/* SPDX-License-Identifier: MIT */
#ifndef LETS_REPORT_SWEEP_H
#define LETS_REPORT_SWEEP_H

/* The part of a report that goes over all days. */

#include "views/report.h"

/* Goes over all days up to the end of the last row and fills rows, accounts and categories. There
 * is a row. LETS_OUT_OF_MEMORY. */
enum lets_status report_sweep(struct lets_report *report, const struct lets_ledger *ledger,
                              struct lets_error *err);

/* Whether an account of that index is open on the last day of a row. */
bool report_is_open(const struct lets_report *report, const struct lets_ledger *ledger,
                    uint32_t index, struct lets_date last);

/* Whether an account of that index is a central one to be listed: opened up to the last day of the
 * report, and open then, or anything came in or went out in its period. */
bool report_is_central(const struct lets_report *report, const struct lets_ledger *ledger,
                       uint32_t index, struct lets_date last);

#endif
