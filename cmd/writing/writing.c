/* SPDX-License-Identifier: MIT */
/*
 * The one way in which commands write. The order is what makes it safe: everything that can be
 * refused is refused before a byte changes; the directory, which is no part of the seal, is saved
 * before the append, so that a member is never on the books without the name that was typed, and
 * put back if the append fails. So is a key of vouchers, which stays.
 */

#include "writing/writing.h"

#include <assert.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/failure.h"
#include "base/fault.h"
#include "line/value.h"
#include "session/directory_file.h"
#include "session/journal_files.h"
#include "session/reading.h"
#include "session/talk.h"
#include "writing/advice.h"
#include "writing/answer.h"
#include "writing/namesakes.h"
#include "writing/personal.h"
#include "writing/writing_lock.h"

#define FAULTS_MAX 100 /* told of entries typed by hand */

struct writing {
    struct session *session;
    struct lets_commit *commit;
    struct answer *answer;
    struct words_history *history; /* NULL until an entry needs it */
    struct lets_amount total;      /* of the transfers */
    const char *made_file;         /* borrowed; NULL: none */
    bool is_dropped;               /* there is to be no commit */
    bool has_directory_changes;
    bool has_key;
    struct voucher_key key;
};

/* What a writer tells before it begins: that the world is not what it seems. */
static void tell_circumstances(const struct session *session)
{
    const struct world *world = session->world;
    char today[LETS_DATE_SIZE];
    char now[LETS_TIME_SIZE];

    lets_date_format(session->today, today);
    lets_time_format(session->now, now);
    if (world->now != NULL) {
        session_warn(session, "sealing at %s, and not by the clock, because of $LETS_NOW", now);
    }
    if (session->globals->today.is_given || world->today != NULL) {
        bool is_given = session->globals->today.is_given;
        session_warn(session, "today counts as %s because of %s%s", today,
                     is_given ? "--today" : "$LETS_TODAY",
                     world->now != NULL ? ""
                                        : "; the seal goes by the clock all the same: to rehearse "
                                          "other days, set $LETS_NOW");
    }
    personal_warn(session, "the clerk's name", lets_span_of(session->clerk));
}

/* What needs no lock: whether anybody may write here, and be answered. */
static enum lets_status prepare(struct session *session, struct lets_error *err)
{
    if (session->clerk == NULL) {
        return failure_misused(err, "nobody knows who is writing: say it with --clerk");
    }
    enum lets_status status = lets_text_check(lets_span_of(session->clerk), err);
    if (status != LETS_OK) {
        session->exit_status = lets_status_exit(LETS_BAD_USAGE);
        return value_named(status, "the clerk's name", err);
    }
    tell_circumstances(session);
    return writing_check_output(session, err);
}

/* Waits for the lock, says on standard error who holds it, replays under the observer. */
static enum lets_status begin(struct session *session, const struct lets_observer *observer,
                              struct lets_error *err)
{
    enum lets_status status = writing_lock(session, err);

    if (status == LETS_OK) {
        session_blame(session, session->journal_name);
        status = session_load_seen(session, err);
    }
    if (status == LETS_OK) {
        status = session_load_directory(session, err);
    }
    if (status == LETS_OK) {
        status = session_replay(session, observer, observer == NULL ? 0 : 1, err);
    }
    return status;
}

/* The same for a journal that does not exist yet: the append will make it. */
static enum lets_status begin_new(struct session *session, struct lets_error *err)
{
    enum lets_status status = writing_check_vanished(session, err);

    if (status != LETS_OK) {
        return status;
    }
    session_blame(session, session->journal_name);
    status = lets_journal_open(session->journal_path, LETS_CREATE, 0, &session->journal, err);
    if (status == LETS_OK) {
        status = session_load_directory(session, err);
    }
    return status == LETS_OK ? lets_ledger_new(&session->ledger, err) : status;
}

