/* SPDX-License-Identifier: MIT */
#ifndef OPTIONS_H
#define OPTIONS_H

/* The command line, read by the tables of option.h. */

#include "line/command.h"
#include "line/option.h"

/* The options that every command takes, and their table. */
struct globals {
    const char *journal;
    const char *format;
    const char *output;
    bool is_dry_run;
    const char *clerk;
    struct given_date today;
    const char *clock_reason;
    const char *at;
    bool has_ids_only;
    bool is_yes;
    bool accepts_cut;
    const char *color;
    bool is_quiet;
    bool wants_help;
    bool wants_version;
};
extern const struct option global_options[];

/* A parsed command line. */
struct command_line {
    const struct command *const *commands; /* those there are */
    const struct command *command;         /* NULL where none was named */
    struct globals globals;
    void *values;       /* owned: of the command's values_size */
    const char **words; /* owned: the arguments in their order */
    int *places;        /* owned: where each of them stands on the command line */
    size_t n_words;
};

/*
 * Parses argv[1..]; commands are those that can be named, ended by NULL, and borrowed. Global
 * options may stand before or after the command. Every failure is of the command line, whatever its
 * status: a value is refused under the name that the library gives it, anything else as
 * LETS_BAD_USAGE; what was understood so far is in *out either way, and yours to release. With
 * --help or --version nothing is missing.
 */
enum lets_status options_parse(const struct command *const *commands, int argc, char **argv,
                               struct command_line *out, struct lets_error *err);
void options_release(struct command_line *line);

/* Refuses a name that none of the commands has, with the nearest one: LETS_BAD_USAGE. */
enum lets_status options_refuse_command(const struct command *const *commands, const char *name,
                                        struct lets_error *err);

/* Whether an item of a comma-separated list is that word; commands use it for lists such as --kind
 * K,.. */
bool options_list_has(const char *list, const char *word);

#endif
