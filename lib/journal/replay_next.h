/* SPDX-License-Identifier: MIT */
#ifndef LETS_REPLAY_NEXT_H
#define LETS_REPLAY_NEXT_H

/* The next entry of a replay. */

#include "journal/replay_state.h"

/* How long an entry may be at this point. */
size_t replay_longest(const struct replay *replay, enum lets_kind kind);

/* Cuts the next entry into replay->cut, and reads it where the line reader takes it: nearly always,
 * and then nobody looked for its lines before. */
enum lets_status replay_next(struct replay *replay, struct lets_error *err);

#endif
