/* SPDX-License-Identifier: MIT */
/*
 * Rules and their runs (journal.md, Rules): each breach of a run is refused by its name and place,
 * and the nearest lawful run passes; what is due is what a computation apart from the library's
 * says; a life of runs, reversals and reopened periods is what the audit works out anew.
 */

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/ledger_rules.h"

#define ONE "\"0001\""
#define TWO "\"0002\""

/* ---------------------------------------------------------------- pieces */

/* Up to so many pieces make a journal; each is entries, sealed at a time. */
enum { PIECES = 8 };
struct piece {
    const char *entries;
    const char *time;
};

static struct text journal_of(const struct piece *pieces, size_t n)
{
    struct text journal = {0};
    for (size_t i = 0; i < n && pieces[i].entries != NULL; i++) {
        support_seal(&journal, pieces[i].entries, pieces[i].time);
    }
    return journal;
}

static uint64_t count_lines(const struct text *journal)
{
    uint64_t n = 0;
    for (size_t i = 0; i < journal->size; i++) {
        n += journal->bytes[i] == '\n' ? 1 : 0;
    }
    return n;
}

static enum lets_status replay_text(const struct text *journal, struct lets_ledger **ledger,
                                    struct lets_error *err)
{
    return support_replay(text_span(journal), ledger, err);
}

static void assert_clean(const struct text *journal)
{
    struct lets_journal *opened = NULL;
    struct lets_audit *audit = NULL;
    ck_assert_int_eq(lets_journal_parse(journal->bytes, journal->size, &opened, NULL), LETS_OK);
    ck_assert_int_eq(lets_audit_new(opened, NULL, &audit, NULL), LETS_OK);
    const struct lets_audit_report *report = lets_audit_report(audit);
    for (size_t i = 0; i < report->n_findings; i++) {
        ck_assert_msg(report->findings[i].severity != LETS_ERROR, "%d: %s [%s]",
                      (int)report->findings[i].line, report->findings[i].why.message,
                      report->findings[i].name);
    }
    ck_assert(report->is_ok);
    lets_audit_free(audit);
    lets_journal_close(opened);
}

/* ---------------------------------------------------------------- breaches of runs */

/* clang-format off: entries are written as they stand in a journal. */
#define RULE(name, keys) "- rule: " name "\n  date: 2026-01-05\n" keys "  reason: general meeting\n"
#define TENTH RULE("tenth", "  of: turnover\n  percent: 10\n  to: admin\n")
#define LIMITS RULE("limits", "  of: nothing\n  flat: 300.00\n  sets: debit-limit\n")
#define TRADE(number, date, payer, payee, amount)                                                  \
    "- transfer: " number "\n  date: " date "\n  from: " payer "\n  to: " payee                    \
    "\n  amount: " amount "\n"
#define DUE(number, date, payer, amount)                                                           \
    TRADE(number, date, payer, "admin", amount) "  for: tenth\n  category: levy\n"
#define BACK(number, date, payer, amount, reverses)                                                \
    TRADE(number, date, "admin", payer, amount) "  reverses: " reverses "\n"
#define RUN(close, count, total)                                                                   \
    "- run: tenth\n  close: " close "\n  count: " count "\n  total: " total "\n"
#define CLOSED                                                                                     \
    "- close: 2026-01-31\n  balances:\n    \"0001\": -50.00\n    \"0002\": 100.00\n    bob: "      \
    "-50.00\n"

/* Turnover: 0001 150.00, 0002 100.00, bob 50.00. */
static const struct piece books[] = {
    {NULL, "2026-01-04T18:00:00+00:00"}, /* support_base */
    {TENTH LIMITS TRADE("1", "2026-01-10", ONE, TWO, "100.00")
         TRADE("2", "2026-01-20", "bob", ONE, "50.00"),
     "2026-01-31T18:00:00+00:00"},
    {CLOSED, "2026-02-01T18:00:00+00:00"},
};

#define D "2026-02-02"
#define LAWFUL                                                                                     \
    RUN("2026-01-31", "3", "30.00")                                                                \
    DUE("3", D, ONE, "15.00") DUE("4", D, TWO, "10.00") DUE("5", D, "bob", "5.00")
#define SET(id) "- change: " id "\n  date: " D "\n  debit-limit: 300.00\n  reason: limits\n"
#define LIMITED "- run: limits\n  close: 2026-01-31\n  count: 3\n" SET(ONE) SET(TWO) SET("bob")

