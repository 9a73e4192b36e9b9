/* SPDX-License-Identifier: MIT */
/*
 * Payments of funds. Each is checked against sums that are kept as payments come and are reversed:
 * what was spent in the days of the charter, what of it without a proposal in each month, and what
 * was paid under each proposal.
 */

#include "ledger/ledger_payments.h"

#include <inttypes.h>

#include "ledger/ledger_proposals.h"

/* 1: what may always go to the account for the residue, and counts nowhere. */
static bool is_free(const struct lets_charter *charter, const struct payment *payment)
{
    const struct lets_entry *entry = payment->entry;
    return !lets_entry_has(entry, proposal) && payment->payee->index == charter->residue_to &&
           (!charter->has_key || entry->date.day > charter->ends.day) &&
           payment->payer->balance.minor >= entry->amount.minor;
}

/* ---------------------------------------------------------------- checks */

/* An amount in words. */
struct amount_text {
    char text[LETS_AMOUNT_SIZE];
};

static struct amount_text amount_of(const struct lets_ledger *ledger, int64_t minor)
{
    struct amount_text amount;
    lets_amount_format((struct lets_amount){minor}, ledger->summary.decimals, amount.text);
    return amount;
}

/* 2 to 4: days, ceiling, budget. */
static enum lets_status check_charter(struct lets_ledger *ledger, const struct fund *fund,
                                      const struct payment *payment, struct lets_error *err)
{
    const struct lets_charter *charter = &fund->charter;
    const struct lets_entry *entry = payment->entry;
    int64_t spent = fund_book_spent(&ledger->funds, fund, charter_days(charter)).minor;
    if (entry->date.day > charter->ends.day && payment->payee->index == charter->residue_to) {
        return LEDGER_REFUSE(
            date, LETS_CHARTER_ENDED,
            "'%.*s' stands at %s, and since its charter ended, on %s, only what is "
            "above zero goes to '%.*s', without a proposal",
            LETS__SHOW(payment->payer->id), amount_of(ledger, payment->payer->balance.minor).text,
            day_of(charter->ends).text, LETS__SHOW(payment->payee->id));
    }
    if (!lets_period_holds(charter_days(charter), entry->date)) {
        return LEDGER_REFUSE(date, LETS_CHARTER_ENDED,
                             "'%.*s' can be spent from %s to %s, as its charter says",
                             LETS__SHOW(payment->payer->id), day_of(charter->begins).text,
                             day_of(charter->ends).text);
    }
    if (entry->amount.minor > charter->ceiling.minor) {
        return LEDGER_REFUSE(amount, LETS_OVER_CEILING,
                             "'%.*s' pays at most %s at a time, as its charter says",
                             LETS__SHOW(payment->payer->id),
                             amount_of(ledger, charter->ceiling.minor).text);
    }
    if (entry->amount.minor > charter->budget.minor - spent) {
        return LEDGER_REFUSE(amount, LETS_OVER_BUDGET,
                             "'%.*s' has spent %s of its budget of %s: that would go past it",
                             LETS__SHOW(payment->payer->id), amount_of(ledger, spent).text,
                             amount_of(ledger, charter->budget.minor).text);
    }
    return LETS_OK;
}

/* 5: what is paid without a proposal. */
static enum lets_status check_petty(struct lets_ledger *ledger, const struct fund *fund,
                                    const struct payment *payment, struct lets_error *err)
{
    int64_t petty = fund->charter.petty.minor;
    int64_t paid = lets_ledger_petty(ledger, fund->account, payment->entry->date).minor;
    if (payment->entry->amount.minor <= petty - paid) {
        return LETS_OK;
    }
    if (petty == 0) {
        return LEDGER_REFUSE(payer, LETS_PROPOSAL_MISSING,
                             "'%.*s' pays nothing without a proposal, as its charter says",
                             LETS__SHOW(payment->payer->id));
    }
    return LEDGER_REFUSE(payer, LETS_PROPOSAL_MISSING,
                         "'%.*s' pays %s a month without a proposal, of which %s were paid in that "
                         "month: more needs a proposal",
                         LETS__SHOW(payment->payer->id), amount_of(ledger, petty).text,
                         amount_of(ledger, paid).text);
}

/* 6: what is paid under a proposal. */
static enum lets_status check_proposal(struct lets_ledger *ledger, const struct payment *payment,
                                       struct lets_error *err)
{
    const struct lets_entry *entry = payment->entry;
    const struct kept_proposal *proposal = fund_book_proposal(&ledger->funds, entry->proposal);
    ledger->blamed = LETS_FIELD_proposal;
    if (proposal == NULL) {
        return lets__fail(err, LETS_UNKNOWN_PROPOSAL, "there is no proposal %" PRIu32,
                          entry->proposal);
    }
    const struct lets_proposal *said = &proposal->said;
    if (said->fund != payment->payer->index) {
        return lets__fail(err, LETS_PROPOSAL_DIFFERS, "proposal %" PRIu32 " is of the fund '%.*s'",
                          said->number, LETS__SHOW(ledger->accounts[said->fund].id));
    }
    if (said->has_to && said->to != payment->payee->index) {
        return lets__fail(err, LETS_PROPOSAL_DIFFERS, "proposal %" PRIu32 " is to pay '%.*s'",
                          said->number, LETS__SHOW(ledger->accounts[said->to].id));
    }
    if (said->is_for_charter) {
        return lets__fail(err, LETS_PROPOSAL_DIFFERS,
                          "proposal %" PRIu32 " is for a charter, and pays nothing", said->number);
    }
    enum lets_status status = ledger_check_approved(ledger, proposal, payment->payee->index, err);
    if (status == LETS_OK && entry->amount.minor > said->amount.minor - said->paid.minor) {
        status = LEDGER_REFUSE(amount, LETS_OVER_PROPOSAL,
                               "proposal %" PRIu32 " is for %s, of which %s were paid",
                               said->number, amount_of(ledger, said->amount.minor).text,
                               amount_of(ledger, said->paid.minor).text);
    }
    return status;
}

