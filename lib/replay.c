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

#include "entry_writer.h"
#include "journal.h"
#include "ledger.h"
#include "yaml_reader.h"

/* Nobody asks for it. */
static const struct lets_replay no_options;

struct replay {
    struct lets_journal *journal;
    const struct lets_replay *options;
    struct lets_ledger *ledger;
    struct cutter *cutter;
    struct yaml_reader *reader;
    struct text canonical;
    uint64_t n_seals;      /* pieces found intact */
    enum lets_status held; /* what is wrong with the commit at hand, first */
    struct lets_error why;
    bool has_must_hold;
    bool is_judged; /* the tail was, before the replay */
};

/* ---------------------------------------------------------------- where to stop */

/* The search for the seal that is meant, in a first pass that judges hashes only. */
struct search {
    const struct lets_replay *options;
    uint64_t end;     /* of the piece that is meant; 0: not found */
    uint64_t n_found; /* seals whose digits fit */
    uint64_t next_line;
    bool is_broken;
    bool has_must_hold;
};

static enum lets_status look_at(void *context, const struct lets_piece *piece)
{
    struct search *search = context;
    const struct lets_replay *options = search->options;
    const char *digits = options->until_hash;
    bool is_meant = digits != NULL
                        ? strncmp(piece->hash.hex, digits, strlen(digits)) == 0
                        : piece->sealed.unix_seconds <= options->until_time->unix_seconds;
    if (is_meant) {
        search->end = piece->end;
        search->n_found++;
    }
    search->next_line = piece->last_line + 1;
    search->is_broken = search->is_broken || !piece->is_intact;
    search->has_must_hold =
        search->has_must_hold ||
        (options->must_hold != NULL && strcmp(options->must_hold, piece->hash.hex) == 0);
    return LETS_OK;
}

static enum lets_status fail_search(const struct search *search, struct lets_error *err)
{
    if (search->options->until_hash != NULL && search->n_found == 0) {
        return lets__fail(err, LETS_UNKNOWN_SEAL, "no seal of this journal begins with '%.70s'",
                          search->options->until_hash);
    }
    if (search->options->until_hash != NULL) {
        return lets__fail(err, LETS_UNKNOWN_SEAL,
                          "more than one seal of this journal begins with '%.70s'",
                          search->options->until_hash);
    }
    char time[LETS_TIME_SIZE];
    lets_time_format(*search->options->until_time, time);
    return lets__fail(err, LETS_UNKNOWN_SEAL, "the first seal of this journal is later than %s",
                      time);
}

/* The end of the piece up to which to replay: limit, where all is wanted. A damaged journal is
 * replayed to the damage, which says it better. */
static enum lets_status find_end(struct replay *replay, uint64_t limit, uint64_t *out,
                                 struct lets_error *err)
{
    const struct lets_replay *options = replay->options;
    struct lets_journal *journal = replay->journal;
    struct search search = {.options = options};
    *out = limit;
    if (options->until_hash == NULL && options->until_time == NULL) {
        return LETS_OK;
    }
    enum lets_status status = lets_journal_scan(journal, look_at, &search, err);
    if (status != LETS_OK || search.is_broken) {
        return status;
    }
    if (search.end == 0 || (options->until_hash != NULL && search.n_found > 1)) {
        return fail_search(&search, err);
    }
    /* What follows the last seal of all is judged now: the replay will not come there. */
    journal->sealed = limit;
    journal->next_line = search.next_line;
    status = tail_classify(journal, replay->reader, err);
    replay->has_must_hold = search.has_must_hold;
    replay->is_judged = true;
    *out = search.end;
    return status;
}

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

