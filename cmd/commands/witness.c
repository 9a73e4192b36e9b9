/* SPDX-License-Identifier: MIT */
/*
 * Witnesses of a journal: a head that somebody has on paper, or another copy. What is no head is a
 * file, and a file whose name looks like one can be given as ./NAME. What a witness proves is the
 * library's business; here it is only said.
 */

#include "commands/witness.h"

#include <inttypes.h>
#include <string.h>

#include "base/failure.h"
#include "base/shell.h"
#include "output/json.h"

#define DIGITS (LETS_HASH_SIZE - 1)
#define GROUP 4 /* digits are shown in groups of so many */

enum lets_status witnesses_sort(struct witnesses *out, const struct option_list *given,
                                struct lets_error *err)
{
    out->hashes = memory_array(given->n, sizeof *out->hashes);
    out->heads = memory_array(given->n, sizeof *out->heads);
    out->names = memory_array(given->n, sizeof *out->names);
    out->files = memory_array(given->n, sizeof(struct lets_journal *));
    out->sides = memory_array(given->n, sizeof *out->sides);
    for (size_t i = 0; i < given->n; i++) {
        const char *value = given->items[i];
        struct witness_head *head = &out->heads[out->n_hashes];
        if (value[strspn(value, " \t\n")] == '\0') {
            return failure_misused(err, "--witness: neither a head nor a file is named");
        }
        if (!witness_head_read(value, head)) {
            out->names[out->n_files++] = value;
            continue;
        }
        out->hashes[out->n_hashes++] = buffer_string(&head->digits);
        if (head->digits.size > DIGITS) {
            return failure_misused(err, "--witness: a head has %d digits at most, and this has %zu",
                                   DIGITS, head->digits.size);
        }
    }
    return LETS_OK;
}

enum lets_status witnesses_open(struct witnesses *witnesses, struct session *session,
                                struct lets_error *err)
{
    for (size_t i = 0; i < witnesses->n_files; i++) {
        const char *name = witnesses->names[i];
        enum lets_status status = session_protect(session, name, err);
        if (status != LETS_OK) {
            return status;
        }
        session_blame(session, name);
        status = lets_journal_open(name, LETS_READ, 0, &witnesses->files[i], err);
        if (status != LETS_OK) {
            return status;
        }
        witnesses->n_open++;
    }
    session_blame(session, NULL);
    return LETS_OK;
}

void witnesses_release(struct witnesses *witnesses)
{
    for (size_t i = 0; i < witnesses->n_open; i++) {
        parted_release(&witnesses->sides[i].here);
        parted_release(&witnesses->sides[i].there);
        lets_journal_close(witnesses->files[i]);
    }
    memory_free(witnesses->sides);
    for (size_t i = 0; i < witnesses->n_hashes; i++) {
        buffer_release(&witnesses->heads[i].digits);
    }
    memory_free(witnesses->heads);
    memory_free(witnesses->hashes);
    memory_free(witnesses->names);
    memory_free(witnesses->files);
    *witnesses = (struct witnesses){0};
}

/* ---------------------------------------------------------------- text */

static void add_groups(struct buffer *out, const char *digits, size_t n_digits)
{
    for (size_t i = 0; i < n_digits && digits[i] != '\0'; i += GROUP) {
        size_t size = n_digits - i < GROUP ? n_digits - i : GROUP;
        buffer_format(out, "%s%.*s", i > 0 ? " " : "", (int)size, digits + i);
    }
}

/* "seal 12 of 2026-01-10T12:00:00+00:00, after transfer 7". */
static void add_point(struct buffer *out, const struct lets_witness *witness)
{
    char time[LETS_TIME_SIZE];

    lets_time_format(witness->sealed, time);
    buffer_format(out, "seal %" PRIu64 " of %s, ", witness->seal, time);
    if (witness->last_transfer > 0) {
        buffer_format(out, "after transfer %" PRIu32, witness->last_transfer);
    } else {
        buffer_add_string(out, "before the first transfer");
    }
}

static void add_commits(struct buffer *out, uint64_t n)
{
    buffer_format(out, "%" PRIu64 " commit%s", n, n == 1 ? "" : "s");
}

/* "lets -f new.yaml audit --witness old.yaml". */
static void add_swapped(struct buffer *out, const struct session *session, const char *newer)
{
    buffer_add_string(out, "lets -f ");
    shell_add_word(out, lets_span_of(newer));
    buffer_add_string(out, " audit --witness ");
    shell_add_word(out, lets_span_of(session->journal_name));
}

static bool is_parted(const struct lets_witness *witness)
{
    return witness->is_file && !witness->is_held && witness->n_here > 0 && witness->n_there > 0;
}

/* Whether this journal lacks the newest commit that was seen. */
static bool is_cut(const struct lets_audit_report *report)
{
    for (size_t i = 0; i < report->n_findings; i++) {
        if (strcmp(report->findings[i].name, lets_status_name(LETS_JOURNAL_CUT)) == 0) {
            return true;
        }
    }
    return false;
}