static const struct row {
    const char *before; /* a piece, sealed on 2026-02-01, lawful; "" for none */
    const char *breach; /* a piece sealed on 2026-02-02, refused */
    enum lets_status status;
    uint64_t line;      /* of the piece */
    const char *lawful; /* the nearest that passes; NULL: there is none */
} rows[] = {
    {"", "- change: bob\n  date: " D "\n  locality: none\n" LAWFUL, LETS_RUN_ALONE, 4, LAWFUL},
    {"", RUN("2026-01-31", "3", "30.00") "- change: bob\n  date: " D "\n  locality: none\n",
     LETS_RUN_DIFFERS, 5, LAWFUL},
    {"", LAWFUL "- change: bob\n  date: " D "\n  locality: none\n", LETS_RUN_ALONE, 26, LAWFUL},
    {"", LAWFUL "- run: limits\n  close: 2026-01-31\n  count: 3\n", LETS_RUN_ALONE, 26, LAWFUL},
    {"", "- run: tithe\n  close: 2026-01-31\n  count: 0\n  total: 0.00\n", LETS_UNKNOWN_RULE, 1,
     LAWFUL},
    {"", "- run: Tenth\n  close: 2026-01-31\n  count: 0\n  total: 0.00\n", LETS_UNKNOWN_RULE, 1,
     LAWFUL},
    {"- rule: tenth\n  date: 2026-02-01\n  withdrawn: enough\n", LAWFUL, LETS_UNKNOWN_RULE, 1,
     NULL},
    {"- change: admin\n  date: 2026-02-01\n  status: closed\n", LAWFUL, LETS_ACCOUNT_CLOSED, 1,
     LIMITED},
    {"", RUN("2026-01-30", "3", "30.00"), LETS_RUN_CLOSE, 2, LAWFUL},
    {"- reopen: 2026-01-31\n  reason: late\n", LAWFUL, LETS_RUN_CLOSE, 2, NULL},
    {"", RUN("2026-01-31", "4", "30.00"), LETS_RUN_COUNT, 3, LAWFUL},
    {"", RUN("2026-01-31", "3", "30.01"), LETS_RUN_TOTAL, 4, LAWFUL},
    {"", "- run: tenth\n  close: 2026-01-31\n  count: 3\n", LETS_RUN_TOTAL, 1, LAWFUL},
    {"", "- run: limits\n  close: 2026-01-31\n  count: 3\n  total: 0.00\n", LETS_RUN_TOTAL, 4,
     LIMITED},
    {"", RUN("2026-01-31", "3", "30.00"), LETS_RUN_COUNT, 7, LAWFUL},
    {"", RUN("2026-01-31", "3", "30.00") DUE("3", D, ONE, "15.00") DUE("4", D, TWO, "10.00"),
     LETS_RUN_COUNT, 21, LAWFUL},
    {"", RUN("2026-01-31", "3", "30.00") DUE("3", D, TWO, "10.00"), LETS_RUN_DIFFERS, 7, LAWFUL},
    {"",
     RUN("2026-01-31", "3", "30.00")
         TRADE("3", D, ONE, TWO, "15.00") "  for: tenth\n  category: levy\n",
     LETS_RUN_DIFFERS, 8, LAWFUL},
    {"", RUN("2026-01-31", "3", "30.00") DUE("3", D, ONE, "15.01"), LETS_RUN_DIFFERS, 9, LAWFUL},
    {"",
     RUN("2026-01-31", "3", "30.00")
         TRADE("3", D, ONE, "admin", "15.00") "  for: Tenth\n  category: levy\n",
     LETS_RUN_DIFFERS, 10, LAWFUL},
    {"", RUN("2026-01-31", "3", "30.00") TRADE("3", D, ONE, "admin", "15.00") "  for: tenth\n",
     LETS_RUN_DIFFERS, 5, LAWFUL},
    {"", RUN("2026-01-31", "3", "30.00") DUE("3", D, ONE, "15.00") "  note: thanks\n",
     LETS_RUN_DIFFERS, 12, LAWFUL},
    {"", RUN("2026-01-31", "3", "30.00") DUE("4", D, ONE, "15.00"), LETS_TRANSFER_NUMBER, 5,
     LAWFUL},
    {"",
     RUN("2026-01-31", "3", "30.00") DUE("3", D, ONE, "15.00") DUE("4", "2026-02-01", TWO, "10.00"),
     LETS_RUN_DIFFERS, 13, LAWFUL},
    {"",
     RUN("2026-01-31", "3", "30.00") DUE("3", "2026-02-01", ONE, "15.00")
         DUE("4", "2026-02-01", TWO, "10.00") DUE("5", "2026-02-01", "bob", "5.00"),
     LETS_RUN_DIFFERS, 5, LAWFUL},
    {"", "- run: limits\n  close: 2026-01-31\n  count: 3\n" SET(TWO), LETS_RUN_DIFFERS, 4, LIMITED},
    {"",
     "- run: limits\n  close: 2026-01-31\n  count: 3\n- change: " ONE "\n  date: " D
     "\n  credit-limit: 300.00\n  reason: limits\n",
     LETS_RUN_DIFFERS, 4, LIMITED},
    {"",
     "- run: limits\n  close: 2026-01-31\n  count: 3\n- change: " ONE "\n  date: " D
     "\n  debit-limit: none\n  reason: limits\n",
     LETS_RUN_DIFFERS, 6, LIMITED},
    {RULE("huge", "  of: nothing\n  flat: 10000000000000000.00\n  to: admin\n"),
     "- run: huge\n  close: 2026-01-31\n  count: 3\n  total: 0.00\n", LETS_VOLUME_TOO_LARGE, 1,
     LAWFUL},
    /* not too much of itself, but with what was moved before */
    {RULE("huge", "  of: nothing\n  flat: 3333333333333333.33\n  to: admin\n"),
     "- run: huge\n  close: 2026-01-31\n  count: 3\n  total: 9999999999999999.99\n",
     LETS_VOLUME_TOO_LARGE, 1, LAWFUL},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

/* The books, what comes before, and the piece that is tried. */
static struct text books_with(const char *before, const char *tried, uint64_t *line)
{
    const struct piece pieces[PIECES] = {
        {support_base, books[0].time},
        books[1],
        books[2],
        {before[0] == '\0' ? NULL : before, "2026-02-01T19:00:00+00:00"},
    };
    struct text journal = journal_of(pieces, 4);
    *line = count_lines(&journal);
    support_seal(&journal, tried, D "T18:00:00+00:00");
    return journal;
}

START_TEST(refuses_each_breach_by_name_and_place)
{
    uint64_t line = 0;
    struct lets_error err = {0};
    struct lets_ledger *ledger = NULL;
    struct text journal = books_with(rows[_i].before, rows[_i].breach, &line);
    enum lets_status status = replay_text(&journal, &ledger, &err);
    ck_assert_msg(status == rows[_i].status, "row %d: [%s] %s", _i, lets_status_name(status),
                  err.message);
    ck_assert_msg(err.line == line + rows[_i].line, "row %d: line %d of the piece: %s", _i,
                  (int)(err.line - line), err.message);
    text_release(&journal);
    if (rows[_i].lawful != NULL) {
        journal = books_with(rows[_i].before, rows[_i].lawful, &line);
        status = replay_text(&journal, &ledger, &err);
        ck_assert_msg(status == LETS_OK, "row %d, lawful: %d: %s", _i, (int)(err.line - line),
                      err.message);
        lets_ledger_free(ledger);
        assert_clean(&journal);
        text_release(&journal);
    }
}
END_TEST

/* In an audit a run goes on behind an entry that is refused. */
START_TEST(audits_a_run_with_a_wrong_entry)
{
    uint64_t line = 0;
    struct lets_journal *opened = NULL;
    struct lets_audit *audit = NULL;
    struct text journal = books_with("",
                                     RUN("2026-01-31", "3", "30.00") DUE("3", D, ONE, "15.00")
                                         DUE("4", D, TWO, "9.00") DUE("5", D, "bob", "5.00"),
                                     &line);
    ck_assert_int_eq(lets_journal_parse(journal.bytes, journal.size, &opened, NULL), LETS_OK);
    ck_assert_int_eq(lets_audit_new(opened, NULL, &audit, NULL), LETS_OK);
    const struct lets_audit_report *report = lets_audit_report(audit);
    ck_assert(!report->is_ok);
    ck_assert_str_eq(report->findings[0].name, "run-differs");
    ck_assert_uint_eq(report->findings[0].line, line + 16);
    ck_assert_str_eq(report->findings[1].name, "run-count");
    size_t n_errors = 0;
    for (size_t i = 0; i < report->n_findings; i++) {
        n_errors += report->findings[i].severity == LETS_ERROR ? 1 : 0;
    }
    ck_assert_uint_eq(n_errors, 2); /* the third entry was judged as what it is */
    lets_audit_free(audit);
    lets_journal_close(opened);
    text_release(&journal);
}
END_TEST

/* ---------------------------------------------------------------- what follows a run */

#define REVERSED                                                                                   \
    BACK("6", "2026-02-03", ONE, "15.00", "3")                                                     \
    BACK("7", "2026-02-03", TWO, "10.00", "4") BACK("8", "2026-02-03", "bob", "5.00", "5")
#define REOPEN "- reopen: 2026-01-31\n  reason: a slip turned up\n"

static const struct {
    struct piece pieces[PIECES]; /* behind the books */
    enum lets_status status;     /* of the last */
} courses[] = {
    {{{LAWFUL, D "T18:00:00+00:00"}, {REOPEN, "2026-02-03T18:00:00+00:00"}}, LETS_RUN_STANDS},
    {{{LAWFUL, D "T18:00:00+00:00"}, {LAWFUL, D "T19:00:00+00:00"}}, LETS_RUN_STANDS},
    /* reversed but for one: it stands */
    {{{LAWFUL, D "T18:00:00+00:00"},
      {BACK("6", "2026-02-03", ONE, "15.00", "3") BACK("7", "2026-02-03", TWO, "10.00", "4"),
       "2026-02-03T18:00:00+00:00"},
      {REOPEN, "2026-02-03T19:00:00+00:00"}},
     LETS_RUN_STANDS},
    {{{LAWFUL, D "T18:00:00+00:00"},
      {REVERSED TRADE("9", "2026-02-03", ONE, "admin", "1.00") "  corrects: 3\n",
       "2026-02-03T18:00:00+00:00"}},
     LETS_RUN_CORRECTED},
    /* reversed, and run again on the same close */
    {{{LAWFUL, D "T18:00:00+00:00"},
      {REVERSED, "2026-02-03T18:00:00+00:00"},
      {RUN("2026-01-31", "3", "30.00") DUE("9", "2026-02-03", ONE, "15.00")
           DUE("10", "2026-02-03", TWO, "10.00") DUE("11", "2026-02-03", "bob", "5.00"),
       "2026-02-03T19:00:00+00:00"}},
     LETS_OK},
    /* reversed, reopened, one more slip, closed and run again */
    {{{LAWFUL, D "T18:00:00+00:00"},
      {REVERSED REOPEN TRADE("9", "2026-01-31", TWO, ONE,
                             "20.00") "- close: 2026-01-31\n  balances:\n    \"0001\": -30.00\n    "
                                      "\"0002\": 80.00\n    bob: -50.00\n",
       "2026-02-03T18:00:00+00:00"},
      {RUN("2026-01-31", "3", "34.00") DUE("10", "2026-02-03", ONE, "17.00")
           DUE("11", "2026-02-03", TWO, "12.00") DUE("12", "2026-02-03", "bob", "5.00"),
       "2026-02-03T19:00:00+00:00"}},
     LETS_OK},
    /* a trade of January, reversed in February, lowers February's turnover: none is below zero;
     * what the levy itself moved is no turnover */
    {{{LAWFUL, D "T18:00:00+00:00"},
      {TRADE("6", "2026-02-10", TWO, ONE, "100.00") "  reverses: 1\n" TRADE("7", "2026-02-11", ONE,
                                                                            "bob", "130.00"),
       "2026-02-11T18:00:00+00:00"},
      {"- close: 2026-02-28\n  balances:\n    admin: 30.00\n    \"0001\": -95.00\n    \"0002\": "
       "-10.00\n"
       "    bob: 75.00\n",
       "2026-03-01T18:00:00+00:00"},
      {RUN("2026-02-28", "2", "16.00") DUE("8", "2026-03-01", ONE, "3.00")
           DUE("9", "2026-03-01", "bob", "13.00"),
       "2026-03-01T19:00:00+00:00"}},
     LETS_OK},
    /* one without transfers stands until its close is undone */
    {{{RULE("none", "  of: nothing\n  to: admin\n"), "2026-02-01T19:00:00+00:00"},
      {"- run: none\n  close: 2026-01-31\n  count: 0\n  total: 0.00\n", D "T18:00:00+00:00"},
      {"- run: none\n  close: 2026-01-31\n  count: 0\n  total: 0.00\n", D "T19:00:00+00:00"}},
     LETS_RUN_STANDS},
    {{{RULE("none", "  of: nothing\n  to: admin\n"), "2026-02-01T19:00:00+00:00"},
      {"- run: none\n  close: 2026-01-31\n  count: 0\n  total: 0.00\n", D "T18:00:00+00:00"},
      {REOPEN CLOSED, D "T19:00:00+00:00"},
      {"- run: none\n  close: 2026-01-31\n  count: 0\n  total: 0.00\n", D "T20:00:00+00:00"}},
     LETS_OK},
    /* a run of limits never stands, and a rule set wrong is mended on the same close */
    {{{LIMITED, D "T18:00:00+00:00"}, {REOPEN, D "T19:00:00+00:00"}}, LETS_OK},
    {{{LIMITED, D "T18:00:00+00:00"},
      {RULE("limits", "  of: nothing\n  flat: 30.00\n  sets: debit-limit\n"), D "T19:00:00+00:00"},
      {"- run: limits\n  close: 2026-01-31\n  count: 3\n"
       "- change: " ONE "\n  date: " D "\n  debit-limit: 30.00\n  reason: limits\n"
       "- change: " TWO "\n  date: " D "\n  debit-limit: 30.00\n  reason: limits\n"
       "- change: bob\n  date: " D "\n  debit-limit: 30.00\n  reason: limits\n",
       D "T20:00:00+00:00"},
      {"- run: limits\n  close: 2026-01-31\n  count: 0\n", D "T21:00:00+00:00"}},
     LETS_OK},
    /* limits and a suspension do not stand in the way of a levy */
    {{{"- change: bob\n  date: 2026-02-01\n  debit-limit: 0.00\n  status: suspended\n",
       "2026-02-01T19:00:00+00:00"},
      {LAWFUL, D "T18:00:00+00:00"}},
     LETS_OK},
    {{{LAWFUL TRADE("6", D, ONE, "admin", "1.00"), D "T18:00:00+00:00"}}, LETS_RUN_ALONE},
};
enum { N_COURSES = sizeof courses / sizeof *courses };
/* clang-format on */

START_TEST(takes_what_may_follow_a_run)
{
    struct piece pieces[PIECES] = {{support_base, books[0].time}, books[1], books[2]};
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    memcpy(&pieces[3], courses[_i].pieces, (PIECES - 3) * sizeof *pieces);
    struct text journal = journal_of(pieces, PIECES);
    enum lets_status status = replay_text(&journal, &ledger, &err);
    ck_assert_msg(status == courses[_i].status, "course %d: [%s] %d: %s", _i,
                  lets_status_name(status), (int)err.line, err.message);
    if (status == LETS_OK) {
        assert_clean(&journal);
    }
    lets_ledger_free(ledger);
    text_release(&journal);
}
END_TEST

/* ---------------------------------------------------------------- what is due */

/* Sets one more rule on the books, and asks what is due by it from 0001, 0002 and bob. */
static const struct {
    const char *keys;
    const char *dues[3]; /* "-": passed over */
} formulas[] = {
    {"  of: turnover\n  steps:\n    50.00: 100.00\n    100.00: 300.00\n    150.01: 500.00\n  sets: "
     "debit-limit\n",
     {"300.00", "300.00", "100.00"}},
    {"  of: turnover\n  steps:\n    50.01: 100.00\n    100.00: 300.00\n    150.00: 500.00\n  sets: "
     "debit-limit\n",
     {"500.00", "300.00", "0.00"}},
    {"  of: months\n  percent: 100\n  flat: 20.00\n  sets: debit-limit\n",
     {"44.00", "21.00", "20.00"}},
    {"  of: months\n  steps:\n    0.00: 100.00\n    24.00: 300.00\n  sets: debit-limit\n",
     {"300.00", "100.00", "100.00"}},
    {"  of: months\n  above: 1.00\n  percent: 50\n  after: 1\n  to: admin\n",
     {"11.50", "0.00", "-"}},
    {"  of: credit\n  percent: 0.0001\n  to: admin\n", {"0.00", "0.00", "0.00"}},
    {"  of: credit\n  percent: 0.0099\n  to: admin\n", {"0.00", "0.00", "0.00"}},
    {"  of: credit\n  percent: 0.01\n  to: admin\n", {"0.00", "0.01", "0.00"}},
    {"  of: debt\n  above: 20.00\n  percent: 1\n  flat: 0.10\n  to: admin\n",
     {"0.40", "0.10", "0.40"}},
    {"  of: earned\n  percent: 10\n  floor: 6.00\n  cap: 7.00\n  to: admin\n",
     {"6.00", "7.00", "6.00"}},
    {"  of: spent\n  floor: 9.00\n  cap: 7.00\n  to: admin\n", {"7.00", "7.00", "7.00"}},
    {"  of: nothing\n  flat: 1.00\n  locality: Brixton\n  to: admin\n", {"-", "-", "1.00"}},
    {"  of: nothing\n  flat: 1.00\n  cap: 0.50\n  to: admin\n  own:\n    bob: none\n    \"0002\": "
     "3.00\n",
     {"0.50", "3.00", "-"}},
    {"  of: nothing\n  flat: 10000000000000000.00\n  floor: 10000000000000000.00\n  sets: "
     "credit-limit\n",
     {"10000000000000000.00", "10000000000000000.00", "10000000000000000.00"}},
};

START_TEST(works_out_by_each_formula)
{
    char rule[400];
    struct lets_dues dues = {.n = 0};
    struct lets_error err = {0};
    struct lets_ledger *ledger = NULL;
    (void)snprintf(rule, sizeof rule,
                   "- rule: x\n  date: 2026-01-05\n%s  reason: meeting\n"
                   "- change: \"0001\"\n  date: 2026-01-05\n  joined: 2024-01-31\n"
                   "- change: \"0002\"\n  date: 2026-01-05\n  joined: 2025-12-31\n",
                   formulas[_i].keys);
    uint64_t line = 0;
    struct text journal = books_with("", rule, &line);
    ck_assert_msg(replay_text(&journal, &ledger, &err) == LETS_OK, "%s", err.message);
    ck_assert_int_eq(lets_ledger_due(ledger, lets_span_of("x"), &dues, &err), LETS_OK);
    ck_assert_uint_eq(dues.n, 3);
    for (size_t i = 0; i < 3; i++) {
        char due[LETS_AMOUNT_SIZE] = "-";
        if (!dues.items[i].is_passed_over) {
            lets_amount_format(dues.items[i].due, 2, due);
        }
        ck_assert_msg(strcmp(due, formulas[_i].dues[i]) == 0, "formula %d, member %zu: %s", _i, i,
                      due);
    }
    lets_dues_release(&dues);
    lets_ledger_free(ledger);
    text_release(&journal);
}
END_TEST

/* A month is one unit, and what is rounded down is a minor unit, whatever the decimals. */
START_TEST(works_out_at_each_number_of_decimals)
{
    char entries[900];
    int64_t unit = 1;
    for (int i = 0; i < _i; i++) {
        unit *= 10;
    }
    (void)snprintf(entries, sizeof entries,
                   "- ledger: Exact LETS\n  format: 1\n  unit: NUT\n  decimals: %d\n  opened: "
                   "2026-01-01\n  debit-limit: none\n  credit-limit: none\n  limits: hard\n  "
                   "cheques-valid: none\n"
                   "- central: levy\n  purpose: levy\n  opened: 2026-01-01\n  debit-limit: none\n  "
                   "credit-limit: none\n"
                   "- member: a\n  joined: 2025-12-31\n- member: b\n  joined: 2026-01-01\n"
                   "- rule: m\n  date: 2026-01-01\n  of: months\n  percent: 33.3333\n  to: levy\n  "
                   "reason: x\n"
                   "- rule: c\n  date: 2026-01-01\n  of: credit\n  percent: 99.9999\n  flat: 1\n  "
                   "to: levy\n  reason: x\n"
                   "- transfer: 1\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 77\n",
                   _i);
    struct text journal = {0};
    struct lets_ledger *ledger = NULL;
    struct lets_dues months = {.n = 0};
    struct lets_dues credit = {.n = 0};
    struct lets_error err = {0};
    support_seal(&journal, entries, "2026-02-28T18:00:00+00:00");
    support_seal(&journal, "- close: 2026-02-28\n  balances:\n    a: -77\n    b: 77\n",
                 "2026-03-01T18:00:00+00:00");
    ck_assert_msg(replay_text(&journal, &ledger, &err) == LETS_OK, "%s", err.message);
    ck_assert_int_eq(lets_ledger_due(ledger, lets_span_of("m"), &months, NULL), LETS_OK);
    ck_assert_int_eq(lets_ledger_due(ledger, lets_span_of("c"), &credit, NULL), LETS_OK);
    ck_assert_int_eq(months.items[0].base.minor, 2 * unit);
    ck_assert_int_eq(months.items[0].due.minor, 2 * unit * 333333 / 1000000);
    ck_assert_int_eq(months.items[1].base.minor, unit);
    ck_assert_int_eq(months.items[1].due.minor, unit * 333333 / 1000000);
    ck_assert_int_eq(credit.items[0].due.minor, unit);
    ck_assert_int_eq(credit.items[1].due.minor, unit + 77 * unit * 999999 / 1000000);
    lets_dues_release(&months);
    lets_dues_release(&credit);
    lets_ledger_free(ledger);
    text_release(&journal);
}
END_TEST

START_TEST(says_why_nothing_can_be_due)
{
    struct lets_dues dues = {.n = 7};
    uint64_t line = 0;
    struct lets_ledger *ledger = NULL;
    struct text journal = books_with("", LAWFUL, &line);
    const struct {
        const char *name;
        enum lets_status status;
    } names[] = {
        {"tenth", LETS_RUN_STANDS}, {"TENTH", LETS_UNKNOWN_RULE}, {"x", LETS_UNKNOWN_RULE}};
    ck_assert_int_eq(replay_text(&journal, &ledger, NULL), LETS_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ck_assert_int_eq(lets_ledger_due(ledger, lets_span_of(names[i].name), &dues, NULL),
                         names[i].status);
        ck_assert_uint_eq(dues.n, 7);
    }
    uint32_t index = 7;
    struct lets_run run = lets_ledger_run(ledger, 0);
    ck_assert(lets_ledger_run_of(ledger, 5, &index) && index == 0);
    ck_assert(!lets_ledger_run_of(ledger, 2, &index) && !lets_ledger_run_of(ledger, 6, &index));
    ck_assert(run.stands && run.is_levy && run.first == 3 && run.count == 3 && run.rule == 0);
    ck_assert_int_eq(run.total.minor, 3000);
    ck_assert_ptr_eq(lets_ledger_find_rule(ledger, lets_span_of("LIMITS")),
                     lets_ledger_rule(ledger, 1));
    lets_ledger_free(ledger);
    text_release(&journal);
    journal = (struct text){0};
    support_seal(&journal, support_base, books[0].time);
    support_seal(&journal, TENTH, books[1].time);
    ck_assert_int_eq(replay_text(&journal, &ledger, NULL), LETS_OK);
    ck_assert_int_eq(lets_ledger_due(ledger, lets_span_of("tenth"), &dues, NULL), LETS_RUN_CLOSE);
    lets_ledger_free(ledger);
    text_release(&journal);
}
END_TEST

START_TEST(keeps_who_agreed_to_what)
{
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    struct text journal = support_load("conformance/rules.yaml");
    ck_assert_int_eq(replay_text(&journal, &ledger, NULL), LETS_OK);
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    const struct lets_account *one = lets_ledger_find(ledger, lets_span_of("0001"));
    const struct lets_account *two = lets_ledger_find(ledger, lets_span_of("0002"));
    ck_assert(lets_span_equal(summary->agreement, lets_span_of("of 2026")));
    ck_assert_int_eq(strncmp(summary->agreement_digest.hex, "d80fb4c6", 8), 0);
    ck_assert(lets_span_equal(one->agreed, summary->agreement) && two->agreed.size == 0);
    ck_assert(ledger_rule_names(ledger, lets_ledger_find(ledger, lets_span_of("levy"))->index));
    ck_assert(!ledger_rule_names(ledger, one->index));
    const char *entries = "- change: \"0001\"\n  date: 2026-03-02\n  agreed: none\n"
                          "- rule: \"2026\"\n  date: 2026-03-02\n  withdrawn: enough\n";
    ck_assert_msg(support_apply(ledger, entries, &err) == LETS_OK, "%s", err.message);
    ck_assert_uint_eq(one->agreed.size, 0);
    ck_assert(!ledger_rule_names(ledger, lets_ledger_find(ledger, lets_span_of("admin"))->index));
    ck_assert(lets_ledger_find_rule(ledger, lets_span_of("2026"))->is_withdrawn);
    lets_ledger_free(ledger);
    text_release(&journal);
}
END_TEST

/* ---------------------------------------------------------------- exact percentages */

__extension__ typedef unsigned __int128 wide;

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 11;
}

