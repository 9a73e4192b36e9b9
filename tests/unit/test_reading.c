/* SPDX-License-Identifier: MIT */
/*
 * A journal of many windows gives the same ledger, or the same error, whichever way it is read:
 * hashed beside by a second thread, hashed in step because somebody watches, or every entry read by
 * both readers.
 */

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/seal.h"

enum { PILES = 1500, PILE = 12 };

static struct text journal;

static enum lets_status watch(void *context, const struct lets_ledger *ledger,
                              const struct lets_entry *entry, const struct lets_place *place,
                              struct lets_error *err)
{
    size_t *n = context;
    (void)ledger;
    (void)place;
    (void)err;
    *n += entry->kind == LETS_KIND_TRANSFER;
    return LETS_OK;
}

/* Some two megabytes; lines of all lengths, so that windows end anywhere. */
static void make_journal(void)
{
    struct text pile = {0};
    unsigned number = 0;
    text_clear(&journal);
    support_seal(&journal, support_base, "2026-01-05T09:00:00+00:00");
    for (int i = 0; i < PILES; i++) {
        text_clear(&pile);
        for (int j = 0; j < PILE; j++) {
            static const char letters[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
            number++;
            ck_assert_int_eq(
                text_add_format(&pile, NULL,
                                "- transfer: %u\n  date: 2026-01-05\n  from: %s\n  to: %s\n"
                                "  amount: 1.00\n  for: %.*s\n%s",
                                number, number % 2 == 0 ? "bob" : "\"0001\"",
                                number % 2 == 0 ? "\"0001\"" : "bob", 1 + (i + j) % 50, letters,
                                number % 97 == 0 ? "# remark\n\n" : ""),
                LETS_OK);
        }
        ck_assert_int_eq(text_add(&pile, (struct lets_span){"", 1}, NULL), LETS_OK);
        /* Not support_seal, which looks for the last seal from the beginning. */
        struct text piece = {0};
        ck_assert_int_eq(text_add(&piece,
                                  (struct lets_span){journal.bytes + journal.size - SEAL_LINE_SIZE,
                                                     SEAL_LINE_SIZE},
                                  NULL),
                         LETS_OK);
        support_seal(&piece, pile.bytes, "2026-01-05T20:00:00+00:00");
        ck_assert_int_eq(
            text_add(&journal,
                     (struct lets_span){piece.bytes + SEAL_LINE_SIZE, piece.size - SEAL_LINE_SIZE},
                     NULL),
            LETS_OK);
        text_release(&piece);
    }
    text_release(&pile);
    ck_assert_uint_gt(journal.size, 3 * 512 * 1024);
}

enum way { BESIDE, IN_STEP, BOTH_READERS, N_WAYS };

static enum lets_status read_journal(enum way way, struct lets_ledger **ledger,
                                     struct lets_error *err)
{
    size_t n_seen = 0;
    struct lets_journal *opened = NULL;
    struct lets_observer observer = {.context = &n_seen, .entry = watch};
    struct lets_replay options = {.observers = &observer,
                                  .n_observers = way == BESIDE ? 0 : 1,
                                  .check_canonical = way == BOTH_READERS};
    ck_assert_int_eq(lets_journal_parse(journal.bytes, journal.size, &opened, NULL), LETS_OK);
    enum lets_status status = lets_journal_replay(opened, &options, ledger, err);
    ck_assert(way == BESIDE || status != LETS_OK || n_seen == (size_t)PILES * PILE);
    lets_journal_close(opened);
    return status;
}

START_TEST(gives_the_same_ledger)
{
    struct lets_ledger *ledgers[N_WAYS] = {NULL};
    make_journal();
    for (int way = 0; way < N_WAYS; way++) {
        ck_assert_int_eq(read_journal((enum way)way, &ledgers[way], NULL), LETS_OK);
    }
    ck_assert_uint_eq(lets_ledger_summary(ledgers[BESIDE])->n_transfers, PILES * PILE);
    support_same(ledgers[BESIDE], ledgers[IN_STEP]);
    support_same(ledgers[BESIDE], ledgers[BOTH_READERS]);
    for (int way = 0; way < N_WAYS; way++) {
        lets_ledger_free(ledgers[way]);
    }
}
END_TEST

static void assert_same_error(int at)
{
    struct lets_ledger *ledger = NULL;
    struct lets_error first = {0};
    enum lets_status status = read_journal(BESIDE, &ledger, &first);
    ck_assert_ptr_null(ledger);
    for (int way = IN_STEP; way < N_WAYS; way++) {
        struct lets_error err = {0};
        ck_assert_int_eq(read_journal((enum way)way, &ledger, &err), status);
        ck_assert_msg(err.line == first.line && err.column == first.column &&
                          strcmp(err.message, first.message) == 0 &&
                          strcmp(err.excerpt, first.excerpt) == 0 &&
                          strcmp(err.hint, first.hint) == 0,
                      "byte %d: %s, but %s", at, first.message, err.message);
    }
}

START_TEST(tells_the_same_damage)
{
    make_journal();
    const int ats[] = {30,
                       (int)journal.size / 3,
                       512 * 1024,
                       512 * 1024 + 100,
                       1024 * 1024 - 1,
                       (int)journal.size - 80};
    for (size_t i = 0; i < sizeof ats / sizeof *ats; i++) {
        char before = journal.bytes[ats[i]];
        journal.bytes[ats[i]] = before == '7' ? '8' : '7';
        struct lets_ledger *ledger = NULL;
        struct lets_error err = {0};
        ck_assert_int_eq(read_journal(BESIDE, &ledger, &err), LETS_DAMAGED);
        assert_same_error(ats[i]);
        journal.bytes[ats[i]] = before;
    }
}
END_TEST

/* A sealed entry that breaks a rule, behind many windows: the hashes are right. */
START_TEST(tells_the_same_refusal)
{
    static const char *const entries[] = {
        "- transfer: 18001\n  date: 2026-01-05\n  from: \"0001\"\n  to: \"0009\"\n  amount: 1.00\n",
        "- transfer: 18001\n  date: 2026-01-05\n  from: '0001'\n  to: \"0009\"\n  amount: 1.00\n",
        "- transfer: 18001\n  date: 2026-01-05\n  from: \"0001\"\n  to: bob\n  amount: 900.00\n",
        "- transfer: 18001\n  date: 2026-01-06\n  from: \"0001\"\n  to: bob\n  amount: 1.00\n",
        "- transfer: 18001\n  date: 2026-01-05\n  from: \"0001\"\n  to: bob\n  amount: 1.0x\n",
    };
    struct text piece = {0};
    make_journal();
    ck_assert_int_eq(
        text_add(&piece,
                 (struct lets_span){journal.bytes + journal.size - SEAL_LINE_SIZE, SEAL_LINE_SIZE},
                 NULL),
        LETS_OK);
    support_seal(&piece, entries[_i], "2026-01-05T21:00:00+00:00");
    ck_assert_int_eq(
        text_add(&journal,
                 (struct lets_span){piece.bytes + SEAL_LINE_SIZE, piece.size - SEAL_LINE_SIZE},
                 NULL),
        LETS_OK);
    struct lets_ledger *ledger = NULL;
    ck_assert_int_ne(read_journal(BESIDE, &ledger, NULL), LETS_OK);
    assert_same_error(-1);
    text_release(&piece);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("reading");
    Suite *suite = suite_create("reading");
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, gives_the_same_ledger);
    tcase_add_test(tests, tells_the_same_damage);
    tcase_add_loop_test(tests, tells_the_same_refusal, 0, 5);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    text_release(&journal);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
