/* SPDX-License-Identifier: MIT */
/*
 * What let a transfer through. A rule of numbers (a limit, a day) lets pass whatever needs no more
 * than it allows; its list holds what it allowed before each loosening, the newest and largest
 * first. When the rule is tightened, the loosenings that it undoes go. The first in the list that
 * allows less than a transfer needs is the one that let it through.
 */

#include "views/loosened.h"

#include "ledger/ledger_ids.h"

enum { DEBIT, CREDIT };

void loosened_release(struct loosened *loosened)
{
    mem_free(loosened->rules);
    mem_free(loosened->accounts);
    loosened_cheques_release(&loosened->cheques);
    loosened_funds_release(&loosened->funds);
    *loosened = (struct loosened){0};
}

/* ---------------------------------------------------------------- lists */

/* A rule that allowed `was` allows `now`, by an entry. */
static enum lets_status move_rule(struct loosened *loosened, uint32_t *newest, int64_t was,
                                  int64_t now, uint32_t by, struct lets_error *err)
{
    while (*newest != 0 && loosened->rules[*newest].before >= now) {
        *newest = loosened->rules[*newest].next;
    }
    if (now <= was) {
        return LETS_OK;
    }
    size_t n = loosened->n_rules == 0 ? 1 : loosened->n_rules;
    enum lets_status status = mem_grow(&loosened->rules, &loosened->rules_capacity, n + 1, err);
    if (status == LETS_OK) {
        loosened->rules[n] = (struct loosened_rule){.before = was, .by = by, .next = *newest};
        loosened->n_rules = n + 1;
        *newest = (uint32_t)n;
    }
    return status;
}

/* What let pass what needs so much: index + 1; 0: nothing was loosened for it. */
static uint32_t find_rule(const struct loosened *loosened, uint32_t newest, int64_t needed)
{
    while (newest != 0 && loosened->rules[newest].before >= needed) {
        newest = loosened->rules[newest].next;
    }
    return newest == 0 ? 0 : loosened->rules[newest].by + 1;
}

/* A day is needed the more the earlier it is. */
static int64_t needed_of(struct lets_date date)
{
    return -(int64_t)date.day;
}

static int64_t allowed_by_opening(struct lets_date opened)
{
    return needed_of(opened);
}

static int64_t allowed_by_close(struct lets_date closed)
{
    return needed_of(closed) - 1;
}

/* ---------------------------------------------------------------- limits */

static int64_t allowed_by(const struct loosened *loosened, unsigned side, struct lets_limit limit)
{
    if (limit.kind == LETS_LIMIT_DEFAULT) {
        limit = loosened->policy[side].limit;
    }
    return limit.kind == LETS_LIMIT_NONE ? INT64_MAX : limit.amount.minor;
}

static enum lets_status move_limit(struct loosened *loosened, struct loosened_account *account,
                                   unsigned side, struct lets_limit now, uint32_t by,
                                   uint32_t *kinds, struct lets_error *err)
{
    struct loosened_limit *mine = &account->limits[side];
    int64_t allowed_before = allowed_by(loosened, side, mine->limit);
    int64_t allowed = allowed_by(loosened, side, now);
    if (!mine->has_own_list) {
        mine->newest = loosened->policy[side].newest;
        mine->has_own_list = true;
    }
    mine->limit = now;
    *kinds |= allowed > allowed_before ? LOOSENED(LIMIT) : 0;
    return move_rule(loosened, &mine->newest, allowed_before, allowed, by, err);
}

static enum lets_status move_policy_limit(struct loosened *loosened, unsigned side,
                                          struct lets_limit now, uint32_t by, uint32_t *kinds,
                                          struct lets_error *err)
{
    struct loosened_limit *policy = &loosened->policy[side];
    int64_t allowed_before = allowed_by(loosened, side, policy->limit);
    int64_t allowed = allowed_by(loosened, side, now);
    enum lets_status status =
        move_rule(loosened, &policy->newest, allowed_before, allowed, by, err);
    for (size_t i = 0; status == LETS_OK && i < loosened->n_accounts; i++) {
        struct loosened_limit *mine = &loosened->accounts[i].limits[side];
        if (mine->has_own_list && mine->limit.kind == LETS_LIMIT_DEFAULT) {
            status = move_rule(loosened, &mine->newest, allowed_before, allowed, by, err);
        }
    }
    *kinds |= allowed > allowed_before ? LOOSENED(LIMIT) : 0;
    policy->limit = now;
    return status;
}

