/* SPDX-License-Identifier: MIT */
#ifndef DIALOGUE_DECIDE_H
#define DIALOGUE_DECIDE_H

/* The answers to the questions about what was refused, and about the whole pile, in their order.
 * Each fails only where the system does. */

#include "desk/dialogue_state.h"

enum lets_status dialogue_take_skip(struct dialogue *dialogue, struct lets_span text,
                                    struct lets_error *err);
enum lets_status dialogue_take_skip_amount(struct dialogue *dialogue, struct lets_span text,
                                           struct lets_error *err);
enum lets_status dialogue_take_choice(struct dialogue *dialogue, struct lets_span text,
                                      struct lets_error *err);
enum lets_status dialogue_take_override(struct dialogue *dialogue, struct lets_span text,
                                        struct lets_error *err);
enum lets_status dialogue_take_count(struct dialogue *dialogue, struct lets_span text,
                                     struct lets_error *err);
enum lets_status dialogue_take_total(struct dialogue *dialogue, struct lets_span text,
                                     struct lets_error *err);
enum lets_status dialogue_take_again(struct dialogue *dialogue, struct lets_span text,
                                     struct lets_error *err);

#endif
