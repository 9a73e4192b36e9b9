/* SPDX-License-Identifier: MIT */
/*
 * Spans of days as people write them: a year, a quarter, a month, a day, two of these with `..`
 * between, or words that count from today; and how long a cheque stays valid. Both ends of a period
 * are included.
 */

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "values/period.h"

enum { DAYS_MAX = 3660, MONTHS_MAX = 120 };

/* A day from its parts; false where there is none such between 1900 and 2999. */
static bool day_of(int year, int month, int day, struct lets_date *out)
{
    char text[32];
    int size = snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return size == LETS_DATE_SIZE - 1 && lets_date_parse(lets_span_of(text), out, NULL) == LETS_OK;
}

/* The whole months first..last of a year. */
static bool months_of(int year, int first, int last, struct lets_period *out)
{
    struct lets_period period = {{0}, {0}};
    if (!day_of(year, first, 1, &period.first)) {
        return false;
    }
    for (int day = 31; day >= 28; day--) {
        if (day_of(year, last, day, &period.last)) {
            *out = period;
            return true;
        }
    }
    return false;
}

/* Reads n digits at `at`; -1 where they are not there. */
static int digits(struct lets_span text, size_t at, size_t n)
{
    int value = 0;
    for (size_t i = at; i < at + n; i++) {
        if (i >= text.size || text.bytes[i] < '0' || text.bytes[i] > '9') {
            return -1;
        }
        value = value * 10 + (text.bytes[i] - '0');
    }
    return value;
}

/* 2026, 2026-Q3, 2026-10 or 2026-10-05. */
static bool parse_one(struct lets_span text, struct lets_period *out)
{
    int year = digits(text, 0, 4);
    if (text.size == 4) {
        return months_of(year, 1, 12, out);
    }
    if (text.size < 7 || text.bytes[4] != '-') {
        return false;
    }
    if (text.size == 7 && text.bytes[5] == 'Q') {
        int quarter = digits(text, 6, 1);
        return quarter >= 1 && quarter <= 4 && months_of(year, quarter * 3 - 2, quarter * 3, out);
    }
    if (text.size == 7) {
        int month = digits(text, 5, 2);
        return month >= 1 && months_of(year, month, month, out);
    }
    struct lets_date day = {0};
    if (lets_date_parse(text, &day, NULL) != LETS_OK) {
        return false;
    }
    *out = (struct lets_period){day, day};
    return true;
}

static bool parse_word(struct lets_span text, struct lets_date today, struct lets_period *out)
{
    char day[LETS_DATE_SIZE];
    lets_date_format(today, day);
    int year = digits(lets_span_of(day), 0, 4);
    int month = digits(lets_span_of(day), 5, 2);
    if (lets_span_equal(text, lets_span_of("this-month"))) {
        return months_of(year, month, month, out);
    }
    if (lets_span_equal(text, lets_span_of("last-month"))) {
        return month == 1 ? months_of(year - 1, 12, 12, out)
                          : months_of(year, month - 1, month - 1, out);
    }
    if (lets_span_equal(text, lets_span_of("this-year"))) {
        return months_of(year, 1, 12, out);
    }
    return lets_span_equal(text, lets_span_of("last-year")) && months_of(year - 1, 1, 12, out);
}

static bool parse_range(struct lets_span text, struct lets_period *out, bool *is_backwards)
{
    size_t at = 0;
    while (at + 1 < text.size && !(text.bytes[at] == '.' && text.bytes[at + 1] == '.')) {
        at++;
    }
    struct lets_span left = {.bytes = text.bytes, .size = at};
    struct lets_span right = {.bytes = text.bytes + at + 2,
                              .size = text.size < at + 2 ? 0 : text.size - at - 2};
    struct lets_period begin = {{0}, {0}};
    struct lets_period end = {{0}, {0}};
    if (text.size < at + 2 || (left.size == 0 && right.size == 0) ||
        !day_of(1900, 1, 1, &begin.first) || !day_of(2999, 12, 31, &end.last)) {
        return false;
    }
    if ((left.size > 0 && !parse_one(left, &begin)) ||
        (right.size > 0 && !parse_one(right, &end))) {
        return false;
    }
    *is_backwards = begin.first.day > end.last.day;
    if (*is_backwards) {
        return false;
    }
    *out = (struct lets_period){begin.first, end.last};
    return true;
}

enum lets_status lets_period_parse(struct lets_span text, struct lets_date today,
                                   struct lets_period *out, struct lets_error *err)
{
    struct lets_period period = {{0}, {0}};
    bool is_backwards = false;
    bool is_read = parse_one(text, &period) || parse_word(text, today, &period) ||
                   parse_range(text, &period, &is_backwards);
    if (is_backwards) {
        return lets__fail(err, LETS_BAD_DATE, "the period '%.*s' ends before it begins",
                          LETS__SHOW(text));
    }
    if (!is_read) {
        return lets__fail(err, LETS_BAD_DATE,
                          "'%.*s' is no period: write 2026, 2026-Q3, 2026-10, 2026-10-05, "
                          "2026-10-05..2026-11-02, last-month or this-year",
                          LETS__SHOW(text));
    }
    *out = period;
    return LETS_OK;
}