bool payment_asks_reversal(const struct lets_ledger *ledger, const struct lets_account *payer)
{
    const struct fund *fund = fund_book_chartered(&ledger->funds, payer->index);
    return fund != NULL && fund->charter.has_key;
}

/* A reversal is no payment; but what a charter with keys guards does not go out by one. */
static enum lets_status check_reversal(struct lets_ledger *ledger, const struct payment *payment,
                                       struct lets_error *err)
{
    if (!lets_entry_has(payment->entry, proposal)) {
        return LEDGER_REFUSE(
            payer, LETS_PROPOSAL_MISSING,
            "the charter of '%.*s' has keys: what was paid in goes back only under "
            "a proposal",
            LETS__SHOW(payment->payer->id));
    }
    return check_proposal(ledger, payment, err);
}

enum lets_status payment_check(struct lets_ledger *ledger, const struct payment *payment,
                               struct lets_error *err)
{
    const struct lets_entry *entry = payment->entry;
    const struct fund *fund = fund_book_chartered(&ledger->funds, payment->payer->index);
    bool is_reversal = lets_entry_has(entry, reverses);
    if (fund == NULL) {
        return lets_entry_has(entry, proposal)
                   ? LEDGER_REFUSE(proposal, LETS_PROPOSAL_DIFFERS,
                                   "'%.*s' has no charter: it pays under no proposal",
                                   LETS__SHOW(payment->payer->id))
                   : LETS_OK;
    }
    if (is_free(&fund->charter, payment) || (is_reversal && !fund->charter.has_key)) {
        return LETS_OK;
    }
    if (is_reversal) {
        return check_reversal(ledger, payment, err);
    }
    enum lets_status status = check_charter(ledger, fund, payment, err);
    if (status != LETS_OK) {
        return status;
    }
    return lets_entry_has(entry, proposal) ? check_proposal(ledger, payment, err)
                                           : check_petty(ledger, fund, payment, err);
}

/* ---------------------------------------------------------------- counting */

enum lets_status payment_reserve(struct lets_ledger *ledger, const struct payment *payment,
                                 struct lets_error *err)
{
    struct fund *fund = fund_book_find(&ledger->funds, payment->payer->index);
    if (fund == NULL || lets_entry_has(payment->entry, reverses)) {
        return LETS_OK;
    }
    enum lets_status status =
        mem_grow(&fund->payments, &fund->payments_capacity, fund->n_payments + 1, err);
    return status == LETS_OK && fund->is_summed ? fund_book_reserve_payments(&ledger->funds, 1, err)
                                                : status;
}

/* A payment of a fund is taken back. */
static void take_back(struct lets_ledger *ledger, const struct fund_payment *payment,
                      struct fund *fund)
{
    const struct transfer_record *record = ledger_record(ledger, payment->number);
    struct lets_amount amount = ledger_record_amount(record);
    struct lets_date date = {record->day};
    if (payment->proposal == FUND_FREE) {
        return;
    }
    if (payment->proposal != 0) {
        fund_book_proposal(&ledger->funds, payment->proposal)->said.paid.minor -= amount.minor;
    }
    if (fund->is_summed) {
        fund_book_count(&ledger->funds, fund, date, -amount.minor, payment->proposal == 0);
    }
}

void payment_take(struct lets_ledger *ledger, const struct payment *payment)
{
    const struct lets_entry *entry = payment->entry;
    uint32_t proposal = lets_entry_has(entry, proposal) ? entry->proposal : 0;
    if (proposal != 0) {
        fund_book_proposal(&ledger->funds, proposal)->said.paid.minor += entry->amount.minor;
    }
    if (lets_entry_has(entry, reverses)) {
        struct fund *paid = fund_book_find(&ledger->funds, payment->payee->index);
        const struct fund_payment *reversed =
            paid == NULL ? NULL : fund_find_payment(paid, entry->reverses);
        if (reversed != NULL) {
            take_back(ledger, reversed, paid);
        }
        return;
    }
    struct fund *fund = fund_book_find(&ledger->funds, payment->payer->index);
    if (fund == NULL) {
        return;
    }
    bool was_free = fund->has_charter && is_free(&fund->charter, payment);
    fund->payments[fund->n_payments++] =
        (struct fund_payment){.number = entry->number, .proposal = was_free ? FUND_FREE : proposal};
    if (fund->is_summed && !was_free) {
        fund_book_count(&ledger->funds, fund, entry->date, entry->amount.minor, proposal == 0);
    }
}

bool lets_ledger_is_free(const struct lets_ledger *ledger, uint32_t number)
{
    struct lets_transfer transfer;
    if (!lets_ledger_transfer(ledger, number, &transfer)) {
        return false;
    }
    const struct fund *fund = fund_book_find(&ledger->funds, transfer.payer);
    const struct fund_payment *payment = fund == NULL ? NULL : fund_find_payment(fund, number);
    return payment != NULL && payment->proposal == FUND_FREE;
}
