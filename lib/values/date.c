/* SPDX-License-Identifier: MIT */
/*
 * Civil days and instants, by arithmetic alone: no clock, no time zone, no locale. A day is a count
 * from 1970-01-01 in the Gregorian calendar; years 1900 to 2999.
 */

#include <assert.h>
#include <string.h>

#include "base/error.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2999, DAY_SECONDS = 86400 };

struct civil {
    int32_t year;
    int32_t month;
    int32_t day;
};

static int32_t days_of_month(int32_t year, int32_t month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

/* Days since 1970-01-01. Years begin in March here, so that the leap day is the last. */
static struct lets_date date_of(struct civil civil)
{
    int32_t year = civil.month <= 2 ? civil.year - 1 : civil.year;
    int32_t month = civil.month <= 2 ? civil.month + 9 : civil.month - 3;
    int32_t day_of_year = (153 * month + 2) / 5 + civil.day - 1;
    return (struct lets_date){365 * year + year / 4 - year / 100 + year / 400 + day_of_year -
                              719468};
}

static struct civil civil_of(struct lets_date date)
{
    int32_t days = date.day + 719468;
    int32_t era = days / 146097;
    int32_t of_era = days % 146097;
    int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int32_t month = (5 * of_year + 2) / 153;
    struct civil civil = {.day = of_year - (153 * month + 2) / 5 + 1};
    civil.month = month < 10 ? month + 3 : month - 9;
    civil.year = year + era * 400 + (civil.month <= 2 ? 1 : 0);
    return civil;
}

/* The number that two digits make; 100 or more where they are none. */
static uint32_t pair_at(const char *at)
{
    uint32_t tens = (uint32_t)(unsigned char)at[0] - '0';
    uint32_t ones = (uint32_t)(unsigned char)at[1] - '0';
    return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

/* The same where there may be fewer bytes; -1 for none. */
static int32_t digits(struct lets_span text, size_t at)
{
    uint32_t pair = text.size < at + 2 ? 100 : pair_at(text.bytes + at);
    return pair < 100 ? (int32_t)pair : -1;
}

static bool has_char(struct lets_span text, size_t at, char c)
{
    return at < text.size && text.bytes[at] == c;
}

/* Reads what has the form of a date, of whatever day. */
static bool parse_form(struct lets_span text, struct civil *out)
{
    if (text.size != 10 || text.bytes[4] != '-' || text.bytes[7] != '-') {
        return false;
    }
    uint32_t century = pair_at(text.bytes);
    uint32_t year = pair_at(text.bytes + 2);
    uint32_t month = pair_at(text.bytes + 5);
    uint32_t day = pair_at(text.bytes + 8);
    if (century > 99 || year > 99 || month > 99 || day > 99) {
        return false;
    }
    *out = (struct civil){(int32_t)(century * 100 + year), (int32_t)month, (int32_t)day};
    return out->year >= YEAR_FIRST && out->year <= YEAR_LAST;
}

static bool parse_civil(struct lets_span text, struct civil *out)
{
    return parse_form(text, out) && out->month >= 1 && out->month <= 12 && out->day >= 1 &&
           out->day <= days_of_month(out->year, out->month);
}

enum lets_status lets_date_parse(struct lets_span text, struct lets_date *out,
                                 struct lets_error *err)
{
    struct civil civil = {0};
    bool is_day = parse_civil(text, &civil);
    if (!is_day && parse_form(text, &civil)) {
        return lets__fail(err, LETS_BAD_DATE, "the calendar has no day '%.*s'", LETS__SHOW(text));
    }
    if (!is_day) {
        return lets__fail(err, LETS_BAD_DATE,
                          "'%.*s' is no day of 1900 to 2999: write it as 2026-10-28",
                          LETS__SHOW(text));
    }
    *out = date_of(civil);
    return LETS_OK;
}

/* Two digits of a number below 100. */
static void put_digits(char *out, uint32_t number)
{
    out[0] = (char)('0' + number / 10);
    out[1] = (char)('0' + number % 10);
}

void lets_date_format(struct lets_date date, char out[LETS_DATE_SIZE])
{
    struct civil civil = civil_of(date);
    assert(civil.year >= YEAR_FIRST && civil.year <= YEAR_LAST);
    put_digits(out, (uint32_t)civil.year / 100);
    put_digits(out + 2, (uint32_t)civil.year % 100);
    out[4] = '-';
    put_digits(out + 5, (uint32_t)civil.month);
    out[7] = '-';
    put_digits(out + 8, (uint32_t)civil.day);
    out[10] = '\0';
}

/* Minutes east of UTC at the end of an RFC 3339 time; false where it is malformed. */
static bool parse_offset(struct lets_span text, size_t at, int32_t *out)
{
    if (text.size == at + 1 && text.bytes[at] == 'Z') {
        *out = 0;
        return true;
    }
    int32_t hours = digits(text, at + 1);
    int32_t minutes = digits(text, at + 4);
    bool is_west = has_char(text, at, '-');
    if (text.size != at + 6 || !(is_west || has_char(text, at, '+')) ||
        !has_char(text, at + 3, ':') || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 ||
        (is_west && hours == 0 && minutes == 0)) {
        return false;
    }
    *out = (hours * 60 + minutes) * (is_west ? -1 : 1);
    return true;
}

enum lets_status lets_time_parse(struct lets_span text, struct lets_time *out,
                                 struct lets_error *err)
{
    struct civil civil = {0};
    struct lets_span day = {.bytes = text.bytes, .size = text.size < 10 ? text.size : 10};
    int32_t hour = digits(text, 11);
    int32_t minute = digits(text, 14);
    int32_t second = digits(text, 17);
    int32_t offset = 0;
    if (!parse_civil(day, &civil) || !has_char(text, 10, 'T') || !has_char(text, 13, ':') ||
        !has_char(text, 16, ':') || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 59 || !parse_offset(text, 19, &offset)) {
        return lets__fail(err, LETS_BAD_DATE,
                          "'%.*s' is no time: write it as 2026-10-28T09:00:00+00:00",
                          LETS__SHOW(text));
    }
    int64_t seconds = (int64_t)date_of(civil).day * DAY_SECONDS;
    seconds += hour * 3600 + minute * 60 + second;
    *out = (struct lets_time){.unix_seconds = seconds - (int64_t)offset * 60,
                              .offset_minutes = offset};
    return LETS_OK;
}

static int64_t local_seconds(struct lets_time time)
{
    return time.unix_seconds + (int64_t)time.offset_minutes * 60;
}

struct lets_date lets_time_day(struct lets_time time)
{
    int64_t seconds = local_seconds(time);
    int64_t day = seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0 ? 1 : 0);
    return (struct lets_date){(int32_t)day};
}

void lets_time_format(struct lets_time time, char out[LETS_TIME_SIZE])
{
    struct lets_date date = lets_time_day(time);
    lets_date_format(date, out);
    unsigned second =
        (unsigned)(local_seconds(time) - (int64_t)date.day * DAY_SECONDS) % DAY_SECONDS;
    unsigned offset =
        (unsigned)(time.offset_minutes < 0 ? -time.offset_minutes : time.offset_minutes);
    out[10] = 'T';
    put_digits(out + 11, second / 3600);
    out[13] = ':';
    put_digits(out + 14, second / 60 % 60);
    out[16] = ':';
    put_digits(out + 17, second % 60);
    out[19] = time.offset_minutes < 0 ? '-' : '+';
    put_digits(out + 20, offset / 60 % 24);
    out[22] = ':';
    put_digits(out + 23, offset % 60);
    out[25] = '\0';
}

struct lets_date lets_validity_last_day(struct lets_validity validity, struct lets_date written)
{
    struct lets_date last = date_of((struct civil){YEAR_LAST, 12, 31});
    if (validity.unit == LETS_VALID_FOREVER) {
        return last;
    }
    struct lets_date day = {written.day + (int32_t)validity.count};
    if (validity.unit == LETS_VALID_MONTHS) {
        struct civil civil = civil_of(written);
        int32_t months = civil.month - 1 + (int32_t)validity.count;
        civil.year += months / 12;
        civil.month = months % 12 + 1;
        int32_t longest = days_of_month(civil.year, civil.month);
        civil.day = civil.day > longest ? longest : civil.day;
        day = date_of(civil);
    }
    return day.day > last.day ? last : day;
}

uint32_t lets_full_months(struct lets_date from, struct lets_date to)
{
    if (to.day < from.day) {
        return 0;
    }
    struct civil first = civil_of(from);
    struct civil last = civil_of(to);
    int32_t longest = days_of_month(last.year, last.month);
    int32_t day = first.day > longest ? longest : first.day;
    int32_t months = (last.year - first.year) * 12 + last.month - first.month;
    return (uint32_t)(months - (last.day < day ? 1 : 0));
}
