/* SPDX-License-Identifier: MIT */
/*
 * Transfers (journal.md, "A transfer's rules"): the rules stand here in the order in which they are
 * checked, one function a paragraph of the text, so that the first that fails is the one reported.
 */

#include "ledger/ledger_transfers.h"

#include <assert.h>
#include <inttypes.h>

#include "ledger/ledger_payments.h"
#include "ledger/ledger_runs.h"
#include "ledger/ledger_vouchers.h"
#include "values/spelling.h"

struct parties {
    struct lets_account *payer;
    struct lets_account *payee;
};

static enum lets_status check_opening(struct lets_ledger *ledger,
                                      const struct lets_account *account, struct lets_date date,
                                      struct lets_error *err)
{
    if (date.day < account->opened.day) {
        return LEDGER_REFUSE(date, LETS_DATE_BEFORE_OPENING,
                             "%s is before '%.*s' was opened, on %s", day_of(date).text,
                             LETS__SHOW(account->id), day_of(account->opened).text);
    }
    return LETS_OK;
}

static enum lets_status check_date(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   const struct parties *parties, struct lets_error *err)
{
    const struct lets_summary *summary = &ledger->summary;
    if (summary->has_close && entry->date.day <= summary->closed.day) {
        return LEDGER_REFUSE(date, LETS_DATE_CLOSED,
                             "%s lies in a closed period: all days up to %s are "
                             "closed",
                             day_of(entry->date).text, day_of(summary->closed).text);
    }
    if (entry->date.day < summary->opened.day) {
        return LEDGER_REFUSE(date, LETS_DATE_BEFORE_LEDGER,
                             "%s is before the ledger was opened, on %s", day_of(entry->date).text,
                             day_of(summary->opened).text);
    }
    enum lets_status status = check_opening(ledger, parties->payer, entry->date, err);
    return status == LETS_OK ? check_opening(ledger, parties->payee, entry->date, err) : status;
}

/* Rule 1: number, parties, date. */
static enum lets_status check_parties(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      const struct parties *parties, struct lets_error *err)
{
    if (entry->number != ledger->summary.n_transfers + 1) {
        return LEDGER_REFUSE(number, LETS_TRANSFER_NUMBER,
                             "transfer %" PRIu32 " is not the next, which is %" PRIu32,
                             entry->number, ledger->summary.n_transfers + 1);
    }
    if (parties->payer == NULL) {
        ledger->blamed = LETS_FIELD_payer;
        return ledger_fail_unknown(ledger, entry->payer, err);
    }
    if (parties->payee == NULL) {
        ledger->blamed = LETS_FIELD_payee;
        return ledger_fail_unknown(ledger, entry->payee, err);
    }
    if (parties->payer == parties->payee) {
        return LEDGER_REFUSE(payee, LETS_SAME_ACCOUNT, "'%.*s' cannot pay itself",
                             LETS__SHOW(entry->payer));
    }
    if (parties->payer->status == LETS_CLOSED) {
        return LEDGER_REFUSE(payer, LETS_ACCOUNT_CLOSED, "the account '%.*s' is closed",
                             LETS__SHOW(entry->payer));
    }
    if (parties->payee->status == LETS_CLOSED) {
        return LEDGER_REFUSE(payee, LETS_ACCOUNT_CLOSED, "the account '%.*s' is closed",
                             LETS__SHOW(entry->payee));
    }
    return check_date(ledger, entry, parties, err);
}

