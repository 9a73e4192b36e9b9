/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_H
#define COMMAND_H

/*
 * A command of the program: one const struct per file, beside its code. Parser, help, shell
 * completion and tests all read this table; a command's run() sees only values that are parsed and
 * checked.
 */

#include <lets.h>

struct argument;
struct option;
struct session;
struct writing;

enum command_kind {
    COMMAND_VIEW,   /* reads a journal: takes -f -, --at and --ids */
    COMMAND_WRITER, /* appends to one, or changes its directory */
    COMMAND_OTHER   /* needs no journal */
};

struct command {
    const char *name;
    enum command_kind kind;
    const char *synopsis;             /* what follows the name on the command line; may be "" */
    const char *summary;              /* one line, no full stop */
    const char *details;              /* paragraphs for 'lets help NAME', or NULL */
    const struct argument *arguments; /* in their order, ended by {0}; NULL for none */
    const struct option *options;     /* in display order, ended by {0}; NULL for none */
    unsigned documents; /* DOCUMENT_BITs of what -O takes besides text, csv and json */
    size_t values_size; /* of the struct that both tables' offsets point into; 0 for none */
    /* values is that struct, filled. A status other than LETS_OK is printed by main, which also
     * flushes and checks the output. Findings that are no failure set session->exit_status. */
    enum lets_status (*run)(struct session *session, const void *values, struct lets_error *err);
    /* Instead, for a writer that needs nothing beside: what writing_run has it make. */
    enum lets_status (*make)(struct writing *writing, struct session *session, const void *values,
                             struct lets_error *err);
};

/* The command of that name among those of a list that is ended by NULL; NULL for none. */
const struct command *command_find(const struct command *const *commands, const char *name);

#endif
