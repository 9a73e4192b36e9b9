/* SPDX-License-Identifier: MIT */
/* Whether two ledgers hold the same charters, proposals, votes and payments of funds. */

#include "support.h"

static void same_charter(const struct lets_ledger *a, const struct lets_ledger *b, uint32_t account)
{
    struct lets_charter x;
    struct lets_charter y;
    bool is_there = lets_ledger_charter(a, account, &x);
    ck_assert(lets_ledger_charter(b, account, &y) == is_there);
    if (!is_there) {
        return;
    }
    ck_assert(x.fund == account && y.fund == account && x.date.day == y.date.day);
    ck_assert(x.begins.day == y.begins.day && x.ends.day == y.ends.day);
    ck_assert(x.budget.minor == y.budget.minor && x.ceiling.minor == y.ceiling.minor);
    ck_assert(x.petty.minor == y.petty.minor && x.quorum == y.quorum);
    ck_assert(x.residue_to == y.residue_to && x.has_key == y.has_key && x.proposal == y.proposal);
    ck_assert(lets_span_equal(x.reason, y.reason));
    ck_assert_int_eq(x.spent.minor, y.spent.minor);
    ck_assert_uint_eq(x.n_approvers, y.n_approvers);
    for (size_t i = 0; i < x.n_approvers; i++) {
        ck_assert(x.approvers[i].account == y.approvers[i].account);
        ck_assert(lets_span_equal(x.approvers[i].key, y.approvers[i].key));
    }
    for (int32_t day = x.begins.day; day <= x.ends.day && day < x.begins.day + 800; day += 28) {
        const struct lets_date date = {day};
        ck_assert_int_eq(lets_ledger_petty(a, account, date).minor,
                         lets_ledger_petty(b, account, date).minor);
    }
}

static void same_votes(const struct lets_ledger *a, const struct lets_ledger *b,
                       const struct lets_proposal *proposal)
{
    for (uint32_t i = 0; i < proposal->n_votes; i++) {
        struct lets_vote x = lets_ledger_vote(a, proposal->number, i);
        struct lets_vote y = lets_ledger_vote(b, proposal->number, i);
        ck_assert(x.by == y.by && x.answer == y.answer && x.date.day == y.date.day);
        ck_assert(lets_span_equal(x.key, y.key) && x.counts == y.counts);
    }
    struct lets_approval x = lets_ledger_approval(a, proposal->number, LETS_NOBODY);
    struct lets_approval y = lets_ledger_approval(b, proposal->number, LETS_NOBODY);
    ck_assert(x.status == y.status && x.quorum == y.quorum);
    ck_assert(x.n_approve == y.n_approve && x.n_decline == y.n_decline);
}

void support_same_funds(const struct lets_ledger *a, const struct lets_ledger *b)
{
    uint32_t n = lets_ledger_summary(a)->n_proposals;
    ck_assert_uint_eq(n, lets_ledger_summary(b)->n_proposals);
    for (uint32_t i = 0; i < lets_ledger_summary(a)->n_accounts; i++) {
        same_charter(a, b, i);
    }
    for (uint32_t number = 1; number <= n; number++) {
        struct lets_proposal x;
        struct lets_proposal y;
        ck_assert(lets_ledger_proposal(a, number, &x) && lets_ledger_proposal(b, number, &y));
        ck_assert(x.fund == y.fund && x.date.day == y.date.day && x.has_to == y.has_to);
        ck_assert(x.to == y.to && x.amount.minor == y.amount.minor);
        ck_assert(x.is_for_charter == y.is_for_charter && x.n_votes == y.n_votes);
        ck_assert(!x.is_for_charter ||
                  lets_span_equal(lets_span_of(x.charter.hex), lets_span_of(y.charter.hex)));
        ck_assert(lets_span_equal(x.what_for, y.what_for));
        ck_assert(lets_span_equal(x.withdrawn, y.withdrawn));
        ck_assert_int_eq(x.paid.minor, y.paid.minor);
        same_votes(a, b, &x);
    }
    for (uint32_t number = 1; number <= lets_ledger_summary(a)->n_transfers; number++) {
        ck_assert(lets_ledger_is_free(a, number) == lets_ledger_is_free(b, number));
    }
}
