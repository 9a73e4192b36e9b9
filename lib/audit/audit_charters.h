/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_CHARTERS_H
#define LETS_AUDIT_CHARTERS_H

/* How the charters that stand are kept: notes of an audit. */

#include "audit/audit_state.h"

/* fund-ended, by the day `today`; quorum-out-of-reach, keys-bind-nobody, key-shared. */
enum lets_status audit_charters(struct lets_audit *audit, struct lets_date today,
                                struct lets_error *err);

#endif
