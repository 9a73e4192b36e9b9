/* SPDX-License-Identifier: MIT */
/*
 * lets close-period: closes every day up to the last one of a period that has ended. Nothing can be
 * dated on them any more, and the period's statements stay as they are.
 */

#include "base/failure.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "session/talk.h"
#include "writing/writing.h"

struct close_values {
    const char *period;
};

static const struct argument arguments[] = {
    {"PERIOD", "such as 2026-10, 2026-Q3 or last-month; it must have ended", OPTION_PERIOD,
     offsetof(struct close_values, period), false, false},
    {0},
};

/* The days that a clock which ran ahead would close are still to come: one that stands more than a
 * month after all that is recorded is asked about. */
static enum lets_status ask_for_clock(struct session *session, struct lets_date last,
                                      struct lets_error *err)
{
    static const struct lets_validity month = {.unit = LETS_VALID_MONTHS, .count = 1};
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    struct lets_date now = lets_time_day(session->now);
    struct lets_date sealed = lets_time_day(summary->sealed);
    struct lets_transfer newest = {.date = sealed};
    struct buffer question = {0};
    char days[4][LETS_DATE_SIZE];

    (void)lets_ledger_transfer(session->ledger, summary->n_transfers, &newest);
    if (now.day <= lets_validity_last_day(month, sealed).day ||
        now.day <= lets_validity_last_day(month, newest.date).day) {
        return LETS_OK;
    }
    lets_date_format(now, days[0]);
    lets_date_format(sealed, days[1]);
    lets_date_format(newest.date, days[2]);
    lets_date_format(last, days[3]);
    buffer_format(&question, "by the clock it is %s; the last seal is of %s", days[0], days[1]);
    if (summary->n_transfers > 0) {
        buffer_format(&question, ", the last transfer of %s", days[2]);
    }
    buffer_format(&question, ". Close every day up to %s?", days[3]);
    enum lets_status status = session_confirm(session, buffer_string(&question), err);
    buffer_release(&question);
    return status;
}

static enum lets_status add_close(struct writing *writing, const struct session *session,
                                  struct lets_date last, struct lets_error *err)
{
    struct lets_entry entry = {.kind = LETS_KIND_CLOSE};
    struct lets_closing *closings = NULL;
    enum lets_status status =
        lets_ledger_closings(session->ledger, last, &closings, &entry.n_balances, err);

    if (status != LETS_OK) {
        return status;
    }
    lets_entry_put(&entry, date, last);
    lets_entry_put(&entry, balances, closings);
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
        status = ask_for_clock(session, period.last, err);
        if (status == LETS_OK) {
            status = add_close(writing, session, period.last, err);
        }
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
               "already is said to be, and that is all. Where the clock stands more than a month "
               "after the last transfer and the last seal, it asks first.",
    .arguments = arguments,
    .values_size = sizeof(struct close_values),
    .make = write_close,
};
