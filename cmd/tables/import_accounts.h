/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_ACCOUNTS_H
#define IMPORT_ACCOUNTS_H

/* Tables of members, and of cheque books. */

#include "tables/import_table.h"

extern const struct import_kind import_members;
extern const struct import_kind import_books;

#endif