START_TEST(takes_percentages_exactly)
{
    uint64_t state = 17;
    for (int i = 0; i < 200000; i++) {
        uint64_t minor = next_random(&state) * 512 % ((uint64_t)LETS_AMOUNT_MAX + 1);
        minor = i % 3 == 0 ? minor % 1000000 : minor;
        minor = i % 1000 == 0 ? (uint64_t)LETS_AMOUNT_MAX : minor;
        uint32_t parts = (uint32_t)(next_random(&state) % 1000001);
        wide exact = (wide)minor * parts / 1000000;
        struct lets_amount found =
            lets_percent_of((struct lets_percent){parts}, (struct lets_amount){(int64_t)minor});
        ck_assert_uint_eq((uint64_t)found.minor, (uint64_t)exact);
    }
}
END_TEST

START_TEST(counts_full_months)
{
    static const struct {
        const char *from;
        const char *to;
        uint32_t months;
    } spans[] = {
        {"2026-01-31", "2026-01-30", 0},  {"2026-01-31", "2026-02-27", 0},
        {"2026-01-31", "2026-02-28", 1},  {"2026-01-31", "2026-03-30", 1},
        {"2026-01-31", "2026-03-31", 2},  {"2024-02-29", "2025-02-28", 12},
        {"2024-02-29", "2025-02-27", 11}, {"2025-12-15", "2026-01-14", 0},
        {"2025-12-15", "2026-01-15", 1},  {"1900-01-01", "2999-12-31", 13199},
    };
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        struct lets_date from;
        struct lets_date to;
        ck_assert_int_eq(lets_date_parse(lets_span_of(spans[i].from), &from, NULL), LETS_OK);
        ck_assert_int_eq(lets_date_parse(lets_span_of(spans[i].to), &to, NULL), LETS_OK);
        ck_assert_msg(lets_full_months(from, to) == spans[i].months, "row %zu", i);
    }
    /* as the validity of cheques counts */
    for (int32_t day = 20000; day < 21500; day += 7) {
        for (uint32_t n = 1; n <= 120; n += 11) {
            const struct lets_validity validity = {LETS_VALID_MONTHS, n};
            struct lets_date last = lets_validity_last_day(validity, (struct lets_date){day});
            ck_assert_uint_eq(lets_full_months((struct lets_date){day}, last), n);
            last.day--;
            ck_assert_uint_eq(lets_full_months((struct lets_date){day}, last), n - 1);
        }
    }
}
END_TEST

