/* SPDX-License-Identifier: MIT */
/*
 * Piles. Each slip is judged by adding it to the commit, the one door there is, so a pile is judged
 * exactly as its slips would be one by one; what is refused leaves no trace in the commit, and the
 * rows below are judged without it.
 */

#include "desk/pile.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "session/talk.h"
#include "words/figures.h"

enum { HINTS_MAX = 20 }; /* to find what was meant takes time, and nobody reads more */

struct pile *pile_new(struct session *session, struct writing *writing, struct lets_date date)
{
    struct pile *pile = memory_array(1, sizeof *pile);

    pile->session = session;
    pile->recorded.session = session;
    pile->known = (struct recorded){.session = session, .is_by_day = true};
    pile->writing = writing;
    pile->reader = (struct slip_reader){.session = session, .date = date};
    pile->n_transfers_before = lets_ledger_summary(session->ledger)->n_transfers;
    return pile;
}

void pile_free(struct pile *pile)
{
    if (pile == NULL) {
        return;
    }
    for (size_t i = 0; i < pile->n_bad; i++) {
        refused_row_release(&pile->bad[i].refused);
    }
    recorded_release(&pile->recorded);
    recorded_release(&pile->known);
    slip_reader_release(&pile->reader);
    memory_free(pile->bad);
    memory_free(pile->posted);
    memory_free(pile);
}

/* ---------------------------------------------------------------- sums */

void pile_sum_add(struct pile_sum *sum, bool has_amount, struct lets_amount amount)
{
    sum->n++;
    if (!has_amount) {
        sum->n_unreadable++;
    } else if (!lets_amount_add(sum->total, amount, &sum->total)) {
        sum->total.minor = INT64_MAX;
    }
}

/* ---------------------------------------------------------------- judging */

static bool is_standing(enum lets_status status)
{
    return row_is_over_limit(status) || status == LETS_ACCOUNT_SUSPENDED ||
           status == LETS_ACCOUNT_CLOSED || row_is_by_charter(status);
}

void pile_add_transfer(struct buffer *out, const struct session *session,
                       const struct lets_transfer *transfer, bool is_to_come)
{
    const struct lets_ledger *ledger = session->ledger;
    char date[LETS_DATE_SIZE];

    if (!is_to_come) {
        lets_date_format(transfer->date, date);
        buffer_format(out, "was recorded as transfer %" PRIu32 ", %s: ", transfer->number, date);
    }
    words_label(out, &session->names, lets_ledger_account(ledger, transfer->payer));
    buffer_add_string(out, is_to_come ? " pays " : " paid ");
    words_label(out, &session->names, lets_ledger_account(ledger, transfer->payee));
    buffer_add_string(out, " ");
    words_amount(out, ledger, transfer->amount);
}

/* A number that was used before is answered with what it was used for. */
static void tell_earlier(const struct pile *pile, uint32_t number, struct lets_error *err)
{
    const struct session *session = pile->session;
    struct lets_cheque cheque = {0};
    struct lets_transfer transfer = {0};
    struct buffer words = {0};

    if (!lets_ledger_cheque(session->ledger, number, &cheque) ||
        !lets_ledger_transfer(session->ledger, cheque.transfer, &transfer)) {
        return;
    }
    bool is_here = transfer.number > pile->n_transfers_before;
    if (is_here) {
        buffer_format(&words, "stands in row %" PRIu64 " too: ",
                      pile->posted[transfer.number - pile->n_transfers_before - 1].row);
    }
    pile_add_transfer(&words, session, &transfer, is_here);
    (void)snprintf(err->message, sizeof err->message, "%s %" PRIu32 " %s",
                   cheque.value.minor > 0 ? "voucher" : "cheque", number, buffer_string(&words));
    buffer_release(&words);
}

