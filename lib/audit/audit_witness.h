/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_WITNESS_H
#define LETS_AUDIT_WITNESS_H

/* The part of an audit that asks other copies. */

#include "audit/audit_state.h"

/* Answers the witnesses, into audit->witnesses. */
enum lets_status audit_witnesses(struct lets_audit *audit, const struct lets_audit_options *options,
                                 struct lets_error *err);

#endif
