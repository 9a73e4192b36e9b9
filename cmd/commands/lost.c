/* SPDX-License-Identifier: MIT */
/*
 * What one of two copies has and the other lacks is recorded again as it was: each transfer brings
 * a reference, its own or a made one, so that reading the table twice adds nothing. One that both
 * recorded after they had parted is not lost.
 */

#include "commands/lost.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/failure.h"
#include "output/csv_cell.h"
#include "output/json.h"
#include "output/through.h"
#include "session/journal_files.h"

enum lets_status lost_check(struct session *session, const char *path, struct lets_error *err)
{
    const struct output *output = &session->output;
    struct stat about;

    if (path == NULL) {
        return LETS_OK;
    }
    if (strcmp(path, "-") == 0 || through_is(path)) {
        return failure_misused(err, "--lost: '%s' keeps no table: name a file", path);
    }
    if (output->path != NULL && journal_files_is_same(output->path, path)) {
        return failure_misused(err, "--output and --lost name the same file");
    }
    if (lstat(path, &about) == 0) {
        session_blame(session, path);
        return failure_set(err, LETS_FILE_EXISTS, "the file of --lost exists already");
    }
    return session_check_output(session, "--lost", path, err);
}

/* Whether two say the same: cells and override, and references where both have one of their own,
 * or one has been recorded again from such a table. */
static bool is_same(const struct parted_entry *a, const struct parted_entry *b)
{
    bool is_ref = strcmp(a->ref, b->ref) == 0;

    return a->cells != NULL && b->cells != NULL && strcmp(a->cells, b->cells) == 0 &&
           strcmp(a->override_reason, b->override_reason) == 0 &&
           (is_ref || (!a->has_own_ref && !b->has_own_ref));
}

/* Marks the transfer here that answers to one there; false where there is none left. */
static bool find_here(const struct parted *here, bool *is_taken, const struct parted_entry *wanted)
{
    for (size_t i = 0; i < here->n_sealed; i++) {
        if (!is_taken[i] && here->entries[i].cells != NULL && is_same(&here->entries[i], wanted)) {
            is_taken[i] = true;
            return true;
        }
    }
    return false;
}

static void add_row(struct buffer *out, const struct parted_entry *entry)
{
    buffer_format(out, "%s,", entry->cells);
    csv_add(out, lets_span_of(entry->ref), true);
    buffer_add_string(out, ",");
    csv_add(out, lets_span_of(entry->override_reason), true);
    buffer_add_string(out, "\n");
}

enum lets_status lost_write(struct lost *lost, struct session *session, const struct parted *here,
                            const struct parted *there, struct lets_error *err)
{
    enum { ONLY_OWNER = 0600 };
    bool *is_taken = memory_array(here->n_sealed + 1, sizeof *is_taken);
    struct buffer table = {0};
    enum lets_status status = LETS_OK;

    buffer_add_string(&table, "date,from,to,amount,for,cheque,written,category,ref,override\n");
    for (size_t i = 0; i < there->n_sealed; i++) {
        const struct parted_entry *entry = &there->entries[i];
        bool is_here = entry->cells != NULL && find_here(here, is_taken, entry);
        if (entry->cells != NULL && !is_here) {
            add_row(&table, entry);
            lost->n_rows++;
        }
        if (!is_here && (entry->cells == NULL || entry->says_more)) {
            memory_make_room(lost->left, &lost->left_capacity, lost->n_left + 1);
            lost->left[lost->n_left++] = entry;
        }
    }
    if (lost->n_rows > 0) {
        status = lets_file_replace(lost->path, buffer_span(&table), ONLY_OWNER, err);
        status = session_blame_if(session, status, lost->path);
    }
    buffer_release(&table);
    memory_free(is_taken);
    return status;
}

void lost_release(struct lost *lost)
{
    memory_free(lost->left);
    *lost = (struct lost){0};
}

void lost_print(const struct lost *lost, struct session *session)
{
    struct output *output = &session->output;

    if (lost->n_rows == 0) {
        output_line(output, "%s has no transfer that this journal lacks: %s is not written",
                    lost->from, lost->path);
    } else {
        output_line(output,
                    "%s: %zu transfer%s of %s that this journal lacks; 'lets import %s' records "
                    "%s again",
                    lost->path, lost->n_rows, lost->n_rows == 1 ? "" : "s", lost->from, lost->path,
                    lost->n_rows == 1 ? "it" : "them");
    }
    if (lost->n_left > 0) {
        output_line(output,
                    "what a table cannot carry of %s, to be looked at by hand:", lost->from);
    }
    for (size_t i = 0; i < lost->n_left; i++) {
        output_line(output, "  line %" PRIu64 ": %s", lost->left[i]->line, lost->left[i]->text);
    }
}

json_t *lost_json(const struct lost *lost)
{
    json_t *object = json_object();
    json_t *left = json_array();

    for (size_t i = 0; i < lost->n_left; i++) {
        json_add(left, json_of_span(lets_span_of(lost->left[i]->text)));
    }
    json_put(object, "file",
             lost->n_rows > 0 ? json_of_span(lets_span_of(lost->path)) : json_null());
    json_put(object, "n_transfers", json_integer((json_int_t)lost->n_rows));
    json_put(object, "left_out", left);
    return object;
}
