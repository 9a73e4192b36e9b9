/* SPDX-License-Identifier: MIT */
/*
 * lets vote: how an approver answers a proposal. Of those whose key the charter has, the signature
 * is recorded: --to-sign writes what they sign, on a machine of their own, and --signature takes
 * what came of it.
 */

#include <inttypes.h>
#include <stdio.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "commands/vote_to_sign.h"
#include "session/talk.h"
#include "words/figures.h"
#include "writing/writing_run.h"

struct vote_values {
    struct vote_said said;
    const char *signature;
    const char *to_sign;
};

#define AT(member) offsetof(struct vote_values, member)

static const struct argument arguments[] = {
    {"N", "the proposal's number", OPTION_NUMBER, AT(said.number), false, false},
    {"ANSWER", "approve, decline, or none, which takes the vote back", OPTION_ANSWER,
     AT(said.answer), false, false},
    {0},
};

static const struct option options[] = {
    {"by", 0, "ID", "the approver who votes", OPTION_ID, AT(said.by), true},
    {"date", 0, "DATE", "the day of the vote; else today", OPTION_DATE, AT(said.date), false},
    {"signature", 0, "FILE", "what 'ssh-keygen -Y sign' made", OPTION_FILE, AT(signature), false},
    {"to-sign", 0, "FILE", "records nothing: writes what is to be signed into this file",
     OPTION_FILE, AT(to_sign), false},
    {0},
};

/* What is recorded, and the signature that was read for it. */
struct vote {
    const struct vote_values *given;
    char signature[LETS_SSH_SIGNATURE_SIZE];
};

/* ---------------------------------------------------------------- recording */

/* Where more is approved than the budget holds, whoever pays first is served. */
static void say_left(struct writing *writing, const struct session *session, uint32_t fund)
{
    struct lets_fund_figures figures;
    struct buffer over = {0};

    if (lets_ledger_fund_figures(session->ledger, fund, &figures) && figures.left.minor < 0) {
        words_amount(&over, session->ledger, (struct lets_amount){-figures.left.minor});
        writing_say(writing, "%s more are approved than the budget has left", buffer_string(&over));
    }
    buffer_release(&over);
}

/* What became of the proposal by this vote. */
static void say_count(struct writing *writing, const struct session *session,
                      const struct lets_entry *vote)
{
    uint32_t number = vote->number;
    struct lets_approval approval = lets_ledger_approval(session->ledger, number, LETS_NOBODY);
    struct lets_proposal proposal;

    if (!lets_ledger_proposal(session->ledger, number, &proposal)) {
        return;
    }
    struct lets_span fund = lets_ledger_account(session->ledger, proposal.fund)->id;
    if (vote->date.day < proposal.date.day) {
        session_warn(session, "the vote is dated before the proposal: is that the right day?");
    }
    if (proposal.has_to && lets_ledger_find(session->ledger, vote->by)->index == proposal.to) {
        writing_say(writing, "who is to be paid does not count");
    }
    if (approval.status == LETS_NOT_APPROVED) {
        writing_say(writing, "%" PRIu32 " of %" PRIu32 " approve it", approval.n_approve,
                    approval.quorum);
    } else if (approval.status == LETS_OK && proposal.is_for_charter) {
        writing_say(writing,
                    "it is approved, %" PRIu32 " of %" PRIu32
                    ": lets set-charter %.*s --proposal %" PRIu32,
                    approval.n_approve, approval.quorum, SHOW(fund), number);
    } else if (approval.status == LETS_OK) {
        writing_say(writing,
                    "it is approved, %" PRIu32 " of %" PRIu32
                    ": lets transfer %.*s TO AMOUNT --proposal %" PRIu32,
                    approval.n_approve, approval.quorum, SHOW(fund), number);
        say_left(writing, session, proposal.fund);
    } else if (approval.status == LETS_PROPOSAL_LAPSED) {
        writing_say(writing, "it is older than the days of the charter, and nothing is paid under "
                             "it");
    }
}

