/* SPDX-License-Identifier: MIT */
/*
 * Replay: one pass over the journal. Entries are applied as they come, before their seal is known,
 * so what is wrong with one is held back until the seal has said whether its bytes are the ones
 * that were sealed: altered bytes are reported as such, and never as a fault of the clerk.
 */

#include "journal/replay.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "journal/editor_marks.h"
#include "journal/replay_entry.h"
#include "journal/replay_next.h"
#include "journal/replay_search.h"
#include "journal/tail.h"

/* The options of a caller that gives none: zeros. */
static const struct lets_replay no_options;

/* ---------------------------------------------------------------- pieces */

/* Says what the matter is with a journal whose bytes are not the sealed ones. */
static enum lets_status fail_damaged(struct replay *replay, uint64_t last_line,
                                     struct lets_error *err)
{
    struct lets_journal *journal = replay->journal;
    enum editor_marks marks = MARKS_NONE;
    char sound[128] = "nothing before is sealed";
    enum lets_status status = editor_marks_find(journal, &marks, NULL, err);
    if (status != LETS_OK) {
        return status;
    }
    if (marks == MARKS_ONLY) {
        status = lets__fail_at(err, LETS_DAMAGED, 1, 0,
                               "an editor added a byte order mark or carriage returns "
                               "to the sealed lines; without them every seal matches");
        lets__hint(err, "'lets recover' takes exactly these out again");
        return status;
    }
    if (replay->n_seals > 0) {
        char day[LETS_DATE_SIZE];
        lets_date_format(lets_time_day(lets_ledger_summary(replay->ledger)->sealed), day);
        (void)snprintf(sound, sizeof sound, "sound up to seal %" PRIu64 ", line %" PRIu64 ", of %s",
                       replay->n_seals, journal->next_line - 1, day);
    }
    if (last_line == 0) {
        status = lets__fail_at(err, LETS_DAMAGED, journal->next_line, 0,
                               "the end of the journal, from this line "
                               "on, is damaged; %s",
                               sound);
    } else {
        status = lets__fail_at(err, LETS_DAMAGED, journal->next_line, 0,
                               "lines %" PRIu64 " to %" PRIu64 " are not as they were sealed; %s",
                               journal->next_line, last_line, sound);
    }
    lets__hint(
        err,
        "'lets audit' says more; put back a copy, or compare copies with 'lets audit --witness "
        "FILE'");
    return status;
}

/* The hash line of a piece was reached: judges the piece, then takes its seal. */
static enum lets_status take_piece(struct replay *replay, struct lets_error *err)
{
    const struct cut *cut = replay->cut;
    struct lets_journal *journal = replay->journal;
    const char *must_hold = replay->options->must_hold;
    if (!cut->is_intact) {
        journal->tail = (struct lets_tail){
            .kind = LETS_TAIL_DAMAGE,
            .line = journal->next_line,
            .offset = journal->sealed,
            .size = journal->size - journal->sealed,
        };
        return fail_damaged(replay, cut->last_line, err);
    }
    replay->n_seals++;
    if (replay->held == LETS_OK) {
        enum lets_status status = replay_take(replay, err);
        if (status != LETS_OK) {
            return status;
        }
    }
    journal->sealed = cut->end;
    journal->next_line = cut->last_line + 1;
    replay->has_must_hold =
        replay->has_must_hold || (must_hold != NULL && strcmp(must_hold, cut->stated.hex) == 0);
    if (replay->held != LETS_OK) {
        if (err != NULL) {
            *err = replay->why;
        }
        return replay->held;
    }
    return LETS_OK;
}

static enum lets_status take_pieces(struct replay *replay, struct lets_error *err)
{
    for (;;) {
        enum lets_status status = replay_next(replay, err);
        if (status != LETS_OK || replay->cut->kind == CUT_END) {
            return status;
        }
        if (replay->cut->kind == CUT_SEAL) {
            status = take_piece(replay, err);
        } else if (replay->held == LETS_OK) {
            status = replay_take(replay, err);
        }
        if (status != LETS_OK) {
            return status;
        }
    }
}

/* ---------------------------------------------------------------- the whole */

/* A reader that comes while a commit is being written sees a part of it: that is no open tail. */
static enum lets_status excuse_writer(struct lets_journal *journal, struct lets_error *err)
{
    uint64_t size = 0;
    if (journal->tail.kind != LETS_TAIL_OPEN || store_access(journal->store) != LETS_READ) {
        return LETS_OK;
    }
    bool is_being_written = store_is_being_written(journal->store);
    enum lets_status status = store_measure(journal->store, &size, err);
    if (status == LETS_OK && (is_being_written || size != journal->size)) {
        journal->tail.kind = LETS_TAIL_NOTHING;
        journal->tail.size = 0;
    }
    return status;
}

