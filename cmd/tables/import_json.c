/* SPDX-License-Identifier: MIT */
/*
 * Entries from what 'export json' wrote, into a journal that does not exist yet, commit by commit,
 * each sealed with its old time, clerk and reason; or, anew and in one commit, behind the same
 * 'ledger' entry in a journal that holds nothing else. The order of entries is the order of the
 * lines; each is judged by the ledger as when it was first recorded, and the seals of the file tell
 * what is missing of it, or was altered.
 */

#include "tables/import_json.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/failure.h"
#include "base/fault.h"
#include "output/json.h"
#include "session/talk.h"
#include "tables/json_entry.h"
#include "tables/rows.h"
#include "words/figures.h"
#include "writing/answer.h"
#include "writing/writing_run.h"

/* What is known of the entries since the last seal in the file. */
struct piece {
    size_t n_entries;
    size_t begin;          /* of their bytes in the commit */
    uint64_t next_line;    /* of the journal, behind what was read last; 0: it was not told */
    bool has_remarks;      /* something else stood there */
    bool is_partial;       /* one of them was refused, or is in the journal already */
    bool is_unknown;       /* a line could not be read: it may be an entry, or a seal */
    bool has_last;         /* there was a seal before */
    struct lets_hash last; /* its hash, as the file says */
};

struct json_import {
    struct session *session;
    struct writing *writing;
    const char *name; /* of the file, for messages */
    bool is_new;      /* the journal: commits are what they were */
    FILE *stream;     /* owned */
    uint64_t line;    /* the one at hand, from 1 */
    size_t n_entries;
    size_t n_seals;
    size_t n_skipped;
    size_t n_unproven; /* seals whose hash could not be compared */
    struct piece piece;
    size_t n_faults;
    bool is_refused; /* the entries behind it would only be refused for want of it */
    json_t *rejected;
};

/* ---------------------------------------------------------------- a line */

/* What a line holds: the object of the entry, and its kind. */
static enum lets_status read_line(const char *line, size_t size, json_t **root, json_t **object,
                                  enum lets_kind *kind, struct lets_error *err)
{
    json_error_t why;

