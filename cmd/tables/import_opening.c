/* SPDX-License-Identifier: MIT */
/*
 * The books of a scheme that is taken over: balances, or what each account had earned and spent,
 * against a plug account, which shows by how much they did not add up.
 */

#include "tables/import_opening.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/failure.h"
#include "session/lookup.h"
#include "tables/import_cells.h"
#include "words/figures.h"
#include "writing/known_ref.h"

/* One of the transfers that a row becomes. */
struct part {
    const char *what; /* earned, spent or balance */
    enum import_key key;
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

enum lets_status import_opening_check(const struct import_table *table, struct lets_error *err)
{
    static const enum import_key needed[] = {KEY_ACCOUNT, KEY_BALANCE};

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        if (!import_table_has(table, needed[i])) {
            return failure_set(err, LETS_MISSING_COLUMN, "there is no column '%s'",
                               import_key_word(needed[i]));
        }
    }
    return LETS_OK;
}

enum lets_status import_opening_begin(struct import_run *run, struct lets_error *err)
{
    enum lets_status status = session_account(run->session, run->given->plug, &run->plug, err);

    if (status != LETS_OK) {
        (void)snprintf(err->hint, sizeof err->hint,
                       "'lets add-central %s --purpose opening --debit-limit none "
                       "--credit-limit none' opens it",
                       run->given->plug);
    }
    return status;
}

static void read_turnover(struct import_table *table, struct import_row *row, enum import_key key,
                          struct lets_amount *out)
{
    if (import_cells_amount(table, row, key, out) && out->minor < 0) {
        row_faults_fail(&row->faults, import_table_at(table, key), LETS_BAD_AMOUNT,
                        "'%.*s' is below zero", SHOW(import_table_cell(table, row, key)));
    }
}

static void read_figures(struct import_table *table, struct import_row *row, struct opening *out)
{
    struct lets_amount difference = {0};
    struct lets_span balance = import_table_cell(table, row, KEY_BALANCE);
    struct lets_span earned = import_table_cell(table, row, KEY_EARNED);
    struct lets_span spent = import_table_cell(table, row, KEY_SPENT);
    int cell = import_table_at(table, KEY_BALANCE);

    (void)import_cells_amount(table, row, KEY_BALANCE, &out->balance);
    out->has_turnover = earned.size > 0 || spent.size > 0;
    if (!out->has_turnover) {
        return;
    }
    read_turnover(table, row, KEY_EARNED, &out->earned);
    read_turnover(table, row, KEY_SPENT, &out->spent);
    if (row->faults.n == 0 && (!lets_amount_subtract(out->earned, out->spent, &difference) ||
                               difference.minor != out->balance.minor)) {
        row_faults_fail(&row->faults, cell, LETS_BAD_AMOUNT,
                        "the balance is %.*s, while %.*s earned and %.*s spent give another",
                        SHOW(balance), SHOW(earned), SHOW(spent));
    }
}

/* A second row of an account opens nothing, even where it says the same. */
static void check_twice(const struct import_run *run, struct import_table *table,
                        struct import_row *row, const struct opening *opening)
{
    static const char *const parts[] = {"balance", "earned", "spent"};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        char ref[REF_SIZE];
        (void)snprintf(ref, sizeof ref, "opening/%.*s/%s", SHOW(opening->account->id), parts[i]);
        uint32_t number = lets_ledger_ref(run->session->ledger, lets_span_of(ref));
        const struct import_row *first = import_run_row_of(run, table, number);
        if (first != NULL) {
            row_faults_fail(&row->faults, import_table_at(table, KEY_ACCOUNT), LETS_REF_TWICE,
                            "the account '%.*s' is opened by row %" PRIu64 " of this table already",
                            SHOW(opening->account->id), first->row);
            return;
        }
    }
}

/* An account was opened by its balance, or by its turnover; not by both. */
static void check_other_form(const struct import_run *run, struct import_table *table,
                             struct import_row *row, const struct opening *opening)
{
    static const char *const by_balance[] = {"balance", NULL};
    static const char *const by_turnover[] = {"earned", "spent", NULL};
    const char *const *others = opening->has_turnover ? by_balance : by_turnover;

    for (; *others != NULL; others++) {
        char ref[REF_SIZE];
        (void)snprintf(ref, sizeof ref, "opening/%.*s/%s", SHOW(opening->account->id), *others);
        uint32_t number = lets_ledger_ref(run->session->ledger, lets_span_of(ref));
        if (number != 0) {
            row_faults_fail(&row->faults, import_table_at(table, KEY_ACCOUNT), LETS_REF_DIFFERS,
                            "the account was opened by '%s', transfer %u", ref, (unsigned)number);
            return;
        }
    }
}

