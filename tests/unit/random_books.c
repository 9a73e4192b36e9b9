/* SPDX-License-Identifier: MIT */
/*
 * Random lawful journals, made through commits as the program makes them. Entries are drawn at
 * random, and those that break a rule are refused; after each, the balances must add up to zero.
 */

#include "random_books.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "random_draw.h"
#include "random_funds.h"
#include "random_rules.h"
#include "random_runs.h"
#include "random_vouchers.h"
#include "support.h"

enum { NAME_SIZE = 64 };

static bool has_hostile_texts;
static bool is_at_edge;

/* ---------------------------------------------------------------- entries */

static void make_account(struct lets_entry *entry, const struct lets_ledger *ledger,
                         struct lets_date date, char name[NAME_SIZE])
{
    uint32_t n = lets_ledger_summary(ledger)->n_accounts;
    bool is_member = draw_below(4) > 0;
    static const char *const prefixes[] = {"", "fund-", "a.", "a_", "M"};
    const char *prefix = prefixes[is_member ? 0 : has_hostile_texts ? 1 + draw_below(4) : 1];
    (void)snprintf(name, NAME_SIZE, "%s%0*u", prefix, is_member ? 4 : 1, (unsigned)n + 1);
    entry->kind = is_member ? LETS_KIND_MEMBER : LETS_KIND_CENTRAL;
    const struct lets_limit debit = {LETS_LIMIT_AMOUNT, {(int64_t)draw_below(100000)}};
    const struct lets_limit credit = {.kind = LETS_LIMIT_NONE};
    lets_entry_put(entry, id, lets_span_of(name));
    if (is_member) {
        lets_entry_put(entry, joined, date);
        lets_entry_put(entry, locality, draw_text());
        return;
    }
    lets_entry_put(entry, opened, date);
    lets_entry_put(entry, purpose, (enum lets_purpose)draw_below(LETS_PURPOSE_OTHER + 1));
    lets_entry_put(entry, debit_limit, debit);
    lets_entry_put(entry, credit_limit, credit);
}

static void make_transfer(struct lets_entry *entry, const struct lets_ledger *ledger,
                          struct lets_date date, char name[NAME_SIZE])
{
    uint32_t n = lets_ledger_summary(ledger)->n_transfers;
    struct lets_transfer old;
    entry->kind = LETS_KIND_TRANSFER;
    lets_entry_put(entry, number, n + 1);
    lets_entry_put(entry, date, draw_day_before(date, 5));
    lets_entry_put(entry, payer, draw_id(ledger));
    lets_entry_put(entry, payee, draw_id(ledger));
    lets_entry_put(entry, amount, draw_amount());
    if (n > 0 && draw_below(6) == 0 && lets_ledger_transfer(ledger, 1 + draw_below(n), &old)) {
        lets_entry_put(entry, payer, lets_ledger_account(ledger, old.payee)->id);
        lets_entry_put(entry, payee, lets_ledger_account(ledger, old.payer)->id);
        lets_entry_put(entry, amount, old.amount);
        lets_entry_put(entry, reverses, old.number);
        lets_entry_put(entry, date, date);
        return;
    }
    if (draw_below(2) == 0) {
        lets_entry_put(entry, what_for, draw_text());
    }
    if (draw_below(3) == 0) {
        lets_entry_put(entry, cheque, 1 + draw_below(300));
        lets_entry_put(entry, written, draw_day_before(entry->date, 20));
    }
    if (draw_below(3) == 0) {
        (void)snprintf(name, NAME_SIZE, "ref/%u", (unsigned)draw_below(1000));
        lets_entry_put(entry, ref, lets_span_of(name));
    }
    if (draw_below(2) == 0) {
        lets_entry_put(entry, category, draw_text());
    }
    if (is_at_edge || draw_below(5) == 0) {
        lets_entry_put(entry, override_reason, draw_text());
    }
}

static void make_book(struct lets_entry *entry, const struct lets_ledger *ledger,
                      struct lets_date date)
{
    entry->kind = LETS_KIND_CHEQUES;
    lets_entry_put(entry, id, draw_id(ledger));
    lets_entry_put(entry, date, date);
    lets_entry_put(entry, first, 1 + draw_below(300));
    lets_entry_put(entry, last, entry->first + draw_below(30));
    if (draw_below(3) == 0) {
        lets_entry_put(entry, withdrawn, draw_text());
    }
}