static void writing_free(struct writing *writing)
{
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

void writing_made_file(struct writing *writing, const char *path)
{
    writing->made_file = path;
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

void writing_show(const struct writing *writing)
{
    /* Where the question was answered, it was asked under them. */
    if (session_asks(writing->session) || writing->session->is_hushed) {
        answer_show(writing->answer);
    }
}

static enum lets_status seal(struct writing *writing, struct lets_error *err)
{
    struct session *session = writing->session;
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    int32_t last_day = lets_time_day(summary->sealed).day;

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
    enum lets_status status = voucher_keys_add(&keys, &writing->key, &left, err);
    tell_left(session, keys.path, &left);
    if (status == LETS_OK) {
        session_warn_lost(session, keys.path, keys.file.lost);
        session_blame(session, NULL);
    }
    voucher_keys_release(&keys);
    return status;
}

static enum lets_status save(struct writing *writing, struct lets_error *err)
{
    struct session *session = writing->session;
    enum lets_status status =
        writing->has_directory_changes ? save_directory(session, err) : LETS_OK;
    if (status == LETS_OK && writing->has_key) {
        status = save_key(writing, err);
        if (status != LETS_OK && writing->has_directory_changes) {
            restore_directory(session);
        }
    }

    if (status == LETS_OK && writing_entries(writing) > 0) {
        status = session_blame_if(session, lets_commit_append(writing->commit, err),
                                  session->journal_name);
        if (status != LETS_OK && writing->has_directory_changes) {
            restore_directory(session);
        }
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
    return status == LETS_OK && writing->has_key ? check_key(writing, err) : status;
}

/* Seals, saves, appends, remembers, and prints the answer. Without entries only the directory is
 * saved. */
static enum lets_status commit(struct writing *writing, struct lets_error *err)
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

/* ---------------------------------------------------------------- the run */

/* How one command writes. */
struct run {
    const struct lets_observer *observer; /* NULL: none */
    bool is_new;                          /* the journal is to be made */
    enum lets_status (*make)(struct writing *writing, struct session *session, const void *values,
                             struct lets_error *err);
    const void *values;
};

/* What `make` makes, and then the commit, unless there is to be none. */
static enum lets_status make_and_commit(struct writing *writing, const struct run *run,
                                        struct lets_error *err)
{
    struct session *session = writing->session;
    bool is_committed = false;
    enum lets_status status = run->make(writing, session, run->values, err);

    if (status == LETS_OK && !writing->is_dropped && !session->is_hushed) {
        status = commit(writing, err);
        is_committed = status == LETS_OK;
        if (!is_committed) {
            session->exit_status = 0; /* what was found before: the failure is what counts */
        }
    }
    if (!is_committed && writing->made_file != NULL) {
        (void)unlink(writing->made_file);
    }
    return status;
}

/* One attempt under the lock. */
static enum lets_status attempt(struct session *session, const struct run *run,
                                struct lets_error *err)
{
    struct writing *writing = memory_array(1, sizeof *writing);

    buffer_clear(&session->later); /* of what was asked about, and begins anew */
    writing->session = session;
    writing->answer = answer_new(session);
    enum lets_status status = prepare(session, err);
    if (status == LETS_OK) {
        status = run->is_new ? begin_new(session, err) : begin(session, run->observer, err);
    }
    if (status == LETS_OK) {
        status = session_blame_if(
            session, lets_commit_new(session->journal, session->ledger, &writing->commit, err),
            session->journal_name);
    }
    if (status == LETS_OK) {
        status = make_and_commit(writing, run, err);
    }
    writing_free(writing);
    return status;
}

/* After an attempt, whether there is to be another, and what leads to it: a question that is open,
 * or was answered about other books than these; then nothing counts that was said yes to. */
static enum lets_status ask_again(struct session *session, enum lets_status status, bool *is_again,
                                  struct lets_error *err)
{
    bool is_open = status == LETS_NOT_CONFIRMED && session->asked.is_open;
    bool is_stale = session->is_hushed && (is_open || status == LETS_OK);

    session->is_hushed = false;
    *is_again = is_stale || is_open;
    if (is_stale) {
        session_close(session);
        session_tell(session, "what you were asked about has changed meanwhile; once more:");
        return LETS_OK;
    }
    if (is_open) {
        session_close(session);
        status = session_ask_noted(session, err);
        session->is_hushed = *is_again = status == LETS_OK;
    }
    return status;
}

static enum lets_status attempt_until_answered(struct session *session, const struct run *run,
                                               struct lets_error *err)
{
    bool is_again = true;
    enum lets_status status = LETS_OK;

    session->may_ask = true;
    while (is_again) {
        struct lets_error why = {0};
        status = attempt(session, run, &why);
        status = ask_again(session, status, &is_again, &why);
        if (status != LETS_OK && err != NULL) {
            *err = why;
        }
    }
    session->may_ask = false;
    return status;
}

enum lets_status writing_run(struct session *session, const struct lets_observer *observer,
                             enum lets_status (*make)(struct writing *writing,
                                                      struct session *session, const void *values,
                                                      struct lets_error *err),
                             const void *values, struct lets_error *err)
{
    const struct run run = {.observer = observer, .make = make, .values = values};

    return attempt_until_answered(session, &run, err);
}

enum lets_status writing_run_new(struct session *session,
                                 enum lets_status (*make)(struct writing *writing,
                                                          struct session *session,
                                                          const void *values,
                                                          struct lets_error *err),
                                 const void *values, struct lets_error *err)
{
    const struct run run = {.is_new = true, .make = make, .values = values};

    return attempt_until_answered(session, &run, err);
}
