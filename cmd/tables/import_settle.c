/* SPDX-License-Identifier: MIT */
/*
 * What payments mean, once all are read: which rows are one, whose they are, and by which reference
 * each is known.
 */

#include "tables/import_settle.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/failure.h"
#include "tables/import_mirror.h"

/* ---------------------------------------------------------------- whose they are */

/* "TEXT: for", of a party that is nobody here. */
static void name_external(struct import_table *table, struct import_payment *payment,
                          struct lets_span text)
{
    struct buffer line = {0};

    buffer_add(&line, text);
    if (payment->what_for.size > 0) {
        buffer_add_string(&line, ": ");
        buffer_add(&line, payment->what_for);
    }
    struct lets_span joined = keep_copy(&table->keep, buffer_span(&line));
    payment->what_for = import_cells_clean(table, payment->row, import_table_at(table, KEY_FOR),
                                           joined, lets_text_check);
    buffer_release(&line);
}

/* What is moved where the two sides say different amounts: our member's. */
static void settle_amounts(struct import_table *table, struct import_payment *payment,
                           bool is_from_external, bool is_to_external)
{
    if (is_from_external) {
        payment->from_levy = (struct lets_amount){0};
    }
    if (is_to_external) {
        payment->to_levy = (struct lets_amount){0};
    }
    if (!is_from_external && !is_to_external && payment->has_to_amount &&
        payment->amount.minor != payment->to_amount.minor) {
        row_faults_fail(&payment->row->faults, import_table_at(table, KEY_TO_AMOUNT),
                        LETS_BAD_AMOUNT, "the payer pays '%.*s', the payee gets '%.*s'",
                        SHOW(import_table_cell(table, payment->row, KEY_FROM_AMOUNT)),
                        SHOW(import_table_cell(table, payment->row, KEY_TO_AMOUNT)));
    }
}

static void refuse_party(struct import_run *run, struct import_payment *payment, uint32_t party,
                         int cell)
{
    if (run->parties.parties[party].account == IMPORT_NOBODY) {
        import_parties_refuse(&run->parties, party, cell, &payment->row->faults);
    }
}

static void settle_parties(struct import_payments *payments, struct import_run *run,
                           struct import_payment *payment)
{
    struct import_table *table = payments->table;
    struct import_parties *parties = &run->parties;
    struct import_party *from = &parties->parties[payment->from];
    struct import_party *to = &parties->parties[payment->to];

    if (from->is_external && to->is_external) {
        table->remarks[REMARK_NOBODY]++;
        payment->row->fate = FATE_LEFT_OUT;
        return;
    }
    from->n_rows++;
    to->n_rows++;
    refuse_party(run, payment, payment->from, import_payments_at(table, payment, true));
    refuse_party(run, payment, payment->to, import_payments_at(table, payment, false));
    if (payment->row->faults.n > 0) {
        return;
    }
    if (from->is_external || to->is_external) {
        name_external(table, payment, from->is_external ? from->text : to->text);
    }
    settle_amounts(table, payment, from->is_external, to->is_external);
    import_parties_note_day(parties, from->account, payment->on);
    import_parties_note_day(parties, to->account, payment->on);
}

/* ---------------------------------------------------------------- references */

static struct lets_span spelled(struct import_parties *parties, uint32_t party)
{
    struct import_party *found = &parties->parties[party];

    if (found->spelled.bytes == NULL) {
        found->spelled = import_reference_spell(&parties->keep, found->text);
    }
    return found->spelled;
}

static void give_reference(struct import_payments *payments, struct import_run *run,
                           struct import_payment *payment)
{
    struct import_row *row = payment->row;
    const struct import_reference_parts parts = {
        .day = &payment->day,
        .from = spelled(&run->parties, payment->from),
        .to = spelled(&run->parties, payment->to),
        .what_for = import_table_cell(payments->table, row, KEY_FOR),
        .amount = payment->amount,
        .decimals = run->decimals,
    };

    row->ref = import_reference_make(&payments->references, run->given->ref_prefix, &parts);
    payment->ref = lets_span_of(row->ref);
}

/* Whether all that a reference is made of could be read. */
static bool is_readable(const struct import_row *row)
{
    for (size_t i = 0; i < row->faults.n; i++) {
        enum lets_status status = row->faults.items[i].status;
        if (status != LETS_UNKNOWN_ACCOUNT && status != LETS_DATE_AFTER_SEAL) {
            return false;
        }
    }
    return true;
}

static void settle_reference(struct import_payments *payments, struct import_run *run,
                             struct import_payment *payment)
{
    struct import_table *table = payments->table;
    struct import_row *row = payment->row;
    bool has_prefix = run->given->ref_prefix != NULL;

    if (payment->ref.size == 0 && has_prefix && is_readable(row)) {
        give_reference(payments, run, payment);
    } else if (payment->ref.size == 0 && !has_prefix && import_table_has(table, KEY_REF)) {
        struct lets_error why = {0};
        (void)failure_set(&why, LETS_EMPTY_VALUE, "there is no reference");
        (void)snprintf(why.hint, sizeof why.hint, "--ref-prefix NAME makes one");
        row_faults_add(&row->faults, import_table_at(table, KEY_REF), &why);
    }
}

static void fail_twice(struct import_payments *payments, struct import_payment *payment,
                       const struct import_payment *other)
{
    row_faults_fail(&payment->row->faults, import_table_at(payments->table, KEY_REF),
                    LETS_REF_TWICE, "the reference '%.*s' is that of row %" PRIu64 " as well",
                    (int)(payment->ref.size > 80 ? 80 : payment->ref.size), payment->ref.bytes,
                    other->row->row);
}

static void check_references(struct import_payments *payments)
{
    if (!import_table_has(payments->table, KEY_REF)) {
        return; /* made ones differ by how they are made */
    }
    span_map_reserve(&payments->refs, payments->n);
    for (size_t i = 0; i < payments->n; i++) {
        struct import_payment *payment = &payments->items[i];
        bool is_new = false;
        if (payment->ref.size == 0 || payment->row->fate != FATE_OPEN) {
            continue;
        }
        uint32_t *at = span_map_at(&payments->refs, payment->ref, &is_new);
        if (is_new) {
            *at = (uint32_t)i + 1;
            continue;
        }
        struct import_payment *first = &payments->items[*at - 1];
        fail_twice(payments, payment, first);
        bool is_told = false;
        for (size_t k = 0; k < first->row->faults.n; k++) {
            is_told = is_told || first->row->faults.items[k].status == LETS_REF_TWICE;
        }
        if (!is_told) {
            fail_twice(payments, first, payment);
        }
    }
}

/* ---------------------------------------------------------------- all of them */

void import_settle(struct import_payments *payments, struct import_run *run)
{
    struct import_table *table = payments->table;

    if (import_payments_are_lines(table) && import_table_has(table, KEY_ACCOUNT)) {
        import_mirror_join(payments, &run->parties);
    }
    for (size_t i = 0; i < payments->n; i++) {
        struct import_payment *payment = &payments->items[i];
        if (payment->row->fate == FATE_OPEN) {
            settle_reference(payments, run, payment);
            settle_parties(payments, run, payment);
        }
    }
    check_references(payments);
}
