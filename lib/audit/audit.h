/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_H
#define LETS_AUDIT_H

/* What an audit is made of, shared by its parts. */

#include "base/mem.h"
#include "journal/journal.h"

/* What an audit remembers of one account, reckoned apart from the ledger. */
struct audit_account {
    int64_t balance;
    int64_t earned;
    int64_t spent;
    bool is_over;
    struct lets_date over_since;
    bool is_touched; /* by the commit at hand */
};

struct lets_audit {
    struct lets_audit_report report;
    struct lets_journal *journal;
    struct lets_ledger *ledger;
    struct arena texts;
    struct lets_finding *findings;
    size_t findings_capacity;
    struct lets_witness *witnesses;
    struct audit_account *accounts;
    size_t n_accounts;
    size_t accounts_capacity;
    uint32_t *touched; /* indexes of accounts */
    size_t n_touched;
    size_t touched_capacity;
    bool has_witnesses;
    struct lets_witness_commit *seals; /* n_seals of them where has_witnesses */
    size_t n_seals;
    size_t seals_capacity;
    uint32_t last_transfer; /* so far */
    uint64_t first_spelled; /* line of the first entry not in canonical form */
};

/* Adds a finding; name: static, such as that of why->status. */
enum lets_status audit_add(struct lets_audit *audit, const char *name, enum lets_severity severity,
                           const char *entry, const struct lets_error *why, struct lets_error *err);

/* The same, made from a message. line 0: none. */
enum lets_status audit_note(struct lets_audit *audit, const char *name, enum lets_severity severity,
                            uint64_t line, struct lets_error *err, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* The observer that checks sums while the journal is replayed. */
struct lets_observer audit_sums_observer(struct lets_audit *audit);

/* After the replay: the sums of the whole, and how things stand. */
enum lets_status audit_sums_finish(struct lets_audit *audit, struct lets_error *err);
enum lets_status audit_standing(struct lets_audit *audit, struct lets_error *err);

/* Answers the witnesses, into audit->witnesses. */
enum lets_status audit_witnesses(struct lets_audit *audit, const struct lets_audit_options *options,
                                 struct lets_error *err);

#endif
