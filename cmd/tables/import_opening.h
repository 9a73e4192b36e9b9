/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_OPENING_H
#define IMPORT_OPENING_H

/* Tables of opening balances. */

#include "tables/import_table.h"

extern const struct import_kind import_opening;

#endif
