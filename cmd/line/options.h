/* SPDX-License-Identifier: MIT */
#ifndef OPTIONS_H
#define OPTIONS_H

/*
 * The command line, by tables: a row names an option, the type of its value, and the member of the
 * command's own struct that receives it. The rows are constants with offsets, not pointers, so that
 * help and shell completion can read them without running the command.
 */

#include <stddef.h>

#include "base/paper_size.h"
#include "line/command.h"

/* What a value is, and the C type of the member that receives it. */
enum option_type {
    OPTION_FLAG,          /* bool; takes no value */
    OPTION_STRING,        /* const char *, anything */
    OPTION_FILE,          /* const char *, a file name */
    OPTION_TEXT,          /* const char *, a text of the journal, checked */
    OPTION_ID,            /* const char *, an account id, checked for its form */
    OPTION_NUMBER,        /* uint32_t; 0: absent */
    OPTION_DATE,          /* struct given_date */
    OPTION_PERIOD,        /* const char *: session_period */
    OPTION_AMOUNT,        /* const char *: session_amount, once the decimals are known */
    OPTION_LIMIT,         /* const char *, an amount or none: session_limit */
    OPTION_CHANGED_LIMIT, /* const char *, an amount, none or default: session_limit */
    OPTION_DECIMALS,      /* struct given_decimals */
    OPTION_LIMITS,        /* struct given_limits */
    OPTION_VALIDITY,      /* struct given_validity */
    OPTION_PURPOSE,       /* struct given_purpose */
    OPTION_STATUS,        /* struct given_status */
    OPTION_DELIVERY,      /* struct given_delivery */
    OPTION_ACCOUNT_KIND,  /* struct given_account_kind */
    OPTION_EVERY,         /* struct given_every */
    OPTION_PAPER,         /* struct given_paper */
    OPTION_LIST           /* struct option_list of strings; may be given again and again */
};

struct given_date {
    bool is_given;
    struct lets_date value;
};
struct given_decimals {
    bool is_given;
    uint32_t value;
};
struct given_limits {
    bool is_given;
    enum lets_limits value;
};
struct given_validity {
    bool is_given;
    struct lets_validity value;
};
struct given_purpose {
    bool is_given;
    enum lets_purpose value;
};
struct given_status {
    bool is_given;
    enum lets_account_status value;
};
struct given_delivery {
    bool is_given;
    enum lets_delivery value;
};
struct given_account_kind {
    bool is_given;
    enum lets_account_kind value;
};
struct given_paper {
    bool is_given;
    enum paper_size value; /* PAPER_A4 unless given */
};
struct given_every {
    bool is_given;
    enum lets_every value;
};
struct option_list {
    const char **items;
    size_t n;
};

/* One option; a table is ended by a row without long name. */
struct option {
    const char *long_name; /* without the dashes */
    char short_name;       /* 0: none */
    const char *metavar;   /* such as "DATE"; NULL for a flag */
    const char *help;
    enum option_type type;
    size_t offset; /* of the member that receives the value */
    bool is_required;
};

/* One argument; a table is ended by a row without metavar. */
struct argument {
    const char *metavar;
    const char *help;
    enum option_type type;
    size_t offset;
    bool is_optional;
    bool is_repeated; /* the last one only: receives a struct option_list, every item of it checked
                       */
};

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
    size_t n_words;
};

/*
 * Parses argv[1..]; commands are those that can be named, ended by NULL, and borrowed. Global
 * options may stand before or after the command. Every failure is of the
 * command line, whatever its status: a value is refused under the name that the library gives it,
 * anything else as LETS_BAD_USAGE; what was understood so far is in *out either way, and yours to
 * release. With --help or
 * --version nothing is missing.
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
