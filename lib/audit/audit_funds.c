/* SPDX-License-Identifier: MIT */
/*
 * Funds, worked out a second time, by what the entries said: which charter stood, who had answered
 * a proposal how, and what was paid under it, entry by entry; budgets and petty payments behind the
 * last (audit_spent). Only which account an id names is the ledger's word.
 */

#include "audit/audit_funds.h"

#include <inttypes.h>
#include <string.h>

#include "audit/audit_findings.h"
#include "base/search.h"
#include "ledger/ledger_ids.h"

void audit_funds_release(struct audit_funds *funds)
{
    for (size_t i = 0; i < funds->n_proposals; i++) {
        mem_free(funds->proposals[i].ballots);
    }
    mem_free(funds->proposals);
    mem_free(funds->charters);
    audit_budgets_release(&funds->budgets);
    *funds = (struct audit_funds){0};
}

static enum lets_status find_fault(struct lets_audit *audit, uint64_t line, const char *what,
                                   uint32_t number, struct lets_error *err)
{
    return audit_note(audit, lets_status_name(LETS_SUM_NOT_ZERO), LETS_ERROR, line, err,
                      "worked out anew, transfer %" PRIu32 " %s", number, what);
}

/* The charter that stands for an account; NULL for none. */
static const struct audit_charter *charter_of(const struct lets_audit *audit, uint32_t account)
{
    uint32_t charter = audit->accounts[account].spending.charter;
    return charter == 0 ? NULL : &audit->funds.charters[charter - 1];
}

static struct audit_proposal *proposal_of(const struct audit_funds *funds, uint32_t number)
{
    return number == 0 || number > funds->n_proposals ? NULL : &funds->proposals[number - 1];
}

/* ---------------------------------------------------------------- votes */

static size_t ballot_at(const struct audit_proposal *proposal, uint32_t by)
{
    return search_from(proposal->ballots, proposal->n_ballots, sizeof *proposal->ballots,
                       offsetof(struct audit_ballot, by), by);
}

static const struct audit_ballot *find_ballot(const struct audit_proposal *proposal, uint32_t by)
{
    size_t at = ballot_at(proposal, by);
    return at < proposal->n_ballots && proposal->ballots[at].by == by ? &proposal->ballots[at]
                                                                      : NULL;
}

/* What a charter has for an approver; empty for anybody else. */
static struct lets_span key_of(const struct audit_charter *charter, uint32_t account)
{
    struct lets_span key = {0};
    for (size_t i = 0; charter != NULL && i < charter->n_approvers; i++) {
        key = charter->approvers[i].account == account ? charter->approvers[i].key : key;
    }
    return key;
}

static enum lets_status take_vote(struct lets_audit *audit, const struct lets_ledger *ledger,
                                  const struct lets_entry *entry, struct lets_error *err)
{
    struct audit_proposal *proposal = proposal_of(&audit->funds, entry->number);
    uint32_t by = ledger_exact(ledger, entry->by)->index;
    if (proposal == NULL) {
        return LETS_OK;
    }
    size_t at = ballot_at(proposal, by);
    if (at == proposal->n_ballots || proposal->ballots[at].by != by) {
        enum lets_status status =
            mem_grow(&proposal->ballots, &proposal->ballots_capacity, proposal->n_ballots + 1, err);
        if (status != LETS_OK) {
            return status;
        }
        memmove(&proposal->ballots[at + 1], &proposal->ballots[at],
                (proposal->n_ballots - at) * sizeof *proposal->ballots);
        proposal->n_ballots++;
    }
    proposal->ballots[at] = (struct audit_ballot){
        .by = by, .answer = entry->answer, .key = key_of(charter_of(audit, proposal->fund), by)};
    return LETS_OK;
}

/* Whether a proposal had what its charter asks for, at the entry at hand. */
static bool is_approved(const struct lets_audit *audit, const struct audit_proposal *proposal,
                        uint32_t payee)
{
    const struct audit_charter *charter = charter_of(audit, proposal->fund);
    uint32_t n = 0;
    if (charter == NULL || proposal->is_withdrawn ||
        (proposal->is_for_charter ? proposal->at < charter->at
                                  : proposal->date.day < charter->budget.begins.day)) {
        return false;
    }
    for (size_t i = 0; i < charter->n_approvers; i++) {
        const struct audit_approver *approver = &charter->approvers[i];
        const struct audit_ballot *ballot = find_ballot(proposal, approver->account);
        bool counts = ballot != NULL && ballot->answer == LETS_ANSWER_APPROVE &&
                      approver->account != payee && !audit->accounts[approver->account].is_closed &&
                      lets_span_equal(ballot->key, approver->key);
        n += counts ? 1 : 0;
    }
    return n >= charter->quorum;
}

/* ---------------------------------------------------------------- proposals */

