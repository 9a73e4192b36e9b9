/* SPDX-License-Identifier: MIT */
#ifndef SLIP_H
#define SLIP_H

/*
 * One paper slip: what a row of a pile says, cell by cell, and the transfer that it asks for.
 * Whether the books take it is not judged here: that is the ledger's one door.
 */

#include "session/voucher_keys.h"
#include "tables/rows.h"

/* The cells of a slip, in the order of the columns that are wanted. */
enum slip_cell {
    SLIP_CHEQUE,
    SLIP_WRITTEN,
    SLIP_TO,
    SLIP_AMOUNT,
    SLIP_FOR,
    SLIP_FROM,
    SLIP_CATEGORY,
    SLIP_PROPOSAL, /* under which a fund pays */
    SLIP_OVERRIDE,
    SLIP_CODE,   /* of a voucher */
    SLIP_REASON, /* why it was rejected before; passed over */
    N_SLIP_CELLS
};
extern const struct lets_csv_column slip_columns[N_SLIP_CELLS];

/* What slips are read by. {.session, .date}; release it. */
struct slip_reader {
    const struct session *session;
    struct lets_date date;    /* on which all count */
    struct voucher_keys keys; /* read when the first voucher comes */
    bool has_keys;
};
void slip_reader_release(struct slip_reader *reader);

/*
 * Reads the cells into a transfer, the next in number; false where one cannot be read: then each
 * that cannot is added to the faults. The entry's texts are those of the cells and of the ledger;
 * it has the amount, if that can be read, even so. Of a voucher the amount may be empty, and its
 * code is compared, unless there is an override. with_hints: look for what was meant, which takes
 * its time.
 */
bool slip_read(struct slip_reader *reader, const struct lets_span cells[N_SLIP_CELLS],
               bool with_hints, struct lets_entry *entry, struct row_faults *faults);

/* Compares the code of such a voucher. LETS_VOUCHER_CODE, LETS_KEY_MISSING, or what reading the key
 * file returns. */
enum lets_status slip_check_code(struct slip_reader *reader, const struct lets_cheque *voucher,
                                 struct lets_span code, struct lets_error *err);

#endif
