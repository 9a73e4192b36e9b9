/* SPDX-License-Identifier: MIT */
/*
 * Vouchers: each of their rules, broken and just kept; and random lives of nine acts in any order,
 * lawful and not, each judged by a model of its own, after which the balance of the float is the
 * value of what is out.
 */

#include "support.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct row {
    const char *before; /* entries applied first, all lawful; "" for none */
    const char *breach; /* one entry, refused */
    enum lets_status status;
    uint64_t line;      /* of the key that is blamed, in the entry */
    const char *lawful; /* the nearest entry that passes; NULL: there is none */
};

/* clang-format off: entries are written as they stand in a journal. */
#define TRANSFER(number, date, payer, payee, amount, rest)                                         \
    "- transfer: " number "\n  date: " date "\n  from: " payer "\n  to: " payee                    \
    "\n  amount: " amount "\n" rest
#define ONE "\"0001\""
#define TWO "\"0002\""
#define RANGE(first, last) "  first: " first "\n  last: " last "\n"
#define SALE(number, date, first, last, amount)                                                    \
    TRANSFER(number, date, ONE, "fete", amount, RANGE(first, last))
#define BACK(number, date, first, last, amount, rest)                                              \
    TRANSFER(number, date, "fete", TWO, amount, RANGE(first, last) rest)
#define REDEEM(number, date, voucher, amount, rest)                                                \
    TRANSFER(number, date, "fete", TWO, amount, "  cheque: " voucher "\n" rest)
#define REVERSE(number, payer, payee, amount, reversed)                                            \
    TRANSFER(number, "2026-03-01", payer, payee, amount, "  reverses: " reversed "\n")
#define BATCH(id, first, last, rest)                                                               \
    "- cheques: " id "\n  date: 2026-01-10\n  first: " first "\n  last: " last "\n" rest
#define EVENT(number, status) "- cheque: " number "\n  date: 2026-02-02\n  status: " status "\n"
#define CENTRAL(id, purpose)                                                                       \
    "- central: " id "\n  purpose: " purpose "\n  opened: 2026-01-05\n  debit-limit: 0.00\n"       \
    "  credit-limit: none\n"
/* Ten of 5.00 up to the end of June, two of 1.00 without end, one sold to the fifth of the ten. */
#define FLOAT                                                                                      \
    CENTRAL("fete", "vouchers")                                                                    \
    CENTRAL("desk", "vouchers")                                                                    \
    BATCH("fete", "1001", "1010", "  value: 5.00\n  expires: 2026-06-30\n")                        \
    BATCH("fete", "1011", "1012", "  value: 1.00\n")                                               \
    BATCH("desk", "2001", "2001", "  value: 2\n")
#define SOLD FLOAT SALE("1", "2026-02-01", "1001", "1005", "25.00")

