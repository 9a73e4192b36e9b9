/* SPDX-License-Identifier: MIT */
/* The wire format of SSH, out of base64 that has one spelling for any bytes. */

#include "values/ssh_wire.h"

#include <string.h>

static int digit_value(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c == '\0' ? NULL : strchr(digits, c);
    return at == NULL ? -1 : (int)(at - digits);
}

/* How many '=' stand at the end; more than two are no padding. */
static size_t count_padding(struct lets_span base64)
{
    size_t n = 0;
    while (n < 2 && n < base64.size && base64.bytes[base64.size - 1 - n] == '=') {
        n++;
    }
    return n;
}

enum lets_status wire_open(const struct wire_reading *reading, struct lets_span base64,
                           struct wire_part *out)
{
    static const unsigned unused_bits[] = {0, 0x3, 0xf}; /* of the last digit, by the padding */
    size_t padding = count_padding(base64);
    size_t n_digits = base64.size - padding;
    for (size_t i = 0; i < n_digits; i++) {
        if (digit_value(base64.bytes[i]) < 0) {
            return lets__fail(reading->err, reading->status,
                              "the %s is not base64: its byte %zu is no digit of that",
                              reading->noun, i + 1);
        }
    }
    if (n_digits == 0 || base64.size % 4 != 0) {
        return lets__fail(reading->err, reading->status,
                          "the %s is not base64: %zu characters are no multiple of four",
                          reading->noun, base64.size);
    }
    if (((unsigned)digit_value(base64.bytes[n_digits - 1]) & unused_bits[padding]) != 0) {
        return lets__fail(reading->err, reading->status,
                          "the %s is not base64: bits are left over at its end", reading->noun);
    }
    *out = (struct wire_part){base64.bytes, 0, base64.size / 4 * 3 - padding};
    return LETS_OK;
}

/* Four digits are three bytes: the first has all six bits of its digit and two of the next. */
static uint8_t byte_at(const struct wire_part *part, size_t i)
{
    size_t in_group = i % 3;
    const char *digits = part->digits + i / 3 * 4 + in_group;
    unsigned high = (unsigned)digit_value(digits[0]);
    unsigned low = (unsigned)digit_value(digits[1]);
    return (uint8_t)(high << (2 * in_group + 2) | low >> (4 - 2 * in_group));
}

static size_t size_of(const struct wire_part *part)
{
    return part->end - part->at;
}

static enum lets_status check_size(const struct wire_reading *reading, const struct wire_part *from,
                                   size_t size, const char *what)
{
    if (size_of(from) < size) {
        return lets__fail(reading->err, reading->status, "the %s is too short: it ends within %s",
                          reading->noun, what);
    }
    return LETS_OK;
}

enum lets_status wire_take_bytes(const struct wire_reading *reading, struct wire_part *from,
                                 uint8_t *out, size_t size, const char *what)
{
    enum lets_status status = check_size(reading, from, size, what);
    if (status != LETS_OK) {
        return status;
    }
    for (size_t i = 0; i < size; i++) {
        out[i] = byte_at(from, from->at + i);
    }
    from->at += size;
    return LETS_OK;
}

enum lets_status wire_take_number(const struct wire_reading *reading, struct wire_part *from,
                                  uint32_t *out, const char *what)
{
    uint8_t bytes[4];
    enum lets_status status = wire_take_bytes(reading, from, bytes, sizeof bytes, what);
    if (status == LETS_OK) {
        *out = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
               bytes[3];
    }
    return status;
}

enum lets_status wire_take_string(const struct wire_reading *reading, struct wire_part *from,
                                  struct wire_part *out, const char *what)
{
    uint32_t size = 0;
    enum lets_status status = wire_take_number(reading, from, &size, what);
    if (status == LETS_OK) {
        status = check_size(reading, from, size, what);
    }
    if (status == LETS_OK) {
        *out = (struct wire_part){from->digits, from->at, from->at + size};
        from->at += size;
    }
    return status;
}

enum lets_status wire_take_sized(const struct wire_reading *reading, struct wire_part *from,
                                 uint8_t *out, size_t size, const char *what)
{
    struct wire_part string;
    enum lets_status status = wire_take_string(reading, from, &string, what);
    if (status != LETS_OK) {
        return status;
    }
    if (size_of(&string) != size) {
        return lets__fail(reading->err, reading->status,
                          "%s of the %s is of %zu bytes, and not of %zu", what, reading->noun,
                          size_of(&string), size);
    }
    return wire_take_bytes(reading, &string, out, size, what);
}

enum lets_status wire_take_word(const struct wire_reading *reading, struct wire_part *from,
                                const char *expected, const char *what)
{
    struct wire_part word;
    enum lets_status status = wire_take_string(reading, from, &word, what);
    if (status == LETS_OK && !wire_equals(&word, lets_span_of(expected))) {
        return lets__fail(reading->err, reading->status, "%s of the %s is '%s', and not '%s'", what,
                          reading->noun, wire_show(&word).text, expected);
    }
    return status;
}

enum lets_status wire_check_end(const struct wire_reading *reading, const struct wire_part *from,
                                const char *what)
{
    if (!wire_is_empty(from)) {
        return lets__fail(reading->err, reading->status, "the %s has bytes behind %s: %zu too many",
                          reading->noun, what, size_of(from));
    }
    return LETS_OK;
}

bool wire_is_empty(const struct wire_part *part)
{
    return part->at == part->end;
}

bool wire_equals(const struct wire_part *part, struct lets_span expected)
{
    bool is_equal = size_of(part) == expected.size;
    for (size_t i = 0; is_equal && i < expected.size; i++) {
        is_equal = byte_at(part, part->at + i) == (uint8_t)expected.bytes[i];
    }
    return is_equal;
}

struct wire_shown wire_show(const struct wire_part *part)
{
    struct wire_shown shown = {""};
    for (size_t i = 0; i + 1 < sizeof shown.text && part->at + i < part->end; i++) {
        uint8_t byte = byte_at(part, part->at + i);
        shown.text[i] = byte >= ' ' && byte <= '~' ? (char)byte : '?';
    }
    return shown;
}
