/* SPDX-License-Identifier: MIT */
/* Funds by the text of journal.md alone, rule by rule, in its order. */

#include "fund_model.h"

#include <string.h>

const char *const model_names[MODEL_ACCOUNTS] = {"hall", "shed", "chest", "desk", "a",
                                                 "b",    "c",    "d",     "e"};

enum { DEBIT_OF_FUND = 60000, DEBIT_OF_MEMBER = 20000, CREDIT_OF_MEMBER = 50000 };

void model_begin(struct model *model)
{
    *model = (struct model){0};
    model->balances[MODEL_HALL] = 50000;
    model->balances[MODEL_DESK] = -50000;
    model->n_transfers = 1;
    model->transfers[1].act = (struct model_act){
        .kind = MODEL_PAY, .date = 103, .payer = MODEL_DESK, .payee = MODEL_HALL, .amount = 50000};
}

static bool is_member(int account)
{
    return account >= MODEL_A;
}

static bool is_closed(const struct model *model, int account)
{
    return model->status[account] == LETS_CLOSED;
}

static const struct model_charter *charter_of(const struct model *model, int account)
{
    bool is_there = account < MODEL_FUNDS && model->charters[account].is_there;
    return is_there ? &model->charters[account] : NULL;
}

static bool has_key(const struct model_charter *charter)
{
    for (unsigned i = 0; i < charter->n_approvers; i++) {
        if (charter->approvers[i].key != 0) {
            return true;
        }
    }
    return false;
}

/* ---------------------------------------------------------------- answers */

/* "what it paid by transfers dated begins..ends, not reversed, those that 1 let through apart" */
static bool counts(const struct model *model, int fund, const struct model_transfer *transfer)
{
    const struct model_charter *charter = &model->charters[fund];
    const struct model_act *act = &transfer->act;
    return act->payer == fund && act->reverses == 0 && transfer->reversed_by == 0 &&
           !transfer->is_free && charter->begins <= act->date && act->date <= charter->ends;
}

int model_spent(const struct model *model, int fund)
{
    int sum = 0;
    for (unsigned i = 1; i <= model->n_transfers; i++) {
        sum += counts(model, fund, &model->transfers[i]) ? model->transfers[i].act.amount : 0;
    }
    return sum;
}

int model_petty(const struct model *model, int fund, int month)
{
    int sum = 0;
    for (unsigned i = 1; i <= model->n_transfers; i++) {
        const struct model_transfer *transfer = &model->transfers[i];
        bool is_petty = counts(model, fund, transfer) && transfer->act.proposal == 0 &&
                        transfer->act.date / 100 == month;
        sum += is_petty ? transfer->act.amount : 0;
    }
    return sum;
}

int model_paid(const struct model *model, unsigned proposal)
{
    int sum = 0;
    for (unsigned i = 1; i <= model->n_transfers; i++) {
        const struct model_transfer *transfer = &model->transfers[i];
        bool is_under = transfer->act.proposal == proposal && transfer->reversed_by == 0;
        sum += is_under ? transfer->act.amount : 0;
    }
    return sum;
}

/* The last vote of a member on a proposal; NULL: none. */
static const struct model_act *last_vote(const struct model *model, unsigned proposal, int by)
{
    const struct model_act *last = NULL;
    for (unsigned i = 0; i < model->n_votes; i++) {
        const struct model_act *vote = &model->votes[i];
        last = vote->proposal == proposal && vote->by == by ? vote : last;
    }
    return last;
}

unsigned model_approvals(const struct model *model, unsigned proposal, int payee)
{
    const struct model_charter *charter = &model->charters[model->proposals[proposal].act.fund];
    unsigned n = 0;
    for (unsigned i = 0; i < charter->n_approvers; i++) {
        int who = charter->approvers[i].who;
        const struct model_act *vote = last_vote(model, proposal, who);
        bool is_good = vote != NULL && vote->answer == LETS_ANSWER_APPROVE && who != payee &&
                       !is_closed(model, who) && vote->seed == charter->approvers[i].key;
        n += is_good ? 1 : 0;
    }
    return n;
}

/* "*Approved*", under a charter that stands. */
static enum lets_status approved(const struct model *model, unsigned number, int payee)
{
    const struct model_proposal *proposal = &model->proposals[number];
    const struct model_charter *charter = &model->charters[proposal->act.fund];
    if (proposal->is_withdrawn) {
        return LETS_PROPOSAL_WITHDRAWN;
    }
    bool has_lapsed = proposal->act.kind == MODEL_PROPOSE ? proposal->act.date < charter->begins
                                                          : proposal->entry < charter->entry;
    if (has_lapsed) {
        return LETS_PROPOSAL_LAPSED;
    }
    return model_approvals(model, number, payee) < charter->quorum ? LETS_NOT_APPROVED : LETS_OK;
}

