/* SPDX-License-Identifier: MIT */
/* Lists of numbers, in order. One that is empty may be NULL, which the C library does not take. */

#include "base/numbers.h"

#include <stdlib.h>

static int compare_numbers(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;

    return (left > right) - (left < right);
}

void numbers_sort(uint32_t *numbers, size_t n)
{
    if (n > 1) {
        qsort(numbers, n, sizeof *numbers, compare_numbers);
    }
}

bool numbers_hold(const uint32_t *numbers, size_t n, uint32_t number)
{
    return n > 0 && bsearch(&number, numbers, n, sizeof number, compare_numbers) != NULL;
}
