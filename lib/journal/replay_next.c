/* SPDX-License-Identifier: MIT */
/*
 * Gets the next entry of a replay, in the way that is fastest for what the journal holds there:
 *
 * 1. One by one, on this thread. Each entry is offered to the line reader where it lies in the
 *    cutter's buffer; one that it cannot parse is cut by its lines, and replay_entry reads it as
 *    YAML. Every replay begins so, and one of a journal of up to SHORT_JOURNAL bytes ends so.
 * 2. In batches, parsed by the line reader and hashed with the help of a worker thread: line_ahead.
 *    Begun after MANY_CANONICAL canonical entries in a row; ended by an entry that the line reader
 *    cannot parse. Never in an audit.
 * 3. In batches, read as YAML by this thread and a worker thread: read_ahead. For an audit, from
 *    its second entry to the last; and where entries are spelled by hand: n_spelled counts them,
 *    less one for each canonical one. Begun when it is MANY_SPELLED, ended when it is 0.
 *
 * The entry is described in the same members of struct replay whichever way it came, and they are
 * the same in each: its bytes, place and values, and whether its piece is intact.
 *
 * Entries that are read ahead also tell which memory will be needed soon. With many accounts little
 * of it is in the processor's caches, and a transfer would mostly wait for it. So it is prefetched,
 * in steps that are some entries apart, since each step needs what the one before has fetched: the
 * slots of the tables that find accounts; the accounts; what is known of the cheque and reference.
 * The accounts that were looked up so are kept in a ring, and used when the transfer is applied; an
 * account that was not found by then is looked up again, so prefetching never changes a result.
 */

#include "journal/replay_next.h"

#include "entries/entry_packed.h"
#include "values/ident.h"

enum { SHORT_JOURNAL = 256 * 1024, MANY_SPELLED = 64, MANY_CANONICAL = 128, SPELLED_MOST = 256 };

/* What stands for the parties of an entry that is no transfer, or was not looked at ahead. */
static const struct ledger_parties nobody = {LEDGER_NOBODY, LEDGER_NOBODY};

size_t replay_longest(const struct replay *replay, enum lets_kind kind)
{
    return kind == LETS_KIND_CLOSE ? cutter_longest(lets_ledger_summary(replay->ledger)->n_accounts)
                                   : CUTTER_LONGEST;
}

/* Counts the entry just read as canonical or not, to choose the way by. n_spelled has an upper
 * limit so that canonical entries soon bring it back to 0. */
static void note_spelling(struct replay *replay)
{
    bool is_canonical = replay->line_entry != NULL;
    replay->n_canonical = is_canonical ? replay->n_canonical + 1 : 0;
    if (is_canonical) {
        replay->n_spelled -= replay->n_spelled > 0 ? 1 : 0;
    } else {
        replay->n_spelled += replay->n_spelled < SPELLED_MOST ? 1 : 0;
    }
}

/* Offers an entry that was cut by its lines to the line reader. Where it is canonical, that sets
 * replay->line_entry; else it is left to be read as YAML. */
static void try_line_reader(struct replay *replay)
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
        replay->line_entry = entry;
    }
}

/* ---------------------------------------------------------------- as YAML, read ahead */

/* Whether to go over to read_ahead (way 3). The ledger entry comes first: it has the decimals. */
static bool is_worth_read_ahead(const struct replay *replay)
{
    return replay->ledger->has_ledger && replay->journal->size > SHORT_JOURNAL &&
           (replay->options->check_canonical || replay->n_spelled >= MANY_SPELLED);
}

/* Begins to read ahead as YAML, or resumes, where the cutter is. */
static enum lets_status begin_read_ahead(struct replay *replay, struct lets_error *err)
{
    const struct lets_summary *summary = lets_ledger_summary(replay->ledger);
    enum lets_status status = LETS_OK;
    if (replay->read_ahead == NULL) {
        status = read_ahead_new(replay->cutter, replay->lines, summary->decimals,
                                replay->options->check_canonical, &replay->read_ahead, err);
    }
    for (size_t i = 0; i < PREFETCH_DISTANCE; i++) {
        replay->prefetched[i] = nobody;
    }
    replay->uses_read_ahead = status == LETS_OK;
    return status;
}

/* Prefetches for the transfers that follow the current entry: the accounts of the one that is
 * PREFETCH_DISTANCE entries on, and the cheque and reference of the one half as far. The parties of
 * the current entry leave the ring for those of the former, which has the same place in it. */
