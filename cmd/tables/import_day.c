/* SPDX-License-Identifier: MIT */
/*
 * Days. The form is told, never guessed: 01/05/2026 is a day in two of them. What stands behind a
 * day must be a time, and whatever says where on earth it is told makes it an instant.
 */

#include "tables/import_day.h"

#include <stdio.h>
#include <string.h>

#include "base/failure.h"

enum { DAY_SECONDS = 86400 };

/* What is still to be read. */
struct rest {
    const char *at;
    const char *end;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static void skip_blanks(struct rest *rest)
{
    while (rest->at < rest->end && *rest->at == ' ') {
        rest->at++;
    }
}

static bool take(struct rest *rest, char c)
{
    bool is_there = rest->at < rest->end && *rest->at == c;

    rest->at += is_there;
    return is_there;
}

/* From least to most digits. */
static bool take_number(struct rest *rest, int least, int most, int *out)
{
    int n = 0;

    *out = 0;
    while (n < most && rest->at < rest->end && is_digit(*rest->at)) {
        *out = *out * 10 + (*rest->at++ - '0');
        n++;
    }
    return n >= least;
}

/* Nine or ten digits alone. */
static bool read_seconds(struct lets_span text, struct import_day *out)
{
    int64_t seconds = 0;

    if (text.size < 9 || text.size > 10) {
        return false;
    }
    for (size_t i = 0; i < text.size; i++) {
        if (!is_digit(text.bytes[i])) {
            return false;
        }
        seconds = seconds * 10 + (text.bytes[i] - '0');
    }
    *out = (struct import_day){
        .is_instant = true, .unix_seconds = seconds, .day = {(int32_t)(seconds / DAY_SECONDS)}};
    return true;
}

/* "Mon, ", "Monday ". */
static void skip_weekday(struct rest *rest)
{
    struct rest ahead = *rest;

    while (ahead.at < ahead.end && is_letter(*ahead.at)) {
        ahead.at++;
    }
    if (ahead.at > rest->at) {
        (void)take(&ahead, '.');
        (void)take(&ahead, ',');
        if (take(&ahead, ' ')) {
            skip_blanks(&ahead);
            *rest = ahead;
        }
    }
}

static bool read_civil(int year, int month, int day, struct lets_date *out)
{
    char text[LETS_DATE_SIZE];

    if (year > 9999 || month > 99 || day > 99) {
        return false;
    }
    text[0] = (char)('0' + year / 1000);
    text[1] = (char)('0' + year / 100 % 10);
    text[2] = (char)('0' + year / 10 % 10);
    text[3] = (char)('0' + year % 10);
    text[4] = text[7] = '-';
    text[5] = (char)('0' + month / 10);
    text[6] = (char)('0' + month % 10);
    text[8] = (char)('0' + day / 10);
    text[9] = (char)('0' + day % 10);
    return lets_date_parse((struct lets_span){text, 10}, out, NULL) == LETS_OK;
}

static bool take_date(struct rest *rest, enum import_days form, struct lets_date *out)
{
    int parts[3] = {0};
    bool is_iso = form == DAYS_ISO;

    if (!take_number(rest, is_iso ? 4 : 1, is_iso ? 4 : 2, &parts[0]) || rest->at == rest->end) {
        return false;
    }
    char mark = *rest->at++;
    if (mark != '-' && (is_iso || (mark != '/' && mark != '.'))) {
        return false;
    }
    if (!take_number(rest, is_iso ? 2 : 1, 2, &parts[1]) || !take(rest, mark) ||
        !take_number(rest, is_iso ? 2 : 4, is_iso ? 2 : 4, &parts[2])) {
        return false;
    }
    if (rest->at < rest->end && is_digit(*rest->at)) {
        return false;
    }
    return is_iso ? read_civil(parts[0], parts[1], parts[2], out)
                  : read_civil(parts[2], parts[form == DAYS_DMY], parts[form == DAYS_MDY], out);
}

/* "Z", "UTC", "GMT", "+01:00", "+0100", "+01": then *minutes is how far east it is told. */
static bool take_offset(struct rest *rest, int *minutes)
{
    int hours = 0;
    int rest_minutes = 0;

    *minutes = 0;
    if (take(rest, 'Z') || take(rest, 'z')) {
        return true;
    }
    if (rest->end - rest->at >= 3 &&
        (memcmp(rest->at, "UTC", 3) == 0 || memcmp(rest->at, "GMT", 3) == 0)) {
        rest->at += 3;
        return true;
    }
    bool is_west = rest->at < rest->end && *rest->at == '-';
    if (!take(rest, '+') && !take(rest, '-')) {
        return false;
    }
    if (!take_number(rest, 2, 2, &hours) || hours > 15) {
        return false;
    }
    (void)take(rest, ':');
    if (rest->at < rest->end && (!take_number(rest, 2, 2, &rest_minutes) || rest_minutes > 59)) {
        return false;
    }
    *minutes = (hours * 60 + rest_minutes) * (is_west ? -1 : 1);
    return true;
}

/* "AM" or "PM" behind an hour of twelve. */
static bool take_half(struct rest *rest, int *hour)
{
    struct rest ahead = *rest;

    skip_blanks(&ahead);
    if (ahead.end - ahead.at < 2 || (ahead.at[1] != 'M' && ahead.at[1] != 'm')) {
        return true;
    }
    bool is_morning = *ahead.at == 'A' || *ahead.at == 'a';
    if (!is_morning && *ahead.at != 'P' && *ahead.at != 'p') {
        return true;
    }
    rest->at = ahead.at + 2;
    bool is_hour = *hour >= 1 && *hour <= 12;
    *hour = *hour % 12 + (is_morning ? 0 : 12);
    return is_hour;
}

/* " 10:11:12.000Z", "T10:11", " - 10:00". Nothing is a time as well. */
static bool take_time(struct rest *rest, struct import_day *day)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    int ignored = 0;
    int offset = 0;