/* Rule 2, a reversal. */
static enum lets_status check_reversal(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       const struct parties *parties, struct lets_error *err)
{
    if (lets_entry_has(entry, cheque) || lets_entry_has(entry, written) ||
        lets_entry_has(entry, ref) || lets_entry_has(entry, corrects) ||
        lets_entry_has(entry, override_reason) || lets_entry_has(entry, first) ||
        lets_entry_has(entry, last)) {
        return LEDGER_REFUSE(reverses, LETS_REVERSAL_KEYS,
                             "a reversal has none of cheque, written, first, last, ref, "
                             "corrects, override");
    }
    if (lets_entry_has(entry, proposal) && !payment_asks_reversal(ledger, parties->payer)) {
        return LEDGER_REFUSE(proposal, LETS_REVERSAL_KEYS,
                             "'%.*s' has no charter with keys: a reversal that it pays has no "
                             "proposal",
                             LETS__SHOW(entry->payer));
    }
    struct lets_transfer reversed;
    if (!lets_ledger_transfer(ledger, entry->reverses, &reversed)) {
        return LEDGER_REFUSE(reverses, LETS_UNKNOWN_TRANSFER, "there is no transfer %" PRIu32,
                             entry->reverses);
    }
    if (reversed.reverses != 0) {
        return LEDGER_REFUSE(reverses, LETS_REVERSES_REVERSAL,
                             "transfer %" PRIu32 " is itself a reversal, of %" PRIu32,
                             entry->reverses, reversed.reverses);
    }
    if (reversed.reversed_by != 0) {
        return LEDGER_REFUSE(reverses, LETS_ALREADY_REVERSED,
                             "transfer %" PRIu32 " was reversed already, by %" PRIu32,
                             entry->reverses, reversed.reversed_by);
    }
    if (parties->payer->index != reversed.payee || parties->payee->index != reversed.payer ||
        entry->amount.minor != reversed.amount.minor) {
        char amount[LETS_AMOUNT_SIZE];
        lets_amount_format(reversed.amount, ledger->summary.decimals, amount);
        return LEDGER_REFUSE(reverses, LETS_REVERSAL_DIFFERS,
                             "to reverse transfer %" PRIu32 ", %s must go "
                             "back from '%.*s' to '%.*s'",
                             entry->reverses, amount,
                             LETS__SHOW(ledger->accounts[reversed.payee].id),
                             LETS__SHOW(ledger->accounts[reversed.payer].id));
    }
    return LETS_OK;
}

/* Rule 2, a correction. */
static enum lets_status check_correction(struct lets_ledger *ledger, const struct lets_entry *entry,
                                         struct lets_error *err)
{
    struct lets_transfer corrected;
    if (!lets_ledger_transfer(ledger, entry->corrects, &corrected)) {
        return LEDGER_REFUSE(corrects, LETS_UNKNOWN_TRANSFER, "there is no transfer %" PRIu32,
                             entry->corrects);
    }
    if (corrected.reversed_by == 0) {
        return LEDGER_REFUSE(corrects, LETS_NOT_REVERSED, "transfer %" PRIu32 " was not reversed",
                             entry->corrects);
    }
    const struct kept_run *run = rule_book_run_of(&ledger->rules, entry->corrects);
    if (run != NULL) {
        return LEDGER_REFUSE(corrects, LETS_RUN_CORRECTED,
                             "transfer %" PRIu32 " is of a run of '%.*s', of which none is "
                             "corrected: reverse the whole run, and run it again",
                             entry->corrects, LETS__SHOW(ledger->rules.rules[run->rule].name));
    }
    return LETS_OK;
}

/* Whether the cheque is presented in time, or was before a reversal set it free. */
static enum lets_status check_age(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  const struct cheque_event *event, bool *is_in_time,
                                  struct lets_error *err)
{
    enum { MONTH_SHORTEST = 28 };
    struct lets_date from = lets_entry_has(entry, written) ? entry->written : entry->date;
    bool is_by_months = ledger->summary.cheques_valid.unit == LETS_VALID_MONTHS;
    *is_in_time = true;
    if (is_by_months && entry->date.day - from.day < MONTH_SHORTEST) {
        return LETS_OK; /* as nearly all are, without a calendar */
    }
    struct lets_date last = lets_validity_last_day(ledger->summary.cheques_valid, from);
    *is_in_time = entry->date.day <= last.day || event->is_presented;
    if (!*is_in_time && !lets_entry_has(entry, override_reason)) {
        return LEDGER_REFUSE(cheque, LETS_CHEQUE_STALE,
                             "cheque %" PRIu32 ", written on %s, was valid up to "
                             "%s",
                             entry->cheque, day_of(from).text, day_of(last).text);
    }
    return LETS_OK;
}

