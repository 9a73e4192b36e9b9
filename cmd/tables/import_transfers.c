/* SPDX-License-Identifier: MIT */
/*
 * Transfers. A payment becomes one, or, with the levies of both sides, three, all or none of them;
 * known ones are passed over, if they say the same.
 */

#include "tables/import_transfers.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "session/lookup.h"
#include "session/talk.h"
#include "session/voucher.h"
#include "tables/import_equal.h"
#include "tables/import_ours.h"

enum { PARTS_MAX = 3 };

/* The transfers of a payment. */
struct parts {
    struct lets_entry entries[PARTS_MAX];
    struct buffer refs[PARTS_MAX]; /* owned */
    bool is_known[PARTS_MAX];      /* the journal has it */
    size_t n;
};

static void release_parts(struct parts *parts)
{
    for (size_t i = 0; i < PARTS_MAX; i++) {
        buffer_release(&parts->refs[i]);
    }
}

/* ---------------------------------------------------------------- what a payment becomes */

static struct lets_entry *add_part(struct parts *parts, const struct import_run *run,
                                   const struct import_payment *payment,
                                   const struct lets_account *payer,
                                   const struct lets_account *payee, struct lets_amount amount)
{
    struct lets_entry *entry = &parts->entries[parts->n++];

    *entry = entry_of_transfer(run->session->ledger, payment->on, payer, payee, amount);
    if (payment->override_reason.size > 0) {
        lets_entry_put(entry, override_reason, payment->override_reason);
    }
    return entry;
}

/* A levy, from a member to the account of levies, or back. */
static void add_levy(struct parts *parts, const struct import_run *run,
                     const struct import_payment *payment, const struct lets_account *account,
                     struct lets_amount levy, const char *tail)
{
    bool is_back = levy.minor < 0;
    struct lets_amount amount = {is_back ? -levy.minor : levy.minor};
    struct buffer *ref = &parts->refs[parts->n];

    if (levy.minor == 0) {
        return;
    }
    struct lets_entry *entry = add_part(parts, run, payment, is_back ? run->levy : account,
                                        is_back ? account : run->levy, amount);
    buffer_add(ref, payment->ref);
    buffer_add_string(ref, tail);
    lets_entry_put(entry, what_for, lets_span_of("levy"));
    lets_entry_put(entry, ref, buffer_span(ref));
}

static void make_parts(const struct import_run *run, const struct import_payment *payment,
                       const struct lets_account *payer, const struct lets_account *payee,
                       bool is_from_external, struct parts *parts)
{
    struct lets_amount amount =
        is_from_external && payment->has_to_amount ? payment->to_amount : payment->amount;
    struct lets_entry *entry = add_part(parts, run, payment, payer, payee, amount);

    ENTRY_PUT_SPAN(entry, what_for, payment->what_for);
    ENTRY_PUT_SPAN(entry, category, payment->category);
    ENTRY_PUT_SPAN(entry, ref, payment->ref);
    if (payment->cheque > 0) {
        lets_entry_put(entry, cheque, payment->cheque);
    }
    if (payment->proposal > 0) {
        lets_entry_put(entry, proposal, payment->proposal);
    }
    if (payment->has_written) {
        lets_entry_put(entry, written, payment->written);
    }
    add_levy(parts, run, payment, payer, payment->from_levy, "/from-levy");
    add_levy(parts, run, payment, payee, payment->to_levy, "/to-levy");
}

/* ---------------------------------------------------------------- into the commit */

/* How many of the parts the journal has; one that says something else is a fault. */
static size_t count_known(struct import_transfers *transfers, struct import_run *run,
                          const struct import_payment *payment, struct parts *parts)
{
    struct import_row *row = payment->row;
    int cell = import_table_at(transfers->payments.table, KEY_REF);
    size_t n = 0;

    for (size_t i = 0; i < parts->n; i++) {
        uint32_t number = lets_ledger_ref(run->session->ledger, parts->entries[i].ref);
        parts->is_known[i] = number != 0;
        if (number != 0) {
            struct lets_error why = {0};
            n++;
            /* A made reference is of the instant, which is the same in every zone. */
            bool has_no_day =
                payment->day.is_empty || (row->ref != NULL && payment->day.is_instant);
            enum lets_status status = import_known_check(
                &transfers->known, run->session, &parts->entries[i], number, has_no_day, &why);
            (void)row_faults_check(&row->faults, cell, status, &why);
        }
    }
    return n;
}

