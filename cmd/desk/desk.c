/* SPDX-License-Identifier: MIT */
/*
 * The desk. The ledger cannot forget a slip, so taking one out means reading the journal again and
 * judging the others anew: that takes milliseconds, and keeps one judge for everything.
 */

#include "desk/desk.h"

#include <inttypes.h>
#include <string.h>

#include "base/failure.h"
#include "desk/draft_lock.h"
#include "desk/pile_answer.h"
#include "session/journal_files.h"
#include "session/reading.h"
#include "session/talk.h"
#include "writing/writing_run.h"

static enum lets_status read_books(struct desk *desk, struct lets_error *err)
{
    lets_ledger_free(desk->session->ledger);
    desk->session->ledger = NULL;
    enum lets_status status = session_replay(desk->session, NULL, 0, err);
    if (status == LETS_OK) {
        desk->n_transfers_before = lets_ledger_summary(desk->session->ledger)->n_transfers;
    }
    return status;
}

enum lets_status desk_new(struct session *session, struct lets_date date, struct desk **out,
                          struct lets_error *err)
{
    struct desk *desk = memory_array(1, sizeof *desk);

    desk->session = session;
    desk->reader = (struct slip_reader){.session = session, .date = date};
    desk->draft_lock = -1;
    *out = desk;
    if (session->clerk == NULL) {
        return failure_misused(err, "nobody knows who is writing: say it with --clerk");
    }
    desk->draft_path = journal_files_draft(session->journal_path, session->clerk);
    enum lets_status status = session_protect(session, desk->draft_path, err);
    if (status == LETS_OK) {
        status = session_open(session, err);
    }
    if (status == LETS_OK) {
        status = read_books(desk, err);
    }
    if (status == LETS_OK) {
        session_tell_tail(session);
        status = session_blame_if(
            session, draft_lock_take(desk->draft_path, &desk->draft_lock, err), desk->draft_path);
    }
    return status;
}

void desk_slip_release(struct desk_slip *slip)
{
    for (size_t i = 0; i < N_SLIP_CELLS; i++) {
        memory_free(slip->cells[i]);
    }
    memory_free(slip->reason);
    *slip = (struct desk_slip){.state = DESK_GOOD};
}

void desk_free(struct desk *desk)
{
    if (desk == NULL) {
        return;
    }
    for (size_t i = 0; i < desk->n_slips; i++) {
        desk_slip_release(&desk->slips[i]);
    }
    slip_reader_release(&desk->reader);
    draft_lock_release(desk->draft_path, desk->draft_lock);
    memory_free(desk->slips);
    memory_free(desk->draft_path);
    memory_free(desk);
}

void desk_slip_set(struct desk_slip *slip, enum slip_cell cell, struct lets_span text)
{
    char *copy = text.size > 0 ? memory_copy(text) : NULL;

    memory_free(slip->cells[cell]);
    slip->cells[cell] = copy;
}

void desk_slip_cells(const struct desk_slip *slip, struct lets_span cells[N_SLIP_CELLS])
{
    for (size_t i = 0; i < N_SLIP_CELLS; i++) {
        cells[i] = lets_span_of(slip->cells[i]);
    }
}

/* ---------------------------------------------------------------- judging */

static void refuse(struct desk_slip *slip, enum lets_status status, struct lets_span reason)
{
    slip->state = DESK_REFUSED;
    slip->status = status;
    memory_free(slip->reason);
    slip->reason = memory_copy(reason);
}

static void refuse_cells(struct desk_slip *slip, const struct row_faults *faults)
{
    struct buffer reason = {0};

    row_faults_join(&reason, faults, slip_columns);
    refuse(slip, faults->items[0].status, buffer_span(&reason));
    buffer_release(&reason);
}

static enum lets_status judge(struct desk *desk, struct desk_slip *slip, struct lets_error *err)
{
    struct lets_span cells[N_SLIP_CELLS];
    struct lets_entry entry;
    struct row_faults faults = {0};
    struct lets_error why = {0};

