/* SPDX-License-Identifier: MIT */
/*
 * lets audit: all that is wrong, in one run. The library looks for it; here it is told: a line a
 * check with what it covered, so that nobody takes an empty journal for a sound one, then the
 * findings as errors are told elsewhere. They are the answer, and so on standard output. The
 * directory, which no seal covers, is compared with the accounts here.
 */

#include <inttypes.h>
#include <string.h>

#include "base/failure.h"
#include "base/fault.h"
#include "commands/checks.h"
#include "commands/commands.h"
#include "commands/directory_gaps.h"
#include "commands/lost.h"
#include "commands/witness.h"
#include "output/json.h"
#include "output/list.h"
#include "session/reading.h"

struct audit_values {
    struct option_list witnesses;
    const char *lost;
};

static const struct option options[] = {
    {"witness", 0, "HEX|FILE",
     "32 or more digits of a head, or another journal; may be given again and again", OPTION_LIST,
     offsetof(struct audit_values, witnesses), false},
    {"lost", 0, "FILE.csv",
     "with one other journal: write its transfers that this one lacks there, for 'import'",
     OPTION_FILE, offsetof(struct audit_values, lost), false},
    {0},
};

struct audit {
    struct checks checks;
    const struct witnesses *witnesses;
    struct lost lost;              /* without a path: not asked for */
    struct lets_finding malformed; /* the directory; without a name where it is well formed */
    struct directory_gaps gaps;
};

/* ---------------------------------------------------------------- the findings */

/* What to do about a finding where the library, which has no options, does not say. */
static const struct {
    enum lets_status status;
    const char *text;
} remedies[] = {
    {LETS_DAMAGED,
     "put back a copy that is whole; 'lets audit --witness FILE' compares it with this journal"},
    {LETS_UNKNOWN_SEAL,
     "look for a copy that holds it; 'lets audit --witness FILE' tells where copies part"},
    {LETS_HISTORY_PARTS,
     "one of the two was written anew from there on, or clerks wrote to both: keep both, "
     "and find out which is right"},
};

#define N_REMEDIES (sizeof remedies / sizeof remedies[0])

/* Puts the remedy where the first finding of its kind has none, or none but to run audit. */
static void advise(struct lets_finding *finding, bool is_told[N_REMEDIES])
{
    for (size_t i = 0; i < N_REMEDIES; i++) {
        bool is_meant =
            strcmp(lets_status_name(remedies[i].status), finding->name) == 0 && !is_told[i];
        bool is_recoverable = session_is_recoverable(&finding->why);
        /* A damaged witness has no line here: it is not what should be replaced. */
        bool is_other = remedies[i].status == LETS_DAMAGED && finding->line == 0;
        bool is_answered = remedies[i].status == LETS_UNKNOWN_SEAL && finding->why.hint[0] != '\0';
        if (is_meant && !is_recoverable && !is_other && !is_answered) {
            is_told[i] = true;
            (void)snprintf(finding->why.hint, sizeof finding->why.hint, "%s", remedies[i].text);
        }
    }
}

/* Shows every finding, the library's first; file is the one that it is about. */
static void show_findings(const struct audit *audit, void *context,
                          void (*show)(void *context, const struct lets_finding *finding,
                                       const char *file))
{
    const struct session *session = audit->checks.session;
    struct lets_finding finding;
    bool is_told[N_REMEDIES] = {false};

    for (size_t i = 0; i < audit->checks.report->n_findings; i++) {
        finding = audit->checks.report->findings[i];
        advise(&finding, is_told);
        if (strcmp(finding.name, lets_status_name(LETS_JOURNAL_CUT)) == 0 &&
            !witnesses_advise(audit->witnesses, session, &finding.why)) {
            seen_advise(&session->seen, session->journal_path, &finding.why);
        }
        if (strcmp(finding.name, lets_status_name(LETS_NOT_A_JOURNAL)) == 0) {
            (void)session_hint_missing(session, LETS_NOT_A_JOURNAL, &finding.why);
        }
        show(context, &finding, session->journal_name);
    }
    if (audit->malformed.name != NULL) {
        show(context, &audit->malformed, session->directory_path);
    }
    for (size_t i = 0; i < audit->gaps.n; i++) {
        finding = directory_gap_finding(&audit->gaps.gaps[i]);
        show(context, &finding, session->directory_path);
    }
}

