/* SPDX-License-Identifier: MIT */
/*
 * lets reopen-account: takes a close-account back, for a member who returns.
 */

#include "base/failure.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "writing/writing.h"

struct reopen_values {
    const char *id;
    const char *reason;
};

static const struct argument arguments[] = {
    {"ID", "the account", OPTION_ID, offsetof(struct reopen_values, id), false, false},
    {0},
};

static const struct option options[] = {
    {"reason", 0, "TEXT", "why", OPTION_TEXT, offsetof(struct reopen_values, reason), false},
    {0},
};

static enum lets_status write_reopen(struct writing *writing, struct session *session,
                                     const void *values, struct lets_error *err)
{
    const struct reopen_values *given = values;
    const struct lets_account *account = NULL;
    enum lets_status status = session_account(session, given->id, &account, err);

    if (status != LETS_OK) {
        return status;
    }
    if (account->status != LETS_CLOSED) {
        return failure_set(err, LETS_NO_CHANGE, "'%.*s' is not closed, but %s", SHOW(account->id),
                           lets_account_status_word(account->status));
    }
    struct lets_entry entry =
        entry_of_status(account->id, session->today, LETS_ACTIVE, given->reason);
    return writing_add(writing, &entry, err);
}

const struct command cmd_reopen_account = {
    .name = "reopen-account",
    .kind = COMMAND_WRITER,
    .synopsis = "ID [--reason TEXT]",
    .summary = "open a closed account again",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct reopen_values),
    .make = write_reopen,
};