/* Whether the cheque lies in a book of the payer. */
static enum lets_status check_book(struct lets_ledger *ledger, uint32_t number,
                                   const struct lets_account *payer, struct lets_error *err)
{
    struct cheque_near *near = &ledger->near_cheques[payer->index];
    if (near->first <= number && number <= near->last) {
        return LETS_OK;
    }
    const struct book *book = cheque_books_holding(&ledger->books, number);
    if (book == NULL) {
        return LEDGER_REFUSE(cheque, LETS_CHEQUE_UNKNOWN, "cheque %" PRIu32 " is in no book",
                             number);
    }
    if (book->account != payer->index) {
        return LEDGER_REFUSE(cheque, LETS_CHEQUE_FOREIGN,
                             "cheque %" PRIu32 " is in a book of '%.*s'", number,
                             LETS__SHOW(ledger->accounts[book->account].id));
    }
    near->first = book->first;
    near->last = book->last;
    return LETS_OK;
}

/* Rule 3: the cheque, and the day on the paper. */
static enum lets_status check_cheque(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     const struct parties *parties, bool *is_in_time,
                                     struct lets_error *err)
{
    uint32_t number = entry->cheque;
    bool has_cheque = lets_entry_has(entry, cheque) && !parties->payer->is_float;
    struct cheque_event event = {0};
    if (has_cheque) {
        enum lets_status status = check_book(ledger, number, parties->payer, err);
        if (status != LETS_OK) {
            return status;
        }
        event = cheque_books_event(&ledger->books, number,
                                   &ledger->near_cheques[parties->payer->index]);
        if (event.status == LETS_USED) {
            return LEDGER_REFUSE(cheque, LETS_CHEQUE_USED,
                                 "cheque %" PRIu32 " was recorded as transfer %" PRIu32, number,
                                 event.transfer);
        }
        if (event.status == LETS_STOPPED) {
            return LEDGER_REFUSE(cheque, LETS_CHEQUE_STOPPED, "cheque %" PRIu32 " is stopped",
                                 number);
        }
    }
    if (lets_entry_has(entry, written) && entry->written.day > entry->date.day) {
        return LEDGER_REFUSE(written, LETS_WRITTEN_LATER,
                             "%s, the day on the paper, is after %s, the day of "
                             "the transfer",
                             day_of(entry->written).text, day_of(entry->date).text);
    }
    return has_cheque ? check_age(ledger, entry, &event, is_in_time, err) : LETS_OK;
}

/* What transfers of a float obey behind rule 3, and a reversal of one in rule 2. */
static enum lets_status check_vouchers(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       const struct parties *parties, bool *is_in_time,
                                       struct lets_error *err)
{
    struct voucher_transfer transfer = {entry, parties->payer, parties->payee};
    enum voucher_act act = vouchers_act(&transfer);
    bool is_plain =
        act == VOUCHER_NOTHING && !lets_entry_has(entry, first) && !lets_entry_has(entry, last);
    return is_plain ? LETS_OK : vouchers_check(ledger, &transfer, act, is_in_time, err);
}

/* Rule 4: the reference. */
static enum lets_status check_ref(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  struct lets_error *err)
{
    uint32_t earlier = lets_entry_has(entry, ref) ? lets_ledger_ref(ledger, entry->ref) : 0;
    if (earlier != 0) {
        return LEDGER_REFUSE(ref, LETS_REF_USED,
                             "the reference '%.*s' was used by transfer %" PRIu32,
                             LETS__SHOW(entry->ref), earlier);
    }
    return LETS_OK;
}

/* Rule 5: status. */
static enum lets_status check_status(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     const struct lets_account *payer, struct lets_error *err)
{
    if (payer->status == LETS_SUSPENDED) {
        return LEDGER_REFUSE(payer, LETS_ACCOUNT_SUSPENDED,
                             "the account '%.*s' is suspended: it receives, "
                             "but does not pay",
                             LETS__SHOW(entry->payer));
    }
    return LETS_OK;
}

/* What a fund obeys, between rules 5 and 6. */
static enum lets_status check_fund(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   const struct parties *parties, struct lets_error *err)
{
    struct payment payment = {entry, parties->payer, parties->payee};
    bool is_plain = parties->payer->kind == LETS_MEMBER && !lets_entry_has(entry, proposal);
    return is_plain ? LETS_OK : payment_check(ledger, &payment, err);
}

