/* SPDX-License-Identifier: MIT */
/* Amounts: what is written reads back the same, nothing is rounded, and what is refused changes
 * nothing. */

#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <lets.h>

static struct lets_span span(const char *string)
{
    return (struct lets_span){.bytes = string, .size = strlen(string)};
}

static const struct {
    const char *text;
    unsigned decimals;
    int64_t minor;
} lawful[] = {
    {"0", 2, 0},
    {"12.50", 2, 1250},
    {"12.5", 2, 1250},
    {"12", 2, 1200},
    {"0.01", 2, 1},
    {"7", 0, 7},
    {"1.000001", 6, 1000001},
    {"9999999999999999", 2, 999999999999999900},
    {"1000000000000000000", 0, LETS_AMOUNT_MAX},
    {"999999999999999999", 0, LETS_AMOUNT_MAX - 1},
    {"10000000000000000.00", 2, LETS_AMOUNT_MAX},
    {"1000000000000", 6, LETS_AMOUNT_MAX},
    {"999999999999.999999", 6, LETS_AMOUNT_MAX - 1},
};
enum { N_LAWFUL = sizeof lawful / sizeof lawful[0] };

START_TEST(reads_lawful_amounts)
{
    struct lets_amount amount = {-1};
    ck_assert_int_eq(lets_amount_parse(span(lawful[_i].text), lawful[_i].decimals, &amount, NULL),
                     LETS_OK);
    ck_assert_int_eq(amount.minor, lawful[_i].minor);
}
END_TEST

static const struct {
    const char *text;
    unsigned decimals;
} refused[] = {
    {"", 2},
    {"-1", 2},
    {"+1", 2},
    {".5", 2},
    {"5.", 2},
    {"5.", 0},
    {"5.0", 0},
    {"1.234", 2},
    {"0012", 2},
    {"1e3", 2},
    {"12,50", 2},
    {" 1", 2},
    {"1 ", 2},
    {"1.2.3", 2},
    {"0x1", 2},
    {"1000000000000000001", 0},
    {"9223372036854775808", 0},
    {"10000000000000000000", 0},
    {"99999999999999999999", 0},
    {"10000000000000000.01", 2},
    {"10000000000000001", 2},
    {"1000000000000.000001", 6},
    {"9223372036854.775807", 6},
    {"9999999999999999", 6},
    {"\xd9\xa1", 2},
    {"none", 2},
};
enum { N_REFUSED = sizeof refused / sizeof refused[0] };

START_TEST(refuses_all_else_and_leaves_the_output)
{
    struct lets_amount amount = {77};
    struct lets_error err = {0};
    ck_assert_int_eq(lets_amount_parse(span(refused[_i].text), refused[_i].decimals, &amount, &err),
                     LETS_BAD_AMOUNT);
    ck_assert_int_eq(err.status, LETS_BAD_AMOUNT);
    ck_assert_int_eq(amount.minor, 77);
}
END_TEST

START_TEST(writes_all_decimals)
{
    char out[LETS_AMOUNT_SIZE];
    ck_assert_uint_eq(lets_amount_format((struct lets_amount){-5}, 2, out), 5);
    ck_assert_str_eq(out, "-0.05");
    (void)lets_amount_format((struct lets_amount){INT64_MIN}, 6, out);
    ck_assert_str_eq(out, "-9223372036854.775808");
    (void)lets_amount_format((struct lets_amount){1250}, 0, out);
    ck_assert_str_eq(out, "1250");
}
END_TEST

START_TEST(reads_back_what_it_writes)
{
    uint64_t seed = 20260101;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        unsigned decimals = (unsigned)(seed >> 60) % (LETS_DECIMALS_MAX + 1);
        struct lets_amount amount = {(int64_t)(seed >> (4 + i % 56)) % (LETS_AMOUNT_MAX + 1)};
        struct lets_amount back = {-1};
        char out[LETS_AMOUNT_SIZE];
        (void)lets_amount_format(amount, decimals, out);
        ck_assert_msg(lets_amount_parse(span(out), decimals, &back, NULL) == LETS_OK &&
                          back.minor == amount.minor,
                      "seed 20260101, step %d: %s", i, out);
    }
}
END_TEST

START_TEST(refuses_sums_that_do_not_fit)
{
    struct lets_amount sum = {7};
    ck_assert(!lets_amount_add((struct lets_amount){INT64_MAX}, (struct lets_amount){1}, &sum));
    ck_assert(
        !lets_amount_subtract((struct lets_amount){INT64_MIN}, (struct lets_amount){1}, &sum));
    ck_assert_int_eq(sum.minor, 7);
    ck_assert(lets_amount_add((struct lets_amount){-5}, (struct lets_amount){3}, &sum));
    ck_assert_int_eq(sum.minor, -2);
    ck_assert(lets_amount_subtract((struct lets_amount){-5}, (struct lets_amount){3}, &sum));
    ck_assert_int_eq(sum.minor, -8);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("amount");
    TCase *cases = tcase_create("amount");
    tcase_add_loop_test(cases, reads_lawful_amounts, 0, N_LAWFUL);
    tcase_add_loop_test(cases, refuses_all_else_and_leaves_the_output, 0, N_REFUSED);
    tcase_add_test(cases, writes_all_decimals);
    tcase_add_test(cases, reads_back_what_it_writes);
    tcase_add_test(cases, refuses_sums_that_do_not_fit);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
