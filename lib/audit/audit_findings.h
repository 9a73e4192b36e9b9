/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_FINDINGS_H
#define LETS_AUDIT_FINDINGS_H

/* What an audit found. */

#include "audit/audit_state.h"

/* Adds a finding; name: static, such as that of why->status. */
enum lets_status audit_add(struct lets_audit *audit, const char *name, enum lets_severity severity,
                           const char *entry, const struct lets_error *why, struct lets_error *err);

/* The same, made from a message. line 0: none. */
enum lets_status audit_note(struct lets_audit *audit, const char *name, enum lets_severity severity,
                            uint64_t line, struct lets_error *err, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

#endif
