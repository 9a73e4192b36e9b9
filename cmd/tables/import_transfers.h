/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_TRANSFERS_H
#define IMPORT_TRANSFERS_H

/* Tables of transfers: those of this program, those of other ones, and any by --map. */

#include "tables/import_table.h"

extern const struct import_kind import_transfers;

#endif