static const struct row rows[] = {
    /* batches */
    {CENTRAL("fete", "other"), BATCH("fete", "1", "2", "  value: 1\n"), LETS_VOUCHER_FLOAT, 1,
     NULL},
    {"", BATCH(ONE, "1", "2", "  value: 1\n"), LETS_VOUCHER_FLOAT, 1, BATCH(ONE, "1", "2", "")},
    {CENTRAL("fete", "vouchers") TRANSFER("1", "2026-01-10", ONE, "fete", "1.00", ""),
     BATCH("fete", "1", "2", "  value: 1\n"), LETS_VOUCHER_FLOAT, 1, NULL},
    {CENTRAL("fete", "vouchers") BATCH("fete", "1", "1", ""),
     BATCH("fete", "2", "2", "  value: 1\n"), LETS_VOUCHER_FLOAT, 1, NULL},
    {CENTRAL("fete", "vouchers") "- change: fete\n  date: 2026-01-10\n  status: closed\n",
     BATCH("fete", "1", "2", "  value: 1\n"), LETS_ACCOUNT_CLOSED, 1, NULL},
    {FLOAT, BATCH("fete", "1", "2", ""), LETS_VOUCHER_FLOAT, 1,
     BATCH("fete", "1", "2", "  value: 1\n")},
    {FLOAT, BATCH("fete", "1010", "1013", "  value: 1\n"), LETS_BOOK_OVERLAP, 3,
     BATCH("fete", "1013", "1013", "  value: 1\n")},
    {FLOAT, BATCH("fete", "1", "2", "  value: 0\n"), LETS_ZERO_AMOUNT, 5,
     BATCH("fete", "1", "2", "  value: 0.01\n")},
    {FLOAT, BATCH("fete", "1", "2", "  value: 5000000000000000.01\n"), LETS_VOUCHER_VALUE, 5,
     BATCH("fete", "1", "2", "  value: 5000000000000000.00\n")},
    {FLOAT, BATCH("fete", "1", "2", "  value: 1\n  expires: 2026-01-09\n"), LETS_VOUCHER_EXPIRED, 6,
     BATCH("fete", "1", "2", "  value: 1\n  expires: 2026-01-10\n")},
    {"", BATCH(ONE, "1", "2", "  expires: 2026-01-10\n"), LETS_VOUCHER_KEYS, 3, NULL},
    {FLOAT, BATCH("fete", "1001", "1002", "  value: 5\n  withdrawn: spoilt\n"), LETS_VOUCHER_KEYS,
     6, BATCH("fete", "1001", "1002", "  withdrawn: spoilt\n")},
    {SOLD, BATCH("fete", "1005", "1006", "  withdrawn: spoilt\n"), LETS_VOUCHER_SOLD, 3,
     BATCH("fete", "1006", "1007", "  withdrawn: spoilt\n")},
    {FLOAT, "- change: fete\n  date: 2026-01-10\n  purpose: other\n", LETS_VOUCHER_FLOAT, 3,
     "- change: fete\n  date: 2026-01-10\n  title: Fete\n"},
    /* what may move */
    {FLOAT, TRANSFER("1", "2026-02-01", ONE, "fete", "5.00", ""), LETS_VOUCHER_FLOAT, 5,
     SALE("1", "2026-02-01", "1001", "1001", "5.00")},
    {FLOAT, TRANSFER("1", "2026-02-01", ONE, TWO, "5.00", RANGE("1001", "1001")),
     LETS_VOUCHER_FLOAT, 6, NULL},
    {SOLD, TRANSFER("2", "2026-02-01", "fete", TWO, "5.00", ""), LETS_VOUCHER_FLOAT, 3, NULL},
    {SOLD, TRANSFER("2", "2026-02-01", "fete", "desk", "5.00", "  cheque: 1001\n"),
     LETS_VOUCHER_FLOAT, 4, NULL},
    {SOLD,
     TRANSFER("2", "2026-02-01", "fete", TWO, "5.00", "  cheque: 1001\n" RANGE("1001", "1001")),
     LETS_VOUCHER_FLOAT, 6, NULL},
    /* sales */
    {FLOAT, TRANSFER("1", "2026-02-01", ONE, "fete", "5.00", "  first: 1001\n"), LETS_VOUCHER_FLOAT,
     5, NULL},
    {FLOAT, SALE("1", "2026-02-01", "1002", "1001", "5.00"), LETS_BOOK_RANGE, 7, NULL},
    {FLOAT, SALE("1", "2026-02-01", "1011", "1013", "3.00"), LETS_CHEQUE_UNKNOWN, 6,
     SALE("1", "2026-02-01", "1010", "1012", "7.00")},
    {FLOAT, SALE("1", "2026-02-01", "2001", "2001", "2.00"), LETS_CHEQUE_FOREIGN, 6, NULL},
    {SOLD, SALE("2", "2026-02-01", "1005", "1006", "10.00"), LETS_VOUCHER_SOLD, 6,
     SALE("2", "2026-02-01", "1006", "1007", "10.00")},
    {FLOAT, SALE("1", "2026-02-01", "1001", "1002", "9.99"), LETS_VOUCHER_AMOUNT, 5, NULL},
    {FLOAT, SALE("1", "2026-07-01", "1001", "1001", "5.00") "  override: late\n",
     LETS_VOUCHER_EXPIRED, 2, SALE("1", "2026-06-30", "1001", "1001", "5.00")},
    {FLOAT,
     TRANSFER("1", "2026-02-01", ONE, "fete", "5.00", "  cheque: 299\n" RANGE("1001", "1001")),
     LETS_CHEQUE_UNKNOWN, 6,
     TRANSFER("1", "2026-02-01", ONE, "fete", "5.00", "  cheque: 301\n" RANGE("1001", "1001"))},
    /* redemptions */
    {SOLD, REDEEM("2", "2026-02-01", "1006", "5.00", ""), LETS_VOUCHER_NOT_SOLD, 6,
     REDEEM("2", "2026-02-01", "1005", "5.00", "")},
    {SOLD, REDEEM("2", "2026-02-01", "999", "5.00", ""), LETS_CHEQUE_UNKNOWN, 6, NULL},
    {SOLD, REDEEM("2", "2026-02-01", "301", "5.00", ""), LETS_CHEQUE_FOREIGN, 6, NULL},
    {SOLD REDEEM("2", "2026-02-01", "1001", "5.00", ""),
     REDEEM("3", "2026-02-01", "1001", "5.00", ""), LETS_CHEQUE_USED, 6,
     REDEEM("3", "2026-02-01", "1002", "5.00", "")},
    {SOLD EVENT("1001", "stopped"), REDEEM("2", "2026-02-02", "1001", "5.00", "  override: x\n"),
     LETS_CHEQUE_STOPPED, 6, REDEEM("2", "2026-02-02", "1002", "5.00", "")},
    {SOLD, REDEEM("2", "2026-02-01", "1001", "4.00", ""), LETS_VOUCHER_AMOUNT, 5, NULL},
    {SOLD, REDEEM("2", "2026-02-01", "1001", "5.00", "  written: 2026-02-01\n"), LETS_VOUCHER_FLOAT,
     7, NULL},
    {SOLD, REDEEM("2", "2026-07-01", "1001", "5.00", ""), LETS_VOUCHER_EXPIRED, 2,
     REDEEM("2", "2026-07-01", "1001", "5.00", "  override: honoured\n")},
    {SOLD, REDEEM("2", "2026-01-31", "1001", "5.00", ""), LETS_VOUCHER_EARLY, 2,
     REDEEM("2", "2026-02-01", "1001", "5.00", "")},
    {SOLD, TRANSFER("2", "2026-02-01", ONE, TWO, "5.00", "  cheque: 1001\n"), LETS_CHEQUE_FOREIGN,
     6, NULL},
    /* takings back */
    {SOLD, BACK("2", "2026-07-01", "1006", "1012", "5.00", ""), LETS_VOUCHER_NOT_SOLD, 6,
     BACK("2", "2026-07-01", "1005", "1012", "5.00", "")},
    {SOLD, BACK("2", "2026-07-01", "1001", "1010", "50.00", ""), LETS_VOUCHER_AMOUNT, 5,
     BACK("2", "2026-07-01", "1001", "1010", "25.00", "")},
    {SOLD, BACK("2", "2026-06-30", "1001", "1001", "5.00", ""), LETS_VOUCHER_NOT_EXPIRED, 2,
     BACK("2", "2026-06-30", "1001", "1001", "5.00", "  override: recalled\n")},
    {FLOAT SALE("1", "2026-02-01", "1011", "1011", "1.00"),
     BACK("2", "2027-01-01", "1", "9999", "1.00", ""), LETS_VOUCHER_NOT_EXPIRED, 2,
     BACK("2", "2027-01-01", "1", "9999", "1.00", "  override: recalled\n")},
    {SOLD, BACK("2", "2026-01-31", "1001", "1001", "5.00", "  override: x\n"), LETS_VOUCHER_EARLY,
     2, NULL},
    {SOLD REDEEM("2", "2026-02-05", "1001", "5.00", "") REVERSE("3", TWO, "fete", "5.00", "2"),
     BACK("4", "2026-07-01", "1001", "1001", "5.00", ""), LETS_VOUCHER_NOT_EXPIRED, 2,
     REDEEM("4", "2026-07-01", "1001", "5.00", "")},
    {SOLD BACK("2", "2026-07-01", "1001", "1001", "5.00", ""),
     REDEEM("3", "2026-07-01", "1001", "5.00", ""), LETS_CHEQUE_USED, 6, NULL},
    /* reversals */
    {SOLD REDEEM("2", "2026-02-05", "1005", "5.00", ""), REVERSE("3", "fete", ONE, "25.00", "1"),
     LETS_VOUCHER_USED, 6, NULL},
    {SOLD EVENT("1003", "returned"), REVERSE("2", "fete", ONE, "25.00", "1"), LETS_VOUCHER_USED, 6,
     NULL},
    {SOLD EVENT("1003", "stopped"), REVERSE("2", "fete", ONE, "25.00", "1"), LETS_VOUCHER_USED, 6,
     NULL},
    {SOLD EVENT("1003", "stopped") EVENT("1003", "released") "  reason: found\n",
     TRANSFER("2", "2026-03-01", "fete", ONE, "25.00", RANGE("1001", "1005") "  reverses: 1\n"),
     LETS_REVERSAL_KEYS, 8, REVERSE("2", "fete", ONE, "25.00", "1")},
    {SOLD REVERSE("2", "fete", ONE, "25.00", "1"), REDEEM("3", "2026-03-01", "1001", "5.00", ""),
     LETS_VOUCHER_NOT_SOLD, 6, SALE("3", "2026-03-01", "1001", "1001", "5.00")},
    /* events */
    {SOLD, EVENT("1006", "stopped"), LETS_VOUCHER_NOT_SOLD, 1, EVENT("1005", "stopped")},
    {SOLD, EVENT("1006", "returned"), LETS_VOUCHER_NOT_SOLD, 1, EVENT("1005", "returned")},
    {SOLD REDEEM("2", "2026-02-01", "1001", "5.00", ""), EVENT("1001", "stopped"), LETS_CHEQUE_USED,
     1, NULL},
    {SOLD EVENT("1001", "stopped"), EVENT("1001", "returned"), LETS_CHEQUE_STOPPED, 1, NULL},
    {SOLD, EVENT("1001", "released") "  reason: x\n", LETS_CHEQUE_NOT_STOPPED, 3, NULL},
    {SOLD EVENT("1001", "stopped"), EVENT("1001", "released"), LETS_REASON_MISSING, 3,
     EVENT("1001", "released") "  reason: found\n"},
};
/* clang-format on */
enum { N_ROWS = sizeof rows / sizeof *rows };

