/* SPDX-License-Identifier: MIT */
/*
 * One entry of a replay: cut, read by the line reader or as YAML, in an audit by both, applied, and
 * shown or refused with its place.
 */

#include "replay.h"

#include <assert.h>
#include <string.h>

#include "entry.h"
#include "entry_writer.h"
#include "octets.h"

static const struct ledger_parties nobody = {LEDGER_NOBODY, LEDGER_NOBODY};

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
    const struct cut *cut = replay->cut;
    const struct lets_ledger *ledger = replay->ledger;
    struct lets_error *why = &replay->fault;
    why->line = cut->line;
    why->column = 0;
    if (ledger->blamed_line != 0 && ledger->blamed_line != cut->line) {
        why->line = ledger->blamed_line;
        return LETS_OK;
    }
    if (replay->entry != NULL || replay->read != NULL) {
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

/* Where the entry at hand stands. */
static struct lets_place place_of(const struct replay *replay, bool is_canonical)
{
    const struct cut *cut = replay->cut;
    return (struct lets_place){
        .line = cut->line,
        .offset = cut->offset,
        .size = cut->bytes.size,
        .seal = replay->n_seals + (cut->kind == CUT_SEAL ? 0 : 1),
        .is_canonical = is_canonical && replay->options->check_canonical,
    };
}

static enum lets_status observe(const struct replay *replay, const struct lets_entry *entry,
                                bool is_canonical, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    struct lets_place place = place_of(replay, is_canonical);
    for (size_t i = 0; status == LETS_OK && i < replay->options->n_observers; i++) {
        const struct lets_observer *observer = &replay->options->observers[i];
        status = observer->entry(observer->context, replay->ledger, entry, &place, err);
    }
    return status;
}

/* How long an entry may be at this point. */
static size_t longest(const struct replay *replay, enum lets_kind kind)
{
    return kind == LETS_KIND_CLOSE ? cutter_longest(lets_ledger_summary(replay->ledger)->n_accounts)
                                   : CUTTER_LONGEST;
}

/* Reads what was cut as YAML, unless that was done ahead; a malformed one is replay->fault. */
static enum lets_status read_spelled(struct replay *replay, const struct lets_entry **out)
{
    const struct cut *cut = replay->cut;
    const struct lets_entry *entry = replay->read;
    struct lets_error *why = &replay->fault;
    enum lets_status status = LETS_OK;
    if (cut->status != LETS_OK) {
        *why = cut->why;
        return cut->status;
    }
    if (entry == NULL) {
        unsigned decimals = lets_ledger_summary(replay->ledger)->decimals;
        entry = &replay->spelled;
        status = yaml_reader_read(replay->reader, cut->bytes, cut->line, decimals, &replay->spelled,
                                  why);
    }
    if (status == LETS_OK && cut->bytes.size > longest(replay, entry->kind)) {
        status =
            lets__fail_at(why, LETS_ENTRY_TOO_LONG, cut->line, 0, "an entry is over 64 KiB long");
    }
    if (status == LETS_OK && (entry->kind == LETS_KIND_SEAL) != (cut->kind == CUT_SEAL)) {
        status = lets__fail_at(why, LETS_BAD_SEAL, cut->line, 0,
                               entry->kind == LETS_KIND_SEAL
                                   ? "a seal must be written in canonical form, its hash last"
                                   : "only a seal may hold a line 'sha256:'");
    }
    if (status == LETS_OK) {
        *out = entry;
    }
    return status;
}

/* Whether it is worth a second thread to have what follows read as YAML: all of it, in an audit; or
 * because most entries of late were spelled by hand. Short journals are not. */
static bool is_worth_ahead(const struct replay *replay)
{
    enum { SHORT = 256 * 1024, MANY = 64 };
    return replay->ledger->has_ledger && replay->journal->size > SHORT &&
           (replay->options->check_canonical || replay->n_spelled >= MANY);
}

/* Offers what was cut by its lines to the line reader. */
static void read_lines(struct replay *replay)
{
    const struct cut *cut = replay->cut;
    const struct lets_entry *entry = NULL;
    uint64_t n_lines = 0;
    unsigned decimals = lets_ledger_summary(replay->ledger)->decimals;
    if (cut->kind == CUT_END || cut->status != LETS_OK) {
        return;
    }
    size_t size = line_reader_read(replay->lines, cut->bytes, true, decimals, &n_lines, &entry);
    if (size == cut->bytes.size && (entry->kind == LETS_KIND_SEAL) == (cut->kind == CUT_SEAL) &&
        size <= longest(replay, entry->kind)) {
        replay->entry = entry;
    }
}

static uint64_t word_of(struct lets_span id)
{
    return id.size == 0 || id.size > 8 ? 0 : octets_load_few(id.bytes, id.size);
}

/* Looks at a transfer that comes, and at the cheque of one that comes sooner; the parties of the
 * entry at hand make room for those of the first. */
static void foresee_ahead(struct replay *replay)
{
    const struct lets_entry *later = read_ahead_peek(replay->ahead, REPLAY_FORESIGHT - 1);
    const struct lets_entry *sooner = read_ahead_peek(replay->ahead, REPLAY_FORESIGHT / 2 - 1);
    size_t at = replay->n_ahead++;
    replay->parties = replay->foreseen[at % REPLAY_FORESIGHT];
    replay->foreseen[at % REPLAY_FORESIGHT] =
        later != NULL && later->kind == LETS_KIND_TRANSFER
            ? ledger_foresee(replay->ledger, word_of(later->payer), word_of(later->payee))
            : nobody;
    if (sooner != NULL && sooner->kind == LETS_KIND_TRANSFER) {
        at += REPLAY_FORESIGHT / 2;
        ledger_foresee_cheque(replay->ledger, replay->foreseen[at % REPLAY_FORESIGHT],
                              sooner->cheque);
    }
}

static enum lets_status next_ahead(struct replay *replay, struct lets_error *err)
{
    struct ahead next = {0};
    uint64_t n_accounts = lets_ledger_summary(replay->ledger)->n_accounts;
    enum lets_status status = read_ahead_next(replay->ahead, n_accounts, &next, err);
    if (status != LETS_OK) {
        return status;
    }
    replay->cut = next.cut;
    replay->read = next.entry;
    replay->is_read_canonical = next.is_canonical;
    foresee_ahead(replay);
    if (replay->read == NULL) {
        read_lines(replay);
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- canonical entries, read ahead */

/* Whether it is worth a second thread to have what follows read by the line reader: it took the
 * last entries one after the other. */
static bool is_worth_line_ahead(const struct replay *replay)
{
    enum { SHORT = 256 * 1024, MANY = 128 };
    return replay->n_canonical >= MANY && replay->journal->size > SHORT &&
           !replay->options->check_canonical && replay->options->refused == NULL;
}

/* Looks at an item that is a transfer, and at the cheque of one before it. */
static void foresee(struct replay *replay, size_t item)
{
    const struct line_batch *shown = replay->batch.shown;
    struct ledger_parties *foreseen = replay->batch.foreseen;
    size_t nearer = item - REPLAY_FORESIGHT / 2;
    if (item < shown->n_items && shown->entries[item].kind == LETS_KIND_TRANSFER) {
        foreseen[item % REPLAY_FORESIGHT] =
            ledger_foresee(replay->ledger, shown->items[item].payer, shown->items[item].payee);
    }
    if (nearer < shown->n_items && shown->entries[nearer].kind == LETS_KIND_TRANSFER) {
        ledger_foresee_cheque(replay->ledger, foreseen[nearer % REPLAY_FORESIGHT],
                              shown->entries[nearer].cheque);
    }
}

/* Turns to the next batch; there may be none. */
static enum lets_status turn_batch(struct replay *replay, struct lets_error *err)
{
    struct replay_batch *batch = &replay->batch;
    uint64_t n_accounts = lets_ledger_summary(replay->ledger)->n_accounts;
    batch->shown = NULL;
    enum lets_status status = line_ahead_next(replay->line_ahead, n_accounts, &batch->shown, err);
    if (status != LETS_OK || batch->shown == NULL) {
        replay->n_canonical = 0;
        return status;
    }
    batch->item = 0;
    batch->at = 0;
    batch->line = batch->shown->line;
    for (size_t i = 0; i < REPLAY_FORESIGHT; i++) {
        foresee(replay, i);
    }
    return LETS_OK;
}

static enum lets_status begin_line_ahead(struct replay *replay, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    if (replay->line_ahead == NULL) {
        status = line_ahead_new(LINE_AHEAD_CHUNK, &replay->line_ahead, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    unsigned decimals = lets_ledger_summary(replay->ledger)->decimals;
    line_ahead_begin(replay->line_ahead, replay->cutter, decimals);
    return turn_batch(replay, err);
}

/* The next entry of the batch, as if it had been cut. */
static void take_item(struct replay *replay)
{
    struct replay_batch *batch = &replay->batch;
    const struct line_batch *shown = batch->shown;
    const struct line_item *item = &shown->items[batch->item];
    const struct lets_entry *entry = &shown->entries[batch->item];
    struct cut *cut = &replay->own_cut;
    cut->kind = CUT_ENTRY;
    cut->status = LETS_OK;
    cut->bytes = (struct lets_span){.bytes = shown->bytes + batch->at, .size = item->size};
    cut->line = batch->line;
    cut->offset = shown->offset + batch->at;
    batch->at += item->size;
    batch->line += item->n_lines;
    if (entry->kind == LETS_KIND_SEAL) {
        cut->kind = CUT_SEAL;
        cut->stated = entry->sha256;
        cut->is_intact = batch->item != shown->bad;
        cut->last_line = batch->line - 1;
        cut->end = shown->offset + batch->at;
    }
    replay->cut = cut;
    replay->entry = entry;
    replay->parties = entry->kind == LETS_KIND_TRANSFER
                          ? batch->foreseen[batch->item % REPLAY_FORESIGHT]
                          : nobody;
    foresee(replay, batch->item + REPLAY_FORESIGHT);
    batch->item++;
}

/* ---------------------------------------------------------------- the next entry */

/* Offers what lies ahead to the line reader first. */
static enum lets_status next_here(struct replay *replay, struct lets_error *err)
{
    const struct lets_entry *entry = NULL;
    uint64_t n_lines = 0;
    bool is_all = false;
    const struct lets_summary *summary = lets_ledger_summary(replay->ledger);
    struct lets_span bytes = cutter_ahead(replay->cutter, &is_all);
    size_t size =
        line_reader_read(replay->lines, bytes, is_all, summary->decimals, &n_lines, &entry);
    enum lets_status status = LETS_OK;
    replay->cut = &replay->own_cut;
    if (size > 0 && size <= longest(replay, entry->kind)) {
        cutter_take(replay->cutter, size, n_lines,
                    entry->kind == LETS_KIND_SEAL ? &entry->sha256 : NULL, &replay->own_cut);
        replay->entry = entry;
    } else {
        cutter_set_longest(replay->cutter, cutter_longest(summary->n_accounts));
        status = cutter_next(replay->cutter, &replay->own_cut, err);
        if (status != LETS_OK) {
            return status;
        }
        read_lines(replay);
    }
    bool is_canonical = replay->entry != NULL;
    replay->n_canonical = is_canonical ? replay->n_canonical + 1 : 0;
    replay->n_spelled += is_canonical ? 0 : 1;
    replay->n_spelled -= is_canonical && replay->n_spelled > 0 ? 1 : 0;
    return status;
}

enum lets_status replay_next(struct replay *replay, struct lets_error *err)
{
    const struct lets_summary *summary = lets_ledger_summary(replay->ledger);
    enum lets_status status = LETS_OK;
    replay->entry = NULL;
    replay->parties = nobody;
    replay->read = NULL;
    if (replay->batch.shown != NULL && replay->batch.item == replay->batch.shown->n_items) {
        status = turn_batch(replay, err);
    } else if (is_worth_line_ahead(replay)) {
        status = begin_line_ahead(replay, err);
        replay->n_canonical = 0;
    }
    if (status != LETS_OK) {
        return status;
    }
    if (replay->batch.shown != NULL) {
        take_item(replay);
        return LETS_OK;
    }
    if (replay->ahead == NULL && is_worth_ahead(replay)) {
        cutter_set_longest(replay->cutter, cutter_longest(summary->n_accounts));
        status = read_ahead_new(replay->cutter, replay->lines, summary->decimals,
                                replay->options->check_canonical, &replay->ahead, err);
        for (size_t i = 0; i < REPLAY_FORESIGHT; i++) {
            replay->foreseen[i] = nobody;
        }
    }
    if (status != LETS_OK) {
        return status;
    }
    return replay->ahead != NULL ? next_ahead(replay, err) : next_here(replay, err);
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
    *out = NULL;
    *found = read_spelled(replay, out);
    if (*out == NULL) {
        *is_canonical = false;
        return LETS_OK;
    }
    if (replay->read != NULL && replay->options->check_canonical) {
        *is_canonical = replay->is_read_canonical; /* both readers had it */
        return LETS_OK;
    }
    bool is_seal = replay->cut->kind == CUT_SEAL;
    if (!is_seal && !replay->options->check_canonical) {
        return LETS_OK;
    }
    bool is_same = false;
    enum lets_status status = check_canonical(replay, *out, replay->cut->bytes, &is_same, err);
    bool is_agreed = !*is_canonical || (is_same && entry_equal(replay->entry, *out));
    assert((status != LETS_OK || is_agreed) && "two readers, one meaning");
    *is_canonical = is_same;
    return status;
}

static enum lets_status apply(struct replay *replay, const struct lets_entry *entry)
{
    struct lets_ledger *ledger = replay->ledger;
    bool is_foreseen =
        entry->kind == LETS_KIND_TRANSFER && (entry == replay->entry || entry == replay->read);
    ledger->line = replay->cut->line;
    enum lets_status status =
        is_foreseen && ledger->has_ledger
            ? ledger_apply_foreseen(ledger, entry, replay->parties, &replay->fault)
            : lets_ledger_apply(ledger, entry, &replay->fault);
    ledger->line = 0;
    return status;
}

/* An entry that was malformed (entry: NULL) or refused, as `found` and replay->fault say. */
static enum lets_status take_refused(struct replay *replay, const struct lets_entry *entry,
                                     bool is_canonical, enum lets_status found,
                                     struct lets_error *err)
{
    if (!is_refusal(found)) {
        if (err != NULL) {
            *err = replay->fault;
        }
        return found;
    }
    struct lets_place place = place_of(replay, is_canonical);
    enum lets_status status = refuse(replay, entry, &place, &replay->fault);
    if (replay->cut->kind == CUT_SEAL) {
        ledger_skip_seal(replay->ledger, entry);
    }
    return status;
}

enum lets_status replay_take(struct replay *replay, struct lets_error *err)
{
    const struct cut *cut = replay->cut;
    const struct lets_entry *entry = NULL;
    enum lets_status found = LETS_OK;
    bool is_canonical = false;
    enum lets_status status = read_entry(replay, &entry, &is_canonical, &found, err);
    if (status != LETS_OK) {
        return status;
    }
    if (found != LETS_OK) {
        return take_refused(replay, NULL, is_canonical, found, err);
    }
    if (cut->kind == CUT_SEAL && !is_canonical) {
        found = lets__fail_at(&replay->fault, LETS_BAD_SEAL, cut->line, 0,
                              "a seal must be written in canonical form");
        lets__excerpt(&replay->fault, cut->bytes, cut->line);
        return take_refused(replay, entry, is_canonical, found, err);
    }
    found = apply(replay, entry);
    if (found == LETS_OK) {
        return replay->options->n_observers == 0 ? LETS_OK
                                                 : observe(replay, entry, is_canonical, err);
    }
    status = is_refusal(found) ? put_place(replay, err) : LETS_OK;
    return status == LETS_OK ? take_refused(replay, entry, is_canonical, found, err) : status;
}
