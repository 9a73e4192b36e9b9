/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_RULES_H
#define LETS_LEDGER_RULES_H

/* Levies, and limits that follow trade (journal.md, Rules): what they say, and their runs. */

#include "ledger/ledger.h"

enum lets_status ledger_apply_rule(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err);
enum lets_status ledger_apply_run(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  struct lets_error *err);

#endif
