/* SPDX-License-Identifier: MIT */
/*
 * Account ids and numbers. Two ids that differ only in case or in leading zeros are one to the
 * people who type them, so both the check for ids given out before and every look-up go by the
 * folded form.
 */

#include "values/ident.h"

#include <assert.h>
#include <string.h>

enum { NUMBER_DIGITS_MAX = 9 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

enum lets_status lets_id_check(struct lets_span id, struct lets_error *err)
{
    bool is_good =
        id.size >= 1 && id.size <= LETS_ID_MAX && (is_digit(id.bytes[0]) || is_letter(id.bytes[0]));
    for (size_t i = 1; is_good && i < id.size; i++) {
        char c = id.bytes[i];
        is_good = is_digit(c) || is_letter(c) || c == '.' || c == '_' || c == '-';
    }
    if (!is_good) {
        return lets__fail(err, LETS_BAD_ID,
                          "'%.*s' is no account id: up to %d letters, digits, '.', '_' "
                          "and '-', a letter or digit first",
                          LETS__SHOW(id), LETS_ID_MAX);
    }
    return LETS_OK;
}

struct lets_span ident_fold(struct lets_span id, char buffer[LETS_ID_MAX + 1])
{
    assert(id.size >= 1 && id.size <= LETS_ID_MAX);
    size_t from = 0;
    while (from + 1 < id.size && id.bytes[from] == '0') {
        from++;
    }
    size_t size = id.size - from;
    for (size_t i = 0; i < size; i++) {
        char c = id.bytes[from + i];
        buffer[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    buffer[size] = '\0';
    return (struct lets_span){.bytes = buffer, .size = size};
}

enum lets_status lets_number_parse(struct lets_span text, uint32_t *out, struct lets_error *err)
{
    bool is_good = text.size >= 1 && text.size <= NUMBER_DIGITS_MAX && text.bytes[0] != '0';
    uint32_t number = 0;
    for (size_t i = 0; is_good && i < text.size; i++) {
        is_good = is_digit(text.bytes[i]);
        number = number * 10 + (is_good ? (uint32_t)(text.bytes[i] - '0') : 0);
    }
    if (!is_good) {
        return lets__fail(err, LETS_BAD_NUMBER, "'%.*s' is no number from 1 to 999999999",
                          LETS__SHOW(text));
    }
    *out = number;
    return LETS_OK;
}
