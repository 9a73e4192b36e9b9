/* SPDX-License-Identifier: MIT */
/*
 * What a command writes, from its first entry to its commit. The order is what makes it safe:
 * everything that can be refused is refused before a byte changes; the directory, which is no part
 * of the seal, is saved before the append, so that a member is never on the books without the name
 * that was typed, and put back if the append fails. So is a key of vouchers, which stays.
 */

#include "writing/writing.h"

#include <assert.h>
#include <inttypes.h>

#include "base/fault.h"
#include "session/directory_file.h"
#include "session/journal_files.h"
#include "session/reading.h"
#include "session/talk.h"
#include "writing/advice.h"
#include "writing/answer.h"
#include "writing/namesakes.h"
#include "writing/personal.h"

#define FAULTS_MAX 100 /* told of entries typed by hand */

struct writing {
    struct session *session;
    struct lets_commit *commit;
    struct answer *answer;
    struct words_history *history; /* NULL until an entry needs it */
    struct lets_amount total;      /* of the transfers */
    struct beside file;
    size_t n_sealed; /* entries that writing_seal_as has sealed */
    bool is_dropped; /* there is to be no commit */
    bool has_directory_changes;
    bool has_key;
    struct voucher_key key;
};

struct writing *writing_new(struct session *session)
{
    struct writing *writing = memory_array(1, sizeof *writing);

    writing->session = session;
    writing->answer = answer_new(session);
    return writing;
}

enum lets_status writing_open(struct writing *writing, struct lets_error *err)
{
    struct session *session = writing->session;

    return session_blame_if(
        session, lets_commit_new(session->journal, session->ledger, &writing->commit, err),
        session->journal_name);
}

void writing_free(struct writing *writing)
{
    beside_release(&writing->file);
    lets_commit_free(writing->commit);
    words_history_free(writing->history);
    answer_free(writing->answer);
    memory_free(writing);
}

/* Before an entry that changes something is applied: what it was. */
static struct words_before look_back(struct writing *writing, const struct lets_entry *entry)
{
    const struct lets_ledger *ledger = writing->session->ledger;

    if (entry->kind != LETS_KIND_POLICY && entry->kind != LETS_KIND_CHANGE) {
        return (struct words_before){.name = {.bytes = NULL}};
    }
    if (writing->history == NULL) {
        writing->history = words_history_new();
    }
    words_history_catch_up(writing->history, ledger);
    return words_history_before(writing->history, ledger, entry);
}

static void count(struct writing *writing, const struct lets_entry *entry)
{
    if (entry->kind == LETS_KIND_TRANSFER &&
        !lets_amount_add(writing->total, entry->amount, &writing->total)) {
        writing->total.minor = INT64_MAX; /* the ledger's own bound lies far below */
    }
}

/* Of an entry that is in no file as yet there is no place; what has one lies in the journal. */
static enum lets_status blame_journal(struct session *session, enum lets_status status,
                                      const struct lets_error *err)
{
    if (status != LETS_OK && err != NULL && err->line > 0) {
        session_blame(session, session->journal_name);
    }
    return status;
}

static enum lets_status add(struct writing *writing, const struct lets_entry *entry, bool is_told,
                            struct lets_error *err)
{
    struct words_before before = look_back(writing, entry);
    enum lets_status status = lets_commit_add(writing->commit, entry, err);

    if (lets_status_exit(status) == lets_status_exit(LETS_BAD_WORD)) {
        /* What is malformed in an entry that is made here was typed on the command line. */
        writing->session->exit_status = lets_status_exit(LETS_BAD_USAGE);
    }
    if (status != LETS_OK) {
        advice_add(writing->session, entry, err);
        return blame_journal(writing->session, status, err);
    }
    personal_warn_entry(writing->session, entry);
    namesakes_take(writing->session, writing->session->ledger, entry);
    count(writing, entry);
    answer_add(writing->answer, entry, is_told ? &before : NULL);
    return LETS_OK;
}

enum lets_status writing_add(struct writing *writing, const struct lets_entry *entry,
                             struct lets_error *err)
{
    return add(writing, entry, true, err);
}

enum lets_status writing_add_silently(struct writing *writing, const struct lets_entry *entry,
                                      struct lets_error *err)
{
    return add(writing, entry, false, err);
}

static enum lets_status adopt_one(void *context, const struct lets_ledger *ledger,
                                  const struct lets_entry *entry, const struct lets_place *place,
                                  struct lets_error *err)
{
    struct writing *writing = context;
    struct words_before before = words_history_before(writing->history, ledger, entry);

