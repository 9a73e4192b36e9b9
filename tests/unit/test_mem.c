/* SPDX-License-Identifier: MIT */
/* The allocator: what fails is a status and changes nothing; an arena keeps what it was given. */

#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

START_TEST(gives_zeroed_bytes_also_for_size_zero)
{
    void *bytes = NULL;
    ck_assert_int_eq(mem_alloc(16, &bytes, NULL), LETS_OK);
    for (int i = 0; i < 16; i++) {
        ck_assert_int_eq(((const char *)bytes)[i], 0);
    }
    mem_free(bytes);
    bytes = NULL;
    ck_assert_int_eq(mem_alloc(0, &bytes, NULL), LETS_OK);
    ck_assert_ptr_nonnull(bytes);
    mem_free(bytes);
    mem_free(NULL);
}
END_TEST

START_TEST(refuses_products_that_overflow)
{
    void *bytes = NULL;
    struct lets_error err = {0};
    ck_assert_int_eq(mem_alloc_array(SIZE_MAX / 2, 3, &bytes, &err), LETS_OUT_OF_MEMORY);
    ck_assert_int_eq(err.status, LETS_OUT_OF_MEMORY);
    uint64_t *items = NULL;
    size_t capacity = 0;
    ck_assert_int_eq(mem_grow(&items, &capacity, SIZE_MAX / 2, NULL), LETS_OUT_OF_MEMORY);
    ck_assert_ptr_null(items);
    ck_assert_uint_eq(capacity, 0);
}
END_TEST

START_TEST(grows_and_keeps_the_content)
{
    size_t *items = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 1000; i++) {
        ck_assert_int_eq(mem_grow(&items, &capacity, i + 1, NULL), LETS_OK);
        ck_assert_uint_gt(capacity, i);
        items[i] = i;
    }
    for (size_t i = 0; i < 1000; i++) {
        ck_assert_uint_eq(items[i], i);
    }
    mem_free(items);
}
END_TEST

START_TEST(keeps_what_an_arena_was_given)
{
    struct arena arena = {0};
    struct lets_span copies[500];
    char text[8] = "text";
    for (size_t i = 0; i < 500; i++) {
        text[0] = (char)('a' + i % 26);
        ck_assert_int_eq(arena_copy(&arena, (struct lets_span){text, 4}, &copies[i], NULL),
                         LETS_OK);
    }
    for (size_t i = 0; i < 500; i++) {
        text[0] = (char)('a' + i % 26);
        ck_assert_str_eq(copies[i].bytes, text);
    }
    void *large = NULL;
    ck_assert_int_eq(arena_alloc(&arena, (size_t)3 << 20, &large, NULL), LETS_OK);
    memset(large, 1, (size_t)3 << 20);
    arena_release(&arena);
    ck_assert_ptr_null(arena.blocks);
}
END_TEST

START_TEST(fails_the_allocation_that_a_test_names)
{
    void *bytes = NULL;
    struct arena arena = {0};
    struct lets_span copy = {0};
    (void)lets__mem_fail_after(1);
    ck_assert_int_eq(arena_copy(&arena, (struct lets_span){"a", 1}, &copy, NULL), LETS_OK);
    ck_assert_int_eq(mem_alloc(1, &bytes, NULL), LETS_OUT_OF_MEMORY);
    ck_assert_ptr_null(bytes);
    ck_assert_uint_eq(lets__mem_fail_after(SIZE_MAX), 2);
    arena_release(&arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mem");
    TCase *cases = tcase_create("mem");
    tcase_add_test(cases, gives_zeroed_bytes_also_for_size_zero);
    tcase_add_test(cases, refuses_products_that_overflow);
    tcase_add_test(cases, grows_and_keeps_the_content);
    tcase_add_test(cases, keeps_what_an_arena_was_given);
    tcase_add_test(cases, fails_the_allocation_that_a_test_names);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
