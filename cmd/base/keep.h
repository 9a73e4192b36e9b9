/* SPDX-License-Identifier: MIT */
#ifndef KEEP_H
#define KEEP_H

/* Memory that is kept until all of it is released: texts that others point into. */

#include <lets.h>

struct keep_chunk;

/* {0} holds nothing. */
struct keep {
    struct keep_chunk *last;
};

/* Room for so many bytes, zeroed, where any type can lie. Never NULL. */
void *keep_room(struct keep *keep, size_t size);

/* A copy with a NUL behind it. */
struct lets_span keep_copy(struct keep *keep, struct lets_span text);

void keep_release(struct keep *keep);

#endif
