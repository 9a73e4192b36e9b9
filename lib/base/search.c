/* SPDX-License-Identifier: MIT */
#include "base/search.h"

#include <string.h>

size_t search_from(const void *rows, size_t n, size_t size, size_t offset, uint32_t number)
{
    const char *bytes = rows;
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t found = 0;
        memcpy(&found, bytes + middle * size + offset, sizeof found);
        if (found < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
