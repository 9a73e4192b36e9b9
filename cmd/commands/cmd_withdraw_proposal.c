/* SPDX-License-Identifier: MIT */
/* lets withdraw-proposal: nothing more is paid under it. What was paid stays paid; a
 * charter that waited for it waits no more. */

#include "commands/charter_file.h"
#include "commands/commands.h"
#include "writing/writing_run.h"

struct withdraw_values {
    uint32_t number;
    const char *reason;
    struct given_date date;
};

#define AT(member) offsetof(struct withdraw_values, member)

static const struct argument arguments[] = {
    {"N", "the proposal's number", OPTION_NUMBER, AT(number), false, false},
    {0},
};

static const struct option options[] = {
    {"reason", 0, "TEXT", "why", OPTION_TEXT, AT(reason), true},
    {"date", 0, "DATE", "the day on which it is taken back; else today", OPTION_DATE, AT(date),
     false},
    {0},
};

static enum lets_status write_withdrawal(struct writing *writing, struct session *session,
                                         const void *values, struct lets_error *err)
{
    const struct withdraw_values *given = values;
    struct lets_entry entry = {.kind = LETS_KIND_PROPOSAL};
    struct lets_proposal proposal;

    lets_entry_put(&entry, number, given->number);
    lets_entry_put(&entry, date, given->date.is_given ? given->date.value : session->today);
    lets_entry_put(&entry, withdrawn, lets_span_of(given->reason));
    enum lets_status status = writing_add(writing, &entry, err);
    if (status == LETS_OK && lets_ledger_proposal(session->ledger, given->number, &proposal) &&
        proposal.paid.minor > 0) {
        writing_say(writing, "what was paid under it stays paid: 'lets reverse' takes that back");
    }
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct withdraw_values *given = values;
    enum lets_status status = writing_run(session, NULL, write_withdrawal, given, err);

    if (status == LETS_OK) {
        charter_file_remove(session, given->number);
    }
    return status;
}

const struct command cmd_withdraw_proposal = {
    .name = "withdraw-proposal",
    .kind = COMMAND_WRITER,
    .synopsis = "N --reason TEXT [--date DATE]",
    .summary = "take a proposal back: nothing more is paid under it",
    .details = "A new one takes its place, where there is to be one: votes do not go with it.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct withdraw_values),
    .run = run,
};
