/* SPDX-License-Identifier: MIT */
/*
 * Spellings of a text. Unicode lets one text be written in several ways: an accent with its letter
 * or behind it; letters in two cases; characters that nobody sees. What is one to a reader must be
 * one to the books, so everything that compares texts comes here. The only module that folds
 * by utf8proc, which is asked about nothing but characters beyond ASCII.
 */

#include "values/spelling.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/invisible.h"
#include "base/mem.h"
#include "base/octets.h"
#include "base/text.h"

/* How many bytes of ASCII a text begins with. */
static size_t count_ascii(struct lets_span text)
{
    for (size_t at = 0; at < text.size; at += 8) {
        uint64_t marks = octets_load(text.bytes + at, text.bytes + text.size) & octets_highs;
        if (marks != 0) {
            return at + octets_before_mark(marks);
        }
    }
    return text.size;
}

static bool is_ascii(struct lets_span text)
{
    return count_ascii(text) == text.size;
}

/* ---------------------------------------------------------------- folding */

static bool is_blank(utf8proc_int32_t code)
{
    return code == ' ' || code == '\t' || invisible_is_blank((uint32_t)code);
}

/* Makes every run of blanks one space, and leaves none at the ends, nor what nobody sees; returns
 * how many are left. */
static size_t join_blanks(utf8proc_int32_t *codes, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        bool is_space = is_blank(codes[i]);
        if (invisible_is((uint32_t)codes[i])) {
            continue;
        }
        if (!is_space) {
            codes[kept++] = codes[i];
        } else if (kept > 0 && codes[kept - 1] != ' ') {
            codes[kept++] = ' ';
        }
    }
    return kept > 0 && codes[kept - 1] == ' ' ? kept - 1 : kept;
}

static void even_blanks(utf8proc_int32_t *codes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        codes[i] = is_blank(codes[i]) ? ' ' : codes[i];
    }
}

static utf8proc_option_t options_of(enum lets_fold fold)
{
    unsigned options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;

    if (fold != LETS_FOLD_CHARACTERS) {
        options |= UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    }
    return (utf8proc_option_t)options;
}

/* Folds into room for `room` characters, written over by the bytes of the result; false where they
 * do not fit or the text is no UTF-8. */
static bool fold_into(struct lets_span text, enum lets_fold fold, utf8proc_int32_t *codes,
                      size_t room, size_t *size)
{
    utf8proc_option_t options = options_of(fold);
    utf8proc_ssize_t n =
        utf8proc_decompose((const utf8proc_uint8_t *)text.bytes, (utf8proc_ssize_t)text.size, codes,
                           (utf8proc_ssize_t)room, options);

    if (n < 0 || (size_t)n >= room) {
        return false;
    }
    if (fold == LETS_FOLD_LOOKS) {
        n = (utf8proc_ssize_t)join_blanks(codes, (size_t)n);
    } else if (fold == LETS_FOLD_LETTERS) {
        even_blanks(codes, (size_t)n);
    }
    utf8proc_ssize_t n_bytes = utf8proc_reencode(codes, n, options);
    if (n_bytes < 0) {
        return false;
    }
    *size = (size_t)n_bytes;
    return true;
}

struct lets_span spelling_of(struct lets_span text, int32_t buffer[SPELLING_SIZE / 4])
{
    size_t size = 0;

    if (text.size > TEXT_LONGEST || is_ascii(text) ||
        !fold_into(text, LETS_FOLD_CHARACTERS, buffer, SPELLING_SIZE / 4, &size)) {
        return text;
    }
    return (struct lets_span){.bytes = (const char *)buffer, .size = size};
}

bool lets_text_same(struct lets_span a, struct lets_span b)
{
    int32_t left[SPELLING_SIZE / 4];
    int32_t right[SPELLING_SIZE / 4];

    return lets_span_equal(a, b) || ((!is_ascii(a) || !is_ascii(b)) &&
                                     lets_span_equal(spelling_of(a, left), spelling_of(b, right)));
}

