/* SPDX-License-Identifier: MIT */
/*
 * Directory files: each fault is refused under one name and in its place, and what is read, changed
 * and saved is there afterwards.
 */

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *bytes;
    uint64_t line;
    uint64_t column;
    const char *message; /* a part of it */
} faults[] = {
    {"- member: a\n  name: {b: c}\n", 2, 9, "a mapping stands where one value belongs"},
    {"- member: a\n  name: b\n  name: c\n", 3, 3, "second time"},
    {"- member: a\n  name: b\n  delivery: paper\n  delivery: paper\n", 4, 3, "second time"},
    {"- member: a\n  name: b\n  delivery: post\n", 3, 13, "post"},
    {"- member: a\n  name: b\n  mail: c\n", 3, 3, "no key of a person"},
    {"- member: a\n  name: \"b\\tc\"\n", 2, 9, ""},
    {"- member: a\n  name: \" b\"\n", 2, 9, ""},
    {"- member: a b\n  name: b\n", 1, 3, "a b"},
    {"- name: b\n", 1, 3, "'member' and 'name'"},
    {"- member: a\n", 1, 3, "'member' and 'name'"},
    {"- member: a\n  name: b\n- member: a\n  name: c\n", 3, 3, "second time"},
    {"- &x\n  member: a\n  name: b\n", 1, 3, ""},
    {"member: a\n", 1, 1, ""},
    {"- member: [a]\n  name: b\n", 1, 11, ""},
    {"- a\n", 1, 3, ""},
    {"- member: a\n name: b\n", 1, 3, ""},
    {"- member: a\n  name: \xff\n", 2, 9, ""},
};

START_TEST(refuses_each_fault_in_its_place)
{
    struct lets_directory *directory = NULL;
    struct lets_error err = {0};
    const char *bytes = faults[_i].bytes;
    ck_assert_int_eq(lets_directory_parse(bytes, strlen(bytes), &directory, &err),
                     LETS_BAD_DIRECTORY);
    ck_assert_ptr_null(directory);
    ck_assert_int_eq(err.status, LETS_BAD_DIRECTORY);
    ck_assert_msg(err.line == faults[_i].line && err.column == faults[_i].column,
                  "fault %d is said to be at %d:%d", _i, (int)err.line, (int)err.column);
    ck_assert_msg(strstr(err.message, faults[_i].message) != NULL, "fault %d: %s", _i, err.message);
}
END_TEST

START_TEST(refuses_a_person_that_cannot_be_written)
{
    const struct lets_person persons[] = {
        {.member = lets_span_of("a")},
        {.member = lets_span_of("a b"), .name = lets_span_of("b")},
        {.member = lets_span_of("a"), .name = lets_span_of("b\n")},
        {.member = lets_span_of("a"), .name = lets_span_of("b"), .phone = lets_span_of(" 1")},
    };
    const enum lets_status wanted[] = {LETS_EMPTY_VALUE, LETS_BAD_ID, LETS_BAD_TEXT, LETS_BAD_TEXT};
    struct lets_directory *directory = NULL;
    ck_assert_int_eq(lets_directory_parse("", 0, &directory, NULL), LETS_OK);
    for (size_t i = 0; i < sizeof persons / sizeof *persons; i++) {
        struct lets_error err = {0};
        ck_assert_int_eq(lets_directory_put(directory, &persons[i], &err), wanted[i]);
        ck_assert_uint_eq(lets_directory_size(directory), 0);
    }
    ck_assert(!lets_directory_erase(directory, lets_span_of("a")));
    lets_directory_free(directory);
}
END_TEST

