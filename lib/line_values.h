/* SPDX-License-Identifier: MIT */
#ifndef LETS_LINE_VALUES_H
#define LETS_LINE_VALUES_H

/*
 * The longer values of canonical entries. Each function reads what begins at `at` and returns the
 * byte behind it; NULL: it is not canonical, or the bytes end.
 */

#include <stddef.h>

#include "error.h"

/* Where texts go that have escapes to be taken out. An entry has at most eight texts. */
enum { LINE_TEXT_LONGEST = 500 };
struct line_room {
    char bytes[8 * LINE_TEXT_LONGEST];
    size_t size;
};

/* A text and an LF, into *out: borrowed from room or from the bytes. */
const char *line_take_text(struct line_room *room, const char *at, const char *end,
                           struct lets_span *out);

/* An id and the byte `stop` behind it. */
const char *line_take_id(const char *at, const char *end, char stop, struct lets_span *out);

/* An amount without sign, and an LF. */
const char *line_take_amount(const char *at, const char *end, unsigned decimals,
                             struct lets_amount *out);

#endif
