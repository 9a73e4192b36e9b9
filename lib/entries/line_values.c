/* SPDX-License-Identifier: MIT */
/*
 * Texts, ids and amounts in their one canonical spelling. A text is checked for forbidden
 * characters, for what would end it and for what would need quotes in one pass, eight bytes at a
 * time.
 */

#include "entries/line_values.h"

#include "base/octets.h"
#include "entries/entry_writer.h"

enum { DIGITS_MAX = 18 /* what is certainly below LETS_AMOUNT_MAX */ };

static inline bool is_digit(char c)
{
    return (unsigned char)(c - '0') <= 9;
}

static inline bool is_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* ---------------------------------------------------------------- amounts */

const char *line_take_any_amount(const char *at, const char *end, unsigned decimals,
                                 struct lets_amount *out)
{
    int64_t minor = 0;
    const char *from = at;
    while (at < end && is_digit(*at) && at - from < DIGITS_MAX) {
        minor = minor * 10 + (*at - '0');
        at++;
    }
    size_t n_whole = (size_t)(at - from);
    bool is_zero_led = n_whole > 1 && *from == '0';
    if (n_whole == 0 || n_whole + decimals > DIGITS_MAX || is_zero_led ||
        (size_t)(end - at) < decimals + 2) {
        return NULL;
    }
    if (decimals > 0) {
        if (*at++ != '.') {
            return NULL;
        }
        for (unsigned i = 0; i < decimals; i++) {
            if (!is_digit(*at)) {
                return NULL;
            }
            minor = minor * 10 + (*at++ - '0');
        }
    }
    if (*at != '\n') {
        return NULL;
    }
    out->minor = minor;
    return at + 1;
}

/* ---------------------------------------------------------------- numbers, dates */

const char *line_take_any_number(const char *at, const char *end, uint32_t *out)
{
    enum { DIGITS_LONGEST = 9 };
    struct lets_span text = {.bytes = at};
    while (at < end && text.size <= DIGITS_LONGEST && is_digit(*at)) {
        at++;
        text.size++;
    }
    bool is_number = at < end && *at == '\n' && lets_number_parse(text, out, NULL) == LETS_OK;
    return is_number ? at + 1 : NULL;
}

const char *line_take_new_date(struct line_date *kept, const char *at, struct lets_date *out)
{
    struct lets_span text = {.bytes = at, .size = LINE_DATE_SIZE};
    if (lets_date_parse(text, out, NULL) != LETS_OK) {
        return NULL;
    }
    kept->month = octets_load(at, at + LINE_DATE_SIZE);
    kept->day = line_day(at);
    kept->date = *out;
    return at + LINE_DATE_SIZE + 1;
}

/* ---------------------------------------------------------------- texts and ids */

/* The first byte of a text that ends it or needs a closer look; plain texts stop at ':' and '#',
 * quoted ones at '"' and '\\'. The zeros behind the end stop it too. */
static inline const char *find_stop(const char *at, const char *end, unsigned char one,
                                    unsigned char other)
{
    for (;;) {
        uint64_t word = octets_load(at, end);
        uint64_t marks = octets_mark_odd(word) | octets_mark(word, one) | octets_mark(word, other);
        if (marks != 0) {
            return at + octets_before_mark(marks);
        }
        at += 8;
    }
}

/* Steps over one character beyond ASCII; NULL where it may not stand in a text. */
static const char *step_over(const char *at, const char *end)
{
    uint32_t code = 0;
    size_t size = text_decode((struct lets_span){.bytes = at, .size = (size_t)(end - at)}, &code);
    return size < 2 || text_is_forbidden(code) ? NULL : at + size;
}

static bool is_good_text(struct lets_span text)
{
    return text.size > 0 && text.size <= TEXT_LONGEST && text.bytes[0] != ' ' &&
           text.bytes[text.size - 1] != ' ';
}

static const char *take_plain(const char *at, const char *end, struct lets_span *out)
{
    enum { WORD_LONGEST = 5 }; /* of those that are quoted for what they could mean */
    const char *from = at;
    if (at >= end || !(is_letter(*at) || (unsigned char)*at >= 0x80)) {
        return NULL;
    }
    for (;;) {
        at = find_stop(at, end, ':', '#');
        if (at >= end) {
            return NULL;
        }
        if ((unsigned char)*at >= 0x80) {
            at = step_over(at, end);
            if (at == NULL) {
                return NULL;
            }
        } else if (*at == '\n') {
            break;
        } else if ((*at == ':' && at + 1 < end && at[1] != ' ' && at[1] != '\n') ||
                   (*at == '#' && at[-1] != ' ')) {
            at++;
        } else {
            return NULL;
        }
    }
    struct lets_span text = {.bytes = from, .size = (size_t)(at - from)};
    if (!is_good_text(text) || (text.size <= WORD_LONGEST && !scalar_is_plain(text))) {
        return NULL;
    }
    *out = text;
    return at + 1;
}

/* Takes the escapes out of a quoted text: into the reader's own room, where there is enough. A
 * mapping may have any number of texts. */
static bool unquote(struct line_room *room, const char *from, const char *to, struct lets_span *out)
{
    char *into = room->bytes + room->size;
    size_t size = 0;
    for (; from < to; from++) {
        from += *from == '\\' ? 1 : 0;
        if (size == TEXT_LONGEST || room->size + size == sizeof room->bytes) {
            return false;
        }
        into[size++] = *from;
    }
    room->size += size;
    *out = (struct lets_span){.bytes = into, .size = size};
    return true;
}

static const char *take_quoted(struct line_room *room, const char *at, const char *end,
                               struct lets_span *out)
{
    bool has_escapes = false;
    const char *from = ++at;
    for (;;) {
        at = find_stop(at, end, '"', '\\');
        if (end - at < 2) {
            return NULL;
        }
        if ((unsigned char)*at >= 0x80) {
            at = step_over(at, end);
            if (at == NULL) {
                return NULL;
            }
        } else if (*at == '"') {
            break;
        } else if (*at == '\\' && (at[1] == '"' || at[1] == '\\')) {
            has_escapes = true;
            at += 2;
        } else {
            return NULL;
        }
    }
    struct lets_span text = {.bytes = from, .size = (size_t)(at - from)};
    if (at[1] != '\n' || (has_escapes && !unquote(room, from, at, &text)) || !is_good_text(text) ||
        scalar_is_plain(text)) {
        return NULL;
    }
    *out = text;
    return at + 2;
}

const char *line_take_any_text(struct line_room *room, const char *at, const char *end,
                               struct lets_span *out)
{
    return at < end && *at == '"' ? take_quoted(room, at, end, out) : take_plain(at, end, out);
}

static inline bool is_id_char(char c)
{
    return is_digit(c) || is_letter(c) || c == '.' || c == '_' || c == '-';
}

const char *line_take_any_id(const char *at, const char *end, char stop, struct lets_span *out)
{
    bool is_quoted = at < end && *at == '"';
    const char *from = at + (is_quoted ? 1 : 0);
    at = from;
    while (at < end && is_id_char(*at)) {
        at++;
    }
    struct lets_span id = {.bytes = from, .size = (size_t)(at - from)};
    if (at == end || id.size == 0 || id.size > LETS_ID_MAX || (is_quoted && *at++ != '"') ||
        at == end || *at != stop) {
        return NULL;
    }
    /* One that begins with a digit is always quoted, one with a letter if it is a word of YAML. */
    bool is_good =
        is_digit(*from) ? is_quoted : is_letter(*from) && scalar_is_plain(id) != is_quoted;
    if (!is_good) {
        return NULL;
    }
    *out = id;
    return at + 1;
}
