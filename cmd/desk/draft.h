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

/* A commit that posted a draft. */
struct draft_posted {
    uint32_t first; /* its first transfer; 0: there is none */
    struct lets_date date;
};

/* The commit, sealed after the draft was last written, whose transfers are the slips of the pile
 * that are to be posted, in all that they say, and no others. */
enum lets_status draft_find_posted(struct desk *desk, struct draft_posted *out,
                                   struct lets_error *err);

#endif
