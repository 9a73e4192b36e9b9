/* SPDX-License-Identifier: MIT */
/*
 * Replay: one pass over the journal. Entries are applied as they come, before their seal is known,
 * so what is wrong with one is held back until the seal has said whether its bytes are the ones
 * that were sealed: altered bytes are reported as such, and never as a fault of the clerk.
 */

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "entry.h"
#include "entry_writer.h"
#include "journal.h"
#include "ledger.h"
#include "line_reader.h"
#include "yaml_reader.h"

/* Nobody asks for it. */
static const struct lets_replay no_options;

struct replay {
    struct lets_journal *journal;
    const struct lets_replay *options;
    struct lets_ledger *ledger;
    struct cutter *cutter;
    struct hash_lane *lane; /* NULL: hashes are judged one by one */
    struct line_reader *lines;
    struct yaml_reader *reader;
    struct cut cut;                 /* the entry at hand */
    const struct lets_entry *entry; /* as the line reader read it; NULL: it is not canonical */
    struct lets_entry spelled;      /* as the YAML reader read it */
    struct lets_error fault;        /* what is wrong with it, where something is */
    struct text canonical;
    uint64_t n_seals;      /* pieces found intact */
    enum lets_status held; /* what is wrong with the commit at hand, first */
    struct lets_error why;
    bool has_must_hold;
    bool is_judged; /* the tail was, before the replay */
};

/* ---------------------------------------------------------------- one entry */

static void hold(struct replay *replay, enum lets_status status, const struct lets_error *why)
{
    if (replay->held == LETS_OK) {
        replay->held = status;
        replay->why = *why;
    }
}

/* Whether a status is a fault of the input, to be held or told, rather than of the world. */
static bool is_refusal(enum lets_status status)
{
    int exit_status = lets_status_exit(status);
    return exit_status == 1 || exit_status == 3;
}

/* Something is wrong with an entry: told to whoever wants to go on, else held. */
static enum lets_status refuse(struct replay *replay, const struct lets_entry *entry,
                               const struct lets_place *place, const struct lets_error *why)
{
    if (replay->options->refused == NULL || why->status == LETS_FORMAT_TOO_NEW) {
        hold(replay, why->status, why);
        return LETS_OK;
    }
    ledger_skip_entry(replay->ledger, entry);
    return replay->options->refused(replay->options->refused_context, entry, place, why);
}

/* The place of what a rule refused, in the journal. It takes the YAML reader to know columns. */
static enum lets_status put_place(struct replay *replay, struct lets_error *err)
{
    const struct cut *cut = &replay->cut;
    const struct lets_ledger *ledger = replay->ledger;
    struct lets_error *why = &replay->fault;
    why->line = cut->line;
    why->column = 0;
    if (ledger->blamed_line != 0 && ledger->blamed_line != cut->line) {
        why->line = ledger->blamed_line;
        return LETS_OK;
    }
    if (replay->entry != NULL) {
        unsigned decimals = lets_ledger_summary(ledger)->decimals;
        enum lets_status status = yaml_reader_read(replay->reader, cut->bytes, cut->line, decimals,
                                                   &replay->spelled, err);
        if (status != LETS_OK) {
            return status;
        }
    }
    yaml_reader_place(replay->reader, ledger->blamed, &why->line, &why->column);
    lets__excerpt(why, cut->bytes, cut->line);
    return LETS_OK;
}

static enum lets_status check_canonical(struct replay *replay, const struct lets_entry *entry,
                                        struct lets_span bytes, bool *out, struct lets_error *err)
{
    text_clear(&replay->canonical);
    unsigned decimals = lets_ledger_summary(replay->ledger)->decimals;
    decimals = entry->kind == LETS_KIND_LEDGER ? entry->decimals : decimals;
    enum lets_status status = entry_write(&replay->canonical, entry, decimals, err);
    if (status == LETS_OK) {
        *out = lets_span_equal(text_span(&replay->canonical), bytes);
    }
    return status;
}

static enum lets_status observe(const struct replay *replay, const struct lets_entry *entry,
                                const struct lets_place *place, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < replay->options->n_observers; i++) {
        const struct lets_observer *observer = &replay->options->observers[i];
        status = observer->entry(observer->context, replay->ledger, entry, place, err);
    }
    return status;
}