/* ---------------------------------------------------------------- a scheme that grows */

/* A scheme whose trades the test counts itself. Members are m0, m1, ..; its books are closed month
 * by month. */
enum { MEMBERS_MOST = 1000, TRADES_MOST = 40000 };
struct trade {
    uint32_t payer;
    uint32_t payee;
    int64_t minor;
    int32_t day;
    uint32_t number;
    bool is_reversal; /* of a trade of theirs */
    bool is_reversed;
};
struct scheme {
    struct text journal;
    uint64_t random;
    uint32_t n_members;
    struct trade *trades;
    size_t n_trades;
    uint32_t n_transfers;
};

static const char *date_text(int32_t day, char out[LETS_DATE_SIZE])
{
    lets_date_format((struct lets_date){day}, out);
    return out;
}

/* Seals what was written, at noon of a day. */
static void seal_on(struct scheme *scheme, struct text *entries, int32_t day, unsigned minute)
{
    char time[40];
    char date[LETS_DATE_SIZE];
    (void)snprintf(time, sizeof time, "%sT12:%02u:00+00:00", date_text(day, date), minute);
    ck_assert_int_eq(text_add(entries, (struct lets_span){"", 1}, NULL), LETS_OK);
    support_seal(&scheme->journal, entries->bytes, time);
    text_release(entries);
}

