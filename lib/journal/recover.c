/* SPDX-License-Identifier: MIT */
/*
 * Recovery: what follows the last good seal is copied beside the journal, synced, and only then cut
 * off; what an editor added to every line is taken out again. History that was altered is never
 * touched.
 */

#include <assert.h>

#include "journal/editor_marks.h"
#include "journal/replay.h"

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
        status = lets_journal_scan(journal, pieces_note, &pieces, err);
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