bool witnesses_advise(const struct witnesses *witnesses, const struct session *session,
                      struct lets_error *why)
{
    static const char advice[] = "audit the newer one, with this one as its witness";
    struct buffer hint = {0};

    if (witnesses->newer == NULL) {
        return false;
    }
    (void)snprintf(why->message, sizeof why->message,
                   "this journal is older than '%.100s', which goes on to the newest commit that "
                   "was seen here",
                   witnesses->newer);
    buffer_format(&hint, "%s: ", advice);
    add_swapped(&hint, session, witnesses->newer);
    if (session->journal_path == NULL || !failure_hint(why, buffer_string(&hint))) {
        (void)failure_hint(why, advice);
    }
    buffer_release(&hint);
    return true;
}

/* A copy that is longer has what this journal lacks, too. */
enum lets_status witnesses_read_sides(struct witnesses *witnesses, struct session *session,
                                      const struct lets_audit_report *report, enum parted_kept kept,
                                      struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < witnesses->n_files; i++) {
        const struct lets_witness *witness = &report->witnesses[witnesses->n_hashes + i];
        struct witness_sides *sides = &witnesses->sides[i];
        if (is_parted(witness)) {
            status = parted_read(session, session->journal, session->journal_name, witness->seal,
                                 kept, &sides->here, err);
        }
        if (status == LETS_OK && (is_parted(witness) || witness->is_longer)) {
            status = parted_read(session, witnesses->files[i], witness->name, witness->seal, kept,
                                 &sides->there, err);
        }
        if (witness->is_longer && is_cut(report) && sides->there.has_seen) {
            witnesses->newer = witnesses->names[i];
        }
    }
    return status;
}

/* The plain answer to who wants to know only that. */
#define UNTOUCHED "nothing recorded by then was changed or taken out since"

/* The digits are the proof; a number that is another than the paper's was copied wrongly, or the
 * paper was. */
static void add_stated(struct buffer *out, const struct witness_head *head,
                       const struct lets_witness *witness)
{
    if (!head->has_transfer || head->transfer == witness->last_transfer) {
        return;
    }
    buffer_add_string(out, "; but what you gave says ");
    if (head->transfer > 0) {
        buffer_format(out, "after transfer %" PRIu32, head->transfer);
    } else {
        buffer_add_string(out, "before the first transfer");
    }
    buffer_add_string(out, ": look at the paper again");
}

static void describe_head(struct buffer *out, const struct witness_head *head,
                          const struct lets_witness *witness)
{
    if (witness->is_weak) {
        buffer_add_string(out, "weak: not proof; ");
    } else if (witness->is_held) {
        buffer_add_string(out, "yes, " UNTOUCHED ": ");
    }
    if (witness->is_held) {
        add_point(out, witness);
        add_stated(out, head, witness);
    } else {
        buffer_add_string(out, "no seal of this journal");
    }
    if (witness->near_seal > 0) {
        buffer_format(out, "; seal %" PRIu64 " has all of its digits but digit %" PRIu32,
                      witness->near_seal, witness->near_digit);
    }
}

/* is_sound: whether all of the journal that is audited is. */
static void describe_file(struct buffer *out, const struct lets_witness *witness, bool is_sound)
{
    const char *this = is_sound ? "this journal" : "what is sound of this journal";

    if (is_parted(witness) && witness->seal == 0) {
        buffer_add_string(out, "no commit in common");
    } else if (is_parted(witness)) {
        buffer_add_string(out, "they part after ");
        add_point(out, witness);
    } else if (!witness->is_held && witness->seal == 0) {
        buffer_add_string(out, "nothing to compare");
    } else if (!witness->is_held) {
        buffer_add_string(out, "damaged itself; the same up to ");
        add_point(out, witness);
    } else if (witness->is_longer) {
        buffer_format(out, "%s a part of it, up to ",
                      is_sound ? "this journal is older, and" : "what is sound of this journal is");
        add_point(out, witness);
        buffer_add_string(out, "; it goes on with ");
        add_commits(out, witness->n_there);
    } else if (witness->n_here > 0) {
        buffer_format(out, "yes, a part of %s, up to ", this);
        add_point(out, witness);
        buffer_add_string(out, "; " UNTOUCHED "; ");
        add_commits(out, witness->n_here);
        buffer_add_string(out, " more here");
    } else {
        buffer_add_string(out, "yes, the same, up to ");
        add_point(out, witness);
        buffer_add_string(out, "; " UNTOUCHED);
    }
}

static void print_sides(struct session *session, const struct witnesses *witnesses,
                        const struct lets_audit_report *report, size_t i)
{
    const struct lets_witness *witness = &report->witnesses[i];

    if (is_parted(witness)) {
        parted_print(&witnesses->sides[i - witnesses->n_hashes].here, session->journal_name,
                     witness->n_here);
    }
    if (is_parted(witness) || witness->is_longer) {
        parted_print(&witnesses->sides[i - witnesses->n_hashes].there, witness->name,
                     witness->n_there);
    }
}

