/* SPDX-License-Identifier: MIT */
#ifndef USAGE_H
#define USAGE_H

/* What 'lets help' prints. */

#include "line/command.h"

struct output;

/* 'lets help', of the commands that there are, ended by NULL. */
void usage_overview(struct output *output, const struct command *const *commands);

/* 'lets help COMMAND'. */
void usage_command(struct output *output, const struct command *command);

#endif
