/* SPDX-License-Identifier: MIT */
/*
 * The encodings of mail. A name is written as encoded words (RFC 2047) as soon as it holds anything
 * but letters, digits and single blanks, and other text as soon as it is not printable ASCII, so
 * that none can end a header, begin another or close a phrase; each word holds whole characters.
 */

#include "statement/message.h"

#include <inttypes.h>
#include <string.h>

enum {
    LINE_MAX_SIZE = 76,  /* of quoted-printable and base64, by their RFC; also where headers fold */
    WORD_BYTES_MAX = 36, /* 48 of base64, and so 60 in all: fits behind "Subject: " too */
    BASE64_BYTES_A_LINE = 57
};

static void add_base64(struct buffer *out, const char *bytes, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < size; i += 3) {
        uint32_t group = 0;
        size_t n = size - i < 3 ? size - i : 3;
        for (size_t k = 0; k < 3; k++) {
            group = group << 8 | (k < n ? (unsigned char)bytes[i + k] : 0U);
        }
        buffer_format(out, "%c%c%c%c", digits[group >> 18], digits[group >> 12 & 63],
                      n > 1 ? digits[group >> 6 & 63] : '=', n > 2 ? digits[group & 63] : '=');
    }
}

void message_add_base64(struct buffer *out, struct lets_span bytes)
{
    for (size_t i = 0; i < bytes.size; i += BASE64_BYTES_A_LINE) {
        size_t left = bytes.size - i;
        add_base64(out, bytes.bytes + i, left < BASE64_BYTES_A_LINE ? left : BASE64_BYTES_A_LINE);
        buffer_add_string(out, "\r\n");
    }
}

/* ---------------------------------------------------------------- headers */

/* Whether text can stand in a header as it is; in a phrase only words can. */
static bool is_plain(struct lets_span text, bool is_phrase)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];
        /* Without '=' nothing in it is taken for an encoded word. */
        bool is_mark = !is_phrase && c > ' ' && c < 0x7f && c != '=';
        bool is_word = is_mark || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                       (c >= 'A' && c <= 'Z') || c == '-' || c == '\'';
        bool is_blank = c == ' ' && i > 0 && i + 1 < text.size && text.bytes[i - 1] != ' ';
        if (!is_word && !is_blank) {
            return false;
        }
    }
    return text.size > 0;
}

/* How many bytes of text the next encoded word takes, whole characters only. */
static size_t word_size(struct lets_span text)
{
    size_t size = text.size < WORD_BYTES_MAX ? text.size : WORD_BYTES_MAX;

    while (size > 0 && size < text.size && ((unsigned char)text.bytes[size] & 0xc0U) == 0x80) {
        size--;
    }
    return size > 0 ? size : text.size; /* bytes that are no characters */
}

/* A header being written; how full its last line is. */
struct header {
    struct buffer *out;
    size_t column;
};

/* A word and the blank before it, on a new line where it does not fit. */
static void add_word(struct header *header, struct lets_span word)
{
    if (header->column + 1 + word.size > LINE_MAX_SIZE) {
        buffer_add_string(header->out, "\r\n");
        header->column = 0;
    }
    buffer_format(header->out, " %.*s", SHOW(word));
    header->column += 1 + word.size;
}

static void add_plain(struct header *header, struct lets_span text)
{
    while (text.size > 0) {
        const char *blank = memchr(text.bytes, ' ', text.size);
        size_t size = blank == NULL ? text.size : (size_t)(blank - text.bytes);
        size_t step = size + (blank == NULL ? 0 : 1);
        add_word(header, (struct lets_span){.bytes = text.bytes, .size = size});
        text.bytes += step;
        text.size -= step;
    }
}

static void add_encoded(struct header *header, struct lets_span text)
{
    struct buffer word = {0};

    while (text.size > 0) {
        size_t size = word_size(text);
        buffer_clear(&word);
        buffer_add_string(&word, "=?UTF-8?B?");
        add_base64(&word, text.bytes, size);
        buffer_add_string(&word, "?=");
        add_word(header, buffer_span(&word));
        text.bytes += size;
        text.size -= size;
    }
    buffer_release(&word);
}

