/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_RULES_H
#define LETS_LEDGER_RULES_H

/* Levies, and limits by rule: what `rule` says (journal.md, Rules); see lets_ledger_apply. */

#include "ledger/ledger.h"

enum lets_status ledger_apply_rule(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err);

/* Whether a levy that stands goes to an account. */
bool ledger_rule_names(const struct lets_ledger *ledger, uint32_t account);

#endif
