/* SPDX-License-Identifier: MIT */
#ifndef PROMPT_H
#define PROMPT_H

/* Lines typed on a terminal, with editing, history and completion: the only module that knows
 * libedit. */

#include "base/buffer.h"

struct prompt;

/* Completes what is typed so far: into insert what takes its place, or into choices, a line each,
 * what it may become. */
struct prompt_completion {
    void *context;
    void (*complete)(void *context, struct lets_span typed, struct buffer *insert,
                     struct buffer *choices);
};

/* Reads standard input, shows on standard error. Until prompt_free, Ctrl-C ends the line being
 * read, or the next one, and not the program; no line is read after it. */
struct prompt *prompt_new(struct prompt_completion completion);
void prompt_free(struct prompt *prompt);

/* Asks, and reads a line, borrowed until the next; NULL at the end of input or for Ctrl-C.
 * remembers: the line can be had again with the arrow keys. */
const char *prompt_read(struct prompt *prompt, const char *question, bool remembers);

/* The columns of the terminal; 0: not known. */
size_t prompt_width(void);

/* Whether the last line was ended by Ctrl-C. */
bool prompt_is_interrupted(const struct prompt *prompt);

#endif
