/* SPDX-License-Identifier: MIT */
/* Days and instants: every day of eleven centuries reads back as written, and no unreal day is
 * taken. */

#include <check.h>
#include <stdlib.h>

#include "base/text.h"

static struct lets_date date(const char *text)
{
    struct lets_date day = {0};
    ck_assert_int_eq(lets_date_parse(lets_span_of(text), &day, NULL), LETS_OK);
    return day;
}

START_TEST(reads_back_every_day_it_writes)
{
    char text[LETS_DATE_SIZE];
    for (int32_t day = date("1900-01-01").day; day <= date("2999-12-31").day; day++) {
        struct lets_date read = {0};
        lets_date_format((struct lets_date){day}, text);
        /* Check notes every assertion that it passes: 400,000 of them take a minute. */
        if (lets_date_parse(lets_span_of(text), &read, NULL) != LETS_OK || read.day != day) {
            ck_abort_msg("%s read back as day %d, not %d", text, (int)read.day, (int)day);
        }
    }
}
END_TEST

START_TEST(counts_days_from_1970)
{
    ck_assert_int_eq(date("1970-01-01").day, 0);
    ck_assert_int_eq(date("2000-03-01").day, 11017);
    ck_assert_int_eq(date("1969-12-31").day, -1);
}
END_TEST

static const char *const unreal[] = {
    "",           "2026-02-29", "1900-02-29",  "2026-13-01", "2026-00-01",
    "2026-04-31", "2026-01-00", "1899-12-31",  "3000-01-01", "28/10/2026",
    "2026-1-05",  "2026-01-5",  "2026-01-05 ", "20260105",   "2026/01/05",
    "-026-01-05",
};
enum { N_UNREAL = sizeof unreal / sizeof unreal[0] };

START_TEST(refuses_unreal_days_and_leaves_the_output)
{
    struct lets_date day = {77};
    struct lets_error err = {0};
    ck_assert_int_eq(lets_date_parse(lets_span_of(unreal[_i]), &day, &err), LETS_BAD_DATE);
    ck_assert_int_eq(err.status, LETS_BAD_DATE);
    ck_assert_int_eq(day.day, 77);
}
END_TEST

static const struct {
    const char *text;
    int64_t unix_seconds;
    const char *day;
} times[] = {
    {"1970-01-01T00:00:00+00:00", 0, "1970-01-01"},
    {"1970-01-01T00:00:00+01:00", -3600, "1970-01-01"},
    {"2026-02-04T21:00:00+13:00", 1770192000, "2026-02-04"},
    {"1969-12-31T23:59:59-00:30", 1799, "1969-12-31"},
};
enum { N_TIMES = sizeof times / sizeof times[0] };

START_TEST(reads_and_writes_instants_with_their_offset)
{
    struct lets_time time = {0};
    char text[LETS_TIME_SIZE];
    ck_assert_int_eq(lets_time_parse(lets_span_of(times[_i].text), &time, NULL), LETS_OK);
    ck_assert_int_eq(time.unix_seconds, times[_i].unix_seconds);
    ck_assert_int_eq(lets_time_day(time).day, date(times[_i].day).day);
    lets_time_format(time, text);
    ck_assert_str_eq(text, times[_i].text);
}
END_TEST

static const char *const no_times[] = {
    "",
    "2026-02-04",
    "2026-02-04T21:00:00",
    "2026-02-04T24:00:00+00:00",
    "2026-02-04T21:60:00+00:00",
    "2026-02-04T21:00:60+00:00",
    "2026-02-30T21:00:00+00:00",
    "2026-02-04 21:00:00+00:00",
    "2026-02-04T21:00:00+0000",
    "2026-02-04T21:00:00+24:00",
    "2026-02-04T21:00:00-00:00",
    "2026-02-04T21:00:00+00:00x",
};
enum { N_NO_TIMES = sizeof no_times / sizeof no_times[0] };

START_TEST(refuses_what_is_no_time)
{
    struct lets_time time = {7, 7};
    ck_assert_int_eq(lets_time_parse(lets_span_of(no_times[_i]), &time, NULL), LETS_BAD_DATE);
    ck_assert_int_eq(time.unix_seconds, 7);
}
END_TEST

