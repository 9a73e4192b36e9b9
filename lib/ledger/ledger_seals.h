/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_SEALS_H
#define LETS_LEDGER_SEALS_H

/* The rules of seal; see lets_ledger_apply. */

#include "ledger/ledger.h"

enum lets_status ledger_apply_seal(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err);

/* For audit, which goes on: an entry of the commit at hand was refused (NULL: it could not be
 * read), so that its seal's count cannot be judged, and, were it a transfer, the numbers of the
 * next ones stay right; the commit ended with a seal that could not be applied (NULL: nor read),
 * but is there. */
void ledger_skip_entry(struct lets_ledger *ledger, const struct lets_entry *entry);
void ledger_skip_seal(struct lets_ledger *ledger, const struct lets_entry *entry);

#endif
