/* SPDX-License-Identifier: MIT */
#ifndef IMPORT_DAY_H
#define IMPORT_DAY_H

/* Days as other programs write them, with or without a time. */

#include "tables/import_reading.h"

/* What a cell of a day says. */
struct import_day {
    bool is_empty;
    bool is_instant;      /* a moment that is the same everywhere */
    int64_t unix_seconds; /* of it */
    struct lets_date day; /* as written; of an instant, in UTC */
};

/* Reads a cell: a weekday before and a time behind are passed over; nine or ten digits alone are
 * seconds since 1970. LETS_BAD_DATE. */
enum lets_status import_day_parse(struct lets_span text, enum import_days form,
                                  struct import_day *out, struct lets_error *err);

/* "2026-10-28", or of an instant "2026-10-28T10:11:12Z", and a NUL. */
#define IMPORT_DAY_SIZE 21
void import_day_format(const struct import_day *day, char out[IMPORT_DAY_SIZE]);

#endif
