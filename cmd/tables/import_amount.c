/* SPDX-License-Identifier: MIT */
/*
 * Amounts: digits, then one exact division. Nothing is rounded, and what is neither the number nor
 * the unit that was told is an error.
 */

#include "tables/import_amount.h"

#include <assert.h>
#include <string.h>

#include "base/failure.h"
#include "base/fold.h"

enum { DIGITS_MAX = 18, PLACES_MAX = 12 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static int64_t power(unsigned n)
{
    int64_t power = 1;

    for (; n > 0; n--) {
        power *= 10;
    }
    return power;
}

/* number / divisor of the ledger's units, in minor units. */
static enum lets_status divide(int64_t number, int64_t divisor, unsigned decimals,
                               struct lets_span text, struct lets_amount *out,
                               struct lets_error *err)
{
    int64_t factor = power(decimals);
    int64_t minor = 0;

    if (factor % divisor == 0 && !__builtin_mul_overflow(number, factor / divisor, &minor) &&
        minor <= LETS_AMOUNT_MAX) { /* the usual case */
        out->minor = minor;
        return LETS_OK;
    }
    int64_t common = common_divisor(number, divisor);
    number /= common;
    divisor /= common;
    common = common_divisor(factor, divisor);
    factor /= common;
    divisor /= common;
    if (divisor != 1) {
        return failure_set(err, LETS_BAD_AMOUNT,
                           "'%.*s' does not come out even in a ledger of %u decimals", SHOW(text),
                           decimals);
    }
    if (__builtin_mul_overflow(number, factor, &number)) {
        return failure_set(err, LETS_BAD_AMOUNT, "'%.*s' is too large", SHOW(text));
    }
    char digits[LETS_AMOUNT_SIZE];
    struct lets_amount amount = {number};
    struct lets_span written = {digits, lets_amount_format(amount, decimals, digits)};
    enum lets_status status = lets_amount_parse(written, decimals, &amount, err);
    if (status == LETS_OK) {
        *out = amount;
    }
    return status;
}

/* The digits of a number up to its end into *number, with as many places behind the mark; what
 * stands behind it is left in *text. */
static bool take_digits(struct lets_span *text, char mark, char group, int64_t *number,
                        unsigned *places)
{
    size_t at = 0;
    size_t n_digits = 0;
    size_t n_before = 0; /* the first group, or all of them */
    size_t since = 0;    /* digits since the last group mark */
    bool is_grouped = false;

    *number = 0;
    *places = 0;
    for (;
         at < text->size && (is_digit(text->bytes[at]) || (group != 0 && text->bytes[at] == group));
         at++) {
        if (text->bytes[at] == group) {
            if (is_grouped ? since != 3 : n_before == 0 || n_before > 3) {
                return false;
            }
            is_grouped = true;
            since = 0;
            continue;
        }
        *number = *number * 10 + (text->bytes[at] - '0');
        n_digits += n_digits > 0 || text->bytes[at] != '0';
        n_before++;
        since++;
        if (n_digits > DIGITS_MAX) {
            return false;
        }
    }
    if (n_before == 0 || (is_grouped && since != 3)) {
        return false;
    }
    if (at < text->size && text->bytes[at] == mark) {
        size_t end = ++at;
        size_t last = at; /* behind the last digit that is no zero */
        while (end < text->size && is_digit(text->bytes[end])) {
            end++;
            last = text->bytes[end - 1] != '0' ? end : last;
        }
        if (end == at || last - at > PLACES_MAX || n_digits + (last - at) > DIGITS_MAX) {
            return false;
        }
        for (; at < last; at++) {
            *number = *number * 10 + (text->bytes[at] - '0');
            (*places)++;
        }
        at = end;
    }
    text->bytes += at;
    text->size -= at;
    return true;
}

/* h:mm, in minutes. */
static bool take_hours(struct lets_span *text, int64_t *minutes)
{
    size_t at = 0;

    *minutes = 0;
    while (at < text->size && at < 9 && is_digit(text->bytes[at])) {
        *minutes = *minutes * 10 + (text->bytes[at++] - '0');
    }
    if (at == 0 || text->size < at + 3 || text->bytes[at] != ':' ||
        !is_digit(text->bytes[at + 1]) || !is_digit(text->bytes[at + 2]) ||
        text->bytes[at + 1] > '5') {
        return false;
    }
    *minutes =
        *minutes * 60 + (int64_t)(text->bytes[at + 1] - '0') * 10 + (text->bytes[at + 2] - '0');
    text->bytes += at + 3;
    text->size -= at + 3;
    return true;
}

/* Nothing, or a unit that was told. */
static bool is_unit(struct lets_span rest, const struct import_amount_form *form)
{
    while (rest.size > 0 && rest.bytes[0] == ' ') {
        rest.bytes++;
        rest.size--;
    }
    return rest.size == 0 || (form->units.size > 0 && span_same(rest, form->units)) ||
           (form->currency.size > 0 && span_same(rest, form->currency));
}

static enum lets_status refuse(struct lets_span text, const struct import_amount_form *form,
                               struct lets_error *err)
{
    const char *how = form->form == AMOUNTS_HOURS ? "write it as hours and minutes, 1:30"
                      : form->decimal_mark == ',' ? "write it as 1.250,00"
                      : form->decimal_mark == '.' ? "write it as 1,250.00"
                                                  : "write it with a point, without commas";

    return failure_set(err, LETS_BAD_AMOUNT, "'%.*s' is no amount: %s",
                       (int)(text.size > 60 ? 60 : text.size), text.bytes, how);
}

enum lets_status import_amount_parse(struct lets_span text, const struct import_amount_form *form,
                                     struct lets_amount *out, struct lets_error *err)
{
    struct lets_span rest = text;
    bool is_negative = text.size > 0 && text.bytes[0] == '-';
    bool is_of_minutes = form->decimals == 0; /* a ledger without decimals counts minutes */
    int64_t number = 0;
    int64_t divisor = form->divisor;
    unsigned places = 0;

    if (text.size == 0) {
        return failure_set(err, LETS_EMPTY_VALUE, "there is no amount");
    }
    rest.bytes += is_negative;
    rest.size -= is_negative;
    char mark = form->decimal_mark == 0 ? '.' : form->decimal_mark;
    char group = form->decimal_mark == 0 ? '\0' : mark == ',' ? '.' : ',';
    bool is_read = form->form == AMOUNTS_HOURS ? take_hours(&rest, &number)
                                               : take_digits(&rest, mark, group, &number, &places);
    if (!is_read || !is_unit(rest, form)) {
        return refuse(text, form, err);
    }
    if (form->form == AMOUNTS_HOURS) {
        divisor = is_of_minutes ? 1 : 60;
    } else if (form->form == AMOUNTS_SECONDS) {
        divisor = is_of_minutes ? 60 : 3600;
    }
    int64_t scale = 0;
    if (__builtin_mul_overflow(divisor, power(places), &scale)) {
        return refuse(text, form, err);
    }
    struct lets_amount amount = {0};
    enum lets_status status =
        number == 0 ? LETS_OK : divide(number, scale, form->decimals, text, &amount, err);
    if (status == LETS_OK) {
        out->minor = is_negative ? -amount.minor : amount.minor;
    }
    return status;
}
