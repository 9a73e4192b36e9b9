/* SPDX-License-Identifier: MIT */
#ifndef CHEQUE_PAST_H
#define CHEQUE_PAST_H

/*
 * What the ledger does not keep of cheques and vouchers, taken down while a journal is replayed:
 * the last event of a number with its date and reason, and the numbers that were taken back and lie
 * in no book.
 */

#include "base/buffer.h"

/* The last thing that happened to a number, unless a transfer used it; of a voucher, whatever it
 * was. */
struct cheque_past_event {
    uint32_t number;
    uint32_t account;        /* of a withdrawal: the index of the account that held it */
    struct lets_date issued; /* of a withdrawal */
    struct lets_date date;
    bool is_withdrawal;
    bool is_noted;            /* by an entry `cheque` */
    struct lets_amount value; /* of a withdrawal, if it was a voucher's; else 0 */
    bool has_expires;
    struct lets_date expires;
    bool has_payee;
    uint32_t payee; /* index */
    bool has_amount;
    struct lets_amount amount;
    const char *reason; /* borrowed from the past; NULL: none */
};

struct cheque_past;
struct cheque_past *cheque_past_new(void);
void cheque_past_free(struct cheque_past *past);
struct lets_observer cheque_past_observer(struct cheque_past *past);

/* After the replay, once: puts the events in the order of their numbers, one a number, and gives
 * them, borrowed. A number that was withdrawn and issued again since has none. */
const struct cheque_past_event *cheque_past_events(struct cheque_past *past,
                                                   const struct lets_ledger *ledger, size_t *n);

/* The event of a number among n; NULL for none. */
const struct cheque_past_event *cheque_past_find(const struct cheque_past_event *events, size_t n,
                                                 uint32_t number);

#endif
