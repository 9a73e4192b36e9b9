/* SPDX-License-Identifier: MIT */
/*
 * Proposals and votes (journal.md: proposal, vote). A proposal keeps what its entry said, so that
 * the bytes that approvers sign can be made anew when a vote comes; of each approver only the last
 * vote counts, and only as the charter in force has them.
 */

#include "ledger/ledger_proposals.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "entries/entry.h"
#include "entries/entry_writer.h"
#include "ledger/ledger_ids.h"
#include "values/signature.h"

static enum lets_status check_sealed(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    return ledger->summary.n_seals > 0
               ? LETS_OK
               : LEDGER_REFUSE(number, LETS_BEFORE_SEAL,
                               "a %s cannot stand before the first seal, which names the ledger "
                               "that is voted in",
                               lets_kind_word(entry->kind));
}

/* ---------------------------------------------------------------- approval */

/* Whether a ballot counts: of an approver, open, and cast with what the charter has for them. */
static bool ballot_counts(const struct lets_ledger *ledger, const struct lets_approver *approver,
                          const struct ballot *ballot)
{
    return approver != NULL && ledger->accounts[approver->account].status != LETS_CLOSED &&
           lets_span_equal(approver->key, ballot->key);
}

static void count_votes(const struct lets_ledger *ledger, const struct lets_charter *charter,
                        const struct kept_proposal *proposal, uint32_t payee,
                        struct lets_approval *out)
{
    for (size_t i = 0; i < charter->n_approvers; i++) {
        const struct lets_approver *approver = &charter->approvers[i];
        const struct ballot *ballot = proposal_find_ballot(proposal, approver->account);
        if (ballot != NULL && approver->account != payee &&
            ballot_counts(ledger, approver, ballot)) {
            out->n_approve += ballot->answer == LETS_ANSWER_APPROVE ? 1 : 0;
            out->n_decline += ballot->answer == LETS_ANSWER_DECLINE ? 1 : 0;
        }
    }
}

static struct lets_approval approval_of(const struct lets_ledger *ledger,
                                        const struct kept_proposal *proposal, uint32_t payee)
{
    const struct fund *fund = fund_book_chartered(&ledger->funds, proposal->said.fund);
    struct lets_approval approval = {.status = LETS_OK};
    if (fund != NULL) {
        approval.quorum = fund->charter.quorum;
        count_votes(ledger, &fund->charter, proposal, payee, &approval);
    }
    if (proposal->said.withdrawn.size > 0) {
        approval.status = LETS_PROPOSAL_WITHDRAWN;
    } else if (fund == NULL) {
        approval.status = LETS_CHARTER_MISSING;
    } else if (proposal->said.is_for_charter ? proposal->entry < fund->charter_entry
                                             : proposal->said.date.day < fund->charter.begins.day) {
        approval.status = LETS_PROPOSAL_LAPSED;
    } else if (approval.n_approve < fund->charter.quorum) {
        approval.status = LETS_NOT_APPROVED;
    }
    return approval;
}

/* Says how many approvals there are, and that the payee's own is none of them. */
static enum lets_status fail_not_approved(const struct lets_ledger *ledger,
                                          const struct kept_proposal *proposal, uint32_t payee,
                                          const struct lets_approval *approval,
                                          struct lets_error *err)
{
    uint32_t with_payee = approval_of(ledger, proposal, LETS_NOBODY).n_approve;
    if (with_payee > approval->n_approve) {
        return lets__fail(err, LETS_NOT_APPROVED,
                          "proposal %" PRIu32 " has %" PRIu32 " of the %" PRIu32
                          " approvals that it needs, the vote of '%.*s' apart, who is paid",
                          proposal->said.number, approval->n_approve, approval->quorum,
                          LETS__SHOW(ledger->accounts[payee].id));
    }
    return lets__fail(err, LETS_NOT_APPROVED,
                      "proposal %" PRIu32 " has %" PRIu32 " of the %" PRIu32
                      " approvals that it needs",
                      proposal->said.number, approval->n_approve, approval->quorum);
}