unsigned model_find_approved(const struct model *model, unsigned after, int fund, int payee,
                             int *left)
{
    for (unsigned i = after + 1; model->charters[fund].is_there && i <= model->n_proposals; i++) {
        const struct model_act *said = &model->proposals[i].act;
        bool is_fit = said->kind == MODEL_PROPOSE && said->fund == fund &&
                      (said->payee == MODEL_NOBODY || said->payee == payee);
        *left = said->amount - model_paid(model, i);
        if (is_fit && *left > 0 && approved(model, i, payee) == LETS_OK) {
            return i;
        }
    }
    return 0;
}

/* ---------------------------------------------------------------- charters */

static enum lets_status judge_approvers(const struct model *model,
                                        const struct model_charter *charter)
{
    for (unsigned i = 0; i < charter->n_approvers; i++) {
        if (is_closed(model, charter->approvers[i].who)) {
            return LETS_ACCOUNT_CLOSED;
        }
    }
    for (unsigned i = 0; i < charter->n_approvers; i++) {
        for (unsigned j = 0; j < i; j++) {
            if (charter->approvers[i].key != 0 &&
                charter->approvers[i].key == charter->approvers[j].key) {
                return LETS_CHARTER_APPROVERS;
            }
        }
    }
    return charter->quorum > charter->n_approvers ? LETS_CHARTER_QUORUM : LETS_OK;
}

static enum lets_status judge_charter(const struct model *model, const struct model_act *act)
{
    const struct model_charter *charter = &act->charter;
    if (is_closed(model, act->fund)) {
        return LETS_ACCOUNT_CLOSED;
    }
    if (charter->ends < charter->begins) {
        return LETS_CHARTER_DAYS;
    }
    if (charter->petty > charter->ceiling || charter->ceiling > charter->budget ||
        charter->budget == 0) {
        return LETS_CHARTER_AMOUNTS;
    }
    if (charter->residue_to == act->fund) {
        return LETS_SAME_ACCOUNT;
    }
    if (is_member(charter->residue_to)) {
        return LETS_WRONG_KIND;
    }
    if (is_closed(model, charter->residue_to)) {
        return LETS_ACCOUNT_CLOSED;
    }
    return judge_approvers(model, charter);
}

/* Whether a new charter, or the end of this one, may come. */
static enum lets_status judge_guard(const struct model *model, const struct model_act *act)
{
    const struct model_charter *standing = charter_of(model, act->fund);
    if (standing == NULL || !has_key(standing)) {
        return act->proposal != 0 ? LETS_CHARTER_KEYS : LETS_OK;
    }
    if (act->proposal == 0 || act->proposal > model->n_proposals) {
        return LETS_CHARTER_NOT_APPROVED;
    }
    const struct model_proposal *proposal = &model->proposals[act->proposal];
    bool is_named = proposal->act.kind == MODEL_PROPOSE_CHARTER &&
                    proposal->act.fund == act->fund && strcmp(proposal->act.body, act->body) == 0;
    return is_named && approved(model, act->proposal, MODEL_NOBODY) == LETS_OK
               ? LETS_OK
               : LETS_CHARTER_NOT_APPROVED;
}

/* ---------------------------------------------------------------- proposals and votes */

static enum lets_status judge_proposal(const struct model *model, const struct model_act *act)
{
    if (act->proposal != model->n_proposals + 1) {
        return LETS_PROPOSAL_NUMBER;
    }
    const struct model_charter *charter = charter_of(model, act->fund);
    if (charter == NULL) {
        return LETS_CHARTER_MISSING;
    }
    if (act->kind == MODEL_PROPOSE_CHARTER) {
        return LETS_OK;
    }
    if (act->payee == act->fund) {
        return LETS_SAME_ACCOUNT;
    }
    if (act->payee != MODEL_NOBODY && is_closed(model, act->payee)) {
        return LETS_ACCOUNT_CLOSED;
    }
    if (act->amount == 0) {
        return LETS_ZERO_AMOUNT;
    }
    return act->amount > charter->budget ? LETS_OVER_BUDGET : LETS_OK;
}

/* Whether a proposal is there and stands. */
static enum lets_status judge_standing(const struct model *model, const struct model_act *act)
{
    if (act->proposal == 0 || act->proposal > model->n_proposals) {
        return LETS_UNKNOWN_PROPOSAL;
    }
    return model->proposals[act->proposal].is_withdrawn ? LETS_PROPOSAL_WITHDRAWN : LETS_OK;
}

