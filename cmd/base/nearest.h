/* SPDX-License-Identifier: MIT */
#ifndef NEAREST_H
#define NEAREST_H

/* What a mistyped word was meant to be. */

#include <stddef.h>

/* The one of n candidates that a mistyped word most likely means; NULL where none is near. */
const char *nearest_word(const char *word, const char *const *candidates, size_t n);

#endif
