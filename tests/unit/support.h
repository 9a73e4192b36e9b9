/* SPDX-License-Identifier: MIT */
#ifndef SUPPORT_H
#define SUPPORT_H

/* Journals made in memory, sealed with right hashes, for tests. */

#include <check.h>

#include "base/text.h"

/* A ledger, a policy of 200.00/500.00, members 0001, 0002, bob, a central account admin, a book
 * 301-325 of 0001; opened 2026-01-01; no seal. */
extern const char support_base[];

/* Adds a piece: entries, then a seal at `time` with the right count and hash. */
void support_seal(struct text *journal, const char *entries, const char *time);

/* The same with the seal's lines between `- seal:` and `sha256` given: "  by: x\n  entries: 1\n".
 */
void support_seal_as(struct text *journal, const char *entries, const char *seal_lines);

/* Applies entries, written one behind the other, to a ledger; stops at the first that fails. */
enum lets_status support_apply(struct lets_ledger *ledger, const char *entries,
                               struct lets_error *err);

/* A new ledger with support_base applied. */
struct lets_ledger *support_ledger(void);

/* Replays bytes; the ledger is NULL where that fails. */
enum lets_status support_replay(struct lets_span bytes, struct lets_ledger **ledger,
                                struct lets_error *err);

/* Reads a file of the tests' folder, whole. */
struct text support_load(const char *name);

/* Asserts that two ledgers hold the same. */
void support_same(const struct lets_ledger *a, const struct lets_ledger *b);

/* Asserts that two ledgers hold the same of funds: a part of support_same (support_funds.c). */
void support_same_funds(const struct lets_ledger *a, const struct lets_ledger *b);

/* Asserts what must hold of the statements of twelve periods in a row that make up `whole`, in
 * which every transfer of the journal is dated (support_statements.c). Returns how often the
 * statements of a closed period were found the same after one more commit. */
size_t support_check_statements(struct lets_journal *journal, struct lets_period whole);

/* Asserts that the reports of all days up to today, by month and by year, are what one counts
 * oneself; everything in the journal is dated up to today (support_report.c). */
void support_check_report(struct lets_journal *journal, struct lets_date today);

/* Runs a suite's one case: 0 where all passed. */
int support_run(const char *name, const TTest *const *tests, size_t n_tests);

#endif
