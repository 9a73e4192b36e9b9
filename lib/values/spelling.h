/* SPDX-License-Identifier: MIT */
#ifndef LETS_SPELLING_H
#define LETS_SPELLING_H

/* Texts that are one although their bytes differ. */

#include <stdint.h>

#include "base/text.h"

/* Of a text that a journal may hold: characters grow to two for a byte, at most. */
enum { SPELLING_SIZE = (2 * TEXT_LONGEST + 1) * 4 };

/* The one spelling (NFC) of a text of at most TEXT_LONGEST bytes: itself where it is plain ASCII,
 * or no UTF-8, or longer; else in buffer. */
struct lets_span spelling_of(struct lets_span text, int32_t buffer[SPELLING_SIZE / 4]);

#endif
