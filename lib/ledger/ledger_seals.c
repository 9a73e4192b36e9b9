/* SPDX-License-Identifier: MIT */
/*
 * Seals (journal.md: seal). A seal alone knows the day on which its commit was recorded, so it
 * judges the dates that were gathered since the one before, and then begins the next commit.
 */

#include "ledger/ledger_seals.h"

#include "ledger/ledger_runs.h"

struct lets_time lets_seal_time(const struct lets_ledger *ledger, struct lets_time now)
{
    enum { SLACK = 60 };
    const struct lets_summary *summary = &ledger->summary;
    int64_t behind = summary->sealed.unix_seconds - now.unix_seconds;
    if (summary->n_seals > 0 && behind > 0 && behind <= SLACK) {
        now.unix_seconds = summary->sealed.unix_seconds; /* the offset stays the clerk's */
    }
    return now;
}

static enum lets_status check_commit(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    const struct commit_dates *commit = &ledger->commit;
    struct lets_date day = lets_time_day(entry->time);
    char sealed[LETS_DATE_SIZE];
    char other[LETS_DATE_SIZE];
    if (commit->has_latest && commit->latest.day > day.day) {
        lets_date_format(commit->latest, other);
        lets_date_format(day, sealed);
        ledger->blamed_line = commit->latest_line;
        return lets__fail(err, LETS_DATE_AFTER_SEAL, "%s is after %s, the day of the seal", other,
                          sealed);
    }
    if (commit->has_close && commit->close.day >= day.day) {
        lets_date_format(commit->close, other);
        lets_date_format(day, sealed);
        ledger->blamed_line = commit->close_line;
        return lets__fail(err, LETS_CLOSE_DATE,
                          "%s has not ended on %s, the day of the seal: only days that "
                          "are over can be closed",
                          other, sealed);
    }
    if (commit->has_early_reversal && commit->reversed.day <= day.day) {
        lets_date_format(commit->reversed, other);
        ledger->blamed_line = commit->reversal_line;
        return lets__fail(err, LETS_REVERSAL_EARLY,
                          "a reversal is dated before %s, the date of what it "
                          "reverses",
                          other);
    }
    return ledger_check_run_seal(ledger, day, err);
}

static void take_seal(struct lets_ledger *ledger, const struct lets_entry *entry)
{
    struct lets_summary *summary = &ledger->summary;
    summary->n_seals++;
    summary->sealed = entry->time;
    summary->head = entry->sha256;
    if (summary->n_seals == 1) {
        summary->first_seal = entry->sha256;
    }
    ledger->commit = (struct commit_dates){0};
    ledger_end_run(ledger);
}

enum lets_status ledger_apply_seal(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    struct lets_summary *summary = &ledger->summary;
    uint64_t n_entries = ledger->commit.n_entries;
    if (!ledger->commit.has_refused && (n_entries == 0 || entry->entries != n_entries)) {
        return LEDGER_REFUSE(entries, LETS_SEAL_COUNT,
                             "the seal counts %u entries, but there are %llu",
                             (unsigned)entry->entries, (unsigned long long)n_entries);
    }
    if (summary->n_seals > 0 && entry->time.unix_seconds < summary->sealed.unix_seconds &&
        !lets_entry_has(entry, reason)) {
        char before[LETS_TIME_SIZE];
        char now[LETS_TIME_SIZE];
        lets_time_format(summary->sealed, before);
        lets_time_format(entry->time, now);
        return LEDGER_REFUSE(time, LETS_CLOCK_BEHIND,
                             "%s is earlier than the last seal, %s, and no reason is "
                             "given",
                             now, before);
    }
    enum lets_status status = check_commit(ledger, entry, err);
    if (status != LETS_OK) {
        return status;
    }
    take_seal(ledger, entry);
    return LETS_OK;
}

void ledger_skip_entry(struct lets_ledger *ledger, const struct lets_entry *entry)
{
    ledger->commit.has_refused = true;
    ledger_follow_run(ledger, entry);
    if (entry == NULL || entry->kind == LETS_KIND_TRANSFER) {
        ledger->n_missed++;
    }
}

void ledger_skip_seal(struct lets_ledger *ledger, const struct lets_entry *entry)
{
    if (entry != NULL) {
        take_seal(ledger, entry);
    } else {
        ledger->commit = (struct commit_dates){0};
        ledger_end_run(ledger);
    }
}
