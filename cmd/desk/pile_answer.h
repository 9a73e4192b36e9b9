/* SPDX-License-Identifier: MIT */
#ifndef PILE_ANSWER_H
#define PILE_ANSWER_H

/* What is told of a pile. */

#include <jansson.h>

#include "desk/pile.h"

/* The posting list, for writing_list; context is the pile. */
void pile_print_list(void *context, struct output *output);

/* Every fault as an error on standard error: FILE:LINE: row, column, what is wrong. */
void pile_print_faults(const struct pile *pile, const char *file);

/* The refused rows for the JSON of an answer. Yours. */
json_t *pile_rejected_json(const struct pile *pile);

/* Last before the commit: says what became of the slips; the rejects, if there are any, go with it
 * into the file of that path (NULL: none). Sets the session's exit status where a slip was not
 * posted. */
void pile_answer(struct pile *pile, const struct lets_span *header, size_t n_header,
                 const char *path);

#endif
