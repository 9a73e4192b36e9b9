/* SPDX-License-Identifier: MIT */
#ifndef LETS_PERIOD_H
#define LETS_PERIOD_H

/* Months, quarters and years of the calendar. */

#include "base/error.h"

/* The one that holds the day. */
struct lets_period period_around(enum lets_every every, struct lets_date date);

/* The days that lie in both; where there are none, the last is before the first. */
struct lets_period period_common(struct lets_period a, struct lets_period b);

#endif
