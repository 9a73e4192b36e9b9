/* SPDX-License-Identifier: MIT */
/* lets stop-cheque: cheques that were lost, stolen or spoiled will not be paid. */

#include "commands/commands.h"
#include "writing/cheque_event.h"

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    return cheque_event_run(session, LETS_STOPPED, values, err);
}

const struct command cmd_stop_cheque = {
    .name = "stop-cheque",
    .kind = COMMAND_WRITER,
    .synopsis = "N.. --reason TEXT",
    .summary = "stop cheques that were lost, stolen or spoiled",
    .details =
        "A stopped cheque is refused whoever presents it, until release-cheque takes that back.",
    .arguments = cheque_event_arguments,
    .options = cheque_event_options,
    .values_size = sizeof(struct cheque_event),
    .run = run,
};
