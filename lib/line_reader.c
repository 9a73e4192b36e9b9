/* SPDX-License-Identifier: MIT */
/*
 * One pass over the bytes of an entry, driven by the table of kinds: each line must begin with one
 * of the keys still to come, and its value must be spelled as the writer spells it. There is no
 * message here: at the first byte that is anything else the entry is left to the YAML reader, which
 * says what the matter is. Values that make up most of a journal (numbers, ids, dates, amounts,
 * texts, hashes) are read here; the others by their own parsers, and then compared with how they
 * are written.
 */

#include "line_reader.h"

#include <assert.h>
#include <string.h>

#include "entry.h"
#include "entry_writer.h"
#include "line_balances.h"
#include "mem.h"
#include "octets.h"
#include "text.h"

enum {
    N_KINDS = LETS_KIND_SEAL + 1,
    KEYS_MAX = 16,
    TEXT_LONGEST = 500,
    UNQUOTED_SIZE = 8 * TEXT_LONGEST, /* an entry has fewer texts */
    DATES_KEPT = 32,
    DATE_SIZE = LETS_DATE_SIZE - 1,
    WHOLE_DIGITS_MAX = 16,
    DIGITS_MAX = 18, /* what certainly fits into 64 bits */
    NUMBER_DIGITS_MAX = 9,
    FORMAT_KNOWN = 1
};

/* A key as a line begins with it, behind the first two bytes. */
struct line_key {
    uint64_t begin; /* its first eight bytes, ": " included */
    uint64_t mask;  /* of those that it has */
    char name[16];
    size_t size;
    size_t offset; /* of the member in the entry */
    bool is_required;
    enum lets_type type;
    uint64_t bit; /* in `present` */
    const struct lets_key *key;
};

struct line_date {
    uint64_t month; /* its first eight bytes, as in "2026-10-" */
    uint64_t day;
    struct lets_date date;
};

struct line_reader {
    struct line_key keys[N_KINDS][KEYS_MAX];
    size_t n_keys[N_KINDS];
    struct lets_entry entry;
    size_t entry_size; /* a variable, since memset does better when it is asked for than inline */
    struct line_date dates[DATES_KEPT]; /* read last, by the day of the month */
    char unquoted[UNQUOTED_SIZE];
    size_t unquoted_size;
    struct line_balances balances;
};

/* ---------------------------------------------------------------- the reader */

static void make_keys(struct line_reader *reader, enum lets_kind kind)
{
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(kind, &n_keys);
    assert(n_keys <= KEYS_MAX);
    reader->n_keys[kind] = n_keys;
    for (size_t i = 0; i < n_keys; i++) {
        struct line_key *line = &reader->keys[kind][i];
        size_t size = strlen(keys[i].name);
        bool has_space = keys[i].type != LETS_TYPE_BALANCES;
        assert(size + 2 <= sizeof line->name);
        memcpy(line->name, keys[i].name, size);
        line->name[size] = ':';
        line->name[size + 1] = ' ';
        line->size = size + (has_space ? 2 : 1);
        line->begin = octets_load_part(line->name, line->size < 8 ? line->size : 8);
        line->mask = line->size < 8 ? (UINT64_C(1) << (8 * line->size)) - 1 : UINT64_MAX;
        line->key = &keys[i];
        line->offset =
            (size_t)((char *)entry_member(&reader->entry, keys[i].field) - (char *)&reader->entry);
        line->is_required = keys[i].is_required;
        line->type = keys[i].type;
        line->bit = LETS_BIT(keys[i].field);
    }
}

enum lets_status line_reader_new(struct line_reader **out, struct lets_error *err)
{
    void *bytes = NULL;
    enum lets_status status = mem_alloc(sizeof(struct line_reader), &bytes, err);
    if (status != LETS_OK) {
        return status;
    }
    struct line_reader *reader = bytes;
    reader->entry_size = sizeof reader->entry;
    for (int kind = 0; kind < N_KINDS; kind++) {
        make_keys(reader, (enum lets_kind)kind);
    }
    *out = reader;
    return LETS_OK;
}

void line_reader_free(struct line_reader *reader)
{
    if (reader != NULL) {
        line_balances_release(&reader->balances);
        mem_free(reader);
    }
}

/*
 * Values. Each function reads what begins at `at`, up to and with the LF that ends its line, and
 * returns the byte behind it; NULL: it is not canonical, or the bytes end.
 */

/* ---------------------------------------------------------------- numbers, dates, amounts */

static inline bool is_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static inline bool is_digit(char c)
{
    return (unsigned char)(c - '0') <= 9;
}

