/* SPDX-License-Identifier: MIT */
/* Statuses and failures: the list of lets.h reaches every table, and a failure says one thing,
 * harmlessly. */

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static const enum lets_status all[] = {
#define STATUS(name, text, exit_status, summary) LETS_##name,
    LETS_STATUSES(STATUS)
#undef STATUS
};
enum { N_ALL = sizeof all / sizeof all[0] };

START_TEST(gives_every_status_a_name_of_its_own)
{
    const char *name = lets_status_name(all[_i]);
    ck_assert_uint_eq(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(name));
    ck_assert_uint_gt(strlen(lets_status_summary(all[_i])), 10);
    ck_assert_int_ge(lets_status_exit(all[_i]), 1);
    ck_assert_int_le(lets_status_exit(all[_i]), 4);
    for (int other = 0; other < N_ALL; other++) {
        ck_assert_int_eq(strcmp(name, lets_status_name(all[other])) == 0, other == _i);
    }
}
END_TEST

START_TEST(names_success_ok_with_exit_zero)
{
    ck_assert_str_eq(lets_status_name(LETS_OK), "ok");
    ck_assert_int_eq(lets_status_exit(LETS_OK), 0);
}
END_TEST

START_TEST(fills_place_and_message_and_returns_the_status)
{
    struct lets_error err = {.hint = "of an earlier failure"};
    enum lets_status status = lets__fail_at(&err, LETS_BAD_DATE, 52, 9, "'%s' is no date", "x");
    ck_assert_int_eq(status, LETS_BAD_DATE);
    ck_assert_int_eq(err.status, LETS_BAD_DATE);
    ck_assert_uint_eq(err.line, 52);
    ck_assert_uint_eq(err.column, 9);
    ck_assert_str_eq(err.message, "'x' is no date");
    ck_assert_str_eq(err.hint, "");
}
END_TEST

START_TEST(makes_control_characters_harmless)
{
    struct lets_error err = {0};
    (void)lets__fail(&err, LETS_BAD_TEXT, "'%s'", "a\x1b[31m\x7f");
    ck_assert_str_eq(err.message, "'a?[31m?'");
    lets__hint(&err, "%s", "b\x1b");
    ck_assert_str_eq(err.hint, "b?");
}
END_TEST

START_TEST(accepts_that_nobody_asks)
{
    ck_assert_int_eq(lets__fail(NULL, LETS_LOCKED, "x"), LETS_LOCKED);
    ck_assert_int_eq(lets__fail_at(NULL, LETS_LOCKED, 1, 1, "x"), LETS_LOCKED);
    lets__hint(NULL, "x");
}
END_TEST

static const struct {
    int error_number;
    enum lets_status status;
} system_cases[] = {
    {ENOENT, LETS_NO_SUCH_FILE}, {EACCES, LETS_NO_PERMISSION}, {EROFS, LETS_NO_PERMISSION},
    {ENOSPC, LETS_DISK_FULL},    {EDQUOT, LETS_DISK_FULL},     {EEXIST, LETS_FILE_EXISTS},
    {EIO, LETS_INPUT_OUTPUT},    {ENOMEM, LETS_OUT_OF_MEMORY},
};
enum { N_SYSTEM_CASES = sizeof system_cases / sizeof system_cases[0] };

START_TEST(names_what_the_system_refused)
{
    struct lets_error err = {0};
    enum lets_status status = lets__fail_system(&err, system_cases[_i].error_number, "open 'a'");
    ck_assert_int_eq(status, system_cases[_i].status);
    ck_assert_ptr_nonnull(strstr(err.message, "cannot open 'a': "));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("error");
    TCase *cases = tcase_create("error");
    tcase_add_loop_test(cases, gives_every_status_a_name_of_its_own, 0, N_ALL);
    tcase_add_test(cases, names_success_ok_with_exit_zero);
    tcase_add_test(cases, fills_place_and_message_and_returns_the_status);
    tcase_add_test(cases, makes_control_characters_harmless);
    tcase_add_test(cases, accepts_that_nobody_asks);
    tcase_add_loop_test(cases, names_what_the_system_refused, 0, N_SYSTEM_CASES);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
