/* SPDX-License-Identifier: MIT */
/*
 * Slips. Every cell is read whatever is wrong with the others, so that one run tells all there is
 * to mend.
 */

#include "desk/slip.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/failure.h"
#include "session/lookup.h"
#include "session/voucher.h"
#include "writing/entry_of.h"

const struct lets_csv_column slip_columns[N_SLIP_CELLS] = {
    [SLIP_CHEQUE] = {"cheque", NULL, true},
    [SLIP_WRITTEN] = {"written", "date", false},
    [SLIP_TO] = {"to", NULL, true},
    [SLIP_AMOUNT] = {"amount", NULL, true},
    [SLIP_FOR] = {"for", NULL, false},
    [SLIP_FROM] = {"from", NULL, false},
    [SLIP_CATEGORY] = {"category", NULL, false},
    [SLIP_PROPOSAL] = {"proposal", NULL, false},
    [SLIP_OVERRIDE] = {"override", NULL, false},
    [SLIP_CODE] = {"code", NULL, false},
    [SLIP_REASON] = {"reason", NULL, false},
};

/* ---------------------------------------------------------------- cells */

struct reading {
    struct slip_reader *reader;
    const struct session *session;
    const struct lets_span *cells;
    bool with_hints;
    struct lets_entry *entry;
    struct row_faults *faults;
    struct lets_cheque cheque; /* of the number; without one, or a book, {0} */
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
        (void)lets_ledger_cheque(ledger, number, &reading->cheque);
    }
    if (reading->cells[SLIP_FROM].size > 0) {
        payer = read_account(reading, SLIP_FROM);
    } else if (has_cheque && reading->cheque.number != 0) {
        payer = lets_ledger_account(ledger, reading->cheque.account);
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

static void read_proposal(struct reading *reading)
{
    struct lets_span cell = reading->cells[SLIP_PROPOSAL];
    struct lets_error err = {0};
    uint32_t number = 0;

    if (cell.size > 0) {
        (void)row_faults_check(reading->faults, SLIP_PROPOSAL,
                               lets_number_parse(cell, &number, &err), &err);
        lets_entry_put(reading->entry, proposal, number);
    }
}

/* ---------------------------------------------------------------- vouchers */

void slip_reader_release(struct slip_reader *reader)
{
    voucher_keys_release(&reader->keys);
}

enum lets_status slip_check_code(struct slip_reader *reader, const struct lets_cheque *voucher,
                                 struct lets_span code, struct lets_error *err)
{
    struct voucher_code right = {.hex = ""};
    enum lets_status status = LETS_OK;

    if (!reader->has_keys) {
        status = voucher_keys_load(&reader->keys, reader->session, err);
        reader->has_keys = status == LETS_OK;
    }
    if (status == LETS_OK) {
        status = voucher_keys_code(&reader->keys, voucher, &right, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    if (code.size == 0) {
        return failure_set(err, LETS_VOUCHER_CODE,
                           "voucher %" PRIu32 " has a check code, which is missing",
                           voucher->number);
    }
    char *typed = memory_copy(code);
    bool is_right = voucher_code_is(&right, typed);
    memory_free(typed);
    return is_right ? LETS_OK
                    : failure_set(err, LETS_VOUCHER_CODE,
                                  "'%.*s' is not the check code of voucher %" PRIu32
                                  ": it is a forgery or was read wrongly",
                                  SHOW(code), voucher->number);
}

/* What the code says; where the books refuse the voucher for what became of it, they say so. */
static void read_code(struct reading *reading)
{
    struct lets_span code = reading->cells[SLIP_CODE];
    struct lets_error err = {0};

    if (reading->cheque.number != 0 && reading->cheque.value.minor == 0 && code.size > 0) {
        row_faults_fail(reading->faults, SLIP_CODE, LETS_VOUCHER_CODE,
                        "%u is a cheque, and has no code", (unsigned)reading->cheque.number);
    } else if (reading->cheque.value.minor > 0 && reading->cheque.digest.size == 0 &&
               code.size > 0) {
        row_faults_fail(reading->faults, SLIP_CODE, LETS_VOUCHER_CODE,
                        "voucher %u has no code: its batch was made without",
                        (unsigned)reading->cheque.number);
    } else if (voucher_needs_code(&reading->cheque) && reading->cells[SLIP_OVERRIDE].size == 0) {
        (void)row_faults_check(reading->faults, SLIP_CODE,
                               slip_check_code(reading->reader, &reading->cheque, code, &err),
                               &err);
    }
}

/* A voucher's amount is on it, and need not be in the table. */
static void read_amount(struct reading *reading)
{
    unsigned decimals = lets_ledger_summary(reading->session->ledger)->decimals;
    struct lets_span cell = reading->cells[SLIP_AMOUNT];
    struct lets_amount amount = reading->cheque.value;
    struct lets_error err = {0};

    if (cell.size > 0 || amount.minor == 0) {
        enum lets_status status = lets_amount_parse(cell, decimals, &amount, &err);
        if (!row_faults_check(reading->faults, SLIP_AMOUNT, status, &err)) {
            return;
        }
    }
    lets_entry_put(reading->entry, amount, amount);
}

bool slip_read(struct slip_reader *reader, const struct lets_span cells[N_SLIP_CELLS],
               bool with_hints, struct lets_entry *entry, struct row_faults *faults)
{
    struct reading reading = {.reader = reader,
                              .session = reader->session,
                              .cells = cells,
                              .with_hints = with_hints,
                              .entry = entry,
                              .faults = faults};
    const struct lets_summary *summary = lets_ledger_summary(reader->session->ledger);
    struct lets_error err = {0};

    *entry = (struct lets_entry){.kind = LETS_KIND_TRANSFER};
    lets_entry_put(entry, number, summary->n_transfers + 1);
    lets_entry_put(entry, date, reader->date);
    read_payer(&reading);
    if (cells[SLIP_WRITTEN].size > 0) {
        struct lets_date written = {0};
        (void)row_faults_check(faults, SLIP_WRITTEN,
                               lets_date_parse(cells[SLIP_WRITTEN], &written, &err), &err);
        lets_entry_put(entry, written, written);
    }
    read_payee(&reading);
    read_amount(&reading);
    read_code(&reading);
    ENTRY_PUT_SPAN(entry, what_for, read_text(&reading, SLIP_FOR));
    ENTRY_PUT_SPAN(entry, category, read_text(&reading, SLIP_CATEGORY));
    read_proposal(&reading);
    ENTRY_PUT_SPAN(entry, override_reason, read_text(&reading, SLIP_OVERRIDE));
    return faults->n == 0;
}