static void make_event(struct lets_entry *entry, const struct lets_ledger *ledger,
                       struct lets_date date)
{
    entry->kind = LETS_KIND_CHEQUE;
    lets_entry_put(entry, number, 1 + draw_below(300));
    lets_entry_put(entry, date, date);
    lets_entry_put(entry, cheque_status,
                   (enum lets_cheque_status)(LETS_RETURNED + (int)draw_below(3)));
    lets_entry_put(entry, reason, draw_text());
    lets_entry_put(entry, payee, draw_id(ledger));
}

static void make_change(struct lets_entry *entry, const struct lets_ledger *ledger,
                        struct lets_date date)
{
    entry->kind = LETS_KIND_CHANGE;
    lets_entry_put(entry, id, draw_id(ledger));
    lets_entry_put(entry, date, draw_day_before(date, 3));
    enum lets_account_status status = (enum lets_account_status)draw_below(3);
    const struct lets_limit debit = {LETS_LIMIT_AMOUNT, {(int64_t)draw_below(100000)}};
    if (draw_below(2) == 0) {
        lets_entry_put(entry, status, status);
    } else {
        lets_entry_put(entry, debit_limit, debit);
    }
}

static void make_policy(struct lets_entry *entry, struct lets_date date)
{
    entry->kind = LETS_KIND_POLICY;
    lets_entry_put(entry, date, date);
    lets_entry_put(entry, limits, draw_below(2) == 0 ? LETS_LIMITS_HARD : LETS_LIMITS_SOFT);
    const struct lets_validity valid = {LETS_VALID_DAYS, 1 + draw_below(200)};
    lets_entry_put(entry, cheques_valid, valid);
}

/* A close of some day before today, or what undoes the last one. */
static void make_period(struct lets_entry *entry, const struct lets_ledger *ledger,
                        struct lets_date date, struct lets_pair **closings)
{
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    lets_entry_put(entry, date, draw_day_before((struct lets_date){date.day - 1}, 10));
    if (summary->has_close && draw_below(2) == 0) {
        entry->kind = LETS_KIND_REOPEN;
        lets_entry_put(entry, date, summary->closed);
        lets_entry_put(entry, reason, draw_text());
        return;
    }
    entry->kind = LETS_KIND_CLOSE;
    struct lets_pairs balances = {0};
    (void)lets_ledger_closings(ledger, entry->date, closings, &balances.n, NULL);
    balances.items = *closings;
    lets_entry_put(entry, balances, balances);
}

static void make(struct lets_entry *entry, const struct lets_ledger *ledger, struct lets_date date,
                 char name[NAME_SIZE], struct lets_pair **closings)
{
    uint32_t what = draw_below(36);
    if (what < 2 || lets_ledger_summary(ledger)->n_accounts < 3) {
        make_account(entry, ledger, date, name);
    } else if (what < 14) {
        make_transfer(entry, ledger, date, name);
    } else if (what < 16) {
        make_book(entry, ledger, date);
    } else if (what < 17) {
        make_event(entry, ledger, date);
    } else if (what < 18) {
        make_change(entry, ledger, date);
    } else if (what < 19) {
        make_policy(entry, date);
    } else if (what < 20) {
        make_period(entry, ledger, date, closings);
    } else if (what < 25) {
        random_vouchers_make(entry, ledger, date);
    } else if (what < 28) {
        random_rules_make(entry, ledger, date);
    } else {
        random_funds_make(entry, ledger, date);
    }
}

/* ---------------------------------------------------------------- a journal */

static int64_t sum(const struct lets_ledger *ledger)
{
    int64_t total = 0;
    for (uint32_t i = 0; i < lets_ledger_summary(ledger)->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, i);
        assert(account->balance.minor == account->earned.minor - account->spent.minor);
        total += account->balance.minor;
    }
    return total;
}

/* Ends the process where a call failed that cannot. */
static void must(enum lets_status status, const struct lets_error *err)
{
    if (status != LETS_OK) {
        fprintf(stderr, "%u: %s\n", (unsigned)err->line, err->message);
        abort();
    }
}