static void begin(struct scheme *scheme, uint32_t n_members, const char *rules)
{
    struct text entries = {0};
    void *trades = calloc(TRADES_MOST, sizeof(struct trade));
    *scheme = (struct scheme){.random = n_members, .n_members = n_members, .trades = trades};
    ck_assert_ptr_nonnull(trades);
    ck_assert_int_eq(
        text_add_string(&entries,
                        "- ledger: Growing LETS\n  format: 1\n  unit: NUT\n  decimals: "
                        "2\n  opened: 2026-01-01\n  debit-limit: none\n  credit-limit: "
                        "none\n  limits: soft\n  cheques-valid: none\n"
                        "- central: levy\n  purpose: levy\n  opened: 2026-01-01\n  "
                        "debit-limit: none\n  credit-limit: none\n",
                        NULL),
        LETS_OK);
    for (uint32_t i = 0; i < n_members; i++) {
        ck_assert_int_eq(
            text_add_format(&entries, NULL, "- member: m%u\n  joined: 2025-12-01\n", i), LETS_OK);
    }
    ck_assert_int_eq(text_add_string(&entries, rules, NULL), LETS_OK);
    seal_on(scheme, &entries, 20454, 0); /* 2026-01-01 */
}

static void finish(struct scheme *scheme)
{
    free(scheme->trades);
    text_release(&scheme->journal);
}

