/* SPDX-License-Identifier: MIT */
/*
 * What editors do to a file unasked: a byte order mark at its beginning, a CR at the end of each
 * line. Whether that is all that was altered is told by the seals of the bytes without them.
 */

#include "journal/editor_marks.h"

#include <string.h>

enum lets_status pieces_note(void *context, const struct lets_piece *piece)
{
    struct pieces *pieces = context;
    pieces->has_good = pieces->has_good || piece->is_intact;
    pieces->has_good_behind = pieces->has_good_behind || (pieces->has_broken && piece->is_intact);
    pieces->has_broken = pieces->has_broken || !piece->is_intact;
    return LETS_OK;
}

static const char byte_order_mark[] = "\xef\xbb\xbf";
enum { MARK_SIZE = sizeof byte_order_mark - 1 };

/* Whether there are any: what a journal of any size is asked before it is held in memory. */
static enum lets_status has_marks(struct lets_journal *journal, bool *out, struct lets_error *err)
{
    struct store_walk walk = {.store = journal->store, .end = journal->size};
    bool is_marked = false;
    for (bool is_first = true; !is_marked; is_first = false) {
        struct lets_span bytes = {0};
        enum lets_status status = store_walk_next(&walk, &bytes, err);
        if (status != LETS_OK) {
            return status;
        }
        if (bytes.size == 0) {
            break;
        }
        is_marked = (is_first && text_begins(bytes, byte_order_mark)) ||
                    memchr(bytes.bytes, '\r', bytes.size) != NULL;
    }
    *out = is_marked;
    return LETS_OK;
}

/* Adds the bytes of the journal without marks to *clean. */
static enum lets_status take_out(struct lets_journal *journal, struct text *clean,
                                 struct lets_error *err)
{
    struct store_walk walk = {.store = journal->store, .end = journal->size};
    struct lets_span bytes = {0};
    enum lets_status status = LETS_OK;
    for (bool is_first = true; status == LETS_OK; is_first = false) {
        status = store_walk_next(&walk, &bytes, err);
        if (status == LETS_OK) {
            status = text_reserve(clean, bytes.size, err);
        }
        if (status != LETS_OK || bytes.size == 0) {
            break;
        }
        for (size_t i = is_first && text_begins(bytes, byte_order_mark) ? MARK_SIZE : 0;
             i < bytes.size; i++) {
            if (bytes.bytes[i] != '\r') {
                clean->bytes[clean->size++] = bytes.bytes[i];
            }
        }
    }
    return status;
}

enum lets_status editor_marks_find(struct lets_journal *journal, enum editor_marks *found,
                                   struct text *clean, struct lets_error *err)
{
    struct text bytes = {0};
    struct lets_journal *cleaned = NULL;
    struct pieces pieces = {0};
    bool is_marked = false;
    enum lets_status status = has_marks(journal, &is_marked, err);
    if (status == LETS_OK && is_marked) {
        status = take_out(journal, &bytes, err);
    }
    if (status == LETS_OK && is_marked) {
        status = lets_journal_parse(bytes.bytes, bytes.size, &cleaned, err);
        if (status == LETS_OK) {
            status = lets_journal_scan(cleaned, pieces_note, &pieces, err);
        }
    }
    lets_journal_close(cleaned);
    if (status == LETS_OK) {
        enum editor_marks some = pieces.has_broken ? MARKS_AND_DAMAGE : MARKS_ONLY;
        *found = pieces.has_good ? some : MARKS_NONE;
    }
    if (status == LETS_OK && *found == MARKS_ONLY && clean != NULL) {
        *clean = bytes;
        return LETS_OK;
    }
    text_release(&bytes);
    return status;
}
