/* SPDX-License-Identifier: MIT */
/*
 * Entries typed by hand behind the last seal. They are judged by the same rules as any other, and
 * as many faults as can be told are told in one run: an entry that is refused is left out, and the
 * transfers behind it are judged as if their numbers were right.
 */

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "entries/yaml_reader.h"
#include "journal/commit.h"
#include "journal/tail.h"
#include "ledger/ledger.h"

/* The walk over what was typed by hand. */
struct typed {
    struct cutter *cutter;
    struct yaml_reader *reader;
    const struct lets_adoption *how;
    uint32_t shift; /* by how much a transfer's number is ahead, for those that were refused */
    enum lets_status refused; /* of the last entry that was; LETS_OK: none */
    struct lets_error why;
};

/* Reads one entry of the tail. */
static enum lets_status read_typed(const struct lets_commit *commit, const struct typed *typed,
                                   const struct cut *cut, struct lets_entry *entry,
                                   struct lets_error *err)
{
    if (cut->status != LETS_OK) {
        *err = cut->why;
        return cut->status;
    }
    enum lets_status status =
        yaml_reader_read(typed->reader, cut->bytes, cut->line,
                         lets_ledger_summary(commit->ledger)->decimals, entry, err);
    if (status == LETS_OK && entry->kind == LETS_KIND_SEAL) {
        return lets__fail_at(err, LETS_BAD_SEAL, cut->line, 0,
                             "a seal cannot be typed: 'lets seal' makes it");
    }
    if (status == LETS_OK && entry->kind != LETS_KIND_CLOSE && cut->bytes.size > CUTTER_LONGEST) {
        return lets__fail_at(err, LETS_ENTRY_TOO_LONG, cut->line, 0,
                             "an entry is over 64 KiB long");
    }
    return status;
}

/* Applies it. Behind one that was refused the numbers of transfers run ahead of the ledger. */
static enum lets_status apply_typed(struct lets_commit *commit, struct typed *typed,
                                    struct lets_entry *entry, struct lets_error *err)
{
    bool is_transfer = entry->kind == LETS_KIND_TRANSFER;
    uint32_t next = lets_ledger_summary(commit->ledger)->n_transfers + 1 + typed->shift;
    uint32_t number = entry->number;
    enum lets_status status = LETS_OK;
    commit->ledger->blamed = LETS_FIELD_number;
    if (is_transfer && typed->shift > 0 && number != next) {
        status =
            lets__fail(err, LETS_TRANSFER_NUMBER,
                       "transfer %" PRIu32 " is not the next, which is %" PRIu32, number, next);
    } else {
        entry->number -= is_transfer ? typed->shift : 0;
        status = lets_ledger_apply(commit->ledger, entry, err);
        entry->number = number;
    }
    if (status != LETS_OK && is_transfer && number >= next) {
        typed->shift += number - next + 1;
    }
    return status;
}

/* Reads and applies one entry of the tail, and shows it. */
static enum lets_status adopt_one(struct lets_commit *commit, struct typed *typed,
                                  const struct cut *cut, struct lets_error *err)
{
    static const char transfer[] = "- transfer:";
    struct lets_entry entry = {0};
    struct lets_ledger *ledger = commit->ledger;
    struct lets_place place = {
        .line = cut->line,
        .offset = cut->offset,
        .size = cut->bytes.size,
        .seal = lets_ledger_summary(ledger)->n_seals + 1,
    };
    enum lets_status status = read_typed(commit, typed, cut, &entry, err);
    if (status != LETS_OK) {
        bool is_transfer = cut->bytes.size >= sizeof transfer - 1 &&
                           memcmp(cut->bytes.bytes, transfer, sizeof transfer - 1) == 0;
        typed->shift += is_transfer ? 1 : 0;
        return status;
    }
    ledger->line = cut->line;
    status = apply_typed(commit, typed, &entry, err);
    ledger->line = 0;
    if (status != LETS_OK && status != LETS_OUT_OF_MEMORY) {
        err->line = cut->line;
        yaml_reader_place(typed->reader, ledger->blamed, &err->line, &err->column);
        lets__excerpt(err, cut->bytes, cut->line);
    }
    if (status == LETS_OK) {
        const struct lets_observer *observer = &typed->how->observer;
        commit->n_entries++;
        if (observer->entry != NULL) {
            status = observer->entry(observer->context, ledger, &entry, &place, err);
        }
    }
    return status;
}

