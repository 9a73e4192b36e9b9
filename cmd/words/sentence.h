/* SPDX-License-Identifier: MIT */
#ifndef SENTENCE_H
#define SENTENCE_H

/*
 * Sentences in members' words: "Ann Archer paid Bob Jones 12.50 LINK for kitchen tap". Every entry
 * of every kind has one. Nothing here is made harmless; output_line and list_text do that.
 */

#include "words/history.h"
#include "words/names.h"

/*
 * Adds the sentence of an entry, without full stop: "0001: debit limit 200.00, was default; AGM".
 * ledger: as it is after the entry. names: as everywhere. before: not NULL; read for `policy` and
 * `change` only.
 */
void words_entry(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                 const struct lets_entry *entry, const struct words_before *before);

/* One sentence for a run of cheques, from the first to that of the entry, of which the entries say
 * the same: "cheques 401-430 of Ann Archer stopped; envelope stolen". */
void words_cheques(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                   const struct lets_entry *entry, uint32_t first);

#endif
