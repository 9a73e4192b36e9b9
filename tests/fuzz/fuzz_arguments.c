/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a command line, an argument a line. Refused, there is a sentence; accepted, every
 * word of the command line went into a value and its command's table said where.
 */

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "command_table.h"
#include "line/options.h"

enum { ARGUMENTS_MAX = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int argc, char **argv)
{
    struct command_line line = {0};
    struct lets_error err = {0};
    enum lets_status status = options_parse(command_table, argc, argv, &line, &err);

    if (status != LETS_OK) {
        assert(err.status == status && err.message[0] != '\0');
        assert(memchr(err.message, '\0', sizeof err.message) != NULL);
    } else if (!line.globals.wants_help && !line.globals.wants_version) {
        assert(line.command != NULL &&
               command_find(command_table, line.command->name) == line.command);
        assert(line.n_words < (size_t)argc);
    }
    options_release(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char name[] = "lets";
    char *argv[ARGUMENTS_MAX + 2] = {name};
    int argc = 1;
    char *bytes = malloc(size + 1);

    if (bytes == NULL) {
        return 0;
    }
    memcpy(bytes, data, size);
    bytes[size] = '\0';
    for (char *at = bytes; argc <= ARGUMENTS_MAX && at != NULL;) {
        char *end = strchr(at, '\n');
        argv[argc++] = at;
        if (end != NULL) {
            *end++ = '\0';
        }
        at = end;
    }
    check(argc, argv);
    free(bytes);
    return 0;
}