static struct header begin(struct buffer *out, const char *name)
{
    buffer_format(out, "%s:", name);
    return (struct header){.out = out, .column = strlen(name) + 1};
}

/* Text of which a word is longer than a line is encoded as well, in pieces. */
static bool has_long_word(struct lets_span text)
{
    size_t size = 0;

    for (size_t i = 0; i < text.size; i++) {
        size = text.bytes[i] == ' ' ? 0 : size + 1;
        if (size >= LINE_MAX_SIZE) {
            return true;
        }
    }
    return false;
}

static void add_words(struct header *header, struct lets_span text, bool is_phrase)
{
    if (is_plain(text, is_phrase) && !has_long_word(text)) {
        add_plain(header, text);
    } else {
        add_encoded(header, text);
    }
}

void message_add_text_header(struct buffer *out, const char *name, struct lets_span text)
{
    struct header header = begin(out, name);

    add_words(&header, text, false);
    buffer_add_string(out, "\r\n");
}

void message_add_address_header(struct buffer *out, const char *name, struct lets_span phrase,
                                struct lets_span address)
{
    struct header header = begin(out, name);
    struct buffer angle = {0};

    add_words(&header, phrase, true);
    buffer_format(&angle, "<%.*s>", SHOW(address));
    add_word(&header, buffer_span(&angle));
    buffer_add_string(out, "\r\n");
    buffer_release(&angle);
}

void message_add_date_header(struct buffer *out, struct lets_time time)
{
    static const char days[] = "ThuFriSatSunMonTueWed"; /* 1970-01-01 was a Thursday */
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char text[LETS_TIME_SIZE]; /* 2026-11-02T10:00:00+00:00 */
    int32_t day = lets_time_day(time).day;
    size_t weekday = (size_t)((day % 7 + 7) % 7);

    lets_time_format(time, text);
    size_t month = (size_t)((text[5] - '0') * 10 + (text[6] - '0') - 1);
    buffer_format(out, "Date: %.3s, %.2s %.3s %.4s %.8s %c%.2s%.2s\r\n", days + 3 * weekday,
                  text + 8, months + 3 * month, text, text + 11, text[19], text + 20, text + 23);
}

/* ---------------------------------------------------------------- bodies */

/* One line without its LF; soft breaks keep it within 76 characters, whole escapes only. */
static void add_quoted_line(struct buffer *out, struct lets_span line)
{
    size_t column = 0;

    for (size_t i = 0; i < line.size; i++) {
        unsigned char c = (unsigned char)line.bytes[i];
        bool is_last = i + 1 == line.size;
        bool is_plain_char = (c > ' ' && c < 0x7f && c != '=') || (c == ' ' && !is_last);
        /* A line that begins with "From " or a dot is changed on its way by old mailers. */
        bool is_marked = column == 0 && (c == 'F' || c == '.');
        size_t size = is_plain_char && !is_marked ? 1 : 3;
        if (column + size > LINE_MAX_SIZE - (is_last ? 0U : 1U)) {
            buffer_add_string(out, "=\r\n");
            column = 0;
            is_marked = c == 'F' || c == '.';
            size = is_plain_char && !is_marked ? 1 : 3;
        }
        buffer_format(out, size == 1 ? "%c" : "=%02X", c);
        column += size;
    }
    buffer_add_string(out, "\r\n");
}

void message_add_quoted(struct buffer *out, struct lets_span text)
{
    while (text.size > 0) {
        const char *end = memchr(text.bytes, '\n', text.size);
        size_t size = end == NULL ? text.size : (size_t)(end - text.bytes);
        size_t step = size + (end == NULL ? 0 : 1);
        add_quoted_line(out, (struct lets_span){.bytes = text.bytes, .size = size});
        text.bytes += step;
        text.size -= step;
    }
}
