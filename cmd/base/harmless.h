/* SPDX-License-Identifier: MIT */
#ifndef HARMLESS_H
#define HARMLESS_H

/*
 * Text for people's eyes: bytes that could steer a terminal, or make text read other than it is,
 * come out as
 * '?'; and how many columns of a terminal a text takes.
 */

#include "base/buffer.h"

/* The length of the well-formed character at the start of text, its code point into *code; 0 for
 * none. */
size_t harmless_decode(struct lets_span text, uint32_t *code);

/* Adds text with every byte that is not UTF-8, every control character (LF and TAB included) and
 * every character that overrides the direction of writing replaced by '?'. */
void harmless_add(struct buffer *out, struct lets_span text);

/* The columns that the first n_characters of text take; wide characters count twice, combining ones
 * not. */
size_t harmless_width(struct lets_span text, size_t n_characters);

#endif
