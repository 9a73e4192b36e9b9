/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_PROPOSALS_H
#define LETS_LEDGER_PROPOSALS_H

/* What a fund's approvers are asked, and how they answer: `proposal` and `vote` (journal.md,
 * Funds); see lets_ledger_apply. */

#include "ledger/ledger.h"

enum lets_status ledger_apply_proposal(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       struct lets_error *err);
enum lets_status ledger_apply_vote(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err);

/* Whether a proposal of a fund with a charter is approved, the vote of `payee` (or LETS_NOBODY)
 * apart: the statuses of struct lets_approval, in words. */
enum lets_status ledger_check_approved(const struct lets_ledger *ledger,
                                       const struct kept_proposal *proposal, uint32_t payee,
                                       struct lets_error *err);

#endif
