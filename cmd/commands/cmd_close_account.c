/* SPDX-License-Identifier: MIT */
/*
 * lets close-account: for a member who leaves. A balance that is left over goes, by an ordinary
 * transfer that everyone can see, to the account named, and cheques that could still come in are
 * stopped; all in one commit.
 */

#include <inttypes.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "words/figures.h"
#include "writing/writing.h"

struct close_values {
    const char *id;
    const char *residue_to;
    bool stops_cheques;
    const char *reason;
};

#define AT(member) offsetof(struct close_values, member)

static const struct argument arguments[] = {
    {"ID", "the account", OPTION_ID, AT(id), false, false},
    {0},
};

static const struct option options[] = {
    {"residue-to", 0, "ACCOUNT",
     "the account that takes over a balance that is not zero; needs --reason", OPTION_ID,
     AT(residue_to), false},
    {"stop-cheques", 0, NULL, "stop the cheques that could still come in", OPTION_FLAG,
     AT(stops_cheques), false},
    {"reason", 0, "TEXT", "why", OPTION_TEXT, AT(reason), false},
    {0},
};

/* The residue: what the account has goes to the other, and what it lacks comes from there. */
static enum lets_status move_residue(struct writing *writing, const struct session *session,
                                     const struct close_values *given,
                                     const struct lets_account *account, struct lets_error *err)
{
    const struct lets_account *other = NULL;
    bool is_positive = account->balance.minor > 0;
    enum lets_status status = session_account(session, given->residue_to, &other, err);

    if (status != LETS_OK) {
        return status;
    }
    struct lets_amount amount = {is_positive ? account->balance.minor : -account->balance.minor};
    struct lets_entry entry =
        entry_of_transfer(session->ledger, session->today, is_positive ? account : other,
                          is_positive ? other : account, amount);
    lets_entry_put(&entry, what_for, lets_span_of(RESIDUE_FOR));
    lets_entry_put(&entry, override_reason, lets_span_of(given->reason));
    return writing_add(writing, &entry, err);
}

/* What is out of a float is owed to whoever holds it: no residue that could go elsewhere. */
static enum lets_status fail_float(const struct session *session,
                                   const struct lets_account *account, const char *balance,
                                   struct lets_error *err)
{
    struct lets_cheque book = {0};
    struct lets_cheque voucher = {0};
    uint32_t *numbers = NULL;
    size_t capacity = 0;
    size_t n = 0;
    struct buffer ranges = {0};

    while (lets_ledger_next_book(session->ledger, book.book_last, &book)) {
        for (uint32_t number = book.book_first;
             book.account == account->index && number <= book.book_last; number++) {
            if (lets_ledger_cheque(session->ledger, number, &voucher) && voucher.sold_in > 0 &&
                voucher.transfer == 0) {
                memory_make_room(numbers, &capacity, n + 1);
                numbers[n++] = number;
            }
        }
    }
    words_numbers(&ranges, numbers, n, ", ");
    enum lets_status status =
        failure_set(err, LETS_BALANCE_NOT_ZERO, "vouchers of '%.*s' worth %s are out: %s",
                    SHOW(account->id), balance, buffer_string(&ranges));
    if (err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint,
                       "redeem what is brought; the rest: 'lets take-back-vouchers %.*s FIRST LAST "
                       "--to ACCOUNT --reason TEXT'",
                       SHOW(account->id));
    }
    buffer_release(&ranges);
    memory_free(numbers);
    return status;
}

static enum lets_status settle_balance(struct writing *writing, const struct session *session,
                                       const struct close_values *given,
                                       const struct lets_account *account, struct lets_error *err)
{
    struct buffer balance = {0};
    enum lets_status status = LETS_OK;

    if (account->balance.minor == 0) {
        return LETS_OK;
    }
    words_amount(&balance, session->ledger, account->balance);
    if (account->is_float) {
        status = fail_float(session, account, buffer_string(&balance), err);
    } else if (given->residue_to == NULL) {
        status = failure_set(
            err, LETS_BALANCE_NOT_ZERO,
            "the balance of '%.*s' is %s; it must be zero, or go elsewhere: --residue-to",
            SHOW(account->id), buffer_string(&balance));
    } else if (given->reason == NULL) {
        status =
            failure_set(err, LETS_REASON_MISSING, "--residue-to moves %s, and needs a --reason",
                        buffer_string(&balance));
    } else {
        status = move_residue(writing, session, given, account, err);
    }
    buffer_release(&balance);
    return status;
}

