/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_PERIODS_H
#define LETS_LEDGER_PERIODS_H

/* The rules of close and reopen; see lets_ledger_apply. */

#include "ledger/ledger.h"

enum lets_status ledger_apply_close(struct lets_ledger *ledger, const struct lets_entry *entry,
                                    struct lets_error *err);
enum lets_status ledger_apply_reopen(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err);

#endif
