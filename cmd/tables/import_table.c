/* SPDX-License-Identifier: MIT */
/*
 * What all tables have in common on their way into a commit: rows are judged by adding them, one by
 * one; what is refused is kept as it stood, tried once more where a limit refused it, and told in
 * the end, all of it.
 */

#include "tables/import_table.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "base/fold.h"
#include "output/json.h"
#include "session/lookup.h"
#include "session/talk.h"
#include "tables/clean_rows.h"
#include "tables/rejects.h"
#include "writing/answer.h"
#include "writing/known_ref.h"

/* ---------------------------------------------------------------- for every kind of table */

enum lets_status import_match(struct import *import, const struct lets_csv_column *columns,
                              size_t n_columns, bool takes_others, struct lets_error *err)
{
    assert(n_columns <= IMPORT_COLUMNS_MAX);
    for (size_t i = 0; i < n_columns; i++) {
        import->columns[i] = columns[i];
    }
    import->n_columns = n_columns;
    return lets_csv_match(import->csv, import->columns, n_columns, takes_others, err);
}

enum lets_status import_add(struct import *import, const struct lets_entry *entry,
                            struct row_faults *faults, struct lets_error *err)
{
    struct lets_error why = {0};
    enum lets_status status = writing_add_silently(import->writing, entry, &why);

    if (row_is_lost(status)) {
        *err = why;
        return status;
    }
    if (status != LETS_OK) {
        import->session->exit_status = 0; /* it was not typed on the command line */
        session_blame(import->session, NULL);
        row_faults_add(faults, -1, &why);
    }
    return LETS_OK;
}

const struct lets_account *import_account(const struct import *import, int cell,
                                          struct lets_span id, struct row_faults *faults)
{
    enum { HINTS_MAX = 20 }; /* to find what was meant takes time, and nobody reads more */
    const struct lets_account *account = lets_ledger_find(import->session->ledger, id);
    struct lets_error why = {0};

    if (account != NULL) {
        return account;
    }
    char *typed = memory_copy(id);
    if (id.size == 0) {
        (void)failure_set(&why, LETS_EMPTY_VALUE, "no account is named");
    } else if (import->n_refused < HINTS_MAX) {
        (void)session_account(import->session, typed, &account, &why);
    } else {
        (void)failure_set(&why, LETS_UNKNOWN_ACCOUNT, "no account '%.80s'", typed);
    }
    memory_free(typed);
    row_faults_add(faults, cell, &why);
    return NULL;
}

/* Seconds since 1970, as Drupal keeps times. */
static bool read_seconds(struct lets_span text, struct lets_date *out)
{
    struct lets_time time = {0};

    if (text.size < 9 || text.size > 11) {
        return false;
    }
    for (size_t i = 0; i < text.size; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9') {
            return false;
        }
        time.unix_seconds = time.unix_seconds * 10 + (text.bytes[i] - '0');
    }
    *out = lets_time_day(time);
    return true;
}

bool import_day(const struct import *import, int cell, struct lets_span text, bool has_times,
                struct lets_date *out, struct row_faults *faults)
{
    struct lets_error why = {0};
    enum lets_status status = LETS_OK;

    if (!has_times || !read_seconds(text, out)) {
        if (has_times && text.size > 10 && (text.bytes[10] == 'T' || text.bytes[10] == ' ')) {
            text.size = 10;
        }
        status = lets_date_parse(text, out, &why);
    }
    if (status == LETS_OK && out->day > import->last.day) {
        char last[LETS_DATE_SIZE];
        lets_date_format(import->last, last);
        status = failure_set(&why, LETS_DATE_AFTER_SEAL, "%.*s is after the day of this commit, %s",
                             SHOW(text), last);
    }
    return row_faults_check(faults, cell, status, &why);
}

bool import_is_known(struct import *import, const struct lets_entry *entry, int cell,
                     bool ignores_date, struct row_faults *faults)
{
    struct lets_error why = {0};
    uint32_t number = lets_ledger_ref(import->session->ledger, entry->ref);

    if (number == 0) {
        return false;
    }
    enum lets_status status = known_ref_check(import->session, entry, number, ignores_date, &why);
    if (status == LETS_REF_DIFFERS) {
        row_faults_add(faults, cell, &why);
        return true;
    }
    if (status == LETS_REF_REVERSED) {
        buffer_format(&import->reversed, "%s\n", why.message);
    }
    recorded_note_known(&import->recorded, number);
    import->n_known++;
    return true;
}

/* ---------------------------------------------------------------- rows */

