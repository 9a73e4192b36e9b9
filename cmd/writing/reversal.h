/* SPDX-License-Identifier: MIT */
#ifndef REVERSAL_H
#define REVERSAL_H

/* The reversal of a transfer, as reverse and correct make it. */

#include "writing/writing.h"

/* Adds the transfer that moves the amount of `number` back, dated `date`, with the reason as what
 * it is for. LETS_UNKNOWN_TRANSFER, and what the rules refuse. */
enum lets_status reversal_add(struct writing *writing, const struct session *session,
                              uint32_t number, struct lets_date date, const char *reason,
                              struct lets_error *err);

#endif