/* The place of what a rule refused, in the journal. */
static void put_place(const struct replay *replay, struct lets_span bytes, uint64_t line,
                      struct lets_error *why)
{
    const struct lets_ledger *ledger = replay->ledger;
    why->line = line;
    why->column = 0;
    if (ledger->blamed_line != 0 && ledger->blamed_line != line) {
        why->line = ledger->blamed_line;
        return;
    }
    yaml_reader_place(replay->reader, ledger->blamed, &why->line, &why->column);
    lets__excerpt(why, bytes, line);
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

/* Reads what was cut; a malformed one is *why. */
static enum lets_status read_cut(struct replay *replay, const struct cut *cut,
                                 struct lets_entry *entry, struct lets_error *why)
{
    if (cut->status != LETS_OK) {
        *why = cut->why;
        return cut->status;
    }
    unsigned decimals = lets_ledger_summary(replay->ledger)->decimals;
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

static enum lets_status take_entry(struct replay *replay, const struct cut *cut,
                                   struct lets_error *err)
{
    struct lets_entry entry = {0};
    struct lets_error why = {0};
    struct lets_place place = {
        .line = cut->line,
        .offset = cut->offset,
        .size = cut->bytes.size,
        .seal = replay->n_seals + (cut->kind == CUT_SEAL ? 0 : 1),
    };
    enum lets_status status = read_cut(replay, cut, &entry, &why);
    bool is_read = status == LETS_OK;
    bool is_seal = cut->kind == CUT_SEAL;
    if (is_read && (is_seal || replay->options->check_canonical)) {
        status = check_canonical(replay, &entry, cut->bytes, &place.is_canonical, err);
        if (status != LETS_OK) {
            return status;
        }
    }
    if (is_read && is_seal && !place.is_canonical) {
        status = lets__fail_at(&why, LETS_BAD_SEAL, cut->line, 0,
                               "a seal must be written in canonical form");
        lets__excerpt(&why, cut->bytes, cut->line);
    }
    if (status == LETS_OK) {
        replay->ledger->line = cut->line;
        status = lets_ledger_apply(replay->ledger, &entry, &why);
        if (status != LETS_OK && is_refusal(status)) {
            put_place(replay, cut->bytes, cut->line, &why);
        }
        replay->ledger->line = 0;
    }
    if (status == LETS_OK) {
        return observe(replay, &entry, &place, err);
    }
    if (!is_refusal(status)) {
        if (err != NULL) {
            *err = why;
        }
        return status;
    }
    status = refuse(replay, is_read ? &entry : NULL, &place, &why);
    if (is_seal) {
        ledger_skip_seal(replay->ledger, is_read ? &entry : NULL);
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
static enum lets_status take_piece(struct replay *replay, const struct cut *cut,
                                   struct lets_error *err)
{
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
        enum lets_status status = take_entry(replay, cut, err);
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
        struct cut cut;
        uint64_t n_accounts = lets_ledger_summary(replay->ledger)->n_accounts;
        cutter_set_longest(replay->cutter, cutter_longest(n_accounts));
        enum lets_status status = cutter_next(replay->cutter, &cut, err);
        if (status != LETS_OK || cut.kind == CUT_END) {
            return status;
        }
        if (cut.kind == CUT_SEAL) {
            status = take_piece(replay, &cut, err);
        } else if (replay->held == LETS_OK) {
            status = take_entry(replay, &cut, err);
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
    if (journal->size == 0) {
        return lets__fail(err, LETS_NOT_A_JOURNAL, "the file is empty");
    }
    status = lets__fail(err, LETS_NOT_A_JOURNAL, "this is no journal: nothing in it is sealed");
    if (journal->tail.kind == LETS_TAIL_OPEN) {
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
        status = find_end(replay, limit, &end, err);
    }
    end = end < bound ? end : bound;
    replay->journal->sealed = 0;
    replay->journal->next_line = 1;
    if (status == LETS_OK) {
        status = cutter_new(replay->journal->store, 0, end, 1, &replay->cutter, err);
    }
    if (status == LETS_OK) {
        status = take_pieces(replay, err);
    }
    return status == LETS_OK && bound == REPLAY_ALL ? take_tail(replay, err) : status;
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
    cutter_free(replay.cutter);
    yaml_reader_free(replay.reader);
    text_release(&replay.canonical);
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