/* A transfer of the row; its reference into ref. */
static struct lets_entry entry_of_part(const struct import_run *run, const struct opening *opening,
                                       const struct part *part, char ref[REF_SIZE])
{
    const struct lets_account *account = opening->account;
    struct lets_entry entry =
        entry_of_transfer(run->session->ledger, import_run_day(run),
                          part->is_from_plug ? run->plug : account,
                          part->is_from_plug ? account : run->plug, part->amount);

    (void)snprintf(ref, REF_SIZE, "opening/%.*s/%s", SHOW(account->id), part->what);
    lets_entry_put(&entry, what_for, lets_span_of("opening balance"));
    lets_entry_put(&entry, ref, lets_span_of(ref));
    lets_entry_put(&entry, override_reason, lets_span_of("opening balance"));
    return entry;
}

/* Whether the journal has a part; that it says something else is a fault. */
static bool is_known(const struct import_run *run, struct import_table *table,
                     struct import_row *row, const struct lets_entry *entry,
                     const struct part *part)
{
    struct lets_error why = {0};
    uint32_t number = lets_ledger_ref(run->session->ledger, entry->ref);

    if (number != 0 && known_ref_check(run->session, entry, number, !run->given->date.is_given,
                                       &why) == LETS_REF_DIFFERS) {
        row_faults_add(&row->faults, import_table_at(table, part->key), &why);
    }
    return number != 0;
}

/* All of a row or nothing of it: whether a reference differs is asked before the first is added. */
static enum lets_status post_parts(struct import_run *run, struct import_table *table,
                                   struct import_row *row, const struct opening *opening,
                                   const struct part *parts, size_t n, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    size_t n_known = 0;
    size_t n_wanted = 0;
    char ref[REF_SIZE];

    for (size_t i = 0; i < n; i++) {
        if (parts[i].amount.minor > 0) {
            struct lets_entry entry = entry_of_part(run, opening, &parts[i], ref);
            n_wanted++;
            n_known += is_known(run, table, row, &entry, &parts[i]);
        }
    }
    for (size_t i = 0; i < n && status == LETS_OK && row->faults.n == 0; i++) {
        if (parts[i].amount.minor > 0) {
            struct lets_entry entry = entry_of_part(run, opening, &parts[i], ref);
            if (lets_ledger_ref(run->session->ledger, entry.ref) == 0) {
                status = import_run_add(run, &entry, &row->faults, err);
            }
        }
    }
    table->remarks[REMARK_ZERO] += n_wanted == 0;
    row->fate = n_wanted == 0 ? FATE_LEFT_OUT : n_known == n_wanted ? FATE_KNOWN : FATE_NEW;
    return status;
}

static enum lets_status post_row(struct import_table *table, struct import_run *run,
                                 struct import_row *row, struct lets_error *err)
{
    struct opening opening = {0};
    int cell = import_table_at(table, KEY_ACCOUNT);

    opening.account = import_parties_own(&run->parties, import_table_cell(table, row, KEY_ACCOUNT),
                                         cell, &row->faults);
    if (opening.account != NULL && opening.account->index == run->plug->index) {
        row_faults_fail(&row->faults, cell, LETS_SAME_ACCOUNT,
                        "this is the plug account: its balance follows from the others");
    }
    read_figures(table, row, &opening);
    if (row->faults.n == 0) {
        check_twice(run, table, row, &opening);
    }
    if (row->faults.n == 0) {
        check_other_form(run, table, row, &opening);
    }
    if (row->faults.n > 0) {
        return LETS_OK;
    }
    bool is_debt = opening.balance.minor < 0;
    struct lets_amount owed = {is_debt ? -opening.balance.minor : opening.balance.minor};
    const struct part parts[] = {
        {"earned", KEY_EARNED, opening.earned, true},
        {"spent", KEY_SPENT, opening.spent, false},
        {"balance", KEY_BALANCE, opening.has_turnover ? (struct lets_amount){0} : owed, !is_debt},
    };
    enum lets_status status =
        post_parts(run, table, row, &opening, parts, sizeof parts / sizeof parts[0], err);
    import_run_note_row(run, table, row);
    return status;
}

enum lets_status import_opening_post(struct import_table *table, struct import_run *run,
                                     struct lets_error *err)
{
    enum lets_status status = import_opening_begin(run, err); /* accounts have moved */

    for (size_t i = 0; status == LETS_OK && i < table->n_rows; i++) {
        if (table->rows[i].faults.n == 0) {
            status = post_row(table, run, &table->rows[i], err);
        }
    }
    return status;
}

void import_opening_tell(const struct import_run *run, struct buffer *lines)
{
    const struct lets_account *plug = run->plug;

    words_name_and_id(lines, &run->session->names, plug);
    if (plug->balance.minor == 0) {
        buffer_add_string(lines, " is at zero: the old books add up\n");
    } else {
        buffer_add_string(lines, " is at ");
        words_amount(lines, run->session->ledger, plug->balance);
        buffer_add_string(lines, ": by so much the old books do not add up\n");
    }
}