static enum lets_status judge_repeated(const struct model *model, const struct model_act *act)
{
    const struct model_act *last = last_vote(model, act->proposal, act->by);
    if (last != NULL && act->date < last->date) {
        return LETS_VOTE_EARLY;
    }
    for (unsigned i = 0; i < model->n_votes; i++) {
        const struct model_act *vote = &model->votes[i];
        if (vote->proposal == act->proposal && vote->by == act->by && vote->date == act->date &&
            vote->answer == act->answer) {
            return LETS_VOTE_REPEATED;
        }
    }
    return LETS_OK;
}

static enum lets_status judge_vote(const struct model *model, const struct model_act *act)
{
    enum lets_status status = judge_standing(model, act);
    if (status != LETS_OK) {
        return status;
    }
    const struct model_charter *charter =
        charter_of(model, model->proposals[act->proposal].act.fund);
    if (charter == NULL) {
        return LETS_CHARTER_MISSING;
    }
    unsigned i = 0;
    while (i < charter->n_approvers && charter->approvers[i].who != act->by) {
        i++;
    }
    if (i == charter->n_approvers) {
        return LETS_NO_APPROVER;
    }
    if (is_closed(model, act->by)) {
        return LETS_ACCOUNT_CLOSED;
    }
    status = judge_repeated(model, act);
    bool is_good = act->seed == charter->approvers[i].key && (act->seed == 0 || !act->is_wrong);
    return status == LETS_OK && !is_good ? LETS_BAD_SIGNATURE : status;
}

/* ---------------------------------------------------------------- transfers */

/* "to residue-to, without proposal, dated after ends where the charter has a key, and leaving the
 * fund's balance at zero or above" */
static bool is_free(const struct model *model, const struct model_act *act)
{
    const struct model_charter *charter = charter_of(model, act->payer);
    return charter != NULL && act->proposal == 0 && act->payee == charter->residue_to &&
           (!has_key(charter) || act->date > charter->ends) &&
           model->balances[act->payer] - act->amount >= 0;
}

static enum lets_status judge_under(const struct model *model, const struct model_act *act)
{
    if (act->proposal > model->n_proposals) {
        return LETS_UNKNOWN_PROPOSAL;
    }
    const struct model_act *said = &model->proposals[act->proposal].act;
    bool agrees = said->kind == MODEL_PROPOSE && said->fund == act->payer &&
                  (said->payee == MODEL_NOBODY || said->payee == act->payee);
    if (!agrees) {
        return LETS_PROPOSAL_DIFFERS;
    }
    enum lets_status status = approved(model, act->proposal, act->payee);
    bool is_over = model_paid(model, act->proposal) + act->amount > said->amount;
    return status == LETS_OK && is_over ? LETS_OVER_PROPOSAL : status;
}

static enum lets_status judge_payment(const struct model *model, const struct model_act *act)
{
    const struct model_charter *charter = charter_of(model, act->payer);
    if (charter == NULL) {
        return act->proposal != 0 ? LETS_PROPOSAL_DIFFERS : LETS_OK;
    }
    if (is_free(model, act)) {
        return LETS_OK;
    }
    if (act->date < charter->begins || act->date > charter->ends) {
        return LETS_CHARTER_ENDED;
    }
    if (act->amount > charter->ceiling) {
        return LETS_OVER_CEILING;
    }
    if (model_spent(model, act->payer) + act->amount > charter->budget) {
        return LETS_OVER_BUDGET;
    }
    if (act->proposal != 0) {
        return judge_under(model, act);
    }
    return model_petty(model, act->payer, act->date / 100) + act->amount > charter->petty
               ? LETS_PROPOSAL_MISSING
               : LETS_OK;
}

static enum lets_status judge_reversal(const struct model *model, const struct model_act *act)
{
    const struct model_charter *charter = charter_of(model, act->payer);
    bool is_guarded = charter != NULL && has_key(charter);
    const struct model_transfer *reversed = &model->transfers[act->reverses];
    if (act->proposal != 0 && !is_guarded) {
        return LETS_REVERSAL_KEYS;
    }
    if (act->reverses > model->n_transfers) {
        return LETS_UNKNOWN_TRANSFER;
    }
    if (reversed->act.reverses != 0) {
        return LETS_REVERSES_REVERSAL;
    }
    if (reversed->reversed_by != 0) {
        return LETS_ALREADY_REVERSED;
    }
    if (reversed->act.payer != act->payee || reversed->act.payee != act->payer ||
        reversed->act.amount != act->amount) {
        return LETS_REVERSAL_DIFFERS;
    }
    if (!is_guarded || is_free(model, act)) {
        return LETS_OK;
    }
    return act->proposal == 0 ? LETS_PROPOSAL_MISSING : judge_under(model, act);
}

