/* SPDX-License-Identifier: MIT */
#ifndef DRAFT_LOCK_H
#define DRAFT_LOCK_H

/* The lock of a draft, held while its pile is typed: a file NAME.lock beside it. */

#include <lets.h>

/* Takes it, without waiting; its descriptor into *out. LETS_LOCKED: a second terminal has it.
 * LETS_NO_PERMISSION, LETS_INPUT_OUTPUT. */
enum lets_status draft_lock_take(const char *draft, int *out, struct lets_error *err);

/* Lets go of it, and removes the file; -1: it was not taken. */
void draft_lock_release(const char *draft, int descriptor);

#endif
