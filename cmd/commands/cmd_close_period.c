/* SPDX-License-Identifier: MIT */
/*
 * lets close-period: closes every day up to the last one of a period that has ended. Nothing can be
 * dated on them any more, and the period's statements stay as they are.
 */

#include "base/failure.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "writing/writing.h"

struct close_values {
    const char *period;
};

static const struct argument arguments[] = {
    {"PERIOD", "such as 2026-10, 2026-Q3 or last-month; it must have ended", OPTION_PERIOD,
     offsetof(struct close_values, period), false, false},
    {0},
};

static enum lets_status add_close(struct writing *writing, const struct session *session,
                                  struct lets_date last, struct lets_error *err)
{
    struct lets_entry entry = {.kind = LETS_KIND_CLOSE};
    struct lets_pair *closings = NULL;
    struct lets_pairs balances = {0};
    enum lets_status status =
        lets_ledger_closings(session->ledger, last, &closings, &balances.n, err);

    if (status != LETS_OK) {
        return status;
    }
    lets_entry_put(&entry, date, last);
    balances.items = closings;
    lets_entry_put(&entry, balances, balances);
    status = writing_add(writing, &entry, err);
    lets_closings_free(closings);
    return status;
}

static enum lets_status write_close(struct writing *writing, struct session *session,
                                    const void *values, struct lets_error *err)
{
    const struct close_values *given = values;
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    struct lets_period period = {{0}, {0}};
    char name[LETS_PERIOD_SIZE];
    char day[LETS_DATE_SIZE];
    enum lets_status status = session_period(session, "PERIOD", given->period, &period, err);

    if (status != LETS_OK) {
        return status;
    }
    lets_period_format(period, name);
    if (period.last.day >= lets_time_day(session->now).day) {
        lets_date_format(period.last, day);
        return failure_set(err, LETS_CLOSE_DATE, "%s has not ended: its last day is %s", name, day);
    }
    if (summary->has_close && period.last.day <= summary->closed.day) {
        lets_date_format(summary->closed, day);
        writing_say(writing, "%s is closed already: every day up to %s is", name, day);
        writing_skip(writing, 1);
    } else {
        status = add_close(writing, session, period.last, err);
    }
    return status;
}

const struct command cmd_close_period = {
    .name = "close-period",
    .kind = COMMAND_WRITER,
    .synopsis = "PERIOD",
    .summary = "close every day up to the end of a period",
    .details = "The balances by that day are sealed, no transfer can be dated on a closed day any "
               "more, and the statements of the period stay as they are. A period that is closed "
               "already is said to be, and that is all.",
    .arguments = arguments,
    .values_size = sizeof(struct close_values),
    .make = write_close,
};
