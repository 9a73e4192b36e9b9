/* SPDX-License-Identifier: MIT */
#ifndef RANDOM_VOUCHERS_H
#define RANDOM_VOUCHERS_H

/* The vouchers of random journals. */

#include <lets.h>

/* Makes an entry about vouchers of that day: an account that may sell them, a batch, or what may
 * become of one; most are lawful. The entry borrows from the ledger and from constants. */
void random_vouchers_make(struct lets_entry *entry, const struct lets_ledger *ledger,
                          struct lets_date date);

#endif
