/* SPDX-License-Identifier: MIT */
#ifndef LETS_LINE_VALUES_H
#define LETS_LINE_VALUES_H

/*
 * The longer values of canonical entries. Each function reads what begins at `at` and returns the
 * byte behind it; NULL: it is not canonical, or the bytes end.
 */

#include <stddef.h>

#include "base/error.h"
#include "base/octets.h"
#include "base/text.h"
#include "entries/entry.h"

/* Where texts go that have escapes to be taken out; there is room for several entries. */
enum { LINE_TEXTS_LONGEST = ENTRY_TEXTS_MAX * TEXT_LONGEST };
struct line_room {
    char bytes[8 * LINE_TEXTS_LONGEST];
    size_t size;
    size_t kept; /* of earlier entries */
};

/*
 * Values come in two forms: line_short_x takes what fits into a word or two, as nearly all do,
 * without asking where the bytes end, which must be behind what it is said to read; line_take_x
 * takes any.
 */

/* A plain text of a few words, and an LF. Shorter ones might be words of YAML. */
enum { LINE_SHORT_WORDS = 5, LINE_SHORT_LEAST = 6, LINE_SHORT_READS = 8 * LINE_SHORT_WORDS };
static inline const char *line_short_text(const char *at, struct lets_span *out)
{
    const char *from = at;
    uint64_t marks = 0;
    for (size_t i = 0; i < LINE_SHORT_WORDS && marks == 0; i++) {
        uint64_t word = octets_at(at);
        marks = octets_mark_odd(word) | octets_mark(word, ':') | octets_mark(word, '#');
        at += marks == 0 ? sizeof word : octets_before_mark(marks);
    }
    size_t size = (size_t)(at - from);
    bool is_letter = (unsigned char)((*from | 0x20) - 'a') < 26;
    if (marks == 0 || *at != '\n' || size < LINE_SHORT_LEAST || at[-1] == ' ' || !is_letter) {
        return NULL;
    }
    *out = (struct lets_span){.bytes = from, .size = size};
    return at + 1;
}

/* A text and an LF, into *out: borrowed from room or from the bytes. */
const char *line_take_any_text(struct line_room *room, const char *at, const char *end,
                               struct lets_span *out);
static inline const char *line_take_text(struct line_room *room, const char *at, const char *end,
                                         struct lets_span *out)
{
    const char *behind = end - at < LINE_SHORT_READS ? NULL : line_short_text(at, out);
    return behind != NULL ? behind : line_take_any_text(room, at, end, out);
}

/* An id of up to six digits, and the byte `stop` behind it. Reads 9 bytes, the first 8 are `word`.
 */
static inline const char *line_short_id(const char *at, uint64_t word, char stop,
                                        struct lets_span *out)
{
    uint64_t marks = octets_mark(word >> 8, '"');
    if ((word & 0xff) != '"' || marks == 0) {
        return NULL;
    }
    size_t size = octets_before_mark(marks);
    if (size == 0 || size > 6 || at[size + 2] != stop || !octets_are_digits(word >> 8, size)) {
        return NULL;
    }
    *out = (struct lets_span){.bytes = at + 1, .size = size};
    return at + size + 3;
}

const char *line_take_any_id(const char *at, const char *end, char stop, struct lets_span *out);
static inline const char *line_take_id(const char *at, const char *end, char stop,
                                       struct lets_span *out)
{
    const char *behind = end - at < 9 ? NULL : line_short_id(at, octets_at(at), stop, out);
    return behind != NULL ? behind : line_take_any_id(at, end, stop, out);
}

/* An amount without sign that has a point, and an LF, in the eight bytes of `word`. */
static inline const char *line_short_amount(const char *at, uint64_t word, unsigned decimals,
                                            struct lets_amount *out)
{
    uint64_t marks = octets_mark(word, '\n');
    size_t size = marks == 0 ? 0 : octets_before_mark(marks);
    size_t places = decimals;
    if (places == 0 || size < places + 2) {
        return NULL;
    }
    size_t n_whole = size - places - 1;
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

const char *line_take_any_amount(const char *at, const char *end, unsigned decimals,
                                 struct lets_amount *out);
static inline const char *line_take_amount(const char *at, const char *end, unsigned decimals,
                                           struct lets_amount *out)
{
    const char *behind = line_short_amount(at, octets_load(at, end), decimals, out);
    return behind != NULL ? behind : line_take_any_amount(at, end, decimals, out);
}

/* A number, and an LF, in the eight bytes of `word`. */
static inline const char *line_short_number(const char *at, uint64_t word, uint32_t *out)
{
    uint64_t marks = octets_mark(word, '\n');
    size_t size = marks == 0 ? 0 : octets_before_mark(marks);
    bool is_number = size > 0 && (word & 0xff) != '0' && octets_parse_digits(word, size, out);
    return is_number ? at + size + 1 : NULL;
}

const char *line_take_any_number(const char *at, const char *end, uint32_t *out);
static inline const char *line_take_number(const char *at, const char *end, uint32_t *out)
{
    const char *behind = line_short_number(at, octets_load(at, end), out);
    return behind != NULL ? behind : line_take_any_number(at, end, out);
}

/* Dates read last, by the day of the month. {0} is empty. */
enum { LINE_DATE_SIZE = LETS_DATE_SIZE - 1, LINE_DATES_KEPT = 64 };
struct line_dates {
    struct line_date {
        uint64_t month; /* its first eight bytes, as in "2026-10-" */
        uint64_t day;   /* the other two, and a bit that tells it from none */
        struct lets_date date;
    } kept[LINE_DATES_KEPT];
};

static inline uint64_t line_day(const char *at)
{
    const uint64_t is_kept = (uint64_t)1 << 16;
    return is_kept | (uint64_t)(unsigned char)at[8] << 8 | (unsigned char)at[9];
}

/* A date, and an LF; reads 11 bytes. */
const char *line_take_new_date(struct line_date *kept, const char *at, struct lets_date *out);
static inline const char *line_short_date(struct line_dates *dates, const char *at,
                                          struct lets_date *out)
{
    uint64_t month = octets_at(at);
    uint64_t day = line_day(at);
    struct line_date *kept = &dates->kept[((day >> 8) * 10 + (day & 0xff)) % LINE_DATES_KEPT];
    if (at[LINE_DATE_SIZE] != '\n') {
        return NULL;
    }
    if (kept->month != month || kept->day != day) {
        return line_take_new_date(kept, at, out);
    }
    *out = kept->date;
    return at + LINE_DATE_SIZE + 1;
}

static inline const char *line_take_date(struct line_dates *dates, const char *at, const char *end,
                                         struct lets_date *out)
{
    return end - at <= LINE_DATE_SIZE ? NULL : line_short_date(dates, at, out);
}

#endif