/* ---------------------------------------------------------------- the policy */

static enum lets_status take_policy(struct loosened *loosened, const struct lets_entry *entry,
                                    uint32_t index, uint32_t *kinds, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    if (lets_entry_has(entry, debit_limit)) {
        status = move_policy_limit(loosened, DEBIT, entry->debit_limit, index, kinds, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, credit_limit)) {
        status = move_policy_limit(loosened, CREDIT, entry->credit_limit, index, kinds, err);
    }
    if (lets_entry_has(entry, limits) && entry->limits != loosened->limits) {
        bool is_soft = entry->limits == LETS_LIMITS_SOFT;
        loosened->softened_by = is_soft ? index + 1 : 0;
        *kinds |= is_soft ? LOOSENED(SOFT) : 0;
        loosened->limits = entry->limits;
    }
    if (status == LETS_OK && lets_entry_has(entry, cheques_valid)) {
        status = loosened_take_validity(&loosened->cheques, loosened->cheques_valid,
                                        entry->cheques_valid, index, kinds, err);
        loosened->cheques_valid = entry->cheques_valid;
    }
    return status;
}

static void take_ledger(struct loosened *loosened, const struct lets_entry *entry)
{
    loosened->policy[DEBIT].limit = entry->debit_limit;
    loosened->policy[CREDIT].limit = entry->credit_limit;
    loosened->limits = entry->limits;
    loosened->cheques_valid = entry->cheques_valid;
}

/* ---------------------------------------------------------------- accounts */

static enum lets_status take_opening(struct loosened *loosened, const struct lets_ledger *ledger,
                                     const struct lets_entry *entry, uint32_t index,
                                     uint32_t *kinds, struct lets_error *err)
{
    size_t n = lets_ledger_summary(ledger)->n_accounts;
    enum lets_status status = mem_grow(&loosened->accounts, &loosened->accounts_capacity, n, err);
    if (status != LETS_OK) {
        return status;
    }
    const struct lets_account *opened = lets_ledger_account(ledger, (uint32_t)(n - 1));
    struct loosened_account *account = &loosened->accounts[n - 1];
    *account = (struct loosened_account){.purpose = opened->purpose, .opened = opened->opened};
    loosened->n_accounts = n;
    if (lets_entry_has(entry, debit_limit)) {
        status = move_limit(loosened, account, DEBIT, entry->debit_limit, index, kinds, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, credit_limit)) {
        status = move_limit(loosened, account, CREDIT, entry->credit_limit, index, kinds, err);
    }
    if (opened->kind == LETS_CENTRAL) {
        *kinds = LOOSENED(CENTRAL);
    } else if (*kinds != 0) {
        *kinds = LOOSENED(LOOSE);
    }
    return status;
}

static void take_status(struct loosened_account *account, enum lets_account_status status,
                        uint32_t index, uint32_t *kinds)
{
    if (account->status == LETS_CLOSED) {
        account->reopened_by = index + 1;
        *kinds |= LOOSENED(REOPENED);
    } else if (status == LETS_ACTIVE) {
        account->resumed_by = index + 1;
        *kinds |= LOOSENED(RESUMED);
    }
    if (status != LETS_ACTIVE) {
        account->resumed_by = 0;
    }
    if (status == LETS_CLOSED) {
        account->reopened_by = 0;
    }
    account->status = status;
}

static enum lets_status take_change(struct loosened *loosened, const struct lets_ledger *ledger,
                                    const struct lets_entry *entry, uint32_t index, uint32_t *kinds,
                                    struct lets_error *err)
{
    struct loosened_account *account = &loosened->accounts[ledger_exact(ledger, entry->id)->index];
    enum lets_status status = LETS_OK;
    if (lets_entry_has(entry, debit_limit)) {
        status = move_limit(loosened, account, DEBIT, entry->debit_limit, index, kinds, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, credit_limit)) {
        status = move_limit(loosened, account, CREDIT, entry->credit_limit, index, kinds, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, joined)) {
        *kinds |= LOOSENED(JOINED);
        status = move_rule(loosened, &account->joined, allowed_by_opening(account->opened),
                           allowed_by_opening(entry->joined), index, err);
        account->opened = entry->joined;
    }
    if (lets_entry_has(entry, purpose)) {
        bool was_opening = account->purpose == LETS_PURPOSE_OPENING;
        bool is_opening = entry->purpose == LETS_PURPOSE_OPENING;
        *kinds |= was_opening != is_opening ? LOOSENED(PURPOSE) : 0;
        account->purpose = entry->purpose;
    }
    if (lets_entry_has(entry, status)) {
        take_status(account, entry->status, index, kinds);
    }
    return status;
}