static const char *take_number(const char *at, const char *end, uint32_t *out)
{
    uint64_t word = octets_load(at, end);
    uint64_t marks = octets_mark(word, '\n');
    if (marks != 0) {
        size_t n = octets_before_mark(marks);
        bool is_number = n > 0 && *at != '0' && octets_parse_digits(word, n, out);
        return is_number ? at + n + 1 : NULL;
    }
    bool is_long = end - at > NUMBER_DIGITS_MAX && at[NUMBER_DIGITS_MAX] == '\n';
    struct lets_span text = {.bytes = at, .size = NUMBER_DIGITS_MAX};
    return is_long && lets_number_parse(text, out, NULL) == LETS_OK ? at + NUMBER_DIGITS_MAX + 1
                                                                    : NULL;
}

static const char *take_date(struct line_reader *reader, const char *at, const char *end,
                             struct lets_date *out)
{
    if (end - at <= DATE_SIZE || at[DATE_SIZE] != '\n') {
        return NULL;
    }
    uint64_t month = octets_load(at, end);
    uint64_t day = (uint64_t)(unsigned char)at[8] << 8 | (unsigned char)at[9];
    struct line_date *kept = &reader->dates[(day + (day >> 7)) % DATES_KEPT];
    if (kept->month != month || kept->day != day) {
        struct lets_span text = {.bytes = at, .size = DATE_SIZE};
        struct line_date read = {.month = month, .day = day};
        if (lets_date_parse(text, &read.date, NULL) != LETS_OK) {
            return NULL;
        }
        *kept = read;
    }
    *out = kept->date;
    return at + DATE_SIZE + 1;
}