    *root = json_loadb(line, size, JSON_REJECT_DUPLICATES, &why);
    if (*root == NULL) {
        enum lets_status status = failure_set(err, LETS_BAD_YAML, "this is not JSON: %s", why.text);
        err->column = why.column > 0 ? (uint64_t)why.column : 0;
        return status;
    }
    const char *word = json_string_value(json_object_get(*root, "kind"));
    *object = json_object_get(*root, "entry");
    if (word == NULL || !json_is_object(*object)) {
        return failure_set(err, LETS_MISSING_KEY,
                           "an object with 'kind' and 'entry' is wanted, as 'export json' writes");
    }
    if (!lets_kind_parse(lets_span_of(word), kind)) {
        return failure_set(err, LETS_UNKNOWN_KIND, "'%.80s' is no kind of entry", word);
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- into the commit */

/* Whether the journal holds nothing but this `ledger` entry. */
static bool is_ledger_there(const struct lets_summary *summary, const struct lets_entry *entry)
{
    return entry->kind == LETS_KIND_LEDGER && summary->n_entries == 1 &&
           lets_span_equal(summary->name, entry->name) &&
           lets_span_equal(summary->unit, entry->unit) &&
           lets_span_equal(summary->contact, entry->contact) &&
           summary->decimals == entry->decimals && summary->opened.day == entry->opened.day &&
           words_same_limit(summary->debit_limit, entry->debit_limit) &&
           words_same_limit(summary->credit_limit, entry->credit_limit) &&
           summary->limits == entry->limits &&
           summary->cheques_valid.unit == entry->cheques_valid.unit &&
           summary->cheques_valid.count == entry->cheques_valid.count;
}

static enum lets_status add(struct json_import *import, const struct lets_entry *entry,
                            struct lets_error *err)
{
    if (writing_entries(import->writing) == 0 &&
        is_ledger_there(lets_ledger_summary(import->session->ledger), entry)) {
        import->n_skipped++;
        import->piece.is_partial = true;
        return LETS_OK;
    }
    enum lets_status status = writing_add_silently(import->writing, entry, err);
    import->n_entries += status == LETS_OK;
    return status;
}

/* A whole number of the line's own; 0: it is not there. */
static uint64_t number_of(json_t *root, const char *name)
{
    json_int_t value = json_integer_value(json_object_get(root, name));

    return value > 0 ? (uint64_t)value : 0;
}

/* ---------------------------------------------------------------- what the file's seals say */

static enum lets_status check_count(const struct json_import *import, json_t *root,
                                    const struct lets_entry *seal, struct lets_error *err)
{
    uint64_t number = number_of(root, "seal");

    if (import->piece.is_unknown) {
        return LETS_OK;
    }
    if (!lets_entry_has(seal, entries) || !lets_entry_has(seal, sha256)) {
        return failure_set(err, LETS_MISSING_KEY, "a seal has 'entries' and 'sha256'");
    }
    if (number != 0 && number != import->n_seals) {
        return failure_set(err, LETS_SEAL_COUNT,
                           "this is seal %" PRIu64 ", and %zu of the file: lines are missing above",
                           number, import->n_seals);
    }
    if (seal->entries != import->piece.n_entries) {
        return failure_set(err, LETS_SEAL_COUNT,
                           "the seal counts %" PRIu32
                           " entr%s, and the file has %zu since the seal before: lines are "
                           "missing, or were put in",
                           seal->entries, seal->entries == 1 ? "y" : "ies",
                           import->piece.n_entries);
    }
    return LETS_OK;
}

/* What a program wrote stands right behind the seal before, in canonical form: its hash can be
 * reckoned anew. Behind a remark, `# typed` or another, it cannot. */
static enum lets_status check_hash(struct json_import *import, const struct lets_entry *seal,
                                   struct lets_error *err)
{
    const struct piece *piece = &import->piece;
    struct lets_span bytes = writing_bytes(import->writing);
    struct lets_hash hash = {{0}};

    if (piece->begin > 0) { /* else there may be no bytes at all */
        bytes.bytes += piece->begin;
        bytes.size -= piece->begin;
    }
    bool is_comparable =
        !piece->is_partial && !piece->has_remarks && bytes.size > 0 && bytes.bytes[0] == '-';
    if (!is_comparable) {
        import->n_unproven++;
        return LETS_OK;
    }
    enum lets_status status =
        lets_seal_hash(piece->has_last ? &piece->last : NULL, bytes, seal, &hash, err);
    memory_check(status != LETS_OUT_OF_MEMORY);
    if (status == LETS_OK && strcmp(hash.hex, seal->sha256.hex) != 0) {
        status =
            failure_set(err, LETS_DAMAGED, "the %zu entr%s up to this seal %s not what it sealed",
                        piece->n_entries, piece->n_entries == 1 ? "y" : "ies",
                        piece->n_entries == 1 ? "is" : "are");
        (void)snprintf(err->hint, sizeof err->hint,
                       "one of them, or the seal, was altered since 'export json' wrote them: "
                       "export them again");
    }
    return status;
}

/* An entry stands right behind the one before, unless remarks or blank lines stood between them. */
static void look_at_line(struct json_import *import, uint64_t line)
{
    import->piece.has_remarks |= line == 0 || line != import->piece.next_line;
    import->piece.next_line = line;
}

static enum lets_status take_seal(struct json_import *import, json_t *root,
                                  const struct lets_entry *seal, struct lets_error *err)
{
    uint64_t line = number_of(root, "line");

    look_at_line(import, line);
    import->n_seals += import->piece.is_unknown ? 0 : 1;
    enum lets_status status = check_count(import, root, seal, err);
    if (status == LETS_OK && !import->is_refused) {
        status = check_hash(import, seal, err);
    }
    if (status == LETS_OK && !import->is_refused && import->is_new) {
        status = writing_seal_as(import->writing, seal, err);
    }
    import->n_seals = number_of(root, "seal") == 0 ? import->n_seals : number_of(root, "seal");
    import->piece = (struct piece){
        .begin = writing_bytes(import->writing).size,
        .next_line = line == 0 ? 0 : line + (lets_entry_has(seal, reason) ? 5 : 4),
        .has_last = true,
        .last = seal->sha256,
    };
    return status;
}

static enum lets_status take_entry(struct json_import *import, json_t *root,
                                   const struct lets_entry *entry, struct lets_error *err)
{
    look_at_line(import, number_of(root, "line"));
    if (import->is_refused) {
        return LETS_OK;
    }
    if (lets_entry_has(entry, signature)) {
        return failure_set(err, LETS_SIGNED,
                           "the vote of '%.*s' on proposal %" PRIu32
                           " is signed: copy the journal's file, which keeps what was signed",
                           SHOW(entry->by), entry->number);
    }
    size_t before = writing_bytes(import->writing).size;
    enum lets_status status = add(import, entry, err);
    struct lets_span bytes = writing_bytes(import->writing);
    for (size_t i = before; import->piece.next_line != 0 && i < bytes.size; i++) {
        import->piece.next_line += bytes.bytes[i] == '\n' ? 1 : 0;
    }
    return status;
}

static enum lets_status take_line(struct json_import *import, const char *line, size_t size,
                                  struct lets_error *err)
{
    json_t *root = NULL;
    json_t *object = NULL;
    enum lets_kind kind = LETS_KIND_LEDGER;
    struct json_entry record = {0};
    enum lets_status status = read_line(line, size, &root, &object, &kind, err);
    unsigned decimals = lets_ledger_summary(import->session->ledger)->decimals;

    if (status == LETS_OK) {
        status = json_entry_read(object, kind, decimals, &record, err);
    }
    import->piece.n_entries += kind != LETS_KIND_SEAL;
    import->piece.is_unknown |= status != LETS_OK && (root == NULL || kind == LETS_KIND_SEAL);
    if (status == LETS_OK) {
        status = kind == LETS_KIND_SEAL ? take_seal(import, root, &record.entry, err)
                                        : take_entry(import, root, &record.entry, err);
    }
    json_entry_release(&record);
    json_decref(root);
    return status;
}

/* A line that was refused: it is told at once, and remembered. */
static void refuse(struct json_import *import, struct lets_error *err)
{
    struct session *session = import->session;
    json_t *object = json_object();

    err->line = import->line;
    err->excerpt[0] = '\0';
    fault_print(err, import->name, session->is_color);
    json_put(object, "line", json_integer((json_int_t)import->line));
    json_put(object, "name", json_string(lets_status_name(err->status)));
    json_put(object, "message", json_of_span(lets_span_of(err->message)));
    json_add(import->rejected, object);
    import->n_faults++;
    import->is_refused = true;
    session->exit_status = 0;
    session_blame(session, NULL);
}

static enum lets_status take_lines(struct json_import *import, struct lets_error *err)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t size = 0;
    enum lets_status status = LETS_OK;

    while (status == LETS_OK && (size = getline(&line, &capacity, import->stream)) >= 0) {
        struct lets_error why = {0};
        import->line++;
        if (size > 0 && line[size - 1] == '\n') {
            size--;
        }
        status = size == 0 ? LETS_OK : take_line(import, line, (size_t)size, &why);
        if (row_is_lost(status)) {
            *err = why;
        } else if (status != LETS_OK) {
            refuse(import, &why);
            status = LETS_OK;
        }
    }
    if (status == LETS_OK) {
        /* A line that memory does not hold is no end of the file: half of it would be recorded. */
        memory_check(feof(import->stream) != 0 || ferror(import->stream) != 0);
    }
    if (status == LETS_OK && ferror(import->stream) != 0) {
        session_blame(import->session, import->name);
        status = failure_set(err, LETS_INPUT_OUTPUT, "cannot read the file");
    }
    free(line);
    return status;
}

/* ---------------------------------------------------------------- the run */

static enum lets_status open_file(struct json_import *import, const char *file,
                                  struct lets_error *err)
{
    bool is_stream = strcmp(file, "-") == 0;

