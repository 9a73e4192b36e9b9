/* SPDX-License-Identifier: MIT */
/*
 * lets help: what the tables of the commands say.
 */

#include "commands/commands.h"
#include "line/usage.h"
#include "session/session.h"

struct help_values {
    const char *command;
};

static const struct argument arguments[] = {
    {"COMMAND", "the command to tell about; without it, all of them are listed", OPTION_STRING,
     offsetof(struct help_values, command), .is_optional = true},
    {0},
};

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct help_values *given = values;

    session->output.format = OUTPUT_TEXT;
    if (given->command == NULL) {
        usage_overview(&session->output, session->commands);
        return LETS_OK;
    }
    const struct command *command = command_find(session->commands, given->command);
    if (command == NULL) {
        return options_refuse_command(session->commands, given->command, err);
    }
    usage_command(&session->output, command);
    return LETS_OK;
}

const struct command cmd_help = {
    .name = "help",
    .kind = COMMAND_OTHER,
    .synopsis = "[COMMAND]",
    .summary = "tell what the commands do, and their options",
    .arguments = arguments,
    .values_size = sizeof(struct help_values),
    .run = run,
};
