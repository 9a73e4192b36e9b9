/* SPDX-License-Identifier: MIT */
#ifndef NUMBERS_H
#define NUMBERS_H

/* Lists of numbers, in order. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void numbers_sort(uint32_t *numbers, size_t n);

/* Whether a number is one of n in order. */
bool numbers_hold(const uint32_t *numbers, size_t n, uint32_t number);

#endif
