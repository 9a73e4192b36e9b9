/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_POLICY_H
#define LETS_LEDGER_POLICY_H

/* The rules of ledger, format and policy; see lets_ledger_apply. */

#include "ledger/ledger.h"

enum lets_status ledger_apply_ledger(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err);
enum lets_status ledger_apply_format(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err);
enum lets_status ledger_apply_policy(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err);

/* The agreement of a label that a policy gave; NULL for none. Until the next policy. */
const struct agreement *ledger_agreement(const struct lets_ledger *ledger, struct lets_span label);

#endif
