/* SPDX-License-Identifier: MIT */
#ifndef LETS_SEARCH_H
#define LETS_SEARCH_H

/* Binary search in rows that are ordered by a number that each of them holds. */

#include <stddef.h>
#include <stdint.h>

/* The index of the first of n rows whose number, a uint32_t `offset` bytes into it, is not below
 * that one; n for none. The rows are `size` bytes each, and ascend; NULL only where n is 0. */
size_t search_from(const void *rows, size_t n, size_t size, size_t offset, uint32_t number);

#endif