static void add_posted(struct pile *pile, uint64_t row, const struct lets_entry *entry)
{
    const struct lets_ledger *ledger = pile->session->ledger;
    struct lets_transfer transfer = {0};

    (void)lets_ledger_transfer(ledger, entry->number, &transfer);
    memory_make_room(pile->posted, &pile->posted_capacity, pile->n_posted + 1);
    pile->posted[pile->n_posted++] = (struct pile_posted){
        .row = row,
        .transfer = transfer.number,
        .cheque = transfer.cheque,
        .payer = transfer.payer,
        .payee = transfer.payee,
        .amount = transfer.amount,
    };
    pile_sum_add(&pile->sum_posted, true, transfer.amount);
}

/* ---------------------------------------------------------------- what the books have already */

enum lets_status pile_find_known(struct pile *pile, const struct lets_csv_row *rows, size_t n,
                                 struct lets_error *err)
{
    for (size_t i = 0; i < n; i++) {
        struct row_faults faults = {0};
        struct lets_entry entry;
        if (rows[i].fault == NULL &&
            slip_read(&pile->reader, rows[i].cells, false, &entry, &faults)) {
            recorded_add(&pile->known, rows[i].row, &entry);
        }
        row_faults_release(&faults);
    }
    return recorded_find(&pile->known, pile->n_transfers_before, err);
}

/* Refuses a slip that was found in the books. It stays among those that are held against them at
 * the end, so that no other is taken for what it is. */
static bool refuse_known(struct pile *pile, uint64_t row, const struct lets_entry *entry,
                         struct row_faults *faults)
{
    const struct recorded *known = &pile->known;
    struct lets_error why = {.status = LETS_EQUAL_ROW};
    struct buffer words = {0};

    while (pile->n_judged < known->n && known->items[pile->n_judged].row < row) {
        pile->n_judged++;
    }
    if (pile->n_judged == known->n || known->items[pile->n_judged].row != row ||
        known->items[pile->n_judged].number == 0) {
        return false;
    }
    recorded_describe(&words, known, pile->n_judged);
    (void)snprintf(why.message, sizeof why.message, "stands in the books as %s",
                   buffer_string(&words));
    (void)snprintf(why.hint, sizeof why.hint,
                   "if it is another that says the same, record it with --again");
    row_faults_add(faults, -1, &why);
    recorded_add(&pile->recorded, row, entry);
    pile->recorded.items[pile->recorded.n - 1].is_refused = true;
    buffer_release(&words);
    return true;
}

/* Adds the entry of a slip to the commit; refused by a rule, *is_good is false and the fault is
 * added. */
static enum lets_status post(struct pile *pile, uint64_t row, const struct lets_entry *entry,
                             struct row_faults *faults, bool *is_good, struct lets_error *err)
{
    struct lets_error why = {0};

    if (refuse_known(pile, row, entry, faults)) {
        return LETS_OK;
    }
    enum lets_status status = writing_add_silently(pile->writing, entry, &why);

    if (row_is_lost(status)) {
        *err = why;
        return status;
    }
    *is_good = status == LETS_OK;
    if (status == LETS_OK) {
        add_posted(pile, row, entry);
        recorded_add(&pile->recorded, row, entry);
        return LETS_OK;
    }
    if (status == LETS_CHEQUE_USED) {
        tell_earlier(pile, entry->cheque, &why);
    }
    row_faults_add(faults, -1, &why);
    return LETS_OK;
}

/* ---------------------------------------------------------------- what was refused */

static void add_bad(struct pile *pile, const struct lets_csv_row *row, struct row_faults *faults,
                    bool has_amount, struct lets_amount amount)
{
    struct pile_bad bad = {.has_amount = has_amount, .amount = amount};
    const struct row_fault *first = &faults->items[0];

    bad.is_refused_for_limit = first->cell < 0 && row_is_over_limit(first->status);
    bad.is_refused_for_standing = first->cell < 0 && is_standing(first->status);
    refused_row_init(&bad.refused, row, N_SLIP_CELLS, faults);
    memory_make_room(pile->bad, &pile->bad_capacity, pile->n_bad + 1);
    pile->bad[pile->n_bad++] = bad;
}

