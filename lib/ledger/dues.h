/* SPDX-License-Identifier: MIT */
#ifndef LETS_DUES_H
#define LETS_DUES_H

/* What is due by a rule on the last close. */

#include "ledger/ledger.h"

/* lets_ledger_due of a rule that stands and, a levy, was not run on the last close, which there is.
 * The ledger may be at a run: nothing is changed. */
enum lets_status dues_work_out(const struct lets_ledger *ledger, const struct lets_rule *rule,
                               struct lets_dues *out, struct lets_error *err);

/*
 * Limits by rule may go by the flows of all days, and are run again and again: what closed
 * transfers came to is kept from one such run to the next. Before a run of a rule, this counts what
 * was closed since, if the rule asks for it. LETS_OUT_OF_MEMORY, nothing changed.
 */
enum lets_status dues_count_flows(struct lets_ledger *ledger, const struct lets_rule *rule,
                                  struct lets_error *err);

/* All but the first n closed transfers are about to be reopened. */
void dues_uncount_flows(struct lets_ledger *ledger, size_t n);

#endif
