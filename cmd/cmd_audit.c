/* SPDX-License-Identifier: MIT */
/*
 * lets audit: everything that can be checked, and all findings in one run. A line a check, with what it
 * covered; then the findings, as errors are printed, though here they are the answer.
 */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "fault.h"
#include "session.h"

struct audit_values {
    struct option_list witnesses;
};

#define AT(member) offsetof(struct audit_values, member)

static const struct option options[] = {
    {"witness", 0, "HEX|FILE", "a head from a paper, or another copy of the journal; may be given again",
     OPTION_LIST, AT(witnesses), false},
    {0},
};

/* A note of the program's own, about the directory. */
struct note {
    const char *name;
    char *message; /* owned */
};

struct checks {
    struct session *session;
    const char **hashes;
    size_t n_hashes;
    struct lets_journal **files;
    const char **names;
    size_t n_files;
    struct lets_audit *audit;
    struct note *notes;
    size_t n_notes;
    size_t notes_capacity;
};

/* ---------------------------------------------------------------- witnesses */

/* Digits of a hash and blanks only; a file of such a name is given as ./NAME. */
static bool is_head(const char *text)
{
    size_t n_digits = strspn(text, "0123456789abcdefABCDEF ");

    return n_digits > 0 && text[n_digits] == '\0' && strspn(text, " ") < n_digits;
}

static enum lets_status open_witnesses(struct checks *checks, const struct option_list *given,
                                       struct lets_error *err)
{
    struct session *session = checks->session;
    enum lets_status status = LETS_OK;

    checks->hashes = memory_array(given->n + 1, sizeof *checks->hashes);
    checks->files = memory_array(given->n + 1, sizeof *checks->files);
    checks->names = memory_array(given->n + 1, sizeof *checks->names);
    for (size_t i = 0; status == LETS_OK && i < given->n; i++) {
        const char *witness = given->items[i];
        if (is_head(witness)) {
            checks->hashes[checks->n_hashes++] = witness;
            continue;
        }
        status = session_protect(session, witness, err);
        if (status == LETS_OK) {
            session->blamed = witness;
            status = lets_journal_open(witness, LETS_READ, 0, &checks->files[checks->n_files], err);
        }
        if (status == LETS_OK) {
            session->blamed = NULL;
            checks->names[checks->n_files++] = witness;
        }
    }
    return status;
}

static void release(struct checks *checks)
{
    for (size_t i = 0; i < checks->n_files; i++) {
        lets_journal_close(checks->files[i]);
    }
    for (size_t i = 0; i < checks->n_notes; i++) {
        memory_free(checks->notes[i].message);
    }
    memory_free(checks->notes);
    memory_free(checks->hashes);
    memory_free(checks->files);
    memory_free(checks->names);
    lets_audit_free(checks->audit);
}

/* ---------------------------------------------------------------- the directory */

static void add_note(struct checks *checks, const char *name, const char *text, struct lets_span id)
{
    struct buffer message = {0};

    buffer_format(&message, text, SHOW(id));
    checks->notes = memory_grow(checks->notes, &checks->notes_capacity, checks->n_notes + 1,
                                sizeof *checks->notes);
    checks->notes[checks->n_notes++] = (struct note){name, memory_copy(buffer_span(&message))};
    buffer_release(&message);
}

/* Who stands in the directory without an account, and the reverse. */
static void compare_directory(struct checks *checks)
{
    const struct lets_ledger *ledger = lets_audit_report(checks->audit)->ledger;
    const struct lets_directory *directory = checks->session->names.directory;
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;

    if (directory == NULL || lets_directory_size(directory) == 0) {
        return;
    }
    for (size_t i = 0; i < lets_directory_size(directory); i++) {
        struct lets_span member = lets_directory_person(directory, i)->member;
        const struct lets_account *account = lets_ledger_find(ledger, member);
        if (account == NULL || !lets_span_equal(account->id, member)) {
            add_note(checks, "directory-without-account", "'%.*s' is in the directory and has no account", member);
        }
    }
    for (uint32_t i = 0; i < n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, i);
        if (account->kind == LETS_MEMBER && account->status != LETS_CLOSED &&
            lets_directory_find(directory, account->id) == NULL) {
            add_note(checks, "account-without-directory", "member '%.*s' is not in the directory", account->id);
        }
    }
}

