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

static enum lets_status next_ahead(struct replay *replay, struct lets_error *err)
{
    uint64_t n_accounts = lets_ledger_summary(replay->ledger)->n_accounts;
    enum lets_status status =
        read_ahead_next(replay->ahead, n_accounts, &replay->cut, &replay->read, err);
    if (status == LETS_OK) {
        read_lines(replay);
    }
    return status;
}

/* Reads what lies ahead where the line reader takes it, and begins to fetch what it names. */
static struct replay_foreseen foresee(const struct replay *replay)
{
    struct replay_foreseen next = {.parties = nobody};
    bool is_all = false;
    unsigned decimals = lets_ledger_summary(replay->ledger)->decimals;
    struct lets_span bytes = cutter_ahead(replay->cutter, &is_all);
    next.size =
        line_reader_read(replay->next_lines, bytes, is_all, decimals, &next.n_lines, &next.entry);
    if (next.size > 0 && next.entry->kind == LETS_KIND_TRANSFER) {
        next.parties = ledger_foresee(replay->ledger, next.entry);
    }
    if (next.size > CUTTER_LONGEST && next.size > longest(replay, next.entry->kind)) {
        next.size = 0;
    }
    return next;
}

/* Whether the entry that lies ahead may end behind the bytes that were read so far. */
static bool is_cut_short(const struct replay *replay)
{
    bool is_all = false;
    struct lets_span bytes = cutter_ahead(replay->cutter, &is_all);
    const char *at = bytes.bytes;
    const char *end = at + bytes.size;
    bool is_inside = !is_all && bytes.size > 0 &&
                     bytes.size < cutter_longest(lets_ledger_summary(replay->ledger)->n_accounts);
    while (is_inside) {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at == NULL ? end : at + 1;
        if (at == end) {
            return true;
        }
        is_inside = *at == ' ' || *at == '\n';
    }
    return false;
}

/* What was foreseen is the entry at hand now; while it is applied, the memory that the one after it
 * needs is on its way. A ledger's first entry alone changes how the next is read. */
static void take_foreseen(struct replay *replay)
{
    struct line_reader *lines = replay->next_lines;
    const struct lets_entry *entry = replay->next.entry;
    cutter_take(replay->cutter, replay->next.size, replay->next.n_lines,
                entry->kind == LETS_KIND_SEAL ? &entry->sha256 : NULL, &replay->own_cut);
    replay->next_lines = replay->lines;
    replay->lines = lines;
    replay->entry = entry;
    replay->parties = replay->next.parties;
    replay->n_spelled -= replay->n_spelled > 0 ? 1 : 0;
    replay->has_next = entry->kind != LETS_KIND_LEDGER;
    if (replay->has_next) {
        replay->next = foresee(replay);
    }
}

enum lets_status replay_next(struct replay *replay, struct lets_error *err)
{
    const struct lets_summary *summary = lets_ledger_summary(replay->ledger);
    enum lets_status status = LETS_OK;
    replay->entry = NULL;
    replay->parties = nobody;
    replay->read = NULL;
    if (replay->ahead == NULL && is_worth_ahead(replay)) {
        cutter_set_longest(replay->cutter, cutter_longest(summary->n_accounts));
        replay->has_next = false;
        status = read_ahead_new(replay->cutter, replay->lines, summary->decimals,
                                replay->options->check_canonical, &replay->ahead, err);
    }
    if (status != LETS_OK || replay->ahead != NULL) {
        return status == LETS_OK ? next_ahead(replay, err) : status;
    }
    replay->cut = &replay->own_cut;
    if (!replay->has_next) {
        replay->next = foresee(replay);
    }
    if (replay->next.size == 0 && is_cut_short(replay)) {
        status = cutter_read_on(replay->cutter, err);
        if (status != LETS_OK) {
            return status;
        }
        replay->next = foresee(replay);
    }
    replay->has_next = false;
    if (replay->next.size > 0) {
        take_foreseen(replay);
        return LETS_OK;
    }
    cutter_set_longest(replay->cutter, cutter_longest(summary->n_accounts));
    status = cutter_next(replay->cutter, &replay->own_cut, err);
    if (status == LETS_OK) {
        read_lines(replay);
        replay->n_spelled += replay->entry == NULL ? 1 : 0;
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
    *out = NULL;
    *found = read_spelled(replay, out);
    if (*out == NULL) {
        *is_canonical = false;
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
    bool is_foreseen = entry->kind == LETS_KIND_TRANSFER && entry == replay->entry;
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
