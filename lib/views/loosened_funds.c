/* SPDX-License-Identifier: MIT */
/*
 * A payment of a fund was let through by the newest charter whose forerunner would have refused it.
 * Forerunners are asked as they stood, over their own days: a charter that begins later makes room
 * in a budget though it says the same. So many are asked as do not make a hostile journal slow.
 */

#include "views/loosened_funds.h"

#include "ledger/ledger.h"
#include "values/period.h"

enum { FORERUNNERS = 8 };

void loosened_funds_release(struct loosened_funds *funds)
{
    mem_free(funds->charters);
    mem_free(funds->funds);
    mem_free(funds->open);
    *funds = (struct loosened_funds){.n_charters = 0};
}

/* The fund of an account that had a charter; NULL for any other. */
static struct loosened_fund *find_fund(const struct loosened_funds *funds, uint32_t account)
{
    return account < funds->n_funds && funds->funds[account].newest != 0 ? &funds->funds[account]
                                                                         : NULL;
}

static const struct loosened_charter *newest_of(const struct loosened_funds *funds,
                                                const struct loosened_fund *fund)
{
    return &funds->charters[fund->newest - 1];
}

/* ---------------------------------------------------------------- what was spent */

/* What the account of a charter spent in a period. */
static int64_t spent_in(const struct lets_ledger *ledger, const struct lets_charter *charter,
                        struct lets_period period)
{
    const struct fund *fund = fund_book_find(&ledger->funds, charter->fund);
    return fund_book_spent(&ledger->funds, fund, period).minor;
}

/* What of that without a proposal. */
static int64_t petty_in(const struct lets_ledger *ledger, const struct lets_charter *charter,
                        struct lets_period period)
{
    const struct fund *fund = fund_book_find(&ledger->funds, charter->fund);
    return fund_book_petty(&ledger->funds, fund, period).minor;
}

/* ---------------------------------------------------------------- proposals */

/* Counts whether a proposal for an amount is neither withdrawn nor paid in full, as it stands now.
 */
static void count_proposal(struct loosened_funds *funds, const struct lets_ledger *ledger,
                           uint32_t number)
{
    struct lets_proposal proposal = {.number = 0};
    bool is_known = number <= funds->n_proposals && lets_ledger_proposal(ledger, number, &proposal);
    if (!is_known || proposal.fund >= funds->n_funds) {
        return;
    }
    bool is_open = !proposal.is_for_charter && proposal.withdrawn.size == 0 &&
                   proposal.paid.minor < proposal.amount.minor;
    struct loosened_fund *fund = &funds->funds[proposal.fund];
    if (is_open && (fund->latest == 0 || proposal.date.day > fund->latest)) {
        fund->latest = proposal.date.day;
    }
    fund->n_open += is_open ? 1 : 0;
    fund->n_open -= funds->open[number - 1] ? 1 : 0;
    funds->open[number - 1] = is_open;
}

enum lets_status loosened_take_proposal(struct loosened_funds *funds,
                                        const struct lets_ledger *ledger,
                                        const struct lets_entry *entry, uint32_t *kinds,
                                        struct lets_error *err)
{
    *kinds |= lets_entry_has(entry, withdrawn) ? LOOSENED(PROPOSAL) : 0;
    enum lets_status status =
        mem_grow(&funds->open, &funds->proposals_capacity, entry->number, err);
    if (status == LETS_OK) {
        while (funds->n_proposals < entry->number) {
            funds->open[funds->n_proposals++] = false;
        }
        count_proposal(funds, ledger, entry->number);
    }
    return status;
}

/* ---------------------------------------------------------------- charters */

/* The last charter that the fund had; NULL for none. */
static const struct lets_charter *last_charter(const struct loosened_funds *funds,
                                               const struct loosened_fund *fund)
{
    uint32_t at = fund->newest;
    while (at != 0 && funds->charters[at - 1].is_withdrawn) {
        at = funds->charters[at - 1].before;
    }
    return at == 0 ? NULL : &funds->charters[at - 1].charter;
}

/* Whether a proposal may be open under both charters: what is older than the days of one of them
 * has lapsed. */
static bool has_open(const struct loosened_fund *fund, const struct lets_charter *last,
                     const struct lets_charter *now)
{
    return fund->n_open > 0 && fund->latest >= last->begins.day && fund->latest >= now->begins.day;
}

