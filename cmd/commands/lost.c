/* SPDX-License-Identifier: MIT */
/*
 * What one of two copies has and the other lacks is recorded again as it was: each transfer brings
 * a reference, its own or a made one, so that reading the table twice adds nothing. One that both
 * recorded after they had parted is not lost; nor is one that the copy took back itself, of which
 * what corrected it stands alone in the table.
 */

#include "commands/lost.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/failure.h"
#include "base/shell.h"
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

static bool is_transfer(const struct parted_entry *entry)
{
    return entry->cells != NULL;
}

/* The reference under which a transfer stands in a table. */
static const char *table_ref(const struct parted_entry *entry)
{
    return entry->inherited_ref != NULL ? entry->inherited_ref : entry->ref;
}

/* Whether two transfers say the same: cells and override, and references where both have one of
 * their own, or one has been recorded again from such a table. */
static bool is_same(const struct parted_entry *a, const struct parted_entry *b)
{
    bool is_ref = strcmp(a->ref, b->ref) == 0 || strcmp(table_ref(a), table_ref(b)) == 0;

    return strcmp(a->cells, b->cells) == 0 && strcmp(a->override_reason, b->override_reason) == 0 &&
           (is_ref || (!a->has_own_ref && !b->has_own_ref));
}

/* Transfers of two copies, as they answer to each other. */
struct sides {
    const struct parted *here;
    const struct parted *there;
    bool *is_taken;    /* owned: of those here */
    uint32_t *numbers; /* owned: here, of those there; 0: it is lost */
};

/* Whether a transfer, of behind the parting or before, was reversed behind it. */
static bool is_reversed(const struct parted *side, uint32_t transfer)
{
    for (size_t i = 0; i < side->n_sealed; i++) {
        if (side->entries[i].reverses == transfer) {
            return true;
        }
    }
    return false;
}

/* What corrects it; NULL: nothing does. */
static const struct parted_entry *find_correction(const struct parted *side, uint32_t transfer)
{
    for (size_t i = 0; i < side->n_sealed; i++) {
        if (side->entries[i].corrects == transfer) {
            return &side->entries[i];
        }
    }
    return NULL;
}

/* Finds the transfer here that answers to one there, if there is one left. */
static void find_here(struct sides *sides, size_t there, bool is_standing)
{
    const struct parted *here = sides->here;
    const struct parted_entry *wanted = &sides->there->entries[there];

    for (size_t i = 0; sides->numbers[there] == 0 && i < here->n_sealed; i++) {
        const struct parted_entry *entry = &here->entries[i];
        if (!sides->is_taken[i] && is_transfer(entry) && is_same(entry, wanted) &&
            (!is_standing || !entry->is_reversed)) {
            sides->is_taken[i] = true;
            sides->numbers[there] = entry->transfer;
        }
    }
}

/* Those that stand answer to each other first: what was taken back on one side must not have the
 * place of what was not. */
static void pair(struct sides *sides)
{
    const struct parted *there = sides->there;

    for (size_t i = 0; i < there->n_sealed; i++) {
        const struct parted_entry *entry = &there->entries[i];
        if (is_transfer(entry) && !entry->is_reversed) {
            find_here(sides, i, true);
        }
    }
    for (size_t i = 0; i < there->n_sealed; i++) {
        if (is_transfer(&there->entries[i])) {
            find_here(sides, i, false);
        }
    }
}

/* The number here of a transfer there, 0 where it is lost, and its entry behind the parting; before
 * that both had the same numbers. */
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
    *out = NULL;
    return transfer;
}

/* The number here of what a correction corrects, or what that one corrected in turn; 0: the first
 * of them is lost too. */
static uint32_t first_here(const struct sides *sides, const struct parted_entry *correction)
{
    const struct parted_entry *entry = correction;
    uint32_t number = 0;

    while (number == 0 && entry != NULL && entry->corrects != 0) {
        number = number_here(sides, entry->corrects, &entry);
    }
    return number;
}

