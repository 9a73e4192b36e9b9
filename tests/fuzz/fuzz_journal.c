/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a journal, and any bytes as the entries of a commit behind the first, whose seal
 * matches. Whatever is
 * accepted must add up to zero, in every view, and must be what the writer writes when it is read
 * again.
 */

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entries/entry_writer.h"
#include "sealing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char opening[] =
    "- ledger: Fuzz\n  format: 1\n  unit: U\n  decimals: 2\n  opened: 2026-01-01\n"
    "  debit-limit: 200.00\n  credit-limit: none\n  limits: hard\n  cheques-valid: 6 months\n"
    "- member: a\n  joined: 2026-01-01\n- member: b\n  joined: 2026-01-01\n"
    "- cheques: a\n  date: 2026-01-01\n  first: 1\n  last: 9\n";

/* A journal's entries in canonical form, sealed anew. */
struct rewriting {
    struct text out;
    size_t from; /* where the piece begins that the next seal covers */
    bool is_signed;
};

static enum lets_status rewrite(void *context, const struct lets_ledger *ledger,
                                const struct lets_entry *entry, const struct lets_place *place,
                                struct lets_error *err)
{
    struct rewriting *rewriting = context;
    struct lets_entry copy = *entry;
    (void)place;
    lets_entry_drop(&copy, sha256);
    rewriting->is_signed |= lets_entry_has(entry, signature);
    enum lets_status status =
        entry_write(&rewriting->out, &copy, lets_ledger_summary(ledger)->decimals, err);
    if (status == LETS_OK && entry->kind == LETS_KIND_SEAL) {
        fuzz_add_hash(&rewriting->out, &rewriting->from);
    }
    return status;
}

static struct lets_ledger *replay(const void *bytes, size_t size, struct rewriting *rewriting,
                                  enum lets_status *status, struct lets_error *err)
{
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_observer observer = {.context = rewriting, .entry = rewrite};
    struct lets_replay how = {.observers = &observer, .n_observers = 1};
    *status = lets_journal_parse(bytes, size, &journal, err);
    if (*status == LETS_OK) {
        *status = lets_journal_replay(journal, &how, &ledger, err);
    }
    lets_journal_close(journal);
    return ledger;
}

/* Accepted means: the balances add up to zero, and what is written reads back the same; but votes
 * that are signed are good behind the first seal alone that they were signed for. */
static void check_accepted(const struct lets_ledger *ledger, const struct rewriting *first)
{
    struct rewriting second = {0};
    enum lets_status status = LETS_OK;
    struct lets_error err = {0};
    struct lets_ledger *again = replay(first->out.bytes, first->out.size, &second, &status, &err);
    if (first->is_signed && status == LETS_BAD_SIGNATURE) {
        text_release(&second.out);
        return;
    }
    assert(status == LETS_OK && "what is written must read back");
    assert(lets_span_equal(text_span(&first->out), text_span(&second.out)));
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;
    int64_t total = 0;
    assert(lets_ledger_summary(again)->n_accounts == n_accounts);
    for (uint32_t i = 0; i < n_accounts; i++) {
        int64_t balance = lets_ledger_account(ledger, i)->balance.minor;
        total += balance;
        assert(lets_ledger_account(again, i)->balance.minor == balance);
    }
    assert(total == 0);
    lets_ledger_free(again);
    text_release(&second.out);
}

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
    struct lets_audit *audit = NULL;
    struct rewriting rewriting = {0};
    enum lets_status replayed = LETS_OK;
    struct lets_error err = {0};
    struct lets_ledger *ledger = replay(bytes, size, &rewriting, &replayed, &err);
    if (lets_journal_parse(bytes, size, &journal, NULL) != LETS_OK) {
        return;
    }
    enum lets_status audited = lets_audit_new(journal, NULL, &audit, NULL);
    assert(audited == LETS_OK);
    if (replayed == LETS_OK) {
        check_accepted(ledger, &rewriting);
        check_views(journal);
        assert(lets_audit_report(audit)->n_seals > 0);
    } else {
        assert(err.status == replayed && err.message[0] != '\0');
        assert(err.line > 0 || replayed == LETS_NOT_A_JOURNAL);
        assert(!lets_audit_report(audit)->is_ok);
    }
    lets_audit_free(audit);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    text_release(&rewriting.out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text journal = {0};
    size_t n_entries = 0;
    size_t from = 0;
    struct lets_span input = {.bytes = (const char *)data, .size = size};
    check((void *)(uintptr_t)data, size);
    for (size_t i = 0; i + 1 < size; i++) {
        n_entries += (i == 0 || data[i - 1] == '\n') && data[i] == '-' && data[i + 1] == ' ';
    }
    bool has_memory = text_add_string(&journal, opening, NULL) == LETS_OK;
    if (has_memory) {
        fuzz_add_seal(&journal, 4, &from);
    }
    if (has_memory && text_add(&journal, input, NULL) == LETS_OK &&
        text_add_string(&journal, "\n", NULL) == LETS_OK) {
        fuzz_add_seal(&journal, n_entries, &from);
        check(journal.bytes, journal.size);
    }
    text_release(&journal);
    return 0;
}
