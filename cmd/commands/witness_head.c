/* SPDX-License-Identifier: MIT */
/*
 * The line "head 5c0f 1a2b .. after transfer 46" comes back quoted by a mail program, with a full
 * stop behind it, with hyphens or other blanks between the groups, or broken in two. Nothing but
 * digits and marks is a head; with other marks than blanks, or with a letter that is no digit, it
 * takes half a head of digits, since files may have such names.
 */

#include "commands/witness_head.h"

#include <string.h>

#include "base/fold.h"
#include "base/harmless.h"

#define PROOF_DIGITS 32
#define WEAK_DIGITS 16 /* with marks between them, fewer are a file's name */
#define SLIPS_MAX 2    /* letters that are no digits */

static bool is_blank(uint32_t code)
{
    return code == ' ' || code == '\t' || code == '\n' || code == '\r';
}

/* What mail programs, pens and word processors put between digits. */
static bool is_mark(uint32_t code)
{
    bool is_plain = code > 0 && code < 0x80 && strchr(">.,;:-_'\"()[]", (int)code) != NULL;

    return is_plain || (code >= 0x2010 && code <= 0x205e) || lets_character_unseen(code);
}

/* Behind a word at the start, in either case; NULL where another stands there. */
static const char *behind_word(const char *text, const char *word)
{
    for (; *word != '\0'; word++, text++) {
        char c = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
        if (c != *word) {
            return NULL;
        }
    }
    return text;
}

/* Behind blanks and marks. */
static const char *skip(const char *text)
{
    uint32_t code = 0;
    size_t size = harmless_decode(lets_span_of(text), &code);

    while (size > 0 && (is_blank(code) || is_mark(code))) {
        text += size;
        size = harmless_decode(lets_span_of(text), &code);
    }
    return text;
}

/* Behind several words, whatever blanks part them. */
static const char *behind_words(const char *text, const char *const *words)
{
    for (; *words != NULL && text != NULL; words++) {
        text = behind_word(skip(text), *words);
    }
    return text;
}

/* What a paper says behind the digits: "after transfer 46", "before the first transfer". */
static const char *read_transfer(const char *text, struct witness_head *out)
{
    static const char *const after[] = {"after", "transfer", NULL};
    static const char *const before[] = {"before", "the", "first", "transfer", NULL};
    const char *rest = behind_words(text, before);

    if (rest != NULL) {
        out->has_transfer = true;
        return skip(rest);
    }
    rest = behind_words(text, after);
    if (rest == NULL) {
        return text;
    }
    rest = skip(rest);
    size_t n = strspn(rest, "0123456789");
    struct lets_span number = {.bytes = rest, .size = n};
    out->has_transfer = lets_number_parse(number, &out->transfer, NULL) == LETS_OK;
    return skip(rest + n);
}

static char lower(uint32_t code)
{
    return (char)(code >= 'A' && code <= 'Z' ? code - 'A' + 'a' : code);
}

bool witness_head_read(const char *value, struct witness_head *out)
{
    const char *at = skip(value);
    const char *rest = behind_word(at, "head");
    bool has_word = rest != NULL;
    bool has_marks = false;
    size_t n_slips = 0;
    uint32_t code = 0;
    size_t size = 0;

    *out = (struct witness_head){0};
    for (at = has_word ? rest : at; *at != '\0'; at += size) {
        size = harmless_decode(lets_span_of(at), &code);
        bool is_alnum = size == 1 && ((code >= '0' && code <= '9') ||
                                      (lower(code) >= 'a' && lower(code) <= 'z'));
        const char *behind = is_alnum ? read_transfer(at, out) : at;
        if (behind != at) {
            at = behind;
            break;
        }
        if (is_alnum) {
            char digit[2] = {lower(code), '\0'};
            n_slips += strchr("0123456789abcdef", digit[0]) == NULL ? 1 : 0;
            buffer_add_string(&out->digits, digit);
        } else if (size > 0 && is_mark(code)) {
            has_marks = true;
        } else if (size == 0 || !is_blank(code)) {
            break;
        }
    }
    size_t n = out->digits.size;
    size_t needed = n_slips > 0 ? PROOF_DIGITS : has_marks && !has_word ? WEAK_DIGITS : 1;
    if (*at != '\0' || n < needed || n_slips > SLIPS_MAX) {
        buffer_release(&out->digits);
        *out = (struct witness_head){0};
        return false;
    }
    return true;
}