static enum lets_status take_proposal(struct lets_audit *audit, const struct lets_ledger *ledger,
                                      const struct lets_entry *entry, struct lets_error *err)
{
    struct audit_funds *funds = &audit->funds;
    if (lets_entry_has(entry, withdrawn)) {
        struct audit_proposal *withdrawn = proposal_of(funds, entry->number);
        if (withdrawn != NULL) {
            withdrawn->is_withdrawn = true;
        }
        return LETS_OK;
    }
    enum lets_status status =
        mem_grow(&funds->proposals, &funds->proposals_capacity, funds->n_proposals + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    struct audit_proposal *proposal = &funds->proposals[funds->n_proposals];
    *proposal = (struct audit_proposal){
        .fund = ledger_exact(ledger, entry->fund)->index,
        .to =
            lets_entry_has(entry, payee) ? ledger_exact(ledger, entry->payee)->index : LETS_NOBODY,
        .date = entry->date,
        .is_for_charter = lets_entry_has(entry, digest),
        .at = funds->n_charters + funds->n_proposals,
    };
    if (proposal->is_for_charter) {
        proposal->charter = entry->digest;
    } else {
        proposal->amount = entry->amount.minor;
    }
    funds->n_proposals++;
    return LETS_OK;
}

/* ---------------------------------------------------------------- charters */

static enum lets_status copy_approvers(struct lets_audit *audit, const struct lets_ledger *ledger,
                                       const struct lets_entry *entry,
                                       struct audit_charter *charter, struct lets_error *err)
{
    void *bytes = NULL;
    size_t n = entry->approvers.n;
    enum lets_status status =
        arena_alloc(&audit->texts, n * sizeof *charter->approvers, &bytes, err);
    struct audit_approver *approvers = bytes;
    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        const struct lets_pair *line = &entry->approvers.items[i];
        approvers[i].account = ledger_exact(ledger, line->key.text)->index;
        charter->has_key =
            charter->has_key || !lets_span_equal(line->value.text, lets_span_of("none"));
        status = arena_copy(&audit->texts, line->value.text, &approvers[i].key, err);
    }
    charter->approvers = approvers;
    charter->n_approvers = n;
    return status;
}

/* One with keys gives way only to what its approvers approved. */
static enum lets_status check_charter(struct lets_audit *audit, const struct lets_ledger *ledger,
                                      const struct lets_entry *entry, uint32_t account,
                                      uint64_t line, struct lets_error *err)
{
    const struct audit_charter *standing = charter_of(audit, account);
    if (standing == NULL || !standing->has_key) {
        return LETS_OK;
    }
    const struct audit_proposal *proposal =
        lets_entry_has(entry, proposal) ? proposal_of(&audit->funds, entry->proposal) : NULL;
    struct lets_hash hash;
    enum lets_status status =
        lets_charter_hash(entry, lets_ledger_summary(ledger)->decimals, &hash, err);
    bool is_right = status == LETS_OK && proposal != NULL && proposal->is_for_charter &&
                    proposal->fund == account && is_approved(audit, proposal, LETS_NOBODY) &&
                    strcmp(proposal->charter.hex, hash.hex) == 0;
    return status != LETS_OK || is_right
               ? status
               : audit_note(audit, lets_status_name(LETS_SUM_NOT_ZERO), LETS_ERROR, line, err,
                            "worked out anew, this charter of '%.*s' was not approved",
                            LETS__SHOW(entry->id));
}

