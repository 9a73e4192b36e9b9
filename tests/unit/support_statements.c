/* SPDX-License-Identifier: MIT */
/*
 * What must hold of the statements of any journal, whatever was reversed, closed and opened again
 * in it: those of twelve periods in a row chain, they agree with the balances of the days between,
 * and those of a closed period stay the same to the last figure until it is opened again.
 */

#include "support.h"

#include <stdio.h>
#include <stdlib.h>

enum { N_PERIODS = 12 };

/* Twelve periods in a row, and what was found of them. */
struct twelve {
    struct lets_period periods[N_PERIODS];
    struct lets_statements *views[N_PERIODS];
    struct lets_statement_set sets[N_PERIODS];
    struct lets_balances *before[N_PERIODS]; /* by the day before each */
    struct lets_balances *after[N_PERIODS];  /* by the last day of each */
    struct lets_ledger *ledger;
    size_t n_reopened;
};

static enum lets_status count_reopened(void *context, const struct lets_ledger *ledger,
                                       const struct lets_entry *entry,
                                       const struct lets_place *place, struct lets_error *err)
{
    struct twelve *twelve = context;
    (void)ledger;
    (void)place;
    (void)err;
    twelve->n_reopened += entry->kind == LETS_KIND_REOPEN ? 1 : 0;
    return LETS_OK;
}

static void make_twelve(struct lets_journal *journal, struct lets_period whole,
                        const char *until_hash, struct twelve *out)
{
    struct lets_observer observers[3 * N_PERIODS + 1];
    size_t n = 0;
    int32_t width = (whole.last.day - whole.first.day) / N_PERIODS + 1;
    *out = (struct twelve){0};
    for (int32_t i = 0; i < N_PERIODS; i++) {
        struct lets_period period = {{whole.first.day + i * width},
                                     {whole.first.day + (i + 1) * width - 1}};
        struct lets_statements_options options = {.period = period};
        struct lets_date eve = {period.first.day - 1};
        out->periods[i] = period;
        ck_assert_int_eq(lets_statements_new(&options, &out->views[i], NULL), LETS_OK);
        ck_assert_int_eq(lets_balances_new(eve, &out->before[i], NULL), LETS_OK);
        ck_assert_int_eq(lets_balances_new(period.last, &out->after[i], NULL), LETS_OK);
        observers[n++] = lets_statements_observer(out->views[i]);
        observers[n++] = lets_balances_observer(out->before[i]);
        observers[n++] = lets_balances_observer(out->after[i]);
    }
    observers[n++] = (struct lets_observer){.context = out, .entry = count_reopened};
    struct lets_replay how = {.observers = observers, .n_observers = n, .until_hash = until_hash};
    ck_assert_int_eq(lets_journal_replay(journal, &how, &out->ledger, NULL), LETS_OK);
    for (size_t i = 0; i < N_PERIODS; i++) {
        ck_assert_int_eq(lets_statements_finish(out->views[i], out->ledger, &out->sets[i], NULL),
                         LETS_OK);
    }
}

static void release_twelve(struct twelve *twelve)
{
    for (size_t i = 0; i < N_PERIODS; i++) {
        lets_statements_free(twelve->views[i]);
        lets_balances_free(twelve->before[i]);
        lets_balances_free(twelve->after[i]);
    }
    lets_ledger_free(twelve->ledger);
}

/* The statement of an account; NULL where it has none. */
static const struct lets_statement *find(const struct lets_statement_set *set, uint32_t index)
{
    for (size_t i = 0; i < set->n_statements; i++) {
        if (set->statements[i].account->index == index) {
            return &set->statements[i];
        }
    }
    return NULL;
}

static void check_lines(const struct lets_statement *statement, struct lets_period period)
{
    int64_t balance = statement->brought_forward.minor;
    for (size_t i = 0; i < statement->n_lines; i++) {
        const struct lets_statement_line *line = &statement->lines[i];
        const struct lets_statement_line *before = i > 0 ? line - 1 : NULL;
        balance += line->earned.minor - line->spent.minor;
        ck_assert_int_eq(line->balance.minor, balance);
        ck_assert(lets_period_holds(period, line->date));
        ck_assert(before == NULL || before->date.day < line->date.day ||
                  (before->date.day == line->date.day && before->number < line->number));
        ck_assert((line->earned.minor < 0 || line->spent.minor < 0) == (line->reverses != 0));
    }
    ck_assert_int_eq(statement->carried_forward.minor, balance);
    ck_assert_int_eq(statement->turnover.minor, statement->earned.minor + statement->spent.minor);
}

