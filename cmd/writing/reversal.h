/* SPDX-License-Identifier: MIT */
#ifndef REVERSAL_H
#define REVERSAL_H

/* The reversal of a transfer, as reverse and correct make it. */

#include "writing/writing.h"

/* Whether a transfer is there and was not reversed; else says which one stands in its place.
 * LETS_UNKNOWN_TRANSFER, LETS_ALREADY_REVERSED. */
enum lets_status reversal_check(struct session *session, uint32_t number, struct lets_error *err);

/* Adds the transfer that moves the amount of `number` back, dated `date`, with the reason as what
 * it is for; proposal: under which a fund gives it back, or 0. What reversal_check and the rules
 * refuse. */
enum lets_status reversal_add(struct writing *writing, struct session *session, uint32_t number,
                              struct lets_date date, const char *reason, uint32_t proposal,
                              struct lets_error *err);

#endif
