/* SPDX-License-Identifier: MIT */
/*
 * A journal long enough to be read ahead on two threads: whatever stands in it, and wherever, a
 * replay ends with the same ledger, or the same words about the same place, as one that reads entry
 * by entry as YAML.
 */

#include "support.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

enum { COMMITS = 112, PILE = 25, EVERY_SEVENTH = 7 };

/* Entries of commit n, whose first transfer is number `first`. */
static void write_pile(struct text *out, unsigned n, unsigned first)
{
    for (unsigned i = 0; i < PILE; i++) {
        bool is_back = (first + i) % 2 == 0;
        const char *text = i % EVERY_SEVENTH == 0   ? "\"12 eggs\""
                           : i % EVERY_SEVENTH == 1 ? "Caf\xc3\xa9 lunch"
                           : i % EVERY_SEVENTH == 2 ? "\"\\\"quoted\\\" \\\\ text\""
                                                    : "bread and eggs from the garden";
        ck_assert_int_eq(text_add_format(out, NULL,
                                         "- transfer: %u\n  date: 2026-02-%02u\n  from: %s\n"
                                         "  to: %s\n  amount: %u.50\n  for: %s\n",
                                         first + i, 1 + n % 28, is_back ? "bob" : "\"0002\"",
                                         is_back ? "\"0002\"" : "bob", 1 + (first + i) / 2 % 9,
                                         text),
                         LETS_OK);
    }
}

/* A journal of some 300 KiB. odd: entries that stand in the middle, NULL for none; they hold
 * n_transfers transfers. */
static struct text make_journal(const char *odd, unsigned n_transfers)
{
    struct text journal = {0};
    struct text pile = {0};
    unsigned first = 1;
    support_seal(&journal, support_base, "2026-01-05T09:00:00+00:00");
    for (unsigned n = 0; n < COMMITS; n++) {
        text_clear(&pile);
        if (odd != NULL && n == COMMITS / 2) {
            ck_assert_int_eq(text_add_string(&pile, odd, NULL), LETS_OK);
            first += n_transfers;
        }
        write_pile(&pile, n, first);
        ck_assert_int_eq(text_add_format(&pile, NULL, "%c", '\0'), LETS_OK);
        support_seal(&journal, pile.bytes, "2026-03-05T09:00:00+00:00");
        first += PILE;
    }
    text_release(&pile);
    ck_assert_uint_gt(journal.size, (size_t)256 * 1024); /* shorter ones are not read ahead */
    return journal;
}

static enum lets_status ignore(void *context, const struct lets_ledger *ledger,
                               const struct lets_entry *entry, const struct lets_place *place,
                               struct lets_error *err)
{
    (void)context;
    (void)ledger;
    (void)entry;
    (void)place;
    (void)err;
    return LETS_OK;
}

/* Replays a journal read ahead, watched or not, and as YAML: all the same. */
static void check_ways(struct text journal, bool is_good)
{
    const struct lets_observer observer = {.entry = ignore};
    const struct lets_replay ways[] = {
        {.check_canonical = true},
        {.n_observers = 0},
        {.observers = &observer, .n_observers = 1},
    };
    enum { N_WAYS = sizeof ways / sizeof *ways };
    struct lets_ledger *ledgers[N_WAYS] = {NULL};
    struct lets_error errors[N_WAYS] = {{0}};
    struct lets_journal *parsed = NULL;
    ck_assert_int_eq(lets_journal_parse(journal.bytes, journal.size, &parsed, NULL), LETS_OK);
    for (int i = 0; i < N_WAYS; i++) {
        enum lets_status status = lets_journal_replay(parsed, &ways[i], &ledgers[i], &errors[i]);
        ck_assert_msg((status == LETS_OK) == is_good, "way %d: %s", i, errors[i].message);
        ck_assert_int_eq(status, errors[0].status);
        ck_assert_str_eq(errors[i].message, errors[0].message);
        ck_assert_str_eq(errors[i].excerpt, errors[0].excerpt);
        ck_assert_uint_eq(errors[i].line, errors[0].line);
        ck_assert_uint_eq(errors[i].column, errors[0].column);
        if (is_good) {
            support_same(ledgers[0], ledgers[i]);
        }
    }
    for (int i = 0; i < N_WAYS; i++) {
        lets_ledger_free(ledgers[i]);
    }
    lets_journal_close(parsed);
}

