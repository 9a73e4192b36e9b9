/* SPDX-License-Identifier: MIT */
/*
 * lets recover: makes a journal usable again after a crash. Nothing is thrown away: what does not
 * belong to a sealed commit is first copied to a file beside the journal, and its name is told.
 */

#include <inttypes.h>

#include "commands/commands.h"
#include "output/json.h"
#include "output/list.h"
#include "session/footer.h"
#include "session/reading.h"
#include "session/talk.h"
#include "writing/answer.h"
#include "writing/writing_lock.h"

struct recover_values {
    bool is_damaged_too;
};

static const struct option options[] = {
    {"damaged", 0, NULL, "move damage aside too, where no later seal is sound", OPTION_FLAG,
     offsetof(struct recover_values, is_damaged_too), false},
    {0},
};

static const char *kind_word(enum lets_recovery_kind kind)
{
    switch (kind) {
    case LETS_RECOVERED_TAIL:
        return "tail";
    case LETS_RECOVERED_DAMAGE:
        return "damage";
    case LETS_RECOVERED_EDITOR_MARKS:
        return "editor-marks";
    }
    return "";
}

/* Whether there was no good seal, so that the file itself goes aside. */
static bool is_whole(const struct lets_recovery *recovery)
{
    return recovery->kind != LETS_RECOVERED_EDITOR_MARKS && recovery->offset == 0;
}

static void print_dry_text(struct output *output, const struct lets_recovery *recovery)
{
    if (recovery->kind == LETS_RECOVERED_EDITOR_MARKS) {
        output_line(output, "what an editor added would be taken out");
    } else if (is_whole(recovery)) {
        output_line(output, "the file would be moved aside: nothing in it is sealed");
    } else {
        output_line(output,
                    "%" PRIu64
                    " bytes, all that follows the last good seal, would be saved and cut off",
                    recovery->size);
    }
}

static void print_text(struct session *session, const struct lets_recovery *recovery)
{
    struct output *output = &session->output;

    if (session->globals->is_dry_run) {
        print_dry_text(output, recovery);
        return;
    }
    if (recovery->kind == LETS_RECOVERED_EDITOR_MARKS) {
        output_line(output,
                    "took out %" PRIu64
                    " bytes that an editor had added; the journal as it was is %s",
                    recovery->size, recovery->saved);
    } else if (is_whole(recovery)) {
        output_line(output, "moved the file to %s: nothing in it was sealed", recovery->saved);
    } else {
        output_line(output, "saved %" PRIu64 " bytes in %s, and cut them off the journal",
                    recovery->size, recovery->saved);
    }
    if (session->ledger != NULL && !session->globals->is_quiet) {
        footer_head(session);
    }
}

static void print_json(struct session *session, const struct lets_recovery *recovery)
{
    bool is_dry = session->globals->is_dry_run;
    bool has_head = session->ledger != NULL && !is_dry;
    const char *head = has_head ? lets_ledger_summary(session->ledger)->head.hex : "";
    json_t *object = answer_keys(json_array(), 0, json_array(), lets_span_of(head), is_dry);

    json_put(object, "recovered", json_string(kind_word(recovery->kind)));
    json_put(object, "saved", json_of_span(lets_span_of(recovery->saved)));
    json_put(object, "n_bytes", json_integer((json_int_t)recovery->size));
    output_json(&session->output, object);
}

static void print_csv(struct session *session, const struct lets_recovery *recovery)
{
    enum { RECOVERED, SAVED, N_BYTES, N_COLUMNS };
    static const struct column columns[N_COLUMNS] = {
        [RECOVERED] = {"recovered", NULL, COLUMN_WORD, COLUMN_WHOLE},
        [SAVED] = {"saved", NULL, COLUMN_TEXT, COLUMN_WHOLE},
        [N_BYTES] = {"n_bytes", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    };
    struct list *list = list_begin(&session->output, NULL, "recovered", columns, N_COLUMNS, NULL);

    list_row(list);
    list_string(list, RECOVERED, kind_word(recovery->kind));
    list_string(list, SAVED, recovery->saved);
    list_integer(list, N_BYTES, recovery->size);
    list_end(list);
}

static void print(struct session *session, const struct lets_recovery *recovery)
{
    switch (session->output.format) {
    case OUTPUT_TEXT:
        print_text(session, recovery);
        break;
    case OUTPUT_CSV:
        print_csv(session, recovery);
        break;
    case OUTPUT_JSON:
        print_json(session, recovery);
        break;
    }
}

/* The books after the recovery, in the file that bears their name now: what was there may have been
 * replaced. What was moved aside may hold the newest seal seen here. */
static void look_again(struct session *session)
{
    struct lets_error err = {0};

    lets_journal_close(session->journal);
    session->journal = NULL;
    enum lets_status status =
        lets_journal_open(session->journal_path, LETS_READ, 0, &session->journal, &err);
    (void)session_hint_missing(session, status, &err);
    if (status == LETS_OK) {
        status = session_load_seen(session, &err);
    }
    if (status == LETS_OK) {
        status = session_replay(session, NULL, 0, &err);
    }
    if (status == LETS_OK) {
        session_remember(session, session->ledger);
        return;
    }
    session_warn(session, "the journal is not as it should be yet: %s [%s]", err.message,
                 lets_status_name(status));
    if (err.hint[0] != '\0') {
        session_warn(session, "%s", err.hint);
    }
}

/* Where books were seen, no crash in 'lets init' left a file without a seal. */
static void warn_emptied(const struct session *session)
{
    struct lets_error err = {0};

    (void)session_hint_missing(session, LETS_NOT_A_JOURNAL, &err);
    if (err.hint[0] != '\0') {
        session_warn(session, "%s", err.hint);
    }
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct recover_values *given = values;
    struct lets_recovery recovery = {0};
    enum lets_status status = writing_check_output(session, err);

    if (status == LETS_OK) {
        status = writing_lock(session, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    bool is_dry = session->globals->is_dry_run;
    status = is_dry ? lets_journal_check_recovery(session->journal, given->is_damaged_too,
                                                  &recovery, err)
                    : lets_journal_recover(session->journal, given->is_damaged_too, &recovery, err);
    if (status != LETS_OK) {
        return status;
    }
    if (!is_dry) {
        session_note_recorded(session);
    }
    if (is_whole(&recovery)) {
        warn_emptied(session);
    } else if (!is_dry) {
        look_again(session);
    }
    session_blame(session, NULL);
    print(session, &recovery);
    return LETS_OK;
}

const struct command cmd_recover = {
    .name = "recover",
    .kind = COMMAND_WRITER,
    .synopsis = "[--damaged]",
    .summary = "move the remains of a crash out of the journal's way",
    .details =
        "Whatever follows the last good seal is saved in a file beside the journal, and cut off. "
        "Damage in the middle of sealed history is never cut: put back a copy.",
    .options = options,
    .values_size = sizeof(struct recover_values),
    .run = run,
};
