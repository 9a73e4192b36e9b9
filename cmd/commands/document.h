/* SPDX-License-Identifier: MIT */
#ifndef DOCUMENT_H
#define DOCUMENT_H

/* Documents as the answer of a command. */

#include "paper/drawn.h"
#include "session/session.h"

/* Warns of characters that no font had. */
void document_tell(const struct session *session, const struct drawn *drawn);

/* Answers with the document, and document_tell. LETS_BAD_USAGE for a terminal. */
enum lets_status document_print(struct session *session, const struct drawn *drawn,
                                struct lets_error *err);

#endif