START_TEST(loads_what_it_saved)
{
    char path[] = "/tmp/lets-directory-XXXXXX";
    struct lets_directory *directory = NULL;
    struct stat about;
    const struct lets_person person = {.member = lets_span_of("0001"),
                                       .name = lets_span_of("no"),
                                       .address = lets_span_of("a: \"b\" #c"),
                                       .delivery = LETS_DELIVERY_EMAIL};
    (void)close(mkstemp(path));
    (void)unlink(path);
    ck_assert_int_eq(lets_directory_load(path, &directory, NULL), LETS_OK);
    ck_assert_uint_eq(lets_directory_size(directory), 0);
    ck_assert_int_eq(lets_directory_put(directory, &person, NULL), LETS_OK);
    ck_assert_int_eq(lets_directory_save(directory, path, NULL), LETS_OK);
    lets_directory_free(directory);
    ck_assert_int_eq(stat(path, &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0600);
    ck_assert_int_eq(lets_directory_load(path, &directory, NULL), LETS_OK);
    const struct lets_person *found = lets_directory_find(directory, person.member);
    ck_assert_ptr_nonnull(found);
    ck_assert(lets_span_equal(found->name, person.name));
    ck_assert(lets_span_equal(found->address, person.address));
    ck_assert_int_eq(found->delivery, LETS_DELIVERY_EMAIL);
    ck_assert(found->email.size == 0 && found->phone.size == 0);
    ck_assert(lets_directory_erase(directory, person.member));
    ck_assert_int_eq(lets_directory_save(directory, path, NULL), LETS_OK);
    lets_directory_free(directory);
    ck_assert_int_eq(lets_directory_load(path, &directory, NULL), LETS_OK);
    ck_assert_uint_eq(lets_directory_size(directory), 0);
    lets_directory_free(directory);
    (void)unlink(path);
}
END_TEST

/* A file, what is done to it (put: is b, called that, else erased), and what is saved. */
static const struct {
    const char *bytes;
    const char *member;
    struct lets_person put; /* without a member: none, the member is erased */
    const char *saved;
} remarks[] = {
    {"", NULL, {{0}, {0}, {0}, {0}, {0}, LETS_DELIVERY_UNSET}, "[]\n"},
    {"# of the scheme\n\n- member: a\n  name: 'A'   # the first\n\n# end",
     NULL,
     {{0}, {0}, {0}, {0}, {0}, LETS_DELIVERY_UNSET},
     "# of the scheme\n\n- member: a\n  name: 'A'   # the first\n\n# end"},
    {"# of the scheme\n\n# Ann\n- member: a\n  name: A\n# Bob\n- member: b\n  name: B\n# end\n",
     "a",
     {{0}, {0}, {0}, {0}, {0}, LETS_DELIVERY_UNSET},
     "# of the scheme\n\n# Bob\n- member: b\n  name: B\n# end\n"},
    {"# only\n\n# Ann\n- member: a\n  name: A\n# end\n",
     "a",
     {{0}, {0}, {0}, {0}, {0}, LETS_DELIVERY_UNSET},
     "# only\n\n# end\n[]\n"},
    {"# top\n[]\n", "b", {.member = {"b", 1}, .name = {"B", 1}}, "# top\n- member: b\n  name: B\n"},
    {"- member: a\n  name: A\n# end\n",
     "b",
     {.member = {"b", 1}, .name = {"B", 1}},
     "- member: a\n  name: A\n- member: b\n  name: B\n# end\n"},
    {"# Bob\n- name: \"B\" # short\n  # mornings\n  phone: 12 # not on Sundays\n  member: b\n  "
     "email: x@y.z  # "
     "never read\n- member: 'c'\n  name: C",
     "b",
     {.member = {"b", 1}, .name = {"Bo", 2}, .phone = {"12", 2}, .address = {"1 Lane", 6}},
     "# Bob\n- name: Bo # short\n  # mornings\n  phone: \"12\" # not on Sundays\n  member: b\n  # "
     "never read\n"
     "  address: \"1 Lane\"\n- member: 'c'\n  name: C\n"},
    {"- member: b\n  name: >-\n    B\n  # folded\n- {member: c, name: C} # flow\n",
     "b",
     {.member = {"b", 1}, .name = {"Bo", 2}},
     "# folded\n- member: b\n  name: Bo\n- {member: c, name: C} # flow\n"},
    {"# json\n[{member: b, name: B},\n # c\n {member: c, name: C}]\n",
     "b",
     {.member = {"b", 1}, .name = {"Bo", 2}},
     "# json\n# c\n- member: b\n  name: Bo\n- member: c\n  name: C\n"},
    {"- member: b\n  name: \"B # no remark\"\n  email: a#b\n",
     "b",
     {.member = {"b", 1}, .name = {"B", 1}, .email = {"a#b", 3}},
     "- member: b\n  name: B\n  email: a#b\n"},
    /* Behind a row in braces, behind values that are indented, behind a value of two lines. */
    {"- {member: b, name: 'O''B #1'} # treasurer\n- {member: c, name: C} # flow\n",
     "b",
     {.member = {"b", 1}, .name = {"Bo", 2}},
     "# treasurer\n- member: b\n  name: Bo\n- {member: c, name: C} # flow\n"},
    {"-   member: \"b\" # \"one\"\n    name: B's#1-b   # was B\n    email: a#b\t# old\n",
     "b",
     {.member = {"b", 1}, .name = {"Bo", 2}},
     "# \"one\"\n# was B\n# old\n- member: b\n  name: Bo\n"},
    {"- member: b\n  name: B\n  address: \"Long\n    # \\\" street\" # back door\n",
     "b",
     {.member = {"b", 1}, .name = {"B", 1}, .phone = {"99", 2}},
     "# back door\n- member: b\n  name: B\n  phone: \"99\"\n"},
    {"- # new\n  member: b\n  name: B\n    \"or#2\n    # so\n",
     "b",
     {.member = {"b", 1}, .name = {"Bo", 2}},
     "# new\n# so\n- member: b\n  name: Bo\n"},
    {"- member: b\n  name: >- # as is\n    B # 1\n    # 2\n\n  \"email\": 'e' # home\n",
     "b",
     {.member = {"b", 1}, .name = {"Bo", 2}},
     "# as is\n# home\n- member: b\n  name: Bo\n"},
    {"- member: b\n  name: B\t# short\n",
     "b",
     {.member = {"b", 1}, .name = {"Bo", 2}},
     "- member: b\n  name: Bo\t# short\n"},
    /* Breaks that only YAML takes for some. */
    {"# top\r- member: b # one\r  name: B # two\r# end\r",
     "b",
     {.member = {"b", 1}, .name = {"Bo", 2}},
     "# top\n# one\n# two\n# end\n- member: b\n  name: Bo\n"},
    {"- member: b # one\n  name: B # two\xc2\x85  phone: '12'\n",
     "b",
     {.member = {"b", 1}, .name = {"Bo", 2}, .phone = {"12", 2}},
     "# one\n# two\n- member: b\n  name: Bo\n  phone: \"12\"\n"},
    {"[{\"member\":\"b\",\"name\":\"B\"}, # one\n {member: c, name: C}] # two\n",
     "b",
     {.member = {"b", 1}, .name = {"Bo", 2}},
     "# one\n# two\n- member: b\n  name: Bo\n- member: c\n  name: C\n"},
};

START_TEST(remarks_survive_every_rewrite)
{
    struct lets_directory *directory = NULL;
    struct lets_directory *again = NULL;
    struct lets_span bytes = {0};
    const char *given = remarks[_i].bytes;
    ck_assert_int_eq(lets_directory_parse(given, strlen(given), &directory, NULL), LETS_OK);
    if (remarks[_i].put.member.size > 0) {
        ck_assert_int_eq(lets_directory_put(directory, &remarks[_i].put, NULL), LETS_OK);
    } else if (remarks[_i].member != NULL) {
        ck_assert(lets_directory_erase(directory, lets_span_of(remarks[_i].member)));
    }
    for (int n = 0; n < 2; n++) {
        ck_assert_int_eq(lets_directory_bytes(directory, &bytes, NULL), LETS_OK);
        ck_assert_msg(lets_span_equal(bytes, lets_span_of(remarks[_i].saved)), "file %d: %.*s", _i,
                      (int)bytes.size, bytes.bytes);
    }
    ck_assert_int_eq(lets_directory_parse(bytes.bytes, bytes.size, &again, NULL), LETS_OK);
    ck_assert_uint_eq(lets_directory_size(again), lets_directory_size(directory));
    for (size_t i = 0; i < lets_directory_size(again); i++) {
        ck_assert(lets_person_equal(lets_directory_person(again, i),
                                    lets_directory_person(directory, i)));
    }
    lets_directory_free(again);
    lets_directory_free(directory);
}
END_TEST

START_TEST(load_refuses_what_is_no_file)
{
    struct lets_directory *directory = NULL;
    struct lets_error err = {0};
    ck_assert_int_eq(lets_directory_load("/tmp", &directory, &err), LETS_INPUT_OUTPUT);
    ck_assert_ptr_null(directory);
    ck_assert(err.message[0] != '\0');
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("directory");
    TCase *tcase = tcase_create("directory");
    tcase_add_loop_test(tcase, refuses_each_fault_in_its_place, 0, sizeof faults / sizeof *faults);
    tcase_add_test(tcase, refuses_a_person_that_cannot_be_written);
    tcase_add_test(tcase, loads_what_it_saved);
    tcase_add_loop_test(tcase, remarks_survive_every_rewrite, 0, sizeof remarks / sizeof *remarks);
    tcase_add_test(tcase, load_refuses_what_is_no_file);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
