/* SPDX-License-Identifier: MIT */
/* Dates and words as a clerk types them: short, and never of two meanings. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "desk/typed.h"

static const struct {
    const char *text;
    const char *date; /* NULL: refused */
} dates[] = {
    {"2026-01-08", "2026-01-08"},
    {" today ", "2026-03-01"},
    {"Yesterday", "2026-02-28"},
    {"8 jan", "2026-01-08"},
    {"jan 8", "2026-01-08"},
    {"08 January", "2026-01-08"},
    {"1 mar", "2026-03-01"},
    {"2 mar", "2025-03-02"}, /* not after today */
    {"31 dec", "2025-12-31"},
    {"29 feb", "2024-02-29"}, /* the last there was */
    {"8 jan 2024", "2024-01-08"},
    {"29 february 2023", NULL},
    {"8/1", NULL},
    {"8/1/2026", NULL},
    {"8.1.2026", NULL},
    {"1/8", NULL},
    {"8", NULL},
    {"jan", NULL},
    {"8 ja", NULL},
    {"8 janu 26", NULL},
    {"8 january2026", NULL},
    {"31 feb", NULL},
    {"0 jan", NULL},
    {"32 jan", NULL},
    {"8 8", NULL},
    {"jan jan", NULL},
    {"99999999999 jan", NULL},
    {"tomorrow", NULL},
    {"", NULL},
};
enum { N_DATES = sizeof dates / sizeof dates[0] };

START_TEST(reads_dates_as_people_write_them)
{
    struct lets_date today;
    struct lets_date date = {-1};
    struct lets_error err = {0};
    char text[LETS_DATE_SIZE] = "";
    ck_assert_int_eq(lets_date_parse(lets_span_of("2026-03-01"), &today, NULL), LETS_OK);
    enum lets_status status = typed_date(lets_span_of(dates[_i].text), today, &date, &err);
    if (dates[_i].date == NULL) {
        ck_assert_int_eq(status, LETS_BAD_DATE);
        ck_assert_int_eq(date.day, -1);
        ck_assert_ptr_nonnull(strstr(err.message, "write 8 jan, 2026-01-08"));
    } else {
        ck_assert_msg(status == LETS_OK, "%s: %s", dates[_i].text, err.message);
        lets_date_format(date, text);
        ck_assert_str_eq(text, dates[_i].date);
    }
}
END_TEST

START_TEST(takes_words_off_one_by_one)
{
    struct lets_span text = lets_span_of("301  12.50 kitchen tap");
    ck_assert(typed_is(typed_word(&text), "301"));
    ck_assert(typed_is(typed_word(&text), "12.50"));
    ck_assert(typed_is(text, "KITCHEN tap"));
    ck_assert(!typed_is(text, "kitchen"));
    (void)typed_word(&text);
    (void)typed_word(&text);
    ck_assert_uint_eq(text.size, 0);
    ck_assert_uint_eq(typed_word(&text).size, 0);
    ck_assert_uint_eq(typed_trim(lets_span_of(" \t \r\n")).size, 0);
    ck_assert(typed_is(typed_trim(lets_span_of("\t\xc2\xa0\tend\xe2\x80\x83\r\n")), "end"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("typed");
    TCase *cases = tcase_create("typed");
    tcase_add_loop_test(cases, reads_dates_as_people_write_them, 0, N_DATES);
    tcase_add_test(cases, takes_words_off_one_by_one);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
