/* SPDX-License-Identifier: MIT */
#ifndef FUND_TEXT_H
#define FUND_TEXT_H

/* Charters, proposals and votes in words. */

#include "words/names.h"

/* An entry as a sentence. */
void words_charter(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                   const struct lets_entry *entry);
void words_proposal(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                    const struct lets_entry *entry);
void words_vote(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                const struct lets_entry *entry);

/* What a charter has otherwise than the one before: "budget 400.00, was 300.00; Bob Jones approves
 * no more". Nothing where they say the same. */
void words_charter_changes(struct buffer *out, const struct lets_ledger *ledger,
                           const struct names *names, const struct lets_charter *was,
                           const struct lets_charter *now);

/* What whoever writes the books can pay by themselves: "one clerk alone can pay 5.00 a month, ..".
 */
void words_clerk_alone(struct buffer *out, const struct lets_ledger *ledger,
                       const struct names *names, const struct lets_charter *charter);

/* A proposal in few words: "Hall roof pays Dan Dee 120.00 LINK for slates". */
void words_proposal_short(struct buffer *out, const struct lets_ledger *ledger,
                          const struct names *names, const struct lets_proposal *proposal);

/* Where a proposal stands. */
enum proposal_state {
    PROPOSAL_OPEN,
    PROPOSAL_APPROVED,
    PROPOSAL_PAID, /* nothing is left of it */
    PROPOSAL_SET,  /* its charter was recorded */
    PROPOSAL_LAPSED,
    PROPOSAL_WITHDRAWN
};

/* By its approval for the payee that it names, if any. */
enum proposal_state proposal_state_of(const struct lets_proposal *proposal,
                                      const struct lets_approval *approval);

/* "open", "approved", "paid", "set", "lapsed", "withdrawn". */
const char *words_proposal_state(enum proposal_state state);

#endif
