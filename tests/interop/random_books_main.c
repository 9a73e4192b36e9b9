/* SPDX-License-Identifier: MIT */
/*
 * random_books SEED UNIT FILE: makes a random journal of seven months, with hostile texts. It runs
 * as a test of Check's, as the asserts of its maker want.
 */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "random_books.h"

static struct random_books books = {.n_commits = 40, .day_step = 5, .has_hostile_texts = true};
static const char *path;

START_TEST(makes_random_books)
{
    random_books_make(path, &books);
}
END_TEST

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: random_books SEED UNIT FILE\n", stderr);
        return 2;
    }
    books.seed = strtoull(argv[1], NULL, 10);
    books.unit = argv[2];
    path = argv[3];
    Suite *suite = suite_create("random_books");
    TCase *tcase = tcase_create("random_books");
    tcase_add_test(tcase, makes_random_books);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_MINIMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