/* An account's statements of all twelve periods against the balances of the days between. */
static size_t check_account(const struct twelve *twelve, uint32_t index)
{
    size_t n_lines = 0;
    for (size_t i = 0; i < N_PERIODS; i++) {
        struct lets_figures before = lets_balances_find(twelve->before[i], index);
        struct lets_figures after = lets_balances_find(twelve->after[i], index);
        const struct lets_statement *statement = find(&twelve->sets[i], index);
        if (statement == NULL) {
            ck_assert_int_eq(before.balance.minor, 0);
            ck_assert_int_eq(after.balance.minor, 0);
            ck_assert_int_eq(before.earned.minor, after.earned.minor);
            ck_assert_int_eq(before.spent.minor, after.spent.minor);
            continue;
        }
        check_lines(statement, twelve->periods[i]);
        ck_assert_int_eq(statement->brought_forward.minor, before.balance.minor);
        ck_assert_int_eq(statement->carried_forward.minor, after.balance.minor);
        ck_assert_int_eq(statement->earned.minor, after.earned.minor - before.earned.minor);
        ck_assert_int_eq(statement->spent.minor, after.spent.minor - before.spent.minor);
        n_lines += statement->n_lines;
    }
    return n_lines;
}

static void write_limit(struct text *out, struct lets_limit limit)
{
    ck_assert_int_eq(text_add_format(out, NULL, " %d:%lld", (int)limit.kind,
                                     (long long)limit.amount.minor),
                     LETS_OK);
}

/* Everything that a statement shows, as text. */
static struct text write_set(const struct lets_statement_set *set)
{
    struct text out = {0};
    ck_assert_int_eq(text_add_format(&out, NULL, "%s %u\n", set->summary->head.hex,
                                     (unsigned)set->summary->n_transfers),
                     LETS_OK);
    for (size_t i = 0; i < set->n_statements; i++) {
        const struct lets_statement *one = &set->statements[i];
        ck_assert_int_eq(text_add(&out, one->account->id, NULL), LETS_OK);
        write_limit(&out, one->debit_limit);
        write_limit(&out, one->credit_limit);
        ck_assert_int_eq(text_add_format(&out, NULL, " %d %lld %lld\n", (int)one->account->status,
                                         (long long)one->brought_forward.minor,
                                         (long long)one->available.minor),
                         LETS_OK);
        for (size_t k = 0; k < one->n_lines; k++) {
            ck_assert_int_eq(text_add_format(&out, NULL, "%u %lld %u\n", one->lines[k].number,
                                             (long long)one->lines[k].balance.minor,
                                             one->lines[k].reversed_by),
                             LETS_OK);
        }
    }
    return out;
}

/* Every head of the journal, in order. */
struct heads {
    struct lets_hash heads[128];
    size_t n;
};
static enum lets_status add_head(void *context, const struct lets_piece *piece)
{
    struct heads *heads = context;
    ck_assert_uint_lt(heads->n, sizeof heads->heads / sizeof *heads->heads);
    heads->heads[heads->n++] = piece->hash;
    return LETS_OK;
}

/* As commit after commit is added, what is said of a closed period stays as it is. */
static size_t check_closed(struct lets_journal *journal, struct lets_period whole)
{
    struct heads heads = {.n = 0};
    struct text before[N_PERIODS] = {{0}};
    size_t n_reopened = 0;
    size_t n_compared = 0;
    ck_assert_int_eq(lets_journal_scan(journal, add_head, &heads, NULL), LETS_OK);
    for (size_t k = 0; k < heads.n; k++) {
        struct twelve twelve;
        make_twelve(journal, whole, heads.heads[k].hex, &twelve);
        for (size_t i = 0; i < N_PERIODS; i++) {
            struct text now = write_set(&twelve.sets[i]);
            if (before[i].size > 0 && twelve.n_reopened == n_reopened) {
                ck_assert(twelve.sets[i].is_closed);
                ck_assert(lets_span_equal(text_span(&before[i]), text_span(&now)));
                n_compared++;
            }
            text_release(&before[i]);
            if (twelve.sets[i].is_closed) {
                before[i] = now;
            } else {
                text_release(&now);
            }
        }
        n_reopened = twelve.n_reopened;
        release_twelve(&twelve);
    }
    for (size_t i = 0; i < N_PERIODS; i++) {
        text_release(&before[i]);
    }
    return n_compared;
}

size_t support_check_statements(struct lets_journal *journal, struct lets_period whole)
{
    struct twelve twelve;
    size_t n_lines = 0;
    make_twelve(journal, whole, NULL, &twelve);
    for (uint32_t i = 0; i < lets_ledger_summary(twelve.ledger)->n_accounts; i++) {
        n_lines += check_account(&twelve, i);
    }
    ck_assert_uint_eq(n_lines, 2 * (size_t)lets_ledger_summary(twelve.ledger)->n_transfers);
    release_twelve(&twelve);
    return check_closed(journal, whole);
}
