/* SPDX-License-Identifier: MIT */
#ifndef PARTED_H
#define PARTED_H

/*
 * Amounts with a decimal comma that stand without quotes in a table of commas: 12,50 is two cells
 * there, and where the second is a text, nothing is wrong with the row. So it is warned of.
 */

#include "session/session.h"

/* Begin with {.session = .., .name = .., .separator = ..}. */
struct parted {
    const struct session *session;
    const char *name; /* of the table */
    char separator;   /* of its cells */
    size_t n;         /* rows that were found */
};

/* Looks at an amount and at the text in the cell behind it. */
void parted_look(struct parted *parted, uint64_t line, uint64_t row, struct lets_span amount,
                 struct lets_span text);

/* How many more there were than were told. */
void parted_end(const struct parted *parted);

#endif