START_TEST(refuses_each_breach_and_changes_nothing)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        struct lets_ledger *ledger = support_ledger();
        struct lets_error err = {0};
        ck_assert_msg(support_apply(ledger, rows[i].before, &err) == LETS_OK, "row %zu: %s", i,
                      err.message);
        struct lets_summary before = *lets_ledger_summary(ledger);
        enum lets_status status = support_apply(ledger, rows[i].breach, &err);
        ck_assert_msg(status == rows[i].status, "row %zu: %s [%s], not [%s]", i, err.message,
                      lets_status_name(status), lets_status_name(rows[i].status));
        ck_assert_msg(err.line == rows[i].line, "row %zu: line %" PRIu64 ", not %" PRIu64, i,
                      err.line, rows[i].line);
        ck_assert_int_eq(before.volume.minor, lets_ledger_summary(ledger)->volume.minor);
        ck_assert_uint_eq(before.n_entries, lets_ledger_summary(ledger)->n_entries);
        if (rows[i].lawful != NULL) {
            ck_assert_msg(support_apply(ledger, rows[i].lawful, &err) == LETS_OK,
                          "row %zu, lawful: %s", i, err.message);
        }
        lets_ledger_free(ledger);
    }
}
END_TEST

/* ---------------------------------------------------------------- random lives */

