/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_STATE_H
#define LETS_AUDIT_STATE_H

/* What an audit is made of, shared by its parts. */

#include "audit/audit_floats.h"
#include "base/mem.h"
#include "journal/journal.h"

/* What an audit remembers of one account, reckoned apart from the ledger. */
struct audit_account {
    int64_t balance;
    int64_t earned;
    int64_t spent;
    int64_t out; /* of a float: the value of what is out */
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
    struct audit_floats floats;
    uint32_t *touched; /* indexes of accounts */
    size_t n_touched;
    size_t touched_capacity;
    bool has_witnesses;
    struct lets_witness_commit *seals; /* n_seals of them where has_witnesses */
    size_t n_seals;
    size_t seals_capacity;
    uint32_t last_transfer; /* so far */
    struct lets_exceptions *exceptions;
    uint64_t first_spelled; /* line of the first entry not in canonical form */
};

#endif
