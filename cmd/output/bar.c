/* SPDX-License-Identifier: MIT */
/*
 * Bars for the eye: the length is cut to eighths of a column, and so never reckoned back into a
 * figure, which stands beside it.
 */

#include "output/bar.h"

#include <assert.h>

enum { EIGHTHS = 8 };

void bar_add(struct buffer *out, uint64_t value, uint64_t most, unsigned width)
{
    /* U+2588 is a full block; U+2589 to U+258F are seven eighths to one. */
    static const char *const parts[EIGHTHS] = {
        "",
        "\xe2\x96\x8f",
        "\xe2\x96\x8e",
        "\xe2\x96\x8d",
        "\xe2\x96\x8c",
        "\xe2\x96\x8b",
        "\xe2\x96\x8a",
        "\xe2\x96\x89",
    };
    assert(value <= most);

    while (most > UINT64_MAX / EIGHTHS / (width + 1)) {
        most /= 2;
        value /= 2;
    }
    uint64_t eighths = most == 0 ? 0 : value * width * EIGHTHS / most;
    if (eighths == 0 && value > 0) {
        eighths = 1;
    }
    for (; eighths >= EIGHTHS; eighths -= EIGHTHS) {
        buffer_add_string(out, "\xe2\x96\x88");
    }
    buffer_add_string(out, parts[eighths]);
}