enum { N_NUMBERS = 12, EARLY = 10, LIVES = 400, ACTS = 60, MOST_TRANSFERS = ACTS + 1 };

/* One number, as the text of journal.md has it. 1..8 are worth 5.00 and expire on 2026-06-30, the
 * others 1.00, without end. */
struct number {
    enum lets_cheque_status status;
    enum lets_cheque_status before;
    bool is_bound_no_more;
    unsigned sale;
    unsigned use;
};

struct moved {
    enum { SOLD_SOME, REDEEMED_ONE, TOOK_BACK, REVERSED } what;
    bool is_reversed;
    bool was_in_time;
    unsigned amount; /* in units */
    int month;
};

struct life {
    struct lets_ledger *ledger;
    uint64_t state;
    struct number numbers[N_NUMBERS + 1];
    struct moved transfers[MOST_TRANSFERS + 1];
    unsigned n_transfers;
    char entry[400];
};

static unsigned pick(struct life *life, unsigned n)
{
    life->state = life->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(life->state >> 33) % n;
}

static bool is_held(const struct number *number)
{
    return number->status == LETS_OUT || number->status == LETS_RETURNED ||
           number->status == LETS_STOPPED;
}

static unsigned value_of(unsigned number)
{
    return number <= 8 ? 5 : 1;
}

