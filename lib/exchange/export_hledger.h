/* SPDX-License-Identifier: MIT */
#ifndef LETS_EXPORT_HLEDGER_H
#define LETS_EXPORT_HLEDGER_H

/* What hledger and ledger read. */

#include "exchange/export_facts.h"

extern const struct export_format export_hledger;

#endif