/* What to do about an entry that was refused: LETS_OK goes on. */
static enum lets_status refuse(struct typed *typed, enum lets_status status)
{
    bool is_fault = lets_status_exit(status) != lets_status_exit(LETS_INPUT_OUTPUT);
    typed->refused = status;
    return is_fault && typed->how->refused != NULL
               ? typed->how->refused(typed->how->refused_context, &typed->why)
               : status;
}

static enum lets_status adopt_all(struct lets_commit *commit, struct typed *typed,
                                  struct lets_error *err)
{
    for (;;) {
        struct cut cut;
        uint64_t n_accounts = lets_ledger_summary(commit->ledger)->n_accounts;
        cutter_set_longest(typed->cutter, cutter_longest(n_accounts));
        enum lets_status status = cutter_next(typed->cutter, &cut, err);
        if (status != LETS_OK) {
            return status;
        }
        if (cut.kind != CUT_END) {
            status = adopt_one(commit, typed, &cut, &typed->why);
        }
        if (status != LETS_OK) {
            status = refuse(typed, status);
        }
        if (status != LETS_OK || cut.kind == CUT_END) {
            commit->n_lines_adopted = cut.line - commit->journal->next_line;
            break;
        }
    }
    if (typed->refused != LETS_OK && err != NULL) {
        *err = typed->why;
    }
    return typed->refused;
}

/* Why a tail is not taken for typed by hand. */
static enum lets_status refuse_tail(const struct lets_tail *tail, struct lets_error *err)
{
    if (tail->is_unended) {
        (void)lets__fail_at(err, LETS_OPEN_TAIL, tail->line, 0,
                            "what was typed by hand does not end in a line feed: the last line may "
                            "not be finished");
    } else if (tail->near_typed > 0) {
        (void)lets__fail_at(err, LETS_OPEN_TAIL, tail->near_typed, 0,
                            "this is not quite the line '# typed' that stands before entries typed "
                            "by hand");
    } else {
        (void)lets__fail_at(err, LETS_OPEN_TAIL, tail->line, 0,
                            "the unsealed entries that follow the last seal are not marked by a "
                            "line '# typed' before the first, or end in a part of a seal: they may "
                            "be what a crash left behind");
    }
    tail_hint(tail, err);
    return LETS_OPEN_TAIL;
}

enum lets_status lets_commit_adopt(struct lets_commit *commit, const struct lets_adoption *adoption,
                                   struct lets_error *err)
{
    static const struct lets_adoption plain = {.refused = NULL};
    struct lets_journal *journal = commit->journal;
    struct typed typed = {.how = adoption == NULL ? &plain : adoption};
    assert(commit->n_entries == 0 && !commit->is_sealed);
    if (journal->tail.kind != LETS_TAIL_OPEN) {
        return lets__fail(err, LETS_NOTHING_TO_SEAL, "no entries follow the last seal");
    }
    if (!journal->tail.is_typed) {
        return refuse_tail(&journal->tail, err);
    }
    enum lets_status status = yaml_reader_new(&typed.reader, err);
    if (status == LETS_OK) {
        status = cutter_new(journal->store, journal->sealed, journal->size, journal->next_line,
                            &typed.cutter, err);
    }
    if (status == LETS_OK) {
        commit->has_adopted = true;
        status = adopt_all(commit, &typed, err);
    }
    if (status == LETS_OK && commit->n_entries == 0) {
        status = lets__fail(err, LETS_NOTHING_TO_SEAL, "no entries follow the last seal");
    }
    cutter_free(typed.cutter);
    yaml_reader_free(typed.reader);
    return status;
}