enum lets_status ledger_check_approved(const struct lets_ledger *ledger,
                                       const struct kept_proposal *proposal, uint32_t payee,
                                       struct lets_error *err)
{
    const struct lets_proposal *said = &proposal->said;
    struct lets_approval approval = approval_of(ledger, proposal, payee);
    if (approval.status == LETS_PROPOSAL_WITHDRAWN) {
        return lets__fail(err, approval.status, "proposal %" PRIu32 " was withdrawn: %.*s",
                          said->number, LETS__SHOW(said->withdrawn));
    }
    if (approval.status == LETS_PROPOSAL_LAPSED) {
        return lets__fail(err, approval.status,
                          said->is_for_charter ? "proposal %" PRIu32
                                                 ", of %s, was made under an earlier charter"
                                               : "proposal %" PRIu32
                                                 ", of %s, is older than the days of the charter",
                          said->number, day_of(said->date).text);
    }
    if (approval.status == LETS_NOT_APPROVED) {
        return fail_not_approved(ledger, proposal, payee, &approval, err);
    }
    return approval.status == LETS_OK ? LETS_OK
                                      : lets__fail(err, approval.status, "'%.*s' has no charter",
                                                   LETS__SHOW(ledger->accounts[said->fund].id));
}

/* ---------------------------------------------------------------- proposals */

static enum lets_status check_keys(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    bool has_charter = lets_entry_has(entry, digest);
    if (!lets_entry_has(entry, fund) || !lets_entry_has(entry, what_for)) {
        return LEDGER_REFUSE(number, LETS_PROPOSAL_KEYS, "a proposal needs the keys fund and for");
    }
    if (has_charter == lets_entry_has(entry, amount)) {
        return LEDGER_REFUSE(number, LETS_PROPOSAL_KEYS,
                             "a proposal is either for an amount or for a charter");
    }
    if (has_charter && lets_entry_has(entry, payee)) {
        return LEDGER_REFUSE(payee, LETS_PROPOSAL_KEYS,
                             "a proposal for a charter pays nobody: it has no 'to'");
    }
    return LETS_OK;
}

/* The one account that is to be paid. */
static enum lets_status check_to(struct lets_ledger *ledger, const struct lets_entry *entry,
                                 const struct lets_account *fund, struct lets_error *err)
{
    const struct lets_account *to = ledger_exact(ledger, entry->payee);
    ledger->blamed = LETS_FIELD_payee;
    if (to == NULL) {
        return ledger_fail_unknown(ledger, entry->payee, err);
    }
    if (to == fund) {
        return lets__fail(err, LETS_SAME_ACCOUNT, "'%.*s' cannot pay itself", LETS__SHOW(fund->id));
    }
    return to->status == LETS_CLOSED
               ? lets__fail(err, LETS_ACCOUNT_CLOSED, "the account '%.*s' is closed",
                            LETS__SHOW(to->id))
               : LETS_OK;
}

static enum lets_status check_amount(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     const struct lets_charter *charter, struct lets_error *err)
{
    if (entry->amount.minor == 0) {
        return LEDGER_REFUSE(amount, LETS_ZERO_AMOUNT, "a proposal must be for more than zero");
    }
    if (entry->amount.minor > charter->budget.minor) {
        char budget[LETS_AMOUNT_SIZE];
        lets_amount_format(charter->budget, ledger->summary.decimals, budget);
        return LEDGER_REFUSE(amount, LETS_OVER_BUDGET, "that is above the whole budget, of %s",
                             budget);
    }
    return LETS_OK;
}

/* A new one. */
static enum lets_status check_proposal(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       struct lets_error *err)
{
    uint32_t next = ledger->funds.n_proposals + 1;
    if (entry->number != next) {
        return LEDGER_REFUSE(number, LETS_PROPOSAL_NUMBER,
                             "proposal %" PRIu32 " is not the next, which is %" PRIu32,
                             entry->number, next);
    }
    const struct lets_account *account = ledger_exact(ledger, entry->fund);
    if (account == NULL) {
        ledger->blamed = LETS_FIELD_fund;
        return ledger_fail_unknown(ledger, entry->fund, err);
    }
    const struct fund *fund = fund_book_chartered(&ledger->funds, account->index);
    if (fund == NULL) {
        return LEDGER_REFUSE(fund, LETS_CHARTER_MISSING, "'%.*s' has no charter",
                             LETS__SHOW(account->id));
    }
    enum lets_status status =
        lets_entry_has(entry, payee) ? check_to(ledger, entry, account, err) : LETS_OK;
    if (status == LETS_OK && lets_entry_has(entry, amount)) {
        status = check_amount(ledger, entry, &fund->charter, err);
    }
    return status;
}

