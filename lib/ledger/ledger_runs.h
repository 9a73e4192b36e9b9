/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_RUNS_H
#define LETS_LEDGER_RUNS_H

/* Runs of rules: `run`, the entries that must follow it, and the seal behind them (journal.md,
 * Rules). */

#include "ledger/ledger.h"

enum lets_status ledger_apply_run(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  struct lets_error *err);

/* Behind a run, of an entry that is no seal: whether it is the one that is due. */
enum lets_status ledger_check_due(struct lets_ledger *ledger, const struct lets_entry *entry,
                                  struct lets_error *err);
static inline enum lets_status ledger_check_run(struct lets_ledger *ledger,
                                                const struct lets_entry *entry,
                                                struct lets_error *err)
{
    return ledger->rules.run.is_there ? ledger_check_due(ledger, entry, err) : LETS_OK;
}

/* Then: it was taken in, or skipped (NULL: it could not even be read). */
void ledger_follow_run(struct lets_ledger *ledger, const struct lets_entry *entry);

/* Of a seal: whether the run, if there is one, is whole and of that day. */
enum lets_status ledger_check_run_seal(struct lets_ledger *ledger, struct lets_date day,
                                       struct lets_error *err);

/* The commit has ended. */
void ledger_end_run(struct lets_ledger *ledger);

/* A transfer was reversed. */
void ledger_reverse_in_run(struct lets_ledger *ledger, uint32_t number);

/* Whether the last close can be undone; and it is, the first n closed transfers stay closed. */
enum lets_status ledger_check_reopen(struct lets_ledger *ledger, struct lets_error *err);
void ledger_reopen_runs(struct lets_ledger *ledger, size_t n);

#endif