/* What may stand in the middle, where all was read ahead so far. */
static const struct {
    const char *entries;
    unsigned n_transfers;
    bool is_good;
} middles[] = {
    {NULL, 0, true},
    {"# a remark\n", 0, true},
    {"- member: late\n  joined: 2026-02-01\n", 0, true},
    {"- member: 'late' # typed\n  joined: 2026-02-01\n", 0, true},
    {"- member: late\n  joined: 2026-02-01\n- transfer: 1401\n  date: 2026-02-03\n  from: late\n"
     "  to: bob\n  amount: 1.00\n",
     1, true},
    {"- transfer: 1401\n  amount: 1\n  from: '0001'\n  to: bob\n  date: 2026-02-03\n", 1, true},
    {"- transfer: 1401\n  date: 2026-02-03\n  from: \"0001\"\n  to: bob\n  amount: 1.00\n"
     "  cheque: 301\n  written: 2026-02-01\n  category: food\n  ref: a/1\n  note: \"1 \\\\ 2\"\n"
     "- transfer: 1402\n  date: 2026-02-03\n  from: bob\n  to: \"0001\"\n  amount: 1.00\n"
     "  reverses: 1401\n- transfer: 1403\n  date: 2026-02-03\n  from: \"0001\"\n  to: bob\n"
     "  amount: 1.00\n  cheque: 301\n  corrects: 1401\n",
     3, true},
    {"- transfer: 1402\n  date: 2026-02-03\n  from: bob\n  to: \"0001\"\n  amount: 1.00\n", 1,
     false},
    {"- transfer: 1401\n  date: 2026-02-03\n  from: nobody\n  to: bob\n  amount: 1.00\n", 1, false},
    {"- transfer: 1401\n  date: 2026-02-03\n  from: longer-than-eight-bytes\n  to: bob\n"
     "  amount: 1.00\n",
     1, false},
    {"- transfer: 1401\n  date: 2026-02-03\n  from: bob\n  to: \"01\"\n  amount: 1.00\n", 1, false},
    {"- transfer: 1401\n  date: 2026-02-03\n  from: bob\n  to: \"0001\"\n  amount: 999.00\n", 1,
     false},
    {"- transfer: 1401\n  date: 2026-02-30\n  from: bob\n  to: \"0001\"\n  amount: 1.00\n", 1,
     false},
    {"- transfer: 1401\n  date: 2026-02-03\n  from: bob\n  to: \"0001\"\n  amount: 1.000\n", 1,
     false},
    {"- thing: 1\n", 0, false},
    {"- member: \"late\n", 0, false},
    {"stray\n", 0, false},
};

START_TEST(replays_all_the_same)
{
    struct text journal = make_journal(middles[_i].entries, middles[_i].n_transfers);
    check_ways(journal, middles[_i].is_good);
    text_release(&journal);
}
END_TEST

/* A byte altered anywhere is found, in the same piece. */
START_TEST(finds_damage_in_its_piece)
{
    struct text journal = make_journal(NULL, 0);
    size_t at = journal.size / 24 * (size_t)_i + 7;
    journal.bytes[at] ^= 1;
    check_ways(journal, false);
    text_release(&journal);
}
END_TEST

/* Cut anywhere, or grown by what is no commit, it ends at its last good seal. */
START_TEST(ends_at_the_last_seal)
{
    struct text journal = make_journal(NULL, 0);
    struct text tail = {0};
    journal.size -= _i == 0 ? 0 : 200 + (size_t)(_i * _i * _i * 20);
    check_ways(journal, true);
    ck_assert_int_eq(text_add(&tail, text_span(&journal), NULL), LETS_OK);
    ck_assert_int_eq(text_add_string(&tail, "\n# typed\n- member: late", NULL), LETS_OK);
    check_ways(tail, true);
    text_release(&journal);
    text_release(&tail);
}
END_TEST

/* Whichever allocation fails, the replay fails for want of memory or does without. */
START_TEST(fails_without_memory_or_does_without)
{
    struct text journal = make_journal(NULL, 0);
    struct lets_journal *parsed = NULL;
    struct lets_ledger *whole = NULL;
    size_t n_failed = 0;
    bool is_whole = false;
    ck_assert_int_eq(lets_journal_parse(journal.bytes, journal.size, &parsed, NULL), LETS_OK);
    ck_assert_int_eq(lets_journal_replay(parsed, NULL, &whole, NULL), LETS_OK);
    for (size_t n_allowed = 0; !is_whole; n_allowed++) {
        struct lets_ledger *ledger = NULL;
        (void)lets__mem_fail_after(n_allowed);
        enum lets_status status = lets_journal_replay(parsed, NULL, &ledger, NULL);
        is_whole = lets__mem_fail_after(SIZE_MAX) <= n_allowed;
        ck_assert(status == LETS_OK || status == LETS_OUT_OF_MEMORY);
        n_failed += status != LETS_OK ? 1 : 0;
        if (status == LETS_OK) {
            support_same(whole, ledger);
        }
        lets_ledger_free(ledger);
    }
    ck_assert_uint_ge(n_failed, 20);
    lets_ledger_free(whole);
    lets_journal_close(parsed);
    text_release(&journal);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("line_ahead");
    TCase *tcase = tcase_create("line_ahead");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, replays_all_the_same, 0, sizeof middles / sizeof *middles);
    tcase_add_loop_test(tcase, finds_damage_in_its_piece, 1, 23);
    tcase_add_loop_test(tcase, ends_at_the_last_seal, 0, 12);
    tcase_add_test(tcase, fails_without_memory_or_does_without);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