static void keep_refused(struct import *import, const struct lets_csv_row *row,
                         struct row_faults *faults)
{
    struct import_refused refused = {.is_for_limit = faults->items[0].cell < 0 &&
                                                     row_is_over_limit(faults->items[0].status)};

    refused_row_init(&refused.refused, row, import->n_columns, faults);
    memory_make_room(import->refused, &import->refused_capacity, import->n_refused + 1);
    import->refused[import->n_refused++] = refused;
}

static enum lets_status take_rows(struct import *import, struct lets_error *err)
{
    const struct lets_csv_row *row = NULL;
    struct clean_rows clean = {.n_rows = 0};
    enum lets_status status = LETS_OK;

    while (status == LETS_OK) {
        struct row_faults faults = {0};
        status = clean_rows_next(&clean, import->csv, import->n_columns, &row, err);
        if (status != LETS_OK) {
            session_blame(import->session, import->name);
        }
        if (status != LETS_OK || row == NULL) {
            break;
        }
        import->n_rows++;
        if (row->fault != NULL) {
            row_faults_add(&faults, -1, row->fault);
        } else {
            status = import->kind->take(import, row->cells, row->row, &faults, err);
        }
        if (faults.n > 0) {
            keep_refused(import, row, &faults);
        }
        row_faults_release(&faults);
    }
    clean_rows_tell(&clean, import->session, import->name);
    clean_rows_release(&clean);
    return status;
}

/* What was refused for a limit is tried once more: what came in below may have made room. */
static enum lets_status try_again(struct import *import, struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    for (size_t i = 0; i < import->n_refused && status == LETS_OK; i++) {
        struct import_refused *refused = &import->refused[i];
        struct row_faults faults = {0};
        if (refused->is_for_limit) {
            status = import->kind->take(import, refused->refused.cells, refused->refused.row,
                                        &faults, err);
            refused->is_posted = faults.n == 0;
            if (faults.n > 0) {
                row_faults_release(&refused->refused.faults);
                refused->refused.faults = faults;
            }
        }
    }
    return status;
}

/* ---------------------------------------------------------------- the end */

/* Nothing is recorded: which rows are to be mended was told. */
static void answer_refused(const struct import *import, const struct rejects *rejects)
{
    struct session *session = import->session;

    session_tell(session, "nothing was recorded: %zu of %zu rows %s refused", rejects->n,
                 import->n_rows, rejects->n == 1 ? "is" : "are");
    if (session->output.format == OUTPUT_JSON) {
        struct lets_span head = lets_span_of(lets_ledger_summary(session->ledger)->head.hex);
        output_json(&session->output,
                    answer_keys(json_array(), import->n_known, rejects_json(rejects), head, false));
    }
}

static void say(struct import *import, const struct rejects *rejects)
{
    struct writing *writing = import->writing;
    size_t n_good = import->n_rows - rejects->n - import->n_known - import->n_left_out;
    struct lets_span reversed = buffer_span(&import->reversed);

    while (reversed.size > 0) {
        size_t size =
            (size_t)((const char *)memchr(reversed.bytes, '\n', reversed.size) - reversed.bytes);
        writing_say(writing, "left out: %.*s", (int)size, reversed.bytes);
        reversed.bytes += size + 1;
        reversed.size -= size + 1;
    }
    writing_say(writing, "%zu row%s: %zu new, %zu known before, %zu rejected", import->n_rows,
                import->n_rows == 1 ? "" : "s", n_good, import->n_known, rejects->n);
    if (import->n_left_out > 0) {
        writing_say(writing, "%zu row%s left out: not in a state that counts", import->n_left_out,
                    import->n_left_out == 1 ? "" : "s");
    }
    writing_skip(writing, import->n_known);
    writing_put(writing, "rejected", rejects_json(rejects));
    writing_put(writing, "n_rows", json_integer((json_int_t)import->n_rows));
    writing_put(writing, "n_left_out", json_integer((json_int_t)import->n_left_out));
    if (import->kind->finish != NULL) {
        import->kind->finish(import);
    }
}

struct lets_span import_ref(const struct import *import, uint64_t row, char buffer[IMPORT_REF_SIZE])
{
    (void)snprintf(buffer, IMPORT_REF_SIZE, "%s/%" PRIu64, import->given->ref_prefix, row);
    return lets_span_of(buffer);
}

/* Gives a refused row the reference that its number gave it: in the file of rejects it has another
 * number. column: where references are, or behind the last one. */
