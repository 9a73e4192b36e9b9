/* SPDX-License-Identifier: MIT */
/*
 * A made reference is what a row says. Where somebody alters a row, it is another payment, and what
 * it said before stands in the books all the same: nothing but its absence tells it.
 */

#include "tables/import_ours.h"

#include <inttypes.h>

#include "session/talk.h"
#include "writing/known_ref.h"

enum { TOLD_MAX = 10 };

static void mark(struct import_known *known, const struct lets_ledger *ledger, struct lets_span ref)
{
    uint32_t number = lets_ledger_ref(ledger, ref);

    if (number > 0 && number < known->n) {
        known->is_ours[number] = true;
    }
}

/* Marks what the levies of a row became. */
static void mark_levies(struct import_known *known, const struct lets_ledger *ledger,
                        struct lets_span ref)
{
    static const char *const tails[] = {"/from-levy", "/to-levy"};

    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        struct buffer name = {0};
        buffer_add(&name, ref);
        buffer_add_string(&name, tails[i]);
        mark(known, ledger, buffer_span(&name));
        buffer_release(&name);
    }
}

static void note_day(struct import_known *known, struct lets_date day)
{
    if (!known->has_days || day.day < known->days.first.day) {
        known->days.first = day;
    }
    if (!known->has_days || day.day > known->days.last.day) {
        known->days.last = day;
    }
    known->has_days = true;
}

void import_ours_mark(struct import_known *known, const struct import_payments *payments,
                      const struct import_run *run)
{
    const struct lets_ledger *ledger = run->session->ledger;

    known->is_ours = memory_array(known->n + 1, sizeof *known->is_ours);
    for (size_t i = 0; known->n > 1 && i < payments->n; i++) {
        const struct import_payment *payment = &payments->items[i];
        if (payment->row->fate == FATE_OPEN && payment->row->faults.n == 0) {
            note_day(known, payment->on);
        }
        if (payment->ref.size > 0) {
            mark(known, ledger, payment->ref);
        }
        if (payment->ref.size > 0 &&
            (payment->from_levy.minor != 0 || payment->to_levy.minor != 0)) {
            mark_levies(known, ledger, payment->ref);
        }
    }
}

/* Of lines of accounts only what one of these has a part in could be there. */
static bool *note_accounts(const struct import_payments *payments, const struct import_run *run)
{
    const struct import_parties *parties = &run->parties;
    bool *is_there = memory_array(parties->n_accounts + 1, sizeof *is_there);

    for (size_t i = 0; i < payments->n; i++) {
        const struct import_payment *payment = &payments->items[i];
        int account = parties->parties[payment->is_of_payer ? payment->from : payment->to].account;
        if (account >= 0) {
            is_there[account] = true;
        }
    }
    return is_there;
}

static bool is_among(const struct lets_account *account, const bool *is_there,
                     const struct import_parties *parties)
{
    size_t i = 0;

    while (i < parties->n_accounts && !(is_there[i] && parties->accounts[i].account == account)) {
        i++;
    }
    return i < parties->n_accounts;
}

/* What stands in the place of a transfer whose row is gone; 0: nothing does, or it is told. */
static uint32_t find_left_over(const struct import_known *known, const struct lets_ledger *ledger,
                               uint32_t number, struct lets_transfer *out)
{
    struct lets_transfer first = {0};
    uint32_t last = number;

    if (!known->is_made[number] || known->is_ours[number] ||
        !lets_ledger_transfer(ledger, number, &first) || first.date.day < known->days.first.day ||
        first.date.day > known->days.last.day) {
        return 0;
    }
    while (known->corrections[last] != 0) {
        last = known->corrections[last];
    }
    bool stands = lets_ledger_transfer(ledger, last, out) && out->reversed_by == 0;
    return stands && !known->is_ours[last] ? last : 0;
}

static void warn(const struct import_run *run, const struct import_table *table, uint32_t number)
{
    struct buffer was = {0};

    known_ref_describe(&was, run->session, number);
    session_warn(run->session,
                 "%s: transfer %" PRIu32 " is in the books and no longer in this table: %s",
                 table->name, number, buffer_string(&was));
    buffer_release(&was);
}

void import_ours_warn(const struct import_known *known, const struct import_payments *payments,
                      const struct import_run *run)
{
    const struct import_table *table = payments->table;
    const struct lets_ledger *ledger = run->session->ledger;
    const struct import_parties *parties = &run->parties;
    bool *is_there = import_payments_are_lines(table) ? note_accounts(payments, run) : NULL;
    size_t n = 0;

    for (uint32_t i = 1; known->has_days && !table->has_reason && i < known->n; i++) {
        struct lets_transfer left = {0};
        uint32_t number = find_left_over(known, ledger, i, &left);
        if (number == 0 ||
            (is_there != NULL &&
             !is_among(lets_ledger_account(ledger, left.payer), is_there, parties) &&
             !is_among(lets_ledger_account(ledger, left.payee), is_there, parties))) {
            continue;
        }
        if (n++ < TOLD_MAX) {
            warn(run, table, number);
        }
    }
    if (n > TOLD_MAX) {
        session_warn(run->session, "%s: so it is with %zu more", table->name, n - TOLD_MAX);
    }
    if (n > 0) {
        session_warn(run->session,
                     "%s: was it changed? A row that was comes in as another payment, and what it "
                     "said before stands as well: 'lets reverse N --reason REASON' takes that back",
                     table->name);
    }
    memory_free(is_there);
}