/* ---------------------------------------------------------------- text */

/* "9 310": thousands apart. */
static void add_count(struct buffer *out, uint64_t n)
{
    char digits[24];
    int size = snprintf(digits, sizeof digits, "%" PRIu64, n);

    for (int i = 0; i < size; i++) {
        buffer_format(out, "%s%c", i > 0 && (size - i) % 3 == 0 ? " " : "", digits[i]);
    }
}

static void add_counted(struct buffer *out, uint64_t n, const char *one, const char *many)
{
    add_count(out, n);
    buffer_format(out, " %s", n == 1 ? one : many);
}

static bool has_error(const struct lets_audit_report *report, const char *const *names, size_t n_names,
                      bool is_other)
{
    for (size_t i = 0; i < report->n_findings; i++) {
        bool is_named = false;
        for (size_t j = 0; j < n_names; j++) {
            is_named = is_named || strcmp(report->findings[i].name, names[j]) == 0;
        }
        if (report->findings[i].severity == LETS_ERROR && is_named != is_other) {
            return true;
        }
    }
    return false;
}

static void print_check(struct output *output, const char *name, bool has_findings, struct buffer *covered)
{
    output_line(output, "%-9s %-9s %s", name, has_findings ? "FINDINGS" : "ok", buffer_string(covered));
    buffer_clear(covered);
}

static void describe_bytes(struct buffer *out, const struct lets_audit_report *report)
{
    const struct lets_hash *head = &lets_ledger_summary(report->ledger)->head;

    add_counted(out, report->n_seals, "seal", "seals");
    buffer_add_string(out, ", ");
    add_counted(out, report->n_bytes, "byte", "bytes");
    if (head->hex[0] != '\0') {
        buffer_add_string(out, ", head ");
        words_head(out, head);
    }
}

static void print_checks(struct output *output, const struct lets_audit_report *report)
{
    static const char *const of_bytes[] = {"damaged", "open-tail", "journal-cut", "not-a-journal",
                                           "unknown-seal", "history-parts"};
    static const char *const of_sums[] = {"sum-not-zero", "close-balances"};
    static const char *const of_others[] = {"damaged", "open-tail", "journal-cut", "not-a-journal",
                                            "unknown-seal", "history-parts", "sum-not-zero", "close-balances"};
    const struct lets_summary *summary = lets_ledger_summary(report->ledger);
    struct buffer line = {0};

    describe_bytes(&line, report);
    print_check(output, "bytes", has_error(report, of_bytes, sizeof of_bytes / sizeof *of_bytes, false), &line);
    add_counted(&line, report->n_entries, "entry", "entries");
    buffer_add_string(&line, ", ");
    add_counted(&line, report->n_spelled, "of them not canonical", "of them not canonical");
    bool has_form = false;
    bool has_rule = false;
    for (size_t i = 0; i < report->n_findings; i++) {
        const struct lets_finding *finding = &report->findings[i];
        bool is_other = true;
        for (size_t j = 0; j < sizeof of_others / sizeof *of_others; j++) {
            is_other = is_other && strcmp(finding->name, of_others[j]) != 0;
        }
        bool is_form = lets_status_exit(finding->why.status) == lets_status_exit(LETS_BAD_YAML);
        has_form = has_form || (finding->severity == LETS_ERROR && is_other && is_form);
        has_rule = has_rule || (finding->severity == LETS_ERROR && is_other && !is_form);
    }
    print_check(output, "form", has_form, &line);
    add_counted(&line, summary->n_transfers, "transfer", "transfers");
    buffer_add_string(&line, ", ");
    add_counted(&line, summary->n_accounts, "account", "accounts");
    print_check(output, "rules", has_rule, &line);
    buffer_add_string(&line, "all balances together ");
    words_amount(&line, report->ledger, summary->total);
    buffer_add_string(&line, ", ");
    add_counted(&line, report->n_closes, "close", "closes");
    buffer_add_string(&line, " reckoned again");
    print_check(output, "sums", has_error(report, of_sums, sizeof of_sums / sizeof *of_sums, false), &line);
    buffer_release(&line);
}