static enum lets_status take_charter(struct lets_audit *audit, const struct lets_ledger *ledger,
                                     const struct lets_entry *entry, uint64_t line,
                                     struct lets_error *err)
{
    struct audit_funds *funds = &audit->funds;
    const struct lets_account *account = ledger_exact(ledger, entry->id);
    struct audit_spending *spending = &audit->accounts[account->index].spending;
    bool is_withdrawn = lets_entry_has(entry, withdrawn);
    struct audit_charter charter = {.at = funds->n_charters + funds->n_proposals};
    enum lets_status status = check_charter(audit, ledger, entry, account->index, line, err);
    if (status == LETS_OK && !is_withdrawn) {
        charter.budget = (struct audit_budget){.begins = entry->begins,
                                               .ends = entry->ends,
                                               .budget = entry->budget.minor,
                                               .ceiling = entry->ceiling.minor,
                                               .petty = entry->petty.minor};
        charter.residue_to = ledger_exact(ledger, entry->residue_to)->index;
        charter.quorum = entry->quorum;
        status = copy_approvers(audit, ledger, entry, &charter, err);
    }
    if (status == LETS_OK) {
        status = mem_grow(&funds->charters, &funds->charters_capacity, funds->n_charters + 1, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    funds->charters[funds->n_charters++] = charter;
    audit->report.n_funds += spending->had_charter ? 0 : 1;
    spending->had_charter = true;
    spending->charter = is_withdrawn ? 0 : (uint32_t)funds->n_charters;
    return audit_budgets_add(&funds->budgets, spending,
                             (struct audit_event){.line = line,
                                                  .number = audit->last_transfer,
                                                  .charter = spending->charter},
                             err);
}

/* ---------------------------------------------------------------- payments */

/* What may always go to the account for the residue: the sums have taken the transfer in. */
static bool is_free(const struct lets_audit *audit, const struct audit_charter *charter,
                    const struct lets_entry *entry, uint32_t payer, uint32_t payee)
{
    return charter != NULL && !lets_entry_has(entry, proposal) && payee == charter->residue_to &&
           (!charter->has_key || entry->date.day > charter->budget.ends.day) &&
           audit->accounts[payer].balance >= 0;
}

/* Under a proposal: what it says, its quorum, and what was paid under it so far. */
static enum lets_status check_proposal(struct lets_audit *audit, const struct lets_entry *entry,
                                       uint32_t payer, uint32_t payee, uint64_t line,
                                       struct lets_error *err)
{
    struct audit_proposal *proposal = proposal_of(&audit->funds, entry->proposal);
    const char *what = NULL;
    if (proposal == NULL || proposal->is_for_charter || proposal->fund != payer ||
        (proposal->to != LETS_NOBODY && proposal->to != payee)) {
        return find_fault(audit, line, "is not what its proposal says", entry->number, err);
    }
    proposal->paid += entry->amount.minor;
    what = !is_approved(audit, proposal, payee) ? "lacks the quorum of votes for its proposal"
           : proposal->paid > proposal->amount  ? "pays more than its proposal says"
                                                : NULL;
    return what == NULL ? LETS_OK : find_fault(audit, line, what, entry->number, err);
}

/* What a fund gets back that it had paid. */
static enum lets_status take_back(struct lets_audit *audit, const struct lets_entry *entry,
                                  uint32_t account, uint64_t line, struct lets_error *err)
{
    struct audit_funds *funds = &audit->funds;
    const struct audit_event *paid = audit_budgets_find(&funds->budgets, entry->reverses);
    if (paid == NULL) {
        return LETS_OK;
    }
    struct audit_proposal *proposal = proposal_of(funds, paid->proposal);
    if (proposal != NULL) {
        proposal->paid -= paid->minor;
    }
    struct audit_event event = *paid;
    event.line = line;
    event.number = entry->number;
    event.minor = -paid->minor;
    event.next = 0;
    return audit_budgets_add(&funds->budgets, &audit->accounts[account].spending, event, err);
}

static enum lets_status take_transfer(struct lets_audit *audit, const struct lets_ledger *ledger,
                                      const struct lets_entry *entry, uint64_t line,
                                      struct lets_error *err)
{
    const struct lets_account *payer = ledger_exact(ledger, entry->payer);
    const struct lets_account *payee = ledger_exact(ledger, entry->payee);
    const struct audit_charter *charter = charter_of(audit, payer->index);
    bool is_reversal = lets_entry_has(entry, reverses);
    bool has_proposal = lets_entry_has(entry, proposal);
    bool was_free = is_free(audit, charter, entry, payer->index, payee->index);
    enum lets_status status = LETS_OK;
    if (has_proposal) {
        status = check_proposal(audit, entry, payer->index, payee->index, line, err);
    } else if (is_reversal && charter != NULL && charter->has_key && !was_free) {
        status = find_fault(audit, line, "lacks a proposal", entry->number, err);
    }
    if (status == LETS_OK && is_reversal && payee->kind == LETS_CENTRAL) {
        status = take_back(audit, entry, payee->index, line, err);
    }
    if (status != LETS_OK || is_reversal || payer->kind != LETS_CENTRAL || was_free) {
        return status;
    }
    struct audit_event event = {.line = line,
                                .minor = entry->amount.minor,
                                .date = entry->date,
                                .number = entry->number,
                                .proposal = has_proposal ? entry->proposal : 0,
                                .is_petty = !has_proposal,
                                .is_bound = charter != NULL};
    return audit_budgets_add(&audit->funds.budgets, &audit->accounts[payer->index].spending, event,
                             err);
}

/* ---------------------------------------------------------------- the observer */

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct lets_audit *audit = context;
    if (entry->kind == LETS_KIND_TRANSFER) {
        return take_transfer(audit, ledger, entry, place->line, err);
    } else if (entry->kind == LETS_KIND_CHANGE && lets_entry_has(entry, status)) {
        audit->accounts[ledger_exact(ledger, entry->id)->index].is_closed =
            entry->status == LETS_CLOSED;
    } else if (entry->kind == LETS_KIND_CHARTER) {
        return take_charter(audit, ledger, entry, place->line, err);
    } else if (entry->kind == LETS_KIND_PROPOSAL) {
        return take_proposal(audit, ledger, entry, err);
    } else if (entry->kind == LETS_KIND_VOTE) {
        return take_vote(audit, ledger, entry, err);
    }
    return LETS_OK;
}

struct lets_observer audit_funds_observer(struct lets_audit *audit)
{
    return (struct lets_observer){.context = audit, .entry = take};
}
