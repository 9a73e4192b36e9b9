/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_AMOUNT_H
#define IMPORT_AMOUNT_H

/* Amounts as other programs write them. */

#include "tables/import_reading.h"

/* How the amounts of a table are read. */
struct import_amount_form {
    enum import_amounts form;
    char decimal_mark; /* 0: a point, and no groups */
    uint32_t divisor;
    unsigned decimals;      /* of the ledger */
    struct lets_span units; /* the ledger's, which may stand behind; likewise that of --only */
    struct lets_span currency;
};

/* Reads a cell, with its sign. LETS_BAD_AMOUNT; LETS_EMPTY_VALUE where nothing is in it. */
enum lets_status import_amount_parse(struct lets_span text, const struct import_amount_form *form,
                                     struct lets_amount *out, struct lets_error *err);

#endif
