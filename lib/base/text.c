/* SPDX-License-Identifier: MIT */
/*
 * Bytes and characters. A journal is checked byte for byte before anything in it is believed, so
 * the check for bad characters steps over plain ASCII eight bytes at a time and decodes only the
 * rest.
 */

#include "base/text.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/octets.h"

void text_release(struct text *text)
{
    mem_free(text->bytes);
    *text = (struct text){0};
}

void text_clear(struct text *text)
{
    text->size = 0;
}

enum lets_status text_reserve(struct text *text, size_t more, struct lets_error *err)
{
    if (more > SIZE_MAX - text->size) {
        return lets__fail(err, LETS_OUT_OF_MEMORY, "out of memory");
    }
    return mem_grow(&text->bytes, &text->capacity, text->size + more, err);
}

enum lets_status text_add(struct text *text, struct lets_span span, struct lets_error *err)
{
    if (span.size == 0) {
        return LETS_OK;
    }
    enum lets_status status = text_reserve(text, span.size, err);
    if (status == LETS_OK) {
        memcpy(text->bytes + text->size, span.bytes, span.size);
        text->size += span.size;
    }
    return status;
}

enum lets_status text_add_string(struct text *text, const char *string, struct lets_error *err)
{
    return text_add(text, lets_span_of(string), err);
}

enum lets_status text_add_all(struct text *text, const struct lets_span *parts, size_t n,
                              struct lets_error *err)
{
    size_t size = 0;
    for (size_t i = 0; i < n; i++) {
        size += parts[i].size;
    }
    enum lets_status status = text_reserve(text, size, err);
    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        status = text_add(text, parts[i], err);
    }
    return status;
}

enum lets_status text_add_format(struct text *text, struct lets_error *err, const char *format, ...)
{
    enum { USUAL = 120 }; /* bytes: most texts fit, and are made once */
    va_list arguments;
    enum lets_status status = text_reserve(text, USUAL + 1, err);
    if (status != LETS_OK) {
        return status;
    }
    va_start(arguments, format);
    int size = vsnprintf(text->bytes + text->size, USUAL + 1, format, arguments);
    va_end(arguments);
    assert(size >= 0);
    if (size > USUAL) {
        status = text_reserve(text, (size_t)size + 1, err);
        if (status != LETS_OK) {
            return status;
        }
        va_start(arguments, format);
        (void)vsnprintf(text->bytes + text->size, (size_t)size + 1, format, arguments);
        va_end(arguments);
    }
    text->size += (size_t)size;
    return LETS_OK;
}

struct lets_span text_span(const struct text *text)
{
    return (struct lets_span){.bytes = text->bytes, .size = text->size};
}

struct lets_span text_rest(const struct text *text, size_t offset)
{
    assert(offset <= text->size);
    /* An empty one may have no bytes to count from. */
    return (struct lets_span){.bytes = offset == 0 ? text->bytes : text->bytes + offset,
                              .size = text->size - offset};
}

struct lets_span lets_span_of(const char *string)
{
    return (struct lets_span){.bytes = string, .size = string == NULL ? 0 : strlen(string)};
}

bool lets_span_equal(struct lets_span a, struct lets_span b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0);
}

/* How many bytes a character has by its first one; 0 for a byte that begins none. */
static size_t length_of(unsigned char first)
{
    if (first < 0x80) {
        return 1;
    }
    if (first < 0xc2) {
        return 0;
    }
    if (first < 0xe0) {
        return 2;
    }
    if (first < 0xf0) {
        return 3;
    }
    return first < 0xf5 ? 4 : 0;
}

size_t text_decode(struct lets_span span, uint32_t *code_point)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned char first_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    size_t length = span.size == 0 ? 0 : length_of((unsigned char)span.bytes[0]);
    if (length == 0 || length > span.size) {
        return 0;
    }
    uint32_t code = (unsigned char)span.bytes[0] & first_bits[length];
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)span.bytes[i];
        if ((byte & 0xc0) != 0x80) {
            return 0;
        }
        code = code << 6 | (byte & 0x3fU);
    }
    if (code < least[length] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        return 0;
    }
    *code_point = code;
    return length;
}

