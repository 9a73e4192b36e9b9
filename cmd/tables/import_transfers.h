/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_TRANSFERS_H
#define IMPORT_TRANSFERS_H

/* Payments into the commit. */

#include "tables/import_known.h"
#include "tables/import_payments.h"

struct import_transfers {
    struct import_payments payments;
    struct import_known known; /* what the ledger does not keep of recorded transfers */
};

/* Posts what the journal does not have; what a limit refuses is tried once more. */
enum lets_status import_transfers_post(struct import_transfers *transfers, struct import_run *run,
                                       struct lets_error *err);

/* What else is to be said. */
void import_transfers_tell(const struct import_transfers *transfers, const struct import_run *run,
                           struct buffer *lines);

void import_transfers_release(struct import_transfers *transfers);

#endif
