/* SPDX-License-Identifier: MIT */
#ifndef CUT_AMOUNTS_H
#define CUT_AMOUNTS_H

/*
 * Amounts with a decimal comma that stand without quotes in a table of commas: 12,50 is two cells
 * there, and where the second is a text, nothing is wrong with the row. So it is warned of.
 */

#include "session/session.h"

/* Begin with {.session = .., .name = .., .separator = ..}. */
struct cut_amounts {
    const struct session *session;
    const char *name; /* of the table */
    char separator;   /* of its cells */
    size_t n;         /* rows that were found */
};

/* Looks at an amount and at the text in the cell behind it. */
void cut_amounts_look(struct cut_amounts *cut, uint64_t line, uint64_t row, struct lets_span amount,
                      struct lets_span text);

/* How many more there were than were told. */
void cut_amounts_end(const struct cut_amounts *cut);

#endif