/* An override stands for a limit or a last day as well: that it let a wrong code through is told.
 */
static void warn_of_code(struct pile *pile, const struct lets_csv_row *row, uint32_t number)
{
    struct lets_cheque voucher = {0};
    struct lets_error why = {0};

    if (lets_ledger_cheque(pile->session->ledger, number, &voucher) && voucher.digest.size > 0 &&
        row->cells[SLIP_CODE].size > 0 &&
        slip_check_code(&pile->reader, &voucher, row->cells[SLIP_CODE], &why) != LETS_OK) {
        session_warn(pile->session, "row %" PRIu64 ": %s; its override records it all the same",
                     row->row, why.message);
    }
}

enum lets_status pile_take(struct pile *pile, const struct lets_csv_row *row,
                           struct lets_error *err)
{
    struct row_faults faults = {0};
    struct lets_entry entry = {.kind = LETS_KIND_TRANSFER};
    enum lets_status status = LETS_OK;
    bool is_good = false;

    if (row->fault != NULL) {
        row_faults_add(&faults, -1, row->fault);
    } else if (slip_read(&pile->reader, row->cells, pile->n_bad < HINTS_MAX, &entry, &faults)) {
        status = post(pile, row->row, &entry, &faults, &is_good, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    bool has_amount = lets_entry_has(&entry, amount);
    pile_sum_add(&pile->all, has_amount, entry.amount);
    if (is_good && lets_entry_has(&entry, override_reason)) {
        warn_of_code(pile, row, entry.cheque);
    }
    if (!is_good) {
        add_bad(pile, row, &faults, has_amount, entry.amount);
    }
    return LETS_OK;
}

void pile_put_aside(struct pile *pile, const struct lets_csv_row *row, enum lets_status status,
                    const char *reason, bool is_to_return)
{
    unsigned decimals = lets_ledger_summary(pile->session->ledger)->decimals;
    struct row_faults faults = {0};
    struct lets_amount amount = {0};
    struct lets_error why = {.status = status};
    bool has_amount =
        lets_amount_parse(row->cells[SLIP_AMOUNT], decimals, &amount, NULL) == LETS_OK;

    (void)snprintf(why.message, sizeof why.message, "%s", reason);
    row_faults_add(&faults, -1, &why);
    pile_sum_add(&pile->all, has_amount, amount);
    add_bad(pile, row, &faults, has_amount, amount);
    struct pile_bad *bad = &pile->bad[pile->n_bad - 1];
    bad->is_refused_for_limit = false;
    bad->is_put_aside = true;
    bad->is_to_return = is_to_return;
}

bool pile_has_refused(const struct pile *pile)
{
    for (size_t i = 0; i < pile->n_bad; i++) {
        const struct pile_bad *bad = &pile->bad[i];
        bool is_as_decided = bad->is_put_aside && bad->is_returned == bad->is_to_return;
        if (!bad->is_posted && !is_as_decided) {
            return true;
        }
    }
    return false;
}

/* A slip that was refused for a limit: what came in below may have made room. */
static enum lets_status try_again(struct pile *pile, struct pile_bad *bad, struct lets_error *err)
{
    struct row_faults faults = {0};
    struct lets_entry entry;
    enum lets_status status = LETS_OK;

    if (slip_read(&pile->reader, bad->refused.cells, false, &entry, &faults)) {
        status = post(pile, bad->refused.row, &entry, &faults, &bad->is_posted, err);
    }
    if (status == LETS_OK && !bad->is_posted && faults.n > 0) {
        row_faults_release(&bad->refused.faults);
        bad->refused.faults = faults;
        bad->is_refused_for_standing = is_standing(faults.items[0].status);
    } else {
        row_faults_release(&faults);
    }
    return status;
}

/* Notes that the cheque goes back to the payee; where even that is refused, it stays rejected. */
static enum lets_status return_slip(struct pile *pile, struct pile_bad *bad, struct lets_error *err)
{
    struct lets_entry transfer;
    struct row_faults faults = {0};
    struct lets_error why = {0};
    bool is_read = slip_read(&pile->reader, bad->refused.cells, false, &transfer, &faults);

    row_faults_release(&faults);
    if (!is_read || !lets_entry_has(&transfer, cheque)) {
        return LETS_OK;
    }
    struct lets_entry entry = entry_of_cheque(transfer.cheque, pile->reader.date, LETS_RETURNED,
                                              lets_span_of(bad->refused.faults.items[0].message));
    lets_entry_put(&entry, payee, transfer.payee);
    lets_entry_put(&entry, amount, transfer.amount);
    enum lets_status status = writing_add_silently(pile->writing, &entry, &why);
    bad->is_returned = status == LETS_OK;
    if (row_is_lost(status)) {
        *err = why;
        return status;
    }
    return LETS_OK;
}

enum lets_status pile_finish(struct pile *pile, bool returns_refused, struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    for (size_t i = 0; i < pile->n_bad && status == LETS_OK; i++) {
        if (pile->bad[i].is_refused_for_limit) {
            status = try_again(pile, &pile->bad[i], err);
        }
    }
    for (size_t i = 0; i < pile->n_bad && status == LETS_OK; i++) {
        struct pile_bad *bad = &pile->bad[i];
        bool is_to_return = bad->is_to_return || (returns_refused && bad->is_refused_for_standing);
        if (is_to_return && !bad->is_posted) {
            status = return_slip(pile, bad, err);
        }
        if (!bad->is_posted) {
            pile_sum_add(bad->is_returned ? &pile->sum_returned : &pile->sum_rejected,
                         bad->has_amount, bad->amount);
        }
    }
    return status;
}

/* ---------------------------------------------------------------- control totals */

static void add_difference(struct buffer *out, const struct lets_ledger *ledger,
                           struct lets_amount is, struct lets_amount counted)
{
    struct lets_amount difference = {INT64_MAX};
    bool is_less = is.minor < counted.minor;

    if (!lets_amount_subtract(is_less ? counted : is, is_less ? is : counted, &difference)) {
        difference.minor = INT64_MAX;
    }
    words_amount(out, ledger, is);
    buffer_add_string(out, " and not ");
    words_amount(out, ledger, counted);
    buffer_add_string(out, ": ");
    words_amount(out, ledger, difference);
    buffer_add_string(out, is_less ? " too little" : " too much");
}

enum lets_status pile_sum_check(const struct pile_sum *all, const struct lets_ledger *ledger,
                                uint32_t n, const struct lets_amount *total, struct lets_error *err)
{
    struct buffer words = {0};

    if (n > 0 && n != all->n) {
        bool is_less = all->n < n;
        buffer_format(&words, "the pile has %" PRIu64 " slips and not %" PRIu32 ": %" PRIu64 " %s",
                      all->n, n, is_less ? n - all->n : all->n - n,
                      is_less ? "too few" : "too many");
    }
    if (total != NULL && total->minor != all->total.minor) {
        buffer_add_string(&words, words.size > 0 ? "; its total is " : "the pile's total is ");
        add_difference(&words, ledger, all->total, *total);
        if (all->n_unreadable > 0) {
            buffer_format(&words, ", %" PRIu64 " amount%s that cannot be read left out",
                          all->n_unreadable, all->n_unreadable == 1 ? "" : "s");
        }
    }
    enum lets_status status = LETS_OK;
    if (words.size > 0) {
        status = failure_set(err, LETS_TOTALS_DIFFER, "%s", buffer_string(&words));
    } else if (total != NULL && all->n_unreadable > 0) {
        status =
            failure_set(err, LETS_TOTALS_DIFFER,
                        "the pile's total is not known while %" PRIu64 " amount%s cannot be read",
                        all->n_unreadable, all->n_unreadable == 1 ? "" : "s");
    }
    buffer_release(&words);
    return status;
}
