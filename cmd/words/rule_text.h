/* SPDX-License-Identifier: MIT */
#ifndef RULE_TEXT_H
#define RULE_TEXT_H

/* Rules and their runs in words: "rule turnover: 3 % of the turnover above 10.00, to Levy". */

#include "words/names.h"

/* Of an entry `rule`, without its reason. ledger: as it is after the entry. */
void words_rule(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                const struct lets_entry *entry);

/* Of an entry `run`: "run turnover on the books closed 2026-01-31: 3 transfers, 5.42". */
void words_run(struct buffer *out, const struct lets_ledger *ledger,
               const struct lets_entry *entry);

#endif