    if (slip->state == DESK_RETURNED || slip->state == DESK_SKIPPED) {
        return LETS_OK;
    }
    desk_slip_cells(slip, cells);
    if (!slip_read(&desk->reader, cells, true, &entry, &faults)) {
        refuse_cells(slip, &faults);
        row_faults_release(&faults);
        return LETS_OK;
    }
    enum lets_status status = lets_ledger_apply(desk->session->ledger, &entry, &why);
    if (row_is_lost(status)) {
        *err = why;
        return status;
    }
    if (status != LETS_OK) {
        struct buffer reason = {0};
        if (status != LETS_CHEQUE_USED || !desk_add_earlier(&reason, desk, entry.cheque)) {
            buffer_add_string(&reason, why.message);
        }
        refuse(slip, status, buffer_span(&reason));
        buffer_release(&reason);
        return LETS_OK;
    }
    slip->state = DESK_GOOD;
    slip->status = LETS_OK;
    memory_free(slip->reason);
    slip->reason = NULL;
    return LETS_OK;
}

enum lets_status desk_add(struct desk *desk, struct desk_slip *slip, struct lets_error *err)
{
    enum lets_status status = judge(desk, slip, err);

    if (status == LETS_OK) {
        memory_make_room(desk->slips, &desk->capacity, desk->n_slips + 1);
        desk->slips[desk->n_slips++] = *slip;
        *slip = (struct desk_slip){.state = DESK_GOOD};
    }
    return status;
}

enum lets_status desk_rejudge(struct desk *desk, struct lets_error *err)
{
    enum lets_status status = read_books(desk, err);

    for (size_t i = 0; i < desk->n_slips && status == LETS_OK; i++) {
        status = judge(desk, &desk->slips[i], err);
    }
    return status;
}

enum lets_status desk_drop(struct desk *desk, size_t i, struct lets_error *err)
{
    desk_slip_release(&desk->slips[i]);
    desk->n_slips--;
    for (size_t k = i; k < desk->n_slips; k++) {
        desk->slips[k] = desk->slips[k + 1];
    }
    return desk_rejudge(desk, err);
}

size_t desk_first_refused(const struct desk *desk)
{
    size_t i = 0;

    while (i < desk->n_slips && desk->slips[i].state != DESK_REFUSED) {
        i++;
    }
    return i;
}

/* ---------------------------------------------------------------- words and sums */

static void add_account(struct buffer *out, const struct desk *desk, struct lets_span id)
{
    const struct lets_account *account = lets_ledger_find(desk->session->ledger, id);

    if (account != NULL) {
        words_label(out, &desk->session->names, account);
    } else if (id.size > 0) {
        buffer_add(out, id);
    } else {
        buffer_add_string(out, "somebody");
    }
}

void desk_sentence(struct buffer *out, const struct desk *desk, const struct desk_slip *slip)
{
    const struct lets_ledger *ledger = desk->session->ledger;
    unsigned decimals = lets_ledger_summary(ledger)->decimals;
    struct lets_span cells[N_SLIP_CELLS];
    struct lets_amount amount;
    struct lets_cheque cheque = {0};
    struct lets_span payer;
    uint32_t number = 0;

    desk_slip_cells(slip, cells);
    payer = cells[SLIP_FROM];
    if (cheque_number_parse(cells[SLIP_CHEQUE], &number, NULL) == LETS_OK) {
        buffer_format(out, "%04" PRIu32 "  ", number);
        if (payer.size == 0 && lets_ledger_cheque(ledger, number, &cheque)) {
            payer = lets_ledger_account(ledger, cheque.account)->id;
        }
    } else {
        buffer_add_string(out, " --   ");
    }
    add_account(out, desk, payer);
    buffer_add_string(out, " pays ");
    add_account(out, desk, cells[SLIP_TO]);
    if (lets_amount_parse(cells[SLIP_AMOUNT], decimals, &amount, NULL) == LETS_OK) {
        char text[LETS_AMOUNT_SIZE];
        (void)lets_amount_format(amount, decimals, text);
        buffer_format(out, " %s", text);
    } else {
        buffer_format(out, " %.*s", SHOW(cells[SLIP_AMOUNT]));
    }
    if (cells[SLIP_FOR].size > 0) {
        buffer_format(out, " for %.*s", SHOW(cells[SLIP_FOR]));
    }
}

