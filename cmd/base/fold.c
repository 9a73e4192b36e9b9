/* SPDX-License-Identifier: MIT */
/*
 * Comparing without regard to case, in every script that has one, and to how Unicode encodes what
 * is one to the eye. The library knows how.
 */

#include "base/fold.h"

#include <string.h>

static void add_folded(struct buffer *out, struct lets_span text, enum lets_fold fold)
{
    char *bytes = NULL;
    size_t size = 0;

    if (memory_try_check(lets_text_fold(text, fold, &bytes, &size, NULL) == LETS_OK)) {
        buffer_add(out, (struct lets_span){.bytes = bytes, .size = size});
    }
    lets_bytes_free(bytes);
}

static bool holds(struct lets_span text, struct lets_span part)
{
    for (size_t i = 0; i + part.size <= text.size; i++) {
        if (memcmp(text.bytes + i, part.bytes, part.size) == 0) {
            return true;
        }
    }
    return false;
}

bool span_holds(struct lets_span text, struct lets_span part)
{
    struct buffer whole = {0};
    struct buffer sought = {0};

    if (text.size == 0 || part.size == 0) {
        return false;
    }
    add_folded(&whole, text, LETS_FOLD_LETTERS);
    add_folded(&sought, part, LETS_FOLD_LETTERS);
    bool is_held = sought.size > 0 && holds(buffer_span(&whole), buffer_span(&sought));
    buffer_release(&whole);
    buffer_release(&sought);
    return is_held;
}

bool span_same(struct lets_span a, struct lets_span b)
{
    struct buffer left = {0};
    struct buffer right = {0};

    add_folded(&left, a, LETS_FOLD_LETTERS);
    add_folded(&right, b, LETS_FOLD_LETTERS);
    bool is_same = lets_span_equal(buffer_span(&left), buffer_span(&right));
    buffer_release(&left);
    buffer_release(&right);
    return is_same;
}

void fold_add_looks(struct buffer *out, struct lets_span text)
{
    add_folded(out, text, LETS_FOLD_LOOKS);
}
