/* SPDX-License-Identifier: MIT */
#ifndef DIALOGUE_H
#define DIALOGUE_H

/*
 * The talk in which a pile is typed: a question, a line, what is said to it. It knows the desk, and
 * no terminal.
 */

#include "desk/dialogue_state.h"

/* The desk is borrowed. n 0 and total NULL: the control totals are asked for at the end. */
struct dialogue *dialogue_new(struct desk *desk, uint32_t n, const struct lets_amount *total);
void dialogue_free(struct dialogue *dialogue);

/* Says what there is to say before the first question, and takes a draft up. */
enum lets_status dialogue_begin(struct dialogue *dialogue, struct lets_error *err);

/* The question at hand, harmless, borrowed until the next line. */
const char *dialogue_question(struct dialogue *dialogue);

/* Whether what is typed to it is worth remembering for the arrow keys. */
bool dialogue_is_text(const struct dialogue *dialogue);

/* Takes a line; NULL: there are no more. Fails only where the system does. */
enum lets_status dialogue_take(struct dialogue *dialogue, const char *line, struct lets_error *err);

/* Ctrl-C: nothing more is typed. */
void dialogue_stop(struct dialogue *dialogue);

/* What was said since the last call: lines, not made harmless; borrowed until the next line. */
struct lets_span dialogue_said(struct dialogue *dialogue);

enum dialogue_end dialogue_end(const struct dialogue *dialogue);

#endif