/* Whether the name is read as exactly this period. */
static bool is_name_of(const char *name, struct lets_period period)
{
    struct lets_period read = {{0}, {0}};
    return parse_one(lets_span_of(name), &read) && read.first.day == period.first.day &&
           read.last.day == period.last.day;
}

/* Year and month, from 1, of a day. */
static void split(struct lets_date date, int *year, int *month)
{
    char text[LETS_DATE_SIZE];
    lets_date_format(date, text);
    *year = digits(lets_span_of(text), 0, 4);
    *month = digits(lets_span_of(text), 5, 2);
}

void lets_period_format(struct lets_period period, char out[LETS_PERIOD_SIZE])
{
    struct lets_period all = {{0}, {0}};
    char first[LETS_DATE_SIZE] = "";
    char last[LETS_DATE_SIZE] = "";
    int year = 0;
    int month = 0;
    bool has_all = day_of(1900, 1, 1, &all.first) && day_of(2999, 12, 31, &all.last);
    assert(has_all);
    period.first.day = period.first.day < all.first.day ? all.first.day : period.first.day;
    period.last.day = period.last.day > all.last.day ? all.last.day : period.last.day;
    split(period.first, &year, &month);
    char names[4][LETS_PERIOD_SIZE];
    (void)snprintf(names[0], sizeof names[0], "%04d", year);
    (void)snprintf(names[1], sizeof names[1], "%04d-Q%d", year, (month + 2) / 3);
    (void)snprintf(names[2], sizeof names[2], "%04d-%02d", year, month);
    lets_date_format(period.first, names[3]);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (is_name_of(names[i], period)) {
            memcpy(out, names[i], LETS_PERIOD_SIZE);
            return;
        }
    }
    bool is_all = period.first.day == all.first.day && period.last.day == all.last.day;
    if (period.first.day > all.first.day || is_all) {
        lets_date_format(period.first, first);
    }
    if (period.last.day < all.last.day) {
        lets_date_format(period.last, last);
    }
    (void)snprintf(out, LETS_PERIOD_SIZE, "%s..%s", first, last);
}

struct lets_period period_around(enum lets_every every, struct lets_date date)
{
    struct lets_period around = {date, date};
    int year = 0;
    int month = 0;
    bool is_there = false;
    split(date, &year, &month);
    int quarter = (month - 1) / 3;
    switch (every) {
    case LETS_EVERY_MONTH:
        is_there = months_of(year, month, month, &around);
        break;
    case LETS_EVERY_QUARTER:
        is_there = months_of(year, quarter * 3 + 1, quarter * 3 + 3, &around);
        break;
    case LETS_EVERY_YEAR:
        is_there = months_of(year, 1, 12, &around);
        break;
    }
    assert(is_there);
    return around;
}

struct lets_period period_common(struct lets_period a, struct lets_period b)
{
    return (struct lets_period){a.first.day > b.first.day ? a.first : b.first,
                                a.last.day < b.last.day ? a.last : b.last};
}

bool lets_period_holds(struct lets_period period, struct lets_date date)
{
    return date.day >= period.first.day && date.day <= period.last.day;
}

static bool ends_with(struct lets_span text, size_t at, const char *rest)
{
    struct lets_span end = {.bytes = text.bytes + at, .size = text.size - at};
    return lets_span_equal(end, lets_span_of(rest));
}

enum lets_status lets_validity_parse(struct lets_span text, struct lets_validity *out,
                                     struct lets_error *err)
{
    if (lets_span_equal(text, lets_span_of("none"))) {
        *out = (struct lets_validity){.unit = LETS_VALID_FOREVER};
        return LETS_OK;
    }
    size_t at = 0;
    while (at < text.size && text.bytes[at] != ' ') {
        at++;
    }
    struct lets_validity validity = {0};
    struct lets_span number = {.bytes = text.bytes, .size = at};
    bool is_good = lets_number_parse(number, &validity.count, NULL) == LETS_OK;
    if (is_good && ends_with(text, at, " days")) {
        validity.unit = LETS_VALID_DAYS;
        is_good = validity.count <= DAYS_MAX;
    } else if (is_good && ends_with(text, at, " months")) {
        validity.unit = LETS_VALID_MONTHS;
        is_good = validity.count <= MONTHS_MAX;
    } else {
        is_good = false;
    }
    if (!is_good) {
        return lets__fail(err, LETS_BAD_WORD,
                          "'%.*s' does not say how long: write 'none', 'N days' "
                          "(1 to %d) or 'N months' (1 to %d)",
                          LETS__SHOW(text), DAYS_MAX, MONTHS_MAX);
    }
    *out = validity;
    return LETS_OK;
}
