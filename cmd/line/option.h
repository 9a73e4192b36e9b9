/* SPDX-License-Identifier: MIT */
#ifndef OPTION_H
#define OPTION_H

/*
 * The rows of a command's tables: a row names an option, the type of its value, and the member of
 * the command's own struct that receives it. They are constants with offsets, not pointers, so that
 * help and shell completion can read them without running the command.
 */

#include <stddef.h>

#include <lets.h>

#include "base/paper_size.h"

/* What a value is, and the C type of the member that receives it. */
enum option_type {
    OPTION_FLAG,          /* bool; takes no value */
    OPTION_STRING,        /* const char *, anything */
    OPTION_FILE,          /* const char *, a file name */
    OPTION_TEXT,          /* const char *, a text of the journal, checked */
    OPTION_NAME,          /* the same, by which something is found again: all of it can be seen */
    OPTION_ID,            /* const char *, an account id, checked for its form */
    OPTION_RULE,          /* const char *, the name of a rule, likewise */
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
    OPTION_RULE_BASE,     /* struct given_rule_base */
    OPTION_RULE_SETS,     /* struct given_rule_sets */
    OPTION_ANSWER,        /* struct given_answer */
    OPTION_PERCENT,       /* struct given_percent */
    OPTION_PAPER,         /* struct given_paper */
    OPTION_LIST,          /* struct option_list of strings; may be given again and again */
    OPTION_SEQUENCE,      /* struct option_sequence: this row and others that name the same member,
                             in the order of the command line; may be given again and again */
    OPTION_SEQUENCE_FLAG  /* the same; takes no value */
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
struct given_rule_base {
    bool is_given;
    enum lets_rule_base value;
};
struct given_rule_sets {
    bool is_given;
    enum lets_rule_sets value;
};
struct given_answer {
    bool is_given;
    enum lets_answer value;
};
struct given_percent {
    bool is_given;
    struct lets_percent value;
};
struct option_list {
    const char **items;
    size_t n;
};

/* A row that was given: its long name, or an argument's metavar. */
struct option_item {
    const char *name;
    const char *value; /* NULL for a flag */
    int at;            /* its place on the command line */
};
struct option_sequence {
    struct option_item *items;
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

#endif