    import->name = is_stream ? "standard input" : file;
    import->stream = is_stream ? stdin : fopen(file, "r");
    if (import->stream != NULL) {
        return LETS_OK;
    }
    memory_check(errno != ENOMEM);
    session_blame(import->session, import->name);
    enum lets_status status = errno == ENOENT ? LETS_NO_SUCH_FILE : LETS_NO_PERMISSION;
    return failure_set(err, status, "cannot open the file: %s", strerror(errno));
}

static enum lets_status check_empty(struct session *session, struct lets_error *err)
{
    if (lets_ledger_summary(session->ledger)->n_entries <= 1) {
        return LETS_OK;
    }
    session_blame(session, session->journal_name);
    enum lets_status status =
        failure_set(err, LETS_FILE_EXISTS, "the journal holds entries already");
    (void)snprintf(err->hint, sizeof err->hint,
                   "--json makes a journal anew: name one that does not exist with -f");
    return status;
}

static void answer_refused(const struct json_import *import)
{
    struct session *session = import->session;

    session_tell(session, "nothing was recorded: %zu of %" PRIu64 " lines %s refused",
                 import->n_faults, import->line, import->n_faults == 1 ? "is" : "are");
    session->exit_status = 1; /* a bad row in an input */
    if (session->output.format == OUTPUT_JSON) {
        output_json(&session->output, answer_keys(json_array(), 0, json_incref(import->rejected),
                                                  (struct lets_span){0}, false));
    }
}

/* Behind the last seal a file that was cut has entries, if it was not cut right there. */
static void check_end(struct json_import *import)
{
    struct lets_error why = {0};

    if (import->piece.n_entries > 0 && !import->piece.is_unknown) {
        (void)failure_set(&why, LETS_OPEN_TAIL,
                          "the file ends without a seal behind its last %zu entr%s: it was cut",
                          import->piece.n_entries, import->piece.n_entries == 1 ? "y" : "ies");
        refuse(import, &why);
    }
}

static void tell_unproven(const struct json_import *import)
{
    if (import->n_unproven > 0) {
        session_tell(
            import->session,
            "%s: %zu of %zu seals could not be compared with their entries, as behind remarks",
            import->name, import->n_unproven, import->n_seals);
    }
}

static enum lets_status finish(struct json_import *import, struct lets_error *err)
{
    check_end(import);
    if (import->n_faults > 0) {
        answer_refused(import);
        writing_drop(import->writing);
        return LETS_OK;
    }
    if (import->n_entries + import->n_skipped == 0) {
        session_blame(import->session, import->name);
        return failure_set(err, LETS_LEDGER_MISSING, "there are no entries in it");
    }
    tell_unproven(import);
    if (import->is_new) {
        writing_say(import->writing, "%zu entries in %zu commits, sealed as they were",
                    import->n_entries, import->n_seals);
    } else {
        writing_say(import->writing, "%zu entries, which %zu seals had sealed", import->n_entries,
                    import->n_seals);
    }
    writing_skip(import->writing, import->n_skipped);
    return LETS_OK;
}

static enum lets_status add_entries(struct writing *writing, struct session *session,
                                    const void *values, struct lets_error *err)
{
    struct json_import *import = *(struct json_import *const *)values;
    enum lets_status status = check_empty(session, err);

    import->writing = writing;
    if (status == LETS_OK) {
        status = take_lines(import, err);
    }
    return status == LETS_OK ? finish(import, err) : status;
}

enum lets_status import_json(struct session *session, const struct import_values *given,
                             struct lets_error *err)
{
    struct json_import import = {
        .session = session, .piece = {.next_line = 1}, .rejected = json_array()};
    struct json_import *values = &import;
    enum lets_status status = open_file(&import, given->json, err);

    if (status == LETS_OK) {
        import.is_new = access(session->journal_path, F_OK) != 0;
        status = import.is_new ? writing_run_new(session, add_entries, &values, err)
                               : writing_run(session, NULL, add_entries, &values, err);
    }
    if (import.stream != NULL && import.stream != stdin) {
        (void)fclose(import.stream);
    }
    json_decref(import.rejected);
    return status;
}
