/* SPDX-License-Identifier: MIT */
/* How a fund stands: what its charter says, what was spent and promised of it, who voted how. All
 * of it is one piece of memory, so that it can be kept while the ledger goes on. */

#include <assert.h>

#include "ledger/ledger.h"
#include "values/period.h"

/* The state, and what it points to. */
struct kept_state {
    struct lets_fund_state state;
    struct lets_fund_proposal *proposals; /* owned, as below */
    struct lets_vote *votes;
};

/* What is still to be paid under a proposal, where it is approved. */
static int64_t owed(const struct lets_ledger *ledger, const struct lets_proposal *proposal)
{
    struct lets_approval approval = lets_ledger_approval(ledger, proposal->number, LETS_NOBODY);
    return proposal->is_for_charter || approval.status != LETS_OK
               ? 0
               : proposal->amount.minor - proposal->paid.minor;
}

/* Sums that go past what an amount can hold stop there: proposals cost nothing, and a thousand can
 * be approved for a whole budget each. */
static struct lets_amount sum_committed(const struct lets_ledger *ledger, uint32_t account)
{
    struct lets_amount total = {0};
    uint32_t number = lets_ledger_next_proposal(ledger, account, 0);
    while (number != 0) {
        struct lets_proposal proposal = {.number = 0};
        (void)lets_ledger_proposal(ledger, number, &proposal);
        struct lets_amount more = {owed(ledger, &proposal)};
        if (!lets_amount_add(total, more, &total)) {
            return (struct lets_amount){LETS_AMOUNT_MAX};
        }
        number = lets_ledger_next_proposal(ledger, account, number);
    }
    return total.minor < LETS_AMOUNT_MAX ? total : (struct lets_amount){LETS_AMOUNT_MAX};
}

bool lets_ledger_fund_figures(const struct lets_ledger *ledger, uint32_t account,
                              struct lets_fund_figures *out)
{
    struct lets_charter charter;
    if (!lets_ledger_charter(ledger, account, &charter)) {
        return false;
    }
    struct lets_amount committed = sum_committed(ledger, account);
    *out = (struct lets_fund_figures){
        .budget = charter.budget,
        .spent = charter.spent,
        .committed = committed,
        .left = {charter.budget.minor - charter.spent.minor - committed.minor},
    };
    return true;
}

/* The proposal of a number as it stands, but its votes; false where it is not of the charter. */
static bool find_proposal(const struct lets_ledger *ledger, const struct lets_charter *charter,
                          uint32_t number, struct lets_fund_proposal *out)
{
    *out = (struct lets_fund_proposal){.is_set = charter->proposal == number};
    (void)lets_ledger_proposal(ledger, number, &out->proposal);
    out->approval = lets_ledger_approval(ledger, number, LETS_NOBODY);
    bool is_behind = fund_book_proposal(&ledger->funds, number)->entry >=
                     fund_book_find(&ledger->funds, charter->fund)->charter_entry;
    return out->is_set ||
           (out->proposal.is_for_charter ? is_behind
                                         : out->proposal.date.day >= charter->begins.day);
}

/* How many proposals a state has, and votes on all of them. */
static void count(const struct lets_ledger *ledger, const struct lets_charter *charter,
                  size_t *n_proposals, size_t *n_votes)
{
    struct lets_fund_proposal proposal;
    for (uint32_t number = lets_ledger_next_proposal(ledger, charter->fund, 0); number != 0;
         number = lets_ledger_next_proposal(ledger, charter->fund, number)) {
        if (find_proposal(ledger, charter, number, &proposal)) {
            *n_proposals += 1;
            *n_votes += proposal.proposal.n_votes;
        }
    }
}

static void add_proposals(const struct lets_ledger *ledger, struct kept_state *kept)
{
    struct lets_fund_state *state = &kept->state;
    struct lets_vote *votes = kept->votes;
    for (uint32_t number = lets_ledger_next_proposal(ledger, state->charter.fund, 0); number != 0;
         number = lets_ledger_next_proposal(ledger, state->charter.fund, number)) {
        struct lets_fund_proposal proposal;
        if (!find_proposal(ledger, &state->charter, number, &proposal)) {
            continue;
        }
        proposal.votes = votes;
        for (uint32_t i = 0; i < proposal.proposal.n_votes; i++) {
            *votes++ = lets_ledger_vote(ledger, number, i);
        }
        kept->proposals[state->n_proposals++] = proposal;
    }
    state->proposals = kept->proposals;
}

enum lets_status lets_fund_state_new(const struct lets_ledger *ledger, uint32_t account,
                                     struct lets_date day, struct lets_fund_state **out,
                                     struct lets_error *err)
{
    struct lets_charter charter;
    void *bytes = NULL;
    void *proposals = NULL;
    void *votes = NULL;
    size_t n_proposals = 0;
    size_t n_votes = 0;
    if (!lets_ledger_charter(ledger, account, &charter)) {
        *out = NULL;
        return LETS_OK;
    }
    count(ledger, &charter, &n_proposals, &n_votes);
    enum lets_status status = mem_alloc(sizeof(struct kept_state), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct kept_state *kept = bytes;
    status = mem_alloc_array(n_proposals, sizeof *kept->proposals, &proposals, err);
    kept->proposals = proposals;
    if (status == LETS_OK) {
        status = mem_alloc_array(n_votes, sizeof *kept->votes, &votes, err);
        kept->votes = votes;
    }
    if (status != LETS_OK) {
        lets_fund_state_free(&kept->state);
        return status;
    }
    kept->state.charter = charter;
    (void)lets_ledger_fund_figures(ledger, account, &kept->state.figures);
    kept->state.month = period_around(LETS_EVERY_MONTH, day);
    kept->state.petty_paid = lets_ledger_petty(ledger, account, day);
    add_proposals(ledger, kept);
    *out = &kept->state;
    return LETS_OK;
}

void lets_fund_state_free(struct lets_fund_state *state)
{
    struct kept_state *kept = (struct kept_state *)state; /* its first member */
    if (kept != NULL) {
        mem_free(kept->proposals);
        mem_free(kept->votes);
        mem_free(kept);
    }
}