static struct lets_entry make_ledger(const struct random_books *books, struct lets_date date)
{
    struct lets_entry entry = {.kind = LETS_KIND_LEDGER};
    const struct lets_limit debit = {LETS_LIMIT_AMOUNT, {50000}};
    const struct lets_limit credit = {.kind = LETS_LIMIT_NONE};
    const struct lets_validity valid = {LETS_VALID_MONTHS, 6};

    lets_entry_put(&entry, format, 1);
    lets_entry_put(&entry, decimals,
                   is_at_edge ? (uint32_t)(books->seed % (LETS_DECIMALS_MAX + 1)) : draw_below(7));
    lets_entry_put(&entry, opened, date);
    lets_entry_put(&entry, name, draw_text());
    lets_entry_put(&entry, unit, lets_span_of(books->unit != NULL ? books->unit : "LINK"));
    lets_entry_put(&entry, debit_limit, debit);
    lets_entry_put(&entry, credit_limit, credit);
    lets_entry_put(&entry, limits, LETS_LIMITS_HARD);
    lets_entry_put(&entry, cheques_valid, valid);
    return entry;
}

/* Adds random entries, of which the unlawful ones are refused. */
static void add_some(struct lets_commit *commit, struct lets_ledger *ledger, struct lets_date date)
{
    struct lets_error err = {0};
    for (uint32_t i = draw_below(20) + 1; i > 0 || lets_commit_entries(commit) == 0;
         i -= i > 0 ? 1 : 0) {
        struct lets_entry entry = {.kind = LETS_KIND_SEAL};
        struct lets_pair *closings = NULL;
        char name[NAME_SIZE];
        size_t size = lets_commit_bytes(commit).size;
        make(&entry, ledger, date, name, &closings);
        enum lets_status status = lets_commit_add(commit, &entry, &err);
        assert(status == LETS_OK ||
               (err.status == status && lets_commit_bytes(commit).size == size));
        assert(sum(ledger) == 0);
        assert(lets_ledger_summary(ledger)->total.minor == 0);
        lets_closings_free(closings);
    }
}

/* Adds a run of a rule, or random entries, and seals them. */
static void commit_some(struct lets_journal *journal, struct lets_ledger *ledger,
                        const struct random_books *books, uint32_t n)
{
    struct lets_commit *commit = NULL;
    struct lets_error err = {0};
    struct lets_time time = {.unix_seconds =
                                 (int64_t)(20454 + n * books->day_step) * 86400 + 32400};
    struct lets_date date = lets_time_day(time);
    assert(lets_commit_new(journal, ledger, &commit, NULL) == LETS_OK);
    if (n == 0) {
        struct lets_entry first = make_ledger(books, date);
        must(lets_commit_add(commit, &first, &err), &err);
    }
    if (!random_runs_make(commit, ledger, date)) {
        random_runs_undo(commit, ledger, date);
        add_some(commit, ledger, date);
    }
    assert(sum(ledger) == 0);
    must(lets_commit_seal(commit, time, lets_span_of("treasurer"), (struct lets_span){0}, &err),
         &err);
    must(lets_commit_append(commit, &err), &err);
    lets_commit_free(commit);
}

void random_books_make(const char *path, const struct random_books *books)
{
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_ledger *replayed = NULL;
    struct lets_error err = {0};
    draw_begin(books);
    has_hostile_texts = books->has_hostile_texts;
    is_at_edge = books->is_at_edge;
    for (uint32_t n = 0; n < books->n_commits; n++) {
        if (n == 0) {
            assert(lets_journal_open(path, LETS_CREATE, 0, &journal, NULL) == LETS_OK);
            assert(lets_ledger_new(&ledger, NULL) == LETS_OK);
        } else if (draw_below(3) == 0) {
            /* Now and then as a new run does: what was replayed must be what was left. */
            lets_journal_close(journal);
            assert(lets_journal_open(path, LETS_WRITE, 0, &journal, NULL) == LETS_OK);
            must(lets_journal_replay(journal, NULL, &replayed, &err), &err);
            support_same(ledger, replayed);
            lets_ledger_free(ledger);
            ledger = replayed;
        }
        commit_some(journal, ledger, books, n);
    }
    lets_ledger_free(ledger);
    lets_journal_close(journal);
}