static enum lets_status add_proposal(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    struct fund_book *book = &ledger->funds;
    bool has_to = lets_entry_has(entry, payee);
    struct kept_proposal proposal = {
        .said = {.number = entry->number,
                 .fund = ledger_exact(ledger, entry->fund)->index,
                 .date = entry->date,
                 .is_for_charter = lets_entry_has(entry, digest),
                 .has_to = has_to,
                 .to = has_to ? ledger_exact(ledger, entry->payee)->index : 0},
        .entry = ledger->summary.n_entries,
    };
    if (proposal.said.is_for_charter) {
        proposal.said.charter = entry->digest;
    } else {
        proposal.said.amount = entry->amount;
    }
    enum lets_status status =
        mem_grow(&book->proposals, &book->proposals_capacity, (size_t)book->n_proposals + 1, err);
    if (status == LETS_OK) {
        status = arena_copy(&ledger->texts, entry->what_for, &proposal.said.what_for, err);
    }
    if (status == LETS_OK) {
        struct fund *fund = fund_book_find(book, proposal.said.fund);
        struct kept_proposal *last = fund_book_proposal(book, fund->last_proposal);
        *(last == NULL ? &fund->first_proposal : &last->next) = entry->number;
        fund->last_proposal = entry->number;
        book->proposals[book->n_proposals++] = proposal;
        ledger->summary.n_proposals = book->n_proposals;
    }
    return status;
}

/* The proposal that an entry names, which must stand. */
static enum lets_status find_standing(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      struct kept_proposal **out, struct lets_error *err)
{
    struct kept_proposal *proposal = fund_book_proposal(&ledger->funds, entry->number);
    if (proposal == NULL) {
        return LEDGER_REFUSE(number, LETS_UNKNOWN_PROPOSAL, "there is no proposal %" PRIu32,
                             entry->number);
    }
    if (proposal->said.withdrawn.size > 0) {
        return LEDGER_REFUSE(number, LETS_PROPOSAL_WITHDRAWN,
                             "proposal %" PRIu32 " was withdrawn: %.*s", entry->number,
                             LETS__SHOW(proposal->said.withdrawn));
    }
    *out = proposal;
    return LETS_OK;
}

static enum lets_status withdraw(struct lets_ledger *ledger, const struct lets_entry *entry,
                                 struct lets_error *err)
{
    static const enum lets_field keys[] = {LETS_FIELD_number, LETS_FIELD_date,
                                           LETS_FIELD_withdrawn};
    struct kept_proposal *proposal = NULL;
    if (!entry_has_only(entry, keys, sizeof keys / sizeof *keys)) {
        return LEDGER_REFUSE(withdrawn, LETS_PROPOSAL_KEYS,
                             "a proposal that is withdrawn has only the keys date and withdrawn");
    }
    enum lets_status status = find_standing(ledger, entry, &proposal, err);
    assert(status != LETS_OK || proposal != NULL);
    return status == LETS_OK
               ? arena_copy(&ledger->texts, entry->withdrawn, &proposal->said.withdrawn, err)
               : status;
}

enum lets_status ledger_apply_proposal(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       struct lets_error *err)
{
    enum lets_status status = check_sealed(ledger, entry, err);
    if (status == LETS_OK && lets_entry_has(entry, withdrawn)) {
        return withdraw(ledger, entry, err);
    }
    if (status == LETS_OK) {
        status = check_keys(ledger, entry, err);
    }
    if (status == LETS_OK) {
        status = check_proposal(ledger, entry, err);
    }
    return status == LETS_OK ? add_proposal(ledger, entry, err) : status;
}

/* ---------------------------------------------------------------- votes */

/* The entry of a proposal, as it was. */
static struct lets_entry entry_of(const struct lets_ledger *ledger,
                                  const struct lets_proposal *said)
{
    struct lets_entry entry = {.kind = LETS_KIND_PROPOSAL};
    lets_entry_put(&entry, number, said->number);
    lets_entry_put(&entry, date, said->date);
    lets_entry_put(&entry, fund, ledger->accounts[said->fund].id);
    if (said->has_to) {
        lets_entry_put(&entry, payee, ledger->accounts[said->to].id);
    }
    if (said->is_for_charter) {
        lets_entry_put(&entry, digest, said->charter);
    } else {
        lets_entry_put(&entry, amount, said->amount);
    }
    lets_entry_put(&entry, what_for, said->what_for);
    return entry;
}