static bool has_expired(unsigned number, int month)
{
    return number <= 8 && month > 6;
}

/* Applies the entry that was written, which must pass or not as the model says. */
static bool try_it(struct life *life, bool is_lawful)
{
    struct lets_error err = {0};
    enum lets_status status = support_apply(life->ledger, life->entry, &err);
    ck_assert_msg((status == LETS_OK) == is_lawful, "%s by the model:\n%s%s [%s]",
                  is_lawful ? "lawful" : "unlawful", life->entry, err.message,
                  lets_status_name(status));
    return status == LETS_OK;
}

static void write_transfer(struct life *life, int month, bool is_into, unsigned amount,
                           const char *rest)
{
    (void)snprintf(life->entry, sizeof life->entry,
                   "- transfer: %u\n  date: 2026-%02d-10\n  from: %s\n  to: %s\n  amount: %u\n%s",
                   life->n_transfers + 1, month, is_into ? "\"0001\"" : "fete",
                   is_into ? "fete" : "\"0001\"", amount, rest);
}

static int sold_in(const struct life *life, unsigned number)
{
    return life->transfers[life->numbers[number].sale].month;
}

static void sell(struct life *life, int month)
{
    unsigned first = 1 + pick(life, N_NUMBERS);
    unsigned last = first + pick(life, 3);
    unsigned amount = 0;
    bool is_lawful = last <= N_NUMBERS;
    char rest[80];
    for (unsigned i = first; i <= last && i <= N_NUMBERS; i++) {
        amount += value_of(i);
        is_lawful &= life->numbers[i].status == LETS_PRINTED && !has_expired(i, month);
    }
    amount += pick(life, 10) == 0 ? 1 : 0;
    (void)snprintf(rest, sizeof rest, "  first: %u\n  last: %u\n", first, last);
    unsigned right = 0;
    for (unsigned i = first; i <= last && i <= N_NUMBERS; i++) {
        right += value_of(i);
    }
    write_transfer(life, month, true, amount, rest);
    if (try_it(life, is_lawful && amount == right)) {
        unsigned number = ++life->n_transfers;
        life->transfers[number] =
            (struct moved){.what = SOLD_SOME, .amount = amount, .month = month};
        for (unsigned i = first; i <= last; i++) {
            life->numbers[i] = (struct number){.status = LETS_OUT, .sale = number};
        }
    }
}