static void write_trade(struct scheme *scheme, struct text *entries, struct trade trade,
                        uint32_t reverses)
{
    char date[LETS_DATE_SIZE];
    char amount[LETS_AMOUNT_SIZE];
    trade.number = ++scheme->n_transfers;
    lets_amount_format((struct lets_amount){trade.minor}, 2, amount);
    ck_assert_int_eq(text_add_format(entries, NULL,
                                     "- transfer: %u\n  date: %s\n  from: m%u\n  to: m%u\n  "
                                     "amount: %s\n",
                                     trade.number, date_text(trade.day, date), trade.payer,
                                     trade.payee, amount),
                     LETS_OK);
    if (reverses > 0) {
        ck_assert_int_eq(text_add_format(entries, NULL, "  reverses: %u\n", reverses), LETS_OK);
    }
    scheme->trades[scheme->n_trades++] = trade;
}

/* Trades and reversals on days first..last. */
static void trade_some(struct scheme *scheme, int32_t first, int32_t last, size_t n)
{
    struct text entries = {0};
    for (size_t i = 0; i < n; i++) {
        uint32_t payer = (uint32_t)(next_random(&scheme->random) % scheme->n_members);
        uint32_t payee = (uint32_t)(next_random(&scheme->random) % (scheme->n_members - 1));
        struct trade trade = {.payer = payer, .payee = payee + (payee >= payer ? 1 : 0)};
        trade.day = first + (int32_t)(next_random(&scheme->random) % (uint32_t)(last - first + 1));
        trade.minor = 1 + (int64_t)(next_random(&scheme->random) % 20000);
        write_trade(scheme, &entries, trade, 0);
        struct trade *old = &scheme->trades[next_random(&scheme->random) % scheme->n_trades];
        if (i % 10 == 0 && !old->is_reversal && !old->is_reversed && old->day <= last) {
            old->is_reversed = true;
            struct trade back = {.payer = old->payee,
                                 .payee = old->payer,
                                 .minor = old->minor,
                                 .day = last,
                                 .is_reversal = true};
            write_trade(scheme, &entries, back, old->number);
        }
    }
    seal_on(scheme, &entries, last, 0);
}

static struct lets_ledger *ledger_of(const struct scheme *scheme)
{
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    ck_assert_msg(replay_text(&scheme->journal, &ledger, &err) == LETS_OK, "%d: %s [%s]",
                  (int)err.line, err.message, lets_status_name(err.status));
    return ledger;
}

static void close_on(struct scheme *scheme, int32_t day, unsigned minute)
{
    struct text entries = {0};
    char date[LETS_DATE_SIZE];
    size_t n = 0;
    struct lets_pair *closings = NULL;
    struct lets_ledger *ledger = ledger_of(scheme);
    ck_assert_int_eq(lets_ledger_closings(ledger, (struct lets_date){day}, &closings, &n, NULL),
                     LETS_OK);
    ck_assert_int_eq(text_add_format(&entries, NULL, "- close: %s\n  balances:%s\n",
                                     date_text(day, date), n == 0 ? " {}" : ""),
                     LETS_OK);
    for (size_t i = 0; i < n; i++) {
        char amount[LETS_AMOUNT_SIZE];
        lets_amount_format(closings[i].value.amount, 2, amount);
        ck_assert_int_eq(text_add_format(&entries, NULL, "    %.*s: %s\n",
                                         (int)closings[i].key.text.size, closings[i].key.text.bytes,
                                         amount),
                         LETS_OK);
    }
    lets_closings_free(closings);
    lets_ledger_free(ledger);
    seal_on(scheme, &entries, day + 1, minute);
}

