/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a journal, and any bytes as the entries of a commit whose seal matches. Whatever is
 * accepted must add up to zero, in every view, and must be what the writer writes when it is read
 * again.
 */

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entry_writer.h"
#include "seal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char opening[] =
    "- ledger: Fuzz\n  format: 1\n  unit: U\n  decimals: 2\n  opened: 2026-01-01\n"
    "  debit-limit: 200.00\n  credit-limit: none\n  limits: hard\n  cheques-valid: 6 months\n"
    "- member: a\n  joined: 2026-01-01\n- member: b\n  joined: 2026-01-01\n"
    "- cheques: a\n  date: 2026-01-01\n  first: 1\n  last: 9\n";

/* The statements of all accounts, whatever the period, add up to zero, and the report of it to the
 * members that there are. */
static void check_views(struct lets_journal *journal)
{
    static const struct lets_statements_options month = {.period = {{20454}, {20484}}};
    static const struct lets_report_options all = {.period = {{INT32_MIN}, {INT32_MAX}},
                                                   .today = {20560}};
    struct lets_statements *statements = NULL;
    struct lets_report *report = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_statement_set set;
    struct lets_report_figures figures;
    if (lets_statements_new(&month, &statements, NULL) == LETS_OK &&
        lets_report_new(&all, &report, NULL) == LETS_OK) {
        struct lets_observer observers[] = {lets_statements_observer(statements),
                                            lets_report_observer(report)};
        struct lets_replay how = {.observers = observers, .n_observers = 2};
        int64_t total = 0;
        uint32_t n_members = 0;
        if (lets_journal_replay(journal, &how, &ledger, NULL) == LETS_OK &&
            lets_statements_finish(statements, ledger, &set, NULL) == LETS_OK &&
            lets_report_finish(report, ledger, &figures, NULL) == LETS_OK) {
            for (size_t i = 0; i < set.n_statements; i++) {
                total += set.statements[i].carried_forward.minor;
            }
            for (size_t i = 0; i < figures.n_bins; i++) {
                n_members += figures.bins[i].members;
            }
            assert(total == 0);
            assert(figures.n_rows == 0 || n_members == figures.rows[figures.n_rows - 1].members);
        }
    }
    lets_ledger_free(ledger);
    lets_report_free(report);
    lets_statements_free(statements);
}

static void check(void *bytes, size_t size)
{
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_audit *audit = NULL;
    if (lets_journal_parse(bytes, size, &journal, NULL) != LETS_OK) {
        return;
    }
    enum lets_status replayed = lets_journal_replay(journal, NULL, &ledger, NULL);
    enum lets_status audited = lets_audit_new(journal, NULL, &audit, NULL);
    if (replayed == LETS_OK) {
        int64_t total = 0;
        for (uint32_t i = 0; i < lets_ledger_summary(ledger)->n_accounts; i++) {
            total += lets_ledger_account(ledger, i)->balance.minor;
        }
        assert(total == 0);
        assert(audited == LETS_OK && lets_audit_report(audit)->n_seals > 0);
        check_views(journal);
    } else if (audited == LETS_OK) {
        assert(!lets_audit_report(audit)->is_ok);
    }
    lets_audit_free(audit);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
}

/* Adds a seal over everything so far; entries: as the seal counts them. */
static void add_seal(struct text *journal, size_t entries)
{
    struct seal_hasher *hasher = NULL;
    if (text_add_format(journal, NULL,
                        "- seal: 2026-06-01T09:00:00+00:00\n  by: x\n  entries: %zu\n",
                        entries) == LETS_OK &&
        seal_hasher_new(&hasher, NULL) == LETS_OK) {
        seal_update(hasher, text_span(journal));
        struct lets_hash hash = seal_finish(hasher);
        (void)text_add_format(journal, NULL, "  sha256: %s\n", hash.hex);
    }
    seal_hasher_free(hasher);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text journal = {0};
    size_t n_entries = 4;
    struct lets_span input = {.bytes = (const char *)data, .size = size};
    check((void *)(uintptr_t)data, size);
    for (size_t i = 0; i + 1 < size; i++) {
        n_entries += (i == 0 || data[i - 1] == '\n') && data[i] == '-' && data[i + 1] == ' ';
    }
    if (text_add_string(&journal, opening, NULL) == LETS_OK &&
        text_add(&journal, input, NULL) == LETS_OK &&
        text_add_string(&journal, "\n", NULL) == LETS_OK) {
        add_seal(&journal, n_entries);
        check(journal.bytes, journal.size);
    }
    text_release(&journal);
    return 0;
}