/* Rule 6: limits. */
static enum lets_status check_limits(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     const struct parties *parties, struct lets_error *err)
{
    unsigned decimals = ledger->summary.decimals;
    struct lets_limit debit = lets_ledger_debit_limit(ledger, parties->payer);
    struct lets_limit credit = lets_ledger_credit_limit(ledger, parties->payee);
    struct lets_amount after = {0};
    char balance[LETS_AMOUNT_SIZE] = "too far";
    char limit[LETS_AMOUNT_SIZE];
    if (ledger->summary.limits == LETS_LIMITS_SOFT) {
        return LETS_OK;
    }
    bool fits = lets_amount_subtract(parties->payer->balance, entry->amount, &after);
    if (debit.kind == LETS_LIMIT_AMOUNT && (!fits || after.minor < -debit.amount.minor)) {
        lets_amount_format(debit.amount, decimals, limit);
        if (fits) {
            lets_amount_format(after, decimals, balance);
        }
        return LEDGER_REFUSE(amount, LETS_OVER_DEBIT_LIMIT,
                             "'%.*s' would go to %s, below the debit limit of "
                             "%s",
                             LETS__SHOW(entry->payer), balance, limit);
    }
    fits = lets_amount_add(parties->payee->balance, entry->amount, &after);
    if (credit.kind == LETS_LIMIT_AMOUNT && (!fits || after.minor > credit.amount.minor)) {
        lets_amount_format(credit.amount, decimals, limit);
        if (fits) {
            lets_amount_format(after, decimals, balance);
        }
        return LEDGER_REFUSE(amount, LETS_OVER_CREDIT_LIMIT,
                             "'%.*s' would go to %s, above the credit limit "
                             "of %s",
                             LETS__SHOW(entry->payee), balance, limit);
    }
    return LETS_OK;
}

/* All rules; *is_in_time is set where there is a cheque. */
static enum lets_status check(struct lets_ledger *ledger, const struct lets_entry *entry,
                              const struct parties *parties, bool *is_in_time,
                              struct lets_error *err)
{
    bool is_reversal = lets_entry_has(entry, reverses);
    if (entry->amount.minor <= 0) {
        return LEDGER_REFUSE(amount, LETS_ZERO_AMOUNT, "a transfer must be of more than zero");
    }
    enum lets_status status = check_parties(ledger, entry, parties, err);
    assert(status != LETS_OK || (parties->payer != NULL && parties->payee != NULL));
    if (status == LETS_OK && is_reversal) {
        status = check_reversal(ledger, entry, parties, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, corrects)) {
        status = check_correction(ledger, entry, err);
    }
    if (status == LETS_OK) {
        status = check_cheque(ledger, entry, parties, is_in_time, err);
    }
    if (status == LETS_OK) {
        status = check_vouchers(ledger, entry, parties, is_in_time, err);
    }
    if (status == LETS_OK) {
        status = check_ref(ledger, entry, err);
    }
    bool asks_standing =
        !is_reversal && !lets_entry_has(entry, override_reason) && !ledger->rules.run.is_there;
    if (status == LETS_OK && asks_standing) {
        status = check_status(ledger, entry, parties->payer, err);
    }
    if (status == LETS_OK) {
        status = check_fund(ledger, entry, parties, err);
    }
    if (status == LETS_OK && asks_standing) {
        status = check_limits(ledger, entry, parties, err);
    }
    if (status == LETS_OK && !is_reversal &&
        entry->amount.minor > LETS_AMOUNT_MAX - ledger->moved.minor) {
        status = LEDGER_REFUSE(amount, LETS_VOLUME_TOO_LARGE,
                               "the sum of all transfers, reversals apart, would pass 10^18 "
                               "minor units, the most that a journal can hold");
    }
    return status;
}

/* ---------------------------------------------------------------- taking it in */

