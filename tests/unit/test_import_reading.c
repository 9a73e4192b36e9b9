/* SPDX-License-Identifier: MIT */
/* The reading options of import: a value that is refused changes nothing of how a table is read. */

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tables/import_reading.h"

static const struct {
    const char *name;
    const char *value;
} refused[] = {
    {"only", "paid"},          {"states", "done,gone=away"},
    {"states", "done=closed"}, {"dates", "ymd"},
    {"decimal-mark", ";"},     {"divide", "0.5"},
    {"negative", "swop"},      {"zero", "keep"},
    {"long-texts", "keep"},
};
enum { N_REFUSED = sizeof refused / sizeof refused[0] };

START_TEST(leaves_everything_as_it_was_where_a_value_is_refused)
{
    struct import_reading reading;
    struct import_reading before;
    struct lets_error err = {0};
    import_reading_init(&reading, IMPORT_TRANSFERS);
    ck_assert_int_eq(import_reading_take(&reading, "states", "paid,open", false, &err), LETS_OK);
    import_reading_begin(&reading);
    memcpy(&before, &reading, sizeof reading);
    ck_assert_int_eq(import_reading_take(&reading, refused[_i].name, refused[_i].value, false,
                                         &err),
                     LETS_BAD_USAGE);
    ck_assert_msg(memcmp(&before, &reading, sizeof reading) == 0, "%s %s", refused[_i].name,
                  refused[_i].value);
    import_reading_release(&reading);
}
END_TEST

START_TEST(takes_each_option_once_a_layer)
{
    struct import_reading reading;
    struct lets_error err = {0};
    import_reading_init(&reading, IMPORT_TRANSFERS);
    ck_assert_int_eq(import_reading_take(&reading, "zero", "skip", false, &err), LETS_OK);
    ck_assert(reading.skips_zero && !reading.swaps && !reading.cuts_texts);
    ck_assert_int_eq(import_reading_take(&reading, "zero", "skip", false, &err), LETS_BAD_USAGE);
    ck_assert_ptr_nonnull(strstr(err.message, "given twice"));
    import_reading_begin(&reading);
    ck_assert_int_eq(import_reading_take(&reading, "zero", "skip", false, &err), LETS_OK);
    import_reading_release(&reading);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("import_reading");
    TCase *cases = tcase_create("import_reading");
    tcase_add_loop_test(cases, leaves_everything_as_it_was_where_a_value_is_refused, 0, N_REFUSED);
    tcase_add_test(cases, takes_each_option_once_a_layer);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
