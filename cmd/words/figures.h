/* SPDX-License-Identifier: MIT */
#ifndef FIGURES_H
#define FIGURES_H

/*
 * Values in words: amounts with their unit, limits, the validity of cheques, the head of the books,
 * how the scheme is reached. Nothing here is made harmless; output_line and list_text do that.
 */

#include "words/names.h"

/* "12.50 LINK". */
void words_amount(struct buffer *out, const struct lets_ledger *ledger, struct lets_amount amount);

/* "twelve and 50/100 LINK": an amount that is not below zero, as on a cheque. */
void words_amount_in_full(struct buffer *out, const struct lets_ledger *ledger,
                          struct lets_amount amount);

/* "200.00", "none" or "default". */
void words_limit(struct buffer *out, const struct lets_ledger *ledger, struct lets_limit limit);

bool words_same_limit(struct lets_limit a, struct lets_limit b);

/* "Ann Archer (0001) is at -102.50, beyond the debit limit of 100.00", of an account that is. */
void words_over(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                const struct lets_account *account);

/* "none", "10 days" or "6 months". */
void words_validity(struct buffer *out, struct lets_validity validity);

/* "valid 6 months from its date". */
void words_valid_from(struct buffer *out, struct lets_validity validity);

/* How the scheme is reached, without its name in front, which stands above it. */
struct lets_span words_contact(const struct lets_summary *summary);

/* Numbers as ranges, with ", " between them: "301-310, 312"; a command takes them with " ". */
void words_numbers(struct buffer *out, const uint32_t *numbers, size_t n, const char *between);

/* "head 5c0f 1a2b .. after transfer 17": what every answer and every paper ends with. */
void words_head_line(struct buffer *out, const struct lets_ledger *ledger);
void words_head_line_of(struct buffer *out, const struct lets_summary *summary);

#endif