/* What is signed: both entries, the vote's without its signature. */
static enum lets_status write_signed(const struct lets_ledger *ledger,
                                     const struct kept_proposal *proposal,
                                     const struct lets_entry *vote, struct text *out,
                                     struct lets_error *err)
{
    struct lets_entry proposed = entry_of(ledger, &proposal->said);
    struct lets_entry unsigned_vote = *vote;
    lets_entry_drop(&unsigned_vote, signature);
    enum lets_status status = entry_write(out, &proposed, ledger->summary.decimals, err);
    return status == LETS_OK ? entry_write(out, &unsigned_vote, ledger->summary.decimals, err)
                             : status;
}

static struct lets_span name_space_of(const struct lets_ledger *ledger,
                                      char name_space[LETS_NAMESPACE_SIZE])
{
    int size =
        snprintf(name_space, LETS_NAMESPACE_SIZE, "lets-%.32s", ledger->summary.first_seal.hex);
    return (struct lets_span){.bytes = name_space, .size = (size_t)size};
}

static enum lets_status check_signature(struct lets_ledger *ledger, const struct lets_entry *entry,
                                        const struct kept_proposal *proposal,
                                        const struct lets_approver *approver,
                                        struct lets_error *err)
{
    char name_space[LETS_NAMESPACE_SIZE];
    struct text bytes = {0};
    ledger->blamed = LETS_FIELD_signature;
    if (approver->key.size == 0) {
        return lets_entry_has(entry, signature)
                   ? lets__fail(err, LETS_BAD_SIGNATURE,
                                "the charter has no key for '%.*s': their vote has no signature",
                                LETS__SHOW(entry->by))
                   : LETS_OK;
    }
    if (!lets_entry_has(entry, signature)) {
        ledger->blamed = LETS_FIELD_by;
        return lets__fail(err, LETS_BAD_SIGNATURE,
                          "the charter has a key for '%.*s': their vote must be signed with it",
                          LETS__SHOW(entry->by));
    }
    enum lets_status status = write_signed(ledger, proposal, entry, &bytes, err);
    if (status == LETS_OK) {
        status = ssh_signature_check(entry->signature, approver->key,
                                     name_space_of(ledger, name_space), text_span(&bytes), err);
    }
    text_release(&bytes);
    return status;
}

/* Who votes: an approver in the charter, and open. */
static enum lets_status check_by(struct lets_ledger *ledger, const struct lets_entry *entry,
                                 const struct kept_proposal *proposal,
                                 const struct lets_approver **out, struct lets_error *err)
{
    const struct fund *fund = fund_book_chartered(&ledger->funds, proposal->said.fund);
    const struct lets_account *by = ledger_exact(ledger, entry->by);
    struct lets_span fund_id = ledger->accounts[proposal->said.fund].id;
    ledger->blamed = LETS_FIELD_by;
    if (by == NULL) {
        return ledger_fail_unknown(ledger, entry->by, err);
    }
    if (fund == NULL) {
        return LEDGER_REFUSE(number, LETS_CHARTER_MISSING, "'%.*s' has no charter",
                             LETS__SHOW(fund_id));
    }
    *out = lets_charter_approver(&fund->charter, by->index);
    if (*out == NULL) {
        return lets__fail(err, LETS_NO_APPROVER, "'%.*s' is no approver of '%.*s'",
                          LETS__SHOW(by->id), LETS__SHOW(fund_id));
    }
    return by->status == LETS_CLOSED
               ? lets__fail(err, LETS_ACCOUNT_CLOSED, "the account '%.*s' is closed",
                            LETS__SHOW(by->id))
               : LETS_OK;
}

/* No old paper is played again. */
static enum lets_status check_repeated(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       const struct ballot *last, struct lets_error *err)
{
    if (last == NULL) {
        return LETS_OK;
    }
    if (entry->date.day < last->date.day) {
        return LEDGER_REFUSE(date, LETS_VOTE_EARLY, "'%.*s' voted later, on %s",
                             LETS__SHOW(entry->by), day_of(last->date).text);
    }
    if (entry->date.day == last->date.day && (last->answers & 1U << entry->answer) != 0) {
        return LEDGER_REFUSE(answer, LETS_VOTE_REPEATED, "'%.*s' gave that answer on %s before",
                             LETS__SHOW(entry->by), day_of(last->date).text);
    }
    return LETS_OK;
}

