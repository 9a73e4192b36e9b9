/* SPDX-License-Identifier: MIT */
/*
 * Recovery: what follows the last good seal is copied beside the journal, synced, and only then cut
 * off; what an editor added to every line is taken out again. History that was altered is never
 * touched.
 */

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "journal/journal.h"

/* How the pieces of a journal stand. */
struct pieces {
    uint64_t n;
    bool has_good;
    bool has_broken;
    bool has_good_behind; /* a piece behind a broken one matches */
};

static enum lets_status count_piece(void *context, const struct lets_piece *piece)
{
    struct pieces *pieces = context;
    pieces->n++;
    pieces->has_good = pieces->has_good || piece->is_intact;
    pieces->has_good_behind = pieces->has_good_behind || (pieces->has_broken && piece->is_intact);
    pieces->has_broken = pieces->has_broken || !piece->is_intact;
    return LETS_OK;
}

/* ---------------------------------------------------------------- editor marks */

static const char byte_order_mark[] = "\xef\xbb\xbf";
enum { MARK_SIZE = sizeof byte_order_mark - 1, CHUNK = 64 * 1024 };

/* Whether there are any: what a journal of any size is asked before it is held in memory. */
static enum lets_status has_marks(struct lets_journal *journal, bool *out, struct lets_error *err)
{
    bool is_marked = false;
    for (uint64_t at = 0; !is_marked && at < journal->size;) {
        char bytes[CHUNK];
        size_t part =
            journal->size - at < sizeof bytes ? (size_t)(journal->size - at) : sizeof bytes;
        enum lets_status status = store_read(journal->store, at, bytes, part, err);
        if (status != LETS_OK) {
            return status;
        }
        is_marked =
            memchr(bytes, '\r', part) != NULL ||
            (at == 0 && part >= MARK_SIZE && memcmp(bytes, byte_order_mark, MARK_SIZE) == 0);
        at += part;
    }
    *out = is_marked;
    return LETS_OK;
}

/* Adds the bytes of the journal without marks to *clean. */
static enum lets_status take_out(struct lets_journal *journal, struct text *clean,
                                 struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    for (uint64_t at = 0; status == LETS_OK && at < journal->size;) {
        char bytes[CHUNK];
        size_t part =
            journal->size - at < sizeof bytes ? (size_t)(journal->size - at) : sizeof bytes;
        status = store_read(journal->store, at, bytes, part, err);
        if (status == LETS_OK) {
            status = text_reserve(clean, part, err);
        }
        if (status != LETS_OK) {
            break;
        }
        size_t from = 0;
        if (at == 0 && part >= MARK_SIZE && memcmp(bytes, byte_order_mark, MARK_SIZE) == 0) {
            from = MARK_SIZE;
        }
        for (size_t i = from; i < part; i++) {
            if (bytes[i] != '\r') {
                clean->bytes[clean->size++] = bytes[i];
            }
        }
        at += part;
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
            status = lets_journal_scan(cleaned, count_piece, &pieces, err);
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

static enum lets_status clean_marks(struct lets_journal *journal, const struct text *clean,
                                    struct lets_recovery *recovery, struct lets_error *err)
{
    return store_replace(journal->store, text_span(clean), recovery->saved, sizeof recovery->saved,
                         err);
}

/* ---------------------------------------------------------------- tails */

/* Cuts off what follows the last good seal; a file without any goes aside whole, so that a new one
 * can be made in its place. */
static enum lets_status cut_off(struct lets_journal *journal, struct lets_recovery *recovery,
                                struct lets_error *err)
{
    if (journal->sealed == 0) {
        return store_move_aside(journal->store, recovery->saved, sizeof recovery->saved, err);
    }
    enum lets_status status = store_save_tail(journal->store, journal->sealed, recovery->saved,
                                              sizeof recovery->saved, err);
    return status == LETS_OK ? store_cut(journal->store, journal->sealed, err) : status;
}

static enum lets_status refuse_damage(const struct lets_journal *journal, bool has_good_behind,
                                      struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    if (has_good_behind) {
        status = lets__fail_at(
            err, LETS_DAMAGED, journal->next_line, 0,
            "sealed bytes were altered, and good seals follow: cutting them off would lose "
            "history");
        lets__hint(err, "put back a copy, or compare copies with 'lets audit --witness FILE'");
    } else {
        status = lets__fail_at(err, LETS_DAMAGED, journal->next_line, 0,
                               "the end of the journal is damaged from this line on");
        lets__hint(
            err, "'lets recover --damaged' copies it to a file beside the journal and cuts it off");
    }
    return status;
}

/* What there is to recover, into *out, and for editor marks the bytes without them; or why not. */
static enum lets_status plan(struct lets_journal *journal, bool damaged_too,
                             struct lets_recovery *out, struct text *clean, struct lets_error *err)
{
    struct pieces pieces = {0};
    struct lets_ledger *ledger = NULL;
    struct lets_error why = {0};
    enum editor_marks marks = MARKS_NONE;
    enum lets_status replayed = replay_run(journal, NULL, REPLAY_ALL, &ledger, &why);
    lets_ledger_free(ledger);
    if (replayed != LETS_OK && replayed != LETS_DAMAGED && replayed != LETS_NOT_A_JOURNAL) {
        if (err != NULL) {
            *err = why;
        }
        return replayed;
    }
    enum lets_status status = editor_marks_find(journal, &marks, clean, err);
    if (status == LETS_OK && marks != MARKS_ONLY) {
        status = lets_journal_scan(journal, count_piece, &pieces, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    bool is_damage = journal->tail.kind == LETS_TAIL_DAMAGE;
    bool has_good_behind = pieces.has_good_behind || marks == MARKS_AND_DAMAGE;
    struct lets_recovery recovery = {
        .kind = is_damage ? LETS_RECOVERED_DAMAGE : LETS_RECOVERED_TAIL,
        .offset = journal->sealed,
        .size = journal->size - journal->sealed,
    };
    if (marks == MARKS_ONLY && replayed != LETS_OK) {
        recovery.kind = LETS_RECOVERED_EDITOR_MARKS;
        recovery.offset = clean->size;
        recovery.size = journal->size - clean->size;
    } else if (is_damage && (has_good_behind || !damaged_too)) {
        return refuse_damage(journal, has_good_behind, err);
    } else if (!is_damage && journal->tail.kind != LETS_TAIL_OPEN && journal->sealed != 0) {
        return lets__fail(err, LETS_NOTHING_TO_RECOVER, "nothing unsealed follows the last seal");
    }
    *out = recovery;
    return LETS_OK;
}

enum lets_status lets_journal_check_recovery(struct lets_journal *journal, bool damaged_too,
                                             struct lets_recovery *out, struct lets_error *err)
{
    struct text clean = {0};
    enum lets_status status = plan(journal, damaged_too, out, &clean, err);
    text_release(&clean);
    return status;
}

enum lets_status lets_journal_recover(struct lets_journal *journal, bool damaged_too,
                                      struct lets_recovery *out, struct lets_error *err)
{
    struct text clean = {0};
    struct lets_recovery recovery = {0};
    assert(store_access(journal->store) == LETS_WRITE);
    enum lets_status status = plan(journal, damaged_too, &recovery, &clean, err);
    if (status == LETS_OK && recovery.kind == LETS_RECOVERED_EDITOR_MARKS) {
        status = clean_marks(journal, &clean, &recovery, err);
    } else if (status == LETS_OK) {
        status = cut_off(journal, &recovery, err);
    }
    if (status == LETS_OK) {
        *out = recovery;
    }
    text_release(&clean);
    return status;
}
