/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_RUNS_H
#define LETS_AUDIT_RUNS_H

/* The part of an audit that works out anew what runs of rules came to. */

#include "audit/audit_state.h"

/* The observer that checks runs while the journal is replayed. */
struct lets_observer audit_runs_observer(struct lets_audit *audit);

/* Forgets all of them; and frees what they took. */
void audit_runs_forget(struct audit_runs *runs);
void audit_runs_release(struct audit_runs *runs);

#endif