enum lets_status ledger_apply_vote(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    struct kept_proposal *proposal = NULL;
    const struct lets_approver *approver = NULL;
    enum lets_status status = check_sealed(ledger, entry, err);
    if (status == LETS_OK) {
        status = find_standing(ledger, entry, &proposal, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    assert(proposal != NULL);
    status = check_by(ledger, entry, proposal, &approver, err);
    if (status != LETS_OK) {
        return status;
    }
    assert(approver != NULL);
    struct ballot *ballot = proposal_find_ballot(proposal, approver->account);
    status = check_repeated(ledger, entry, ballot, err);
    if (status == LETS_OK) {
        status = check_signature(ledger, entry, proposal, approver, err);
    }
    if (status == LETS_OK && ballot == NULL) {
        status = proposal_reserve_ballot(proposal, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    if (ballot == NULL) {
        ballot = proposal_add_ballot(proposal, approver->account);
    }
    bool is_same_day = ballot->answers != 0 && ballot->date.day == entry->date.day;
    ballot->answers = (is_same_day ? ballot->answers : 0) | 1U << entry->answer;
    ballot->answer = entry->answer;
    ballot->date = entry->date;
    ballot->key = approver->key;
    return LETS_OK;
}

/* ---------------------------------------------------------------- questions */

bool lets_ledger_proposal(const struct lets_ledger *ledger, uint32_t number,
                          struct lets_proposal *out)
{
    const struct kept_proposal *proposal = fund_book_proposal(&ledger->funds, number);
    if (proposal == NULL) {
        return false;
    }
    *out = proposal->said;
    out->n_votes = proposal->n_ballots;
    return true;
}

uint32_t lets_ledger_next_proposal(const struct lets_ledger *ledger, uint32_t account,
                                   uint32_t after)
{
    const struct fund *fund = fund_book_find(&ledger->funds, account);
    const struct kept_proposal *proposal = fund_book_proposal(&ledger->funds, after);
    uint32_t first = fund == NULL ? 0 : fund->first_proposal;
    return proposal == NULL ? first : proposal->next;
}

struct lets_vote lets_ledger_vote(const struct lets_ledger *ledger, uint32_t proposal, uint32_t i)
{
    const struct kept_proposal *kept = fund_book_proposal(&ledger->funds, proposal);
    assert(kept != NULL && i < kept->n_ballots);
    const struct ballot *ballot = &kept->ballots[i];
    const struct fund *fund = fund_book_chartered(&ledger->funds, kept->said.fund);
    return (struct lets_vote){
        .by = ballot->by,
        .answer = ballot->answer,
        .date = ballot->date,
        .key = ballot->key,
        .counts = fund != NULL &&
                  ballot_counts(ledger, lets_charter_approver(&fund->charter, ballot->by), ballot),
    };
}

struct lets_approval lets_ledger_approval(const struct lets_ledger *ledger, uint32_t proposal,
                                          uint32_t payee)
{
    const struct kept_proposal *kept = fund_book_proposal(&ledger->funds, proposal);
    assert(kept != NULL);
    bool is_named = payee == LETS_NOBODY && kept->said.has_to;
    return approval_of(ledger, kept, is_named ? kept->said.to : payee);
}

enum lets_status lets_vote_bytes(const struct lets_ledger *ledger, const struct lets_entry *vote,
                                 char **out, size_t *size, char name_space[LETS_NAMESPACE_SIZE],
                                 struct lets_error *err)
{
    const struct kept_proposal *proposal = fund_book_proposal(&ledger->funds, vote->number);
    struct text bytes = {0};
    if (proposal == NULL) {
        return lets__fail(err, LETS_UNKNOWN_PROPOSAL, "there is no proposal %" PRIu32,
                          vote->number);
    }
    if (ledger->summary.n_seals == 0) {
        return lets__fail(err, LETS_BEFORE_SEAL, "nothing is sealed yet");
    }
    enum lets_status status = write_signed(ledger, proposal, vote, &bytes, err);
    if (status != LETS_OK) {
        text_release(&bytes);
        return status;
    }
    (void)name_space_of(ledger, name_space);
    *out = bytes.bytes;
    *size = bytes.size;
    return LETS_OK;
}
