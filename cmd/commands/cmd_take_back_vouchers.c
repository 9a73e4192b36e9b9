/* SPDX-License-Identifier: MIT */
/*
 * lets take-back-vouchers: what was sold and never brought goes to an account for good. Of a range
 * only what is out counts; of all that expired, each run of numbers between which nothing lies that
 * is still good is one transfer. What is good for ever, because it was lodged in time once, is no
 * expired one.
 */

#include <inttypes.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "session/talk.h"
#include "session/voucher.h"
#include "words/figures.h"
#include "writing/writing_run.h"

struct take_values {
    const char *id;
    uint32_t first;
    uint32_t last;
    bool is_expired;
    const char *payee;
    const char *reason;
};

#define AT(member) offsetof(struct take_values, member)

static const struct argument arguments[] = {
    {"FLOAT", "the central account that sold them", OPTION_ID, AT(id), false, false},
    {"FIRST", "the first number", OPTION_NUMBER, AT(first), true, false},
    {"LAST", "the last number", OPTION_NUMBER, AT(last), true, false},
    {0},
};

static const struct option options[] = {
    {"expired", 0, NULL, "all that are out and whose last day has passed", OPTION_FLAG,
     AT(is_expired), false},
    {"to", 0, "ACCOUNT", "the account that gets what they are worth", OPTION_ID, AT(payee), true},
    {"reason", 0, "TEXT", "why; of what is still good, the override", OPTION_TEXT, AT(reason),
     true},
    {0},
};

/* A run of numbers: what of them is out, and whether all of that has expired. */
struct run {
    uint32_t first;
    uint32_t last;
    struct lets_amount value;
    bool is_expired;
};

struct runs {
    struct run *runs; /* owned */
    size_t n;
    size_t capacity;
    uint32_t *numbers; /* owned: those that are taken back, for the question */
    size_t n_numbers;
    size_t numbers_capacity;
    struct lets_amount value; /* of all */
};

static void note_number(struct runs *runs, const struct lets_cheque *voucher)
{
    memory_make_room(runs->numbers, &runs->numbers_capacity, runs->n_numbers + 1);
    runs->numbers[runs->n_numbers++] = voucher->number;
    runs->value.minor += voucher->value.minor; /* what is out was paid: it is bounded */
}

/* A voucher that is out. is_next: it may go into the run before. Returns whether the next may. */
static bool take_one(struct runs *runs, const struct take_values *given,
                     const struct lets_cheque *voucher, struct lets_date today, bool is_next)
{
    bool is_expired = voucher_is_expired(voucher, today);

    if (given->is_expired && !is_expired) {
        return false;
    }
    note_number(runs, voucher);
    if (is_next) {
        struct run *run = &runs->runs[runs->n - 1];
        run->last = voucher->number;
        run->value.minor += voucher->value.minor;
        run->is_expired = run->is_expired && is_expired;
        return true;
    }
    memory_make_room(runs->runs, &runs->capacity, runs->n + 1);
    runs->runs[runs->n++] =
        (struct run){voucher->number, voucher->number, voucher->value, is_expired};
    return true;
}

static void find_runs(struct runs *runs, const struct session *session,
                      const struct take_values *given, const struct lets_account *account)
{
    const struct lets_ledger *ledger = session->ledger;
    uint32_t last = given->is_expired ? UINT32_MAX : given->last;
    struct lets_cheque book = {.book_last = given->is_expired ? 0 : given->first - 1};
    struct lets_cheque voucher = {0};
    bool is_next = false;

    while (lets_ledger_next_book(ledger, book.book_last, &book) && book.number <= last) {
        for (uint32_t number = book.number; number <= book.book_last && number <= last; number++) {
            if (book.account == account->index && lets_ledger_cheque(ledger, number, &voucher) &&
                voucher_is_held(&voucher)) {
                is_next = take_one(runs, given, &voucher, session->today, is_next);
            }
        }
    }
    if (!given->is_expired && runs->n == 1) {
        runs->runs[0].first = given->first;
        runs->runs[0].last = given->last;
    }
}

static enum lets_status add_run(struct writing *writing, const struct session *session,
                                const struct take_values *given, const struct lets_account *account,
                                const struct lets_account *payee, const struct run *run,
                                struct lets_error *err)
{
    struct lets_entry entry =
        entry_of_transfer(session->ledger, session->today, account, payee, run->value);