/* "'0003' (Cleo Patel) stands at ..": the first id in quotes is given its name. */
static void add_named(struct buffer *out, const struct audit *audit, const char *message)
{
    const struct session *session = audit->checks.session;
    const char *first = strchr(message, '\'');
    const char *last = first == NULL ? NULL : strchr(first + 1, '\'');
    struct lets_span id = {.bytes = first, .size = 0};
    if (last != NULL && last - first - 1 <= LETS_ID_MAX) {
        id = (struct lets_span){.bytes = first + 1, .size = (size_t)(last - first - 1)};
    }
    const struct lets_account *account =
        id.size > 0 ? lets_ledger_find(audit->checks.report->ledger, id) : NULL;
    struct lets_span name =
        account == NULL ? (struct lets_span){0} : words_name(&session->names, account);

    if (name.size > 0 && !lets_span_equal(name, account->id)) {
        buffer_format(out, "%.*s (%.*s)%s", (int)(last + 1 - message), message, SHOW(name),
                      last + 1);
    } else {
        buffer_add_string(out, message);
    }
}

struct shown {
    const struct audit *audit;
};

static void show_text(void *context, const struct lets_finding *finding, const char *file)
{
    const struct audit *audit = ((const struct shown *)context)->audit;
    const struct output *output = &audit->checks.session->output;
    struct lets_error why = finding->why;
    struct buffer text = {0};

    if (finding->severity == LETS_NOTE) {
        struct buffer named = {0};
        add_named(&named, audit, finding->why.message);
        (void)snprintf(why.message, sizeof why.message, "note: %s", buffer_string(&named));
        buffer_release(&named);
    }
    fault_describe(&text, &why, finding->name, file, output->is_color, output_width(output));
    fputs(buffer_string(&text), output->stream);
    buffer_release(&text);
}

static void print_text(const struct audit *audit)
{
    struct session *session = audit->checks.session;
    bool is_quiet = session->globals->is_quiet;
    size_t n_errors = checks_sum(audit->checks.n_errors);
    size_t n_notes = checks_sum(audit->checks.n_notes);
    struct buffer verdict = {0};

    if (!is_quiet) {
        checks_print(&audit->checks);
        output_line(&session->output, "%s", "");
    }
    witnesses_print(session, audit->witnesses, audit->checks.report,
                    checks_is_sound(&audit->checks));
    if (audit->lost.path != NULL) {
        lost_print(&audit->lost, session);
    }
    struct shown shown = {.audit = audit};
    show_findings(audit, &shown, show_text);
    if (audit->checks.report->n_findings_left_out > 0) {
        checks_add_count(&verdict, audit->checks.report->n_findings_left_out, "more finding is",
                         "more findings are");
        output_line(&session->output, "%s left out", buffer_string(&verdict));
        buffer_clear(&verdict);
    }
    if (!is_quiet) {
        checks_add_count(&verdict, n_errors, "error", "errors");
        buffer_add_string(&verdict, ", ");
        checks_add_count(&verdict, n_notes, "note", "notes");
        output_line(&session->output, "%s", buffer_string(&verdict));
    }
    buffer_release(&verdict);
}

enum { NAME, SEVERITY, LINE, COLUMN, ENTRY, MESSAGE, N_COLUMNS };

static const char *severity_word(enum lets_severity severity)
{
    return severity == LETS_NOTE ? "note" : "error";
}

static void show_row(void *context, const struct lets_finding *finding, const char *file)
{
    struct list *list = context;

    (void)file;
    list_row(list);
    list_string(list, NAME, finding->name);
    list_string(list, SEVERITY, severity_word(finding->severity));
    list_integer(list, LINE, finding->line);
    list_integer(list, COLUMN, finding->column);
    list_string(list, ENTRY, finding->entry);
    list_string(list, MESSAGE, finding->why.message);
}