static enum lets_status fail_unsealed(struct replay *replay, struct lets_error *err)
{
    struct lets_journal *journal = replay->journal;
    enum editor_marks marks = MARKS_NONE;
    enum lets_status status = editor_marks_find(journal, &marks, NULL, err);
    if (status != LETS_OK) {
        return status;
    }
    if (marks == MARKS_ONLY || journal->tail.kind == LETS_TAIL_DAMAGE) {
        return fail_damaged(replay, 0, err);
    }
    bool is_empty = journal->size == 0;
    status =
        lets__fail(err, LETS_NOT_A_JOURNAL, "%s",
                   is_empty ? "the file is empty" : "this is no journal: nothing in it is sealed");
    if (is_empty || journal->tail.kind == LETS_TAIL_OPEN) {
        lets__hint(
            err, "if it was left behind by a crash in 'lets init', 'lets recover' moves it aside");
    }
    return status;
}

/* Judges the tail, after the last piece. */
static enum lets_status take_tail(struct replay *replay, struct lets_error *err)
{
    struct lets_journal *journal = replay->journal;
    enum lets_status status = LETS_OK;
    if (!replay->is_judged) {
        status = tail_classify(journal, replay->reader, err);
    }
    if (status == LETS_OK && replay->n_seals == 0) {
        return fail_unsealed(replay, err);
    }
    if (status == LETS_OK) {
        status = excuse_writer(journal, err);
    }
    if (status == LETS_OK && journal->tail.kind == LETS_TAIL_DAMAGE) {
        return fail_damaged(replay, 0, err);
    }
    if (status == LETS_OK && replay->options->must_hold != NULL && !replay->has_must_hold) {
        return lets__fail(err, LETS_JOURNAL_CUT,
                          "the newest commit that was seen here, %.16s.., is not in this "
                          "journal: it was cut off, or an old copy was put back",
                          replay->options->must_hold);
    }
    return status;
}

static enum lets_status run(struct replay *replay, uint64_t bound, struct lets_error *err)
{
    uint64_t limit = 0;
    uint64_t end = 0;
    enum lets_status status = journal_measure(replay->journal, &limit, err);
    if (status == LETS_OK) {
        status = yaml_reader_new(&replay->reader, err);
    }
    if (status == LETS_OK) {
        status = line_reader_new(&replay->lines, err);
    }
    if (replay->options->is_again) {
        end = replay->journal->sealed;
        replay->is_judged = true;
    } else if (status == LETS_OK) {
        struct replay_end found = {.end = limit};
        status = replay_find_end(replay->journal, replay->options, replay->reader, &found, err);
        end = found.end;
        replay->is_judged = found.is_judged;
        replay->has_must_hold = found.has_must_hold;
    }
    end = end < bound ? end : bound;
    struct lets_hash head = replay->journal->head;
    replay->journal->sealed = 0;
    replay->journal->next_line = 1;
    replay->journal->head = (struct lets_hash){""};
    if (status == LETS_OK) {
        status = cutter_new(replay->journal->store, 0, end, 1, &replay->cutter, err);
    }
    if (status == LETS_OK) {
        status = take_pieces(replay, err);
    }
    if (status == LETS_OK && bound == REPLAY_ALL) {
        status = take_tail(replay, err);
    }
    if (status == LETS_OK) {
        replay->journal->head = lets_ledger_summary(replay->ledger)->head;
        if (replay->options->is_again && strcmp(replay->journal->head.hex, head.hex) != 0) {
            status = lets__fail(err, LETS_JOURNAL_REPLACED,
                                "the journal was changed while it was being read");
        }
    }
    return status;
}

/* Frees all but the ledger. */
static void release(struct replay *replay)
{
    read_ahead_free(replay->read_ahead);
    line_ahead_free(replay->line_ahead);
    cutter_free(replay->cutter);
    line_reader_free(replay->lines);
    yaml_reader_free(replay->reader);
    text_release(&replay->canonical);
}

enum lets_status replay_run(struct lets_journal *journal, const struct lets_replay *options,
                            uint64_t bound, struct lets_ledger **ledger, struct lets_error *err)
{
    struct replay replay = {.journal = journal, .options = options == NULL ? &no_options : options};
    *ledger = NULL;
    enum lets_status status = lets_ledger_new(&replay.ledger, err);
    if (status == LETS_OK) {
        status = run(&replay, bound, err);
    }
    release(&replay);
    *ledger = replay.ledger;
    return status;
}

enum lets_status lets_journal_replay(struct lets_journal *journal,
                                     const struct lets_replay *options, struct lets_ledger **out,
                                     struct lets_error *err)
{
    struct lets_ledger *ledger = NULL;
    enum lets_status status = replay_run(journal, options, REPLAY_ALL, &ledger, err);
    if (status != LETS_OK) {
        lets_ledger_free(ledger);
        return status;
    }
    *out = ledger;
    return LETS_OK;
}
