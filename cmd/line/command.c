/* SPDX-License-Identifier: MIT */
/* Commands by their names. */

#include "line/command.h"

#include <string.h>

const struct command *command_find(const struct command *const *commands, const char *name)
{
    for (; *commands != NULL; commands++) {
        if (strcmp((*commands)->name, name) == 0) {
            return *commands;
        }
    }
    return NULL;
}
