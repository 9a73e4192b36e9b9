/* SPDX-License-Identifier: MIT */
/*
 * One entry of a replay, as replay_next found it: read as YAML where it was not read yet, in an
 * audit by both readers, applied, and shown or refused with its place.
 */

#include "journal/replay_entry.h"

#include <assert.h>

#include "entries/entry_equal.h"
#include "entries/entry_writer.h"
#include "journal/replay_next.h"
#include "ledger/apply.h"
#include "ledger/ledger_seals.h"

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
    if (replay->line_entry != NULL || replay->yaml_entry != NULL) {
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

/* Reads what was cut as YAML, unless that was done ahead; a malformed one is replay->fault. */
static enum lets_status read_spelled(struct replay *replay, const struct lets_entry **out)
{
    const struct cut *cut = replay->cut;
    const struct lets_entry *entry = replay->yaml_entry;
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
    if (status == LETS_OK && cut->bytes.size > replay_longest(replay, entry->kind)) {
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

/* Reads what the line reader did not take, and, where each entry is to be checked, what it did:
 * both must be the same. *is_canonical: whether it is what the writer would write. A malformed one
 * is replay->fault, and in *found. */
static enum lets_status read_entry(struct replay *replay, const struct lets_entry **out,
                                   bool *is_canonical, enum lets_status *found,
                                   struct lets_error *err)
{
    *is_canonical = replay->line_entry != NULL;
    *out = replay->line_entry;
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
    if (replay->yaml_entry != NULL && replay->options->check_canonical) {
        *is_canonical = replay->is_yaml_canonical; /* both readers had it */
        return LETS_OK;
    }
    bool is_seal = replay->cut->kind == CUT_SEAL;
    if (!is_seal && !replay->options->check_canonical) {
        return LETS_OK;
    }
    bool is_same = false;
    enum lets_status status = check_canonical(replay, *out, replay->cut->bytes, &is_same, err);
    bool is_agreed = !*is_canonical || (is_same && entry_equal(replay->line_entry, *out));
    assert((status != LETS_OK || is_agreed) && "two readers, one meaning");
    *is_canonical = is_same;
    return status;
}

static enum lets_status apply(struct replay *replay, const struct lets_entry *entry)
{
    struct lets_ledger *ledger = replay->ledger;
    bool is_prefetched = entry->kind == LETS_KIND_TRANSFER &&
                         (entry == replay->line_entry || entry == replay->yaml_entry);
    ledger->line = replay->cut->line;
    enum lets_status status =
        is_prefetched && ledger->has_ledger
            ? ledger_apply_prefetched(ledger, entry, replay->parties, &replay->fault)
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
