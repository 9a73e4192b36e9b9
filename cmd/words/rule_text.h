/* SPDX-License-Identifier: MIT */
#ifndef RULE_TEXT_H
#define RULE_TEXT_H

/* Rules and their runs in words: "rule turnover: 3 % of the turnover above 10.00, to Levy". */

#include "words/names.h"

/* Of an entry `rule`, without its reason. ledger: as it is after the entry. */
void words_rule(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                const struct lets_entry *entry);

/* The same of a rule that stands, without "rule NAME: ". */
void words_standing_rule(struct buffer *out, const struct lets_ledger *ledger,
                         const struct names *names, const struct lets_rule *rule);

/* The entry that would set a rule once more, without its date and reason; borrowed from the rule
 * and the ledger. */
struct lets_entry words_entry_of_rule(const struct lets_ledger *ledger,
                                      const struct lets_rule *rule);

/* Of an entry `run`: "run turnover on the books closed 2026-01-31: 3 transfers, 5.42". */
void words_run(struct buffer *out, const struct lets_ledger *ledger,
               const struct lets_entry *entry);

#endif
