/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_CHEQUES_H
#define LETS_LEDGER_CHEQUES_H

/* The rules of cheques and cheque; see lets_ledger_apply. */

#include "ledger/ledger.h"

enum lets_status ledger_apply_cheques(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      struct lets_error *err);
enum lets_status ledger_apply_cheque(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err);

#endif