/* What a limit or a suspension refuses is recorded after all where a reason was given, and only
 * there does the reason stand. */
static enum lets_status add_entry(struct import_run *run, struct lets_entry *entry,
                                  const char *reason, struct row_faults *faults,
                                  struct lets_error *err)
{
    lets_entry_put(entry, number, lets_ledger_summary(run->session->ledger)->n_transfers + 1);
    enum lets_status status = import_run_add(run, entry, faults, err);

    if (status != LETS_OK || faults->n == 0) {
        return status;
    }
    enum lets_status refused = faults->items[0].status;
    if (reason != NULL && (row_is_over_limit(refused) || refused == LETS_ACCOUNT_SUSPENDED)) {
        row_faults_release(faults);
        lets_entry_put(entry, override_reason, lets_span_of(reason));
        status = import_run_add(run, entry, faults, err);
    }
    if (faults->n > 0 && refused == LETS_ACCOUNT_CLOSED) {
        memory_free(faults->items[0].hint);
        faults->items[0].hint = memory_copy(lets_span_of(
            "bring the members and their transfers in one command: who is closed there is closed "
            "behind them; or 'lets reopen-account' opens it for the time"));
    }
    return status;
}

/* A table has no column for the code of a voucher: only the row itself says why it is paid without
 * one. The reason of the command line is that of limits. */
static void check_code(const struct import_transfers *transfers, const struct import_run *run,
                       struct import_payment *payment, const struct parts *parts)
{
    struct lets_error why = {0};
    enum lets_status status = voucher_check_codeless(
        run->session->ledger, &parts->entries[0],
        "'lets record-cheques' compares the code; a row with a reason in its column 'override' is "
        "recorded all the same",
        &why);

    if (!parts->is_known[0]) {
        (void)row_faults_check(&payment->row->faults,
                               import_table_at(transfers->payments.table, KEY_CHEQUE), status,
                               &why);
    }
}

/* Behind the first part the others are paid whatever a limit says: half a payment is none. */
static enum lets_status add_parts(struct import_run *run, struct import_payment *payment,
                                  struct parts *parts, struct lets_error *err)
{
    struct import_row *row = payment->row;
    enum lets_status status = LETS_OK;

    for (size_t i = 0; i < parts->n && status == LETS_OK && row->faults.n == 0; i++) {
        struct lets_entry *entry = &parts->entries[i];
        if (parts->is_known[i]) {
            continue;
        }
        const char *reason = run->given->override_reason;
        status =
            add_entry(run, entry, reason == NULL && i > 0 ? "levy" : reason, &row->faults, err);
    }
    return status;
}

/* The first and the last day of what is new. */
static void note_day(struct import_run *run, struct lets_date day)
{
    if (!run->has_days || day.day < run->days.first.day) {
        run->days.first = day;
    }
    if (!run->has_days || day.day > run->days.last.day) {
        run->days.last = day;
    }
    run->has_days = true;
}

static bool check_levy(const struct import_transfers *transfers, const struct import_run *run,
                       struct import_payment *payment)
{
    bool is_payers = payment->from_levy.minor != 0;
    struct lets_error why = {0};

    if (run->levy != NULL || (!is_payers && payment->to_levy.minor == 0)) {
        return true;
    }
    (void)failure_set(&why, LETS_UNKNOWN_ACCOUNT, "there is a levy, and no account for it");
    (void)snprintf(why.hint, sizeof why.hint, "--levy ACCOUNT names it");
    row_faults_add(
        &payment->row->faults,
        import_table_at(transfers->payments.table, is_payers ? KEY_FROM_LEVY : KEY_TO_LEVY), &why);
    return false;
}

/* Of a file of rejects, a row that is known may be one of several that said the same. */
static void tell_known(const struct import_table *table, const struct import_payment *payment)
{
    if (table->has_reason) {
        session_tell(table->session, "%s:%" PRIu64 ": row %" PRIu64 " is known before, as '%.*s'",
                     table->name, payment->row->line, payment->row->row, SHOW(payment->ref));
    }
}

