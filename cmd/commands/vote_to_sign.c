/* SPDX-License-Identifier: MIT */
/*
 * What an approver signs, written into a file, and told in words beside the ids that stand in it;
 * and the two commands by which it is signed and recorded.
 */

#include "commands/vote_to_sign.h"

#include <inttypes.h>
#include <string.h>

#include "base/failure.h"
#include "base/shell.h"
#include "commands/charter_file.h"
#include "output/json.h"
#include "session/lookup.h"
#include "session/reading.h"
#include "session/talk.h"
#include "words/figures.h"
#include "words/fund_text.h"

enum lets_status vote_fill(const struct session *session, const struct vote_said *said,
                           struct lets_entry *entry, struct lets_error *err)
{
    const struct lets_account *by = NULL;
    enum lets_status status = session_account(session, said->by, &by, err);

    if (status != LETS_OK) {
        return status;
    }
    lets_entry_put(entry, number, said->number);
    lets_entry_put(entry, date, said->date.is_given ? said->date.value : session->today);
    lets_entry_put(entry, by, by->id);
    lets_entry_put(entry, answer, said->answer.value);
    return LETS_OK;
}

/* An account by id, with the name beside it: what is signed are ids. */
static void add_account(struct buffer *out, const struct session *session, const char *what,
                        uint32_t account)
{
    buffer_add_string(out, what);
    words_name_and_id(out, &session->names, lets_ledger_account(session->ledger, account));
}

/* A charter as its entry says; approvers: room for them all. */
static struct lets_charter charter_of(const struct lets_ledger *ledger,
                                      const struct lets_entry *entry,
                                      struct lets_approver *approvers)
{
    size_t n = entry->approvers.n;
    size_t n_known = 0;

    for (size_t i = 0; i < n; i++) {
        const struct lets_account *account =
            lets_ledger_find(ledger, entry->approvers.items[i].key.text);
        struct lets_span key = entry->approvers.items[i].value.text;
        if (account != NULL) {
            approvers[n_known++] = (struct lets_approver){
                .account = account->index,
                .key = lets_span_equal(key, lets_span_of("none")) ? (struct lets_span){0} : key};
        }
    }
    const struct lets_account *residue = lets_ledger_find(ledger, entry->residue_to);
    return (struct lets_charter){.begins = entry->begins,
                                 .ends = entry->ends,
                                 .budget = entry->budget,
                                 .ceiling = entry->ceiling,
                                 .petty = entry->petty,
                                 .quorum = entry->quorum,
                                 .residue_to = residue == NULL ? 0 : residue->index,
                                 .approvers = approvers,
                                 .n_approvers = n_known};
}

/* What it has otherwise than the one that stands: who votes agrees to that. */
static void print_changes(struct session *session, uint32_t fund, const struct lets_entry *entry)
{
    struct lets_charter was;
    struct buffer text = {0};

    if (lets_entry_has(entry, withdrawn) || !lets_ledger_charter(session->ledger, fund, &was)) {
        return;
    }
    struct lets_approver *approvers = memory_array(entry->approvers.n + 1, sizeof *approvers);
    struct lets_charter now = charter_of(session->ledger, entry, approvers);
    words_charter_changes(&text, session->ledger, &session->names, &was, &now);
    output_line(&session->output, "%s%s",
                text.size > 0 ? "against the charter that stands: "
                              : "it says the same as the charter that stands",
                buffer_string(&text));
    buffer_release(&text);
    memory_free(approvers);
}

