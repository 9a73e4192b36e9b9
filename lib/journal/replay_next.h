/* SPDX-License-Identifier: MIT */
#ifndef LETS_REPLAY_NEXT_H
#define LETS_REPLAY_NEXT_H

/* The next entry of a replay. */

#include "journal/replay_state.h"

/* How long an entry may be at this point. */
size_t replay_longest(const struct replay *replay, enum lets_kind kind);

/* Gets the next entry, or the end: sets replay->cut, and replay->line_entry, yaml_entry and parties
 * where these are known already. What is malformed is no failure, but in replay->cut->status. Fails
 * as cutter_next does, or with LETS_OUT_OF_MEMORY. */
enum lets_status replay_next(struct replay *replay, struct lets_error *err);

#endif