/* Runs a rule as a program would: by what is due. */
static void run_rule(struct scheme *scheme, const char *name, int32_t day, unsigned minute)
{
    struct text entries = {0};
    struct lets_dues dues;
    struct lets_error err = {0};
    char date[LETS_DATE_SIZE];
    char amount[LETS_AMOUNT_SIZE];
    struct lets_ledger *ledger = ledger_of(scheme);
    bool is_levy = lets_ledger_find_rule(ledger, lets_span_of(name))->is_levy;
    ck_assert_msg(lets_ledger_due(ledger, lets_span_of(name), &dues, &err) == LETS_OK, "%s",
                  err.message);
    lets_amount_format(dues.total, 2, amount);
    ck_assert_int_eq(text_add_format(&entries, NULL, "- run: %s\n  close: %s\n  count: %u\n", name,
                                     date_text(dues.close.day, date), dues.count),
                     LETS_OK);
    if (is_levy) {
        ck_assert_int_eq(text_add_format(&entries, NULL, "  total: %s\n", amount), LETS_OK);
    }
    (void)date_text(day, date);
    for (size_t i = 0; i < dues.n; i++) {
        const struct lets_due *due = &dues.items[i];
        struct lets_span id = lets_ledger_account(ledger, due->account)->id;
        lets_amount_format(due->due, 2, amount);
        if (due->is_in_run && is_levy) {
            ck_assert_int_eq(
                text_add_format(&entries, NULL,
                                "- transfer: %u\n  date: %s\n  from: %.*s\n  to: levy\n  amount: "
                                "%s\n  for: %s\n  category: levy\n",
                                ++scheme->n_transfers, date, (int)id.size, id.bytes, amount, name),
                LETS_OK);
        } else if (due->is_in_run) {
            ck_assert_int_eq(text_add_format(&entries, NULL,
                                             "- change: %.*s\n  date: %s\n  debit-limit: %s\n  "
                                             "reason: %s\n",
                                             (int)id.size, id.bytes, date, amount, name),
                             LETS_OK);
        }
    }
    lets_dues_release(&dues);
    lets_ledger_free(ledger);
    seal_on(scheme, &entries, day, minute);
}

/* What a member turned over on days first..last, by the trades that the test made. */
static int64_t turnover(const struct scheme *scheme, uint32_t member, int32_t first, int32_t last)
{
    int64_t sum = 0;
    for (size_t i = 0; i < scheme->n_trades; i++) {
        const struct trade *trade = &scheme->trades[i];
        bool counts = trade->day >= first && trade->day <= last &&
                      (trade->payer == member || trade->payee == member);
        sum += !counts ? 0 : trade->is_reversal ? -trade->minor : trade->minor;
    }
    return sum;
}

/* 1.5 % of what the turnover exceeds 50.00, at most 12.00; m7 and m8 are exempt. */
static int64_t levy_of(const struct scheme *scheme, uint32_t member, int32_t first, int32_t last)
{
    int64_t base = turnover(scheme, member, first, last) - 5000;
    wide exact = base > 0 ? (wide)base * 15 / 1000 : 0;
    int64_t due = exact > 1200 ? 1200 : (int64_t)exact;
    return member == 7 || member == 8 ? 0 : due;
}

/* Holds what was just run, n_members of them at most, against the test's own figures. */
static void check_levy(const struct scheme *scheme, uint32_t first_transfer, int32_t first,
                       int32_t last)
{
    struct lets_ledger *ledger = ledger_of(scheme);
    uint32_t number = first_transfer;
    struct lets_transfer transfer;
    for (uint32_t i = 0; i < scheme->n_members; i++) {
        int64_t due = levy_of(scheme, i, first, last);
        if (due == 0) {
            continue;
        }
        ck_assert(lets_ledger_transfer(ledger, number, &transfer));
        ck_assert_msg(transfer.payer == i + 1 && transfer.amount.minor == due,
                      "m%u: %d due, not %d from account %u", i, (int)due,
                      (int)transfer.amount.minor, transfer.payer);
        number++;
    }
    ck_assert_uint_eq(number - 1, lets_ledger_summary(ledger)->n_transfers);
    lets_ledger_free(ledger);
}

#define SCHEME_LEVY                                                                                \
    "- rule: levy\n  date: 2026-01-01\n  of: turnover\n  above: 50.00\n  percent: 1.5\n  cap: "    \
    "12.00\n  to: levy\n  own:\n    m7: none\n    m8: none\n  reason: general meeting\n"
#define SCHEME_LIMITS                                                                              \
    "- rule: limits\n  date: 2026-01-01\n  of: turnover\n  percent: 10\n  floor: 100.00\n  cap: "  \
    "1000.00\n  sets: debit-limit\n  reason: general meeting\n"

enum { JANUARY = 20454, FEBRUARY = 20485, MARCH = 20513 };

START_TEST(levies_a_thousand_members)
{
    struct scheme scheme;
    begin(&scheme, MEMBERS_MOST, SCHEME_LEVY);
    trade_some(&scheme, JANUARY, FEBRUARY - 1, 5000);
    close_on(&scheme, FEBRUARY - 1, 1);
    uint32_t first = scheme.n_transfers + 1;
    run_rule(&scheme, "levy", FEBRUARY, 2);
    check_levy(&scheme, first, JANUARY, FEBRUARY - 1);
    /* Trades of January are reversed in February, and lower what comes then. */
    trade_some(&scheme, FEBRUARY + 1, MARCH - 1, 5000);
    close_on(&scheme, MARCH - 1, 1);
    first = scheme.n_transfers + 1;
    run_rule(&scheme, "levy", MARCH, 2);
    check_levy(&scheme, first, FEBRUARY, MARCH - 1);
    assert_clean(&scheme.journal);
    finish(&scheme);
}
END_TEST

/* Takes back what the levy's last run, from that transfer on, moved. */
static void reverse_run(struct scheme *scheme, uint32_t first, int32_t day)
{
    struct text entries = {0};
    char date[LETS_DATE_SIZE];
    struct lets_ledger *ledger = ledger_of(scheme);
    uint32_t last = scheme->n_transfers;
    for (uint32_t number = first; number <= last; number++) {
        struct lets_transfer transfer;
        char amount[LETS_AMOUNT_SIZE];
        ck_assert(lets_ledger_transfer(ledger, number, &transfer));
        lets_amount_format(transfer.amount, 2, amount);
        ck_assert_int_eq(text_add_format(&entries, NULL,
                                         "- transfer: %u\n  date: %s\n  from: levy\n  to: m%u\n  "
                                         "amount: %s\n  reverses: %u\n",
                                         ++scheme->n_transfers, date_text(day, date),
                                         transfer.payer - 1, amount, number),
                         LETS_OK);
    }
    lets_ledger_free(ledger);
    if (last >= first) {
        seal_on(scheme, &entries, day, 3);
    }
}

/* Each month: trades, a close, a levy, limits; now and then the levy is reversed and the period
 * reopened, so that what the ledger keeps of flows goes back, and all is done again. */
