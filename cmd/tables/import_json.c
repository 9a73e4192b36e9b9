/* SPDX-License-Identifier: MIT */
/*
 * Entries from what 'export json' wrote, sealed anew in one commit: into a journal that does not
 * exist yet, or that holds nothing but the same 'ledger' entry. The order of entries is the order
 * of the lines; each is judged by the ledger as when it was first recorded.
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

struct json_import {
    struct session *session;
    struct writing *writing;
    const char *name; /* of the file, for messages */
    FILE *stream;     /* owned */
    uint64_t line;    /* the one at hand, from 1 */
    size_t n_entries;
    size_t n_seals;
    size_t n_skipped;
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
        return LETS_OK;
    }
    enum lets_status status = writing_add_silently(import->writing, entry, err);
    import->n_entries += status == LETS_OK;
    return status;
}

static enum lets_status take_line(struct json_import *import, const char *line, size_t size,
                                  struct lets_error *err)
{
    json_t *root = NULL;
    json_t *object = NULL;
    enum lets_kind kind = LETS_KIND_SEAL;
    struct json_entry record = {0};
    enum lets_status status = read_line(line, size, &root, &object, &kind, err);

    if (status == LETS_OK && kind == LETS_KIND_SEAL) {
        import->n_seals++;
    } else if (status == LETS_OK) {
        unsigned decimals = lets_ledger_summary(import->session->ledger)->decimals;
        status = json_entry_read(object, kind, decimals, &record, err);
        if (status == LETS_OK && !import->is_refused) {
            status = add(import, &record.entry, err);
        }
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

static enum lets_status finish(struct json_import *import, struct lets_error *err)
{
    if (import->n_faults > 0) {
        answer_refused(import);
        writing_drop(import->writing);
        return LETS_OK;
    }
    if (import->n_entries + import->n_skipped == 0) {
        session_blame(import->session, import->name);
        return failure_set(err, LETS_LEDGER_MISSING, "there are no entries in it");
    }
    writing_say(import->writing, "%zu entries, which %zu seals had sealed", import->n_entries,
                import->n_seals);
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
    struct json_import import = {.session = session, .rejected = json_array()};
    struct json_import *values = &import;
    enum lets_status status = open_file(&import, given->json, err);

    if (status == LETS_OK) {
        bool is_new = access(session->journal_path, F_OK) != 0;
        status = is_new ? writing_run_new(session, add_entries, &values, err)
                        : writing_run(session, NULL, add_entries, &values, err);
    }
    if (import.stream != NULL && import.stream != stdin) {
        (void)fclose(import.stream);
    }
    json_decref(import.rejected);
    return status;
}