static void print_csv(const struct audit *audit)
{
    static const struct column columns[N_COLUMNS] = {
        [NAME] = {"name", NULL, COLUMN_WORD, COLUMN_WHOLE},
        [SEVERITY] = {"severity", NULL, COLUMN_WORD, COLUMN_WHOLE},
        [LINE] = {"line", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
        [COLUMN] = {"column", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
        [ENTRY] = {"entry", NULL, COLUMN_TEXT, COLUMN_WHOLE},
        [MESSAGE] = {"message", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    };
    struct list *list =
        list_begin(&audit->checks.session->output, NULL, "findings", columns, N_COLUMNS, NULL);

    show_findings(audit, list, show_row);
    list_end(list);
}

static void show_json(void *context, const struct lets_finding *finding, const char *file)
{
    json_t *object = json_object();
    json_int_t line = (json_int_t)finding->line;
    json_int_t column = (json_int_t)finding->column;

    (void)file;
    json_put(object, "name", json_string(finding->name));
    json_put(object, "severity", json_string(severity_word(finding->severity)));
    json_put(object, "line", line > 0 ? json_integer(line) : json_null());
    json_put(object, "column", column > 0 ? json_integer(column) : json_null());
    json_put(object, "entry", json_of_span(lets_span_of(finding->entry)));
    json_put(object, "message", json_of_span(lets_span_of(finding->why.message)));
    json_add(context, object);
}

static bool is_clean(const struct audit *audit)
{
    return audit->checks.report->is_ok && audit->malformed.name == NULL;
}

static void print_json(const struct audit *audit)
{
    const struct lets_audit_report *report = audit->checks.report;
    const struct lets_summary *summary = lets_ledger_summary(report->ledger);
    json_t *object = json_object();
    json_t *findings = json_array();

    json_put(object, "ok", json_boolean(is_clean(audit)));
    json_put(object, "ledger", json_of_span(summary->name));
    json_put(object, "n_entries", json_integer((json_int_t)report->n_entries));
    json_put(object, "n_transfers", json_integer(summary->n_transfers));
    json_put(object, "n_seals", json_integer((json_int_t)report->n_seals));
    json_put(object, "head", json_of_span(lets_span_of(summary->head.hex)));
    json_put(object, "n_accounts", json_integer(summary->n_accounts));
    json_put(object, "total", json_of_amount(summary->total, summary->decimals));
    json_put(object, "volume", json_of_amount(summary->volume, summary->decimals));
    show_findings(audit, findings, show_json);
    json_put(object, "findings", findings);
    if (report->n_findings_left_out > 0) {
        json_put(object, "n_findings_left_out",
                 json_integer((json_int_t)report->n_findings_left_out));
    }
    if (report->n_witnesses > 0) {
        json_put(object, "witnesses", witnesses_json(audit->witnesses, report));
    }
    if (audit->lost.path != NULL) {
        json_put(object, "lost", lost_json(&audit->lost));
    }
    output_json(&audit->checks.session->output, object);
}

static void print(struct audit *audit)
{
    directory_gaps_find(&audit->gaps, audit->checks.session, audit->checks.report);
    audit->checks.is_directory_compared = audit->gaps.is_compared;
    audit->checks.n_gaps = audit->gaps.n;
    checks_count(&audit->checks);
    switch (audit->checks.session->output.format) {
    case OUTPUT_TEXT:
        print_text(audit);
        break;
    case OUTPUT_CSV:
        print_csv(audit);
        break;
    case OUTPUT_JSON:
        print_json(audit);
        break;
    }
    directory_gaps_release(&audit->gaps);
}

/* ---------------------------------------------------------------- the run */

/* A malformed directory is a finding too: it must not keep back what is wrong with the journal. */
static enum lets_status open_books(struct audit *audit, struct lets_error *err)
{
    struct session *session = audit->checks.session;
    enum lets_status status = session_open(session, err);

    if (status != LETS_BAD_DIRECTORY) {
        return status;
    }
    audit->malformed = (struct lets_finding){
        .name = lets_status_name(status),
        .severity = LETS_ERROR,
        .line = err->line,
        .column = err->column,
        .why = *err,
    };
    audit->checks.is_directory_malformed = true;
    *err = (struct lets_error){0};
    return lets_directory_parse("", 0, &session->directory, err);
}

/* What was lost is on the disk before anything is said of it. */
static enum lets_status compare_copies(struct audit *audit, struct witnesses *witnesses,
                                       struct lets_error *err)
{
    struct session *session = audit->checks.session;
    enum parted_kept kept = audit->lost.path != NULL                ? PARTED_ALL
                            : session->output.format == OUTPUT_JSON ? PARTED_COMMITS
                                                                    : PARTED_ROWS;
    enum lets_status status =
        witnesses_read_sides(witnesses, session, audit->checks.report, kept, err);

    if (status == LETS_OK && audit->lost.path != NULL) {
        audit->lost.from = witnesses->names[0];
        status = lost_write(&audit->lost, session, &witnesses->sides[0].here,
                            &witnesses->sides[0].there, err);
    }
    return status;
}

static enum lets_status run_audit(struct session *session, struct witnesses *witnesses,
                                  const char *lost, struct lets_error *err)
{
    struct audit shown = {
        .checks = {.session = session}, .witnesses = witnesses, .lost = {.path = lost}};
    struct lets_audit *audit = NULL;
    enum lets_status status = open_books(&shown, err);

    if (status == LETS_OK) {
        status = witnesses_open(witnesses, session, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    const struct lets_audit_options how = {
        .witness_hashes = witnesses->hashes,
        .n_witness_hashes = witnesses->n_hashes,
        .witness_files = witnesses->files,
        .witness_names = witnesses->names,
        .n_witness_files = witnesses->n_files,
        .must_hold = session_must_hold(session),
        .has_today = true,
        .today = session->today,
    };
    session_blame(session, session->journal_name);
    status = lets_audit_new(session->journal, &how, &audit, err);
    if (status != LETS_OK) {
        return status;
    }
    const struct lets_audit_report *report = lets_audit_report(audit);
    session_blame(session, NULL);
    if (report->is_ok) {
        session_remember(session, report->ledger);
    }
    shown.checks.report = report;
    status = compare_copies(&shown, witnesses, err);
    if (status == LETS_OK && !is_clean(&shown)) {
        session->exit_status = lets_status_exit(LETS_SUM_NOT_ZERO);
    }
    if (status == LETS_OK) {
        print(&shown);
    }
    lost_release(&shown.lost);
    lets_audit_free(audit);
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct audit_values *given = values;
    struct witnesses witnesses = {0};

    if (session->globals->at != NULL) {
        return failure_misused(err,
                               "'audit' checks the journal as it is now; --at is for other views");
    }
    enum lets_status status = witnesses_sort(&witnesses, &given->witnesses, err);
    if (status == LETS_OK && given->lost != NULL && witnesses.n_files != 1) {
        status =
            failure_misused(err, "--lost needs one other journal: give it with --witness FILE");
    }
    if (status == LETS_OK) {
        status = lost_check(session, given->lost, err);
    }
    if (status == LETS_OK) {
        status = run_audit(session, &witnesses, given->lost, err);
    }
    witnesses_release(&witnesses);
    return status;
}

const struct command cmd_audit = {
    .name = "audit",
    .kind = COMMAND_VIEW,
    .synopsis = "[--witness HEX|FILE].. [--lost FILE.csv]",
    .summary = "check everything",
    .details = "Every seal, entry, rule and sum is checked, and all that is wrong is told in one "
               "run. Exit status 1 "
               "means that there is an error; notes do not count.\n"
               "A witness that looks like a head is one, however it was copied; a file with such a "
               "name is given as ./NAME.",
    .options = options,
    .values_size = sizeof(struct audit_values),
    .run = run,
};
