/* SPDX-License-Identifier: MIT */
#ifndef DRAFT_H
#define DRAFT_H

/* The draft of the pile on the desk: what outlives an interruption. */

#include "desk/desk.h"

/* Whether there is one. */
bool draft_exists(const struct desk *desk);

/* Reads the draft's slips and judges them. */
enum lets_status draft_load(struct desk *desk, struct lets_error *err);

/* Writes it anew, synced and atomically. LETS_FILE_EXISTS where another run has written it since.
 */
enum lets_status draft_save(struct desk *desk, struct lets_error *err);

/* Gives it another name, which goes into *out (yours). */
enum lets_status draft_put_aside(struct desk *desk, char **out, struct lets_error *err);

/* Removes it. */
void draft_remove(struct desk *desk);

/* The first of the transfers that the good slips of the pile are already, in their order, if they
 * are; 0 else. */
uint32_t draft_posted_as(const struct desk *desk);

#endif