    lets_entry_put(&entry, first, run->first);
    lets_entry_put(&entry, last, run->last);
    if (run->is_expired) {
        lets_entry_put(&entry, what_for, lets_span_of(given->reason));
    } else {
        lets_entry_put(&entry, override_reason, lets_span_of(given->reason));
    }
    return writing_add(writing, &entry, err);
}

static enum lets_status ask(struct session *session, const struct runs *runs,
                            const struct lets_account *payee, struct lets_error *err)
{
    struct buffer question = {0};
    bool is_expired = true;

    for (size_t i = 0; i < runs->n; i++) {
        is_expired = is_expired && runs->runs[i].is_expired;
    }
    buffer_format(&question, "take back %zu voucher%s for good, %s: ", runs->n_numbers,
                  runs->n_numbers == 1 ? "" : "s",
                  is_expired ? "all expired" : "though they are not all expired");
    words_numbers(&question, runs->numbers, runs->n_numbers, ", ");
    buffer_add_string(&question, "; ");
    words_amount(&question, session->ledger, runs->value);
    buffer_add_string(&question, " to ");
    words_name_and_id(&question, &session->names, payee);
    buffer_add_string(&question, "?");
    enum lets_status status = session_confirm(session, buffer_string(&question), err);
    buffer_release(&question);
    return status;
}

static enum lets_status fail_none(const struct take_values *given,
                                  const struct lets_account *account, struct lets_error *err)
{
    if (!account->is_float) {
        return failure_set(err, LETS_VOUCHER_FLOAT, "'%.*s' sells no vouchers", SHOW(account->id));
    }
    return given->is_expired
               ? failure_set(err, LETS_VOUCHER_NOT_SOLD, "no voucher of '%.*s' is out and expired",
                             SHOW(account->id))
               : failure_set(err, LETS_VOUCHER_NOT_SOLD,
                             "no voucher of '%.*s' from %" PRIu32 " to %" PRIu32 " is out",
                             SHOW(account->id), given->first, given->last);
}

static enum lets_status write_runs(struct writing *writing, struct session *session,
                                   const struct take_values *given, struct runs *runs,
                                   struct lets_error *err)
{
    const struct lets_account *account = NULL;
    const struct lets_account *payee = NULL;
    enum lets_status status = session_account(session, given->id, &account, err);

    if (status == LETS_OK) {
        status = session_account(session, given->payee, &payee, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    find_runs(runs, session, given, account);
    if (runs->n == 0) {
        return fail_none(given, account, err);
    }
    for (size_t i = 0; status == LETS_OK && i < runs->n; i++) {
        status = add_run(writing, session, given, account, payee, &runs->runs[i], err);
    }
    return status == LETS_OK ? ask(session, runs, payee, err) : status;
}

static enum lets_status write_taking(struct writing *writing, struct session *session,
                                     const void *values, struct lets_error *err)
{
    struct runs runs = {0};
    enum lets_status status = write_runs(writing, session, values, &runs, err);

    memory_free(runs.runs);
    memory_free(runs.numbers);
    return status;
}

static enum lets_status check(const struct take_values *given, struct lets_error *err)
{
    if (given->is_expired) {
        return given->first > 0 ? failure_misused(err, "either FIRST and LAST, or --expired")
                                : LETS_OK;
    }
    if (given->last == 0) {
        return failure_misused(err, given->first > 0 ? "FIRST stands without LAST"
                                                     : "FIRST and LAST, or --expired, are needed");
    }
    return given->last >= given->first
               ? LETS_OK
               : failure_set(err, LETS_BOOK_RANGE,
                             "the numbers %" PRIu32 " to %" PRIu32 " run backwards", given->first,
                             given->last);
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    enum lets_status status = check(values, err);

    return status == LETS_OK ? writing_run(session, NULL, write_taking, values, err) : status;
}

const struct command cmd_take_back_vouchers = {
    .name = "take-back-vouchers",
    .kind = COMMAND_WRITER,
    .synopsis = "FLOAT [FIRST LAST | --expired] --to ACCOUNT --reason TEXT",
    .summary = "take back for good what was sold and is still out",
    .details = "Those between FIRST and LAST that are out, returned or stopped; the others are "
               "passed over. What they are worth is worked out, shown and asked. 'lets reverse' "
               "gives them back.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct take_values),
    .run = run,
};
