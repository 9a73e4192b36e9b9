/* SPDX-License-Identifier: MIT */
/* Cheque books given out and taken back, and what happens to a single cheque (journal.md: cheques,
 * cheque). */

#include "ledger/ledger_cheques.h"

#include <inttypes.h>

#include "ledger/ledger_ids.h"
#include "ledger/ledger_vouchers.h"

static enum lets_status check_range(struct lets_ledger *ledger, const struct lets_entry *entry,
                                    struct lets_error *err)
{
    if (entry->last < entry->first) {
        return LEDGER_REFUSE(last, LETS_BOOK_RANGE,
                             "the numbers %" PRIu32 " to %" PRIu32 " run backwards", entry->first,
                             entry->last);
    }
    if (entry->last - entry->first >= CHEQUE_BOOK_LONGEST) {
        return LEDGER_REFUSE(last, LETS_BOOK_RANGE,
                             "%" PRIu32 " cheques are too many for one book: at most %d",
                             entry->last - entry->first + 1, (int)CHEQUE_BOOK_LONGEST);
    }
    return LETS_OK;
}

/* What a book has of a batch's keys, and whether the account takes such a book. */
static enum lets_status check_keys(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   const struct lets_account *account, struct lets_error *err)
{
    if (lets_entry_has(entry, value)) {
        return vouchers_check_float(ledger, account, err);
    }
    if (lets_entry_has(entry, expires) || lets_entry_has(entry, digest)) {
        return LEDGER_REFUSE(first, LETS_VOUCHER_KEYS,
                             "only vouchers, which have a value, have expires or digest");
    }
    if (account->is_float) {
        return LEDGER_REFUSE(id, LETS_VOUCHER_FLOAT,
                             "'%.*s' sells vouchers: it takes no book of cheques",
                             LETS__SHOW(account->id));
    }
    return LETS_OK;
}

