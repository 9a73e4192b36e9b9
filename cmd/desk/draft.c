/* SPDX-License-Identifier: MIT */
/*
 * The draft of a pile that is being typed: the table that record-cheques reads, written whole and
 * synced after each slip, so that whatever happens at most the slip being typed is lost. In its
 * column `reason` stands what was decided of a slip.
 */

#include "desk/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/failure.h"
#include "output/csv_cell.h"
#include "session/reading.h"
#include "session/talk.h"

enum { NAMES_MAX = 1000 };

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
    if (desk->n_slips == 0 && (unlink(desk->draft_path) == 0 || errno == ENOENT)) {
        desk->has_draft = false;
        return LETS_OK;
    }
    for (size_t i = 0; i < N_SLIP_CELLS; i++) {
        buffer_format(&table, "%s%s", i > 0 ? "," : "", slip_columns[i].name);
    }
    buffer_add_string(&table, "\n");
    for (size_t i = 0; i < desk->n_slips; i++) {
        add_slip(&table, &desk->slips[i]);
    }
    status = lets_file_replace(desk->draft_path, buffer_span(&table), 0600, err);
    if (status == LETS_OK && desk->session->world->now != NULL) {
        /* The draft's age is held against seals, which go by the same clock. */
        const struct timespec time = {.tv_sec = (time_t)desk->session->now.unix_seconds};
        (void)utimensat(AT_FDCWD, desk->draft_path, (const struct timespec[2]){time, time}, 0);
    }
    buffer_release(&table);
    return note_draft(desk, status);
}

enum lets_status draft_put_aside(struct desk *desk, char **out, struct lets_error *err)
{
    size_t stem = strlen(desk->draft_path) - strlen(".csv");

    for (int n = 1; n < NAMES_MAX; n++) {
        struct buffer name = {0};
        /* No clerk's name gives a point: it is no other clerk's draft. */
        buffer_format(&name, "%.*s.%d.csv", (int)stem, desk->draft_path, n);
        /* link() does not replace what is there. */
        if (link(desk->draft_path, name.bytes) == 0) {
            *out = name.bytes;
            (void)unlink(desk->draft_path);
            return LETS_OK;
        }
        int reason = errno;
        buffer_release(&name);
        if (reason != EEXIST) {
            session_blame(desk->session, desk->draft_path);
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

/* Slips that may have been posted, held against the journal commit by commit. */
struct search {
    struct lets_entry *slips; /* owned; their texts are the desk's */
    bool *is_met;             /* owned: by a transfer of the commit at hand */
    size_t n_slips;
    size_t n_met;
    bool has_other;            /* the commit at hand has a transfer that is no slip */
    int64_t since;             /* when the draft was last written, in seconds */
    struct draft_posted pile;  /* the commit at hand, if it is all that */
    struct draft_posted found; /* the newest such */
};

static bool says_same(const struct lets_entry *slip, const struct lets_entry *transfer)
{
    return slip->cheque == transfer->cheque && slip->amount.minor == transfer->amount.minor &&
           slip->written.day == transfer->written.day &&
           lets_span_equal(slip->payer, transfer->payer) &&
           lets_span_equal(slip->payee, transfer->payee) &&
           lets_span_equal(slip->what_for, transfer->what_for);
}

static void meet_transfer(struct search *search, const struct lets_entry *transfer)
{
    for (size_t i = 0; i < search->n_slips; i++) {
        if (!search->is_met[i] && says_same(&search->slips[i], transfer)) {
            search->is_met[i] = true;
            if (search->n_met++ == 0) {
                search->pile = (struct draft_posted){transfer->number, transfer->date};
            }
            return;
        }
    }
    search->has_other = true;
}

static enum lets_status meet(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    struct search *search = context;

    (void)ledger;
    (void)place;
    (void)err;
    if (entry->kind == LETS_KIND_TRANSFER) {
        meet_transfer(search, entry);
    }
    if (entry->kind == LETS_KIND_SEAL) {
        bool is_pile = search->n_met == search->n_slips && !search->has_other;
        if (is_pile && entry->time.unix_seconds >= search->since) {
            search->found = search->pile;
        }
        memset(search->is_met, 0, search->n_slips * sizeof *search->is_met);
        search->n_met = 0;
        search->has_other = false;
    }
    return LETS_OK;
}

/* Those slips that can be read; false where one that is to be posted cannot. */
static bool take_slips(struct desk *desk, struct search *search)
{
    for (size_t i = 0; i < desk->n_slips; i++) {
        const struct desk_slip *slip = &desk->slips[i];
        struct lets_span cells[N_SLIP_CELLS];
        struct row_faults faults = {0};
        if (slip->state != DESK_GOOD && slip->state != DESK_REFUSED) {
            continue;
        }
        desk_slip_cells(slip, cells);
        bool is_read =
            slip_read(&desk->reader, cells, false, &search->slips[search->n_slips], &faults);
        row_faults_release(&faults);
        if (!is_read) {
            return false;
        }
        search->n_slips++;
    }
    return search->n_slips > 0;
}

enum lets_status draft_find_posted(struct desk *desk, struct draft_posted *out,
                                   struct lets_error *err)
{
    struct search search = {
        .slips = memory_array(desk->n_slips, sizeof *search.slips),
        .is_met = memory_array(desk->n_slips, sizeof *search.is_met),
        .since = desk->draft_stamp[1],
    };
    const struct lets_observer observer = {.context = &search, .entry = meet};
    enum lets_status status = LETS_OK;

    if (take_slips(desk, &search)) {
        status = session_replay_again(desk->session, &observer, err);
    }
    *out = search.found;
    memory_free(search.slips);
    memory_free(search.is_met);
    return status;
}
