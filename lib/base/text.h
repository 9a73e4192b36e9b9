/* SPDX-License-Identifier: MIT */
#ifndef LETS_TEXT_H
#define LETS_TEXT_H

/*
 * Bytes: struct lets_span borrows, struct text owns and grows. And the characters that a journal
 * may hold.
 */

#include <string.h>

#include "base/mem.h"

/* Bytes of a text that a journal may hold. */
enum { TEXT_LONGEST = 500 };

/* An owned, growing run of bytes, not ended by NUL. {0} is empty and valid. */
struct text {
    char *bytes;
    size_t size;
    size_t capacity;
};

/* Frees the bytes; the text is empty again. */
void text_release(struct text *text);

/* Forgets the content, keeps the room. */
void text_clear(struct text *text);

/* Room for `more` bytes behind the content. LETS_OUT_OF_MEMORY, content unchanged; so for all
 * below. */
enum lets_status text_reserve(struct text *text, size_t more, struct lets_error *err);
enum lets_status text_add(struct text *text, struct lets_span span, struct lets_error *err);
enum lets_status text_add_string(struct text *text, const char *string, struct lets_error *err);
/* Some spans, one behind the other. */
enum lets_status text_add_all(struct text *text, const struct lets_span *parts, size_t n,
                              struct lets_error *err);
enum lets_status text_add_format(struct text *text, struct lets_error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The content, borrowed until the text changes. */
struct lets_span text_span(const struct text *text);

/* Whether bytes begin with a string. */
static inline bool text_begins(struct lets_span bytes, const char *with)
{
    size_t size = strlen(with);
    return bytes.size >= size && memcmp(bytes.bytes, with, size) == 0;
}

/* The content from an offset on, which it has. */
struct lets_span text_rest(const struct text *text, size_t offset);

/* Length of the well-formed UTF-8 character at the start of span (1..4), its code point into
 * *code_point; 0 where it is not well-formed (overlong, surrogate, above U+10FFFF, cut off) or span
 * is empty. */
size_t text_decode(struct lets_span span, uint32_t *code_point);

/* Whether the character may stand nowhere in a journal: C0 but LF (TAB: true too, callers allow it
 * in comments), DEL, C1, U+2028/2029, U+FEFF, U+FFFE/FFFF, U+202A-202E, U+2066-2069. */
bool text_is_forbidden(uint32_t code_point);

/* Offset of the first byte in span that is ill-formed UTF-8 or begins a forbidden character; LF and
 * TAB pass. span.size where there is none. Fast on plain ASCII. */
size_t text_first_bad(struct lets_span span);

/* Finds the first bad character in whole lines of which the first has that number; TABs pass if
 * may_tab. LETS_BAD_UTF8, LETS_BAD_CHARACTER, with place and excerpt. */
enum lets_status text_check_lines(struct lets_span bytes, uint64_t line, bool may_tab,
                                  struct lets_error *err);

/* How many characters are in the first `size` bytes of span: columns are counted so. */
size_t text_count(struct lets_span span, size_t size);

#endif