    (void)place;
    (void)err;
    personal_warn_entry(writing->session, entry);
    namesakes_take(writing->session, ledger, entry);
    count(writing, entry);
    answer_add(writing->answer, entry, &before);
    words_history_take(writing->history, ledger, entry);
    return LETS_OK;
}

/* Faults are told as they are found, but for the last, which is how the command ends. */
struct faults {
    const struct session *session;
    struct lets_error last;
    size_t n;
    int exit_status; /* of the first */
};

static enum lets_status tell_fault(void *context, const struct lets_error *why)
{
    struct faults *faults = context;

    if (faults->n > 0) {
        fault_print(&faults->last, faults->session->journal_name, faults->session->is_color);
    } else {
        faults->exit_status = lets_status_exit(why->status);
    }
    faults->last = *why;
    advice_name(faults->session, &faults->last);
    faults->n++;
    return faults->n < FAULTS_MAX ? LETS_OK : why->status;
}

enum lets_status writing_adopt(struct writing *writing, struct lets_error *err)
{
    struct session *session = writing->session;
    struct faults faults = {.session = session};
    const struct lets_adoption adoption = {
        .observer = {.context = writing, .entry = adopt_one},
        .refused_context = &faults,
        .refused = tell_fault,
    };

    writing->history = words_history_new();
    words_history_catch_up(writing->history, session->ledger);
    enum lets_status status = lets_commit_adopt(writing->commit, &adoption, err);
    if (faults.n > 0) {
        session->exit_status = faults.exit_status;
    }
    return session_blame_if(session, status, session->journal_name);
}

void writing_touch_directory(struct writing *writing)
{
    writing->has_directory_changes = true;
    names_set(&writing->session->names, writing->session->directory);
}

void writing_add_key(struct writing *writing, const struct voucher_key *key)
{
    assert(!writing->has_key);
    writing->has_key = true;
    writing->key = *key;
}

void writing_say(struct writing *writing, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    answer_say(writing->answer, format, arguments);
    va_end(arguments);
}

void writing_put(struct writing *writing, const char *key, json_t *value)
{
    answer_put(writing->answer, key, value);
}

void writing_list(struct writing *writing, void (*print)(void *context, struct output *output),
                  void *context)
{
    answer_set_list(writing->answer, print, context);
}

void writing_table(struct writing *writing, void (*print)(void *context, struct output *output),
                   void *context)
{
    answer_set_table(writing->answer, print, context);
}

void writing_drop(struct writing *writing)
{
    writing->is_dropped = true;
}

bool writing_is_dropped(const struct writing *writing)
{
    return writing->is_dropped;
}

void writing_add_file(struct writing *writing, const char *path, struct lets_span bytes,
                      enum beside_kind kind)
{
    beside_set(&writing->file, path, bytes, kind);
}

void writing_skip(struct writing *writing, size_t n_skipped)
{
    answer_skip(writing->answer, n_skipped);
}

size_t writing_entries(const struct writing *writing)
{
    return lets_commit_entries(writing->commit);
}

struct lets_amount writing_total(const struct writing *writing)
{
    return writing->total;
}

struct lets_span writing_bytes(const struct writing *writing)
{
    return lets_commit_bytes(writing->commit);
}

void writing_show(const struct writing *writing)
{
    /* Where the question was answered, it was asked under them. */
    if (session_asks(writing->session) || writing->session->is_hushed) {
        answer_show(writing->answer);
    }
}

enum lets_status writing_seal_as(struct writing *writing, const struct lets_entry *seal,
                                 struct lets_error *err)
{
    enum lets_status status =
        lets_commit_seal(writing->commit, seal->time, seal->by, seal->reason, err);

    writing->n_sealed = status == LETS_OK ? writing_entries(writing) : writing->n_sealed;
    return status;
}

static enum lets_status seal(struct writing *writing, struct lets_error *err)
{
    struct session *session = writing->session;
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    int32_t last_day = lets_time_day(summary->sealed).day;

    if (writing->n_sealed == writing_entries(writing)) {
        return LETS_OK; /* it was said how */
    }
    if (summary->n_seals > 0 && lets_time_day(session->now).day - last_day > LETS_CLOCK_DAYS) {
        session_warn(session, "the clock is %" PRId32 " days past the last seal; is it right?",
                     lets_time_day(session->now).day - last_day);
    }
    enum lets_status status =
        lets_commit_seal(writing->commit, lets_seal_time(session->ledger, session->now),
                         lets_span_of(session->clerk), lets_span_of(session->globals->clock_reason),
                         err);
    if (status != LETS_OK) {
        advice_add(session, &(struct lets_entry){.kind = LETS_KIND_SEAL}, err);
    }
    return blame_journal(session, status, err);
}

