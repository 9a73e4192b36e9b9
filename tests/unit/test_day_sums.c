/* SPDX-License-Identifier: MIT */
/* Sums by the day are those that adding one by one gives, from the first day that a journal can
 * name to the last. */

#include <check.h>
#include <stdlib.h>

#include "values/day_sums.h"
#include "values/period.h"

enum { N_ADDED = 400, N_ROOTS = 3, SPAN = 90 };

static struct lets_date day_of(const char *text)
{
    struct lets_date day = {0};
    ck_assert_int_eq(lets_date_parse(lets_span_of(text), &day, NULL), LETS_OK);
    return day;
}

struct added {
    unsigned root;
    struct lets_date day;
    int64_t minor;
};

/* A number below n, the same in each run. */
static uint32_t draw(uint32_t *state, uint32_t n)
{
    *state = *state * 1103515245U + 12345U;
    return (*state >> 16) % n;
}

START_TEST(sums_what_was_added)
{
    static struct added added[N_ADDED];
    struct day_sums sums = {0};
    uint32_t roots[N_ROOTS] = {0};
    uint32_t state = (uint32_t)_i;
    int32_t first = day_of(_i == 0 ? "1900-01-01" : _i == 1 ? "2999-10-04" : "2026-01-01").day;
    for (size_t i = 0; i < N_ADDED; i++) {
        added[i] = (struct added){draw(&state, N_ROOTS),
                                  {first + (int32_t)draw(&state, SPAN - 1)},
                                  (int64_t)draw(&state, 1000) - 300};
        ck_assert_int_eq(day_sums_reserve(&sums, 1, NULL), LETS_OK);
        day_sums_add(&sums, &roots[added[i].root], added[i].day, added[i].minor);
    }
    for (unsigned i = 0; i < N_ADDED; i++) {
        struct lets_period period = {{first + (int32_t)draw(&state, SPAN - 1)},
                                     {first + (int32_t)draw(&state, SPAN - 1)}};
        unsigned root = i % N_ROOTS;
        int64_t total = 0;
        for (size_t j = 0; j < N_ADDED; j++) {
            bool counts = added[j].root == root && lets_period_holds(period, added[j].day);
            total += counts ? added[j].minor : 0;
        }
        ck_assert_int_eq(day_sums_of(&sums, roots[root], period), total);
    }
    day_sums_release(&sums);
}
END_TEST

START_TEST(sums_nothing_of_none)
{
    struct day_sums sums = {0};
    struct lets_period period = {day_of("1900-01-01"), day_of("2999-12-31")};
    ck_assert_int_eq(day_sums_of(&sums, 0, period), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("day_sums");
    TCase *tcase = tcase_create("day_sums");
    tcase_add_loop_test(tcase, sums_what_was_added, 0, 3);
    tcase_add_test(tcase, sums_nothing_of_none);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
