/* SPDX-License-Identifier: MIT */
/*
 * lets return-cheque: a cheque was presented and refused, and goes back to the payee. It may be
 * presented again.
 */

#include "commands/commands.h"
#include "writing/cheque_event.h"

#define AT(member) offsetof(struct cheque_event, member)

static const struct option options[] = {
    {"to", 0, "ID", "who presented it", OPTION_ID, AT(payee), false},
    {"amount", 0, "AMOUNT", "how much it is over", OPTION_AMOUNT, AT(amount), false},
    {"reason", 0, "TEXT", "why", OPTION_TEXT, AT(reason), true},
    {0},
};

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    return cheque_event_run(session, LETS_RETURNED, values, err);
}

const struct command cmd_return_cheque = {
    .name = "return-cheque",
    .kind = COMMAND_WRITER,
    .synopsis = "N.. [--to ID] [--amount AMOUNT] --reason TEXT",
    .summary = "record that cheques were presented and refused",
    .details = "A returned cheque may be presented again, and then be recorded as any other. "
               "Nothing is moved.",
    .arguments = cheque_event_arguments,
    .options = options,
    .values_size = sizeof(struct cheque_event),
    .run = run,
};