const char *line_take_amount(const char *at, const char *end, unsigned decimals,
                             struct lets_amount *out)
{
    int64_t minor = 0;
    const char *from = at;
    while (at < end && is_digit(*at) && at - from <= DIGITS_MAX) {
        minor = minor * 10 + (*at - '0');
        at++;
    }
    size_t n_whole = (size_t)(at - from);
    bool is_zero_led = n_whole > 1 && *from == '0';
    if (n_whole == 0 || n_whole > WHOLE_DIGITS_MAX || n_whole + decimals > DIGITS_MAX ||
        is_zero_led || (size_t)(end - at) < decimals + 2) {
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

/* A time is canonical if its offset is one of hours and minutes, and no 'Z'. */
static const char *take_time(const char *at, const char *end, struct lets_time *out)
{
    const size_t size = LETS_TIME_SIZE - 1;
    if ((size_t)(end - at) <= size || at[size] != '\n' ||
        lets_time_parse((struct lets_span){.bytes = at, .size = size}, out, NULL) != LETS_OK) {
        return NULL;
    }
    return at + size + 1;
}

static const char *take_hash(const char *at, const char *end, struct lets_hash *out)
{
    const size_t size = LETS_HASH_SIZE - 1;
    bool is_good = (size_t)(end - at) > size && at[size] == '\n';
    for (size_t i = 0; is_good && i < size; i++) {
        is_good = is_digit(at[i]) || (unsigned char)(at[i] - 'a') < 6;
    }
    if (!is_good) {
        return NULL;
    }
    memcpy(out->hex, at, size);
    out->hex[size] = '\0';
    return at + size + 1;
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

/* Takes the escapes out of a quoted text: into the reader's own room. */
static bool unquote(struct line_reader *reader, const char *from, const char *to,
                    struct lets_span *out)
{
    char *into = reader->unquoted + reader->unquoted_size;
    size_t size = 0;
    for (; from < to; from++) {
        from += *from == '\\' ? 1 : 0;
        if (size == TEXT_LONGEST) {
            return false;
        }
        into[size++] = *from;
    }
    reader->unquoted_size += size;
    *out = (struct lets_span){.bytes = into, .size = size};
    return true;
}

static const char *take_quoted(struct line_reader *reader, const char *at, const char *end,
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
    if (at[1] != '\n' || (has_escapes && !unquote(reader, from, at, &text)) ||
        !is_good_text(text) || scalar_is_plain(text)) {
        return NULL;
    }
    *out = text;
    return at + 2;
}

static const char *take_text(struct line_reader *reader, const char *at, const char *end,
                             struct lets_span *out)
{
    return at < end && *at == '"' ? take_quoted(reader, at, end, out) : take_plain(at, end, out);
}

static inline bool is_id_char(char c)
{
    return is_digit(c) || is_letter(c) || c == '.' || c == '_' || c == '-';
}

const char *line_take_id(const char *at, const char *end, char stop, struct lets_span *out)
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

/* ---------------------------------------------------------------- an entry */

/* Values of the rarer types: by their own parsers, then compared with how they are written. */
static const char *take_other(struct line_reader *reader, const struct lets_key *key,
                              const char *at, const char *end, unsigned decimals)
{
    char buffer[LETS_VALUE_SIZE];
    const char *lf = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    if (lf == NULL) {
        return NULL;
    }
    struct lets_span value = {.bytes = at, .size = (size_t)(lf - at)};
    if (value.size >= sizeof buffer ||
        entry_take(&reader->entry, key, value, decimals, NULL) != LETS_OK ||
        !lets_span_equal(value, lets_entry_value(&reader->entry, key, decimals, buffer))) {
        return NULL;
    }
    return lf + 1;
}

static inline const char *take_value(struct line_reader *reader, const struct line_key *key,
                                     const char *at, const char *end, unsigned decimals,
                                     uint64_t *n_lines)
{
    void *member = (char *)&reader->entry + key->offset;
    switch (key->type) {
    case LETS_TYPE_TEXT:
        return take_text(reader, at, end, member);
    case LETS_TYPE_ID:
        return line_take_id(at, end, '\n', member);
    case LETS_TYPE_NUMBER:
        return take_number(at, end, member);
    case LETS_TYPE_DATE:
        return take_date(reader, at, end, member);
    case LETS_TYPE_AMOUNT:
        return line_take_amount(at, end, decimals, member);
    case LETS_TYPE_TIME:
        return take_time(at, end, member);
    case LETS_TYPE_HASH:
        return take_hash(at, end, member);
    case LETS_TYPE_BALANCES:
        return line_take_balances(&reader->balances, at, end, decimals, &reader->entry, n_lines);
    case LETS_TYPE_DECIMALS:
    case LETS_TYPE_LIMIT:
    case LETS_TYPE_CHANGED_LIMIT:
    case LETS_TYPE_LIMITS:
    case LETS_TYPE_VALIDITY:
    case LETS_TYPE_PURPOSE:
    case LETS_TYPE_STATUS:
    case LETS_TYPE_CHEQUE_STATUS:
        break;
    }
    return take_other(reader, key->key, at, end, decimals);
}

static inline bool begins_with(const struct line_key *key, uint64_t word, const char *at,
                               const char *end)
{
    return (word & key->mask) == key->begin &&
           (key->size <= 8 ||
            ((size_t)(end - at) >= key->size && memcmp(at + 8, key->name + 8, key->size - 8) == 0));
}

/* The keys of a kind, its own first, whose line begins at `at`. */
static const char *take_keys(struct line_reader *reader, enum lets_kind kind, const char *at,
                             const char *end, unsigned decimals, uint64_t *n_lines)
{
    const struct line_key *key = reader->keys[kind];
    const struct line_key *last = key + reader->n_keys[kind];
    uint64_t word = octets_load(at + 2, end);
    uint64_t present = 0;
    for (; key < last; key++) {
        if (!begins_with(key, word, at + 2, end)) {
            if (key->is_required) {
                return NULL;
            }
            continue;
        }
        at = take_value(reader, key, at + 2 + key->size, end, decimals, n_lines);
        if (at == NULL) {
            return NULL;
        }
        ++*n_lines;
        present |= key->bit;
        decimals = key->type == LETS_TYPE_DECIMALS ? reader->entry.decimals : decimals;
        /* No key begins with the zeros that stand for "no more". */
        word = end - at > 2 && at[0] == ' ' && at[1] == ' ' ? octets_load(at + 2, end) : 0;
    }
    reader->entry.present = present;
    return at;
}

/* The kind whose key begins an entry; most entries are transfers. */
static bool find_kind(const struct line_reader *reader, const char *at, const char *end,
                      enum lets_kind *out)
{
    uint64_t word = octets_load(at, end);
    if (begins_with(&reader->keys[LETS_KIND_TRANSFER][0], word, at, end)) {
        *out = LETS_KIND_TRANSFER;
        return true;
    }
    for (int kind = 0; kind < N_KINDS; kind++) {
        if (begins_with(&reader->keys[kind][0], word, at, end)) {
            *out = (enum lets_kind)kind;
            return true;
        }
    }
    return false;
}

size_t line_reader_read(struct line_reader *reader, struct lets_span bytes, bool is_all,
                        unsigned decimals, uint64_t *n_lines, const struct lets_entry **out)
{
    const char *end = bytes.bytes + bytes.size;
    enum lets_kind kind = LETS_KIND_LEDGER;
    uint64_t n = 0;
    if (bytes.size < 4 || memcmp(bytes.bytes, "- ", 2) != 0 ||
        !find_kind(reader, bytes.bytes + 2, end, &kind)) {
        return 0;
    }
    memset(&reader->entry, 0, reader->entry_size);
    reader->entry.kind = kind;
    reader->unquoted_size = 0;
    const char *at = take_keys(reader, kind, bytes.bytes, end, decimals, &n);
    if (at == NULL) {
        return 0;
    }
    bool ends_here = kind == LETS_KIND_SEAL || (at == end && is_all) || (at < end && *at == '#') ||
                     (end - at >= 2 && memcmp(at, "- ", 2) == 0);
    bool is_newer = (kind == LETS_KIND_LEDGER && reader->entry.format != FORMAT_KNOWN) ||
                    (kind == LETS_KIND_FORMAT && reader->entry.number != FORMAT_KNOWN);
    if (!ends_here || is_newer) {
        return 0;
    }
    *n_lines = n;
    *out = &reader->entry;
    return (size_t)(at - bytes.bytes);
}