static void print_commits(struct output *output, const char *where, const struct lets_witness_commit *commits,
                          size_t n, uint64_t n_all)
{
    for (size_t i = 0; i < n; i++) {
        struct buffer line = {0};
        char time[LETS_TIME_SIZE];
        lets_time_format(commits[i].sealed, time);
        buffer_format(&line, "  %s: seal %" PRIu64 ", line %" PRIu64 ", %s, ", where, commits[i].seal,
                      commits[i].line, time);
        words_head(&line, &commits[i].hash);
        if (commits[i].last_transfer > 0) {
            buffer_format(&line, ", after transfer %" PRIu32, commits[i].last_transfer);
        }
        output_line(output, "%s", buffer_string(&line));
        buffer_release(&line);
    }
    if (n_all > n) {
        output_line(output, "  %s: and %" PRIu64 " more", where, n_all - n);
    }
}

static void print_witness(struct output *output, const struct lets_witness *witness)
{
    char time[LETS_TIME_SIZE];
    const char *weak = witness->is_weak ? "weak: not proof (fewer than 32 digits); " : "";

    lets_time_format(witness->sealed, time);
    if (!witness->is_file && witness->is_held) {
        output_line(output, "witness   %s is here: %sseal %" PRIu64 " of %s, after transfer %" PRIu32,
                    witness->name, weak, witness->seal, time, witness->last_transfer);
    } else if (!witness->is_file) {
        output_line(output, "witness   %s is NOT here%s%s", witness->name, weak[0] == '\0' ? "" : ": ", weak);
    } else if (witness->is_held && witness->n_here == 0 && witness->n_there == 0) {
        output_line(output, "witness   %s holds the same %" PRIu64 " seals", witness->name, witness->seal);
    } else if (witness->is_held) {
        output_line(output, "witness   %s", witness->is_longer
                        ? "this journal is a part of the other, which goes on" : "the other is a part of this "
                        "journal, which goes on");
        output_line(output, "  %s: the same up to seal %" PRIu64 " of %s", witness->name, witness->seal, time);
    } else {
        output_line(output, "witness   %s and this journal part after seal %" PRIu64, witness->name,
                    witness->seal);
    }
    print_commits(output, "here", witness->since_here, witness->n_since_here, witness->n_here);
    print_commits(output, "there", witness->since_there, witness->n_since_there, witness->n_there);
}

static void print_findings(struct output *output, const struct checks *checks,
                           const struct lets_audit_report *report)
{
    const char *file = checks->session->journal_name;
    struct buffer text = {0};

    for (size_t i = 0; i < report->n_findings; i++) {
        const struct lets_finding *finding = &report->findings[i];
        struct lets_error why = finding->why;
        if (finding->severity == LETS_NOTE) {
            (void)snprintf(why.message, sizeof why.message, "note: %.600s", finding->why.message);
        }
        fault_describe(&text, &why, finding->name, file, output->is_color);
    }
    for (size_t i = 0; i < checks->n_notes; i++) {
        struct lets_error why = {0};
        (void)snprintf(why.message, sizeof why.message, "note: %.600s", checks->notes[i].message);
        fault_describe(&text, &why, checks->notes[i].name, checks->session->directory_path, output->is_color);
    }
    if (text.size > 0) {
        output_line(output, "%s", "");
        fputs(buffer_string(&text), output->stream);
    }
    if (report->n_findings_left_out > 0) {
        output_line(output, "and %" PRIu64 " more findings", report->n_findings_left_out);
    }
    buffer_release(&text);
}