/* "30ea66fabd58e084.., which is: ..": of a charter, its text, where its file is there. */
static void print_charter(struct session *session, const struct lets_proposal *proposal)
{
    enum { DIGITS = 16 };
    struct lets_loose_entry *loose = NULL;
    struct lets_error why = {0};
    struct buffer text = {0};

    if (charter_file_load(session, proposal->number, &loose, &why) == LETS_OK) {
        words_charter(&text, session->ledger, &session->names, lets_loose_entry(loose));
        output_line(&session->output, "the charter of SHA-256 %.*s.. is: %s", DIGITS,
                    proposal->charter.hex, buffer_string(&text));
        if (lets_entry_has(lets_loose_entry(loose), reason)) {
            output_line(&session->output, "its reason: %.*s",
                        SHOW(lets_loose_entry(loose)->reason));
        }
        print_changes(session, proposal->fund, lets_loose_entry(loose));
    } else {
        session_warn(session,
                     "the charter of SHA-256 %.*s.. is not beside the journal, so nobody can read "
                     "here what is voted on: %s",
                     DIGITS, proposal->charter.hex, why.message);
    }
    session_blame(session, NULL);
    lets_loose_entry_free(loose);
    buffer_release(&text);
}

static void print_words(struct session *session, const struct lets_entry *vote,
                        const struct lets_proposal *proposal)
{
    static const char *const answers[] = {
        [LETS_ANSWER_APPROVE] = "approves",
        [LETS_ANSWER_DECLINE] = "declines",
        [LETS_ANSWER_NONE] = "takes back the vote on",
    };
    const struct lets_account *by = lets_ledger_find(session->ledger, vote->by);
    struct buffer text = {0};
    char day[LETS_DATE_SIZE];

    lets_date_format(vote->date, day);
    words_name_and_id(&text, &session->names, by);
    buffer_format(&text, " %s on %s:", answers[vote->answer], day);
    output_line(&session->output, "%s", buffer_string(&text));
    buffer_clear(&text);
    lets_date_format(proposal->date, day);
    buffer_format(&text, "proposal %" PRIu32 " of %s: ", proposal->number, day);
    add_account(&text, session, "", proposal->fund);
    if (proposal->is_for_charter) {
        buffer_add_string(&text, ", a charter");
    } else {
        buffer_add_string(&text, " pays ");
        if (proposal->has_to) {
            add_account(&text, session, "", proposal->to);
            buffer_add_string(&text, " ");
        }
        words_amount(&text, session->ledger, proposal->amount);
        buffer_add_string(&text, proposal->has_to ? "" : ", in one payment or in several,");
    }
    buffer_format(&text, "%s%.*s", proposal->is_for_charter ? ": " : " for ",
                  SHOW(proposal->what_for));
    output_line(&session->output, "%s", buffer_string(&text));
    buffer_release(&text);
    if (proposal->is_for_charter) {
        print_charter(session, proposal);
    }
}

/* The two commands, as they are typed. */
static void print_commands(struct session *session, const char *path, const struct lets_entry *vote,
                           const char *name_space)
{
    struct buffer file = {0};
    struct buffer made = {0};
    struct buffer quoted = {0};
    char day[LETS_DATE_SIZE];

    buffer_format(&made, "%s.sig", path);
    shell_add_word(&file, lets_span_of(path));
    shell_add_word(&quoted, buffer_span(&made));
    lets_date_format(vote->date, day);
    output_line(&session->output, "%s", "");
    output_line(&session->output,
                "where the approver's key is, which makes %s:", buffer_string(&quoted));
    output_line(&session->output, "  ssh-keygen -Y sign -n %s -f KEYFILE %s", name_space,
                buffer_string(&file));
    output_line(&session->output, "then, here:");
    output_line(&session->output, "  lets vote %" PRIu32 " %s --by %.*s --date %s --signature %s",
                vote->number, lets_answer_word(vote->answer), SHOW(vote->by), day,
                buffer_string(&quoted));
    buffer_release(&file);
    buffer_release(&made);
    buffer_release(&quoted);
}

