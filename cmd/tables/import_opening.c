/* SPDX-License-Identifier: MIT */
/*
 * The books of a scheme that is taken over: balances, or what each account had earned and spent,
 * against a plug account, which shows by how much they did not add up.
 */

#include "tables/import_opening.h"

#include <stdio.h>

#include "base/failure.h"
#include "session/lookup.h"
#include "words/figures.h"
#include "writing/known_ref.h"

enum cell { ACCOUNT, BALANCE, EARNED, SPENT, REASON, N_CELLS };
static const struct lets_csv_column columns[N_CELLS] = {
    [ACCOUNT] = {"account", NULL, true},   [BALANCE] = {"balance", NULL, true},
    [EARNED] = {"earned", NULL, false},    [SPENT] = {"spent", NULL, false},
    [REASON] = {ROWS_REASON, NULL, false},
};

/* One of the transfers that a row becomes. */
struct part {
    const char *what; /* earned, spent or balance */
    int cell;
    struct lets_amount amount; /* none where zero */
    bool is_from_plug;
};

/* A reference such as opening/0001/balance. */
#define REF_SIZE (LETS_ID_MAX + sizeof "opening/ /balance")

/* What a row says. */
struct opening {
    const struct lets_account *account;
    struct lets_amount balance;
    struct lets_amount earned;
    struct lets_amount spent;
    bool has_turnover;
};

static enum lets_status match(struct import *import, struct lets_error *err)
{
    return import_match(import, columns, N_CELLS, false, err);
}

static enum lets_status begin(struct import *import, struct lets_error *err)
{
    enum lets_status status =
        session_account(import->session, import->given->plug, &import->plug, err);

    if (status != LETS_OK) {
        (void)snprintf(err->hint, sizeof err->hint,
                       "'lets add-central %s --purpose opening --debit-limit none "
                       "--credit-limit none' opens it",
                       import->given->plug);
    }
    return status;
}

static void read_figures(const struct import *import, const struct lets_span *cells,
                         struct opening *out, struct row_faults *faults)
{
    unsigned decimals = lets_ledger_summary(import->session->ledger)->decimals;
    struct lets_error why = {0};
    struct lets_amount difference = {0};

    (void)row_faults_check(faults, BALANCE,
                           lets_balance_parse(cells[BALANCE], decimals, &out->balance, &why), &why);
    out->has_turnover = cells[EARNED].size > 0 || cells[SPENT].size > 0;
    if (!out->has_turnover) {
        return;
    }
    (void)row_faults_check(faults, EARNED,
                           lets_amount_parse(cells[EARNED], decimals, &out->earned, &why), &why);
    (void)row_faults_check(faults, SPENT,
                           lets_amount_parse(cells[SPENT], decimals, &out->spent, &why), &why);
    if (faults->n == 0 && (!lets_amount_subtract(out->earned, out->spent, &difference) ||
                           difference.minor != out->balance.minor)) {
        row_faults_fail(faults, BALANCE, LETS_BAD_AMOUNT,
                        "the balance is %.*s, while %.*s earned and %.*s spent give another",
                        SHOW(cells[BALANCE]), SHOW(cells[EARNED]), SHOW(cells[SPENT]));
    }
}

static void read_account(const struct import *import, const struct lets_span *cells,
                         struct opening *out, struct row_faults *faults)
{
    out->account = import_account(import, ACCOUNT, cells[ACCOUNT], faults);
    if (out->account != NULL && out->account->index == import->plug->index) {
        row_faults_fail(faults, ACCOUNT, LETS_SAME_ACCOUNT,
                        "this is the plug account: its balance follows from the others");
    }
}

/* An account was opened by its balance, or by its turnover; not by both. */
static void check_other_form(const struct import *import, const struct opening *opening,
                             struct row_faults *faults)
{
    static const char *const by_balance[] = {"balance", NULL};
    static const char *const by_turnover[] = {"earned", "spent", NULL};
    const char *const *others = opening->has_turnover ? by_balance : by_turnover;