static enum lets_status issue(struct lets_ledger *ledger, const struct lets_entry *entry,
                              const struct lets_account *account, struct lets_error *err)
{
    if (account->status == LETS_CLOSED) {
        return LEDGER_REFUSE(id, LETS_ACCOUNT_CLOSED, "the account '%.*s' is closed",
                             LETS__SHOW(account->id));
    }
    bool is_batch = lets_entry_has(entry, value);
    enum lets_status status = check_keys(ledger, entry, account, err);
    if (status == LETS_OK) {
        status = check_range(ledger, entry, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    const struct book *held = cheque_books_from(&ledger->books, entry->first);
    if (held != NULL && held->first <= entry->last) {
        const struct lets_account *holder = &ledger->accounts[held->account];
        return LEDGER_REFUSE(first, LETS_BOOK_OVERLAP,
                             "cheque %" PRIu32 " is in a book of '%.*s' (%" PRIu32 " to %" PRIu32
                             ") already",
                             held->first > entry->first ? held->first : entry->first,
                             LETS__SHOW(holder->id), held->first, held->last);
    }
    if (is_batch) {
        return vouchers_print(ledger, entry, account, err);
    }
    struct book book = {
        .first = entry->first,
        .last = entry->last,
        .account = account->index,
        .issued = entry->date,
    };
    status = cheque_books_issue(&ledger->books, book, err);
    if (status == LETS_OK) { /* the account's next cheque will come out of it */
        ledger->near_cheques[account->index].first = book.first;
        ledger->near_cheques[account->index].last = book.last;
    }
    return status;
}

static enum lets_status withdraw(struct lets_ledger *ledger, const struct lets_entry *entry,
                                 const struct lets_account *account, struct lets_error *err)
{
    if (lets_entry_has(entry, value) || lets_entry_has(entry, expires) ||
        lets_entry_has(entry, digest)) {
        return LEDGER_REFUSE(withdrawn, LETS_VOUCHER_KEYS,
                             "what takes numbers back has none of value, expires, digest");
    }
    enum lets_status status = check_range(ledger, entry, err);
    if (status != LETS_OK) {
        return status;
    }
    for (uint32_t number = entry->first; number <= entry->last;) {
        const struct book *book = cheque_books_holding(&ledger->books, number);
        if (book == NULL) {
            return LEDGER_REFUSE(first, LETS_CHEQUE_UNKNOWN, "cheque %" PRIu32 " is in no book",
                                 number);
        }
        if (book->account != account->index) {
            return LEDGER_REFUSE(first, LETS_CHEQUE_FOREIGN,
                                 "cheque %" PRIu32 " is in a book of '%.*s'", number,
                                 LETS__SHOW(ledger->accounts[book->account].id));
        }
        for (; number <= entry->last && number <= book->last; number++) {
            if (book->batch != 0) {
                const struct voucher *voucher = vouchers_at(&ledger->vouchers, book, number);
                if (voucher->status != LETS_PRINTED) {
                    return LEDGER_REFUSE(first, LETS_VOUCHER_SOLD,
                                         "voucher %" PRIu32 " was sold by transfer %" PRIu32,
                                         number, voucher->sale);
                }
                continue;
            }
            struct cheque_event event = cheque_books_event(&ledger->books, number, NULL);
            if (event.status == LETS_USED) {
                return LEDGER_REFUSE(first, LETS_CHEQUE_USED,
                                     "cheque %" PRIu32 " was recorded as transfer %" PRIu32, number,
                                     event.transfer);
            }
        }
    }
    ledger->near_cheques[account->index] = (struct cheque_near){0};
    return cheque_books_withdraw(&ledger->books, entry->first, entry->last, err);
}

enum lets_status ledger_apply_cheques(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      struct lets_error *err)
{
    const struct lets_account *account = ledger_exact(ledger, entry->id);
    if (account == NULL) {
        return ledger_fail_unknown(ledger, entry->id, err);
    }
    return lets_entry_has(entry, withdrawn) ? withdraw(ledger, entry, account, err)
                                            : issue(ledger, entry, account, err);
}

static enum lets_status check_event(struct lets_ledger *ledger, const struct lets_entry *entry,
                                    const struct cheque_event *event, struct lets_error *err)
{
    uint32_t number = entry->number;
    if (event->status == LETS_USED) {
        return LEDGER_REFUSE(number, LETS_CHEQUE_USED,
                             "cheque %" PRIu32 " was recorded as transfer %" PRIu32, number,
                             event->transfer);
    }
    if (entry->cheque_status == LETS_RELEASED && event->status != LETS_STOPPED) {
        return LEDGER_REFUSE(cheque_status, LETS_CHEQUE_NOT_STOPPED,
                             "cheque %" PRIu32 " is not stopped", number);
    }
    if (entry->cheque_status == LETS_RELEASED && !lets_entry_has(entry, reason)) {
        return LEDGER_REFUSE(cheque_status, LETS_REASON_MISSING,
                             "a reason is needed to release cheque %" PRIu32, number);
    }
    if (entry->cheque_status != LETS_RELEASED && event->status == LETS_STOPPED) {
        return LEDGER_REFUSE(cheque_status, LETS_CHEQUE_STOPPED, "cheque %" PRIu32 " is stopped",
                             number);
    }
    return LETS_OK;
}

enum lets_status ledger_apply_cheque(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    const struct book *book = cheque_books_holding(&ledger->books, entry->number);
    if (book == NULL) {
        return LEDGER_REFUSE(number, LETS_CHEQUE_UNKNOWN, "cheque %" PRIu32 " is in no book",
                             entry->number);
    }
    struct cheque_event event = {0};
    enum lets_status status = LETS_OK;
    if (book->batch == 0) {
        event = cheque_books_event(&ledger->books, entry->number, NULL);
        status = check_event(ledger, entry, &event, err);
    } else {
        status = vouchers_check_event(ledger, entry, book, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    if (lets_entry_has(entry, payee) && ledger_exact(ledger, entry->payee) == NULL) {
        ledger->blamed = LETS_FIELD_payee;
        return ledger_fail_unknown(ledger, entry->payee, err);
    }
    if (book->batch != 0) {
        vouchers_take_event(ledger, entry, book);
        return LETS_OK;
    }
    status = cheque_books_reserve(&ledger->books, err);
    if (status != LETS_OK) {
        return status;
    }
    bool is_released = entry->cheque_status == LETS_RELEASED;
    event.status = is_released ? LETS_OUTSTANDING : entry->cheque_status;
    cheque_books_set(&ledger->books, event, NULL);
    return LETS_OK;
}