/* ---------------------------------------------------------------- entries */

enum lets_status loosened_take(struct loosened *loosened, const struct lets_ledger *ledger,
                               const struct lets_entry *entry, uint32_t index, uint32_t *kinds,
                               struct lets_error *err)
{
    *kinds = 0;
    switch (entry->kind) {
    case LETS_KIND_LEDGER:
        take_ledger(loosened, entry);
        break;
    case LETS_KIND_POLICY:
        return take_policy(loosened, entry, index, kinds, err);
    case LETS_KIND_MEMBER:
    case LETS_KIND_CENTRAL:
        return take_opening(loosened, ledger, entry, index, kinds, err);
    case LETS_KIND_CHANGE:
        return take_change(loosened, ledger, entry, index, kinds, err);
    case LETS_KIND_CHEQUES:
        return loosened_take_book(&loosened->cheques, entry, index, kinds, err);
    case LETS_KIND_CHEQUE:
        return loosened_take_cheque(&loosened->cheques, entry, index, kinds, err);
    case LETS_KIND_CLOSE:
        return move_rule(loosened, &loosened->periods, INT64_MAX, allowed_by_close(entry->date),
                         index, err);
    case LETS_KIND_REOPEN:
        *kinds = LOOSENED(PERIOD);
        return move_rule(loosened, &loosened->periods, allowed_by_close(entry->date), INT64_MAX,
                         index, err);
    case LETS_KIND_RULE:
        *kinds = lets_entry_has(entry, withdrawn) ? 0 : LOOSENED(RULE);
        break;
    case LETS_KIND_CHARTER:
        return loosened_take_charter(&loosened->funds, ledger, entry, index, kinds, err);
    case LETS_KIND_PROPOSAL:
        return loosened_take_proposal(&loosened->funds, ledger, entry, kinds, err);
    case LETS_KIND_FORMAT:
    case LETS_KIND_TRANSFER:
    case LETS_KIND_VOTE:
    case LETS_KIND_RUN:
    case LETS_KIND_SEAL:
        break;
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- transfers */

static void find_limit(const struct loosened *loosened, uint32_t account, unsigned side,
                       int64_t needed, struct loosened_found *found)
{
    const struct loosened_limit *mine = &loosened->accounts[account].limits[side];
    if (needed <= 0) {
        return;
    }
    if (loosened->limits == LETS_LIMITS_HARD) {
        uint32_t newest = mine->has_own_list ? mine->newest : loosened->policy[side].newest;
        loosened_add(found, find_rule(loosened, newest, needed));
    } else if (needed > allowed_by(loosened, side, mine->limit)) {
        loosened_add(found, loosened->softened_by);
    }
}

struct loosened_found loosened_by(const struct loosened *loosened, const struct lets_ledger *ledger,
                                  const struct lets_entry *entry)
{
    struct lets_transfer transfer = {0};
    struct loosened_found found = {.n = 0};
    (void)lets_ledger_transfer(ledger, entry->number, &transfer);
    const struct loosened_account *payer = &loosened->accounts[transfer.payer];
    const struct loosened_account *payee = &loosened->accounts[transfer.payee];
    int64_t needed = needed_of(entry->date);
    loosened_add(&found, find_rule(loosened, loosened->periods, needed));
    loosened_add(&found, find_rule(loosened, payer->joined, needed));
    loosened_add(&found, find_rule(loosened, payee->joined, needed));
    loosened_add(&found, payer->reopened_by);
    loosened_add(&found, payee->reopened_by);
    if (lets_entry_has(entry, cheque)) {
        loosened_find_cheque(&loosened->cheques, entry, &found);
    }
    loosened_find_charter(&loosened->funds, ledger, entry, &found);
    uint32_t run = 0;
    bool asks_standing = !lets_entry_has(entry, override_reason) &&
                         !lets_entry_has(entry, reverses) &&
                         !lets_ledger_run_of(ledger, entry->number, &run);
    if (asks_standing) {
        int64_t paying = lets_ledger_account(ledger, transfer.payer)->balance.minor;
        int64_t paid = lets_ledger_account(ledger, transfer.payee)->balance.minor;
        loosened_add(&found, payer->resumed_by);
        find_limit(loosened, transfer.payer, DEBIT, -paying, &found);
        find_limit(loosened, transfer.payee, CREDIT, paid, &found);
    }
    return found;
}