/* What a failure left in the place of a file beside the journal, if it did. */
static void tell_left(const struct session *session, const char *path,
                      const struct lets_error *left)
{
    if (left->status != LETS_OK) {
        session_warn(session, "'%s' could not be put back%s%s", path,
                     left->message[0] != '\0' ? ": " : "", left->message);
    }
}

static enum lets_status save_directory(struct session *session, struct lets_error *err)
{
    struct lets_error left = {0};

    session_blame(session, session->directory_path);
    enum lets_status status = directory_file_save(session->directory_path, &session->directory_file,
                                                  session->directory, &left, err);
    tell_left(session, session->directory_path, &left);
    if (status == LETS_OK) {
        session_warn_lost(session, session->directory_path, session->directory_file.lost);
        session_blame(session, NULL);
    }
    return status;
}

static void restore_directory(const struct session *session)
{
    struct lets_error left = {0};

    (void)personal_file_restore(session->directory_path, &session->directory_file, &left);
    tell_left(session, session->directory_path, &left);
}

/* What a failure behind this leaves in the file of keys is a row of no batch: where it is not sure
 * that the commit did not reach the disk, its key must not be lost. */
static enum lets_status save_key(const struct writing *writing, struct lets_error *err)
{
    struct session *session = writing->session;
    struct voucher_keys keys = {.path = journal_files_keys(session->journal_path)};
    struct lets_error left = {0};

    session_blame(session, keys.path);
    enum lets_status status = voucher_keys_add(&keys, session, &writing->key, &left, err);
    tell_left(session, keys.path, &left);
    if (status == LETS_OK) {
        session_blame(session, NULL);
    }
    voucher_keys_release(&keys);
    return status;
}

static enum lets_status append(const struct writing *writing, struct lets_error *err)
{
    enum lets_status status = session_blame_if(
        writing->session, lets_commit_append(writing->commit, err), writing->session->journal_name);

    if (status != LETS_OK && beside_is_set(&writing->file)) {
        beside_take_away(&writing->file);
    }
    return status;
}

static enum lets_status save(struct writing *writing, struct lets_error *err)
{
    struct session *session = writing->session;
    enum lets_status status = LETS_OK;

    if (writing->has_directory_changes) {
        status = save_directory(session, err);
        if (status != LETS_OK) {
            return status;
        }
    }
    if (writing->has_key) {
        status = save_key(writing, err);
    }
    if (status == LETS_OK && beside_is_set(&writing->file)) {
        status = session_blame_if(session, beside_write(&writing->file, err), writing->file.path);
    }
    if (status == LETS_OK && writing_entries(writing) > 0) {
        status = append(writing, err);
    }
    if (status != LETS_OK && writing->has_directory_changes) {
        restore_directory(session);
    }
    return status;
}

/* For --dry-run: whether the files beside the journal could be saved. */
static enum lets_status check_key(const struct writing *writing, struct lets_error *err)
{
    struct session *session = writing->session;
    char *path = journal_files_keys(session->journal_path);
    enum lets_status status = session_blame_if(session, lets_file_check_replace(path, err), path);

    memory_free(path);
    return status;
}

static enum lets_status check_files(const struct writing *writing, struct lets_error *err)
{
    struct session *session = writing->session;
    enum lets_status status = writing->has_directory_changes
                                  ? lets_file_check_replace(session->directory_path, err)
                                  : LETS_OK;

    status = session_blame_if(session, status, session->directory_path);
    if (status == LETS_OK && writing->has_key) {
        status = check_key(writing, err);
    }
    if (status == LETS_OK && beside_is_set(&writing->file)) {
        status = session_blame_if(session, beside_check(&writing->file, err), writing->file.path);
    }
    return status;
}

enum lets_status writing_commit(struct writing *writing, struct lets_error *err)
{
    struct session *session = writing->session;
    bool is_dry = session->globals->is_dry_run;
    /* What --dry-run shows is as yet without the seal. */
    char *bytes = is_dry ? memory_copy(lets_commit_bytes(writing->commit)) : NULL;
    enum lets_status status = writing_entries(writing) > 0 ? seal(writing, err) : LETS_OK;

    if (status == LETS_OK) {
        status = is_dry ? check_files(writing, err) : save(writing, err);
    }
    if (status == LETS_OK && !is_dry) {
        session_note_recorded(session);
        session_remember(session, session->ledger);
    }
    if (status == LETS_OK) {
        answer_warn(writing->answer);
        answer_print(writing->answer, bytes);
    }
    memory_free(bytes);
    return status;
}
