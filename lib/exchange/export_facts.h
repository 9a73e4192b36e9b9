/* SPDX-License-Identifier: MIT */
#ifndef LETS_EXPORT_FACTS_H
#define LETS_EXPORT_FACTS_H

/*
 * What the writers of plain-text accounting formats share: the order in which things are said, and
 * members' text with every character taken out that means something to a program.
 */

#include "base/text.h"

/* A file being written for another program. */
struct export
{
    const struct lets_ledger *ledger;
    const struct lets_summary *summary;
    const struct lets_directory *names; /* NULL: ids only */
    struct text out;                    /* handed to the sink now and then */
    struct text unit;                   /* as the program takes it, quoted where it must be */
    bool is_hledger;                    /* of two programs that share a writer */
};

/* Balances of every account that was open on `date`, by its end, by index. */
struct export_assertion {
    struct lets_date date;
    const int64_t *minor;
    bool is_end; /* of the books: what is said last */
};

/* The parts of a format, each adding to export->out. */
struct export_format {
    enum lets_status (*begin)(struct export *export, struct lets_error *err);
    enum lets_status (*transfer)(struct export *export, const struct lets_register_row *row,
                                 struct lets_error *err);
    enum lets_status (*assertion)(struct export *export, const struct export_assertion *assertion,
                                  struct lets_error *err);
};

/* What a text is cut down to. */
enum export_place {
    EXPORT_DESCRIPTION, /* what follows a date and a code, up to the end of the line */
    EXPORT_TAG,         /* the value of a tag, in a comment */
    EXPORT_ACCOUNT      /* a part of an account's name */
};

/* Adds a text without what means something in that place: spaces become single ones, and
 * characters that open a comment, a tag, a date or a part of a name become harmless ones. "-" where
 * nothing is left. */
enum lets_status export_add_plain(struct text *out, struct lets_span span, enum export_place place,
                                  struct lets_error *err);

/* The name of an account where names are wanted: by the directory, else its title; empty for none.
 */
struct lets_span export_name(const struct export *export, const struct lets_account *account);

/* One line about an account or a transfer; `what` is a key that both programs take. */
struct export_fact {
    const char *what;
    struct lets_span text; /* or, where empty: */
    char value[LETS_AMOUNT_SIZE > LETS_TIME_SIZE ? LETS_AMOUNT_SIZE : LETS_TIME_SIZE];
};
#define EXPORT_FACTS_MAX 14

/* Collects what is to be known of an account or a transfer besides the amounts; returns how many
 * facts there are. */
size_t export_account_facts(const struct export *export, const struct lets_account *account,
                            struct export_fact facts[EXPORT_FACTS_MAX]);
size_t export_transfer_facts(const struct lets_register_row *row,
                             struct export_fact facts[EXPORT_FACTS_MAX]);

/* The fact's text, or its value. */
struct lets_span export_fact_text(const struct export_fact *fact);

/* The text of what a transfer was for; a reversal without one says what it reverses. buffer is for
 * that. */
#define EXPORT_FOR_SIZE 32
struct lets_span export_what_for(const struct lets_register_row *row, char buffer[EXPORT_FOR_SIZE]);

#endif
