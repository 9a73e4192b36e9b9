/* SPDX-License-Identifier: MIT */
#ifndef LETS_PERIOD_H
#define LETS_PERIOD_H

/* Months, quarters and years of the calendar. */

#include "base/error.h"

/* The one that holds the day. */
struct lets_period period_around(enum lets_every every, struct lets_date date);

#endif
