/* SPDX-License-Identifier: MIT */
#ifndef SHELL_H
#define SHELL_H

/* Words and options of commands that are shown to be run: as a shell takes them. */

#include "base/buffer.h"

/* Adds a word, in quotes where the shell would not take it as it is. */
void shell_add_word(struct buffer *out, struct lets_span word);

/* Adds " --for 'a cup'"; nothing where the value is empty. */
void shell_add_option(struct buffer *out, const char *name, struct lets_span value);

#endif