/* Reads what was cut by lines, as YAML; a malformed one is replay->fault. */
static enum lets_status read_spelled(struct replay *replay)
{
    const struct cut *cut = &replay->cut;
    struct lets_entry *entry = &replay->spelled;
    struct lets_error *why = &replay->fault;
    unsigned decimals = lets_ledger_summary(replay->ledger)->decimals;
    if (cut->status != LETS_OK) {
        *why = cut->why;
        return cut->status;
    }
    enum lets_status status =
        yaml_reader_read(replay->reader, cut->bytes, cut->line, decimals, entry, why);
    if (status == LETS_OK && entry->kind != LETS_KIND_CLOSE && cut->bytes.size > CUTTER_LONGEST) {
        status =
            lets__fail_at(why, LETS_ENTRY_TOO_LONG, cut->line, 0, "an entry is over 64 KiB long");
    }
    if (status == LETS_OK && (entry->kind == LETS_KIND_SEAL) != (cut->kind == CUT_SEAL)) {
        status = lets__fail_at(why, LETS_BAD_SEAL, cut->line, 0,
                               entry->kind == LETS_KIND_SEAL
                                   ? "a seal must be written in canonical form, its hash last"
                                   : "only a seal may hold a line 'sha256:'");
    }
    return status;
}

/* Cuts the next entry, and reads it where the line reader takes it: nearly always, and then nobody
 * looked for its lines before. */
static enum lets_status next_entry(struct replay *replay, struct lets_error *err)
{
    struct cut *cut = &replay->cut;
    const struct lets_summary *summary = lets_ledger_summary(replay->ledger);
    uint64_t n_lines = 0;
    bool is_all = false;
    struct lets_span bytes = cutter_ahead(replay->cutter, &is_all);
    size_t size =
        line_reader_read(replay->lines, bytes, is_all, summary->decimals, &n_lines, &replay->entry);
    if (size > 0 && size <= CUTTER_LONGEST) {
        bool is_seal = replay->entry->kind == LETS_KIND_SEAL;
        cutter_take(replay->cutter, size, n_lines, is_seal ? &replay->entry->sha256 : NULL, cut);
        return LETS_OK;
    }
    replay->entry = NULL;
    cutter_set_longest(replay->cutter, cutter_longest(summary->n_accounts));
    enum lets_status status = cutter_next(replay->cutter, cut, err);
    if (status == LETS_OK && cut->kind != CUT_END && cut->status == LETS_OK) {
        const struct lets_entry *entry = NULL;
        size =
            line_reader_read(replay->lines, cut->bytes, true, summary->decimals, &n_lines, &entry);
        if (size == cut->bytes.size && (entry->kind == LETS_KIND_SEAL) == (cut->kind == CUT_SEAL) &&
            (size <= CUTTER_LONGEST || entry->kind == LETS_KIND_CLOSE)) {
            replay->entry = entry;
        }
    }
    return status;
}

/* Reads what the line reader did not take, and, where each entry is to be checked, what it did:
 * both must be the same. *is_canonical: whether it is what the writer would write. A malformed one
 * is replay->fault, and in *found. */
static enum lets_status read_entry(struct replay *replay, const struct lets_entry **out,
                                   bool *is_canonical, enum lets_status *found,
                                   struct lets_error *err)
{
    *is_canonical = replay->entry != NULL;
    *out = replay->entry;
    *found = LETS_OK;
    if (*is_canonical && !replay->options->check_canonical) {
        return LETS_OK;
    }
    *found = read_spelled(replay);
    *out = *found == LETS_OK ? &replay->spelled : NULL;
    if (*out == NULL) {
        *is_canonical = false;
        return LETS_OK;
    }
    bool is_same = false;
    enum lets_status status = check_canonical(replay, *out, replay->cut.bytes, &is_same, err);
    bool is_agreed = !*is_canonical || (is_same && entry_equal(replay->entry, *out));
    assert((status != LETS_OK || is_agreed) && "two readers, one meaning");
    *is_canonical = is_same;
    return status;
}

