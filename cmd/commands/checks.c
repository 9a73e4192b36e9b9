/* SPDX-License-Identifier: MIT */
/*
 * The checks of an audit as a table: nobody should take an empty journal for a sound one, so each
 * says what it covered. Which check a finding belongs to follows from its name: the library finds
 * them in one pass.
 */

#include "commands/checks.h"

#include <inttypes.h>
#include <string.h>

#include "output/list.h"
#include "words/figures.h"

#define STATUS_ROW(name, text, exit_status, summary) LETS_##name,
static const enum lets_status all_statuses[] = {LETS_STATUSES(STATUS_ROW)};
#undef STATUS_ROW

static const enum lets_status statuses_of_bytes[] = {
    LETS_NOT_A_JOURNAL, LETS_DAMAGED,    LETS_OPEN_TAIL,
    LETS_JOURNAL_CUT,   LETS_SEAL_COUNT, LETS_CLOCK_BEHIND,
};
static const enum lets_status statuses_of_sums[] = {
    LETS_SUM_NOT_ZERO, LETS_CLOSE_BALANCES, LETS_RUN_COUNT, LETS_RUN_TOTAL, LETS_RUN_DIFFERS};

#define N_ITEMS(array) (sizeof(array) / sizeof(array)[0])

/* The one of n statuses that has this name; LETS_OK for none. */
static enum lets_status find_status(const enum lets_status *statuses, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(lets_status_name(statuses[i]), name) == 0) {
            return statuses[i];
        }
    }
    return LETS_OK;
}

static bool is_named(const struct lets_finding *finding, enum lets_status status)
{
    return strcmp(finding->name, lets_status_name(status)) == 0;
}

static bool is_of_witness(const struct lets_finding *finding)
{
    return strcmp(finding->entry, LETS_FINDING_OF_WITNESS) == 0;
}

static enum check check_of(const struct lets_finding *finding)
{
    if (is_of_witness(finding)) {
        return is_named(finding, LETS_UNKNOWN_SEAL) ? CHECK_HEADS : CHECK_COPIES;
    }
    if (finding->severity == LETS_NOTE) {
        return strcmp(finding->name, "not-canonical") == 0 ? CHECK_FORM
               : strcmp(finding->name, "exceptions") == 0  ? CHECK_RULES
                                                           : CHECK_STANDING;
    }
    if (find_status(statuses_of_bytes, N_ITEMS(statuses_of_bytes), finding->name) != LETS_OK) {
        return CHECK_BYTES;
    }
    if (find_status(statuses_of_sums, N_ITEMS(statuses_of_sums), finding->name) != LETS_OK) {
        return CHECK_SUMS;
    }
    enum lets_status status = find_status(all_statuses, N_ITEMS(all_statuses), finding->name);
    return lets_status_exit(status) == lets_status_exit(LETS_BAD_YAML) ? CHECK_FORM : CHECK_RULES;
}

void checks_count(struct checks *checks)
{
    for (size_t i = 0; i < checks->report->n_findings; i++) {
        const struct lets_finding *finding = &checks->report->findings[i];
        size_t *counts = finding->severity == LETS_NOTE ? checks->n_notes : checks->n_errors;
        counts[check_of(finding)]++;
    }
    checks->n_notes[CHECK_STANDING] += checks->n_gaps;
    checks->n_errors[CHECK_STANDING] += checks->is_directory_malformed ? 1 : 0;
}

bool checks_is_sound(const struct checks *checks)
{
    for (size_t i = 0; i < checks->report->n_findings; i++) {
        const struct lets_finding *finding = &checks->report->findings[i];
        if (finding->severity == LETS_ERROR && !is_of_witness(finding) &&
            !is_named(finding, LETS_JOURNAL_CUT)) {
            return false;
        }
    }
    return true;
}

size_t checks_sum(const size_t counts[N_CHECKS])
{
    size_t total = 0;

    for (size_t i = 0; i < N_CHECKS; i++) {
        total += counts[i];
    }
    return total;
}

/* ---------------------------------------------------------------- the table */

/* "9 310 entries". */
void checks_add_count(struct buffer *out, uint64_t n, const char *one, const char *many)
{
    char digits[24];
    int size = snprintf(digits, sizeof digits, "%" PRIu64, n);

    for (int i = 0; i < size; i++) {
        buffer_format(out, "%s%c", i > 0 && (size - i) % 3 == 0 ? " " : "", digits[i]);
    }
    buffer_format(out, " %s", n == 1 ? one : many);
}

static void describe_bytes(struct buffer *out, const struct checks *checks)
{
    const struct lets_audit_report *report = checks->report;

    checks_add_count(out, report->n_seals, "seal", "seals");
    buffer_add_string(out, ", ");
    checks_add_count(out, report->n_bytes, "byte", "bytes");
    buffer_add_string(out, ", ");
    if (report->sound_seal == 0) {
        buffer_add_string(out, "nothing of it sound");
        return;
    }
    if (checks->n_errors[CHECK_BYTES] > 0) {
        char day[LETS_DATE_SIZE];
        lets_date_format(lets_time_day(report->sound_time), day);
        buffer_format(out, "sound up to seal %" PRIu64 ", line %" PRIu64 ", %s; ",
                      report->sound_seal, report->sound_line, day);
    }
    words_head_line(out, report->ledger);
}

static void describe_form(struct buffer *out, const struct checks *checks)
{
    const struct lets_audit_report *report = checks->report;

    checks_add_count(out, report->n_entries, "entry", "entries");
    if (report->n_spelled == 0) {
        buffer_add_string(out, ", all in canonical form");
    } else {
        buffer_add_string(out, ", ");
        checks_add_count(out, report->n_spelled, "not in canonical form", "not in canonical form");
    }
}