/* The cheques of an account that could still come in: their numbers, an array that is yours. */
static uint32_t *open_cheques(const struct lets_ledger *ledger, const struct lets_account *account,
                              size_t *n)
{
    uint32_t *numbers = NULL;
    size_t capacity = 0;
    struct lets_cheque book = {0};

    *n = 0;
    while (lets_ledger_next_book(ledger, book.book_last, &book)) {
        for (uint32_t number = book.book_first; number <= book.book_last; number++) {
            struct lets_cheque cheque;
            if (book.account == account->index && lets_ledger_cheque(ledger, number, &cheque) &&
                (cheque.status == LETS_OUTSTANDING || cheque.status == LETS_RETURNED)) {
                memory_make_room(numbers, &capacity, *n + 1);
                numbers[(*n)++] = number;
            }
        }
    }
    return numbers;
}

static enum lets_status stop_cheques(struct writing *writing, const struct session *session,
                                     const struct close_values *given, const uint32_t *numbers,
                                     size_t n, struct lets_error *err)
{
    const char *reason = given->reason != NULL ? given->reason : "account closed";
    enum lets_status status = LETS_OK;

    for (size_t i = 0; i < n && status == LETS_OK; i++) {
        struct lets_entry entry =
            entry_of_cheque(numbers[i], session->today, LETS_STOPPED, lets_span_of(reason));
        status = writing_add_silently(writing, &entry, err);
    }
    return status;
}

static enum lets_status settle_cheques(struct writing *writing, const struct session *session,
                                       const struct close_values *given,
                                       const struct lets_account *account, struct lets_error *err)
{
    size_t n = 0;
    uint32_t *numbers = open_cheques(session->ledger, account, &n);
    struct buffer ranges = {0};
    enum lets_status status = LETS_OK;

    words_numbers(&ranges, numbers, n, ", ");
    if (n > 0 && !given->stops_cheques) {
        status = failure_set(err, LETS_CHEQUES_OUTSTANDING,
                             "cheques of '%.*s' could still come in: %s; see --stop-cheques",
                             SHOW(account->id), buffer_string(&ranges));
    } else if (n > 0) {
        status = stop_cheques(writing, session, given, numbers, n, err);
        writing_say(writing, "cheques stopped: %s", buffer_string(&ranges));
    }
    buffer_release(&ranges);
    memory_free(numbers);
    return status;
}

static enum lets_status write_close(struct writing *writing, struct session *session,
                                    const void *values, struct lets_error *err)
{
    const struct close_values *given = values;
    const struct lets_account *account = NULL;
    enum lets_status status = session_account(session, given->id, &account, err);

    if (status != LETS_OK) {
        return status;
    }
    if (account->status == LETS_CLOSED) {
        return failure_set(err, LETS_NO_CHANGE, "'%.*s' is closed already", SHOW(account->id));
    }
    status = settle_balance(writing, session, given, account, err);
    if (status == LETS_OK) {
        status = settle_cheques(writing, session, given, account, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    struct lets_entry entry =
        entry_of_status(account->id, session->today, LETS_CLOSED, given->reason);
    return writing_add(writing, &entry, err);
}

const struct command cmd_close_account = {
    .name = "close-account",
    .kind = COMMAND_WRITER,
    .synopsis = "ID [--residue-to ACCOUNT] [--stop-cheques] [--reason TEXT]",
    .summary = "close the account of one who leaves",
    .details = "The balance must be zero, or go by an ordinary transfer to the account named. The "
               "directory's entry is not touched: see 'lets help forget-member'.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct close_values),
    .make = write_close,
};
