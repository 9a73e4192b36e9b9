/* SPDX-License-Identifier: MIT */
/* Two who change the directory at one time: what each changed is there afterwards, or one is
 * refused; nothing is lost. */

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "session/directory_file.h"

static char folder[] = "/tmp/lets-test-personal-XXXXXX";
static char path[64];

static const char two[] =
    "# of the sample scheme\n- member: a\n  name: Ann\n- member: b\n  name: Bob\n";

static void write_file(const char *bytes)
{
    ck_assert_int_eq(lets_file_replace(path, lets_span_of(bytes), 0600, NULL), LETS_OK);
}

static void setup(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/d.yaml", folder);
    write_file(two);
}

static void teardown(void)
{
    (void)unlink(path);
    ck_assert_int_eq(rmdir(folder), 0);
}

static void holds(const char *text, bool is_wanted)
{
    char *bytes = NULL;
    size_t size = 0;
    ck_assert_int_eq(lets_file_load(path, 1 << 20, &bytes, &size, NULL), LETS_OK);
    ck_assert_msg((strstr(bytes, text) != NULL) == is_wanted, "'%s' in: %s", text, bytes);
    lets_bytes_free(bytes);
}

static void put(struct lets_directory *directory, const char *member, const char *name)
{
    const struct lets_person person = {.member = lets_span_of(member), .name = lets_span_of(name)};
    ck_assert_int_eq(lets_directory_put(directory, &person, NULL), LETS_OK);
}

/* What one has read and changed (b is called Bert, c is new, and where is_erased a is gone) is
 * saved over what another has left in the file meanwhile. */
static enum lets_status save_over(const char *meanwhile, bool is_erased)
{
    struct personal_file file = {.read = {0}};
    struct lets_directory *directory = NULL;
    struct lets_error left = {0};
    struct lets_error err = {0};
    ck_assert_int_eq(directory_file_load(path, &file, &directory, NULL), LETS_OK);
    put(directory, "b", "Bert");
    put(directory, "c", "Cleo");
    if (is_erased) {
        ck_assert(lets_directory_erase(directory, lets_span_of("a")));
    }
    write_file(meanwhile);
    enum lets_status status = directory_file_save(path, &file, directory, &left, &err);
    ck_assert_int_eq(left.status, LETS_OK);
    ck_assert_int_eq(err.status, status);
    lets_directory_free(directory);
    personal_file_release(&file);
    return status;
}

START_TEST(what_both_changed_is_kept)
{
    ck_assert_int_eq(save_over("# mine\n- member: a\n  name: Anna\n- member: b\n  name: Bob\n"
                               "- member: d\n  name: Dora\n",
                               false),
                     LETS_OK);
    holds("Anna", true);
    holds("Bert", true);
    holds("Cleo", true);
    holds("Dora", true);
}
END_TEST

START_TEST(one_row_that_both_changed_is_refused_and_stays)
{
    ck_assert_int_eq(save_over("- member: a\n  name: Ann\n- member: b\n  name: Bobby\n", false),
                     LETS_JOURNAL_REPLACED);
    holds("Bobby", true);
    holds("Cleo", false);
    ck_assert_int_eq(save_over("- member: a\n  name: Anna\n- member: b\n  name: Bobby\n", true),
                     LETS_JOURNAL_REPLACED);
    holds("Anna", true);
}
END_TEST

START_TEST(what_one_erased_stays_erased)
{
    ck_assert_int_eq(save_over("- member: a\n  name: Ann\n- member: b\n  name: Bob\n"
                               "- member: d\n  name: Dora\n",
                               true),
                     LETS_OK);
    holds("member: a", false);
    holds("Dora", true);
    write_file(two);
    ck_assert_int_eq(save_over("- member: a\n  name: Ann\n", false), LETS_JOURNAL_REPLACED);
    holds("Bert", false);
}
END_TEST

START_TEST(both_that_changed_the_same_to_the_same_agree)
{
    ck_assert_int_eq(save_over("- member: a\n  name: Ann\n- member: b\n  name: Bert\n", false),
                     LETS_OK);
    holds("Cleo", true);
}
END_TEST

START_TEST(what_was_found_is_put_back)
{
    struct personal_file file = {.read = {0}};
    struct lets_directory *directory = NULL;
    struct lets_error left = {0};
    ck_assert_int_eq(directory_file_load(path, &file, &directory, NULL), LETS_OK);
    put(directory, "c", "Cleo");
    write_file("- member: a\n  name: Anna\n- member: b\n  name: Bob\n");
    ck_assert_int_eq(directory_file_save(path, &file, directory, &left, NULL), LETS_OK);
    holds("Cleo", true);
    ck_assert_int_eq(personal_file_restore(path, &file, &left), LETS_OK);
    holds("Anna", true);
    holds("Cleo", false);
    lets_directory_free(directory);
    personal_file_release(&file);
}
END_TEST

START_TEST(a_lock_that_is_held_is_not_waited_for_for_ever)
{
    int held = open(folder, O_RDONLY | O_DIRECTORY);
    ck_assert_int_ge(held, 0);
    ck_assert_int_eq(flock(held, LOCK_EX), 0);
    ck_assert_int_eq(save_over(two, false), LETS_LOCKED);
    holds("Bert", false);
    (void)close(held);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("personal_file");
    TCase *tcase = tcase_create("personal_file");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, what_both_changed_is_kept);
    tcase_add_test(tcase, one_row_that_both_changed_is_refused_and_stays);
    tcase_add_test(tcase, what_one_erased_stays_erased);
    tcase_add_test(tcase, both_that_changed_the_same_to_the_same_agree);
    tcase_add_test(tcase, what_was_found_is_put_back);
    tcase_add_test(tcase, a_lock_that_is_held_is_not_waited_for_for_ever);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
