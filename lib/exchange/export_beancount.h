/* SPDX-License-Identifier: MIT */
#ifndef LETS_EXPORT_BEANCOUNT_H
#define LETS_EXPORT_BEANCOUNT_H

/* What beancount reads. */

#include "exchange/export_facts.h"

extern const struct export_format export_beancount;

#endif
