/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_TABLES_H
#define IMPORT_TABLES_H

/* Tables of members, cheque books, balances and transfers, together one commit. */

#include "session/session.h"
#include "tables/import_values.h"

/* Reads all that the command line names, and records it, or tells what is wrong. */
enum lets_status import_tables(struct session *session, const struct import_values *given,
                               struct lets_error *err);

#endif