/* Whether a reversal there, of what stands here, is done by the command that corrects the same. */
static bool is_corrected_anew(const struct sides *sides, uint32_t transfer)
{
    const struct parted_entry *last = NULL;
    const struct parted_entry *next = find_correction(sides->there, transfer);

    while (next != NULL) {
        last = next;
        next = find_correction(sides->there, last->transfer);
    }
    return last != NULL && !last->is_reversed && number_here(sides, last->transfer, &next) == 0;
}

enum lost_way { IS_HERE, TAKEN_FOR, FOR_TABLE, BY_HAND, TAKEN_BACK };

/* The entry here behind the parting of a transfer's number. */
static const struct parted_entry *find_recorded(const struct parted *side, uint32_t transfer)
{
    size_t i = 0;

    while (side->entries[i].transfer != transfer) {
        i++;
    }
    return &side->entries[i];
}

/* What says the same here is the same where the reference says so too, and both stand or neither;
 * else it may be a second one, and is told. */
static enum lost_way way_of_same(const struct sides *sides, size_t there, struct lost_entry *entry)
{
    entry->number = sides->numbers[there];
    const struct parted_entry *here = find_recorded(sides->here, entry->number);
    bool is_certain = strcmp(here->ref, entry->entry->ref) == 0;

    entry->is_undone = here->is_reversed && !entry->entry->is_reversed;
    entry->is_taken_for = !is_certain || entry->is_undone;
    return entry->is_taken_for ? TAKEN_FOR : IS_HERE;
}

/* What corrects something that stands here must not come to stand beside it. */
static enum lost_way way_of_correction(const struct sides *sides, struct lost_entry *entry)
{
    entry->number = first_here(sides, entry->entry);
    if (entry->number == 0) {
        return FOR_TABLE;
    }
    if (!is_reversed(sides->here, entry->number)) {
        entry->command = "correct";
        return BY_HAND;
    }
    return find_correction(sides->here, entry->number) == NULL ? FOR_TABLE : BY_HAND;
}

static enum lost_way way_of_reversal(const struct sides *sides, struct lost_entry *entry)
{
    uint32_t reversed = entry->entry->reverses;
    const struct parted_entry *lost = NULL;

    entry->number = number_here(sides, reversed, &lost);
    if (entry->number == 0) {
        return TAKEN_BACK;
    }
    if (is_reversed(sides->here, entry->number) || is_corrected_anew(sides, reversed)) {
        return IS_HERE;
    }
    entry->command = "reverse";
    return BY_HAND;
}

static enum lost_way way_of(const struct sides *sides, size_t there, struct lost_entry *entry)
{
    entry->entry = &sides->there->entries[there];
    if (sides->numbers[there] != 0) {
        return way_of_same(sides, there, entry);
    }
    if (entry->entry->reverses != 0) {
        return way_of_reversal(sides, entry);
    }
    if (!is_transfer(entry->entry)) {
        return BY_HAND;
    }
    if (entry->entry->is_reversed) {
        return TAKEN_BACK;
    }
    enum lost_way way = entry->entry->corrects != 0 ? way_of_correction(sides, entry) : FOR_TABLE;
    return way == FOR_TABLE && entry->entry->has_note ? BY_HAND : way;
}

static void add_row(struct buffer *out, const struct parted_entry *entry)
{
    buffer_format(out, "%s,", entry->cells);
    csv_add(out, lets_span_of(table_ref(entry)), true);
    buffer_add_string(out, ",");
    csv_add(out, lets_span_of(entry->override_reason), true);
    buffer_add_string(out, "\n");
}

static void keep(struct lost_list *list, const struct lost_entry *entry)
{
    memory_make_room(list->items, &list->capacity, list->n + 1);
    list->items[list->n++] = *entry;
}

