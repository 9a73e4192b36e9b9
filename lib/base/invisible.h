/* SPDX-License-Identifier: MIT */
#ifndef LETS_INVISIBLE_H
#define LETS_INVISIBLE_H

/* Characters that nobody sees, and messages that name them. */

#include <lets.h>

/* Whether Unicode says that a character may be ignored; whether it is a blank beyond ASCII. */
bool invisible_is(uint32_t code);
bool invisible_is_blank(uint32_t code);

/* Some scripts spell words with characters that join letters or keep them apart, and some pictures
 * and ideographs are followed by one that chooses between their forms: whether one stands so, by
 * what is before and behind it. */
bool invisible_is_by_right(uint32_t before, uint32_t code, uint32_t behind);

/* Names what stands in the values that a message quotes and cannot be seen: adds " (U+00A0 at the
 * end)" to a message of at most size - 1 bytes, where there is room. */
void invisible_name(char *message, size_t size);

#endif