START_TEST(lives_through_years_of_runs)
{
    struct scheme scheme;
    begin(&scheme, 30, SCHEME_LEVY SCHEME_LIMITS);
    int32_t first_day = JANUARY;
    for (int month = 0; month < 18; month++) {
        int32_t last_day = first_day + 29;
        trade_some(&scheme, first_day + (month > 0 ? 2 : 0), last_day, 60);
        close_on(&scheme, last_day, 1);
        uint32_t first = scheme.n_transfers + 1;
        run_rule(&scheme, "levy", last_day + 1, 2);
        check_levy(&scheme, first, first_day, last_day);
        run_rule(&scheme, "limits", last_day + 1, 2);
        if (month % 3 == 1) {
            struct text reopen = {0};
            char date[LETS_DATE_SIZE];
            reverse_run(&scheme, first, last_day + 1);
            ck_assert_int_eq(text_add_format(&reopen, NULL, "- reopen: %s\n  reason: a slip\n",
                                             date_text(last_day, date)),
                             LETS_OK);
            seal_on(&scheme, &reopen, last_day + 1, 4);
            struct text slip = {0};
            const struct trade trade = {.payer = 1, .payee = 2, .minor = 123456, .day = last_day};
            write_trade(&scheme, &slip, trade, 0);
            seal_on(&scheme, &slip, last_day + 1, 5);
            close_on(&scheme, last_day, 6);
            first = scheme.n_transfers + 1;
            run_rule(&scheme, "levy", last_day + 1, 7);
            check_levy(&scheme, first, first_day, last_day);
            run_rule(&scheme, "limits", last_day + 1, 8);
        }
        struct lets_ledger *ledger = ledger_of(&scheme);
        for (uint32_t i = 0; i < scheme.n_members; i++) {
            int64_t limit = turnover(&scheme, i, 0, last_day) / 10;
            limit = limit < 10000 ? 10000 : limit > 100000 ? 100000 : limit;
            ck_assert_int_eq(lets_ledger_account(ledger, i + 1)->debit_limit.amount.minor, limit);
        }
        lets_ledger_free(ledger);
        first_day = last_day + 1;
    }
    assert_clean(&scheme.journal);
    finish(&scheme);
}
END_TEST

/* ---------------------------------------------------------------- failing allocations */

START_TEST(audits_limits_however_large_they_are_together)
{
    enum { MEMBERS = 13 };
    struct text rules = {0};
    struct text run = {0};
    struct text journal = {0};
    ck_assert_int_eq(
        text_add_string(
            &rules,
            "- ledger: Huge\n  format: 1\n  unit: X\n  decimals: 2\n  opened: 2026-01-01\n"
            "  debit-limit: 1.00\n  credit-limit: none\n  limits: hard\n  cheques-valid: none\n",
            NULL),
        LETS_OK);
    for (int i = 1; i <= MEMBERS; i++) {
        ck_assert_int_eq(text_add_format(&rules, NULL, "- member: m%d\n  joined: 2026-01-01\n", i),
                         LETS_OK);
        ck_assert_int_eq(text_add_format(&run, NULL,
                                         "- change: m%d\n  date: 2026-02-01\n  debit-limit: "
                                         "10000000000000000.00\n  reason: huge\n",
                                         i),
                         LETS_OK);
    }
    ck_assert_int_eq(
        text_add_string(
            &rules,
            "- rule: huge\n  date: 2026-01-01\n  of: nothing\n  flat: 10000000000000000.00\n"
            "  sets: debit-limit\n  reason: x\n",
            NULL),
        LETS_OK);
    ck_assert_int_eq(text_add(&rules, (struct lets_span){"", 1}, NULL), LETS_OK);
    ck_assert_int_eq(text_add(&run, (struct lets_span){"", 1}, NULL), LETS_OK);
    support_seal(&journal, rules.bytes, "2026-01-31T10:00:00+00:00");
    support_seal(&journal, "- close: 2026-01-31\n  balances: {}\n", "2026-02-01T10:00:00+00:00");
    struct text all = {0};
    ck_assert_int_eq(text_add_format(&all, NULL,
                                     "- run: huge\n  close: 2026-01-31\n  count: %d\n%s%c", MEMBERS,
                                     run.bytes, 0),
                     LETS_OK);
    support_seal(&journal, all.bytes, "2026-02-01T11:00:00+00:00");
    assert_clean(&journal);
    text_release(&all);
    text_release(&run);
    text_release(&rules);
    text_release(&journal);
}
END_TEST

START_TEST(survives_each_failed_allocation)
{
    struct text journal = support_load("conformance/rules.yaml");
    enum lets_status status = LETS_OUT_OF_MEMORY;
    for (size_t n = 0; status != LETS_OK; n++) {
        struct lets_journal *opened = NULL;
        struct lets_audit *audit = NULL;
        struct lets_dues dues = {.n = 0};
        (void)lets__mem_fail_after(n);
        status = lets_journal_parse(journal.bytes, journal.size, &opened, NULL);
        if (status == LETS_OK) {
            status = lets_audit_new(opened, NULL, &audit, NULL);
        }
        if (status == LETS_OK) {
            const struct lets_ledger *ledger = lets_audit_report(audit)->ledger;
            status = lets_ledger_due(ledger, lets_span_of("limits"), &dues, NULL);
        }
        (void)lets__mem_fail_after(SIZE_MAX);
        ck_assert_msg(status == LETS_OK || status == LETS_OUT_OF_MEMORY, "allocation %zu: %s", n,
                      lets_status_name(status));
        lets_dues_release(&dues);
        lets_audit_free(audit);
        lets_journal_close(opened);
        ck_assert_uint_lt(n, 100000);
    }
    text_release(&journal);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("levies");
    TCase *tcase = tcase_create("levies");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, refuses_each_breach_by_name_and_place, 0, N_ROWS);
    tcase_add_test(tcase, audits_a_run_with_a_wrong_entry);
    tcase_add_loop_test(tcase, takes_what_may_follow_a_run, 0, N_COURSES);
    tcase_add_loop_test(tcase, works_out_by_each_formula, 0, sizeof formulas / sizeof *formulas);
    tcase_add_loop_test(tcase, works_out_at_each_number_of_decimals, 0, LETS_DECIMALS_MAX + 1);
    tcase_add_test(tcase, says_why_nothing_can_be_due);
    tcase_add_test(tcase, keeps_who_agreed_to_what);
    tcase_add_test(tcase, takes_percentages_exactly);
    tcase_add_test(tcase, counts_full_months);
    tcase_add_test(tcase, levies_a_thousand_members);
    tcase_add_test(tcase, lives_through_years_of_runs);
    tcase_add_test(tcase, audits_limits_however_large_they_are_together);
    tcase_add_test(tcase, survives_each_failed_allocation);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
