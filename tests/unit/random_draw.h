/* SPDX-License-Identifier: MIT */
#ifndef RANDOM_DRAW_H
#define RANDOM_DRAW_H

/* The dice of random journals. */

#include <lets.h>

#include "random_books.h"

/* From now on for these books; the same seed gives the same numbers. */
void draw_begin(const struct random_books *books);

/* 0 .. n - 1. */
uint32_t draw_below(uint32_t n);

/* A text, hostile ones too where the books have them; the id of an account, of which there are. */
struct lets_span draw_text(void);
struct lets_span draw_id(const struct lets_ledger *ledger);

/* Some day of the n that end with this one. */
struct lets_date draw_day_before(struct lets_date date, uint32_t n);

/* An amount: mostly small, or, at the edge, now and then one after which nothing or nearly nothing
 * can follow. */
struct lets_amount draw_amount(void);

#endif
