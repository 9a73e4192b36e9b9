/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_TABLE_H
#define COMMAND_TABLE_H

#include "line/command.h"

/* Every command, in display order, ended by NULL. */
extern const struct command *const command_table[];

#endif
