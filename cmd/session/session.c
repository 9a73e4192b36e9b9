/* SPDX-License-Identifier: MIT */
/*
 * One run on one journal: which files, whose name, what day, in which format the answer goes where.
 * All of it is known, and found to be lawful, before a file is opened.
 */

#include "session/session.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/failure.h"
#include "line/value.h"
#include "session/destination.h"
#include "session/journal_files.h"

#define CLOCK_FIRST INT64_C(-2208902400) /* 1900-01-02 */
#define CLOCK_LAST INT64_C(32503593599)  /* 2999-12-30 */
#define HASH_DIGITS_MIN 8                /* of --at: fewer could name several seals */

/* Where a symbolic link leads: the directory lies beside the journal itself, and what recovery
 * moves aside must be the file, not the link. */
static const char *follow(struct session *session, const char *path)
{
    struct stat about;
    char target[PATH_MAX];

    if (lstat(path, &about) == 0 && S_ISLNK(about.st_mode) && realpath(path, target) != NULL) {
        session->journal_target = memory_copy(lets_span_of(target));
        session->journal_path = session->journal_target;
    }
    return session->journal_path;
}

static void init_paths(struct session *session)
{
    const char *named = session->globals->journal;

    if (named == NULL) {
        named = session->world->journal != NULL ? session->world->journal : "journal.yaml";
    } else if (strcmp(named, "-") == 0) {
        session->journal_name = "standard input";
        return;
    }
    session->journal_name = named;
    session->journal_path = named;
    session->directory_path = journal_files_directory(follow(session, named));
}

static enum lets_status init_kind(const struct session *session, struct lets_error *err)
{
    const struct globals *globals = session->globals;
    const char *name = session->command->name;

    if (session->command->kind != COMMAND_WRITER) {
        return LETS_OK;
    }
    if (session->journal_path == NULL) {
        return failure_misused(err, "'%s' writes to a journal, and cannot to standard input", name);
    }
    if (globals->at != NULL) {
        return failure_misused(err, "'%s' writes to the journal as it is now; --at is for views",
                               name);
    }
    if (globals->has_ids_only) {
        return failure_misused(err, "'%s' writes; --ids is for views", name);
    }
    return LETS_OK;
}

/* Today: --today, $LETS_TODAY, else the day of now: $LETS_NOW, else the clock. */
enum lets_status session_read_clock(struct session *session, struct lets_error *err)
{
    const struct world *world = session->world;
    enum lets_status status = LETS_OK;

    session->now = world->clock();
    if (world->now == NULL &&
        (session->now.unix_seconds < CLOCK_FIRST || session->now.unix_seconds > CLOCK_LAST)) {
        return failure_misused(err,
                               "the clock stands in no year from 1900 to 2999: set it, or say what "
                               "time it is with $LETS_NOW");
    }
    if (world->now != NULL) {
        status = lets_time_parse(lets_span_of(world->now), &session->now, err);
        if (status != LETS_OK) {
            return value_named(status, "$LETS_NOW", err);
        }
    }
    session->today = lets_time_day(session->now);
    if (session->globals->today.is_given) {
        session->today = session->globals->today.value;
    } else if (world->today != NULL) {
        status = lets_date_parse(lets_span_of(world->today), &session->today, err);
    }
    return value_named(status, "$LETS_TODAY", err);
}

/* --at names a seal by its digits, in groups as they are printed or not, or by a time. */
static enum lets_status init_at(struct session *session, struct lets_error *err)
{
    const char *at = session->globals->at;
    size_t size = 0;

