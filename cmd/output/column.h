/* SPDX-License-Identifier: MIT */
#ifndef COLUMN_H
#define COLUMN_H

/* The columns of a list: what their cells hold, and what becomes of them where there is no room. */

#include <stdbool.h>

enum column_type {
    COLUMN_TEXT,    /* members' text and ids: apostrophe against formulas in CSV */
    COLUMN_WORD,    /* dates, times and the format's own words */
    COLUMN_INTEGER, /* JSON integer */
    COLUMN_AMOUNT,  /* JSON string with all decimals */
    COLUMN_BOOLEAN  /* JSON true or false; "yes" or empty in CSV and text */
};

/* What gives way where a row is wider than the terminal; when piped nothing does. Where there is no
 * room for all of it, those that are neither whole, cut nor left out stand on a line of their own
 * beneath the row. */
enum column_width {
    COLUMN_WHOLE,
    COLUMN_CUT,      /* ends in an ellipsis: names, beside which an id stands */
    COLUMN_WRAPPED,  /* over several lines; beneath the row it stands behind its heading */
    COLUMN_UNBROKEN, /* likewise, and never broken where it stands in the row: a phone number */
    COLUMN_SENTENCE, /* over several lines; speaks for itself beneath the row */
    COLUMN_LEFT_OUT  /* not shown at all: bars, which say what stands beside them */
};

struct column {
    const char *name;    /* in CSV and JSON; NULL: in text only */
    const char *heading; /* in text; NULL: in CSV and JSON only */
    enum column_type type;
    enum column_width width;
};

/* Whether it can stand beneath the row; whether it is filled from the left. */
bool column_is_spillable(const struct column *column);
bool column_is_right(const struct column *column);

#endif