static void print_swapped(struct session *session, const char *newer)
{
    struct buffer command = {0};

    add_swapped(&command, session, newer);
    output_line(&session->output, "to audit the newer one, with this one as its witness: %s",
                buffer_string(&command));
    buffer_release(&command);
}

void witnesses_print(struct session *session, const struct witnesses *witnesses,
                     const struct lets_audit_report *report, bool is_sound)
{
    for (size_t i = 0; i < report->n_witnesses; i++) {
        const struct lets_witness *witness = &report->witnesses[i];
        struct buffer name = {0};
        struct buffer answer = {0};
        struct buffer line = {0};
        if (witness->is_file) {
            buffer_add_string(&name, witness->name);
            describe_file(&answer, witness, is_sound);
        } else {
            add_groups(&name, witness->name, strlen(witness->name));
            describe_head(&answer, &witnesses->heads[i], witness);
        }
        buffer_format(&line, "witness %s: %s", buffer_string(&name), buffer_string(&answer));
        output_sentence(&session->output, buffer_span(&line));
        print_sides(session, witnesses, report, i);
        bool is_named = session->journal_path != NULL; /* else it is a stream, and read */
        if (is_sound && is_named && witness->is_longer && witnesses->newer == NULL) {
            print_swapped(session, witness->name);
        }
        buffer_release(&name);
        buffer_release(&answer);
        buffer_release(&line);
    }
}

/* ---------------------------------------------------------------- JSON */

static json_t *json_of_number(uint64_t number)
{
    return number > 0 ? json_integer((json_int_t)number) : json_null();
}

static json_t *json_of_moment(struct lets_time time)
{
    return time.unix_seconds != 0 ? json_of_time(time) : json_null();
}

static json_t *json_of_commits(const struct lets_witness_commit *commits, size_t n,
                               const struct parted *parted)
{
    json_t *array = json_array();
    size_t entry = 0;

    for (size_t i = 0; i < n; i++) {
        json_t *commit = json_object();
        json_t *entries = json_array();
        for (; entry < parted->n_sealed && parted->entries[entry].seal <= commits[i].seal;
             entry++) {
            json_add(entries, json_of_span(lets_span_of(parted->entries[entry].text)));
        }
        json_put(commit, "seal", json_of_number(commits[i].seal));
        json_put(commit, "line", json_of_number(commits[i].line));
        json_put(commit, "sealed", json_of_moment(commits[i].sealed));
        json_put(commit, "sha256", json_of_span(lets_span_of(commits[i].hash.hex)));
        json_put(commit, "last_transfer", json_of_number(commits[i].last_transfer));
        json_put(commit, "entries", entries);
        json_add(array, commit);
    }
    return array;
}

/* head: NULL for a file; sides: NULL for a head. */
static json_t *json_of_witness(const struct lets_witness *witness, const struct witness_head *head,
                               const struct witness_sides *sides)
{
    json_t *object = json_object();

    json_put(object, "witness", json_of_span(lets_span_of(witness->name)));
    json_put(object, "kind", json_string(witness->is_file ? "journal" : "head"));
    json_put(object, "held", json_boolean(witness->is_held));
    json_put(object, "weak", json_boolean(witness->is_weak));
    json_put(object, "seal", json_of_number(witness->seal));
    json_put(object, "sealed", witness->seal > 0 ? json_of_time(witness->sealed) : json_null());
    json_put(object, "last_transfer", json_of_number(witness->last_transfer));
    if (head != NULL) {
        json_put(object, "stated_transfer",
                 head->has_transfer ? json_integer(head->transfer) : json_null());
        json_put(object, "near_seal", json_of_number(witness->near_seal));
        json_put(object, "near_digit", json_of_number(witness->near_digit));
    }
    if (sides != NULL) {
        json_put(object, "n_here", json_integer((json_int_t)witness->n_here));
        json_put(object, "n_there", json_integer((json_int_t)witness->n_there));
        bool is_told = is_parted(witness);
        bool is_there_told = is_told || witness->is_longer;
        json_put(object, "since_here",
                 json_of_commits(witness->since_here, is_told ? witness->n_since_here : 0,
                                 &sides->here));
        json_put(object, "since_there",
                 json_of_commits(witness->since_there, is_there_told ? witness->n_since_there : 0,
                                 &sides->there));
    }
    return object;
}

json_t *witnesses_json(const struct witnesses *witnesses, const struct lets_audit_report *report)
{
    json_t *array = json_array();

    for (size_t i = 0; i < report->n_witnesses; i++) {
        const struct witness_head *head = NULL;
        const struct witness_sides *sides = NULL;
        if (i < witnesses->n_hashes) {
            head = &witnesses->heads[i];
        } else {
            sides = &witnesses->sides[i - witnesses->n_hashes];
        }
        json_add(array, json_of_witness(&report->witnesses[i], head, sides));
    }
    return array;
}
