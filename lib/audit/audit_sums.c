/* SPDX-License-Identifier: MIT */
/*
 * Sums and standing. Balances are reckoned here a second time, from the entries alone, and compared
 * with the ledger's: at each seal for the accounts that its commit touched, at the end for all. A
 * close is compared with the sum of all transfers up to its day, from nothing.
 */

#include "audit/audit_sums.h"

#include <assert.h>
#include <inttypes.h>

#include "audit/audit_findings.h"
#include "ledger/ledger_ids.h"

static enum lets_status reserve_accounts(struct lets_audit *audit, uint32_t n,
                                         struct lets_error *err)
{
    enum lets_status status = mem_grow(&audit->accounts, &audit->accounts_capacity, n, err);
    if (status == LETS_OK) {
        status = mem_grow(&audit->touched, &audit->touched_capacity, n, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    while (audit->n_accounts < n) {
        audit->accounts[audit->n_accounts++] = (struct audit_account){0};
    }
    return LETS_OK;
}

static void touch(struct lets_audit *audit, uint32_t index)
{
    if (!audit->accounts[index].is_touched) {
        audit->accounts[index].is_touched = true;
        audit->touched[audit->n_touched++] = index;
    }
}

/* Notes since when an account is over its limit. */
static void watch_limit(struct lets_audit *audit, const struct lets_ledger *ledger, uint32_t index,
                        struct lets_date date)
{
    const struct lets_account *account = lets_ledger_account(ledger, index);
    struct audit_account *mine = &audit->accounts[index];
    bool is_over = lets_ledger_is_over(ledger, account, account->balance);
    if (is_over && !mine->is_over) {
        mine->over_since = date;
    }
    mine->is_over = is_over;
}

/* A transfer of vouchers: what is in the account then is what is out. */
static enum lets_status take_vouchers(struct lets_audit *audit, const struct lets_entry *entry,
                                      const struct lets_account *account, bool is_into,
                                      uint64_t line, struct lets_error *err)
{
    struct audit_account *mine = &audit->accounts[account->index];
    if (!account->is_float) {
        return LETS_OK;
    }
    mine->out += audit_floats_move(&audit->floats, entry, account->index, is_into);
    if (account->balance.minor == mine->out) {
        return LETS_OK;
    }
    return audit_note(audit, lets_status_name(LETS_VOUCHER_FLOAT), LETS_ERROR, line, err,
                      "the balance of '%.*s' is not the value of the vouchers that are out",
                      LETS__SHOW(account->id));
}

static enum lets_status take_transfer(struct lets_audit *audit, const struct lets_ledger *ledger,
                                      const struct lets_entry *entry, uint64_t line,
                                      struct lets_error *err)
{
    const struct lets_account *payer = ledger_exact(ledger, entry->payer);
    const struct lets_account *payee = ledger_exact(ledger, entry->payee);
    assert(payer != NULL && payee != NULL);
    struct audit_account *paying = &audit->accounts[payer->index];
    struct audit_account *paid = &audit->accounts[payee->index];
    int64_t minor = entry->amount.minor;
    paying->balance -= minor;
    paid->balance += minor;
    if (lets_entry_has(entry, reverses)) {
        paying->earned -= minor;
        paid->spent -= minor;
    } else {
        paying->spent += minor;
        paid->earned += minor;
    }
    touch(audit, payer->index);
    touch(audit, payee->index);
    watch_limit(audit, ledger, payer->index, entry->date);
    watch_limit(audit, ledger, payee->index, entry->date);
    enum lets_status status = take_vouchers(audit, entry, payer, false, line, err);
    return status == LETS_OK ? take_vouchers(audit, entry, payee, true, line, err) : status;
}

/* What is printed for a float, and what is withdrawn again. */
static enum lets_status take_book(struct lets_audit *audit, const struct lets_ledger *ledger,
                                  const struct lets_entry *entry, struct lets_error *err)
{
    const struct lets_account *account = ledger_exact(ledger, entry->id);
    if (lets_entry_has(entry, value)) {
        return audit_floats_print(&audit->floats, entry, account->index, err);
    }
    if (lets_entry_has(entry, withdrawn) && account->is_float) {
        audit_floats_withdraw(&audit->floats, entry, account->index);
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- closes */

/* The balances by a day, from nothing, into sums[n_accounts]. */
static void sum_up_to(const struct lets_ledger *ledger, struct lets_date date, int64_t *sums)
{
    uint32_t n = lets_ledger_summary(ledger)->n_transfers;
    for (uint32_t number = 1; number <= n; number++) {
        const struct transfer_record *record = ledger_record(ledger, number);
        int64_t minor = ledger_record_amount(record).minor;
        /* One that was refused left an empty record, and maybe there is no account at all. */
        if (minor != 0 && record->day <= date.day) {
            sums[record->payer] -= minor;
            sums[record->payee] += minor;
        }
    }
}

static enum lets_status take_close(struct lets_audit *audit, const struct lets_ledger *ledger,
                                   const struct lets_entry *entry, const struct lets_place *place,
                                   struct lets_error *err)
{
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;
    void *bytes = NULL;
    enum lets_status status = mem_alloc_array(n_accounts, sizeof(int64_t), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    int64_t *sums = bytes;
    int64_t total = 0;
    sum_up_to(ledger, entry->date, sums);
    for (size_t i = 0; i < entry->balances.n; i++) {
        const struct lets_account *account =
            ledger_exact(ledger, entry->balances.items[i].key.text);
        assert(account != NULL);
        sums[account->index] -= entry->balances.items[i].value.amount.minor;
        total += entry->balances.items[i].value.amount.minor;
    }
    for (uint32_t i = 0; status == LETS_OK && i < n_accounts; i++) {
        if (sums[i] != 0) {
            status =
                audit_note(audit, lets_status_name(LETS_CLOSE_BALANCES), LETS_ERROR, place->line,
                           err, "the balance of '%.*s' is not what its transfers add up to",
                           LETS__SHOW(lets_ledger_account(ledger, i)->id));
        }
    }
    if (status == LETS_OK && total != 0) {
        status = audit_note(audit, lets_status_name(LETS_SUM_NOT_ZERO), LETS_ERROR, place->line,
                            err, "the balances of the close do not add up to zero");
    }
    audit->report.n_closes++;
    mem_free(sums);
    return status;
}

/* ---------------------------------------------------------------- the observer */

static enum lets_status compare(struct lets_audit *audit, const struct lets_ledger *ledger,
                                uint32_t index, uint64_t line, struct lets_error *err)
{
    const struct lets_account *account = lets_ledger_account(ledger, index);
    const struct audit_account *mine = &audit->accounts[index];
    if (account->balance.minor == mine->balance && account->earned.minor == mine->earned &&
        account->spent.minor == mine->spent && mine->balance == mine->earned - mine->spent) {
        return LETS_OK;
    }
    return audit_note(audit, lets_status_name(LETS_SUM_NOT_ZERO), LETS_ERROR, line, err,
                      "the figures of '%.*s' "
                      "do not follow from its transfers",
                      LETS__SHOW(account->id));
}

/* At a seal: the sum over the accounts that the commit touched must not have changed. */
static enum lets_status take_seal(struct lets_audit *audit, const struct lets_ledger *ledger,
                                  const struct lets_place *place, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < audit->n_touched; i++) {
        audit->accounts[audit->touched[i]].is_touched = false;
        status = compare(audit, ledger, audit->touched[i], place->line, err);
    }
    audit->n_touched = 0;
    if (status == LETS_OK && lets_ledger_summary(ledger)->total.minor != 0) {
        status = audit_note(audit, lets_status_name(LETS_SUM_NOT_ZERO), LETS_ERROR, place->line,
                            err, "the balances do not add up to zero");
    }
    return status;
}

static enum lets_status take(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct lets_audit *audit = context;
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;
    enum lets_status status = reserve_accounts(audit, n_accounts, err);
    if (status != LETS_OK) {
        return status;
    }
    if (entry->kind == LETS_KIND_TRANSFER) {
        return take_transfer(audit, ledger, entry, place->line, err);
    } else if (entry->kind == LETS_KIND_CHEQUES) {
        return take_book(audit, ledger, entry, err);
    } else if (entry->kind == LETS_KIND_CLOSE) {
        return take_close(audit, ledger, entry, place, err);
    } else if (entry->kind == LETS_KIND_SEAL) {
        return take_seal(audit, ledger, place, err);
    } else if (entry->kind == LETS_KIND_CHANGE) {
        watch_limit(audit, ledger, lets_ledger_find(ledger, entry->id)->index, entry->date);
    } else if (entry->kind == LETS_KIND_POLICY) {
        for (uint32_t i = 0; i < n_accounts; i++) {
            watch_limit(audit, ledger, i, entry->date);
        }
    }
    return LETS_OK;
}

struct lets_observer audit_sums_observer(struct lets_audit *audit)
{
    return (struct lets_observer){.context = audit, .entry = take};
}

/* ---------------------------------------------------------------- at the end */

enum lets_status audit_sums_finish(struct lets_audit *audit, struct lets_error *err)
{
    int64_t total = 0;
    enum lets_status status = LETS_OK;
    for (uint32_t i = 0; status == LETS_OK && i < audit->n_accounts; i++) {
        status = compare(audit, audit->ledger, i, 0, err);
        total += lets_ledger_account(audit->ledger, i)->balance.minor;
    }
    if (status == LETS_OK && total != 0) {
        status = audit_note(audit, lets_status_name(LETS_SUM_NOT_ZERO), LETS_ERROR, 0, err,
                            "the balances of all accounts do not add up to zero");
    }
    return status;
}

static enum lets_status tell_over(struct lets_audit *audit, const struct lets_account *account,
                                  struct lets_error *err)
{
    const struct audit_account *mine = &audit->accounts[account->index];
    unsigned decimals = lets_ledger_summary(audit->ledger)->decimals;
    struct lets_limit debit = lets_ledger_debit_limit(audit->ledger, account);
    struct lets_limit credit = lets_ledger_credit_limit(audit->ledger, account);
    bool is_debit = account->balance.minor < 0;
    char balance[LETS_AMOUNT_SIZE];
    char limit[LETS_AMOUNT_SIZE];
    char since[LETS_DATE_SIZE];
    lets_amount_format(account->balance, decimals, balance);
    lets_amount_format(is_debit ? debit.amount : credit.amount, decimals, limit);
    lets_date_format(mine->over_since, since);
    return audit_note(audit,
                      lets_status_name(is_debit ? LETS_OVER_DEBIT_LIMIT : LETS_OVER_CREDIT_LIMIT),
                      LETS_NOTE, 0, err, "'%.*s' stands at %s, beyond its %s limit of %s, since %s",
                      LETS__SHOW(account->id), balance, is_debit ? "debit" : "credit", limit,
                      since);
}

/* The numbers of a book that were skipped: outstanding, below the highest one used. */
static enum lets_status tell_missing(struct lets_audit *audit, const struct lets_cheque *book,
                                     struct lets_error *err)
{
    const struct cheque_books *books = &audit->ledger->books;
    struct cheque_near near = {0};
    uint32_t highest = book->book_last;
    uint32_t n_missing = 0;
    uint32_t first_missing = 0;
    while (highest > book->book_first &&
           cheque_books_event(books, highest, &near).status != LETS_USED) {
        highest--;
    }
    for (uint32_t number = book->book_first; number < highest; number++) {
        if (cheque_books_event(books, number, &near).status == LETS_OUTSTANDING) {
            first_missing = n_missing == 0 ? number : first_missing;
            n_missing++;
        }
    }
    if (n_missing == 0) {
        return LETS_OK;
    }
    const struct lets_account *holder = lets_ledger_account(audit->ledger, book->account);
    return audit_note(audit, "cheques-missing", LETS_NOTE, 0, err,
                      "%" PRIu32 " cheque%s of '%.*s' %s not come "
                      "in, though cheque %" PRIu32 " has: the first is %" PRIu32,
                      n_missing, n_missing == 1 ? "" : "s", LETS__SHOW(holder->id),
                      n_missing == 1 ? "has" : "have", highest, first_missing);
}

enum lets_status audit_standing(struct lets_audit *audit, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    uint32_t n_accounts = lets_ledger_summary(audit->ledger)->n_accounts;
    for (uint32_t i = 0; status == LETS_OK && i < n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(audit->ledger, i);
        if (lets_ledger_is_over(audit->ledger, account, account->balance)) {
            status = tell_over(audit, account, err);
        }
    }
    struct lets_cheque book;
    for (uint32_t after = 0;
         status == LETS_OK && lets_ledger_next_book(audit->ledger, after, &book);
         after = book.book_last) {
        status = book.value.minor == 0 ? tell_missing(audit, &book, err) : LETS_OK;
    }
    return status;
}