static void prefetch_from_read_ahead(struct replay *replay)
{
    const struct lets_entry *later = read_ahead_peek(replay->read_ahead, PREFETCH_DISTANCE - 1);
    const struct lets_entry *sooner =
        read_ahead_peek(replay->read_ahead, PREFETCH_DISTANCE / 2 - 1);
    size_t at = replay->n_from_read_ahead++;
    replay->parties = replay->prefetched[at % PREFETCH_DISTANCE];
    replay->prefetched[at % PREFETCH_DISTANCE] =
        later != NULL && later->kind == LETS_KIND_TRANSFER
            ? ledger_prefetch_accounts(replay->ledger, ident_word(later->payer),
                                       ident_word(later->payee))
            : nobody;
    if (sooner != NULL && sooner->kind == LETS_KIND_TRANSFER) {
        at += PREFETCH_DISTANCE / 2;
        ledger_prefetch_cheque_and_ref(replay->ledger, replay->prefetched[at % PREFETCH_DISTANCE],
                                       sooner);
    }
}

/* Gets the next entry from read_ahead. Where no entry was spelled by hand of late, pauses it; once
 * it has handed out all that it had cut, there is no entry and replay->uses_read_ahead is false. */
static enum lets_status next_from_read_ahead(struct replay *replay, struct lets_error *err)
{
    struct ahead_entry next = {0};
    uint64_t n_accounts = lets_ledger_summary(replay->ledger)->n_accounts;
    if (replay->n_spelled == 0 && !replay->options->check_canonical) {
        read_ahead_pause(replay->read_ahead);
    }
    enum lets_status status = read_ahead_next(replay->read_ahead, n_accounts, &next, err);
    if (status != LETS_OK) {
        return status;
    }
    replay->uses_read_ahead = next.cut != NULL;
    if (!replay->uses_read_ahead) {
        return LETS_OK;
    }
    replay->cut = next.cut;
    replay->yaml_entry = next.entry;
    replay->is_yaml_canonical = next.is_canonical;
    prefetch_from_read_ahead(replay);
    if (replay->yaml_entry == NULL) {
        try_line_reader(replay);
    }
    note_spelling(replay);
    return LETS_OK;
}

/* ---------------------------------------------------------------- canonical entries, read ahead */

/* Whether to go over to line_ahead (way 2). Not in an audit, which has every entry read as YAML and
 * goes on behind those that are refused. */
static bool is_worth_line_ahead(const struct replay *replay)
{
    return replay->n_canonical >= MANY_CANONICAL && replay->journal->size > SHORT_JOURNAL &&
           !replay->options->check_canonical && replay->options->refused == NULL;
}

/* Prefetches the slots of the tables that find a transfer's accounts by their ids; only of so many
 * accounts that these tables outgrow the caches. */
static void prefetch_id_slots(const struct replay *replay, const struct line_item *item)
{
    enum { MANY = 1 << 16 };
    if (lets_ledger_summary(replay->ledger)->n_accounts >= MANY) {
        if (item->payer != 0) {
            ledger_prefetch_id(replay->ledger, item->payer);
        }
        if (item->payee != 0) {
            ledger_prefetch_id(replay->ledger, item->payee);
        }
    }
}

/*
 * Prepares four entries of the batch, each by its next step. item: an index in the batch,
 * PREFETCH_DISTANCE ahead of the entry that is applied now. Where d is that distance,
 *
 *     2 d    ahead: the entry itself is prefetched,
 *     1.5 d  ahead: the slots that find its accounts,
 *     d      ahead: its accounts, which are looked up for it, into the ring,
 *     0.5 d  ahead: it is unpacked, into the other ring, and then what is known of its cheque and
 *                   reference is prefetched.
 *
 * Indexes behind the batch are left out; so are those before it, which wrap around.
 */
static void prepare_from_batch(struct replay *replay, size_t item)
{
    const struct line_batch *batch = replay->batch.current;
    size_t furthest = item + PREFETCH_DISTANCE;
    size_t further = item + PREFETCH_DISTANCE / 2;
    struct ledger_parties *prefetched = replay->prefetched;
    size_t nearer = item - PREFETCH_DISTANCE / 2;
    if (furthest < batch->n_items) { /* in the other core's cache, maybe */
        __builtin_prefetch(batch->packed + batch->items[furthest].packed);
    }
    if (further < batch->n_items) {
        prefetch_id_slots(replay, &batch->items[further]);
    }
    if (item < batch->n_items) {
        prefetched[item % PREFETCH_DISTANCE] = ledger_prefetch_accounts(
            replay->ledger, batch->items[item].payer, batch->items[item].payee);
    }
    if (nearer < batch->n_items) {
        struct lets_entry *entry = &replay->batch.unpacked[nearer % PREFETCH_DISTANCE];
        entry_unpack(batch->packed + batch->items[nearer].packed, entry);
        if (entry->kind == LETS_KIND_TRANSFER) {
            ledger_prefetch_cheque_and_ref(replay->ledger, prefetched[nearer % PREFETCH_DISTANCE],
                                           entry);
        }
    }
}

