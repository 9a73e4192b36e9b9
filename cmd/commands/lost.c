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

/* Transfers of two copies, as they answer to each other. */
struct sides {
    const struct parted *here;
    const struct parted *there;
    bool *is_taken;    /* owned: of those here */
    uint32_t *numbers; /* owned: here, of those there; 0: it is lost */
};

/* Finds the transfer here that answers to one there, if there is one left. */
static void find_here(struct sides *sides, size_t there)
{
    const struct parted *here = sides->here;
    const struct parted_entry *wanted = &sides->there->entries[there];

    for (size_t i = 0; wanted->cells != NULL && i < here->n_sealed; i++) {
        const struct parted_entry *entry = &here->entries[i];
        if (!sides->is_taken[i] && entry->cells != NULL && is_same(entry, wanted)) {
            sides->is_taken[i] = true;
            sides->numbers[there] = entry->transfer;
            return;
        }
    }
}

/* The number here of a transfer there, and its entry behind the parting; before that both had the
 * same numbers. */
static uint32_t number_here(const struct sides *sides, uint32_t transfer,
                            const struct parted_entry **out)
{
    for (size_t i = 0; i < sides->there->n_sealed; i++) {
        const struct parted_entry *entry = &sides->there->entries[i];
        if (entry->transfer == transfer) {
            *out = entry;
            return sides->numbers[i];
        }
    }
    return transfer;
}

static bool is_reversed(const struct parted *here, uint32_t transfer)
{
    for (size_t i = 0; i < here->n_sealed; i++) {
        if (here->entries[i].reverses == transfer) {
            return true;
        }
    }
    return false;
}

static bool is_corrected(const struct parted *here, uint32_t transfer)
{
    for (size_t i = 0; i < here->n_sealed; i++) {
        if (here->entries[i].corrects == transfer) {
            return true;
        }
    }
    return false;
}

/* Whether that transfer, or that other thing, stands in the table; else how it is recorded by hand.
 * One that corrects what stands here must not come to stand beside it. */
static bool is_for_table(const struct sides *sides, const struct parted_entry *entry,
                         struct lost_entry *by_hand)
{
    *by_hand = (struct lost_entry){.entry = entry};
    if (entry->cells == NULL || entry->has_note || entry->corrects == 0) {
        return entry->cells != NULL && !entry->has_note;
    }
    by_hand->wrong = number_here(sides, entry->corrects, &by_hand->lost_too);
    by_hand->has_command = by_hand->wrong == 0 || !is_reversed(sides->here, by_hand->wrong);
    return !by_hand->has_command && !is_corrected(sides->here, by_hand->wrong);
}

/* Whether a reversal is done by what corrects the same transfer, or was done here. */
static bool is_reversal_done(const struct sides *sides, size_t there)
{
    const struct parted_entry *entry = &sides->there->entries[there];
    const struct parted_entry *reversed = NULL;
    uint32_t number = number_here(sides, entry->reverses, &reversed);

    return entry->reverses != 0 && (is_corrected(sides->there, entry->reverses) ||
                                    (number != 0 && is_reversed(sides->here, number)));
}

static void add_row(struct buffer *out, const struct parted_entry *entry)
{
    buffer_format(out, "%s,", entry->cells);
    csv_add(out, lets_span_of(entry->ref), true);
    buffer_add_string(out, ",");
    csv_add(out, lets_span_of(entry->override_reason), true);
    buffer_add_string(out, "\n");
}

/* What here has not: into the table, or to be recorded by hand. */
static void sort(struct lost *lost, const struct sides *sides, struct buffer *table)
{
    for (size_t i = 0; i < sides->there->n_sealed; i++) {
        const struct parted_entry *entry = &sides->there->entries[i];
        struct lost_entry by_hand;
        if (sides->numbers[i] != 0 || is_reversal_done(sides, i)) {
            continue;
        }
        if (is_for_table(sides, entry, &by_hand)) {
            add_row(table, entry);
            lost->n_rows++;
        } else {
            memory_make_room(lost->left, &lost->left_capacity, lost->n_left + 1);
            lost->left[lost->n_left++] = by_hand;
        }
    }
}

enum lets_status lost_write(struct lost *lost, struct session *session, const struct parted *here,
                            const struct parted *there, struct lets_error *err)
{
    enum { ONLY_OWNER = 0600 };
    struct sides sides = {
        .here = here,
        .there = there,
        .is_taken = memory_array(here->n_sealed + 1, sizeof *sides.is_taken),
        .numbers = memory_array(there->n_sealed + 1, sizeof *sides.numbers),
    };
    struct buffer table = {0};
    enum lets_status status = LETS_OK;

    for (size_t i = 0; i < there->n_sealed; i++) {
        find_here(&sides, i);
    }
    buffer_add_string(&table, "date,from,to,amount,for,cheque,written,category,ref,override\n");
    sort(lost, &sides, &table);
    if (lost->n_rows > 0) {
        status = lets_file_replace(lost->path, buffer_span(&table), ONLY_OWNER, err);
        status = session_blame_if(session, status, lost->path);
    }
    buffer_release(&table);
    memory_free(sides.is_taken);
    memory_free(sides.numbers);
    return status;
}

void lost_release(struct lost *lost)
{
    memory_free(lost->left);
    *lost = (struct lost){0};
}

/* "Ann paid Bob 25.00 LINK, correcting 2: lets correct 2 --amount 25.00". */
static void add_by_hand(struct buffer *out, const struct lost *lost, const struct lost_entry *left)
{
    buffer_add_string(out, left->entry->text);
    if (!left->has_command) {
        return;
    }
    buffer_add_string(out, ": lets correct ");
    if (left->wrong != 0) {
        buffer_format(out, "%" PRIu32 "%s", left->wrong, left->entry->correction);
        return;
    }
    buffer_format(out, "N%s, N being the number here of what is in line %" PRIu64,
                  left->entry->correction, left->lost_too->line);
    if (left->lost_too->corrects == 0) {
        buffer_format(out, ", once %s is read: ref %s", lost->path, left->lost_too->ref);
    }
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
        struct buffer text = {0};
        add_by_hand(&text, lost, &lost->left[i]);
        output_line(output, "  line %" PRIu64 ": %s", lost->left[i].entry->line,
                    buffer_string(&text));
        buffer_release(&text);
    }
}

json_t *lost_json(const struct lost *lost)
{
    json_t *object = json_object();
    json_t *left = json_array();

    for (size_t i = 0; i < lost->n_left; i++) {
        struct buffer text = {0};
        add_by_hand(&text, lost, &lost->left[i]);
        json_add(left, json_of_span(buffer_span(&text)));
        buffer_release(&text);
    }
    json_put(object, "file",
             lost->n_rows > 0 ? json_of_span(lets_span_of(lost->path)) : json_null());
    json_put(object, "n_transfers", json_integer((json_int_t)lost->n_rows));
    json_put(object, "left_out", left);
    return object;
}
