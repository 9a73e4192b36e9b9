/* SPDX-License-Identifier: MIT */
#ifndef FUND_TEXT_H
#define FUND_TEXT_H

/* Charters, proposals and votes in words. */

#include "words/names.h"

/* The entry as a sentence. */
void words_charter(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                   const struct lets_entry *entry);
void words_proposal(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                    const struct lets_entry *entry);
void words_vote(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                const struct lets_entry *entry);

#endif