    for (; *others != NULL; others++) {
        char ref[REF_SIZE];
        (void)snprintf(ref, sizeof ref, "opening/%.*s/%s", SHOW(opening->account->id), *others);
        uint32_t number = lets_ledger_ref(import->session->ledger, lets_span_of(ref));
        if (number != 0) {
            row_faults_fail(faults, ACCOUNT, LETS_REF_DIFFERS,
                            "the account was opened by '%s', transfer %u", ref, (unsigned)number);
            return;
        }
    }
}

/* A transfer of the row, unless the journal has it. */
static enum lets_status take_part(struct import *import, const struct opening *opening,
                                  const struct part *part, bool only_asks,
                                  struct row_faults *faults, struct lets_error *err)
{
    char ref[REF_SIZE];
    const struct lets_account *account = opening->account;
    struct lets_entry entry =
        entry_of_transfer(import->session->ledger, import->day,
                          part->is_from_plug ? import->plug : account,
                          part->is_from_plug ? account : import->plug, part->amount);

    (void)snprintf(ref, sizeof ref, "opening/%.*s/%s", SHOW(account->id), part->what);
    lets_entry_put(&entry, what_for, lets_span_of("opening balance"));
    lets_entry_put(&entry, ref, lets_span_of(ref));
    lets_entry_put(&entry, override_reason, lets_span_of("opening balance"));
    bool ignores_date = !import->given->date.is_given;
    if (only_asks) {
        struct lets_error why = {0};
        uint32_t number = lets_ledger_ref(import->session->ledger, entry.ref);
        if (number != 0 && known_ref_check(import->session, &entry, number, ignores_date, &why) ==
                               LETS_REF_DIFFERS) {
            row_faults_add(faults, part->cell, &why);
        }
        return LETS_OK;
    }
    if (import_is_known(import, &entry, part->cell, ignores_date, faults)) {
        return LETS_OK;
    }
    return import_add(import, &entry, faults, err);
}

static enum lets_status take(struct import *import, const struct lets_span *cells, uint64_t row,
                             struct row_faults *faults, struct lets_error *err)
{
    struct opening opening = {0};
    enum lets_status status = LETS_OK;

    (void)row;
    read_account(import, cells, &opening, faults);
    read_figures(import, cells, &opening, faults);
    if (faults->n == 0) {
        check_other_form(import, &opening, faults);
    }
    if (faults->n > 0) {
        return LETS_OK;
    }
    bool is_debt = opening.balance.minor < 0;
    struct lets_amount owed = {is_debt ? -opening.balance.minor : opening.balance.minor};
    const struct part parts[] = {
        {"earned", EARNED, opening.earned, true},
        {"spent", SPENT, opening.spent, false},
        {"balance", BALANCE, opening.has_turnover ? (struct lets_amount){0} : owed, !is_debt},
    };
    size_t n_known = import->n_known;
    /* All of a row or nothing of it: whether a reference differs is asked before the first is
     * added. */
    for (int pass = 0; pass < 2 && faults->n == 0; pass++) {
        for (size_t i = 0; status == LETS_OK && i < sizeof parts / sizeof parts[0]; i++) {
            if (parts[i].amount.minor > 0 && (pass == 0 || faults->n == 0)) {
                status = take_part(import, &opening, &parts[i], pass == 0, faults, err);
            }
        }
    }
    import->n_known = n_known + (import->n_known > n_known ? 1 : 0); /* rows are counted */
    return status;
}

/* By how much the old books did not add up. */
static void finish(struct import *import)
{
    const struct lets_account *plug =
        lets_ledger_account(import->session->ledger, import->plug->index);
    struct buffer line = {0};

    words_name_and_id(&line, &import->session->names, plug);
    if (plug->balance.minor == 0) {
        buffer_add_string(&line, " is at zero: the old books add up");
    } else {
        buffer_add_string(&line, " is at ");
        words_amount(&line, import->session->ledger, plug->balance);
        buffer_add_string(&line, ": by so much the old books do not add up");
    }
    writing_say(import->writing, "%s", buffer_string(&line));
    buffer_release(&line);
}

const struct import_kind import_opening = {
    .match = match,
    .begin = begin,
    .take = take,
    .finish = finish,
};
