/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_SUMS_H
#define LETS_AUDIT_SUMS_H

/* The part of an audit that reckons. */

#include "audit/audit_state.h"

/* The observer that checks sums while the journal is replayed. */
struct lets_observer audit_sums_observer(struct lets_audit *audit);

/* After the replay: the sums of the whole, and how things stand. */
enum lets_status audit_sums_finish(struct lets_audit *audit, struct lets_error *err);
enum lets_status audit_standing(struct lets_audit *audit, struct lets_error *err);

#endif
