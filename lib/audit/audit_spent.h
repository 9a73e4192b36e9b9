/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_SPENT_H
#define LETS_AUDIT_SPENT_H

/* Budgets and petty payments, worked out anew behind the replay. */

#include "audit/audit_state.h"

/* Each payment by the charter that stood for it; and what the ledger has for charters and proposals
 * in the end. */
enum lets_status audit_spent_finish(struct lets_audit *audit, struct lets_error *err);

#endif