static enum lets_status judge_limits(const struct model *model, const struct model_act *act)
{
    int after = model->balances[act->payer] - act->amount;
    if ((act->payer < MODEL_FUNDS && after < -DEBIT_OF_FUND) ||
        (is_member(act->payer) && after < -DEBIT_OF_MEMBER)) {
        return LETS_OVER_DEBIT_LIMIT;
    }
    bool is_over =
        is_member(act->payee) && model->balances[act->payee] + act->amount > CREDIT_OF_MEMBER;
    return is_over ? LETS_OVER_CREDIT_LIMIT : LETS_OK;
}

static enum lets_status judge_transfer(const struct model *model, const struct model_act *act)
{
    if (act->payer == act->payee) {
        return LETS_SAME_ACCOUNT;
    }
    if (is_closed(model, act->payer) || is_closed(model, act->payee)) {
        return LETS_ACCOUNT_CLOSED;
    }
    if (act->reverses != 0) {
        return judge_reversal(model, act);
    }
    if (act->corrects > model->n_transfers) {
        return LETS_UNKNOWN_TRANSFER;
    }
    if (act->corrects != 0 && model->transfers[act->corrects].reversed_by == 0) {
        return LETS_NOT_REVERSED;
    }
    if (model->status[act->payer] == LETS_SUSPENDED && !act->has_override) {
        return LETS_ACCOUNT_SUSPENDED;
    }
    enum lets_status status = judge_payment(model, act);
    return status == LETS_OK && !act->has_override ? judge_limits(model, act) : status;
}

static enum lets_status judge_status(const struct model *model, const struct model_act *act)
{
    int present = model->status[act->by];
    if (act->status == present) {
        return LETS_NO_CHANGE;
    }
    if (present == LETS_CLOSED && act->status == LETS_SUSPENDED) {
        return LETS_ACCOUNT_CLOSED;
    }
    return act->status == LETS_CLOSED && model->balances[act->by] != 0 ? LETS_BALANCE_NOT_ZERO
                                                                       : LETS_OK;
}

/* ---------------------------------------------------------------- one act */

enum lets_status model_judge(const struct model *model, const struct model_act *act)
{
    enum lets_status status = LETS_OK;
    switch (act->kind) {
    case MODEL_SET:
        status = judge_charter(model, act);
        return status == LETS_OK ? judge_guard(model, act) : status;
    case MODEL_END:
        return charter_of(model, act->fund) == NULL ? LETS_CHARTER_MISSING
                                                    : judge_guard(model, act);
    case MODEL_PROPOSE:
    case MODEL_PROPOSE_CHARTER:
        return judge_proposal(model, act);
    case MODEL_DROP:
        return judge_standing(model, act);
    case MODEL_VOTE:
        return judge_vote(model, act);
    case MODEL_PAY:
        return judge_transfer(model, act);
    case MODEL_STATUS:
        return judge_status(model, act);
    }
    return LETS_BAD_WORD;
}

static void take_transfer(struct model *model, const struct model_act *act)
{
    struct model_transfer transfer = {.act = *act,
                                      .is_free = act->reverses == 0 && is_free(model, act)};
    model->transfers[++model->n_transfers] = transfer;
    model->balances[act->payer] -= act->amount;
    model->balances[act->payee] += act->amount;
    if (act->reverses != 0) {
        model->transfers[act->reverses].reversed_by = model->n_transfers;
    }
}

void model_take(struct model *model, const struct model_act *act)
{
    unsigned entry = ++model->n_entries;
    switch (act->kind) {
    case MODEL_SET:
        model->charters[act->fund] = act->charter;
        model->charters[act->fund].is_there = true;
        model->charters[act->fund].entry = entry;
        return;
    case MODEL_END:
        model->charters[act->fund].is_there = false;
        return;
    case MODEL_PROPOSE:
    case MODEL_PROPOSE_CHARTER:
        model->proposals[++model->n_proposals] =
            (struct model_proposal){.act = *act, .entry = entry};
        return;
    case MODEL_DROP:
        model->proposals[act->proposal].is_withdrawn = true;
        return;
    case MODEL_VOTE:
        model->votes[model->n_votes++] = *act;
        return;
    case MODEL_PAY:
        take_transfer(model, act);
        return;
    case MODEL_STATUS:
        model->status[act->by] = act->status;
        return;
    }
}
