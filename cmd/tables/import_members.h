/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_MEMBERS_H
#define IMPORT_MEMBERS_H

/* Members from a table: opened before what they did, suspended or closed behind it. */

#include "tables/import_run.h"

struct import_member;

struct import_members {
    struct import_table *table;
    struct import_member *items; /* owned: one a row */
    uint32_t *firsts;            /* owned: of each account, the first of the items that is about it,
                                    from 1 */
    size_t n_named;              /* persons put into the directory */
    struct buffer notes;         /* owned: lines of single accounts */
    size_t n_notes;
    size_t n_open; /* who stays open for a refused row */
};

/* Which columns must be there. LETS_MISSING_COLUMN. */
enum lets_status import_members_check(const struct import_table *table, struct lets_error *err);

/* Reads the rows, and has the parties expect their accounts. */
void import_members_read(struct import_members *members, struct import_run *run);

/* Opens the accounts; when the first day of each is known. */
enum lets_status import_members_post(struct import_members *members, struct import_run *run,
                                     struct lets_error *err);

/* Behind everything else: suspends and closes. */
enum lets_status import_members_close(struct import_members *members, struct import_run *run,
                                      struct lets_error *err);

/* What else is to be said. */
void import_members_tell(const struct import_members *members, struct buffer *lines);

void import_members_release(struct import_members *members);

#endif
