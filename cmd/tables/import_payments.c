/* SPDX-License-Identifier: MIT */
/*
 * Payments. Every cell is read, whatever is wrong with the others; what a row means is settled only
 * when all are read: an unknown word of state, a second currency or a reference that stands twice
 * is a matter of the table.
 */

#include "tables/import_payments.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "session/talk.h"
#include "tables/cut_amounts.h"

/* ---------------------------------------------------------------- columns */

bool import_payments_are_lines(const struct import_table *table)
{
    return import_table_has(table, KEY_OTHER);
}

int import_payments_at(const struct import_table *table, const struct import_payment *payment,
                       bool is_payer)
{
    if (import_payments_are_lines(table)) {
        return import_table_at(table, is_payer == payment->is_of_payer ? KEY_ACCOUNT : KEY_OTHER);
    }
    return import_table_at(table, is_payer != payment->is_swapped ? KEY_FROM : KEY_TO);
}

static enum lets_status fail_missing(enum import_key key, const char *hint, struct lets_error *err)
{
    (void)failure_set(err, LETS_MISSING_COLUMN, "there is no column '%s'", import_key_word(key));
    if (err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint, "%s", hint);
    }
    return LETS_MISSING_COLUMN;
}

enum lets_status import_payments_check(const struct import_table *table,
                                       const struct import_values *given, struct lets_error *err)
{
    static const char map_hint[] = "--map KEY=COLUMN says which column it is";
    bool has_sides =
        import_table_has(table, KEY_FROM_AMOUNT) && import_table_has(table, KEY_TO_AMOUNT);
    bool has_two = import_table_has(table, KEY_PAID) && import_table_has(table, KEY_EARNED);

    if (!import_table_has(table, KEY_DATE) && !given->date.is_given) {
        return fail_missing(KEY_DATE,
                            "--map date=COLUMN names it; --date says the day of rows "
                            "that have none",
                            err);
    }
    if (!import_payments_are_lines(table) && !import_table_has(table, KEY_FROM)) {
        return fail_missing(KEY_FROM, map_hint, err);
    }
    if (!import_payments_are_lines(table) && !import_table_has(table, KEY_TO)) {
        return fail_missing(KEY_TO, map_hint, err);
    }
    if (import_payments_are_lines(table) && !import_table_has(table, KEY_ACCOUNT) &&
        table->reading.account == NULL) {
        return failure_misused(err, "%s has the lines of one account: --account ID says whose",
                               table->name);
    }
    if (!import_table_has(table, KEY_AMOUNT) && !has_sides &&
        !(import_payments_are_lines(table) && has_two)) {
        return fail_missing(KEY_AMOUNT, map_hint, err);
    }
    if (!import_table_has(table, KEY_REF) && given->ref_prefix == NULL) {
        return failure_misused(err, "the table has no references: --ref-prefix NAME makes them of "
                                    "what each row says, so that it can be read again");
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- which rows count */

static void count_word(struct import_table *table, struct import_tally *tally,
                       struct lets_span word)
{
    const uint32_t *known = span_map_find(&tally->words, word);

    if (known == NULL) {
        word = keep_copy(&table->keep, word);
    }
    (*span_map_at(&tally->words, word, NULL))++;
    tally->n_rows++;
}

/* "'pending' (3 rows), 'rejected' (1 row)". */
static void add_tally(struct buffer *out, const struct import_tally *tally)
{
    const char *before = "";

    for (size_t i = 0; i < tally->words.capacity; i++) {
        const struct span_slot *slot = &tally->words.slots[i];
        if (slot->key.bytes != NULL) {
            buffer_format(out, "%s'%.*s' (%" PRIu32 " row%s)", before, SHOW(slot->key), slot->value,
                          slot->value == 1 ? "" : "s");
            before = ", ";
        }
    }
}

static bool is_wanted(struct import_table *table, const struct import_row *row)
{
    for (size_t i = 0; i < table->reading.n_only; i++) {
        const struct import_role *role = &table->only[i];
        if (role->n > 0 &&
            !import_name_is(import_table_part(table, row, role), table->only_value[i])) {
            return false;
        }
    }
    return true;
}

/* Whether the word of state says that a row counts; a word that is not known is noted. */
static bool is_in_force(struct import_payments *payments, const struct import_row *row)
{
    struct import_table *table = payments->table;
    const struct import_reading *reading = &table->reading;
    struct lets_span word = import_table_part(table, row, &table->state);

    if (table->state.n == 0) {
        return true;
    }
    for (size_t i = 0; i < reading->n_states; i++) {
        if (import_name_is(word, reading->states[i].word)) {
            bool counts = reading->states[i].standing == STANDS_ACTIVE;
            if (!counts) {
                count_word(table, &payments->left_out, word);
            }
            return counts;
        }
    }
    if (reading->n_states == 0 && word.size == 0) {
        return true;
    }
    count_word(table, reading->has_states ? &payments->left_out : &payments->unknown, word);
    return false;
}

static bool counts(struct import_payments *payments, struct import_row *row)
{
    struct import_table *table = payments->table;

    if (!is_wanted(table, row)) {
        table->remarks[REMARK_NOT_ONLY]++;
        row->fate = FATE_LEFT_OUT;
        return false;
    }
    if (!is_in_force(payments, row)) {
        row->fate = FATE_LEFT_OUT;
        return false;
    }
    if (table->currency.n > 0) {
        count_word(table, &payments->currencies, import_table_part(table, row, &table->currency));
    }
    return true;
}

/* ---------------------------------------------------------------- amounts and parties */

static void swap_sides(struct import_payment *payment)
{
    uint32_t from = payment->from;

    payment->from = payment->to;
    payment->to = from;
}

static struct lets_amount negated(struct lets_amount amount)
{
    return (struct lets_amount){-amount.minor};
}

/* A negative amount moves the other way, where that was said. */
static void settle_sign(struct import_table *table, struct import_payment *payment,
                        enum import_key key)
{
    if (payment->amount.minor >= 0) {
        return;
    }
    if (!table->reading.swaps) {
        struct lets_error why = {0};
        (void)failure_set(&why, LETS_BAD_AMOUNT, "'%.*s' is below zero",
                          SHOW(import_table_cell(table, payment->row, key)));
        (void)snprintf(why.hint, sizeof why.hint,
                       "--negative swap has such an amount move the other way");
        row_faults_add(&payment->row->faults, import_table_at(table, key), &why);
        return;
    }
    table->remarks[REMARK_SWAPPED]++;
    if (import_payments_are_lines(table)) {
        payment->is_of_payer = !payment->is_of_payer;
    } else {
        payment->is_swapped = true;
    }
    swap_sides(payment);
    struct lets_amount paid = payment->amount;
    payment->amount = negated(payment->has_to_amount ? payment->to_amount : paid);
    payment->to_amount = negated(paid);
    struct lets_amount levy = payment->from_levy;
    payment->from_levy = negated(payment->to_levy);
    payment->to_levy = negated(levy);
}

static void read_levy(struct import_table *table, struct import_row *row, enum import_key key,
                      struct lets_amount *out)
{
    if (import_table_has(table, key) && import_table_cell(table, row, key).size > 0) {
        (void)import_cells_amount(table, row, key, out);
    }
}

/* `paid` or `earned`: exactly one is neither empty nor zero. */
static void read_paid_or_earned(struct import_table *table, struct import_payment *payment)
{
    struct import_row *row = payment->row;
    struct lets_amount paid = {0};
    struct lets_amount earned = {0};

    read_levy(table, row, KEY_PAID, &paid);
    read_levy(table, row, KEY_EARNED, &earned);
    if (row->faults.n == 0 && paid.minor != 0 && earned.minor != 0) {
        row_faults_fail(&row->faults, import_table_at(table, KEY_PAID), LETS_BAD_AMOUNT,
                        "both '%.*s' paid and '%.*s' earned",
                        SHOW(import_table_cell(table, row, KEY_PAID)),
                        SHOW(import_table_cell(table, row, KEY_EARNED)));
    }
    payment->is_of_payer = paid.minor != 0;
    payment->amount = paid.minor != 0 ? paid : earned;
    if (payment->is_of_payer) {
        swap_sides(payment);
    }
    settle_sign(table, payment, payment->is_of_payer ? KEY_PAID : KEY_EARNED);
}

/* A line of an account: from the other, unless the amount is negative. */
static void read_line(struct import_table *table, struct import_parties *parties,
                      struct import_payment *payment)
{
    struct import_row *row = payment->row;
    struct lets_span account = import_table_has(table, KEY_ACCOUNT)
                                   ? import_table_cell(table, row, KEY_ACCOUNT)
                                   : lets_span_of(table->reading.account);

    payment->from =
        (uint32_t)import_parties_find(parties, import_table_cell(table, row, KEY_OTHER));
    payment->to = (uint32_t)import_parties_find(parties, account);
    if (!import_table_has(table, KEY_AMOUNT)) {
        read_paid_or_earned(table, payment);
        return;
    }
    if (import_cells_amount(table, row, KEY_AMOUNT, &payment->amount) &&
        payment->amount.minor < 0) {
        payment->is_of_payer = true;
        payment->amount = negated(payment->amount);
        swap_sides(payment);
    }
}

static void read_sides(struct import_table *table, struct import_parties *parties,
                       struct import_payment *payment)
{
    struct import_row *row = payment->row;
    enum import_key key = import_table_has(table, KEY_AMOUNT) ? KEY_AMOUNT : KEY_FROM_AMOUNT;

    payment->from = (uint32_t)import_parties_find(parties, import_table_cell(table, row, KEY_FROM));
    payment->to = (uint32_t)import_parties_find(parties, import_table_cell(table, row, KEY_TO));
    bool is_read = import_cells_amount(table, row, key, &payment->amount);
    payment->to_amount = payment->amount;
    if (key == KEY_FROM_AMOUNT) {
        payment->has_to_amount = true;
        is_read = import_cells_amount(table, row, KEY_TO_AMOUNT, &payment->to_amount) && is_read;
    }
    read_levy(table, row, KEY_FROM_LEVY, &payment->from_levy);
    read_levy(table, row, KEY_TO_LEVY, &payment->to_levy);
    if (is_read) {
        settle_sign(table, payment, key);
    }
}

/* ---------------------------------------------------------------- a row */

static void read_day(struct import_table *table, const struct import_run *run,
                     struct import_payment *payment)
{
    struct import_row *row = payment->row;

    payment->day = (struct import_day){.is_empty = true};
    payment->on = run->given->date.value;
    if (!import_table_has(table, KEY_DATE) ||
        !import_cells_day(table, row, KEY_DATE, run->last, &payment->day, &payment->on) ||
        !payment->day.is_empty) {
        return;
    }
    table->remarks[REMARK_DAYLESS]++;
    if (!run->given->date.is_given) {
        struct lets_error why = {0};
        (void)failure_set(&why, LETS_EMPTY_VALUE, "there is no day");
        (void)snprintf(why.hint, sizeof why.hint, "--date says the day of rows that have none");
        row_faults_add(&row->faults, import_table_at(table, KEY_DATE), &why);
    }
}

static void read_texts(struct import_table *table, struct import_payment *payment)
{
    struct import_row *row = payment->row;

    payment->what_for = import_cells_text(table, row, KEY_FOR);
    payment->category = import_cells_text(table, row, KEY_CATEGORY);
    payment->override_reason = import_cells_text(table, row, KEY_OVERRIDE);
    payment->ref = import_cells_text(table, row, KEY_REF);
    payment->brings_made = import_reference_is_made(payment->ref);
    struct lets_span proposal = import_table_cell(table, row, KEY_PROPOSAL);
    if (proposal.size > 0) {
        struct lets_error why = {0};
        enum lets_status status = lets_number_parse(proposal, &payment->proposal, &why);
        (void)row_faults_check(&row->faults, import_table_at(table, KEY_PROPOSAL), status, &why);
    }
    struct lets_span cheque = import_table_cell(table, row, KEY_CHEQUE);
    if (cheque.size > 0) {
        struct lets_error why = {0};
        enum lets_status status = cheque_number_parse(cheque, &payment->cheque, &why);
        (void)row_faults_check(&row->faults, import_table_at(table, KEY_CHEQUE), status, &why);
    }
}

static void read_written(struct import_table *table, const struct import_run *run,
                         struct import_payment *payment)
{
    struct import_day day = {.is_empty = true};

    if (import_table_has(table, KEY_WRITTEN)) {
        payment->has_written = import_cells_day(table, payment->row, KEY_WRITTEN, run->last, &day,
                                                &payment->written) &&
                               !day.is_empty;
    }
}

/* Whether there is something to move; a row of nothing is left out where that was said. */
static bool moves(struct import_table *table, struct import_payment *payment)
{
    struct import_row *row = payment->row;
    enum import_key key = import_table_has(table, KEY_AMOUNT)        ? KEY_AMOUNT
                          : import_table_has(table, KEY_FROM_AMOUNT) ? KEY_FROM_AMOUNT
                                                                     : KEY_PAID;
    bool is_got = payment->has_to_amount && payment->to_amount.minor != 0;

    if (row->faults.n > 0 || payment->amount.minor != 0 || is_got) {
        return true;
    }
    if (table->reading.skips_zero) {
        table->remarks[REMARK_ZERO]++;
        row->fate = FATE_LEFT_OUT;
        return false;
    }
    struct lets_error why = {0};
    (void)failure_set(&why, LETS_ZERO_AMOUNT, "nothing is paid");
    (void)snprintf(why.hint, sizeof why.hint, "--zero skip leaves such rows out");
    row_faults_add(&row->faults, import_table_at(table, key), &why);
    return true;
}

static void read_row(struct import_payments *payments, struct import_run *run,
                     struct import_row *row)
{
    struct import_table *table = payments->table;
    struct import_payment payment = {.row = row};

    read_day(table, run, &payment);
    if (import_payments_are_lines(table)) {
        read_line(table, &run->parties, &payment);
    } else {
        read_sides(table, &run->parties, &payment);
    }
    read_texts(table, &payment);
    read_written(table, run, &payment);
    if (moves(table, &payment)) {
        memory_make_room(payments->items, &payments->capacity, payments->n + 1);
        payments->items[payments->n++] = payment;
    }
}

/* ---------------------------------------------------------------- the table */

/* Whether the text of a key begins, or goes on, in a column. */
static bool is_in_column(const struct import_role *role, size_t column)
{
    for (size_t i = 0; i < role->n; i++) {
        if (role->at[i] == column) {
            return true;
        }
    }
    return false;
}

/* Amounts whose decimals became the text behind them; of joined columns none can tell. */
static void look_at_amounts(const struct import_payments *payments)
{
    struct import_table *table = payments->table;
    const struct import_role *amount = &table->roles[KEY_AMOUNT];
    struct cut_amounts cut = {.session = table->session,
                              .name = table->name,
                              .separator = lets_csv_separator(table->csv)};

    if (amount->n != 1 || table->reading.amounts != AMOUNTS_PLAIN || table->reading.divisor > 1) {
        return;
    }
    size_t behind = amount->at[0] + 1;
    if (!is_in_column(&table->roles[KEY_FOR], behind) &&
        !is_in_column(&table->roles[KEY_CATEGORY], behind) &&
        !is_in_column(&table->roles[KEY_OVERRIDE], behind)) {
        return;
    }
    for (size_t i = 0; i < payments->n; i++) {
        const struct import_row *row = payments->items[i].row;
        if (row->faults.n == 0 && behind < row->n_all) {
            cut_amounts_look(&cut, row->line, row->row, row->all[behind - 1], row->all[behind]);
        }
    }
    cut_amounts_end(&cut);
}

static void check_words(struct import_payments *payments)
{
    struct import_table *table = payments->table;
    struct buffer list = {0};

    if (payments->unknown.n_rows > 0) {
        add_tally(&list, &payments->unknown);
        import_table_fail(table, LETS_UNKNOWN_STATE,
                          "--states WORD,.. says which words count; rows of others are left out",
                          "the column '%.*s' has words that are not known: %s",
                          SHOW(table->header[table->state.at[0]]), buffer_string(&list));
        buffer_clear(&list);
    }
    if (payments->currencies.words.n > 1) {
        add_tally(&list, &payments->currencies);
        import_table_fail(table, LETS_SEVERAL_CURRENCIES,
                          "--only COLUMN=VALUE takes one of them; each needs a journal of its own",
                          "the column '%.*s' has several currencies: %s",
                          SHOW(table->header[table->currency.at[0]]), buffer_string(&list));
    }
    buffer_release(&list);
}

void import_payments_read(struct import_payments *payments, struct import_run *run)
{
    struct import_table *table = payments->table;

    memory_make_room(payments->items, &payments->capacity, table->n_rows);
    if (run->given->ref_prefix != NULL) {
        import_references_reserve(&payments->references, table->n_rows);
    }
    for (size_t i = 0; i < table->n_rows; i++) {
        struct import_row *row = &table->rows[i];
        if (row->faults.n == 0 && counts(payments, row)) {
            read_row(payments, run, row);
        }
    }
    look_at_amounts(payments);
    check_words(payments);
}

void import_payments_tell(const struct import_payments *payments)
{
    const struct import_table *table = payments->table;
    struct buffer list = {0};

    if (payments->left_out.n_rows > 0) {
        add_tally(&list, &payments->left_out);
        session_tell(table->session, "%s: left out by '%.*s': %s", table->name,
                     SHOW(table->header[table->state.at[0]]), buffer_string(&list));
    }
    buffer_release(&list);
}

void import_payments_release(struct import_payments *payments)
{
    span_map_release(&payments->unknown.words);
    span_map_release(&payments->left_out.words);
    span_map_release(&payments->currencies.words);
    span_map_release(&payments->refs);
    import_references_release(&payments->references);
    memory_free(payments->items);
}