static void describe_rules(struct buffer *out, const struct checks *checks)
{
    const struct lets_summary *summary = lets_ledger_summary(checks->report->ledger);

    checks_add_count(out, summary->n_accounts, "account", "accounts");
    buffer_add_string(out, ", ");
    checks_add_count(out, summary->n_transfers, "transfer", "transfers");
    buffer_add_string(out, " of ");
    words_amount(out, checks->report->ledger, summary->volume);
    buffer_add_string(out, " in all");
}

static void describe_sums(struct buffer *out, const struct checks *checks)
{
    const struct lets_audit_report *report = checks->report;
    const struct lets_summary *summary = lets_ledger_summary(report->ledger);

    buffer_add_string(out, "all balances add up to ");
    words_amount(out, checks->report->ledger, summary->total);
    buffer_add_string(out, checks->n_errors[CHECK_SUMS] == 0 ? ", and did at every seal" : "");
    if (report->n_closes > 0) {
        buffer_add_string(out, "; ");
        checks_add_count(out, report->n_closes, "close worked out anew", "closes worked out anew");
    }
    if (report->n_runs > 0) {
        buffer_add_string(out, ", ");
        checks_add_count(out, report->n_runs, "run of a rule too", "runs of rules too");
    }
    if (report->n_funds > 0 && report->n_closes > 0) {
        buffer_add_string(out, ", ");
        checks_add_count(out, report->n_funds, "fund too", "funds too");
    } else if (report->n_funds > 0) {
        buffer_add_string(out, "; ");
        checks_add_count(out, report->n_funds, "fund worked out anew", "funds worked out anew");
    }
}

static void describe_standing(struct buffer *out, const struct checks *checks)
{
    const struct session *session = checks->session;
    size_t n_persons = lets_directory_size(session->directory);

    buffer_add_string(out, "limits, cheques, ");
    buffer_add_string(out, checks->report->n_funds > 0 ? "charters, " : "");
    if (checks->is_directory_compared) {
        checks_add_count(out, n_persons, "directory entry", "directory entries");
    } else if (session->names.directory == NULL) {
        buffer_add_string(out, "the directory not read");
    } else if (n_persons == 0) {
        buffer_add_string(out, "no directory");
    } else {
        buffer_add_string(out, "the directory not compared while there are errors");
    }
}

static size_t count_witnesses(const struct checks *checks, bool is_file)
{
    size_t n = 0;

    for (size_t i = 0; i < checks->report->n_witnesses; i++) {
        n += checks->report->witnesses[i].is_file == is_file ? 1 : 0;
    }
    return n;
}

static void describe_heads(struct buffer *out, const struct checks *checks)
{
    checks_add_count(out, count_witnesses(checks, false), "head that was given",
                     "heads that were given");
}

static void describe_copies(struct buffer *out, const struct checks *checks)
{
    checks_add_count(out, count_witnesses(checks, true), "other journal", "other journals");
}

static bool is_shown(const struct checks *checks, size_t check)
{
    bool is_witness = check == CHECK_HEADS || check == CHECK_COPIES;

    return !is_witness || count_witnesses(checks, check == CHECK_COPIES) > 0;
}

static const struct {
    const char *name;
    void (*describe)(struct buffer *out, const struct checks *checks);
} rows[N_CHECKS] = {
    [CHECK_BYTES] = {"bytes", describe_bytes},          [CHECK_FORM] = {"form", describe_form},
    [CHECK_RULES] = {"rules", describe_rules},          [CHECK_SUMS] = {"sums", describe_sums},
    [CHECK_STANDING] = {"standing", describe_standing}, [CHECK_HEADS] = {"head", describe_heads},
    [CHECK_COPIES] = {"copy", describe_copies},
};

static void describe_result(struct buffer *out, size_t n_errors, size_t n_notes)
{
    if (n_errors > 0) {
        checks_add_count(out, n_errors, "error", "errors");
    } else if (n_notes > 0) {
        checks_add_count(out, n_notes, "note", "notes");
    } else {
        buffer_add_string(out, "ok");
    }
}

void checks_print(const struct checks *checks)
{
    enum { CHECK, RESULT, COVERED, N_COLUMNS };
    static const struct column columns[N_COLUMNS] = {
        [CHECK] = {NULL, "check", COLUMN_WORD, COLUMN_WHOLE},
        [RESULT] = {NULL, "result", COLUMN_WORD, COLUMN_WHOLE},
        [COVERED] = {NULL, "covered", COLUMN_TEXT, COLUMN_SENTENCE},
    };
    struct list *list =
        list_begin(&checks->session->output, NULL, "checks", columns, N_COLUMNS, NULL);

    for (size_t i = 0; i < N_CHECKS; i++) {
        struct buffer result = {0};
        struct buffer covered = {0};
        if (!is_shown(checks, i)) {
            continue;
        }
        list_row(list);
        if (checks->report->n_seals == 0 && i > CHECK_BYTES && i <= CHECK_STANDING) {
            buffer_add_string(&result, "-");
            buffer_add_string(&covered, "nothing");
        } else {
            describe_result(&result, checks->n_errors[i], checks->n_notes[i]);
            rows[i].describe(&covered, checks);
        }
        list_string(list, CHECK, rows[i].name);
        list_text(list, RESULT, buffer_span(&result));
        list_text(list, COVERED, buffer_span(&covered));
        if (checks->n_errors[i] > 0) {
            list_highlight(list);
        }
        buffer_release(&result);
        buffer_release(&covered);
    }
    list_end(list);
}