/* What is no UTF-8 is folded as far as ASCII goes. */
static size_t fold_bytes(struct lets_span text, enum lets_fold fold, char *out)
{
    size_t n = 0;

    for (size_t i = 0; i < text.size; i++) {
        char byte = text.bytes[i];
        bool is_space = byte == ' ' || byte == '\t';
        if (fold == LETS_FOLD_LOOKS && is_space && (n == 0 || out[n - 1] == ' ')) {
            continue;
        }
        bool is_capital = fold != LETS_FOLD_CHARACTERS && byte >= 'A' && byte <= 'Z';
        out[n++] = is_capital                                 ? (char)(byte - 'A' + 'a')
                   : fold != LETS_FOLD_CHARACTERS && is_space ? ' '
                                                              : byte;
    }
    return fold == LETS_FOLD_LOOKS && n > 0 && out[n - 1] == ' ' ? n - 1 : n;
}

enum lets_status lets_text_fold(struct lets_span text, enum lets_fold fold, char **out,
                                size_t *size, struct lets_error *err)
{
    bool is_plain = is_ascii(text);
    size_t room = is_plain ? text.size + 1 : 2 * text.size + 1;
    void *bytes = NULL;
    enum lets_status status = mem_alloc_array(room, is_plain ? 1 : sizeof(int32_t), &bytes, err);

    if (status != LETS_OK) {
        return status;
    }
    if (is_plain || !fold_into(text, fold, bytes, room, size)) {
        *size = fold_bytes(text, fold, bytes);
    }
    *out = bytes;
    return LETS_OK;
}

/* ---------------------------------------------------------------- what nobody sees */

size_t lets_text_invisible(struct lets_span text, uint32_t *code)
{
    uint32_t before = 0;
    size_t step = 0;

    for (size_t at = 0; at < text.size; at += step) {
        struct lets_span rest = {.bytes = text.bytes + at, .size = text.size - at};
        uint32_t here = 0;
        uint32_t behind = 0;
        step = count_ascii(rest); /* all of it is seen */
        if (step > 0) {
            before = (unsigned char)rest.bytes[step - 1];
            continue;
        }
        step = text_decode(rest, &here);
        if (step == 0) {
            step = 1;
            continue;
        }
        if (invisible_is(here)) {
            rest.bytes += step;
            rest.size -= step;
            (void)text_decode(rest, &behind);
            if (!invisible_is_by_right(before, here, behind)) {
                *code = here;
                return at;
            }
        }
        before = here;
    }
    return text.size;
}

/* The blank that a text begins with, and its size; 0: none. */
static size_t blank_first(struct lets_span text)
{
    uint32_t code = 0;
    size_t size = text_decode(text, &code);

    return size > 0 && (code == ' ' || invisible_is_blank(code)) ? size : 0;
}

/* The same at the end. */
static size_t blank_last(struct lets_span text)
{
    size_t at = text.size;

    if (at == 0) { /* maybe at no address */
        return 0;
    }
    while (at > 0 && ((unsigned char)text.bytes[at - 1] & 0xc0) == 0x80) {
        at--;
    }
    at -= at > 0 ? 1 : 0;
    struct lets_span last = {.bytes = text.bytes + at, .size = text.size - at};
    return last.size > 0 && blank_first(last) == last.size ? last.size : 0;
}

struct lets_span lets_text_trim(struct lets_span text)
{
    size_t size = 0;

    while ((size = blank_first(text)) > 0) {
        text.bytes += size;
        text.size -= size;
    }
    while ((size = blank_last(text)) > 0) {
        text.size -= size;
    }
    return text;
}

enum lets_status lets_name_check(struct lets_span span, struct lets_error *err)
{
    uint32_t code = 0;
    enum lets_status status = lets_text_check(span, err);
    size_t at = status == LETS_OK ? lets_text_invisible(span, &code) : span.size;

    if (status == LETS_OK && at == span.size && lets_text_trim(span).size < span.size) {
        return lets__fail(err, LETS_BAD_CHARACTER, "'%.*s' begins or ends with a blank",
                          LETS__SHOW(span));
    }
    if (at == span.size) {
        return status;
    }
    return lets__fail(err, LETS_BAD_CHARACTER,
                      "'%.*s' holds U+%04X, which nobody sees, as its character %zu",
                      LETS__SHOW(span), code, text_count(span, at) + 1);
}
