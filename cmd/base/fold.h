/* SPDX-License-Identifier: MIT */
#ifndef FOLD_H
#define FOLD_H

/* Comparing texts as people do. */

#include "base/buffer.h"

/* Whether part occurs in text, letters of any script in either case and however they are encoded;
 * an empty part occurs nowhere. */
bool span_holds(struct lets_span text, struct lets_span part);

/* Whether two texts are the same but for the case of their letters. */
bool span_same(struct lets_span a, struct lets_span b);

/* Adds text in a form that is the same for all that looks like it. */
void fold_add_looks(struct buffer *out, struct lets_span text);

#endif
