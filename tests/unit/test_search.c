/* SPDX-License-Identifier: MIT */
/* A search by halves finds what looking at one row after another finds. */

#include <check.h>
#include <stdlib.h>

#include "base/search.h"

struct row {
    char before[3];
    uint32_t number;
    uint64_t behind;
};

enum { N_ROWS = 33 };

static size_t search(const struct row *rows, size_t n, uint32_t number)
{
    return search_from(rows, n, sizeof *rows, offsetof(struct row, number), number);
}

START_TEST(finds_nothing_in_no_rows)
{
    ck_assert_uint_eq(search(NULL, 0, 0), 0);
    ck_assert_uint_eq(search(NULL, 0, UINT32_MAX), 0);
}
END_TEST

/* Of rows in threes: 1, 1, 1, 5, 5, 5, .. */
START_TEST(finds_the_first_that_is_not_below)
{
    struct row rows[N_ROWS] = {0};
    size_t n = (size_t)_i;
    for (size_t i = 0; i < n; i++) {
        rows[i].number = (uint32_t)(i / 3 * 4 + 1);
        rows[i].behind = UINT64_MAX;
    }
    for (uint32_t number = 0; number < 2 * N_ROWS; number++) {
        size_t wanted = 0;
        while (wanted < n && rows[wanted].number < number) {
            wanted++;
        }
        ck_assert_uint_eq(search(rows, n, number), wanted);
    }
}
END_TEST

START_TEST(finds_the_largest_numbers)
{
    const struct row rows[] = {{.number = 0}, {.number = UINT32_MAX - 1}, {.number = UINT32_MAX}};
    ck_assert_uint_eq(search(rows, 3, 0), 0);
    ck_assert_uint_eq(search(rows, 3, UINT32_MAX - 1), 1);
    ck_assert_uint_eq(search(rows, 3, UINT32_MAX), 2);
    ck_assert_uint_eq(search(rows, 2, UINT32_MAX), 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("search");
    TCase *tcase = tcase_create("search");
    tcase_add_test(tcase, finds_nothing_in_no_rows);
    tcase_add_loop_test(tcase, finds_the_first_that_is_not_below, 0, N_ROWS + 1);
    tcase_add_test(tcase, finds_the_largest_numbers);
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
