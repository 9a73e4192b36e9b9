/* SPDX-License-Identifier: MIT */
/*
 * The draft of a pile that is being typed: the table that record-cheques reads, written whole and
 * synced after each slip, so that whatever happens at most the slip being typed is lost. In its
 * column `reason` stands what was decided of a slip.
 */

#include "desk/draft.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/failure.h"
#include "output/csv_cell.h"
#include "session/talk.h"

enum { NAMES_MAX = 1000, LOOK_BACK = 10000 };

static const char *const state_words[] = {
    [DESK_GOOD] = "",
    [DESK_REFUSED] = "refused: ",
    [DESK_RETURNED] = "returned: ",
    [DESK_SKIPPED] = "skipped: ",
};
enum { N_STATES = sizeof state_words / sizeof state_words[0] };

bool draft_exists(const struct desk *desk)
{
    return access(desk->draft_path, F_OK) == 0;
}

/* ---------------------------------------------------------------- reading */

static void read_state(struct desk_slip *slip, struct lets_span reason)
{
    for (size_t i = DESK_RETURNED; i < N_STATES; i++) {
        size_t size = strlen(state_words[i]);
        if (reason.size > size && memcmp(reason.bytes, state_words[i], size) == 0) {
            slip->state = (enum desk_state)i;
            slip->status = LETS_CHEQUE_STOPPED;
            slip->reason = memory_copy((struct lets_span){reason.bytes + size, reason.size - size});
        }
    }
}

static enum lets_status load_rows(struct desk *desk, struct lets_csv *csv, struct lets_error *err)
{
    const struct lets_csv_row *row = NULL;
    enum lets_status status = lets_csv_match(csv, slip_columns, N_SLIP_CELLS, false, err);

    while (status == LETS_OK && (status = lets_csv_next(csv, &row, err)) == LETS_OK &&
           row != NULL) {
        struct desk_slip slip = {.state = DESK_GOOD};
        if (row->fault != NULL) {
            struct buffer place = {0};
            buffer_format(&place, "row %" PRIu64 ": %s", row->row, row->fault->message);
            *err = *row->fault;
            (void)snprintf(err->message, sizeof err->message, "%s", buffer_string(&place));
            buffer_release(&place);
            return row->fault->status;
        }
        for (size_t i = 0; i < SLIP_REASON; i++) {
            desk_slip_set(&slip, (enum slip_cell)i, row->cells[i]);
        }
        read_state(&slip, row->cells[SLIP_REASON]);
        status = desk_add(desk, &slip, err);
        desk_slip_release(&slip);
    }
    return status;
}

/* What tells a draft from another of the same name. */
static void stamp(const struct desk *desk, int64_t out[3])
{
    struct stat about;

    memset(out, 0, 3 * sizeof *out);
    if (stat(desk->draft_path, &about) == 0) {
        out[0] = (int64_t)about.st_ino;
        out[1] = (int64_t)about.st_mtim.tv_sec;
        out[2] = (int64_t)about.st_mtim.tv_nsec;
    }
}

/* After the draft was read or written: what it is like now, or that it is to blame. */
static enum lets_status note_draft(struct desk *desk, enum lets_status status)
{
    if (session_blame_if(desk->session, status, desk->draft_path) == LETS_OK) {
        desk->has_draft = true;
        stamp(desk, desk->draft_stamp);
    }
    return status;
}

enum lets_status draft_load(struct desk *desk, struct lets_error *err)
{
    struct lets_csv *csv = NULL;
    enum lets_status status = lets_csv_open(desk->draft_path, &csv, err);

    if (status == LETS_OK) {
        status = load_rows(desk, csv, err);
    }
    lets_csv_free(csv);
    return note_draft(desk, status);
}

/* ---------------------------------------------------------------- writing */

static void add_slip(struct buffer *out, const struct desk_slip *slip)
{
    struct buffer reason = {0};

    for (size_t i = 0; i < SLIP_REASON; i++) {
        csv_add(out, lets_span_of(slip->cells[i]), true);
        buffer_add_string(out, ",");
    }
    if (slip->state != DESK_GOOD) {
        buffer_format(&reason, "%s%s", state_words[slip->state], slip->reason);
    }
    csv_add(out, buffer_span(&reason), true);
    buffer_add_string(out, "\n");
    buffer_release(&reason);
}

