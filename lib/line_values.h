/* SPDX-License-Identifier: MIT */
#ifndef LETS_LINE_VALUES_H
#define LETS_LINE_VALUES_H

/*
 * The longer values of canonical entries. Each function reads what begins at `at` and returns the
 * byte behind it; NULL: it is not canonical, or the bytes end.
 */

#include <stddef.h>

#include "error.h"
#include "octets.h"

/* Where texts go that have escapes to be taken out. An entry has at most eight texts. */
enum { LINE_TEXT_LONGEST = 500 };
struct line_room {
    char bytes[8 * LINE_TEXT_LONGEST];
    size_t size;
};

/* A text and an LF, into *out: borrowed from room or from the bytes. */
const char *line_take_text(struct line_room *room, const char *at, const char *end,
                           struct lets_span *out);

/*
 * An id and the byte `stop` behind it. Those of up to seven digits, as most schemes number their
 * members, are read on the spot.
 */
const char *line_take_any_id(const char *at, const char *end, char stop, struct lets_span *out);
static inline const char *line_take_id(const char *at, const char *end, char stop,
                                       struct lets_span *out)
{
    uint64_t word = octets_load(at, end);
    uint64_t marks = octets_mark(word >> 8, '"');
    if ((word & 0xff) == '"' && marks != 0) {
        size_t size = octets_before_mark(marks);
        if (size > 0 && end - at > (ptrdiff_t)size + 2 && at[size + 2] == stop &&
            octets_are_digits(word >> 8, size)) {
            *out = (struct lets_span){.bytes = at + 1, .size = size};
            return at + size + 3;
        }
    }
    return line_take_any_id(at, end, stop, out);
}

/* An amount without sign, and an LF. Those that have a point and, with their LF, at most eight
 * bytes, as nearly all do, are read on the spot. */
const char *line_take_any_amount(const char *at, const char *end, unsigned decimals,
                                 struct lets_amount *out);
static inline const char *line_take_amount(const char *at, const char *end, unsigned decimals,
                                           struct lets_amount *out)
{
    uint64_t word = octets_load(at, end);
    uint64_t marks = octets_mark(word, '\n');
    size_t size = marks == 0 ? 0 : octets_before_mark(marks);
    if (decimals == 0 || size < decimals + 2) {
        return line_take_any_amount(at, end, decimals, out);
    }
    size_t n_whole = size - decimals - 1;
    uint32_t minor = 0;
    /* The digits before the point, and those behind it moved up to them. */
    uint64_t whole = word & ((UINT64_C(1) << (8 * n_whole)) - 1);
    uint64_t digits = word >> 8 >> (8 * n_whole) << (8 * n_whole) | whole;
    if ((word >> (8 * n_whole) & 0xff) != '.' || (n_whole > 1 && (word & 0xff) == '0') ||
        !octets_parse_digits(digits, size - 1, &minor)) {
        return NULL;
    }
    out->minor = minor;
    return at + size + 1;
}

/* A number, and an LF. */
const char *line_take_long_number(const char *at, const char *end, uint32_t *out);
static inline const char *line_take_number(const char *at, const char *end, uint32_t *out)
{
    uint64_t word = octets_load(at, end);
    uint64_t marks = octets_mark(word, '\n');
    if (marks == 0) {
        return line_take_long_number(at, end, out);
    }
    size_t size = octets_before_mark(marks);
    bool is_number = size > 0 && (word & 0xff) != '0' && octets_parse_digits(word, size, out);
    return is_number ? at + size + 1 : NULL;
}

/* Dates read last, by the day of the month. {0} is empty. */
enum { LINE_DATE_SIZE = LETS_DATE_SIZE - 1, LINE_DATES_KEPT = 64 };
struct line_dates {
    struct line_date {
        uint64_t month; /* its first eight bytes, as in "2026-10-" */
        uint64_t day;
        struct lets_date date;
    } kept[LINE_DATES_KEPT];
};

/* A date, and an LF. */
const char *line_take_new_date(struct line_date *kept, const char *at, struct lets_date *out);
static inline const char *line_take_date(struct line_dates *dates, const char *at, const char *end,
                                         struct lets_date *out)
{
    if (end - at <= LINE_DATE_SIZE || at[LINE_DATE_SIZE] != '\n') {
        return NULL;
    }
    uint64_t month = octets_load(at, end);
    uint64_t day = (uint64_t)(unsigned char)at[8] << 8 | (unsigned char)at[9];
    struct line_date *kept = &dates->kept[((day >> 8) * 10 + (day & 0xff)) % LINE_DATES_KEPT];
    if (kept->month != month || kept->day != day) {
        return line_take_new_date(kept, at, out);
    }
    *out = kept->date;
    return at + LINE_DATE_SIZE + 1;
}

#endif
