/* SPDX-License-Identifier: MIT */
#ifndef LETS_HASH_LANE_H
#define LETS_HASH_LANE_H

/*
 * Hashes the pieces of a journal on a second thread, while the first one reads on. The verdict
 * comes late, and for all pieces together: who needs to know which piece is damaged goes through
 * the journal again without a lane.
 */

#include "error.h"

struct hash_lane;

/* LETS_OUT_OF_MEMORY. */
enum lets_status hash_lane_new(struct hash_lane **out, struct lets_error *err);

/* Waits for the thread to end. */
void hash_lane_free(struct hash_lane *lane);

/* Hands over the next bytes. They must stay until they are hashed. */
void hash_lane_add(struct hash_lane *lane, struct lets_span bytes);

/* What was handed over since the last end is a piece, and this is what its seal states. */
void hash_lane_end(struct hash_lane *lane, const struct lets_hash *stated);

/* Sets the thread to work on what was handed over so far: a mark to wait for. Where the system
 * gives no thread, it is hashed on the spot. */
uint64_t hash_lane_mark(struct hash_lane *lane);

/* Waits until all before a mark is hashed: those bytes may go. */
void hash_lane_wait(struct hash_lane *lane, uint64_t mark);

/* Waits for all of it; without a thread yet, none is begun. Whether every piece is what its seal
 * states. */
bool hash_lane_finish(struct hash_lane *lane);

#endif
