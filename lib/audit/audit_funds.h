/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_FUNDS_H
#define LETS_AUDIT_FUNDS_H

/* The part of an audit that works out anew what funds spent, and whether they were allowed to. */

#include "audit/audit_state.h"

/* The observer that checks funds while the journal is replayed: behind that of the sums. */
struct lets_observer audit_funds_observer(struct lets_audit *audit);

/* Frees all that was gathered, and forgets it. */
void audit_funds_release(struct audit_funds *funds);

#endif