/* Gets the next batch from line_ahead and prepares its first entries. Where it has stopped,
 * replay->batch.current is NULL, and entries come one by one again. */
static enum lets_status next_batch(struct replay *replay, struct lets_error *err)
{
    struct replay_batch *batch = &replay->batch;
    uint64_t n_accounts = lets_ledger_summary(replay->ledger)->n_accounts;
    batch->current = NULL;
    enum lets_status status = line_ahead_next(replay->line_ahead, n_accounts, &batch->current, err);
    if (status != LETS_OK || batch->current == NULL) {
        replay->n_canonical = 0;
        return status;
    }
    batch->item = 0;
    batch->at = 0;
    batch->line = batch->current->line;
    for (size_t i = 0; i < PREFETCH_DISTANCE; i++) {
        prepare_from_batch(replay, i);
    }
    return LETS_OK;
}

/* Takes over from the cutter where it is, and gets the first batch, which may be none. */
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
    return next_batch(replay, err);
}

/* Gets the next entry of the batch, described as cutter_take would. */
static void next_from_batch(struct replay *replay)
{
    struct replay_batch *batch = &replay->batch;
    const struct line_batch *current = batch->current;
    const struct line_item *item = &current->items[batch->item];
    const struct lets_entry *entry = &batch->unpacked[batch->item % PREFETCH_DISTANCE];
    struct cut *cut = &replay->own_cut;
    cut->kind = CUT_ENTRY;
    cut->status = LETS_OK;
    cut->bytes = (struct lets_span){.bytes = current->bytes + batch->at, .size = item->size};
    cut->line = batch->line;
    cut->offset = current->offset + batch->at;
    batch->at += item->size;
    batch->line += item->n_lines;
    if (entry->kind == LETS_KIND_SEAL) {
        cut->kind = CUT_SEAL;
        cut->stated = entry->sha256;
        cut->is_intact = batch->item != current->damaged_seal;
        cut->last_line = batch->line - 1;
        cut->end = current->offset + batch->at;
    }
    replay->cut = cut;
    replay->line_entry = entry;
    if (entry->kind == LETS_KIND_TRANSFER) {
        replay->parties = replay->prefetched[batch->item % PREFETCH_DISTANCE];
    }
    prepare_from_batch(replay, batch->item + PREFETCH_DISTANCE);
    batch->item++;
}

/* ---------------------------------------------------------------- the next entry */

/* Gets the next entry without reading ahead (way 1). */
static enum lets_status next_one_by_one(struct replay *replay, struct lets_error *err)
{
    const struct lets_entry *entry = NULL;
    uint64_t n_lines = 0;
    bool is_all = false;
    const struct lets_summary *summary = lets_ledger_summary(replay->ledger);
    struct lets_span bytes = cutter_peek(replay->cutter, &is_all);
    size_t size =
        line_reader_read(replay->lines, bytes, is_all, summary->decimals, &n_lines, &entry);
    enum lets_status status = LETS_OK;
    replay->cut = &replay->own_cut;
    if (size > 0 && size <= replay_longest(replay, entry->kind)) {
        cutter_take(replay->cutter, size, n_lines,
                    entry->kind == LETS_KIND_SEAL ? &entry->sha256 : NULL, &replay->own_cut);
        replay->line_entry = entry;
    } else {
        cutter_set_longest(replay->cutter, cutter_longest(summary->n_accounts));
        status = cutter_next(replay->cutter, &replay->own_cut, err);
        if (status != LETS_OK) {
            return status;
        }
        try_line_reader(replay);
    }
    note_spelling(replay);
    return status;
}

enum lets_status replay_next(struct replay *replay, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    replay->line_entry = NULL;
    replay->parties = nobody;
    replay->yaml_entry = NULL;
    if (replay->batch.current != NULL && replay->batch.item == replay->batch.current->n_items) {
        status = next_batch(replay, err);
    } else if (!replay->uses_read_ahead && is_worth_line_ahead(replay)) {
        status = begin_line_ahead(replay, err);
        replay->n_canonical = 0;
    }
    if (status != LETS_OK) {
        return status;
    }
    if (replay->batch.current != NULL) {
        next_from_batch(replay);
        return LETS_OK;
    }
    if (!replay->uses_read_ahead && is_worth_read_ahead(replay)) {
        status = begin_read_ahead(replay, err);
    }
    if (status == LETS_OK && replay->uses_read_ahead) {
        status = next_from_read_ahead(replay, err);
    }
    return status != LETS_OK || replay->uses_read_ahead ? status : next_one_by_one(replay, err);
}