static void redeem(struct life *life, int month)
{
    unsigned i = 1 + pick(life, N_NUMBERS);
    bool has_override = pick(life, 4) == 0;
    struct number *mine = &life->numbers[i];
    bool is_in_time = !has_expired(i, month) || mine->is_bound_no_more;
    bool is_lawful = (mine->status == LETS_OUT || mine->status == LETS_RETURNED) &&
                     (is_in_time || has_override) && month >= sold_in(life, i);
    char rest[80];
    (void)snprintf(rest, sizeof rest, "  cheque: %u\n%s", i, has_override ? "  override: x\n" : "");
    write_transfer(life, month, false, value_of(i), rest);
    if (try_it(life, is_lawful)) {
        unsigned number = ++life->n_transfers;
        life->transfers[number] = (struct moved){
            .what = REDEEMED_ONE, .was_in_time = is_in_time, .amount = value_of(i), .month = month};
        mine->before = mine->status;
        mine->status = LETS_REDEEMED;
        mine->use = number;
    }
}

static void take_back(struct life *life, int month)
{
    unsigned first = 1 + pick(life, N_NUMBERS);
    unsigned last = first + pick(life, 5);
    bool has_override = pick(life, 2) == 0;
    bool is_lawful = true;
    unsigned amount = 0;
    char rest[100];
    for (unsigned i = first; i <= last && i <= N_NUMBERS; i++) {
        const struct number *mine = &life->numbers[i];
        if (is_held(mine)) {
            bool is_due = has_expired(i, month) && !mine->is_bound_no_more;
            amount += value_of(i);
            is_lawful &= (is_due || has_override) && month >= sold_in(life, i);
        }
    }
    is_lawful &= amount > 0;
    (void)snprintf(rest, sizeof rest, "  first: %u\n  last: %u\n%s", first, last,
                   has_override ? "  override: x\n" : "");
    write_transfer(life, month, false, amount == 0 ? 1 : amount, rest);
    if (try_it(life, is_lawful)) {
        unsigned number = ++life->n_transfers;
        life->transfers[number] =
            (struct moved){.what = TOOK_BACK, .amount = amount, .month = month};
        for (unsigned i = first; i <= last && i <= N_NUMBERS; i++) {
            if (is_held(&life->numbers[i])) {
                life->numbers[i].before = life->numbers[i].status;
                life->numbers[i].status = LETS_TAKEN_BACK;
                life->numbers[i].use = number;
            }
        }
    }
}

static void reverse(struct life *life)
{
    unsigned of = life->n_transfers == 0 ? 0 : 1 + pick(life, life->n_transfers);
    struct moved *moved = &life->transfers[of];
    char rest[40];
    if (of == 0) {
        return;
    }
    bool is_lawful = moved->what != REVERSED && !moved->is_reversed;
    for (unsigned i = 1; i <= N_NUMBERS && moved->what == SOLD_SOME; i++) {
        is_lawful &= life->numbers[i].sale != of || life->numbers[i].status == LETS_OUT;
    }
    (void)snprintf(rest, sizeof rest, "  reverses: %u\n", of);
    write_transfer(life, 12, moved->what != SOLD_SOME, moved->amount, rest);
    if (!try_it(life, is_lawful)) {
        return;
    }
    moved->is_reversed = true;
    life->transfers[++life->n_transfers] =
        (struct moved){.what = REVERSED, .amount = 1, .month = 12};
    for (unsigned i = 1; i <= N_NUMBERS; i++) {
        struct number *mine = &life->numbers[i];
        if (mine->sale == of) {
            *mine = (struct number){.status = LETS_PRINTED};
        } else if (mine->use == of) {
            mine->status = mine->before;
            mine->use = 0;
            mine->is_bound_no_more |= moved->what == REDEEMED_ONE && moved->was_in_time;
        }
    }
}

static void happen(struct life *life, enum lets_cheque_status event)
{
    unsigned i = 1 + pick(life, N_NUMBERS);
    struct number *mine = &life->numbers[i];
    bool is_lawful = event == LETS_RELEASED
                         ? mine->status == LETS_STOPPED
                         : mine->status == LETS_OUT || mine->status == LETS_RETURNED;
    (void)snprintf(life->entry, sizeof life->entry,
                   "- cheque: %u\n  date: 2026-12-10\n  status: %s\n  reason: x\n", i,
                   lets_cheque_status_word(event));
    if (try_it(life, is_lawful)) {
        mine->status = event == LETS_RELEASED ? LETS_OUT : event;
    }
}

