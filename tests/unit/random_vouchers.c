/* SPDX-License-Identifier: MIT */
/* Vouchers of random journals: floats, batches between the books of cheques, and all acts. */

#include "random_vouchers.h"

#include <stddef.h>

#include "random_draw.h"

enum { N_NUMBERS = 330 };

static const char *const names[] = {"v-fete", "v-desk", "v-fair"};
enum { N_NAMES = sizeof names / sizeof *names };

/* Opens one of the accounts. */
static void make_account(struct lets_entry *entry, const char *name, struct lets_date date)
{
    const struct lets_limit debit = {LETS_LIMIT_AMOUNT, {0}};
    const struct lets_limit credit = {.kind = LETS_LIMIT_NONE};
    entry->kind = LETS_KIND_CENTRAL;
    lets_entry_put(entry, id, lets_span_of(name));
    lets_entry_put(entry, opened, date);
    lets_entry_put(entry, purpose, LETS_PURPOSE_VOUCHERS);
    lets_entry_put(entry, debit_limit, debit);
    lets_entry_put(entry, credit_limit, credit);
}

static void make_batch(struct lets_entry *entry, const char *name, struct lets_date date)
{
    static const struct lets_hash digest = {
        "5947d7c33d783f94b3b4c1a96ebc8991ed28f1b069b71e03376cba8caa98a720"};
    const struct lets_date expires = {date.day + (int32_t)draw_below(60)};
    entry->kind = LETS_KIND_CHEQUES;
    lets_entry_put(entry, id, lets_span_of(name));
    lets_entry_put(entry, date, date);
    lets_entry_put(entry, first, 1 + draw_below(300));
    lets_entry_put(entry, last, entry->first + draw_below(12));
    lets_entry_put(entry, value, draw_amount());
    if (draw_below(3) > 0) {
        lets_entry_put(entry, expires, expires);
    }
    if (draw_below(2) == 0) {
        lets_entry_put(entry, digest, digest);
    }
}

/* ---------------------------------------------------------------- numbers */

static bool is_held(enum lets_cheque_status status)
{
    return status == LETS_OUT || status == LETS_RETURNED || status == LETS_STOPPED;
}

/* Whether a number is a voucher that can be sold (wanted LETS_PRINTED), or that is in somebody's
 * hands (LETS_OUT). */
static bool find(const struct lets_ledger *ledger, uint32_t number, enum lets_cheque_status wanted,
                 struct lets_cheque *out)
{
    return lets_ledger_cheque(ledger, number, out) && out->value.minor > 0 &&
           (out->status == wanted || (wanted == LETS_OUT && is_held(out->status)));
}

/* The first of them from some number on, all numbers in a circle. */
static bool draw_voucher(const struct lets_ledger *ledger, enum lets_cheque_status wanted,
                         struct lets_cheque *out)
{
    uint32_t start = draw_below(N_NUMBERS);
    for (uint32_t i = 0; i < N_NUMBERS; i++) {
        if (find(ledger, 1 + (start + i) % N_NUMBERS, wanted, out)) {
            return true;
        }
    }
    return false;
}

/* ---------------------------------------------------------------- acts */

static void begin_transfer(struct lets_entry *entry, const struct lets_ledger *ledger,
                           struct lets_date date)
{
    entry->kind = LETS_KIND_TRANSFER;
    lets_entry_put(entry, number, lets_ledger_summary(ledger)->n_transfers + 1);
    lets_entry_put(entry, date, draw_day_before(date, 4));
    if (draw_below(2) == 0) {
        lets_entry_put(entry, what_for, draw_text());
    }
    if (draw_below(3) == 0) {
        lets_entry_put(entry, override_reason, draw_text());
    }
}

/* Names the numbers from first on, as far as up to `most` more are wanted ones, and their sum.
 * Those taken back may have others between them. */
static void put_range(struct lets_entry *entry, const struct lets_ledger *ledger,
                      const struct lets_cheque *first, uint32_t most)
{
    enum lets_cheque_status wanted = first->status == LETS_PRINTED ? LETS_PRINTED : LETS_OUT;
    struct lets_amount sum = first->value;
    uint32_t last = first->number;
    for (uint32_t i = 0; i < most; i++) {
        struct lets_cheque next;
        bool is_there = find(ledger, last + 1, wanted, &next) && next.account == first->account;
        if (is_there) {
            if (!lets_amount_add(sum, next.value, &sum)) {
                break;
            }
        } else if (wanted == LETS_PRINTED) {
            break;
        }
        last++;
    }
    lets_entry_put(entry, amount, sum);
    lets_entry_put(entry, first, first->number);
    lets_entry_put(entry, last, last);
}

static void make_sale(struct lets_entry *entry, const struct lets_ledger *ledger,
                      const struct lets_cheque *voucher)
{
    lets_entry_put(entry, payer, draw_id(ledger));
    lets_entry_put(entry, payee, lets_ledger_account(ledger, voucher->account)->id);
    if (draw_below(6) == 0) {
        lets_entry_put(entry, cheque, 1 + draw_below(N_NUMBERS));
    }
    put_range(entry, ledger, voucher, draw_below(8));
}

static void make_redemption(struct lets_entry *entry, const struct lets_ledger *ledger,
                            const struct lets_cheque *voucher)
{
    lets_entry_put(entry, payer, lets_ledger_account(ledger, voucher->account)->id);
    lets_entry_put(entry, payee, draw_id(ledger));
    lets_entry_put(entry, amount, voucher->value);
    lets_entry_put(entry, cheque, voucher->number);
}

static void make_taking_back(struct lets_entry *entry, const struct lets_ledger *ledger,
                             const struct lets_cheque *voucher)
{
    lets_entry_put(entry, payer, lets_ledger_account(ledger, voucher->account)->id);
    lets_entry_put(entry, payee, draw_id(ledger));
    put_range(entry, ledger, voucher, draw_below(20));
}

static void make_event(struct lets_entry *entry, const struct lets_cheque *voucher,
                       struct lets_date date)
{
    entry->kind = LETS_KIND_CHEQUE;
    lets_entry_put(entry, number, voucher->number);
    lets_entry_put(entry, date, date);
    lets_entry_put(entry, cheque_status,
                   voucher->status == LETS_STOPPED
                       ? LETS_RELEASED
                       : (enum lets_cheque_status)(LETS_RETURNED + (int)draw_below(2)));
    lets_entry_put(entry, reason, draw_text());
}

void random_vouchers_make(struct lets_entry *entry, const struct lets_ledger *ledger,
                          struct lets_date date)
{
    const char *name = names[draw_below(N_NAMES)];
    uint32_t what = draw_below(10);
    struct lets_cheque voucher;
    if (lets_ledger_find(ledger, lets_span_of(name)) == NULL) {
        make_account(entry, name, date);
    } else if (what < 2 || !draw_voucher(ledger, what < 5 ? LETS_PRINTED : LETS_OUT, &voucher)) {
        make_batch(entry, name, date);
    } else if (what == 9) {
        make_event(entry, &voucher, date);
    } else {
        begin_transfer(entry, ledger, date);
        if (what < 5) {
            make_sale(entry, ledger, &voucher);
        } else if (what < 8) {
            make_redemption(entry, ledger, &voucher);
        } else {
            make_taking_back(entry, ledger, &voucher);
        }
    }
}
