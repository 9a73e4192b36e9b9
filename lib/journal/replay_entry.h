/* SPDX-License-Identifier: MIT */
#ifndef LETS_REPLAY_ENTRY_H
#define LETS_REPLAY_ENTRY_H

/* One entry of a replay. */

#include "journal/replay_state.h"

/* Reads, applies and shows what was cut. What is wrong with it is held, or told to whoever wants to
 * go on. */
enum lets_status replay_take(struct replay *replay, struct lets_error *err);

#endif
