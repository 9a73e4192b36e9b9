/* SPDX-License-Identifier: MIT */
/* lets release-cheque: what stop-cheque stopped in error may be presented again. */

#include "commands/commands.h"
#include "writing/cheque_event.h"

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    return cheque_event_run(session, LETS_RELEASED, values, err);
}

const struct command cmd_release_cheque = {
    .name = "release-cheque",
    .kind = COMMAND_WRITER,
    .synopsis = "N.. --reason TEXT",
    .summary = "take back the stopping of cheques",
    .details =
        "For what was stopped in error, or whose stub turned up: the cheque is outstanding again.",
    .arguments = cheque_event_arguments,
    .options = cheque_event_options,
    .values_size = sizeof(struct cheque_event),
    .run = run,
};
