/* SPDX-License-Identifier: MIT */
#ifndef LETS_INVISIBLE_H
#define LETS_INVISIBLE_H

/* Names in a message what stands in the values that it quotes and cannot be seen. */

#include <lets.h>

/* Adds " (U+00A0 at the end)" to a message of at most size - 1 bytes, where there is room. */
void invisible_name(char *message, size_t size);

#endif
