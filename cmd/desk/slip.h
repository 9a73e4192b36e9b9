/* SPDX-License-Identifier: MIT */
#ifndef SLIP_H
#define SLIP_H

/*
 * One paper slip: what a row of a pile says, cell by cell, and the transfer that it asks for.
 * Whether the books take it is not judged here: that is the ledger's one door.
 */

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
    SLIP_OVERRIDE,
    SLIP_REASON, /* why it was rejected before; passed over */
    N_SLIP_CELLS
};
extern const struct lets_csv_column slip_columns[N_SLIP_CELLS];

/*
 * Reads the cells into a transfer of that date, the next in number; false where one cannot be read:
 * then each that cannot is added to the faults. The entry's texts are those of the cells and of the
 * ledger; it has the amount, if that can be read, even so. with_hints: look for what was meant,
 * which takes its time.
 */
bool slip_read(const struct session *session, const struct lets_span cells[N_SLIP_CELLS],
               struct lets_date date, bool with_hints, struct lets_entry *entry,
               struct row_faults *faults);

#endif
