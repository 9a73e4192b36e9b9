/* SPDX-License-Identifier: MIT */
#ifndef LETS_IDENT_H
#define LETS_IDENT_H

/* Account ids as people type them: `1` finds `0001`, `BOB` finds `bob`. */

#include "error.h"

/* The id without regard to case and leading zeros ("0" for zeros alone), in buffer with a NUL
 * behind it. The id is of at most LETS_ID_MAX bytes and not empty. */
struct lets_span ident_fold(struct lets_span id, char buffer[LETS_ID_MAX + 1]);

#endif
