/* SPDX-License-Identifier: MIT */
/*
 * Searching without regard to case, in every script that has one. Characters are compared by their
 * lower-case forms, one by one; bytes that are no UTF-8 are compared as they are.
 */

#include "base/fold.h"

#include <string.h>
#include <wctype.h>

#include "base/harmless.h"

/* Adds a character as UTF-8. */
static void add_character(struct buffer *out, uint32_t code)
{
    char bytes[4];
    size_t size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned first[] = {0, 0, 0xc0, 0xe0, 0xf0};

    for (size_t i = size; i-- > 1;) {
        bytes[i] = (char)(0x80U | (code & 0x3fU));
        code >>= 6;
    }
    bytes[0] = (char)(first[size] | code);
    buffer_add(out, (struct lets_span){.bytes = bytes, .size = size});
}

/* Adds text with its capital letters made small. */
static void add_folded(struct buffer *out, struct lets_span text)
{
    while (text.size > 0) {
        uint32_t code = 0;
        size_t size = harmless_decode(text, &code);
        if (size == 0) {
            size = 1;
            buffer_add(out, (struct lets_span){.bytes = text.bytes, .size = 1});
        } else {
            add_character(out, (uint32_t)towlower((wint_t)code));
        }
        text.bytes += size;
        text.size -= size;
    }
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
    add_folded(&whole, text);
    add_folded(&sought, part);
    bool is_held = holds(buffer_span(&whole), buffer_span(&sought));
    buffer_release(&whole);
    buffer_release(&sought);
    return is_held;
}

bool span_same(struct lets_span a, struct lets_span b)
{
    struct buffer left = {0};
    struct buffer right = {0};

    add_folded(&left, a);
    add_folded(&right, b);
    bool is_same = lets_span_equal(buffer_span(&left), buffer_span(&right));
    buffer_release(&left);
    buffer_release(&right);
    return is_same;
}
