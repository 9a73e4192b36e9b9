/* SPDX-License-Identifier: MIT */
/* Ids and numbers: their forms, and which ids are one. */

#include <check.h>
#include <stdlib.h>

#include "base/text.h"
#include "values/ident.h"

static const struct {
    const char *id;
    enum lets_status status;
} ids[] = {
    {"0001", LETS_OK},
    {"bob.jones", LETS_OK},
    {"M-00001", LETS_OK},
    {"a", LETS_OK},
    {"1e3", LETS_OK},
    {"a_b", LETS_OK},
    {"", LETS_BAD_ID},
    {"-a", LETS_BAD_ID},
    {".a", LETS_BAD_ID},
    {"_a", LETS_BAD_ID},
    {"a b", LETS_BAD_ID},
    {"a/b", LETS_BAD_ID},
    {"caf\xc3\xa9", LETS_BAD_ID},
    {"abcdefghijklmnopqrstuvwxyz01234", LETS_OK},
    {"abcdefghijklmnopqrstuvwxyz012345", LETS_BAD_ID},
};
enum { N_IDS = sizeof ids / sizeof ids[0] };

START_TEST(judges_ids)
{
    ck_assert_int_eq(lets_id_check(lets_span_of(ids[_i].id), NULL), ids[_i].status);
}
END_TEST

static const char *const folds[][2] = {
    {"0001", "1"},  {"1", "1"},       {"000", "0"},   {"0", "0"},
    {"BOB", "bob"}, {"00Bob", "bob"}, {"100", "100"}, {"0-1", "-1"},
};
enum { N_FOLDS = sizeof folds / sizeof folds[0] };

START_TEST(folds_case_and_leading_zeros)
{
    char buffer[LETS_ID_MAX + 1];
    struct lets_span folded = ident_fold(lets_span_of(folds[_i][0]), buffer);
    ck_assert(lets_span_equal(folded, lets_span_of(folds[_i][1])));
}
END_TEST

static const struct {
    const char *text;
    uint32_t number;
} numbers[] = {
    {"1", 1},  {"999999999", 999999999}, {"301", 301}, {"", 0},    {"0", 0},
    {"01", 0}, {"1000000000", 0},        {"-1", 0},    {"1.0", 0}, {"1 ", 0},
};
enum { N_NUMBERS = sizeof numbers / sizeof numbers[0] };

START_TEST(reads_numbers_and_leaves_the_output_for_others)
{
    uint32_t number = 0;
    enum lets_status expected = numbers[_i].number == 0 ? LETS_BAD_NUMBER : LETS_OK;
    ck_assert_int_eq(lets_number_parse(lets_span_of(numbers[_i].text), &number, NULL), expected);
    ck_assert_uint_eq(number, numbers[_i].number);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ident");
    TCase *cases = tcase_create("ident");
    tcase_add_loop_test(cases, judges_ids, 0, N_IDS);
    tcase_add_loop_test(cases, folds_case_and_leading_zeros, 0, N_FOLDS);
    tcase_add_loop_test(cases, reads_numbers_and_leaves_the_output_for_others, 0, N_NUMBERS);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