    if (at == NULL) {
        return LETS_OK;
    }
    if (lets_time_parse(lets_span_of(at), &session->at_time, NULL) == LETS_OK) {
        session->has_at_time = true;
        return LETS_OK;
    }
    for (; *at != '\0' && size < LETS_HASH_SIZE - 1; at++) {
        if (strchr("0123456789abcdef", *at) != NULL) {
            session->at_hash.hex[size++] = *at;
        } else if (strchr("ABCDEF", *at) != NULL) {
            session->at_hash.hex[size++] = (char)(*at - 'A' + 'a');
        } else if (*at != ' ') {
            break;
        }
    }
    if (*at == '\0' && size >= HASH_DIGITS_MIN) {
        return LETS_OK;
    }
    (void)failure_misused(err,
                          "--at: '%s' is neither %d or more digits of a seal nor a time such as "
                          "2026-01-01T09:00:00+00:00",
                          session->globals->at, HASH_DIGITS_MIN);
    struct lets_date day;
    at = session->globals->at;
    if (err != NULL && lets_date_parse(lets_span_of(at), &day, NULL) == LETS_OK) {
        (void)snprintf(err->hint, sizeof err->hint,
                       "what was known at the end of that day: --at %sT23:59:59Z; figures by the "
                       "end of it, as they are known now: 'lets balance --on %s'",
                       at, at);
    }
    return LETS_BAD_USAGE;
}

/* What -O takes, and the endings of -o that imply it. */
static const struct format {
    const char *name;
    enum output_format format;
    enum output_document document;
} formats[] = {
    {"text", OUTPUT_TEXT, DOCUMENT_NONE}, {"csv", OUTPUT_CSV, DOCUMENT_NONE},
    {"json", OUTPUT_JSON, DOCUMENT_NONE}, {"pdf", OUTPUT_TEXT, DOCUMENT_PDF},
    {"html", OUTPUT_TEXT, DOCUMENT_HTML}, {"eml", OUTPUT_TEXT, DOCUMENT_EML},
};

static const struct format *format_named(const char *name)
{
    for (size_t i = 0; name != NULL && i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(name, formats[i].name) == 0) {
            return &formats[i];
        }
    }
    return NULL;
}

static bool is_made(const struct command *command, const struct format *format)
{
    return format->document == DOCUMENT_NONE ||
           (command->documents & DOCUMENT_BIT(format->document)) != 0;
}

static enum lets_status refuse_format(const struct command *command, const char *option,
                                      const char *name, struct lets_error *err)
{
    struct buffer taken = {0};

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (is_made(command, &formats[i])) {
            buffer_format(&taken, "%s%s", i > 0 ? ", " : "", formats[i].name);
        }
    }
    enum lets_status status =
        failure_misused(err, "%s: '%s' is none of %s", option, name, buffer_string(&taken));
    buffer_release(&taken);
    return status;
}

static enum lets_status find_format(const struct session *session, const struct format **out,
                                    struct lets_error *err)
{
    const struct globals *globals = session->globals;
    const char *point = globals->output != NULL ? strrchr(globals->output, '.') : NULL;
    const struct format *format = format_named(globals->format != NULL ? globals->format
                                               : point != NULL         ? point + 1
                                                                       : NULL);

    if (globals->format != NULL && (format == NULL || !is_made(session->command, format))) {
        return refuse_format(session->command, "--format", globals->format, err);
    }
    if (format != NULL && !is_made(session->command, format)) {
        return refuse_format(session->command, "--output", format->name, err);
    }
    *out = format != NULL ? format : &formats[0];
    return LETS_OK;
}

static enum lets_status find_color(const struct session *session, bool is_terminal, bool *out,
                                   struct lets_error *err)
{
    const struct world *world = session->world;
    const char *when = session->globals->color;

    if (when == NULL || strcmp(when, "auto") == 0) {
        *out = is_terminal && !world->has_no_color && !world->is_dumb_terminal;
    } else if (strcmp(when, "always") == 0) {
        *out = true;
    } else if (strcmp(when, "never") == 0) {
        *out = false;
    } else {
        return failure_misused(err, "--color: '%s' is none of auto, always, never", when);
    }
    return LETS_OK;
}

static enum lets_status init_output(struct session *session, struct lets_error *err)
{
    const struct globals *globals = session->globals;
    const struct format *format = &formats[0];
    bool is_color = false;
    enum lets_status status = find_format(session, &format, err);

