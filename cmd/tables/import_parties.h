/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_PARTIES_H
#define IMPORT_PARTIES_H

/* Who is meant by what a table has for an account. */

#include "tables/import_table.h"
#include "tables/import_values.h"

enum { IMPORT_NOBODY = -1, IMPORT_SEVERAL = -2 };

/* An account that the journal has, or that a table of the same run opens. */
struct import_account {
    struct lets_span id;
    const struct lets_account *account; /* once it is there */
    int32_t first_day;                  /* of its first row; INT32_MAX: none */
    bool is_pending;
};

/* A text of a table. */
struct import_party {
    struct lets_span text;    /* as it stands */
    struct lets_span spelled; /* for references: see import_reference.h; empty until asked for */
    int account;              /* of import_parties.accounts; IMPORT_NOBODY */
    bool is_external;         /* nobody's: it stands for --external */
    bool is_several;          /* a name that several have */
    size_t n_rows;            /* in which it counts */
};

/* {0} knows nobody. */
struct import_parties {
    struct session *session;
    const struct import_values *given;
    struct keep keep;
    struct import_account *accounts; /* owned */
    size_t n_accounts;
    size_t accounts_capacity;
    struct import_party *parties; /* owned */
    size_t n_parties;
    size_t parties_capacity;
    struct span_map by_text;   /* into parties */
    struct span_map by_id;     /* into accounts, from 1 */
    struct span_map by_name;   /* likewise; 0: several have it */
    struct span_map by_option; /* into option_accounts, from 1: texts of --party and --ids */
    struct lets_span *option_accounts; /* owned */
    size_t n_options;
    size_t options_capacity;
    int external; /* of --external; IMPORT_NOBODY: not given */
};

/* Takes the accounts of the ledger and the names of the directory. */
void import_parties_begin(struct import_parties *parties, struct session *session,
                          const struct import_values *given);
void import_parties_release(struct import_parties *parties);

/* An account that is going to be opened. Returns its index. */
int import_parties_expect(struct import_parties *parties, struct lets_span id,
                          struct lets_span name, struct lets_span email);

/* The member of a name or an e-mail address; IMPORT_NOBODY, or IMPORT_SEVERAL. */
int import_parties_named(const struct import_parties *parties, struct lets_span name);

/* When all accounts are known: takes --party, --ids and --external. What the tables of --ids fail
 * with, LETS_BAD_CSV for a key that stands there twice, LETS_UNKNOWN_ACCOUNT, LETS_BAD_USAGE. */
enum lets_status import_parties_take_options(struct import_parties *parties,
                                             struct lets_error *err);

/* The party of a text; the index stays, the pointer does not. */
size_t import_parties_find(struct import_parties *parties, struct lets_span text);

/* The account of a text that must be one, and is counted; NULL, and a fault, for none. --external
 * is none. */
const struct lets_account *import_parties_own(struct import_parties *parties, struct lets_span text,
                                              int cell, struct row_faults *faults);

/* An account has a row of that day. */
void import_parties_note_day(struct import_parties *parties, int account, struct lets_date day);

/* Adds why a party is nobody. */
void import_parties_refuse(struct import_parties *parties, size_t party, int cell,
                           struct row_faults *faults);

/* The account of an index, which is there by now. */
const struct lets_account *import_parties_account(struct import_parties *parties, int account);

/* Tells which texts were put down to --external, and which are nobody's. */
void import_parties_tell(const struct import_parties *parties);

#endif
