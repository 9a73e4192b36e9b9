/* SPDX-License-Identifier: MIT */
/* The directory, which no seal covers, is compared with the accounts. */

#include "commands/directory_gaps.h"

#include <stdio.h>
#include <string.h>

#include "base/harmless.h"

static void add_gap(struct directory_gaps *gaps, struct lets_span id, bool has_account,
                    uint32_t unseen)
{
    memory_make_room(gaps->gaps, &gaps->capacity, gaps->n + 1);
    gaps->gaps[gaps->n++] =
        (struct directory_gap){.id = id, .has_account = has_account, .unseen = unseen};
}

/* Whether a name holds what nobody sees, or a blank at an end that is no space. */
static bool find_unseen(struct lets_span name, uint32_t *code)
{
    struct lets_span seen = lets_text_trim(name);
    const char *end = seen.bytes + seen.size;
    bool is_at_start = seen.bytes > name.bytes;
    struct lets_span blank = {
        .bytes = is_at_start ? name.bytes : end,
        .size = is_at_start ? (size_t)(seen.bytes - name.bytes) : name.size - seen.size,
    };

    return lets_text_invisible(name, code) < name.size || harmless_decode(blank, code) > 0;
}

/* Whether every entry was read and found lawful: what a witness tells says nothing against that. */
static bool is_read_whole(const struct lets_audit_report *report)
{
    for (size_t i = 0; i < report->n_findings; i++) {
        const struct lets_finding *finding = &report->findings[i];
        if (finding->severity == LETS_ERROR &&
            strcmp(finding->name, lets_status_name(LETS_UNKNOWN_SEAL)) != 0 &&
            strcmp(finding->name, lets_status_name(LETS_HISTORY_PARTS)) != 0) {
            return false;
        }
    }
    return report->n_findings_left_out == 0;
}

/* A ledger that is sound in part only lacks accounts, and would make every entry look wrong. */
void directory_gaps_find(struct directory_gaps *gaps, const struct session *session,
                         const struct lets_audit_report *report)
{
    const struct lets_ledger *ledger = report->ledger;
    size_t n_persons = lets_directory_size(session->directory);
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;

    if (session->names.directory == NULL || n_persons == 0 || !is_read_whole(report)) {
        return;
    }
    gaps->is_compared = true;
    for (size_t i = 0; i < n_persons; i++) {
        const struct lets_person *person = lets_directory_person(session->directory, i);
        struct lets_span member = person->member;
        const struct lets_account *account = lets_ledger_find(ledger, member);
        uint32_t unseen = 0;
        if (account == NULL || account->kind != LETS_MEMBER) {
            add_gap(gaps, member, false, 0);
        }
        if (find_unseen(person->name, &unseen)) {
            add_gap(gaps, member, true, unseen);
        }
    }
    for (uint32_t i = 0; i < n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, i);
        /* Who has left should be forgotten: a closed account without an entry is as it should be.
         */
        if (account->kind == LETS_MEMBER && account->status != LETS_CLOSED &&
            lets_directory_find(session->directory, account->id) == NULL) {
            add_gap(gaps, account->id, true, 0);
        }
    }
}

struct lets_finding directory_gap_finding(const struct directory_gap *gap)
{
    struct lets_finding finding = {
        .name = gap->has_account ? "account-without-directory-entry" : "directory-without-account",
        .severity = LETS_NOTE,
    };
    if (gap->unseen != 0) {
        finding.name = "directory-unseen-character";
    }
    (void)snprintf(finding.entry, sizeof finding.entry, "member %.*s", SHOW(gap->id));
    if (gap->unseen != 0) {
        (void)snprintf(finding.why.message, sizeof finding.why.message,
                       "the name of '%.*s' in the directory holds U+%04X, which nobody sees",
                       SHOW(gap->id), (unsigned)gap->unseen);
        return finding;
    }
    (void)snprintf(finding.why.message, sizeof finding.why.message,
                   gap->has_account
                       ? "the directory has no entry for '%.*s'"
                       : "the directory has an entry for '%.*s', which is no member's account",
                   SHOW(gap->id));
    return finding;
}

void directory_gaps_release(struct directory_gaps *gaps)
{
    memory_free(gaps->gaps);
    *gaps = (struct directory_gaps){0};
}