static enum lets_status reserve_record(struct lets_ledger *ledger, struct lets_error *err)
{
    if (ledger->summary.n_transfers < ledger->n_segments * TRANSFERS_A_SEGMENT) {
        return LETS_OK;
    }
    enum lets_status status =
        mem_grow(&ledger->segments, &ledger->segments_capacity, ledger->n_segments + 1, err);
    void *segment = NULL;
    status = status == LETS_OK
                 ? mem_alloc_array(TRANSFERS_A_SEGMENT, sizeof **ledger->segments, &segment, err)
                 : status;
    if (status == LETS_OK) {
        ledger->segments[ledger->n_segments++] = segment;
    }
    return status;
}

/* In an audit: transfers between the last one and this were refused. They leave empty records, so
 * that this one is judged by what it says itself. */
static enum lets_status leave_gap(struct lets_ledger *ledger, uint32_t number,
                                  struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    uint32_t n = ledger->summary.n_transfers;
    if (number <= n || number - n - 1 > ledger->n_missed) {
        return LETS_OK;
    }
    while (status == LETS_OK && ledger->summary.n_transfers + 1 < number) {
        status = reserve_record(ledger, err);
        if (status == LETS_OK) {
            ledger->summary.n_transfers++;
            *ledger_record(ledger, ledger->summary.n_transfers) = (struct transfer_record){0};
        }
    }
    ledger->n_missed = 0;
    return status;
}

/* The reference's copy, as it is compared, into *ref. A function of its own: the buffer would cost
 * every transfer a guard of the stack. */
static enum lets_status reserve_ref(struct lets_ledger *ledger, struct lets_span given,
                                    struct lets_span *ref, struct lets_error *err)
{
    int32_t buffer[SPELLING_SIZE / 4];
    enum lets_status status = map_reserve(&ledger->refs, err);
    return status != LETS_OK ? status
                             : arena_copy(&ledger->texts, spelling_of(given, buffer), ref, err);
}

/* All memory that taking it in needs; the reference's copy, as it is compared, into
 * *ref. */