bool desk_add_earlier(struct buffer *out, const struct desk *desk, uint32_t number)
{
    struct lets_cheque cheque;
    struct lets_transfer transfer;

    if (!lets_ledger_cheque(desk->session->ledger, number, &cheque) ||
        !lets_ledger_transfer(desk->session->ledger, cheque.transfer, &transfer)) {
        return false;
    }
    bool is_here = transfer.number > desk->n_transfers_before;
    buffer_format(out, "%s %" PRIu32 " ", cheque.value.minor > 0 ? "voucher" : "cheque", number);
    if (is_here) {
        buffer_add_string(out, "is in this pile already: ");
    }
    pile_add_transfer(out, desk->session, &transfer, is_here);
    return true;
}

struct pile_sum desk_sum(const struct desk *desk)
{
    unsigned decimals = lets_ledger_summary(desk->session->ledger)->decimals;
    struct pile_sum sum = {0};

    for (size_t i = 0; i < desk->n_slips; i++) {
        struct lets_amount amount = {0};
        bool has_amount = lets_amount_parse(lets_span_of(desk->slips[i].cells[SLIP_AMOUNT]),
                                            decimals, &amount, NULL) == LETS_OK;
        pile_sum_add(&sum, has_amount, amount);
    }
    return sum;
}

/* ---------------------------------------------------------------- posting */

static enum lets_status fill_pile(const struct desk *desk, struct pile *pile,
                                  struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    for (size_t i = 0; i < desk->n_slips && status == LETS_OK; i++) {
        const struct desk_slip *slip = &desk->slips[i];
        struct lets_span cells[N_SLIP_CELLS];
        struct lets_csv_row row = {
            .row = i + 1, .line = i + 2, .cells = cells, .all = cells, .n_all = SLIP_REASON};
        desk_slip_cells(slip, cells);
        if (slip->state == DESK_RETURNED || slip->state == DESK_SKIPPED) {
            pile_put_aside(pile, &row, slip->status, slip->reason, slip->state == DESK_RETURNED);
        } else {
            status = pile_take(pile, &row, err);
        }
    }
    return status == LETS_OK ? pile_finish(pile, false, err) : status;
}

/* A pile on its way from the desk. */
struct posting {
    struct desk *desk;
    const char *rejects;
    struct pile *pile; /* owned */
    bool is_refused;
};

static enum lets_status post(struct writing *writing, struct session *session, const void *values,
                             struct lets_error *err)
{
    struct posting *posting = *(struct posting *const *)values;
    const struct desk *desk = posting->desk;
    struct lets_span header[SLIP_REASON];
    struct pile *pile = pile_new(session, writing, desk->reader.date);

    posting->pile = pile;
    writing_list(writing, pile_print_list, pile);
    enum lets_status status = fill_pile(desk, pile, err);
    if (status != LETS_OK) {
        return status;
    }
    posting->is_refused = pile_has_refused(pile);
    if (posting->is_refused) {
        pile_print_faults(pile, desk->draft_path);
        writing_drop(writing);
        return LETS_OK;
    }
    for (size_t i = 0; i < SLIP_REASON; i++) {
        header[i] = lets_span_of(slip_columns[i].name);
    }
    pile_answer(pile, header, SLIP_REASON, posting->rejects);
    return LETS_OK;
}

enum lets_status desk_post(struct desk *desk, const char *rejects, bool *is_posted,
                           struct lets_error *err)
{
    struct posting posting = {.desk = desk, .rejects = rejects};
    struct posting *values = &posting;

    session_close(desk->session); /* to be opened anew, under its lock */
    enum lets_status status = writing_run(desk->session, NULL, post, &values, err);
    *is_posted = status == LETS_OK && !posting.is_refused;
    pile_free(posting.pile);
    return status;
}