/* What here has not: into the table, or to be recorded by hand, or not at all. */
static void sort(struct lost *lost, const struct sides *sides, struct buffer *table)
{
    for (size_t i = 0; i < sides->there->n_sealed; i++) {
        struct lost_entry entry = {.command = NULL};
        switch (way_of(sides, i, &entry)) {
        case IS_HERE:
            break;
        case TAKEN_FOR:
            keep(&lost->taken_for, &entry);
            break;
        case FOR_TABLE:
            add_row(table, entry.entry);
            lost->n_rows++;
            break;
        case BY_HAND:
            keep(&lost->left, &entry);
            break;
        case TAKEN_BACK:
            keep(&lost->taken_back, &entry);
            break;
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

    pair(&sides);
    buffer_add_string(&table, "date,from,to,amount,for,cheque,written,category,ref,override\n");
    sort(lost, &sides, &table);
    if (lost->n_rows > 0) {
        status = lets_file_replace(lost->path, buffer_span(&table), ONLY_OWNER, err);
        status = session_blame_if(session, status, lost->path);
    }
    if (lost->n_rows > 0 && status == LETS_OK) {
        memory_note_lasting(ONLY_ANSWER_LOST_OF_FILE);
    }
    buffer_release(&table);
    memory_free(sides.is_taken);
    memory_free(sides.numbers);
    return status;
}

void lost_release(struct lost *lost)
{
    memory_free(lost->left.items);
    memory_free(lost->taken_for.items);
    memory_free(lost->taken_back.items);
    *lost = (struct lost){0};
}

/* "Ann paid Bob 25.00 LINK, correcting 2: lets correct 2 --amount 25.00", or "taken for transfer 3
 * here: Ann paid Bob 3.00 LINK for lift". */
static void add_entry(struct buffer *out, const struct lost_entry *entry)
{
    if (entry->is_taken_for) {
        buffer_format(out, "taken for transfer %" PRIu32 " here%s: ", entry->number,
                      entry->is_undone ? ", which was taken back" : "");
    }
    buffer_add_string(out, entry->entry->text);
    if (entry->command != NULL) {
        buffer_format(out, ": lets %s %" PRIu32 "%s", entry->command, entry->number,
                      entry->entry->options);
    }
}

static void print_list(struct session *session, const struct lost_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        struct buffer text = {0};
        add_entry(&text, &list->items[i]);
        output_line(&session->output, "  line %" PRIu64 ": %s", list->items[i].entry->line,
                    buffer_string(&text));
        buffer_release(&text);
    }
}

void lost_print(const struct lost *lost, struct session *session)
{
    struct output *output = &session->output;

    if (lost->n_rows == 0) {
        output_line(output,
                    "%s has no standing transfer that this journal lacks: %s is not written",
                    lost->from, lost->path);
    } else {
        struct buffer path = {0};
        shell_add_word(&path, lets_span_of(lost->path));
        output_line(output,
                    "%s: %zu transfer%s of %s that this journal lacks; 'lets import %s' records "
                    "%s again",
                    lost->path, lost->n_rows, lost->n_rows == 1 ? "" : "s", lost->from,
                    buffer_string(&path), lost->n_rows == 1 ? "it" : "them");
        buffer_release(&path);
    }
    if (lost->taken_for.n > 0) {
        output_line(
            output,
            "what says the same here, and is not in the table; if it is another one, record "
            "it with 'lets transfer':");
        print_list(session, &lost->taken_for);
    }
    if (lost->left.n > 0) {
        output_line(output,
                    "what a table cannot carry of %s, to be looked at by hand:", lost->from);
        print_list(session, &lost->left);
    }
    if (lost->taken_back.n > 0) {
        output_line(output, "taken back in %s, nothing to record:", lost->from);
        print_list(session, &lost->taken_back);
    }
}

static json_t *json_of_list(const struct lost_list *list)
{
    json_t *array = json_array();

    for (size_t i = 0; i < list->n; i++) {
        struct buffer text = {0};
        add_entry(&text, &list->items[i]);
        json_add(array, json_of_span(buffer_span(&text)));
        buffer_release(&text);
    }
    return array;
}

json_t *lost_json(const struct lost *lost)
{
    json_t *object = json_object();

    json_put(object, "file",
             lost->n_rows > 0 ? json_of_span(lets_span_of(lost->path)) : json_null());
    json_put(object, "n_transfers", json_integer((json_int_t)lost->n_rows));
    json_put(object, "taken_for", json_of_list(&lost->taken_for));
    json_put(object, "left_out", json_of_list(&lost->left));
    json_put(object, "taken_back", json_of_list(&lost->taken_back));
    return object;
}