static enum lets_status reserve(struct lets_ledger *ledger, const struct lets_entry *entry,
                                const struct parties *parties, struct lets_span *ref,
                                struct lets_error *err)
{
    enum lets_status status = reserve_record(ledger, err);
    if (status == LETS_OK) {
        status = mem_grow(&ledger->open, &ledger->open_capacity, ledger->n_open + 1, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    if (lets_entry_has(entry, cheque)) {
        status = cheque_books_reserve(&ledger->books, err);
    }
    if (status == LETS_OK && parties->payer->kind == LETS_CENTRAL) {
        struct payment payment = {entry, parties->payer, parties->payee};
        status = payment_reserve(ledger, &payment, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, first)) {
        status = vouchers_reserve(&ledger->vouchers, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, ref)) {
        status = reserve_ref(ledger, entry->ref, ref, err);
    }
    return status;
}

static void note_early(struct lets_ledger *ledger, struct lets_date date, struct lets_date reversed)
{
    struct commit_dates *commit = &ledger->commit;
    if (date.day < reversed.day &&
        (!commit->has_early_reversal || reversed.day < commit->reversed.day)) {
        commit->has_early_reversal = true;
        commit->reversed = reversed;
        commit->reversal_line = ledger->line;
    }
}

/* What a reversal does to the transfer that it takes back. */
static void take_back(struct lets_ledger *ledger, const struct lets_entry *entry,
                      struct parties *parties)
{
    struct transfer_record *reversed = ledger_record(ledger, entry->reverses);
    reversed->link = entry->number;
    ledger_reverse_in_run(ledger, entry->reverses);
    parties->payer->earned.minor -= entry->amount.minor;
    parties->payee->spent.minor -= entry->amount.minor;
    note_early(ledger, entry->date, (struct lets_date){reversed->day});
    uint32_t cheque = reversed->cheque & ~CHEQUE_IS_IN_TIME;
    if (cheque != 0 && !parties->payee->is_float) { /* else it is a voucher */
        /* The number may have been taken back and issued anew since: then it is another piece of
         * paper. An override does not outlive its transfer: who came too late comes too late again.
         */
        struct cheque_event event = cheque_books_event(&ledger->books, cheque, NULL);
        if (event.status == LETS_USED && event.transfer == entry->reverses) {
            cheque_books_set(&ledger->books,
                             (struct cheque_event){.number = cheque,
                                                   .status = LETS_OUTSTANDING,
                                                   .is_presented =
                                                       (reversed->cheque & CHEQUE_IS_IN_TIME) != 0},
                             NULL);
        }
    }
}

/* The accounts, by the indexes that were looked up ahead or, where there is none, by their ids. */
static struct parties find_parties(const struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct ledger_parties prefetched)
{
    return (struct parties){
        .payer = prefetched.payer == LEDGER_NOBODY ? ledger_exact(ledger, entry->payer)
                                                   : &ledger->accounts[prefetched.payer],
        .payee = prefetched.payee == LEDGER_NOBODY ? ledger_exact(ledger, entry->payee)
                                                   : &ledger->accounts[prefetched.payee],
    };
}

enum lets_status ledger_apply_transfer_between(struct lets_ledger *ledger,
                                               const struct lets_entry *entry,
                                               struct ledger_parties prefetched,
                                               struct lets_error *err)
{
    struct parties parties = find_parties(ledger, entry, prefetched);
    struct lets_span ref = {0};
    bool is_in_time = false;
    enum lets_status status = leave_gap(ledger, entry->number, err);
    if (status == LETS_OK) {
        status = check(ledger, entry, &parties, &is_in_time, err);
    }
    if (status == LETS_OK) {
        status = reserve(ledger, entry, &parties, &ref, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    assert(parties.payer != NULL && parties.payee != NULL);
    bool is_reversal = lets_entry_has(entry, reverses);
    ledger->summary.n_transfers++;
    *ledger_record(ledger, entry->number) = (struct transfer_record){
        .payer = parties.payer->index,
        .payee = parties.payee->index,
        .amount_low = (uint32_t)((uint64_t)entry->amount.minor & UINT32_MAX),
        .amount_high = (uint32_t)((uint64_t)entry->amount.minor >> 32),
        .day = entry->date.day,
        .cheque = entry->cheque | (is_in_time ? CHEQUE_IS_IN_TIME : 0),
        .link = is_reversal ? entry->reverses | TRANSFER_IS_REVERSAL : 0,
    };
    if (parties.payer->kind == LETS_CENTRAL || is_reversal) {
        struct payment payment = {entry, parties.payer, parties.payee};
        payment_take(ledger, &payment);
    }
    /* No sum here can overflow: all amounts together stay within 10^18, and so do those of
     * reversals, each of which takes another back. From balances, the total shows any gone astray.
     */
    struct lets_amount *total = &ledger->summary.total;
    total->minor -= parties.payer->balance.minor + parties.payee->balance.minor;
    parties.payer->balance.minor -= entry->amount.minor;
    parties.payee->balance.minor += entry->amount.minor;
    total->minor += parties.payer->balance.minor + parties.payee->balance.minor;
    ledger->summary.volume.minor += entry->amount.minor;
    if (is_reversal) {
        take_back(ledger, entry, &parties);
    } else {
        ledger->moved.minor += entry->amount.minor;
        parties.payer->spent.minor += entry->amount.minor;
        parties.payee->earned.minor += entry->amount.minor;
    }
    struct voucher_transfer transfer = {entry, parties.payer, parties.payee};
    enum voucher_act act = vouchers_act(&transfer);
    if (act != VOUCHER_NOTHING) {
        vouchers_take(ledger, &transfer, act);
    }
    if (lets_entry_has(entry, cheque) && act != VOUCHER_REDEMPTION) {
        cheque_books_set(&ledger->books,
                         (struct cheque_event){.number = entry->cheque,
                                               .status = LETS_USED,
                                               .transfer = entry->number},
                         &ledger->near_cheques[parties.payer->index]);
    }
    if (lets_entry_has(entry, ref)) {
        map_add(&ledger->refs, ref, entry->number);
    }
    ledger->open[ledger->n_open++] = entry->number;
    return LETS_OK;
}

enum lets_status ledger_apply_transfer(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       struct lets_error *err)
{
    const struct ledger_parties nobody = {LEDGER_NOBODY, LEDGER_NOBODY};
    return ledger_apply_transfer_between(ledger, entry, nobody, err);
}
