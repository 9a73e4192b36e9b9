/* SPDX-License-Identifier: MIT */
#ifndef LETS_AUDIT_STATE_H
#define LETS_AUDIT_STATE_H

/* What an audit is made of, shared by its parts. */

#include "audit/audit_budgets.h"
#include "audit/audit_floats.h"
#include "base/mem.h"
#include "journal/journal.h"

/* What an audit remembers of one account, reckoned apart from the ledger. */
struct audit_account {
    int64_t balance;
    int64_t earned;
    int64_t spent;
    int64_t out; /* of a float: the value of what is out */
    struct audit_spending spending;
    bool is_closed;
    bool is_over;
    struct lets_date over_since;
    bool is_touched; /* by the commit at hand */
};

/* What an audit remembers of a rule and of a run, as their entries said. */
struct audit_rule {
    struct lets_date since; /* of the first of its name since it was last withdrawn */
    bool is_withdrawn;
};
struct audit_run {
    uint32_t rule;
    uint32_t first; /* number of its first transfer */
    uint32_t count;
    struct lets_date close;
    bool is_levy;
    bool is_undone;
};

#define AUDIT_NOT_DUE INT64_C(-1)

struct audit_runs {
    struct audit_rule *rules; /* by the index of the rule; owned, as all below */
    size_t n_rules;
    size_t rules_capacity;
    struct audit_run *runs;
    size_t n_runs;
    size_t runs_capacity;
    uint8_t *bytes; /* a bit for each transfer: whether it is of a run */
    size_t n_bytes;
    size_t bytes_capacity;
    bool is_running;
    uint64_t seal; /* of the commit of the run at hand */
    int64_t *dues; /* of each account in it, AUDIT_NOT_DUE where nothing is due any more */
    size_t n_dues;
    size_t dues_capacity;
};

/* What an audit remembers of a charter, of a proposal and of the last vote of one account on it, as
 * their entries said. */
struct audit_approver {
    uint32_t account;
    struct lets_span key; /* or "none"; in the audit's texts */
};
struct audit_charter {
    struct audit_budget budget;
    uint32_t residue_to;
    uint32_t quorum;
    const struct audit_approver *approvers; /* in the audit's texts */
    size_t n_approvers;
    bool has_key;
    uint64_t at; /* how many charters and proposals there were before it */
};
struct audit_ballot {
    uint32_t by;
    enum lets_answer answer;
    struct lets_span key;
};
struct audit_proposal {
    uint32_t fund;
    uint32_t to; /* LETS_NOBODY: several */
    int64_t amount;
    int64_t paid;
    struct lets_date date;
    struct lets_hash charter; /* where it is for one */
    bool is_for_charter;
    bool is_withdrawn;
    uint64_t at;
    struct audit_ballot *ballots; /* owned, in the order of the accounts */
    size_t n_ballots;
    size_t ballots_capacity;
};

struct audit_funds {
    struct audit_charter *charters; /* every one that there ever was; owned, as all below */
    size_t n_charters;
    size_t charters_capacity;
    struct audit_proposal *proposals; /* by number */
    size_t n_proposals;
    size_t proposals_capacity;
    struct audit_budgets budgets;
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
    struct audit_runs runs;
    struct audit_funds funds;
    uint64_t first_spelled; /* line of the first entry not in canonical form */
};

#endif