/* Numbers are withdrawn, and the same ones printed again; a failed one leaves them as they are. */
static void withdraw(struct life *life)
{
    unsigned i = 1 + pick(life, N_NUMBERS);
    bool is_lawful = life->numbers[i].status == LETS_PRINTED;
    (void)snprintf(life->entry, sizeof life->entry,
                   "- cheques: fete\n  date: 2026-01-10\n  first: %u\n  last: %u\n  withdrawn: x\n",
                   i, i);
    if (try_it(life, is_lawful)) {
        (void)snprintf(life->entry, sizeof life->entry,
                       "- cheques: fete\n  date: 2026-01-10\n  first: %u\n  last: %u\n  value: %u\n"
                       "%s",
                       i, i, value_of(i), i <= 8 ? "  expires: 2026-06-30\n" : "");
        (void)try_it(life, true);
    }
}

static void hold(const struct life *life)
{
    int64_t out = 0;
    for (uint32_t i = 1; i <= N_NUMBERS; i++) {
        struct lets_cheque told;
        ck_assert(lets_ledger_cheque(life->ledger, i, &told));
        ck_assert_msg(told.status == life->numbers[i].status, "%" PRIu32 " is %s, not %s after\n%s",
                      i, lets_cheque_status_word(told.status),
                      lets_cheque_status_word(life->numbers[i].status), life->entry);
        ck_assert_uint_eq(told.sold_in, life->numbers[i].sale);
        ck_assert_uint_eq(told.transfer, life->numbers[i].use);
        out += is_held(&life->numbers[i]) ? (int64_t)value_of(i) * 100 : 0;
    }
    ck_assert_int_eq(lets_ledger_find(life->ledger, lets_span_of("fete"))->balance.minor, out);
}

static void act(struct life *life)
{
    int month = 1 + (int)pick(life, EARLY);
    switch (pick(life, 9)) {
    case 0:
    case 1:
        sell(life, month);
        break;
    case 2:
    case 3:
        redeem(life, month);
        break;
    case 4:
        take_back(life, month);
        break;
    case 5:
        reverse(life);
        break;
    case 6:
        happen(life, pick(life, 2) == 0 ? LETS_RETURNED : LETS_STOPPED);
        break;
    case 7:
        happen(life, LETS_RELEASED);
        break;
    default:
        withdraw(life);
        break;
    }
    hold(life);
}

START_TEST(keeps_the_float_at_what_is_out_in_random_lives)
{
    for (unsigned i = 0; i < LIVES; i++) {
        struct life life = {.ledger = support_ledger(), .state = 17 + (uint64_t)i};
        static const char batches[] =
            "- change: \"0001\"\n  date: 2026-01-05\n  debit-limit: none\n  credit-limit: none\n"
            "- central: fete\n  purpose: vouchers\n  opened: 2026-01-05\n  debit-limit: 0.00\n"
            "  credit-limit: none\n"
            "- cheques: fete\n  date: 2026-01-06\n  first: 1\n  last: 8\n  value: 5\n"
            "  expires: 2026-06-30\n"
            "- cheques: fete\n  date: 2026-01-06\n  first: 9\n  last: 12\n  value: 1\n";
        ck_assert_int_eq(support_apply(life.ledger, batches, NULL), LETS_OK);
        for (unsigned n = 1; n <= N_NUMBERS; n++) {
            life.numbers[n].status = LETS_PRINTED;
        }
        for (unsigned n = 0; n < ACTS; n++) {
            act(&life);
        }
        lets_ledger_free(life.ledger);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {refuses_each_breach_and_changes_nothing,
                                  keeps_the_float_at_what_is_out_in_random_lives};
    return support_run("vouchers", tests, sizeof tests / sizeof *tests);
}
