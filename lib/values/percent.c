/* SPDX-License-Identifier: MIT */
/* Percentages, exact: ten-thousandths of one, at most 100 (journal.md, Rules). */

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/error.h"

enum { PLACES = 4, ONE = 10000, MOST = 100 * ONE };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits before the point, without leading zeros: at most three. */
static size_t take_whole(struct lets_span text, uint32_t *parts)
{
    size_t at = 0;
    for (; at < text.size && at < 3 && is_digit(text.bytes[at]); at++) {
        *parts = *parts * 10 + (uint32_t)(text.bytes[at] - '0') * ONE;
    }
    return at > 1 && text.bytes[0] == '0' ? 0 : at;
}

/* The point and the digits behind it, the last of which is no zero; false for anything else. */
static bool take_fraction(struct lets_span text, uint32_t *parts)
{
    uint32_t unit = ONE;
    if (text.size < 2 || text.size > 1 + PLACES || text.bytes[0] != '.' ||
        text.bytes[text.size - 1] == '0') {
        return false;
    }
    for (size_t at = 1; at < text.size; at++) {
        if (!is_digit(text.bytes[at])) {
            return false;
        }
        unit /= 10;
        *parts += (uint32_t)(text.bytes[at] - '0') * unit;
    }
    return true;
}

enum lets_status lets_percent_parse(struct lets_span text, struct lets_percent *out,
                                    struct lets_error *err)
{
    uint32_t parts = 0;
    size_t at = take_whole(text, &parts);
    struct lets_span rest = {text.bytes + at, text.size - at};
    if (at == 0 || (rest.size > 0 && !take_fraction(rest, &parts)) || parts > MOST) {
        return lets__fail(err, LETS_BAD_NUMBER,
                          "'%.*s' is no percentage up to 100 with at most %d places and no zero "
                          "at their end",
                          LETS__SHOW(text), (int)PLACES);
    }
    out->parts = parts;
    return LETS_OK;
}

/* amount * parts / whole, by the quotient and the rest of the amount: no product is too large. */
struct lets_amount lets_percent_of(struct lets_percent percent, struct lets_amount amount)
{
    enum { WHOLE = 100 * ONE };
    int64_t parts = percent.parts;
    assert(amount.minor >= 0 && parts <= WHOLE);
    return (struct lets_amount){amount.minor / WHOLE * parts +
                                amount.minor % WHOLE * parts / WHOLE};
}

size_t lets_percent_format(struct lets_percent percent, char buffer[LETS_PERCENT_SIZE])
{
    uint32_t fraction = percent.parts % ONE;
    int places = PLACES;
    for (; fraction > 0 && fraction % 10 == 0; places--) {
        fraction /= 10;
    }
    int size = fraction == 0 ? snprintf(buffer, LETS_PERCENT_SIZE, "%" PRIu32, percent.parts / ONE)
                             : snprintf(buffer, LETS_PERCENT_SIZE, "%" PRIu32 ".%0*" PRIu32,
                                        percent.parts / ONE, places, fraction);
    return (size_t)size;
}