static enum lets_status check_mine(const struct desk *desk, struct lets_error *err)
{
    int64_t now[3];

    stamp(desk, now);
    bool is_mine = desk->has_draft ? memcmp(now, desk->draft_stamp, sizeof now) == 0 : now[0] == 0;
    return is_mine ? LETS_OK
                   : failure_set(err, LETS_FILE_EXISTS,
                                 "another run of the same clerk is writing this draft");
}

enum lets_status draft_save(struct desk *desk, struct lets_error *err)
{
    struct buffer table = {0};
    enum lets_status status = check_mine(desk, err);

    if (status != LETS_OK) {
        return note_draft(desk, status);
    }
    for (size_t i = 0; i < N_SLIP_CELLS; i++) {
        buffer_format(&table, "%s%s", i > 0 ? "," : "", slip_columns[i].name);
    }
    buffer_add_string(&table, "\n");
    for (size_t i = 0; i < desk->n_slips; i++) {
        add_slip(&table, &desk->slips[i]);
    }
    status = lets_file_replace(desk->draft_path, buffer_span(&table), 0600, err);
    buffer_release(&table);
    return note_draft(desk, status);
}

enum lets_status draft_put_aside(struct desk *desk, char **out, struct lets_error *err)
{
    size_t stem = strlen(desk->draft_path) - strlen(".csv");

    for (int n = 1; n < NAMES_MAX; n++) {
        struct buffer name = {0};
        buffer_format(&name, "%.*s-%d.csv", (int)stem, desk->draft_path, n);
        /* link() does not replace what is there. */
        if (link(desk->draft_path, name.bytes) == 0) {
            *out = name.bytes;
            (void)unlink(desk->draft_path);
            return LETS_OK;
        }
        int reason = errno;
        buffer_release(&name);
        if (reason != EEXIST) {
            desk->session->blamed = desk->draft_path;
            return failure_set(err, LETS_INPUT_OUTPUT, "cannot put the draft aside: %s",
                               strerror(reason));
        }
    }
    return failure_set(err, LETS_FILE_EXISTS, "too many drafts were put aside");
}

void draft_remove(struct desk *desk)
{
    if (desk->has_draft && unlink(desk->draft_path) != 0 && errno != ENOENT) {
        session_warn(desk->session, "the draft '%s' could not be removed: %s", desk->draft_path,
                     strerror(errno));
    }
    desk->has_draft = false;
}

/* ---------------------------------------------------------------- posted before */

static bool is_transfer(const struct desk *desk, const struct desk_slip *slip, uint32_t number)
{
    const struct lets_ledger *ledger = desk->session->ledger;
    struct lets_span cells[N_SLIP_CELLS];
    struct lets_entry entry;
    struct row_faults faults = {0};
    struct lets_transfer transfer;

    desk_slip_cells(slip, cells);
    bool is_read = slip_read(desk->session, cells, desk->date, false, &entry, &faults);
    row_faults_release(&faults);
    return is_read && lets_ledger_transfer(ledger, number, &transfer) &&
           transfer.cheque == entry.cheque && transfer.amount.minor == entry.amount.minor &&
           lets_span_equal(lets_ledger_account(ledger, transfer.payer)->id, entry.payer) &&
           lets_span_equal(lets_ledger_account(ledger, transfer.payee)->id, entry.payee);
}

/* Whether the slips, those put aside left out, are the transfers from that number on. */
static bool is_posted_from(const struct desk *desk, uint32_t number)
{
    for (size_t i = 0; i < desk->n_slips; i++) {
        const struct desk_slip *slip = &desk->slips[i];
        if (slip->state == DESK_GOOD || slip->state == DESK_REFUSED) {
            if (!is_transfer(desk, slip, number)) {
                return false;
            }
            number++;
        }
    }
    return true;
}

uint32_t draft_posted_as(const struct desk *desk)
{
    uint32_t n_slips = 0;
    uint32_t last = desk->n_transfers_before;

    for (size_t i = 0; i < desk->n_slips; i++) {
        n_slips += desk->slips[i].state == DESK_GOOD || desk->slips[i].state == DESK_REFUSED;
    }
    for (uint32_t back = 0; n_slips > 0 && back < LOOK_BACK && n_slips + back <= last; back++) {
        uint32_t number = last - n_slips - back + 1;
        if (is_posted_from(desk, number)) {
            return number;
        }
    }
    return 0;
}
