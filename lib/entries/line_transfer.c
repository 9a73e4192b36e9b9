/* SPDX-License-Identifier: MIT */
/*
 * Most of a journal is transfers, and most transfers have the same few keys, short values and plain
 * texts. What is beyond that is left to the table of keys, so this owes nothing to completeness,
 * only to be right where it answers. It reads at most LINE_TRANSFER_ROOM bytes from where it began:
 * every value but a text ends within WORD_ROOM bytes, and a text is followed for TEXT_ROOM.
 */

#include "entries/line_transfer.h"

#include <string.h>

enum {
    WORD_ROOM = 48,                    /* for a key, any id, number or date, and 8 bytes behind */
    TEXT_ROOM = LINE_TEXT_LONGEST * 2, /* for a key, and a text with escapes */
    SHORT_WORDS = 5,
    SHORT_LEAST = 6, /* shorter texts might be words of YAML */
    N_WORDS = 7,     /* values that are no texts */
    N_TEXTS = 2
};
_Static_assert(N_WORDS *WORD_ROOM + N_TEXTS * TEXT_ROOM <= LINE_TRANSFER_ROOM,
               "no value is read beyond the room");

#define BEGINS(at, key) (memcmp(at, key, sizeof(key) - 1) == 0)

/* A text and an LF; a plain one of a few words on the spot. */
static inline const char *take_text(struct line_room *room, const char *at, struct lets_span *out)
{
    const char *from = at;
    const char *end = at + TEXT_ROOM;
    uint64_t marks = 0;
    for (size_t i = 0; i < SHORT_WORDS; i++) {
        uint64_t word = octets_at(at);
        marks = octets_mark_odd(word) | octets_mark(word, ':') | octets_mark(word, '#');
        if (marks != 0) {
            at += octets_before_mark(marks);
            break;
        }
        at += sizeof word;
    }
    size_t size = (size_t)(at - from);
    bool is_letter = (unsigned char)((*from | 0x20) - 'a') < 26;
    if (marks == 0 || *at != '\n' || size < SHORT_LEAST || at[-1] == ' ' || !is_letter) {
        return line_take_text(room, from, end, out);
    }
    *out = (struct lets_span){.bytes = from, .size = size};
    return at + 1;
}

static inline const char *take_id(const char *at, struct lets_span *out)
{
    const char *behind = line_short_id(at, octets_at(at), '\n', out);
    return behind != NULL ? behind : line_take_any_id(at, at + WORD_ROOM, '\n', out);
}

/* What every transfer has. */
static inline const char *take_head(struct line_dates *dates, const char *at, unsigned decimals,
                                    struct lets_entry *entry)
{
    at += sizeof "- transfer: " - 1;
    at = line_short_number(at, octets_at(at), &entry->number);
    if (at == NULL || !BEGINS(at, "  date: ")) {
        return NULL;
    }
    at = line_short_date(dates, at + sizeof "  date: " - 1, &entry->date);
    if (at == NULL || !BEGINS(at, "  from: ")) {
        return NULL;
    }
    at = take_id(at + sizeof "  from: " - 1, &entry->payer);
    if (at == NULL || !BEGINS(at, "  to: ")) {
        return NULL;
    }
    at = take_id(at + sizeof "  to: " - 1, &entry->payee);
    if (at == NULL || !BEGINS(at, "  amount: ")) {
        return NULL;
    }
    at += sizeof "  amount: " - 1;
    return line_short_amount(at, octets_at(at), decimals, &entry->amount);
}

const char *line_take_transfer(struct line_dates *dates, struct line_room *room, const char *at,
                               unsigned decimals, struct lets_entry *entry, size_t *last,
                               uint64_t *n_lines)
{
    enum { AMOUNT = 4, FOR, CHEQUE, WRITTEN, CATEGORY }; /* in the table of keys */
    uint64_t present = LETS_BIT(LETS_FIELD_number) | LETS_BIT(LETS_FIELD_date) |
                       LETS_BIT(LETS_FIELD_payer) | LETS_BIT(LETS_FIELD_payee) |
                       LETS_BIT(LETS_FIELD_amount);
    at = take_head(dates, at, decimals, entry);
    uint64_t n = AMOUNT + 1;
    *last = AMOUNT;
    if (at != NULL && BEGINS(at, "  for: ")) {
        at = take_text(room, at + sizeof "  for: " - 1, &entry->what_for);
        present |= LETS_BIT(LETS_FIELD_what_for);
        *last = FOR;
        n++;
    }
    if (at != NULL && BEGINS(at, "  cheque: ")) {
        at += sizeof "  cheque: " - 1;
        at = line_short_number(at, octets_at(at), &entry->cheque);
        present |= LETS_BIT(LETS_FIELD_cheque);
        *last = CHEQUE;
        n++;
    }
    if (at != NULL && BEGINS(at, "  written: ")) {
        at = line_short_date(dates, at + sizeof "  written: " - 1, &entry->written);
        present |= LETS_BIT(LETS_FIELD_written);
        *last = WRITTEN;
        n++;
    }
    if (at != NULL && BEGINS(at, "  category: ")) {
        at = take_text(room, at + sizeof "  category: " - 1, &entry->category);
        present |= LETS_BIT(LETS_FIELD_category);
        *last = CATEGORY;
        n++;
    }
    entry->present = (struct lets_fields){{present}};
    *n_lines += n;
    return at;
}
