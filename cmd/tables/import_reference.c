/* SPDX-License-Identifier: MIT */
/*
 * Made references. They are the same after a spreadsheet saved the table, after an account changed
 * its name, in another zone, and wherever the row stands; of rows that say the same, it is counted
 * which it is.
 */

#include "tables/import_reference.h"

#include <string.h>

#include "base/fold.h"
#include "base/span_map.h"
#include "tables/import_entities.h"

enum { DIGITS = IMPORT_REFERENCE_TAIL - 1 };

void import_references_release(struct import_references *references)
{
    buffer_release(&references->line);
    memory_free(references->said);
    memory_free(references->repeats);
    keep_release(&references->keep);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Blanks as one, at the ends as none, ASCII in lower case; into bytes, as long as the text. */
static size_t squeeze(struct lets_span text, char *bytes)
{
    size_t size = 0;
    bool is_due = false;

    for (size_t i = 0; i < text.size; i++) {
        char c = text.bytes[i];
        if (is_blank(c)) {
            is_due = size > 0;
            continue;
        }
        if (is_due) {
            bytes[size++] = ' ';
            is_due = false;
        }
        bytes[size++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return size;
}

static struct lets_span without_zeros(struct lets_span text)
{
    while (text.size > 1 && text.bytes[0] == '0') {
        text.bytes++;
        text.size--;
    }
    return text;
}

static bool is_plain(struct lets_span text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.bytes[i] >= 0x80 || text.bytes[i] == '&') {
            return false;
        }
    }
    return true;
}

/* Adds a text as it counts. */
static void add_spelled(struct buffer *out, struct lets_span text)
{
    size_t begin = out->size;

    if (is_plain(text)) {
        char *bytes = buffer_room(out, text.size);
        out->size += squeeze(text, bytes);
    } else {
        struct buffer resolved = {0};
        import_entities_add(&resolved, text);
        resolved.size = squeeze(buffer_span(&resolved), resolved.bytes);
        fold_add_looks(out, buffer_span(&resolved));
        buffer_release(&resolved);
    }
    struct lets_span whole = {out->bytes + begin, out->size - begin};
    struct lets_span rest = without_zeros(whole);
    if (rest.size < whole.size) {
        memmove(out->bytes + begin, rest.bytes, rest.size);
        out->size = begin + rest.size;
    }
}

struct lets_span import_reference_spell(struct keep *keep, struct lets_span text)
{
    struct buffer spelled = {0};

    add_spelled(&spelled, text);
    struct lets_span kept = keep_copy(keep, buffer_span(&spelled));
    buffer_release(&spelled);
    return kept;
}

static const struct lets_span line_end = {"\n", 1};

static void add_line(struct buffer *out, struct lets_span text)
{
    buffer_add(out, text);
    buffer_add(out, line_end);
}

/* ---------------------------------------------------------------- equal rows */

static size_t find_said(const struct import_references *references, uint64_t said)
{
    size_t at = (size_t)said & (references->capacity - 1);

    while (references->said[at] != 0 && references->said[at] != said) {
        at = (at + 1) & (references->capacity - 1);
    }
    return at;
}

void import_references_reserve(struct import_references *references, size_t n)
{
    enum { FIRST_CAPACITY = 64 };
    struct import_references wider = {.capacity = FIRST_CAPACITY};

    if (2 * n <= references->capacity) {
        return;
    }
    while (wider.capacity < 2 * n) {
        wider.capacity *= 2;
    }
    wider.said = memory_array(wider.capacity, sizeof *wider.said);
    wider.repeats = memory_array(wider.capacity, sizeof *wider.repeats);
    for (size_t i = 0; i < references->capacity; i++) {
        if (references->said[i] != 0) {
            size_t at = find_said(&wider, references->said[i]);
            wider.said[at] = references->said[i];
            wider.repeats[at] = references->repeats[i];
        }
    }
    memory_free(references->said);
    memory_free(references->repeats);
    references->said = wider.said;
    references->repeats = wider.repeats;
    references->capacity = wider.capacity;
}

/* A number that tells what a row says; where it is looked for is read ahead. */
static uint64_t note(struct import_references *references, struct lets_span line)
{
    uint64_t said = span_hash(line);

    said += said == 0;
    import_references_reserve(references, references->n_said + 1);
    __builtin_prefetch(&references->said[(size_t)said & (references->capacity - 1)], 1);
    return said;
}

/* Which of those that say this a row is, from 1. */
static uint32_t count(struct import_references *references, uint64_t said)
{
    size_t at = find_said(references, said);

    if (references->said[at] == 0) {
        references->said[at] = said;
        references->n_said++;
        return 1;
    }
    return ++references->repeats[at] + 1;
}

/* ---------------------------------------------------------------- the reference */

const char *import_reference_make(struct import_references *references, const char *prefix,
                                  const struct import_reference_parts *parts)
{
    char day[IMPORT_DAY_SIZE];
    char amount[LETS_AMOUNT_SIZE];
    struct buffer *line = &references->line;

    import_day_format(parts->day, day);
    size_t size = lets_amount_format(parts->amount, parts->decimals, amount);
    buffer_clear(line);
    add_line(line, lets_span_of(day));
    add_line(line, parts->from);
    add_line(line, parts->to);
    add_spelled(line, parts->what_for);
    buffer_add(line, line_end);
    add_line(line, (struct lets_span){amount, size});
    uint64_t said = note(references, buffer_span(line));
    size = line->size;
    buffer_add_string(line, "1\n");
    struct lets_hash hash = lets_sha256(buffer_span(line));
    uint32_t n = count(references, said);
    if (n > 1) {
        line->size = size;
        buffer_format(line, "%u\n", (unsigned)n);
        hash = lets_sha256(buffer_span(line));
    }

    size_t n_prefix = strlen(prefix);
    char *ref = keep_room(&references->keep, n_prefix + 1 + DIGITS + 1);
    memcpy(ref, prefix, n_prefix + 1);
    ref[n_prefix] = '-';
    memcpy(ref + n_prefix + 1, hash.hex, DIGITS);
    return ref;
}

bool import_reference_is_made(struct lets_span ref)
{
    if (ref.size < DIGITS + 2 || ref.bytes[ref.size - DIGITS - 1] != '-') {
        return false;
    }
    for (size_t i = ref.size - DIGITS; i < ref.size; i++) {
        char c = ref.bytes[i];
        if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
            return false;
        }
    }
    return true;
}
