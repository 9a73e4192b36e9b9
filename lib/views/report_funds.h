/* SPDX-License-Identifier: MIT */
#ifndef LETS_REPORT_FUNDS_H
#define LETS_REPORT_FUNDS_H

/* The part of a report that says how funds stand. */

#include "views/report.h"

/* The funds with a charter among the central accounts open by a day, of the report's locality if
 * one was asked for, and what they come to by locality. LETS_OUT_OF_MEMORY. */
enum lets_status report_list_funds(struct lets_report *report, const struct lets_ledger *ledger,
                                   struct lets_date last, size_t *n_funds, size_t *n_localities,
                                   struct lets_error *err);

#endif
