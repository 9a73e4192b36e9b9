/* SPDX-License-Identifier: MIT */
/*
 * Money: whole minor units in 64 bits. Read without rounding, added with a check, written with all
 * decimals; no floating point anywhere. What is beyond the format's bound, 10^18 minor units, is
 * refused, never wrapped.
 */

#include <assert.h>
#include <string.h>

#include "base/error.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(struct lets_span text, size_t from)
{
    size_t end = from;
    while (end < text.size && is_digit(text.bytes[end])) {
        end++;
    }
    return end - from;
}

static int64_t power_of_ten(size_t exponent)
{
    int64_t power = 1;
    for (size_t i = 0; i < exponent; i++) {
        power *= 10;
    }
    return power;
}

/* The first thing that is wrong with its form, and how to write it instead; NULL: nothing. */
static const char *remedy(struct lets_span text, unsigned decimals)
{
    static const char *const too_fine[LETS_DECIMALS_MAX + 1] = {
        "whole numbers only",
        "at most 1 digit behind the point",
        "at most 2 digits behind the point",
        "at most 3 digits behind the point",
        "at most 4 digits behind the point",
        "at most 5 digits behind the point",
        "at most 6 digits behind the point",
    };
    size_t n_whole = digits_at(text, 0);
    bool has_point = n_whole < text.size && text.bytes[n_whole] == '.';
    size_t n_fraction = has_point ? digits_at(text, n_whole + 1) : 0;
    bool is_number = n_whole + (has_point ? 1 + n_fraction : 0) == text.size;
    if (memchr(text.bytes, ',', text.size) != NULL) {
        return "write it with a point, without commas";
    }
    if (text.bytes[0] == '-' || text.bytes[0] == '+') {
        return "write it without a sign";
    }
    if (!is_number) {
        return "write digits only, with or without a point";
    }
    if (n_whole == 0 && n_fraction > 0) {
        return "write a digit before the point, such as 0.50";
    }
    if (has_point && n_fraction == 0) {
        return "write digits behind the point, or leave it out";
    }
    if (n_whole > 1 && text.bytes[0] == '0') {
        return "write it without zeros in front";
    }
    if (n_fraction > decimals) {
        return too_fine[decimals];
    }
    return NULL;
}

/* A number that is well formed, and beyond what the format holds. */
static enum lets_status refuse_large(struct lets_span text, unsigned decimals,
                                     struct lets_error *err)
{
    char largest[LETS_AMOUNT_SIZE];
    (void)lets_amount_format((struct lets_amount){LETS_AMOUNT_MAX}, decimals, largest);
    return lets__fail(err, LETS_BAD_AMOUNT, "'%.*s' is too large: the most is %s",
                      text.size > 80 ? 80 : (int)text.size, text.bytes, largest);
}

static enum lets_status refuse(struct lets_span text, unsigned decimals, struct lets_error *err)
{
    if (text.size == 0) {
        return lets__fail(err, LETS_BAD_AMOUNT, "an amount is empty");
    }
    const char *how = remedy(text, decimals);
    if (how == NULL) {
        return refuse_large(text, decimals, err);
    }
    int shown = text.size > 80 ? 80 : (int)text.size;
    return lets__fail(err, LETS_BAD_AMOUNT, "'%.*s' is no amount: %s", shown, text.bytes, how);
}

enum lets_status lets_amount_parse(struct lets_span text, unsigned decimals,
                                   struct lets_amount *out, struct lets_error *err)
{
    assert(decimals <= LETS_DECIMALS_MAX);
    size_t n_whole = digits_at(text, 0);
    bool has_point = n_whole < text.size && text.bytes[n_whole] == '.';
    size_t n_fraction = has_point ? digits_at(text, n_whole + 1) : 0;
    size_t n_read = n_whole + (has_point ? 1 + n_fraction : 0);
    bool is_zero_led = n_whole > 1 && text.bytes[0] == '0';
    if (n_whole == 0 || is_zero_led || n_read != text.size ||
        (has_point && (n_fraction == 0 || n_fraction > decimals))) {
        return refuse(text, decimals, err);
    }
    int64_t minor = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (is_digit(text.bytes[i]) &&
            (__builtin_mul_overflow(minor, 10, &minor) ||
             __builtin_add_overflow(minor, text.bytes[i] - '0', &minor))) {
            return refuse_large(text, decimals, err);
        }
    }
    if (__builtin_mul_overflow(minor, power_of_ten(decimals - n_fraction), &minor) ||
        minor > LETS_AMOUNT_MAX) {
        return refuse_large(text, decimals, err);
    }
    out->minor = minor;
    return LETS_OK;
}

size_t lets_amount_format(struct lets_amount amount, unsigned decimals, char out[LETS_AMOUNT_SIZE])
{
    assert(decimals <= LETS_DECIMALS_MAX);
    char text[LETS_AMOUNT_SIZE];
    char *end = text + LETS_AMOUNT_SIZE;
    char *at = end; /* the last digit comes first */
    uint64_t rest = amount.minor < 0 ? -(uint64_t)amount.minor : (uint64_t)amount.minor;
    if (decimals > 0) {
        for (unsigned i = 0; i < decimals; i++) {
            *--at = (char)('0' + rest % 10);
            rest /= 10;
        }
        *--at = '.';
    }
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (amount.minor < 0) {
        *--at = '-';
    }
    size_t size = (size_t)(end - at);
    memcpy(out, at, size);
    out[size] = '\0';
    return size;
}

bool lets_amount_add(struct lets_amount a, struct lets_amount b, struct lets_amount *sum)
{
    int64_t minor = 0;
    if (__builtin_add_overflow(a.minor, b.minor, &minor)) {
        return false;
    }
    sum->minor = minor;
    return true;
}

bool lets_amount_subtract(struct lets_amount a, struct lets_amount b,
                          struct lets_amount *difference)
{
    int64_t minor = 0;
    if (__builtin_sub_overflow(a.minor, b.minor, &minor)) {
        return false;
    }
    difference->minor = minor;
    return true;
}

enum lets_status lets_limit_parse(struct lets_span text, unsigned decimals, bool may_default,
                                  struct lets_limit *out, struct lets_error *err)
{
    if (lets_span_equal(text, lets_span_of("none"))) {
        *out = (struct lets_limit){.kind = LETS_LIMIT_NONE};
        return LETS_OK;
    }
    if (may_default && lets_span_equal(text, lets_span_of("default"))) {
        *out = (struct lets_limit){.kind = LETS_LIMIT_DEFAULT};
        return LETS_OK;
    }
    struct lets_amount amount = {0};
    struct lets_error why = {0};
    enum lets_status status = lets_amount_parse(text, decimals, &amount, &why);
    if (status != LETS_OK) {
        return lets__fail(err, status, "%s, or 'none'%s", why.message,
                          may_default ? ", or 'default'" : "");
    }
    *out = (struct lets_limit){.kind = LETS_LIMIT_AMOUNT, .amount = amount};
    return LETS_OK;
}
