/* SPDX-License-Identifier: MIT */
#ifndef FREE_NUMBERS_H
#define FREE_NUMBERS_H

/* The numbers of a new book of cheques or batch of vouchers: those that are named, or the next free
 * ones, which lie above every number that was ever issued, withdrawn ones included: paper that
 * still lies about must not become somebody else's. */

#include <lets.h>

/* What the command line says, 0 where it does not; and the highest number that was ever issued. */
struct free_numbers {
    uint32_t first;
    uint32_t last;
    uint32_t count;
    uint32_t highest; /* by the observer */
};

/* Watches a replay. */
struct lets_observer free_numbers_observer(struct free_numbers *numbers);

/* Whether either both ends are given or how many. LETS_BAD_USAGE. */
enum lets_status free_numbers_check(const struct free_numbers *numbers, struct lets_error *err);

/* The first and the last number. LETS_BOOK_RANGE where there are not so many left. */
enum lets_status free_numbers_find(const struct free_numbers *numbers, uint32_t *first,
                                   uint32_t *last, struct lets_error *err);

#endif
