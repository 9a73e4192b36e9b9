/* SPDX-License-Identifier: MIT */
/* Characters: what a journal may hold, found fast and alike at every alignment. */

#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const struct {
    const char *bytes;
    enum lets_status status;
} texts[] = {
    {"tap", LETS_OK},
    {"Caf\xc3\xa9 \xe6\x9d\x8e\xe5\xb0\x8f\xe9\xbe\x8d", LETS_OK},
    {"\xf0\x9f\x90\x9d", LETS_OK},
    {"", LETS_EMPTY_VALUE},
    {" tap", LETS_BAD_TEXT},
    {"tap ", LETS_BAD_TEXT},
    {"two\nlines", LETS_BAD_TEXT},
    {"a\tb", LETS_BAD_CHARACTER},
    {"a\x1b[31m", LETS_BAD_CHARACTER},
    {"a\x7f", LETS_BAD_CHARACTER},
    {"a\xc2\x85", LETS_BAD_CHARACTER},
    {"a\xe2\x80\xa8", LETS_BAD_CHARACTER},
    {"a\xe2\x80\xae", LETS_BAD_CHARACTER},
    {"a\xe2\x81\xa6", LETS_BAD_CHARACTER},
    {"\xef\xbb\xbf", LETS_BAD_CHARACTER},
    {"\xef\xbf\xbe", LETS_BAD_CHARACTER},
    {"\xc0\xaf", LETS_BAD_UTF8},
    {"\xed\xa0\x80", LETS_BAD_UTF8},
    {"\xf4\x90\x80\x80", LETS_BAD_UTF8},
    {"a\xc3", LETS_BAD_UTF8},
    {"\x80", LETS_BAD_UTF8},
};
enum { N_TEXTS = sizeof texts / sizeof texts[0] };

START_TEST(judges_texts)
{
    struct lets_error err = {0};
    ck_assert_int_eq(lets_text_check(lets_span_of(texts[_i].bytes), &err), texts[_i].status);
    ck_assert_int_eq(err.status, texts[_i].status);
}
END_TEST

START_TEST(takes_500_bytes_and_refuses_501)
{
    char bytes[501];
    memset(bytes, 'a', sizeof bytes);
    ck_assert_int_eq(lets_text_check((struct lets_span){bytes, 500}, NULL), LETS_OK);
    ck_assert_int_eq(lets_text_check((struct lets_span){bytes, 501}, NULL), LETS_BAD_TEXT);
}
END_TEST

START_TEST(finds_every_bad_byte_at_every_place)
{
    char bytes[40];
    for (size_t at = 0; at < sizeof bytes; at++) {
        for (int byte = 0; byte < 256; byte++) {
            memset(bytes, 'a', sizeof bytes);
            bytes[at] = (char)byte;
            bool is_good = byte == '\n' || byte == '\t' || (byte >= 0x20 && byte < 0x7f);
            ck_assert_uint_eq(text_first_bad((struct lets_span){bytes, sizeof bytes}),
                              is_good ? sizeof bytes : at);
        }
    }
}
END_TEST

START_TEST(counts_characters_not_bytes)
{
    struct lets_span span = lets_span_of("Caf\xc3\xa9!");
    ck_assert_uint_eq(text_count(span, span.size), 5);
    ck_assert_uint_eq(text_count(span, 0), 0);
}
END_TEST

START_TEST(shows_at_most_80_bytes_cut_between_characters)
{
    char bytes[200];
    memset(bytes, 'a', sizeof bytes);
    memcpy(bytes + 79, "\xc3\xa9", 2);
    ck_assert_int_eq(lets__show_size((struct lets_span){bytes, sizeof bytes}), 79);
    ck_assert_int_eq(lets__show_size((struct lets_span){bytes, 20}), 20);
}
END_TEST

START_TEST(grows_and_keeps_its_content_when_memory_fails)
{
    struct text text = {0};
    ck_assert_int_eq(text_add_string(&text, "ann ", NULL), LETS_OK);
    ck_assert_int_eq(text_add_format(&text, NULL, "paid %d", 12), LETS_OK);
    ck_assert(lets_span_equal(text_span(&text), lets_span_of("ann paid 12")));
    char many[4096] = {0};
    (void)lets__mem_fail_after(0);
    ck_assert_int_eq(text_add(&text, (struct lets_span){many, sizeof many}, NULL),
                     LETS_OUT_OF_MEMORY);
    (void)lets__mem_fail_after(SIZE_MAX);
    ck_assert(lets_span_equal(text_span(&text), lets_span_of("ann paid 12")));
    text_clear(&text);
    ck_assert_uint_eq(text_span(&text).size, 0);
    text_release(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("text");
    TCase *cases = tcase_create("text");
    tcase_add_loop_test(cases, judges_texts, 0, N_TEXTS);
    tcase_add_test(cases, takes_500_bytes_and_refuses_501);
    tcase_add_test(cases, finds_every_bad_byte_at_every_place);
    tcase_add_test(cases, counts_characters_not_bytes);
    tcase_add_test(cases, shows_at_most_80_bytes_cut_between_characters);
    tcase_add_test(cases, grows_and_keeps_its_content_when_memory_fails);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