/* The same for a program. */
static void put_json(struct session *session, const char *path, const struct lets_entry *vote,
                     const char *name_space)
{
    if (session->output.format != OUTPUT_JSON) {
        return;
    }
    json_t *answer = json_envelope_of(lets_ledger_summary(session->ledger));
    json_put(answer, "proposal", json_integer(vote->number));
    json_put(answer, "date", json_of_date(vote->date));
    json_put(answer, "by", json_of_span(vote->by));
    json_put(answer, "answer", json_string(lets_answer_word(vote->answer)));
    json_put(answer, "namespace", json_string(name_space));
    json_put(answer, "file", json_string(path));
    output_json(&session->output, answer);
}

/* Whether the vote would be taken, but for its signature: nobody is to sign in vain. */
static enum lets_status check_vote(struct session *session, const struct lets_entry *vote,
                                   struct lets_error *err)
{
    struct lets_error why = {0};
    if (vote->date.day > lets_time_day(session->now).day) {
        session_warn(session, "the vote can only be recorded when its day has come");
    }
    enum lets_status status = lets_ledger_apply(session->ledger, vote, &why);

    if (status == LETS_OK) {
        return failure_set(err, LETS_BAD_SIGNATURE,
                           "the charter has no key for '%.*s', whose vote is recorded without a "
                           "signature",
                           SHOW(vote->by));
    }
    if (status != LETS_BAD_SIGNATURE) {
        *err = why;
        err->line = 0;
    }
    return status == LETS_BAD_SIGNATURE ? LETS_OK : status;
}

/* A key or a letter lies easily where the paper is to lie: only an earlier paper gives way. */
static enum lets_status check_place(const char *path, struct lets_error *err)
{
    enum { PAPER_BYTES = 65536 };
    static const char beginning[] = "- proposal: ";
    char *bytes = NULL;
    size_t size = 0;
    if (path[0] == '-') {
        return failure_misused(err, "--to-sign takes a file's name that does not begin with '-'");
    }
    enum lets_status status = lets_file_load(path, PAPER_BYTES, &bytes, &size, NULL);
    bool is_paper = status == LETS_OK && size >= sizeof beginning - 1 &&
                    strncmp(bytes, beginning, sizeof beginning - 1) == 0;

    lets_bytes_free(bytes);
    if (status == LETS_NO_SUCH_FILE || is_paper) {
        return LETS_OK;
    }
    return failure_set(err, LETS_FILE_EXISTS, "'%s' is there already: name another file", path);
}

static enum lets_status write_paper(struct session *session, const char *path,
                                    struct lets_span bytes, struct lets_error *err)
{
    enum lets_status status = lets_file_replace(path, bytes, 0644, err);

    if (status == LETS_OK) {
        memory_note_lasting(ONLY_ANSWER_LOST_OF_FILE);
    }
    return session_blame_if(session, status, path);
}

enum lets_status vote_to_sign(struct session *session, const struct vote_said *said,
                              const char *path, struct lets_error *err)
{
    struct lets_entry entry = {.kind = LETS_KIND_VOTE};
    char name_space[LETS_NAMESPACE_SIZE];
    struct lets_proposal proposal;
    char *bytes = NULL;
    size_t size = 0;
    enum lets_status status = session_check_output(session, "--to-sign", path, err);

    if (status == LETS_OK) {
        status = check_place(path, err);
    }
    if (status == LETS_OK) {
        status = session_read(session, NULL, 0, err);
    }
    if (status == LETS_OK) {
        status = vote_fill(session, said, &entry, err);
    }
    if (status == LETS_OK) {
        status = check_vote(session, &entry, err);
    }
    if (status == LETS_OK) {
        status = lets_vote_bytes(session->ledger, &entry, &bytes, &size, name_space, err);
    }
    if (status == LETS_OK && !session->globals->is_dry_run) {
        status = write_paper(session, path, (struct lets_span){.bytes = bytes, .size = size}, err);
    }
    if (status == LETS_OK && lets_ledger_proposal(session->ledger, said->number, &proposal)) {
        print_words(session, &entry, &proposal);
        print_commands(session, path, &entry, name_space);
        put_json(session, path, &entry, name_space);
    }
    lets_bytes_free(bytes);
    return status;
}
