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
#include "output/json.h"
#include "output/list.h"

#define DIGITS (LETS_HASH_SIZE - 1)
#define GROUP 4         /* digits are shown in groups of so many */
#define SHOWN_DIGITS 16 /* of each commit where two journals part; the list is no witness */

enum lets_status witnesses_sort(struct witnesses *out, const struct option_list *given,
                                struct lets_error *err)
{
    out->hashes = memory_array(given->n, sizeof *out->hashes);
    out->heads = memory_array(given->n, sizeof *out->heads);
    out->names = memory_array(given->n, sizeof *out->names);
    out->files = memory_array(given->n, sizeof(struct lets_journal *));
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
        session->blamed = name;
        status = lets_journal_open(name, LETS_READ, 0, &witnesses->files[i], err);
        if (status != LETS_OK) {
            return status;
        }
        witnesses->n_open++;
    }
    session->blamed = NULL;
    return LETS_OK;
}

void witnesses_release(struct witnesses *witnesses)
{
    for (size_t i = 0; i < witnesses->n_open; i++) {
        lets_journal_close(witnesses->files[i]);
    }
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

static bool is_parted(const struct lets_witness *witness)
{
    return witness->is_file && !witness->is_held && witness->n_here > 0 && witness->n_there > 0;
}

/* this: how the journal that is audited is called, which may be sound in part only. */
static void describe_file(struct buffer *out, const struct lets_witness *witness, const char *this)
{
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
        buffer_format(out, "%s is a part of it, up to ", this);
        add_point(out, witness);
        buffer_add_string(out, "; it has ");
        add_commits(out, witness->n_there);
        buffer_add_string(out, " more");
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

/* The commits of one side behind the point where two journals part. */
static void print_since(struct session *session, const char *name, uint64_t n,
                        const struct lets_witness_commit *commits, size_t n_commits)
{
    enum { SEAL, LINE, SEALED, HEAD, TRANSFER, N_COLUMNS };
    static const struct column columns[N_COLUMNS] = {
        [SEAL] = {NULL, "seal", COLUMN_INTEGER, COLUMN_WHOLE},
        [LINE] = {NULL, "line", COLUMN_INTEGER, COLUMN_WHOLE},
        [SEALED] = {NULL, "sealed", COLUMN_WORD, COLUMN_WHOLE},
        [HEAD] = {NULL, "sha256", COLUMN_WORD, COLUMN_WHOLE},
        [TRANSFER] = {NULL, "last transfer", COLUMN_INTEGER, COLUMN_WHOLE},
    };

    output_line(&session->output, "since then in %s:", name);
    struct list *list = list_begin(&session->output, NULL, "commits", columns, N_COLUMNS, NULL);
    for (size_t i = 0; i < n_commits; i++) {
        struct buffer head = {0};
        add_groups(&head, commits[i].hash.hex, SHOWN_DIGITS);
        list_row(list);
        list_integer(list, SEAL, commits[i].seal);
        list_integer(list, LINE, commits[i].line);
        if (commits[i].sealed.unix_seconds != 0) {
            list_time(list, SEALED, commits[i].sealed);
        }
        list_text(list, HEAD, buffer_span(&head));
        list_integer(list, TRANSFER, commits[i].last_transfer);
        buffer_release(&head);
    }
    list_end(list);
    if (n > n_commits) {
        output_line(&session->output, "and %" PRIu64 " more", n - n_commits);
    }
}

void witnesses_print(struct session *session, const struct witnesses *witnesses,
                     const struct lets_audit_report *report)
{
    const char *this = report->is_ok ? "this journal" : "what is sound of this journal";

    for (size_t i = 0; i < report->n_witnesses; i++) {
        const struct lets_witness *witness = &report->witnesses[i];
        struct buffer name = {0};
        struct buffer answer = {0};
        if (witness->is_file) {
            buffer_add_string(&name, witness->name);
            describe_file(&answer, witness, this);
        } else {
            add_groups(&name, witness->name, strlen(witness->name));
            describe_head(&answer, &witnesses->heads[i], witness);
        }
        output_line(&session->output, "witness %s: %s", buffer_string(&name),
                    buffer_string(&answer));
        if (is_parted(witness)) {
            print_since(session, session->journal_name, witness->n_here, witness->since_here,
                        witness->n_since_here);
            print_since(session, witness->name, witness->n_there, witness->since_there,
                        witness->n_since_there);
        }
        buffer_release(&name);
        buffer_release(&answer);
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

static json_t *json_of_commits(const struct lets_witness_commit *commits, size_t n)
{
    json_t *array = json_array();

    for (size_t i = 0; i < n; i++) {
        json_t *commit = json_object();
        json_put(commit, "seal", json_of_number(commits[i].seal));
        json_put(commit, "line", json_of_number(commits[i].line));
        json_put(commit, "sealed", json_of_moment(commits[i].sealed));
        json_put(commit, "sha256", json_of_span(lets_span_of(commits[i].hash.hex)));
        json_put(commit, "last_transfer", json_of_number(commits[i].last_transfer));
        json_add(array, commit);
    }
    return array;
}

/* head: NULL for a file. */
static json_t *json_of_witness(const struct lets_witness *witness, const struct witness_head *head)
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
    if (witness->is_file) {
        json_put(object, "n_here", json_integer((json_int_t)witness->n_here));
        json_put(object, "n_there", json_integer((json_int_t)witness->n_there));
        bool is_told = is_parted(witness);
        json_put(object, "since_here",
                 json_of_commits(witness->since_here, is_told ? witness->n_since_here : 0));
        json_put(object, "since_there",
                 json_of_commits(witness->since_there, is_told ? witness->n_since_there : 0));
    }
    return object;
}

json_t *witnesses_json(const struct witnesses *witnesses, const struct lets_audit_report *report)
{
    json_t *array = json_array();

    for (size_t i = 0; i < report->n_witnesses; i++) {
        bool is_head = i < witnesses->n_hashes;
        json_add(array,
                 json_of_witness(&report->witnesses[i], is_head ? &witnesses->heads[i] : NULL));
    }
    return array;
}