static const struct {
    const char *written;
    struct lets_validity validity;
    const char *last;
} validities[] = {
    {"2026-01-31", {LETS_VALID_MONTHS, 1}, "2026-02-28"},
    {"2028-01-31", {LETS_VALID_MONTHS, 1}, "2028-02-29"},
    {"2026-08-15", {LETS_VALID_MONTHS, 6}, "2027-02-15"},
    {"2026-12-31", {LETS_VALID_MONTHS, 120}, "2036-12-31"},
    {"2026-02-20", {LETS_VALID_DAYS, 10}, "2026-03-02"},
    {"2026-02-20", {LETS_VALID_FOREVER, 0}, "2999-12-31"},
    {"2999-12-01", {LETS_VALID_MONTHS, 3}, "2999-12-31"},
};
enum { N_VALIDITIES = sizeof validities / sizeof validities[0] };

START_TEST(counts_validity_to_the_same_day_or_the_last)
{
    struct lets_date last =
        lets_validity_last_day(validities[_i].validity, date(validities[_i].written));
    ck_assert_int_eq(last.day, date(validities[_i].last).day);
}
END_TEST

START_TEST(holds_both_ends_of_a_period)
{
    struct lets_period period = {date("2026-01-01"), date("2026-01-31")};
    ck_assert(lets_period_holds(period, period.first));
    ck_assert(lets_period_holds(period, period.last));
    ck_assert(!lets_period_holds(period, date("2025-12-31")));
    ck_assert(!lets_period_holds(period, date("2026-02-01")));
}
END_TEST

static const struct {
    const char *text;
    const char *name;
} period_names[] = {
    {"2026", "2026"},
    {"2026-01-01..2026-12-31", "2026"},
    {"2026-Q4", "2026-Q4"},
    {"2026-10..2026-12", "2026-Q4"},
    {"2024-02", "2024-02"},
    {"2024-02-01..2024-02-29", "2024-02"},
    {"2024-02-01..2024-02-28", "2024-02-01..2024-02-28"},
    {"2026-10-05", "2026-10-05"},
    {"2026-10-05..2026-11-02", "2026-10-05..2026-11-02"},
    {"2026-10-05..", "2026-10-05.."},
    {"..2026-11-02", "..2026-11-02"},
    {"2025..2026", "2025-01-01..2026-12-31"},
    {"1900-01-01..", "1900-01-01.."},
};
enum { N_PERIOD_NAMES = sizeof period_names / sizeof period_names[0] };

START_TEST(names_a_period_by_the_shortest_that_reads_back)
{
    struct lets_period period = {{0}, {0}};
    struct lets_period again = {{0}, {0}};
    char name[LETS_PERIOD_SIZE];
    struct lets_date today = date("2026-10-28");
    ck_assert_int_eq(lets_period_parse(lets_span_of(period_names[_i].text), today, &period, NULL),
                     LETS_OK);
    lets_period_format(period, name);
    ck_assert_str_eq(name, period_names[_i].name);
    ck_assert_int_eq(lets_period_parse(lets_span_of(name), today, &again, NULL), LETS_OK);
    ck_assert_int_eq(again.first.day, period.first.day);
    ck_assert_int_eq(again.last.day, period.last.day);
}
END_TEST

START_TEST(names_all_days_by_the_first_there_is)
{
    char name[LETS_PERIOD_SIZE];
    lets_period_format((struct lets_period){{INT32_MIN}, {INT32_MAX}}, name);
    ck_assert_str_eq(name, "1900-01-01..");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("date");
    TCase *cases = tcase_create("date");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, reads_back_every_day_it_writes);
    tcase_add_test(cases, counts_days_from_1970);
    tcase_add_loop_test(cases, refuses_unreal_days_and_leaves_the_output, 0, N_UNREAL);
    tcase_add_loop_test(cases, reads_and_writes_instants_with_their_offset, 0, N_TIMES);
    tcase_add_loop_test(cases, refuses_what_is_no_time, 0, N_NO_TIMES);
    tcase_add_loop_test(cases, counts_validity_to_the_same_day_or_the_last, 0, N_VALIDITIES);
    tcase_add_test(cases, holds_both_ends_of_a_period);
    tcase_add_loop_test(cases, names_a_period_by_the_shortest_that_reads_back, 0, N_PERIOD_NAMES);
    tcase_add_test(cases, names_all_days_by_the_first_there_is);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
