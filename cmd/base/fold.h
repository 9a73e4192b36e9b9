/* SPDX-License-Identifier: MIT */
#ifndef FOLD_H
#define FOLD_H

/* Comparing texts without regard to case. */

#include <lets.h>

/* Whether part occurs in text, letters of any script in either case; an empty part occurs nowhere.
 */
bool span_holds(struct lets_span text, struct lets_span part);

/* Whether two texts are the same but for the case of their letters. */
bool span_same(struct lets_span a, struct lets_span b);

#endif
