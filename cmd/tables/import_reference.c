/* SPDX-License-Identifier: MIT */
/*
 * Made references. They are the same after a spreadsheet saved the table, after an account changed
 * its name, in another zone, and wherever the row stands; of rows that say the same, it is counted
 * which it is.
 */

#include "tables/import_reference.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/fold.h"
#include "tables/import_entities.h"

enum { DIGITS = 16 };

void import_references_release(struct import_references *references)
{
    span_map_release(&references->counts);
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

struct lets_span import_reference_spell(struct keep *keep, struct lets_span text)
{
    if (is_plain(text)) {
        char *bytes = keep_room(keep, text.size + 1);
        return without_zeros((struct lets_span){bytes, squeeze(text, bytes)});
    }
    struct buffer resolved = {0};
    struct buffer folded = {0};
    import_entities_add(&resolved, text);
    resolved.size = squeeze(buffer_span(&resolved), resolved.bytes);
    fold_add_looks(&folded, buffer_span(&resolved));
    struct lets_span kept = keep_copy(keep, buffer_span(&folded));
    buffer_release(&resolved);
    buffer_release(&folded);
    return without_zeros(kept);
}

static char *add_line(char *at, struct lets_span text)
{
    memcpy(at, text.bytes, text.size);
    at[text.size] = '\n';
    return at + text.size + 1;
}

char *import_reference_make(struct import_references *references, const char *prefix,
                            const struct import_reference_parts *parts)
{
    enum { COUNT_SIZE = 12 };
    char day[IMPORT_DAY_SIZE];
    char amount[LETS_AMOUNT_SIZE];
    size_t size = sizeof day + parts->from.size + parts->to.size + parts->what_for.size +
                  sizeof amount + COUNT_SIZE + 6;
    char *bytes = keep_room(&references->keep, size);

    import_day_format(parts->day, day);
    (void)lets_amount_format(parts->amount, parts->decimals, amount);
    char *at = add_line(bytes, lets_span_of(day));
    at = add_line(at, parts->from);
    at = add_line(at, parts->to);
    at = add_line(at, parts->what_for);
    at = add_line(at, lets_span_of(amount));
    struct lets_span said = {bytes, (size_t)(at - bytes)};
    uint32_t *n = span_map_at(&references->counts, said, NULL);
    (*n)++;
    char count[COUNT_SIZE];
    (void)snprintf(count, sizeof count, "%u", (unsigned)*n);
    at = add_line(at, lets_span_of(count));
    struct lets_hash hash = lets_sha256((struct lets_span){bytes, (size_t)(at - bytes)});

    size_t n_prefix = strlen(prefix);
    char *ref = memory_array(n_prefix + 1 + DIGITS + 1, 1);
    memcpy(ref, prefix, n_prefix);
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