enum lets_status loosened_take_charter(struct loosened_funds *funds,
                                       const struct lets_ledger *ledger,
                                       const struct lets_entry *entry, uint32_t index,
                                       uint32_t *kinds, struct lets_error *err)
{
    uint32_t account = lets_ledger_find(ledger, entry->id)->index;
    struct loosened_charter now = {.is_withdrawn = lets_entry_has(entry, withdrawn), .by = index};
    *kinds |= LOOSENED(CHARTER);
    enum lets_status status =
        mem_grow(&funds->funds, &funds->funds_capacity, (size_t)account + 1, err);
    if (status == LETS_OK) {
        status = mem_grow(&funds->charters, &funds->charters_capacity, funds->n_charters + 1, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    while (funds->n_funds <= account) {
        funds->funds[funds->n_funds++] = (struct loosened_fund){.newest = 0};
    }
    struct loosened_fund *fund = &funds->funds[account];
    const struct lets_charter *last = last_charter(funds, fund);
    if (!now.is_withdrawn && lets_ledger_charter(ledger, account, &now.charter) && last != NULL &&
        now.charter.quorum < last->quorum && has_open(fund, last, &now.charter)) {
        *kinds |= LOOSENED(QUORUM);
    }
    now.before = fund->newest;
    funds->charters[funds->n_charters++] = now;
    fund->newest = (uint32_t)funds->n_charters;
    return LETS_OK;
}

/* ---------------------------------------------------------------- payments */

/* A payment that the ledger took. */
struct taken {
    struct lets_transfer transfer;
    uint32_t proposal; /* 0: none */
    struct lets_date proposed;
    uint32_t n_approve; /* votes for it, as the charter in force counts them */
};

static struct taken taken_of(const struct lets_ledger *ledger, const struct lets_entry *entry)
{
    struct taken taken = {.proposal = 0};
    struct lets_proposal proposal = {.number = 0};
    (void)lets_ledger_transfer(ledger, entry->number, &taken.transfer);
    if (lets_entry_has(entry, proposal) &&
        lets_ledger_proposal(ledger, entry->proposal, &proposal)) {
        taken.proposal = entry->proposal;
        taken.proposed = proposal.date;
    }
    return taken;
}

/* What may always go to the account for the residue: what it left is the balance now. */
static bool is_free(const struct lets_ledger *ledger, const struct lets_charter *charter,
                    const struct taken *taken)
{
    const struct lets_transfer *transfer = &taken->transfer;
    return taken->proposal == 0 && transfer->payee == charter->residue_to &&
           (!charter->has_key || transfer->date.day > charter->ends.day) &&
           lets_ledger_account(ledger, transfer->payer)->balance.minor >= 0;
}

/* Whether a charter would have refused a payment. Who approves is a matter of the charter in force;
 * how many, of both. */
static bool would_refuse(const struct lets_ledger *ledger, const struct lets_charter *charter,
                         const struct taken *taken)
{
    const struct lets_transfer *transfer = &taken->transfer;
    struct lets_period days = charter_days(charter);
    /* One that was free is not counted, and would be by this charter. */
    int64_t uncounted = lets_ledger_is_free(ledger, transfer->number) ? transfer->amount.minor : 0;
    if (is_free(ledger, charter, taken)) {
        return false;
    }
    if (!lets_period_holds(days, transfer->date) ||
        transfer->amount.minor > charter->ceiling.minor ||
        spent_in(ledger, charter, days) + uncounted > charter->budget.minor) {
        return true;
    }
    if (taken->proposal != 0) {
        return taken->n_approve < charter->quorum || taken->proposed.day < charter->begins.day;
    }
    struct lets_period month = period_around(LETS_EVERY_MONTH, transfer->date);
    return petty_in(ledger, charter, period_common(days, month)) + uncounted > charter->petty.minor;
}

void loosened_find_charter(const struct loosened_funds *funds, const struct lets_ledger *ledger,
                           const struct lets_entry *entry, struct loosened_found *found)
{
    struct taken taken = taken_of(ledger, entry);
    const struct loosened_fund *fund = find_fund(funds, taken.transfer.payer);
    if (fund == NULL || lets_entry_has(entry, reverses)) {
        return;
    }
    const struct loosened_charter *charter = newest_of(funds, fund);
    if (charter->is_withdrawn) {
        loosened_add(found, charter->by + 1);
        return;
    }
    if (charter->before != 0 && taken.proposal != 0) {
        taken.n_approve =
            lets_ledger_approval(ledger, taken.proposal, taken.transfer.payee).n_approve;
    }
    for (unsigned i = 0; i < FORERUNNERS && charter->before != 0; i++) {
        const struct loosened_charter *before = &funds->charters[charter->before - 1];
        if (before->is_withdrawn) {
            return;
        }
        if (would_refuse(ledger, &before->charter, &taken)) {
            loosened_add(found, charter->by + 1);
            return;
        }
        charter = before;
    }
}

/* What a fund gets back may open a proposal again. */
static void take_back(struct loosened_funds *funds, const struct lets_ledger *ledger,
                      const struct lets_transfer *reversal)
{
    const struct fund *fund = fund_book_find(&ledger->funds, reversal->payee);
    const struct fund_payment *payment =
        fund == NULL ? NULL : fund_find_payment(fund, reversal->reverses);
    if (payment != NULL && payment->proposal != 0 && payment->proposal != FUND_FREE) {
        count_proposal(funds, ledger, payment->proposal);
    }
}

uint32_t loosened_take_payment(struct loosened_funds *funds, const struct lets_ledger *ledger,
                               const struct lets_entry *entry)
{
    struct taken taken = taken_of(ledger, entry);
    struct lets_charter charter;
    if (taken.proposal != 0) {
        count_proposal(funds, ledger, taken.proposal);
    }
    if (taken.transfer.reverses != 0) {
        take_back(funds, ledger, &taken.transfer);
        return 0;
    }
    if (taken.proposal != 0 || !lets_ledger_charter(ledger, taken.transfer.payer, &charter)) {
        return 0;
    }
    bool is_past = !lets_ledger_is_free(ledger, entry->number) &&
                   petty_in(ledger, &charter, charter_days(&charter)) > charter.ceiling.minor;
    return LOOSENED(PETTY) | (is_past ? LOOSENED(PETTY_SUM) : 0);
}