static enum lets_status take_entry(struct replay *replay, struct lets_error *err)
{
    const struct cut *cut = &replay->cut;
    struct lets_error *why = &replay->fault;
    struct lets_place place = {
        .line = cut->line,
        .offset = cut->offset,
        .size = cut->bytes.size,
        .seal = replay->n_seals + (cut->kind == CUT_SEAL ? 0 : 1),
    };
    const struct lets_entry *entry = NULL;
    enum lets_status found = LETS_OK;
    bool is_seal = cut->kind == CUT_SEAL;
    bool is_canonical = false;
    enum lets_status status = read_entry(replay, &entry, &is_canonical, &found, err);
    if (status != LETS_OK) {
        return status;
    }
    place.is_canonical = is_canonical && replay->options->check_canonical;
    bool is_read = found == LETS_OK;
    if (is_read && is_seal && !is_canonical) {
        found = lets__fail_at(why, LETS_BAD_SEAL, cut->line, 0,
                              "a seal must be written in canonical form");
        lets__excerpt(why, cut->bytes, cut->line);
    }
    if (found == LETS_OK) {
        replay->ledger->line = cut->line;
        found = lets_ledger_apply(replay->ledger, entry, why);
        if (found != LETS_OK && is_refusal(found)) {
            status = put_place(replay, err);
        }
        replay->ledger->line = 0;
    }
    if (status != LETS_OK) {
        return status;
    }
    if (found == LETS_OK) {
        return observe(replay, entry, &place, err);
    }
    if (!is_refusal(found)) {
        if (err != NULL) {
            *err = *why;
        }
        return found;
    }
    status = refuse(replay, is_read ? entry : NULL, &place, why);
    if (is_seal) {
        ledger_skip_seal(replay->ledger, is_read ? entry : NULL);
    }
    return status;
}

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
    const struct cut *cut = &replay->cut;
    struct lets_journal *journal = replay->journal;
    const char *must_hold = replay->options->must_hold;
    if (memcmp(cut->stated.hex, cut->found.hex, LETS_HASH_SIZE) != 0) {
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
        enum lets_status status = take_entry(replay, err);
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
        enum lets_status status = next_entry(replay, err);
        if (status != LETS_OK || replay->cut.kind == CUT_END) {
            return status;
        }
        if (replay->cut.kind == CUT_SEAL) {
            status = take_piece(replay, err);
        } else if (replay->held == LETS_OK) {
            status = take_entry(replay, err);
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
    if (status == LETS_OK) {
        struct replay_end found = {.end = limit};
        status = replay_find_end(replay->journal, replay->options, replay->reader, &found, err);
        end = found.end;
        replay->is_judged = found.is_judged;
        replay->has_must_hold = found.has_must_hold;
    }
    end = end < bound ? end : bound;
    replay->journal->sealed = 0;
    replay->journal->next_line = 1;
    if (status == LETS_OK) {
        status = cutter_new(replay->journal->store, 0, end, 1, &replay->cutter, err);
    }
    if (status == LETS_OK) {
        cutter_use_lane(replay->cutter, replay->lane);
    }
    if (status == LETS_OK) {
        status = take_pieces(replay, err);
    }
    return status == LETS_OK && bound == REPLAY_ALL ? take_tail(replay, err) : status;
}

/* Frees all but the ledger. */
static void release(struct replay *replay)
{
    hash_lane_free(replay->lane);
    cutter_free(replay->cutter);
    line_reader_free(replay->lines);
    yaml_reader_free(replay->reader);
    text_release(&replay->canonical);
}

/* A replay that nobody watches is not told of a seal before it is judged, so hashes may be found
 * beside it. *is_intact: no piece was found damaged so. */
static enum lets_status run_beside(struct replay *replay, uint64_t bound, bool *is_intact,
                                   struct lets_error *err)
{
    *is_intact = true;
    enum lets_status status = LETS_OK;
    if (replay->options->n_observers == 0 && replay->options->refused == NULL) {
        status = hash_lane_new(&replay->lane, err);
    }
    if (status == LETS_OK) {
        status = run(replay, bound, err);
    }
    if (replay->lane != NULL) {
        *is_intact = hash_lane_finish(replay->lane);
    }
    return status;
}

enum lets_status replay_run(struct lets_journal *journal, const struct lets_replay *options,
                            uint64_t bound, struct lets_ledger **ledger, struct lets_error *err)
{
    struct replay replay = {.journal = journal, .options = options == NULL ? &no_options : options};
    bool is_intact = true;
    *ledger = NULL;
    enum lets_status status = lets_ledger_new(&replay.ledger, err);
    if (status == LETS_OK) {
        status = run_beside(&replay, bound, &is_intact, err);
    }
    if (!is_intact) {
        /* Some piece is damaged: again, piece by piece, to say which and to apply none of it. */
        struct replay again = {.journal = journal, .options = replay.options};
        release(&replay);
        lets_ledger_free(replay.ledger);
        replay = again;
        status = lets_ledger_new(&replay.ledger, err);
        if (status == LETS_OK) {
            status = run(&replay, bound, err);
        }
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