bool text_is_forbidden(uint32_t code_point)
{
    return (code_point < 0x20 && code_point != '\n') ||
           (code_point >= 0x7f && code_point <= 0x9f) || code_point == 0x2028 ||
           code_point == 0x2029 || code_point == 0xfeff || code_point == 0xfffe ||
           code_point == 0xffff || (code_point >= 0x202a && code_point <= 0x202e) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

/* The offset of the first byte from `at` on that is not printable ASCII; span.size for none. */
static size_t first_odd(struct lets_span span, size_t at)
{
    const char *end = span.bytes + span.size;
    for (; span.size - at >= 8; at += 8) {
        uint64_t marks = octets_mark_odd(octets_at(span.bytes + at));
        if (marks != 0) {
            return at + octets_before_mark(marks);
        }
    }
    if (at < span.size) {
        at += octets_before_mark(octets_mark_odd(octets_load(span.bytes + at, end)));
    }
    return at; /* the zeros behind the end are odd, too */
}

size_t text_first_bad(struct lets_span span)
{
    for (size_t at = first_odd(span, 0); at < span.size; at = first_odd(span, at)) {
        if (span.bytes[at] == '\n') {
            at++;
            continue;
        }
        uint32_t code = 0;
        size_t length = text_decode(
            (struct lets_span){.bytes = span.bytes + at, .size = span.size - at}, &code);
        if (length == 0 || (text_is_forbidden(code) && code != '\t')) {
            return at;
        }
        at += length;
    }
    return span.size;
}

enum lets_status text_check_lines(struct lets_span bytes, uint64_t line, bool may_tab,
                                  struct lets_error *err)
{
    size_t bad = text_first_bad(bytes);
    const char *tab = may_tab ? NULL : memchr(bytes.bytes, '\t', bad);
    if (tab != NULL) {
        bad = (size_t)(tab - bytes.bytes);
    }
    if (bad == bytes.size) {
        return LETS_OK;
    }
    size_t start = 0;
    for (size_t i = 0; i < bad; i++) {
        if (bytes.bytes[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    struct lets_span before = {.bytes = bytes.bytes + start, .size = bad - start};
    uint64_t column = text_count(before, before.size) + 1;
    uint32_t code = 0;
    struct lets_span rest = {.bytes = bytes.bytes + bad, .size = bytes.size - bad};
    enum lets_status status = LETS_OK;
    if (text_decode(rest, &code) == 0) {
        status =
            lets__fail_at(err, LETS_BAD_UTF8, line, column, "the byte 0x%02X is not UTF-8 here",
                          (unsigned)(unsigned char)bytes.bytes[bad]);
    } else {
        status = lets__fail_at(err, LETS_BAD_CHARACTER, line, column,
                               "the character U+%04" PRIX32 " may not stand here", code);
    }
    struct lets_span shown = {.bytes = bytes.bytes + start, .size = bytes.size - start};
    lets__excerpt(err, shown, line);
    return status;
}

size_t text_count(struct lets_span span, size_t size)
{
    assert(size <= span.size);
    size_t n = 0;
    for (size_t i = 0; i < size; i++) {
        n += ((unsigned char)span.bytes[i] & 0xc0) != 0x80;
    }
    return n;
}

enum lets_status lets_text_check(struct lets_span span, struct lets_error *err)
{
    if (span.size == 0) {
        return lets__fail(err, LETS_EMPTY_VALUE, "a text is empty");
    }
    if (span.size > TEXT_LONGEST) {
        return lets__fail(err, LETS_BAD_TEXT, "a text of %zu bytes is too long: at most %d",
                          span.size, (int)TEXT_LONGEST);
    }
    for (size_t at = first_odd(span, 0); at < span.size; at = first_odd(span, at)) {
        uint32_t code = 0;
        size_t length = text_decode(
            (struct lets_span){.bytes = span.bytes + at, .size = span.size - at}, &code);
        if (length == 0) {
            return lets__fail(err, LETS_BAD_UTF8, "a text is not UTF-8 at its byte %zu", at + 1);
        }
        if (code == '\n') {
            return lets__fail(err, LETS_BAD_TEXT, "a text is more than one line");
        }
        if (text_is_forbidden(code)) {
            return lets__fail(err, LETS_BAD_CHARACTER, "a text holds the character U+%04X", code);
        }
        at += length;
    }
    if (span.bytes[0] == ' ' || span.bytes[span.size - 1] == ' ') {
        return lets__fail(err, LETS_BAD_TEXT, "'%.*s' begins or ends with a space",
                          LETS__SHOW(span));
    }
    return LETS_OK;
}
