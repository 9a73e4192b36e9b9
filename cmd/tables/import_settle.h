/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_SETTLE_H
#define IMPORT_SETTLE_H

/* Payments that were read, made fit to be recorded. */

#include "tables/import_payments.h"

/* Joins the two sides of one payment, finds whose each is, and gives references. */
void import_settle(struct import_payments *payments, struct import_run *run);

#endif
