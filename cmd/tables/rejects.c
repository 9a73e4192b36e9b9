/* SPDX-License-Identifier: MIT */
/*
 * Rejects. Their file is a table like the one they came from: the cells as they stood, and in a
 * column of its own why.
 */

#include "tables/rejects.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/failure.h"
#include "output/csv_cell.h"
#include "output/json.h"
#include "output/through.h"
#include "session/journal_files.h"

void rejects_add(struct rejects *rejects, const struct refused_row *row)
{
    memory_make_room(rejects->rows, &rejects->capacity, rejects->n + 1);
    rejects->rows[rejects->n++] = row;
}

void rejects_release(struct rejects *rejects)
{
    memory_free(rejects->rows);
    rejects->rows = NULL;
}

void rejects_print(const struct rejects *rejects, const char *file)
{
    for (size_t i = 0; i < rejects->n; i++) {
        refused_row_print(rejects->rows[i], rejects->columns, rejects->n_columns, file,
                          rejects->session->is_color);
    }
}

json_t *rejects_json(const struct rejects *rejects)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < rejects->n; i++) {
        json_add(rows, refused_row_json(rejects->rows[i], rejects->columns, rejects->n_columns));
    }
    return rows;
}

/* ---------------------------------------------------------------- the file */

enum lets_status rejects_check(struct session *session, const char *path, struct lets_error *err)
{
    const struct output *output = &session->output;
    struct stat about;

    if (path == NULL) {
        return LETS_OK;
    }
    if (strcmp(path, "-") == 0 || through_is(path)) {
        return failure_misused(err,
                               "--rejects: '%s' keeps no rows, and those that are not recorded "
                               "would be lost: name a file",
                               path);
    }
    if (output->path != NULL && journal_files_is_same(output->path, path)) {
        return failure_misused(err, "--output and --rejects name the same file");
    }
    if (lstat(path, &about) == 0) {
        session_blame(session, path);
        enum lets_status status =
            failure_set(err, LETS_FILE_EXISTS, "the file of --rejects exists already");
        (void)snprintf(err->hint, sizeof err->hint,
                       "name another one; if an earlier run was interrupted, 'lets log --last 10' "
                       "tells whether its rows were recorded");
        return status;
    }
    return session_check_output(session, "--rejects", path, err);
}

static void add_cell(struct buffer *out, struct lets_span cell, bool is_first)
{
    buffer_add_string(out, is_first ? "" : ",");
    csv_add(out, cell, true);
}

/* The cells of a row, the reason in the place of that of an earlier run, or behind them. */
static void add_row(struct buffer *out, const struct lets_span *cells, size_t n_cells,
                    size_t reason_at, struct lets_span reason)
{
    for (size_t i = 0; i < n_cells; i++) {
        add_cell(out, i == reason_at ? reason : cells[i], i == 0);
    }
    if (reason_at >= n_cells) {
        add_cell(out, reason, n_cells == 0);
    }
    buffer_add_string(out, "\n");
}

/* A row with too many cells or too few: which of them is which is not known, so all stand as they
 * stood, and behind them one for each of the n_more columns that the file has and the table had
 * not. So as many are too many, or missing, as before, and it is refused until somebody mends it.
 */
static void add_uneven_row(struct buffer *out, const struct refused_row *row, size_t n_more,
                           struct lets_span reason)
{
    for (size_t i = 0; i < row->n_all; i++) {
        add_cell(out, row->all[i], i == 0);
    }
    for (size_t i = 0; i < n_more; i++) {
        add_cell(out, i + 1 == n_more ? reason : lets_span_of(""), false);
    }
    buffer_add_string(out, "\n");
}

static void add_rows(struct buffer *out, const struct rejects *rejects,
                     const struct lets_span *header, size_t n_header)
{
    size_t reason_at = SIZE_MAX;

    for (size_t i = 0; i < n_header; i++) {
        reason_at = cell_is(header[i], ROWS_REASON) ? i : reason_at;
    }
    add_row(out, header, n_header, reason_at, lets_span_of(ROWS_REASON));
    for (size_t i = 0; i < rejects->n; i++) {
        const struct refused_row *row = rejects->rows[i];
        struct buffer why = {0};
        row_faults_join(&why, &row->faults, rejects->columns);
        if (row->n_all - row->n_added != n_header - rejects->n_added) {
            size_t n_more = rejects->n_added + (reason_at == SIZE_MAX);
            add_uneven_row(out, row, n_more, buffer_span(&why));
        } else {
            add_row(out, row->all, row->n_all, reason_at, buffer_span(&why));
        }
        buffer_release(&why);
    }
}

void rejects_add_to(const struct rejects *rejects, struct writing *writing,
                    const struct lets_span *header, size_t n_header)
{
    struct buffer table = {0};

    if (rejects->n == 0 || rejects->path == NULL || rejects->session->globals->is_dry_run) {
        return;
    }
    add_rows(&table, rejects, header, n_header);
    writing_add_file(writing, rejects->path, buffer_span(&table), BESIDE_CREATED);
    writing_say(writing, "the rejected %s are in '%s'", rejects->what, rejects->path);
    buffer_release(&table);
}
