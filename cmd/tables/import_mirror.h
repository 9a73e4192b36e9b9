/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_MIRROR_H
#define IMPORT_MIRROR_H

/* Tables of the lines of several accounts, which hold a payment from both sides. */

#include "tables/import_payments.h"

/* Joins rows that mirror each other: the payee's is FATE_JOINED. Where the sides are not as many,
 * each row too many has a fault. */
void import_mirror_join(struct import_payments *payments, struct import_parties *parties);

#endif
