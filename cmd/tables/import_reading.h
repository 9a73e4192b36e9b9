/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_READING_H
#define IMPORT_READING_H

/*
 * How a table is read: what its columns mean, and how days, amounts, texts and states are written
 * in it. A known format and the command line say it by the same options.
 */

#include "base/keep.h"
#include "line/option.h"

/* The tables there are; bits, for a format and a key may belong to several. */
enum import_table_kind {
    IMPORT_MEMBERS = 1,
    IMPORT_BOOKS = 2,
    IMPORT_OPENING = 4,
    IMPORT_TRANSFERS = 8,
    IMPORT_CHECK = 16,
    IMPORT_IDS = 32
};

/* What a column can be: name, the word of --map, and the tables that have such. */
#define IMPORT_KEYS(X)                                                                             \
    X(DATE, "date", IMPORT_TRANSFERS)                                                              \
    X(FROM, "from", IMPORT_TRANSFERS)                                                              \
    X(TO, "to", IMPORT_TRANSFERS)                                                                  \
    X(AMOUNT, "amount", IMPORT_TRANSFERS)                                                          \
    X(FOR, "for", IMPORT_TRANSFERS)                                                                \
    X(CATEGORY, "category", IMPORT_TRANSFERS)                                                      \
    X(REF, "ref", IMPORT_TRANSFERS)                                                                \
    X(CHEQUE, "cheque", IMPORT_TRANSFERS)                                                          \
    X(WRITTEN, "written", IMPORT_TRANSFERS)                                                        \
    X(OVERRIDE, "override", IMPORT_TRANSFERS)                                                      \
    X(STATE, "state", IMPORT_TRANSFERS)                                                            \
    X(CURRENCY, "currency", IMPORT_TRANSFERS)                                                      \
    X(PROPOSAL, "proposal", IMPORT_TRANSFERS)                                                      \
    X(OTHER, "other", IMPORT_TRANSFERS)                                                            \
    X(ACCOUNT, "account",                                                                          \
      IMPORT_TRANSFERS | IMPORT_MEMBERS | IMPORT_BOOKS | IMPORT_OPENING | IMPORT_CHECK)            \
    X(PAID, "paid", IMPORT_TRANSFERS)                                                              \
    X(EARNED, "earned", IMPORT_TRANSFERS | IMPORT_OPENING | IMPORT_CHECK)                          \
    X(SPENT, "spent", IMPORT_OPENING | IMPORT_CHECK)                                               \
    X(BALANCE, "balance", IMPORT_OPENING | IMPORT_CHECK)                                           \
    X(FROM_LEVY, "from-levy", IMPORT_TRANSFERS)                                                    \
    X(TO_LEVY, "to-levy", IMPORT_TRANSFERS)                                                        \
    X(FROM_AMOUNT, "from-amount", IMPORT_TRANSFERS)                                                \
    X(TO_AMOUNT, "to-amount", IMPORT_TRANSFERS)                                                    \
    X(NAME, "name", IMPORT_MEMBERS)                                                                \
    X(EMAIL, "email", IMPORT_MEMBERS)                                                              \
    X(PHONE, "phone", IMPORT_MEMBERS)                                                              \
    X(ADDRESS, "address", IMPORT_MEMBERS)                                                          \
    X(DELIVERY, "delivery", IMPORT_MEMBERS)                                                        \
    X(STATUS, "status", IMPORT_MEMBERS)                                                            \
    X(JOINED, "joined", IMPORT_MEMBERS)                                                            \
    X(LOCALITY, "locality", IMPORT_MEMBERS)                                                        \
    X(AGREED, "agreed", IMPORT_MEMBERS)                                                            \
    X(DEBIT_LIMIT, "debit_limit", IMPORT_MEMBERS)                                                  \
    X(CREDIT_LIMIT, "credit_limit", IMPORT_MEMBERS)                                                \
    X(FIRST, "first", IMPORT_BOOKS)                                                                \
    X(LAST, "last", IMPORT_BOOKS)

enum import_key {
#define IMPORT_KEY_ENUM(name, word, tables) KEY_##name,
    IMPORT_KEYS(IMPORT_KEY_ENUM)
#undef IMPORT_KEY_ENUM
        N_IMPORT_KEYS
};

/* The word of a key; the tables that have it. */
const char *import_key_word(enum import_key key);
unsigned import_key_tables(enum import_key key);

/* The key of a word; N_IMPORT_KEYS for none. */
enum import_key import_key_find(struct lets_span word);

enum import_days { DAYS_ISO, DAYS_DMY, DAYS_MDY };

enum import_amounts {
    AMOUNTS_PLAIN,
    AMOUNTS_HOURS,  /* h:mm: minutes in a ledger without decimals, else hours */
    AMOUNTS_SECONDS /* the same of whole seconds */
};

/* What a word of state means. Of a transfer: it counts (active), or not (skip). */
enum import_standing { STANDS_ACTIVE, STANDS_SUSPENDED, STANDS_CLOSED, STANDS_SKIP };

struct import_state {
    struct lets_span word;
    enum import_standing standing;
};

/* A value of --map or --only. */
struct import_phrase {
    const char *text;
    bool is_for_all;   /* it stands before the first table */
    bool is_of_format; /* a known format says it */
};

enum { IMPORT_PHRASES_MAX = 64 };

struct import_reading {
    enum import_table_kind kind;
    struct keep texts; /* what the words below are cut from */
    struct import_phrase maps[IMPORT_PHRASES_MAX];
    size_t n_maps;
    struct import_phrase only[IMPORT_PHRASES_MAX];
    size_t n_only;
    struct import_state states[IMPORT_PHRASES_MAX];
    size_t n_states;
    bool has_states; /* they are given: no other counts */
    struct lets_span no_limit[IMPORT_PHRASES_MAX];
    size_t n_no_limit;
    const char *account; /* whose lines these are; NULL: not said */
    const char *zone;    /* NULL: the system's */
    enum import_days days;
    enum import_amounts amounts;
    char decimal_mark; /* 0: a point, and no groups */
    uint32_t divisor;  /* 1: none */
    bool swaps;        /* a negative amount moves the other way */
    bool skips_zero;
    bool resolves_entities;
    bool cuts_texts;
    unsigned given; /* a bit for each option of the layer at hand */
};

void import_reading_init(struct import_reading *reading, enum import_table_kind kind);
void import_reading_release(struct import_reading *reading);

/* What is taken from here on stands over what was taken before. */
void import_reading_begin(struct import_reading *reading);

/* Takes an option; names are those of the command line. is_for_all: it stands before the first
 * table, and may be about others. On failure the reading is as it was. LETS_BAD_USAGE. */
enum lets_status import_reading_take(struct import_reading *reading, const char *name,
                                     const char *value, bool is_for_all, struct lets_error *err);

#endif
