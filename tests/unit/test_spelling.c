/* SPDX-License-Identifier: MIT */
/* Spellings: which texts are one to the books, which look alike, and what nobody sees. */

#include <check.h>
#include <string.h>

#include "lets.h"

#define CAFE "caf\xc3\xa9"
#define CAFE_PARTED "cafe\xcc\x81"

static const struct {
    const char *a;
    const char *b;
    bool is_one;
    bool has_same_letters;
    bool looks_alike;
} pairs[] = {
    {"ann", "ann", true, true, true},
    {"ann", "Ann", false, true, true},
    {"ann", "bob", false, false, false},
    {CAFE "/1", CAFE_PARTED "/1", true, true, true},
    {CAFE, "CAF\xc3\x89", false, true, true},
    {CAFE, "cafe", false, false, false},
    {"STRASSE",
     "stra\xc3\x9f"
     "e",
     false, true, true},
    {"Member 1", "Member  1", false, false, true},
    {"Member 1",
     "Member\xc2\xa0"
     "1 ",
     false, false, true},
    {"Member 1",
     "MEMBER\xc2\xa0"
     "1",
     false, true, true},
    {"Member 1",
     "Mem\xe2\x80\x8b"
     "ber 1",
     false, true, true},
    {"Member 1",
     "Mem\xc2\xad"
     "ber 1",
     false, true, true},
    {"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "\xed\x95\x9c", true, true, true},
    {"a\xff", "a\xfe", false, false, false},
    {"a\xff", "A\xff", false, true, true},
    {"", "", true, true, true},
    /* KELVIN SIGN, GREEK QUESTION MARK, OHM SIGN: one with what they are written as now. */
    {"\xe2\x84\xaa 1", "K 1", true, true, true},
    {"a\xcd\xbe", "a;", true, true, true},
    {"\xe2\x84\xa6", "\xce\xa9", true, true, true},
};
enum { N_PAIRS = sizeof pairs / sizeof pairs[0] };

static bool folds_alike(const char *a, const char *b, enum lets_fold fold)
{
    char *left = NULL;
    char *right = NULL;
    size_t left_size = 0;
    size_t right_size = 0;
    ck_assert_int_eq(lets_text_fold(lets_span_of(a), fold, &left, &left_size, NULL), LETS_OK);
    ck_assert_int_eq(lets_text_fold(lets_span_of(b), fold, &right, &right_size, NULL), LETS_OK);
    bool is_alike =
        lets_span_equal((struct lets_span){left, left_size}, (struct lets_span){right, right_size});
    lets_bytes_free(left);
    lets_bytes_free(right);
    return is_alike;
}

START_TEST(tells_which_texts_are_one)
{
    const char *a = pairs[_i].a;
    const char *b = pairs[_i].b;
    ck_assert(lets_text_same(lets_span_of(a), lets_span_of(b)) == pairs[_i].is_one);
    ck_assert(folds_alike(a, b, LETS_FOLD_CHARACTERS) == pairs[_i].is_one);
    ck_assert(folds_alike(a, b, LETS_FOLD_LETTERS) == pairs[_i].has_same_letters);
    ck_assert(folds_alike(a, b, LETS_FOLD_LOOKS) == pairs[_i].looks_alike);
}
END_TEST

static const struct {
    const char *text;
    enum lets_status status;
} names[] = {
    {"Ann Archer", LETS_OK},
    {"", LETS_EMPTY_VALUE},
    {" Ann", LETS_BAD_TEXT},
    {"Zo\xc3\xab M\xc3\xa0iri", LETS_OK},
    {"An\xc2\xad"
     "n",
     LETS_BAD_CHARACTER},
    {"Ann\xe2\x80\x8b", LETS_BAD_CHARACTER},
    {"A\xe2\x80\x8d"
     "nn",
     LETS_BAD_CHARACTER},
    {"\xe2\x80\x8e"
     "Ann",
     LETS_BAD_CHARACTER},
    {"\xe3\x85\xa4", LETS_BAD_CHARACTER},
    {"Ann\xc2\xa0"
     "Archer",
     LETS_OK},
    {"Ann\xc2\xa0", LETS_BAD_CHARACTER},
    {"\xe2\x80\x83"
     "Ann",
     LETS_BAD_CHARACTER},
    {"\xe3\x80\x80", LETS_BAD_CHARACTER},
    /* Persian spells with what parts letters; pictures of people are joined. */
    {"\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae\xd9\x88\xd8\xa7\xd9\x87\xd9\x85", LETS_OK},
    {"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xa7 \xe2\x9d\xa4\xef\xb8\x8f", LETS_OK},
};
enum { N_NAMES = sizeof names / sizeof names[0] };

START_TEST(judges_names)
{
    struct lets_error err = {0};
    ck_assert_int_eq(lets_name_check(lets_span_of(names[_i].text), &err), names[_i].status);
    ck_assert_int_eq(err.status, names[_i].status);
}
END_TEST

START_TEST(says_which_character_and_where)
{
    struct lets_error err = {0};
    (void)lets_name_check(lets_span_of(CAFE "\xe2\x80\x8b"), &err);
    ck_assert_ptr_nonnull(strstr(err.message, "U+200B"));
    ck_assert_ptr_nonnull(strstr(err.message, "character 5"));
}
END_TEST

START_TEST(trims_every_blank)
{
    static const struct {
        const char *text;
        const char *trimmed;
    } texts[] = {
        {"Ann", "Ann"},
        {"", ""},
        {" \xc2\xa0 Ann Archer\xe3\x80\x80 ", "Ann Archer"},
        {"\xc2\xa0\xe2\xa0\x80", ""},
        {"\xff \xff", "\xff \xff"}, /* no UTF-8 */
        {"\xa0", "\xa0"},
        {CAFE, CAFE},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct lets_span trimmed = lets_text_trim(lets_span_of(texts[i].text));
        ck_assert(lets_span_equal(trimmed, lets_span_of(texts[i].trimmed)));
    }
    ck_assert_uint_eq(lets_text_trim((struct lets_span){0}).size, 0);
}
END_TEST

/* The text that grows most, at the greatest size that a journal may hold, still has room. */
START_TEST(compares_the_longest_texts)
{
    char composed[501] = "";
    char parted[501] = "";
    for (size_t i = 0; i + 6 < sizeof parted; i += 6) {
        memcpy(parted + i, "\xce\xb9\xcc\x88\xcc\x81", 6);
    }
    for (size_t i = 0; i + 6 < sizeof parted; i += 6) {
        memcpy(composed + i / 3, "\xce\x90", 2);
    }
    ck_assert(lets_text_same(lets_span_of(composed), lets_span_of(parted)));
    for (size_t i = 0; i + 2 < sizeof composed; i += 2) {
        memcpy(composed + i, "\xce\x90", 2);
    }
    ck_assert(lets_text_same(lets_span_of(composed), lets_span_of(composed)));
    composed[499] = '\0'; /* cut within a character: no UTF-8 */
    ck_assert(!lets_text_same(lets_span_of(composed), lets_span_of(parted)));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("spelling");
    TCase *tests = tcase_create("spelling");
    tcase_add_loop_test(tests, tells_which_texts_are_one, 0, N_PAIRS);
    tcase_add_loop_test(tests, judges_names, 0, N_NAMES);
    tcase_add_test(tests, says_which_character_and_where);
    tcase_add_test(tests, trims_every_blank);
    tcase_add_test(tests, compares_the_longest_texts);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
