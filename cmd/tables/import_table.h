/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_TABLE_H
#define IMPORT_TABLE_H

/*
 * Tables on their way into one commit. Each kind of table says which columns it has and what a row
 * of it becomes; everything else is the same for all of them.
 */

#include "tables/rows.h"
#include "writing/recorded.h"
#include "writing/writing.h"

/* What the command line says. */
struct import_values {
    const char *file;
    const char *members;
    const char *books;
    const char *opening;
    const char *json;
    const char *plug;
    struct given_date date;
    const char *map;
    const char *ref_prefix;
    const char *rejects;
    const char *override_reason;
    bool is_again;
};

/* A row that was refused, and what became of it. */
struct import_refused {
    struct refused_row refused;
    bool is_for_limit; /* once more after the last */
    bool is_posted;    /* when it was tried once more */
    char *ref;         /* owned: what it is given as reference in the file of rejects; or NULL */
};

#define IMPORT_COLUMNS_MAX 16

struct import {
    struct session *session;
    const struct import_values *given;
    const struct import_kind *kind;
    const char *name;        /* of the table, for messages */
    struct lets_csv *csv;    /* owned */
    struct writing *writing; /* owned */
    struct lets_csv_column columns[IMPORT_COLUMNS_MAX];
    size_t n_columns;
    struct lets_date day;           /* of rows that have none */
    struct lets_date last;          /* the day of the seal: none can be later */
    struct import_refused *refused; /* owned, in the order of the rows */
    size_t n_refused;
    size_t refused_capacity;
    uint32_t n_before; /* transfers of the journal */
    size_t n_rows;
    size_t n_known;                       /* left out because the journal has them */
    size_t n_named;                       /* persons put into the directory */
    size_t n_left_out;                    /* because they are of no state that counts */
    struct buffer named;                  /* lines: their ids */
    struct recorded recorded;             /* the new transfers */
    struct buffer reversed;               /* lines: what is known, and was reversed since */
    char *map;                            /* owned: the names of --map */
    const struct transfer_format *format; /* of transfers */
    bool has_times;                       /* of transfers: a day may be one with a time of day */
    int at[IMPORT_COLUMNS_MAX];           /* of transfers: the column of each cell; -1: none */
    const struct lets_account *plug;      /* of opening balances */
};

/* A kind of table. */
struct import_kind {
    /* Fills in the columns, and has them matched. */
    enum lets_status (*match)(struct import *import, struct lets_error *err);
    /* Once, when the ledger is there; NULL: nothing is to be done. */
    enum lets_status (*begin)(struct import *import, struct lets_error *err);
    /* A row into the commit; what is wrong with it goes to the faults. Fails only where the system
     * does. */
    enum lets_status (*take)(struct import *import, const struct lets_span *cells, uint64_t row,
                             struct row_faults *faults, struct lets_error *err);
    /* The name of the column of references, where rows without one get it by --ref-prefix; NULL
     * for none. */
    const char *(*ref_column)(const struct import *import);
    /* What else is to be said when all is done; NULL: nothing. */
    void (*finish)(struct import *import);
};

/* Matches a fixed list of columns. */
enum lets_status import_match(struct import *import, const struct lets_csv_column *columns,
                              size_t n_columns, bool takes_others, struct lets_error *err);

/* Adds an entry to the commit; refused by a rule, the fault is added. */
enum lets_status import_add(struct import *import, const struct lets_entry *entry,
                            struct row_faults *faults, struct lets_error *err);

/* The account of a cell, or NULL and a fault. */
const struct lets_account *import_account(const struct import *import, int cell,
                                          struct lets_span id, struct row_faults *faults);

/* A day of a cell, not later than the commit's; false, and a fault, where it is none. has_times: a
 * time of day behind it is passed over, and seconds since 1970 are taken. */
bool import_day(const struct import *import, int cell, struct lets_span text, bool has_times,
                struct lets_date *out, struct row_faults *faults);

/* The reference that --ref-prefix gives to a row. */
#define IMPORT_REF_SIZE 560
struct lets_span import_ref(const struct import *import, uint64_t row,
                            char buffer[IMPORT_REF_SIZE]);

/* Whether the journal has the transfer's reference already; then it is counted, or the fault is
 * added. */
bool import_is_known(struct import *import, const struct lets_entry *entry, int cell,
                     bool ignores_date, struct row_faults *faults);

/* Reads a table of that kind into a commit. */
enum lets_status import_table(struct session *session, const struct import_values *given,
                              const struct import_kind *kind, const char *file,
                              struct lets_error *err);

#endif
