/* SPDX-License-Identifier: MIT */
/*
 * Which entry is next, and who reads it: the line reader, here, where it lies, or in batches on a
 * second thread; or the YAML reader, in batches on two threads, in an audit and where many entries
 * were spelled by hand. Short journals are read here, without a thread. A replay goes from one way
 * to another as the journal does.
 */

#include "journal/replay_next.h"

#include "values/ident.h"

enum { SHORT = 256 * 1024, MANY_SPELLED = 64, MANY_CANONICAL = 128, SPELLED_MOST = 256 };

static const struct ledger_parties nobody = {LEDGER_NOBODY, LEDGER_NOBODY};

size_t replay_longest(const struct replay *replay, enum lets_kind kind)
{
    return kind == LETS_KIND_CLOSE ? cutter_longest(lets_ledger_summary(replay->ledger)->n_accounts)
                                   : CUTTER_LONGEST;
}

/* Counts how entries were spelled of late. */
static void note_spelling(struct replay *replay)
{
    bool is_canonical = replay->entry != NULL;
    replay->n_canonical = is_canonical ? replay->n_canonical + 1 : 0;
    if (is_canonical) {
        replay->n_spelled -= replay->n_spelled > 0 ? 1 : 0;
    } else {
        replay->n_spelled += replay->n_spelled < SPELLED_MOST ? 1 : 0;
    }
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
        size <= replay_longest(replay, entry->kind)) {
        replay->entry = entry;
    }
}

/* ---------------------------------------------------------------- as YAML, read ahead */

/* Whether it is worth a second thread to have what follows read as YAML: all of it, in an audit; or
 * because most entries of late were spelled by hand. */
static bool is_worth_ahead(const struct replay *replay)
{
    return replay->ledger->has_ledger && replay->journal->size > SHORT &&
           (replay->options->check_canonical || replay->n_spelled >= MANY_SPELLED);
}

static enum lets_status begin_ahead(struct replay *replay, struct lets_error *err)
{
    const struct lets_summary *summary = lets_ledger_summary(replay->ledger);
    enum lets_status status = LETS_OK;
    if (replay->ahead == NULL) {
        status = read_ahead_new(replay->cutter, replay->lines, summary->decimals,
                                replay->options->check_canonical, &replay->ahead, err);
    }
    for (size_t i = 0; i < REPLAY_FORESIGHT; i++) {
        replay->foreseen[i] = nobody;
    }
    replay->is_ahead = status == LETS_OK;
    return status;
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
            ? ledger_foresee(replay->ledger, ident_word(later->payer), ident_word(later->payee))
            : nobody;
    if (sooner != NULL && sooner->kind == LETS_KIND_TRANSFER) {
        at += REPLAY_FORESIGHT / 2;
        ledger_foresee_rest(replay->ledger, replay->foreseen[at % REPLAY_FORESIGHT], sooner);
    }
}

/* Where hardly any entry was spelled by hand of late, there will be no next one from there: then
 * replay->is_ahead is false. */
static enum lets_status next_ahead(struct replay *replay, struct lets_error *err)
{
    struct ahead next = {0};
    uint64_t n_accounts = lets_ledger_summary(replay->ledger)->n_accounts;
    if (replay->n_spelled == 0 && !replay->options->check_canonical) {
        read_ahead_rest(replay->ahead);
    }
    enum lets_status status = read_ahead_next(replay->ahead, n_accounts, &next, err);
    if (status != LETS_OK) {
        return status;
    }
    replay->is_ahead = next.cut != NULL;
    if (!replay->is_ahead) {
        return LETS_OK;
    }
    replay->cut = next.cut;
    replay->read = next.entry;
    replay->is_read_canonical = next.is_canonical;
    foresee_ahead(replay);
    if (replay->read == NULL) {
        read_lines(replay);
    }
    note_spelling(replay);
    return LETS_OK;
}

/* ---------------------------------------------------------------- canonical entries, read ahead */

/* Whether it is worth a second thread to have what follows read by the line reader: it took the
 * last entries one after the other. */
static bool is_worth_line_ahead(const struct replay *replay)
{
    return replay->n_canonical >= MANY_CANONICAL && replay->journal->size > SHORT &&
           !replay->options->check_canonical && replay->options->refused == NULL;
}

/* Of many accounts even the table that finds them lies in far memory. */
static void foresee_ids(const struct replay *replay, const struct line_item *item)
{
    enum { MANY = 1 << 16 };
    if (lets_ledger_summary(replay->ledger)->n_accounts >= MANY) {
        if (item->payer != 0) {
            ledger_foresee_id(replay->ledger, item->payer);
        }
        if (item->payee != 0) {
            ledger_foresee_id(replay->ledger, item->payee);
        }
    }
}

/* Looks at an item that is a transfer, at the ids of one behind it, and at the cheque of one before
 * it. */
static void foresee(struct replay *replay, size_t item)
{
    const struct line_batch *shown = replay->batch.shown;
    size_t further = item + REPLAY_FORESIGHT / 2;
    struct ledger_parties *foreseen = replay->foreseen;
    size_t nearer = item - REPLAY_FORESIGHT / 2;
    if (item + REPLAY_FORESIGHT < shown->n_items) { /* it lies where the other thread wrote it */
        __builtin_prefetch(&shown->entries[item + REPLAY_FORESIGHT]);
    }
    if (further < shown->n_items && shown->entries[further].kind == LETS_KIND_TRANSFER) {
        foresee_ids(replay, &shown->items[further]);
    }
    if (item < shown->n_items && shown->entries[item].kind == LETS_KIND_TRANSFER) {
        foreseen[item % REPLAY_FORESIGHT] =
            ledger_foresee(replay->ledger, shown->items[item].payer, shown->items[item].payee);
    }
    if (nearer < shown->n_items && shown->entries[nearer].kind == LETS_KIND_TRANSFER) {
        ledger_foresee_rest(replay->ledger, foreseen[nearer % REPLAY_FORESIGHT],
                            &shown->entries[nearer]);
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
    if (entry->kind == LETS_KIND_TRANSFER) {
        replay->parties = replay->foreseen[batch->item % REPLAY_FORESIGHT];
    }
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
    if (size > 0 && size <= replay_longest(replay, entry->kind)) {
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
    note_spelling(replay);
    return status;
}

enum lets_status replay_next(struct replay *replay, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    replay->entry = NULL;
    replay->parties = nobody;
    replay->read = NULL;
    if (replay->batch.shown != NULL && replay->batch.item == replay->batch.shown->n_items) {
        status = turn_batch(replay, err);
    } else if (!replay->is_ahead && is_worth_line_ahead(replay)) {
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
    if (!replay->is_ahead && is_worth_ahead(replay)) {
        status = begin_ahead(replay, err);
    }
    if (status == LETS_OK && replay->is_ahead) {
        status = next_ahead(replay, err);
    }
    return status != LETS_OK || replay->is_ahead ? status : next_here(replay, err);
}
