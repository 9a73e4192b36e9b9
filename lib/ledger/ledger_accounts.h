/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_ACCOUNTS_H
#define LETS_LEDGER_ACCOUNTS_H

/* The rules of member, central and change; see lets_ledger_apply. */

#include "ledger/ledger.h"

enum lets_status ledger_apply_member(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err);
enum lets_status ledger_apply_central(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      struct lets_error *err);
enum lets_status ledger_apply_change(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err);

#endif