/* A cheque that stands twice in the table was not recorded before. */
static void tell_cheque(const struct import_run *run, const struct import_table *table,
                        const struct import_payment *payment)
{
    struct row_faults *faults = &payment->row->faults;
    struct lets_cheque cheque = {0};
    const struct import_row *first = NULL;

    if (lets_ledger_cheque(run->session->ledger, payment->cheque, &cheque)) {
        first = import_run_row_of(run, table, cheque.transfer);
    }
    if (first != NULL) {
        row_faults_release(faults);
        row_faults_fail(faults, import_table_at(table, KEY_CHEQUE), LETS_CHEQUE_USED,
                        "cheque %" PRIu32 " is that of row %" PRIu64 " of this table as well",
                        payment->cheque, first->row);
    }
}

static enum lets_status post(struct import_transfers *transfers, struct import_run *run,
                             struct import_payment *payment, struct lets_error *err)
{
    struct import_parties *parties = &run->parties;
    struct import_row *row = payment->row;
    const struct import_party *from = &parties->parties[payment->from];
    const struct import_party *to = &parties->parties[payment->to];
    const struct lets_account *payer = import_parties_account(parties, from->account);
    const struct lets_account *payee = import_parties_account(parties, to->account);
    struct import_table *table = transfers->payments.table;
    struct parts made; /* the entries are filled in where they are needed */
    enum lets_status status = LETS_OK;

    if (payer == NULL || payee == NULL) { /* its own row was refused */
        import_parties_refuse(parties, payer == NULL ? payment->from : payment->to,
                              import_payments_at(table, payment, payer == NULL), &row->faults);
        return LETS_OK;
    }
    if (!check_levy(transfers, run, payment)) {
        return LETS_OK;
    }
    made.n = 0;
    memset(made.refs, 0, sizeof made.refs);
    make_parts(run, payment, payer, payee, from->is_external, &made);
    size_t n_known = count_known(transfers, run, payment, &made);
    if (row->faults.n == 0 && n_known == made.n) {
        row->fate = FATE_KNOWN;
        tell_known(table, payment);
    } else if (row->faults.n == 0) {
        check_code(transfers, run, payment, &made);
        status = add_parts(run, payment, &made, err);
        payment->is_for_limit = row->faults.n > 0 && row_is_over_limit(row->faults.items[0].status);
    }
    if (status == LETS_OK && row->faults.n == 0 && row->fate == FATE_OPEN) {
        row->fate = FATE_NEW;
        note_day(run, payment->on);
    }
    import_run_note_row(run, table, row);
    if (row->faults.n > 0 && row->faults.items[0].status == LETS_CHEQUE_USED) {
        tell_cheque(run, table, payment);
    }
    release_parts(&made);
    return status;
}

enum lets_status import_transfers_post(struct import_transfers *transfers, struct import_run *run,
                                       struct lets_error *err)
{
    struct import_payments *payments = &transfers->payments;
    enum lets_status status = LETS_OK;

    if (run->given->levy != NULL) {
        status = session_account(run->session, run->given->levy, &run->levy, err);
    }
    if (status == LETS_OK) {
        import_ours_mark(&transfers->known, payments, run);
    }
    if (status == LETS_OK && !run->given->takes_equal) {
        import_equal_check(payments, &transfers->known, run);
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < payments->n && status == LETS_OK; i++) {
            struct import_payment *payment = &payments->items[i];
            bool is_due = pass == 0 ? payment->row->faults.n == 0 : payment->is_for_limit;
            if (is_due && payment->row->fate == FATE_OPEN) {
                row_faults_release(&payment->row->faults);
                status = post(transfers, run, payment, err);
            }
        }
    }
    return status;
}

void import_transfers_tell(const struct import_transfers *transfers, const struct import_run *run,
                           struct buffer *lines)
{
    size_t n_left_out = transfers->payments.left_out.n_rows;
    char first[LETS_DATE_SIZE];
    char last[LETS_DATE_SIZE];

    import_ours_warn(&transfers->known, &transfers->payments, run);
    buffer_add(lines, buffer_span(&transfers->known.reversed));
    if (n_left_out > 0) {
        buffer_format(lines, "%zu row%s left out: not in a state that counts\n", n_left_out,
                      n_left_out == 1 ? "" : "s");
    }
    if (run->has_days) {
        lets_date_format(run->days.first, first);
        lets_date_format(run->days.last, last);
        buffer_format(lines, "new transfers count from %s to %s\n", first, last);
    }
}

void import_transfers_release(struct import_transfers *transfers)
{
    import_payments_release(&transfers->payments);
    import_known_release(&transfers->known);
}