static void print_text(const struct checks *checks)
{
    struct output *output = &checks->session->output;
    const struct lets_audit_report *report = lets_audit_report(checks->audit);
    size_t n_notes = checks->n_notes;

    if (output->format != OUTPUT_TEXT) {
        return;
    }
    print_checks(output, report);
    for (size_t i = 0; i < report->n_findings; i++) {
        n_notes += report->findings[i].severity == LETS_NOTE ? 1 : 0;
    }
    output_line(output, "%-9s %-9s %zu note%s", "standing", "ok", n_notes, n_notes == 1 ? "" : "s");
    for (size_t i = 0; i < report->n_witnesses; i++) {
        print_witness(output, &report->witnesses[i]);
    }
    print_findings(output, checks, report);
    if (report->is_ok) {
        output_line(output, "%s", "");
        output_line(output, "all is well: nothing was lost, changed or invented since the first seal");
    } else {
        char day[LETS_DATE_SIZE] = "";
        if (report->sound_seal > 0) {
            lets_date_format(lets_time_day(report->sound_time), day);
        }
        output_line(output, "%s", "");
        output_line(output, "NOT everything is well; the bytes are sound up to seal %" PRIu64 ", line %" PRIu64
                    "%s%s", report->sound_seal, report->sound_line, day[0] == '\0' ? "" : ", ", day);
    }
}

/* ---------------------------------------------------------------- JSON and CSV */

static json_t *json_of_finding(const char *name, const char *severity, uint64_t line, uint64_t column,
                               const char *entry, const char *message)
{
    json_t *finding = json_object();

    json_put(finding, "name", json_of_span(lets_span_of(name)));
    json_put(finding, "severity", json_of_span(lets_span_of(severity)));
    json_put(finding, "line", line > 0 ? json_integer((json_int_t)line) : json_null());
    json_put(finding, "column", column > 0 ? json_integer((json_int_t)column) : json_null());
    json_put(finding, "entry", json_of_span(lets_span_of(entry)));
    json_put(finding, "message", json_of_span(lets_span_of(message)));
    return finding;
}

static json_t *json_of_findings(const struct checks *checks)
{
    const struct lets_audit_report *report = lets_audit_report(checks->audit);
    json_t *findings = json_array();

    for (size_t i = 0; i < report->n_findings; i++) {
        const struct lets_finding *finding = &report->findings[i];
        (void)json_array_append_new(findings, json_of_finding(finding->name,
                                    finding->severity == LETS_ERROR ? "error" : "note", finding->line,
                                    finding->column, finding->entry, finding->why.message));
    }
    for (size_t i = 0; i < checks->n_notes; i++) {
        (void)json_array_append_new(findings, json_of_finding(checks->notes[i].name, "note", 0, 0, "",
                                                              checks->notes[i].message));
    }
    return findings;
}

static json_t *json_of_witness(const struct lets_witness *witness)
{
    json_t *object = json_object();

    json_put(object, "witness", json_of_span(lets_span_of(witness->name)));
    json_put(object, "held", json_boolean(witness->is_held));
    json_put(object, "weak", json_boolean(witness->is_weak));
    json_put(object, "seal", witness->seal > 0 ? json_integer((json_int_t)witness->seal) : json_null());
    json_put(object, "sealed", witness->seal > 0 ? json_of_time(witness->sealed) : json_null());
    json_put(object, "last_transfer", witness->last_transfer > 0 ? json_integer(witness->last_transfer)
                                                                 : json_null());
    json_put(object, "n_here", json_integer((json_int_t)witness->n_here));
    json_put(object, "n_there", json_integer((json_int_t)witness->n_there));
    return object;
}

static void print_json(const struct checks *checks)
{
    const struct lets_audit_report *report = lets_audit_report(checks->audit);
    const struct lets_summary *summary = lets_ledger_summary(report->ledger);
    json_t *object = json_object();
    json_t *witnesses = json_array();

    if (checks->session->output.format != OUTPUT_JSON) {
        json_decref(object);
        json_decref(witnesses);
        return;
    }
    for (size_t i = 0; i < report->n_witnesses; i++) {
        (void)json_array_append_new(witnesses, json_of_witness(&report->witnesses[i]));
    }
    json_put(object, "ok", json_boolean(report->is_ok));
    json_put(object, "ledger", json_of_span(summary->name));
    json_put(object, "n_entries", json_integer((json_int_t)report->n_entries));
    json_put(object, "n_transfers", json_integer(summary->n_transfers));
    json_put(object, "n_seals", json_integer((json_int_t)report->n_seals));
    json_put(object, "head", json_of_span(lets_span_of(summary->head.hex)));
    json_put(object, "n_accounts", json_integer(summary->n_accounts));
    json_put(object, "total", json_of_amount(summary->total, summary->decimals));
    json_put(object, "volume", json_of_amount(summary->volume, summary->decimals));
    json_put(object, "findings", json_of_findings(checks));
    json_put(object, "witnesses", witnesses);
    output_json(&checks->session->output, object);
}

