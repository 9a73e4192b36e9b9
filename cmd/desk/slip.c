/* SPDX-License-Identifier: MIT */
/*
 * Slips. Every cell is read whatever is wrong with the others, so that one run tells all there is
 * to mend.
 */

#include "desk/slip.h"

#include <stdio.h>

#include "base/failure.h"
#include "session/lookup.h"
#include "writing/entry_of.h"

const struct lets_csv_column slip_columns[N_SLIP_CELLS] = {
    [SLIP_CHEQUE] = {"cheque", NULL, true},
    [SLIP_WRITTEN] = {"written", "date", false},
    [SLIP_TO] = {"to", NULL, true},
    [SLIP_AMOUNT] = {"amount", NULL, true},
    [SLIP_FOR] = {"for", NULL, false},
    [SLIP_FROM] = {"from", NULL, false},
    [SLIP_CATEGORY] = {"category", NULL, false},
    [SLIP_OVERRIDE] = {"override", NULL, false},
    [SLIP_REASON] = {"reason", NULL, false},
};

/* ---------------------------------------------------------------- cells */

struct reading {
    const struct session *session;
    const struct lets_span *cells;
    bool with_hints;
    struct lets_entry *entry;
    struct row_faults *faults;
};

/* The account of an id; NULL, and a fault, where there is none. */
static const struct lets_account *read_account(struct reading *reading, enum slip_cell cell)
{
    struct lets_span id = reading->cells[cell];
    const struct lets_account *account = lets_ledger_find(reading->session->ledger, id);
    struct lets_error err = {0};
    char typed[2 * LETS_ID_MAX];

    if (account == NULL) {
        (void)snprintf(typed, sizeof typed, "%.*s", SHOW(id));
        if (reading->with_hints) {
            (void)session_account(reading->session, typed, &account, &err);
        } else {
            (void)failure_set(&err, LETS_UNKNOWN_ACCOUNT, "no account '%s'", typed);
        }
        row_faults_add(reading->faults, (int)cell, &err);
    }
    return account;
}

/* Who pays: the holder of the cheque's book, unless the slip says otherwise; then the ledger
 * judges. */
static void read_payer(struct reading *reading)
{
    const struct lets_ledger *ledger = reading->session->ledger;
    struct lets_entry *entry = reading->entry;
    const struct lets_account *payer = NULL;
    struct lets_cheque cheque = {0};
    struct lets_error err = {0};
    uint32_t number = 0;
    bool has_cheque = reading->cells[SLIP_CHEQUE].size > 0;

    if (has_cheque) {
        has_cheque =
            row_faults_check(reading->faults, SLIP_CHEQUE,
                             cheque_number_parse(reading->cells[SLIP_CHEQUE], &number, &err), &err);
    }
    if (has_cheque) {
        lets_entry_put(entry, cheque, number);
    }
    if (reading->cells[SLIP_FROM].size > 0) {
        payer = read_account(reading, SLIP_FROM);
    } else if (has_cheque && lets_ledger_cheque(ledger, number, &cheque)) {
        payer = lets_ledger_account(ledger, cheque.account);
    } else if (has_cheque) {
        row_faults_fail(reading->faults, SLIP_CHEQUE, LETS_CHEQUE_UNKNOWN,
                        "cheque %u is in no book", (unsigned)number);
    } else if (reading->cells[SLIP_CHEQUE].size == 0) {
        row_faults_fail(reading->faults, SLIP_FROM, LETS_EMPTY_VALUE,
                        "a slip without a cheque number must name its payer");
    }
    if (payer != NULL) {
        lets_entry_put(entry, payer, payer->id);
    }
}

static void read_payee(struct reading *reading)
{
    if (reading->cells[SLIP_TO].size == 0) {
        row_faults_fail(reading->faults, SLIP_TO, LETS_EMPTY_VALUE, "the payee is not said");
        return;
    }
    const struct lets_account *payee = read_account(reading, SLIP_TO);
    if (payee != NULL) {
        lets_entry_put(reading->entry, payee, payee->id);
    }
}

/* An optional text; empty where it is not there. */
static struct lets_span read_text(struct reading *reading, enum slip_cell cell)
{
    struct lets_span text = reading->cells[cell];
    struct lets_error err = {0};

    if (text.size > 0) {
        (void)row_faults_check(reading->faults, (int)cell, lets_text_check(text, &err), &err);
    }
    return text;
}

bool slip_read(const struct session *session, const struct lets_span cells[N_SLIP_CELLS],
               struct lets_date date, bool with_hints, struct lets_entry *entry,
               struct row_faults *faults)
{
    struct reading reading = {session, cells, with_hints, entry, faults};
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    struct lets_amount amount = {0};
    struct lets_error err = {0};

    *entry = (struct lets_entry){.kind = LETS_KIND_TRANSFER};
    lets_entry_put(entry, number, summary->n_transfers + 1);
    lets_entry_put(entry, date, date);
    read_payer(&reading);
    if (cells[SLIP_WRITTEN].size > 0) {
        struct lets_date written = {0};
        (void)row_faults_check(faults, SLIP_WRITTEN,
                               lets_date_parse(cells[SLIP_WRITTEN], &written, &err), &err);
        lets_entry_put(entry, written, written);
    }
    read_payee(&reading);
    enum lets_status status =
        lets_amount_parse(cells[SLIP_AMOUNT], summary->decimals, &amount, &err);
    if (row_faults_check(faults, SLIP_AMOUNT, status, &err)) {
        lets_entry_put(entry, amount, amount);
    }
    ENTRY_PUT_SPAN(entry, what_for, read_text(&reading, SLIP_FOR));
    ENTRY_PUT_SPAN(entry, category, read_text(&reading, SLIP_CATEGORY));
    ENTRY_PUT_SPAN(entry, override_reason, read_text(&reading, SLIP_OVERRIDE));
    return faults->n == 0;
}
