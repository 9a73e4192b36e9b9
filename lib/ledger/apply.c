/* SPDX-License-Identifier: MIT */
/*
 * The one door into the state: an entry is checked against the rules that hold for all kinds, then
 * handed to the module of its own. Each of these checks all rules and gets all memory before it
 * changes anything, so a refused entry leaves the ledger as it was.
 */

#include "ledger/apply.h"

#include <assert.h>

#include "entries/entry.h"
#include "ledger/ledger_accounts.h"
#include "ledger/ledger_charters.h"
#include "ledger/ledger_cheques.h"
#include "ledger/ledger_periods.h"
#include "ledger/ledger_policy.h"
#include "ledger/ledger_proposals.h"
#include "ledger/ledger_rules.h"
#include "ledger/ledger_runs.h"
#include "ledger/ledger_seals.h"
#include "ledger/ledger_transfers.h"

/* The general rule of dates: none before the ledger's own, except days on which something older
 * began. */
static enum lets_status check_dates(struct lets_ledger *ledger, const struct lets_entry *entry,
                                    struct lets_error *err)
{
    if (lets_entry_has(entry, date) && entry->date.day < ledger->summary.opened.day) {
        char day[LETS_DATE_SIZE];
        char opened[LETS_DATE_SIZE];
        lets_date_format(entry->date, day);
        lets_date_format(ledger->summary.opened, opened);
        return LEDGER_REFUSE(date, LETS_DATE_BEFORE_LEDGER,
                             "%s is before the ledger was opened, on %s", day, opened);
    }
    if (lets_entry_has(entry, ends) && entry->ends.day < ledger->summary.opened.day) {
        return LEDGER_REFUSE(ends, LETS_DATE_BEFORE_LEDGER,
                             "%s is before the ledger was opened, on %s", day_of(entry->ends).text,
                             day_of(ledger->summary.opened).text);
    }
    return LETS_OK;
}

static void note_latest(struct commit_dates *commit, struct lets_date date, uint64_t line)
{
    if (!commit->has_latest || date.day > commit->latest.day) {
        commit->has_latest = true;
        commit->latest = date;
        commit->latest_line = line;
    }
}

/* Keeps what the seal to come must judge: it alone knows the day. A transfer's `written` is not
 * after its date; a `reopen` is dated as the close that it undoes, which a clock that ran ahead may
 * have made. */
static void note_dates(struct lets_ledger *ledger, const struct lets_entry *entry)
{
    struct commit_dates *commit = &ledger->commit;
    if (lets_entry_has(entry, date) && entry->kind != LETS_KIND_REOPEN) {
        note_latest(commit, entry->date, ledger->line);
    }
    if (lets_entry_has(entry, opened)) {
        note_latest(commit, entry->opened, ledger->line);
    }
    if (lets_entry_has(entry, joined)) {
        note_latest(commit, entry->joined, ledger->line);
    }
    if (entry->kind == LETS_KIND_CLOSE &&
        (!commit->has_close || entry->date.day > commit->close.day)) {
        commit->has_close = true;
        commit->close = entry->date;
        commit->close_line = ledger->line;
    }
}

/* The rules of each kind. */
static enum lets_status (*const rules[])(struct lets_ledger *, const struct lets_entry *,
                                         struct lets_error *) = {
#define RULES(name, word) ledger_apply_##word,
    LETS_KINDS(RULES)
#undef RULES
};

/* The line of a key, from 1, in the canonical form of an entry. */
static uint64_t canonical_line(const struct lets_entry *entry, enum lets_field field)
{
    size_t n_keys = 0;
    uint64_t line = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);
    for (size_t i = 0; i < n_keys; i++) {
        bool is_there = lets_entry_has_field(entry, keys[i].field);
        line += is_there ? 1 : 0;
        if (keys[i].field == field) {
            return line;
        }
        if (is_there && entry_is_mapping(keys[i].type)) {
            line += lets_entry_pairs(entry, &keys[i])->n;
        }
    }
    return 1;
}

/* An entry was taken in, or says in err where it was refused. */
static enum lets_status end_entry(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  enum lets_status status, struct lets_error *err)
{
    if (status == LETS_OK) {
        ledger->commit.n_entries++;
        ledger->summary.n_entries++;
        if (ledger->rules.run.is_there) {
            ledger_follow_run(ledger, entry);
        }
    } else if (err != NULL && status != LETS_OUT_OF_MEMORY) {
        err->line = canonical_line(entry, ledger->blamed);
    }
    return status;
}

enum lets_status ledger_apply_prefetched(struct lets_ledger *ledger, const struct lets_entry *entry,
                                         struct ledger_parties parties, struct lets_error *err)
{
    assert(ledger->has_ledger && entry->kind == LETS_KIND_TRANSFER);
    ledger->blamed = LETS_FIELD_number;
    ledger->blamed_line = 0;
    enum lets_status status = ledger_check_run(ledger, entry, err);
    if (status == LETS_OK) {
        status = ledger_apply_transfer_between(ledger, entry, parties, err);
    }
    if (status == LETS_OK) {
        note_latest(&ledger->commit, entry->date, ledger->line);
    }
    return end_entry(ledger, entry, status, err);
}

enum lets_status lets_ledger_apply(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    size_t n_keys = 0;
    enum lets_status status = LETS_OK;
    ledger->blamed = lets_kind_keys(entry->kind, &n_keys)[0].field;
    ledger->blamed_line = 0;
    if (!ledger->has_ledger && entry->kind != LETS_KIND_LEDGER) {
        status = lets__fail(err, LETS_LEDGER_MISSING, "the first entry must be 'ledger', not '%s'",
                            lets_kind_word(entry->kind));
    } else if (ledger->has_ledger && entry->kind == LETS_KIND_LEDGER) {
        status = lets__fail(err, LETS_LEDGER_REPEATED, "an entry 'ledger' can only stand first");
    } else if (entry->kind != LETS_KIND_LEDGER && entry->kind != LETS_KIND_TRANSFER) {
        status = check_dates(ledger, entry, err);
    }
    if (status == LETS_OK) {
        status = ledger_check_run(ledger, entry, err);
    }
    if (status == LETS_OK) {
        status = rules[entry->kind](ledger, entry, err);
    }
    bool is_seal = entry->kind == LETS_KIND_SEAL;
    if (status == LETS_OK && !is_seal) {
        note_dates(ledger, entry);
    }
    return status == LETS_OK && is_seal ? LETS_OK : end_entry(ledger, entry, status, err);
}