/* What may be wrong with a signature, beside what was said. */
static void hint_signature(const struct session *session, const struct vote_values *given,
                           const struct lets_entry *vote, struct lets_error *err)
{
    char day[LETS_DATE_SIZE];
    char hint[LETS_MESSAGE_SIZE];
    const struct lets_account *by = lets_ledger_find(session->ledger, vote->by);
    bool is_keyless = false;
    struct lets_proposal proposal;
    struct lets_charter charter;

    if (lets_ledger_proposal(session->ledger, vote->number, &proposal) &&
        lets_ledger_charter(session->ledger, proposal.fund, &charter)) {
        const struct lets_approver *approver = lets_charter_approver(&charter, by->index);
        is_keyless = approver != NULL && approver->key.size == 0;
    }
    lets_date_format(vote->date, day);
    if (given->signature == NULL) {
        (void)failure_hint(err,
                           "'lets vote .. --to-sign FILE' writes what they sign, and says how");
    } else if (is_keyless) {
        (void)failure_hint(err, "leave --signature out");
    } else {
        (void)snprintf(hint, sizeof hint,
                       "as of %s%s; proposal, answer, who votes and the day must be those that "
                       "--to-sign wrote",
                       day, given->said.date.is_given ? "" : ", today: else give --date DATE");
        (void)failure_hint(err, hint);
    }
}

static enum lets_status write_vote(struct writing *writing, struct session *session,
                                   const void *values, struct lets_error *err)
{
    const struct vote *vote = values;
    struct lets_entry entry = {.kind = LETS_KIND_VOTE};
    enum lets_status status = vote_fill(session, &vote->given->said, &entry, err);

    if (status == LETS_OK && vote->given->signature != NULL) {
        lets_entry_put(&entry, signature, lets_span_of(vote->signature));
    }
    if (status == LETS_OK) {
        status = writing_add(writing, &entry, err);
    }
    if (status == LETS_OK) {
        say_count(writing, session, &entry);
    } else if (status == LETS_BAD_SIGNATURE) {
        hint_signature(session, vote->given, &entry, err);
    }
    return status;
}

/* ---------------------------------------------------------------- the command */

static enum lets_status read_signature(struct session *session, const char *path,
                                       char out[LETS_SSH_SIGNATURE_SIZE], struct lets_error *err)
{
    enum { SIGNATURE_BYTES = 65536 };
    char *bytes = NULL;
    size_t size = 0;
    enum lets_status status = lets_file_load(path, SIGNATURE_BYTES, &bytes, &size, err);

    if (status == LETS_OK) {
        status =
            lets_ssh_signature_read((struct lets_span){.bytes = bytes, .size = size}, out, err);
    }
    lets_bytes_free(bytes);
    return session_blame_if(session, status, path);
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct vote_values *given = values;
    struct vote vote = {.given = given};

    if (given->signature != NULL && given->to_sign != NULL) {
        return failure_misused(err, "--to-sign comes before, and --signature behind the signing: "
                                    "not both");
    }
    if (given->to_sign != NULL) {
        return vote_to_sign(session, &given->said, given->to_sign, err);
    }
    enum lets_status status = given->signature == NULL
                                  ? LETS_OK
                                  : read_signature(session, given->signature, vote.signature, err);
    return status == LETS_OK ? writing_run(session, NULL, write_vote, &vote, err) : status;
}

const struct command cmd_vote = {
    .name = "vote",
    .kind = COMMAND_WRITER,
    .synopsis = "N approve|decline|none --by ID [--date DATE] [--signature FILE | --to-sign FILE]",
    .summary = "record how an approver answers a proposal, or write what they sign",
    .details = "The last vote of each approver counts. Where the charter has a key for one, the "
               "vote is signed with it, on the approver's own machine.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct vote_values),
    .run = run,
};