static void keep_ref(const struct import *import, struct import_refused *refused, size_t column)
{
    struct refused_row *row = &refused->refused;
    char buffer[IMPORT_REF_SIZE];
    struct lets_span *all = memory_array(row->n_all + 1, sizeof *all);

    if (row->n_all > 0) {
        memcpy(all, row->all, row->n_all * sizeof *all);
    }
    row->n_all += column == row->n_all;
    memory_free(row->all);
    row->all = all;
    if (column < row->n_all && all[column].size == 0) {
        refused->ref = memory_copy(import_ref(import, row->row, buffer));
        all[column] = lets_span_of(refused->ref);
    }
}

/* The header of the file of rejects, into an array that is yours, with a column of references. */
static struct lets_span *reject_header(const struct import *import, size_t *n, size_t *ref_at)
{
    const struct lets_span *header = lets_csv_header(import->csv, n);
    const char *name = import->kind->ref_column == NULL ? NULL : import->kind->ref_column(import);
    struct lets_span *copy = memory_array(*n + 1, sizeof *copy);

    *ref_at = SIZE_MAX;
    for (size_t i = 0; i < *n; i++) {
        copy[i] = header[i];
        if (name != NULL && cell_is(header[i], name)) {
            *ref_at = i;
        }
    }
    if (name != NULL && *ref_at == SIZE_MAX) {
        *ref_at = *n;
        copy[(*n)++] = lets_span_of(name);
    }
    return copy;
}

static enum lets_status commit(struct import *import, const struct rejects *rejects,
                               struct lets_error *err)
{
    size_t n_header = 0;
    size_t ref_at = 0;
    struct lets_span *header = reject_header(import, &n_header, &ref_at);

    for (size_t i = 0; i < import->n_refused; i++) {
        if (!import->refused[i].is_posted && ref_at != SIZE_MAX) {
            keep_ref(import, &import->refused[i], ref_at);
        }
    }
    enum lets_status status = rejects_commit(rejects, import->writing, header, n_header, err);
    memory_free(header);
    return status;
}

static enum lets_status finish(struct import *import, struct lets_error *err)
{
    struct rejects rejects = {
        .session = import->session,
        .path = import->given->rejects,
        .what = "rows",
        .columns = import->columns,
        .n_columns = import->n_columns,
    };
    enum lets_status status = LETS_OK;

    for (size_t i = 0; i < import->n_refused; i++) {
        if (!import->refused[i].is_posted) {
            rejects_add(&rejects, &import->refused[i].refused);
        }
    }
    rejects_print(&rejects, import->name);
    if (rejects.n > 0 && rejects.path == NULL) {
        answer_refused(import, &rejects);
    } else {
        status = recorded_check(&import->recorded, import->n_before, import->given->is_again,
                                import->name, "new rows", err);
        if (status == LETS_OK) {
            say(import, &rejects);
            status = commit(import, &rejects, err);
        }
    }
    /* A bad row in an input, unless something worse is to be told. */
    import->session->exit_status = rejects.n > 0 && status == LETS_OK ? 1 : 0;
    rejects_release(&rejects);
    return status;
}

static void release(struct import *import)
{
    for (size_t i = 0; i < import->n_refused; i++) {
        refused_row_release(&import->refused[i].refused);
        memory_free(import->refused[i].ref);
    }
    memory_free(import->refused);
    memory_free(import->map);
    buffer_release(&import->named);
    buffer_release(&import->reversed);
    recorded_release(&import->recorded);
    writing_free(import->writing);
    lets_csv_free(import->csv);
}

enum lets_status import_table(struct session *session, const struct import_values *given,
                              const struct import_kind *kind, const char *file,
                              struct lets_error *err)
{
    struct import import = {
        .session = session,
        .given = given,
        .kind = kind,
        .recorded = {.session = session, .has_refs = true},
    };
    enum lets_status status = table_open(session, file, &import.name, &import.csv, err);

    if (status == LETS_OK) {
        status = session_blame_if(session, kind->match(&import, err), import.name);
    }
    if (status == LETS_OK) {
        status = writing_begin(session, NULL, 0, &import.writing, err);
    }
    import.n_before = status == LETS_OK ? lets_ledger_summary(session->ledger)->n_transfers : 0;
    import.day = given->date.is_given ? given->date.value : session->today;
    import.last = lets_time_day(session->now); /* as the lock was taken */
    if (status == LETS_OK && kind->begin != NULL) {
        status = kind->begin(&import, err);
    }
    if (status == LETS_OK) {
        status = take_rows(&import, err);
    }
    if (status == LETS_OK) {
        status = try_again(&import, err);
    }
    if (status == LETS_OK) {
        status = finish(&import, err);
    }
    release(&import);
    return status;
}
