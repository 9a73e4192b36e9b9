/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_RUN_H
#define IMPORT_RUN_H

/* What the tables of one import share on their way into one commit. */

#include "tables/import_parties.h"
#include "writing/writing.h"

/* The sentences of so many rows are told; of the others there are only numbers. */
enum { IMPORT_SENTENCES_MAX = 20 };

/* Of a transfer, where it came from. */
struct import_made {
    const struct import_table *table;
    const struct import_row *row;
};

struct import_run {
    struct session *session;
    const struct import_values *given;
    struct writing *writing;
    struct import_parties parties;
    struct lets_date last; /* the day of the seal: none can be later */
    unsigned decimals;
    size_t n_sentences;
    size_t n_folded;                 /* entries without a sentence */
    const struct lets_account *plug; /* of opening balances */
    const struct lets_account *levy; /* of --levy; NULL: not given */
    uint32_t n_before;               /* so many transfers were recorded before this run */
    struct import_made *made;        /* owned: of each transfer since */
    size_t n_made;
    size_t made_capacity;
    bool *has_refused;       /* owned: by account of the parties; see import_run_note_refused */
    struct lets_period days; /* first and last of the rows that are new; first > last: none */
    bool has_days;
};

/* Adds an entry to the commit, with its sentence while there are few; refused by a rule, the fault
 * is added to the row's. Fails only where the system does. */
enum lets_status import_run_add(struct import_run *run, const struct lets_entry *entry,
                                struct row_faults *faults, struct lets_error *err);

/* Notes that the transfers added since the last call are of that row of a table. */
void import_run_note_row(struct import_run *run, const struct import_table *table,
                         const struct import_row *row);

/* The row of a table that became that transfer in this run; NULL: it was recorded before, or is no
 * row's of that table. */
const struct import_row *import_run_row_of(const struct import_run *run,
                                           const struct import_table *table, uint32_t transfer);

/* Notes whose the refused rows of a table are: what is mended of them will be recorded later. Of a
 * row of too many or too few cells that is whoever one of them names. */
void import_run_note_refused(struct import_run *run, struct import_table *table);

/* --date, or today. */
struct lets_date import_run_day(const struct import_run *run);

/* Notes for every account of a table that it has a row on that day. */
void import_run_note_days(struct import_run *run, struct import_table *table);

#endif
