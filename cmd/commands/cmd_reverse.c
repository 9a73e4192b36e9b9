/* SPDX-License-Identifier: MIT */
/*
 * lets reverse: takes transfers back, one by one number or whole ranges, in one commit: all of them
 * or none.
 */

#include <inttypes.h>

#include "commands/commands.h"
#include "session/lookup.h"
#include "writing/reversal.h"
#include "writing/writing_run.h"

struct reverse_values {
    struct option_list numbers;
    const char *reason;
    struct given_date date;
    uint32_t proposal;
};

#define AT(member) offsetof(struct reverse_values, member)

static const struct argument arguments[] = {
    {"N", "a transfer's number, or a range such as 815-870", OPTION_STRING, AT(numbers), false,
     true},
    {0},
};

static const struct option options[] = {
    {"reason", 0, "TEXT", "why", OPTION_TEXT, AT(reason), true},
    {"date", 0, "DATE", "the day on which it counts; else today", OPTION_DATE, AT(date), false},
    {"proposal", 0, "N", "what a fund whose charter has keys gives back: under this proposal",
     OPTION_NUMBER, AT(proposal), false},
    {0},
};

/* What is asked for, number by number. */
struct reversals {
    const struct reverse_values *given;
    uint32_t *numbers; /* owned */
    size_t n;
};

/* A run of which a part is left stands, and no other beside it: whoever meant to waive a due, or to
 * take the whole run back, should hear that. */
static void say_runs(struct writing *writing, const struct session *session,
                     const struct reversals *reversals)
{
    const struct lets_ledger *ledger = session->ledger;
    uint32_t said = UINT32_MAX;

    for (size_t i = 0; i < reversals->n; i++) {
        uint32_t index = 0;
        if (!lets_ledger_run_of(ledger, reversals->numbers[i], &index) || index == said) {
            continue;
        }
        struct lets_run run = lets_ledger_run(ledger, index);
        said = index;
        if (run.stands) {
            writing_say(writing,
                        "the run of '%.*s' that took transfer %" PRIu32
                        " stands until all of %" PRIu32 "-%" PRIu32
                        " are reversed; to waive a due, pay it back instead",
                        SHOW(lets_ledger_rule(ledger, run.rule)->name), reversals->numbers[i],
                        run.first, run.first + run.count - 1);
        }
    }
}

static enum lets_status write_reversals(struct writing *writing, struct session *session,
                                        const void *values, struct lets_error *err)
{
    const struct reversals *reversals = values;
    const struct reverse_values *given = reversals->given;
    struct lets_date date = given->date.is_given ? given->date.value : session->today;
    enum lets_status status = LETS_OK;

    for (size_t i = 0; i < reversals->n && status == LETS_OK; i++) {
        status = reversal_add(writing, session, reversals->numbers[i], date, given->reason,
                              given->proposal, err);
    }
    if (status == LETS_OK) {
        say_runs(writing, session, reversals);
    }
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    struct reversals reversals = {.given = values};
    enum lets_status status =
        session_numbers(session, &reversals.given->numbers, &reversals.numbers, &reversals.n, err);

    if (status == LETS_OK) {
        status = writing_run(session, NULL, write_reversals, &reversals, err);
    }
    memory_free(reversals.numbers);
    return status;
}

const struct command cmd_reverse = {
    .name = "reverse",
    .kind = COMMAND_WRITER,
    .synopsis = "N.. --reason TEXT [--date DATE] [--proposal N]",
    .summary = "take transfers back, all of them or none",
    .details = "Each is undone by a transfer of the same amount the other way, whatever the limits "
               "and the "
               "status of the accounts. A cheque that it recorded is outstanding again.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct reverse_values),
    .run = run,
};