    skip_blanks(rest);
    if (rest->at == rest->end) {
        return true;
    }
    (void)(take(rest, 'T') || take(rest, ',') || take(rest, '-'));
    skip_blanks(rest);
    if (!take_number(rest, 1, 2, &hour) || !take(rest, ':') || !take_number(rest, 2, 2, &minute)) {
        return false;
    }
    if (take(rest, ':') && !take_number(rest, 2, 2, &second)) {
        return false;
    }
    if (take(rest, '.') && !take_number(rest, 1, 9, &ignored)) {
        return false;
    }
    if (!take_half(rest, &hour) || hour > 23 || minute > 59 || second > 60) {
        return false;
    }
    skip_blanks(rest);
    if (rest->at == rest->end) {
        return true;
    }
    if (!take_offset(rest, &offset) || rest->at != rest->end) {
        return false;
    }
    day->is_instant = true;
    day->unix_seconds = (int64_t)day->day.day * DAY_SECONDS + (int64_t)hour * 3600 +
                        (int64_t)(minute - offset) * 60 + second;
    int64_t seconds = day->unix_seconds;
    day->day.day =
        (int32_t)((seconds - (seconds % DAY_SECONDS + DAY_SECONDS) % DAY_SECONDS) / DAY_SECONDS);
    return true;
}

static bool is_nought(struct lets_span text)
{
    static const char nought[] = "0000-00-00";

    return text.size >= sizeof nought - 1 && memcmp(text.bytes, nought, sizeof nought - 1) == 0 &&
           strspn(text.bytes + sizeof nought - 1, " T:.0Z") >= text.size - (sizeof nought - 1);
}

enum lets_status import_day_parse(struct lets_span text, enum import_days form,
                                  struct import_day *out, struct lets_error *err)
{
    static const char *const forms[] = {
        [DAYS_ISO] = "2026-10-28", [DAYS_DMY] = "28/10/2026", [DAYS_MDY] = "10/28/2026"};
    struct import_day day = {0};
    struct rest rest = {text.bytes, text.bytes + text.size};

    if (form == DAYS_ISO && text.size == LETS_DATE_SIZE - 1 &&
        lets_date_parse(text, &day.day, NULL) == LETS_OK) { /* the usual case */
        *out = day;
        return LETS_OK;
    }
    if (text.size == 0 || is_nought(text)) {
        *out = (struct import_day){.is_empty = true};
        return LETS_OK;
    }
    if (read_seconds(text, out)) {
        return LETS_OK;
    }
    skip_weekday(&rest);
    if (take_date(&rest, form, &day.day) && take_time(&rest, &day)) {
        *out = day;
        return LETS_OK;
    }
    return failure_set(err, LETS_BAD_DATE, "'%.*s' is no day of 1900 to 2999: write it as %s",
                       (int)(text.size > 60 ? 60 : text.size), text.bytes, forms[form]);
}

void import_day_format(const struct import_day *day, char out[IMPORT_DAY_SIZE])
{
    out[0] = '\0';
    if (day->is_empty) {
        return;
    }
    lets_date_format(day->day, out);
    if (day->is_instant) {
        int64_t rest = day->unix_seconds - (int64_t)day->day.day * DAY_SECONDS;
        const int parts[] = {(int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60)};
        char *at = out + 10;
        for (size_t i = 0; i < 3; i++) {
            *at++ = i == 0 ? 'T' : ':';
            *at++ = (char)('0' + parts[i] / 10);
            *at++ = (char)('0' + parts[i] % 10);
        }
        *at++ = 'Z';
        *at = '\0';
    }
}
