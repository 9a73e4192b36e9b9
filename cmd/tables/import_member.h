/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_MEMBER_H
#define IMPORT_MEMBER_H

/* What a row of a table says of a member. */

#include "tables/import_table.h"

struct import_member {
    struct lets_span id;
    struct lets_person person;
    struct lets_span locality;
    struct lets_span agreed;
    struct lets_limit debit_limit;
    struct lets_limit credit_limit;
    bool has_debit_limit;
    bool has_credit_limit;
    bool has_joined;
    struct lets_date joined;
    enum import_standing standing;
    int account;   /* of the parties */
    bool is_put;   /* into the directory */
    bool is_named; /* it has no id of its own: known by e-mail or name */
    bool is_opened;
};

/* Reads a row; none joined after `last`. One whose word of state is to be skipped is left out. */
void import_member_read(struct import_table *table, struct import_row *row, struct lets_date last,
                        struct import_member *member);

/* The first key of which two rows say different things; N_IMPORT_KEYS: there is none. */
enum import_key import_member_difference(const struct import_member *a,
                                         const struct import_member *b);

#endif
