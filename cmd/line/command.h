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

/* Every command, in display order, ended by NULL. */
extern const struct command *const commands[];

/* The command of that name; NULL for none. */
const struct command *command_find(const char *name);

extern const struct command cmd_init;
extern const struct command cmd_set_policy;
extern const struct command cmd_add_member;
extern const struct command cmd_add_central;
extern const struct command cmd_change_account;
extern const struct command cmd_forget_member;
extern const struct command cmd_close_account;
extern const struct command cmd_reopen_account;
extern const struct command cmd_members;
extern const struct command cmd_transfer;
extern const struct command cmd_reverse;
extern const struct command cmd_correct;
extern const struct command cmd_issue_cheques;
extern const struct command cmd_withdraw_cheques;
extern const struct command cmd_record_cheques;
extern const struct command cmd_return_cheque;
extern const struct command cmd_stop_cheque;
extern const struct command cmd_release_cheque;
extern const struct command cmd_cheques;
extern const struct command cmd_print_cheques;
extern const struct command cmd_print_trading_sheet;
extern const struct command cmd_balance;
extern const struct command cmd_register;
extern const struct command cmd_log;
extern const struct command cmd_statement;
extern const struct command cmd_report;
extern const struct command cmd_audit;
extern const struct command cmd_export;
extern const struct command cmd_import;
extern const struct command cmd_close_period;
extern const struct command cmd_reopen_period;
extern const struct command cmd_seal;
extern const struct command cmd_recover;
extern const struct command cmd_help;

#endif