enum { NAME, SEVERITY, LINE, COLUMN, ENTRY, MESSAGE, N_COLUMNS };
static const struct column columns[N_COLUMNS] = {
    [NAME] = {"name", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [SEVERITY] = {"severity", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [LINE] = {"line", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [COLUMN] = {"column", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [ENTRY] = {"entry", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [MESSAGE] = {"message", NULL, COLUMN_TEXT, COLUMN_WHOLE},
};

static void print_csv(const struct checks *checks)
{
    const struct lets_audit_report *report = lets_audit_report(checks->audit);

    if (checks->session->output.format != OUTPUT_CSV) {
        return;
    }
    struct list *list = list_begin(&checks->session->output, NULL, "findings", columns, N_COLUMNS, NULL);
    for (size_t i = 0; i < report->n_findings; i++) {
        const struct lets_finding *finding = &report->findings[i];
        list_row(list);
        list_string(list, NAME, finding->name);
        list_string(list, SEVERITY, finding->severity == LETS_ERROR ? "error" : "note");
        list_integer(list, LINE, finding->line);
        list_integer(list, COLUMN, finding->column);
        list_string(list, ENTRY, finding->entry);
        list_string(list, MESSAGE, finding->why.message);
    }
    for (size_t i = 0; i < checks->n_notes; i++) {
        list_row(list);
        list_string(list, NAME, checks->notes[i].name);
        list_string(list, SEVERITY, "note");
        list_string(list, MESSAGE, checks->notes[i].message);
    }
    list_end(list);
}

/* ---------------------------------------------------------------- the run */

static enum lets_status audit(struct checks *checks, struct lets_error *err)
{
    struct session *session = checks->session;
    const struct lets_audit_options how = {
        .witness_hashes = checks->hashes,
        .n_witness_hashes = checks->n_hashes,
        .witness_files = checks->files,
        .witness_names = checks->names,
        .n_witness_files = checks->n_files,
        .must_hold = session_must_hold(session),
    };

    session->blamed = session->journal_name;
    enum lets_status status = lets_audit_new(session->journal, &how, &checks->audit, err);
    if (status != LETS_OK) {
        return status;
    }
    session->blamed = NULL;
    compare_directory(checks);
    print_text(checks);
    print_csv(checks);
    print_json(checks);
    const struct lets_audit_report *report = lets_audit_report(checks->audit);
    if (report->is_ok) {
        session_remember(session, report->ledger);
    } else {
        session->exit_status = 1;
    }
    return LETS_OK;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct audit_values *given = values;
    struct checks checks = {.session = session};
    enum lets_status status = LETS_OK;

    if (session->globals->at != NULL) {
        status = session_misused(err, "'audit' checks the whole journal; --at is for other views");
    }
    if (status == LETS_OK) {
        status = open_witnesses(&checks, &given->witnesses, err);
    }
    if (status == LETS_OK) {
        status = session_open(session, err);
    }
    if (status == LETS_OK) {
        status = audit(&checks, err);
    }
    release(&checks);
    return status;
}

const struct command cmd_audit = {
    .name = "audit",
    .kind = COMMAND_VIEW,
    .synopsis = "[--witness HEX|FILE]..",
    .summary = "check everything",
    .details = "Bytes against their seals, every entry against the format and the rules, balances and closed periods "
               "against their transfers. Exit status 1 if, and only if, there is a finding that is no note.",
    .arguments = NULL,
    .options = options,
    .values_size = sizeof(struct audit_values),
    .run = run,
};