    if (status == LETS_OK) {
        status = find_color(session, session->world->is_error_terminal, &session->is_color, err);
    }
    if (status == LETS_OK) {
        status = find_color(session, session->world->is_output_terminal, &is_color, err);
    }
    if (status == LETS_OK) {
        bool is_file = globals->output != NULL && strcmp(globals->output, "-") != 0;
        status = is_file ? session_check_output(session, "--output", globals->output, err)
                         : session_check_output(session, "standard output", "/dev/stdout", err);
    }
    if (status == LETS_OK) {
        output_open(&session->output, format->format, globals->output,
                    session->world->is_output_terminal, is_color);
        session->output.document = format->document;
        session->output.is_private = !globals->has_ids_only;
    }
    return status;
}

enum lets_status session_init(struct session *session, const struct command_line *line,
                              const struct world *world, struct lets_error *err)
{
    session->commands = line->commands;
    session->command = line->command;
    session->globals = &line->globals;
    session->has_ids_only = line->globals.has_ids_only;
    session->world = world;
    session->clerk = line->globals.clerk != NULL ? line->globals.clerk : world->clerk;
    if (session->clerk == NULL) {
        session->clerk = world->login;
    }
    seen_init(&session->seen, world->state_home, world->home);
    init_paths(session);
    enum lets_status status = init_kind(session, err);
    if (status == LETS_OK) {
        status = session_read_clock(session, err);
    }
    if (status == LETS_OK) {
        status = init_at(session, err);
    }
    return status == LETS_OK ? init_output(session, err) : status;
}

void session_close(struct session *session)
{
    lets_ledger_free(session->ledger);
    lets_journal_close(session->journal);
    names_release(&session->names);
    lets_directory_free(session->directory);
    personal_file_release(&session->directory_file);
    memory_free(session->shown);
    session->shown = NULL;
    session->ledger = NULL;
    session->journal = NULL;
    session->directory = NULL;
    session->is_locked = false;
}

void session_release(struct session *session)
{
    output_release(&session->output);
    session_close(session);
    seen_release(&session->seen);
    memory_free(session->asked.text);
    memory_free(session->asked.shown);
    memory_free(session->directory_path);
    buffer_release(&session->blamed_name);
    buffer_release(&session->later);
    memory_free(session->journal_target);
    *session = (struct session){0};
}

void session_note_recorded(struct session *session)
{
    session->is_recorded = true;
    memory_note_lasting(ONLY_ANSWER_LOST);
}

const char *session_blamed(const struct session *session)
{
    return session->is_blaming ? buffer_string(&session->blamed_name) : NULL;
}

void session_blame(struct session *session, const char *path)
{
    buffer_clear(&session->blamed_name);
    if (path != NULL) {
        buffer_add_string(&session->blamed_name, path);
    }
    session->is_blaming = path != NULL;
}

enum lets_status session_blame_if(struct session *session, enum lets_status status,
                                  const char *path)
{
    session_blame(session, status == LETS_OK ? NULL : path);
    return status;
}

enum lets_status session_check_output(const struct session *session, const char *option,
                                      const char *path, struct lets_error *err)
{
    const struct destination_kept kept = {.journal = session->journal_path,
                                          .state = session->seen.folder};

    /* A link may lead to it: its own name tells that it is the directory. */
    if (session->directory_path != NULL && journal_files_is_same(path, session->directory_path)) {
        return failure_misused(err, "%s: '%s' is the directory of the journal", option, path);
    }
    return destination_check(&kept, option, path, err);
}

enum lets_status session_protect(const struct session *session, const char *path,
                                 struct lets_error *err)
{
    const struct output *output = &session->output;

    if (output->path != NULL && !output->is_through && journal_files_is_same(output->path, path)) {
        return failure_misused(err, "--output: '%s' is a file that this command needs",
                               output->path);
    }
    return LETS_OK;
}
