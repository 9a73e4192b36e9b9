/* SPDX-License-Identifier: MIT */
/* lets withdraw-charter: an account pays as any other again. One with keys is withdrawn by its
 * approvers alone: see set-charter. */

#include "base/failure.h"
#include "commands/charter_effect.h"
#include "commands/charter_file.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "writing/writing_run.h"

struct withdraw_values {
    const char *fund;
    const char *reason;
    struct given_date date;
    uint32_t proposal;
};

#define AT(member) offsetof(struct withdraw_values, member)

static const struct argument arguments[] = {
    {"FUND", "the central account", OPTION_ID, AT(fund), false, false},
    {0},
};

static const struct option options[] = {
    {"reason", 0, "TEXT", "why", OPTION_TEXT, AT(reason), false},
    {"date", 0, "DATE", "the day from which on it binds no more; else today", OPTION_DATE, AT(date),
     false},
    {"proposal", 0, "N", "instead of these: record what that proposal approved", OPTION_NUMBER,
     AT(proposal), false},
    {0},
};

static enum lets_status withdraw(struct writing *writing, struct session *session,
                                 const struct withdraw_values *given,
                                 const struct lets_account *fund,
                                 const struct charter_before *before, struct lets_error *err)
{
    struct lets_entry entry = {.kind = LETS_KIND_CHARTER};

    lets_entry_put(&entry, id, fund->id);
    lets_entry_put(&entry, date, given->date.is_given ? given->date.value : session->today);
    lets_entry_put(&entry, withdrawn, lets_span_of(given->reason));
    if (before->has_charter && before->charter.has_key) {
        return charter_file_propose(writing, session, fund, &entry, err);
    }
    enum lets_status status = writing_add(writing, &entry, err);
    if (status == LETS_OK) {
        charter_effect_say(writing, session, before, fund->index);
    }
    return status;
}

static enum lets_status write_withdrawal(struct writing *writing, struct session *session,
                                         const void *values, struct lets_error *err)
{
    const struct withdraw_values *given = values;
    const struct lets_account *fund = NULL;
    enum lets_status status = session_account(session, given->fund, &fund, err);

    if (status != LETS_OK) {
        return status;
    }
    struct charter_before before = charter_before_take(session->ledger, fund->index);
    if (given->proposal == 0) {
        status = withdraw(writing, session, given, fund, &before, err);
    } else {
        status = charter_file_record(writing, session, fund, given->proposal, err);
        if (status == LETS_OK) {
            charter_effect_say(writing, session, &before, fund->index);
        }
    }
    charter_before_release(&before);
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct withdraw_values *given = values;

    if ((given->reason == NULL) != (given->proposal > 0) ||
        (given->proposal > 0 && given->date.is_given)) {
        return failure_misused(err, "either --reason TEXT or --proposal N is needed, and nothing "
                                    "beside --proposal");
    }
    enum lets_status status = writing_run(session, NULL, write_withdrawal, given, err);
    if (status == LETS_OK && given->proposal > 0) {
        charter_file_remove(session, given->proposal);
    }
    return status;
}

const struct command cmd_withdraw_charter = {
    .name = "withdraw-charter",
    .kind = COMMAND_WRITER,
    .synopsis = "FUND (--reason TEXT [--date DATE] | --proposal N)",
    .summary = "take a charter back: the account pays as any other",
    .details = "Where the charter has keys, this proposes its end, and, with --proposal, records "
               "it when its approvers approved it.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct withdraw_values),
    .run = run,
};
