/* SPDX-License-Identifier: MIT */
#ifndef FOOTER_H
#define FOOTER_H

/* The lines under a list in text: what it counts, and the head of the books. */

#include "session/session.h"

/* Whether they are wanted: not with --quiet. Parts them from the rows, if there are any. */
bool footer_begin(struct session *session, bool has_rows);

/* "head 5c0f .. after transfer 46". */
void footer_head(struct session *session);

/* The same, of any ledger. */
void footer_print_head(struct output *output, const struct lets_ledger *ledger);

#endif
