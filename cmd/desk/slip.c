/* SPDX-License-Identifier: MIT */
/*
 * Slips. Every cell is read whatever is wrong with the others, so that one run tells all there is
 * to mend.
 */

#include "desk/slip.h"

#include <stdio.h>

#include "base/failure.h"
#include "session/lookup.h"

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
    bool is_good;
};

static void refuse(struct reading *reading, int cell, const struct lets_error *err)
{
    row_faults_add(reading->faults, cell, err);
    reading->is_good = false;
}

enum lets_status slip_number(struct lets_span text, uint32_t *out, struct lets_error *err)
{
    while (text.size > 1 && text.bytes[0] == '0') {
        text.bytes++;
        text.size--;
    }
    return lets_number_parse(text, out, err);
}

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
        refuse(reading, (int)cell, &err);
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
    bool has_cheque = reading->cells[SLIP_CHEQUE].size > 0;

    if (has_cheque) {
        if (slip_number(reading->cells[SLIP_CHEQUE], &entry->cheque, &err) != LETS_OK) {
            refuse(reading, SLIP_CHEQUE, &err);
            has_cheque = false;
        } else {
            lets_entry_set(entry, cheque);
        }
    }
    if (reading->cells[SLIP_FROM].size > 0) {
        payer = read_account(reading, SLIP_FROM);
    } else if (has_cheque && lets_ledger_cheque(ledger, entry->cheque, &cheque)) {
        payer = lets_ledger_account(ledger, cheque.account);
    } else if (has_cheque) {
        (void)failure_set(&err, LETS_CHEQUE_UNKNOWN, "cheque %u is in no book",
                          (unsigned)entry->cheque);
        refuse(reading, SLIP_CHEQUE, &err);
    } else if (reading->cells[SLIP_CHEQUE].size == 0) {
        (void)failure_set(&err, LETS_EMPTY_VALUE,
                          "a slip without a cheque number must name its payer");
        refuse(reading, SLIP_FROM, &err);
    }
    if (payer != NULL) {
        entry->payer = payer->id;
        lets_entry_set(entry, payer);
    }
}

static void read_payee(struct reading *reading)
{
    struct lets_error err = {0};

    if (reading->cells[SLIP_TO].size == 0) {
        (void)failure_set(&err, LETS_EMPTY_VALUE, "the payee is not said");
        refuse(reading, SLIP_TO, &err);
        return;
    }
    const struct lets_account *payee = read_account(reading, SLIP_TO);
    if (payee != NULL) {
        reading->entry->payee = payee->id;
        lets_entry_set(reading->entry, payee);
    }
}

/* An optional text; true where it is there and sound. */
static bool read_text(struct reading *reading, enum slip_cell cell, struct lets_span *out)
{
    struct lets_error err = {0};

    if (reading->cells[cell].size == 0) {
        return false;
    }
    if (lets_text_check(reading->cells[cell], &err) != LETS_OK) {
        refuse(reading, (int)cell, &err);
        return false;
    }
    *out = reading->cells[cell];
    return true;
}

static void read_texts(struct reading *reading)
{
    struct lets_entry *entry = reading->entry;

    if (read_text(reading, SLIP_FOR, &entry->what_for)) {
        lets_entry_set(entry, what_for);
    }
    if (read_text(reading, SLIP_CATEGORY, &entry->category)) {
        lets_entry_set(entry, category);
    }
    if (read_text(reading, SLIP_OVERRIDE, &entry->override_reason)) {
        lets_entry_set(entry, override_reason);
    }
}

bool slip_read(const struct session *session, const struct lets_span cells[N_SLIP_CELLS],
               struct lets_date date, bool with_hints, struct lets_entry *entry, bool *has_amount,
               struct row_faults *faults)
{
    struct reading reading = {session, cells, with_hints, entry, faults, true};
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    struct lets_error err = {0};

    *entry = (struct lets_entry){.kind = LETS_KIND_TRANSFER, .date = date};
    entry->number = summary->n_transfers + 1;
    lets_entry_set(entry, number);
    lets_entry_set(entry, date);
    read_payer(&reading);
    if (cells[SLIP_WRITTEN].size > 0) {
        if (lets_date_parse(cells[SLIP_WRITTEN], &entry->written, &err) == LETS_OK) {
            lets_entry_set(entry, written);
        } else {
            refuse(&reading, SLIP_WRITTEN, &err);
        }
    }
    read_payee(&reading);
    *has_amount =
        lets_amount_parse(cells[SLIP_AMOUNT], summary->decimals, &entry->amount, &err) == LETS_OK;
    if (*has_amount) {
        lets_entry_set(entry, amount);
    } else {
        refuse(&reading, SLIP_AMOUNT, &err);
    }
    read_texts(&reading);
    return reading.is_good;
}
