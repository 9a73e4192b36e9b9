/* SPDX-License-Identifier: MIT */
/*
 * lets reopen-period: takes the last close-period back.
 */

#include "commands/commands.h"
#include "writing/writing.h"

struct reopen_values {
    struct given_date date;
    const char *reason;
};

#define AT(member) offsetof(struct reopen_values, member)

static const struct argument arguments[] = {
    {"DATE", "the last day that is closed", OPTION_DATE, AT(date), false, false},
    {0},
};

static const struct option options[] = {
    {"reason", 0, "TEXT", "why", OPTION_TEXT, AT(reason), true},
    {0},
};

static enum lets_status write_reopen(struct writing *writing, struct session *session,
                                     const void *values, struct lets_error *err)
{
    const struct reopen_values *given = values;
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    struct lets_entry entry = {.kind = LETS_KIND_REOPEN};
    char last[LETS_DATE_SIZE];

    lets_entry_put(&entry, date, given->date.value);
    lets_entry_put(&entry, reason, lets_span_of(given->reason));
    enum lets_status status = writing_add(writing, &entry, err);
    if (status != LETS_OK) {
        return status;
    }
    if (summary->has_close) {
        lets_date_format(summary->closed, last);
        writing_say(writing, "every day up to %s is still closed", last);
    } else {
        writing_say(writing, "no day is closed any more");
    }
    writing_say(writing,
                "statements of the days after are provisional until they are closed again");
    return LETS_OK;
}

const struct command cmd_reopen_period = {
    .name = "reopen-period",
    .kind = COMMAND_WRITER,
    .synopsis = "DATE --reason TEXT",
    .summary = "undo the last close of a period",
    .details = "Only the last close can be undone, and DATE must be its day; to go further back, "
               "undo one after the other.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct reopen_values),
    .make = write_reopen,
};
