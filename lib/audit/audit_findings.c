/* SPDX-License-Identifier: MIT */
/* Findings are kept as they come, up to a bound: a journal can be wrong in every line. */

#include "audit/audit_findings.h"

#include <stdarg.h>
#include <stdio.h>

enum { FINDINGS_MAX = 1000 };

enum lets_status audit_add(struct lets_audit *audit, const char *name, enum lets_severity severity,
                           const char *entry, const struct lets_error *why, struct lets_error *err)
{
    struct lets_audit_report *report = &audit->report;
    report->is_ok = report->is_ok && severity != LETS_ERROR;
    if (report->n_findings == FINDINGS_MAX) {
        report->n_findings_left_out++;
        return LETS_OK;
    }
    enum lets_status status =
        mem_grow(&audit->findings, &audit->findings_capacity, report->n_findings + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    report->findings = audit->findings;
    struct lets_finding *finding = &audit->findings[report->n_findings++];
    *finding = (struct lets_finding){
        .name = name, .severity = severity, .line = why->line, .column = why->column, .why = *why};
    (void)snprintf(finding->entry, sizeof finding->entry, "%s", entry);
    return LETS_OK;
}

enum lets_status audit_note(struct lets_audit *audit, const char *name, enum lets_severity severity,
                            uint64_t line, struct lets_error *err, const char *format, ...)
{
    struct lets_error why = {.line = line};
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(why.message, sizeof why.message, format, arguments);
    va_end(arguments);
    return audit_add(audit, name, severity, "", &why, err);
}
