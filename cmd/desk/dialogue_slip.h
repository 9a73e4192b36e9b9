/* SPDX-License-Identifier: MIT */
#ifndef DIALOGUE_SLIP_H
#define DIALOGUE_SLIP_H

/* The answers to the questions about a slip, in their order. Each fails only where the system does.
 */

#include "desk/dialogue_state.h"

enum lets_status dialogue_take_cheque(struct dialogue *dialogue, struct lets_span text,
                                      struct lets_error *err);
enum lets_status dialogue_take_code(struct dialogue *dialogue, struct lets_span text,
                                    struct lets_error *err);
enum lets_status dialogue_take_payee(struct dialogue *dialogue, struct lets_span text,
                                     struct lets_error *err);
enum lets_status dialogue_take_amount(struct dialogue *dialogue, struct lets_span text,
                                      struct lets_error *err);
enum lets_status dialogue_take_for(struct dialogue *dialogue, struct lets_span text,
                                   struct lets_error *err);
enum lets_status dialogue_take_proposal(struct dialogue *dialogue, struct lets_span text,
                                        struct lets_error *err);
enum lets_status dialogue_take_date(struct dialogue *dialogue, struct lets_span text,
                                    struct lets_error *err);

/* Completes a payer or payee, for prompt.h; context is the dialogue. */
void dialogue_complete(void *context, struct lets_span typed, struct buffer *insert,
                       struct buffer *choices);

#endif
