/* SPDX-License-Identifier: MIT */
/* Charters (journal.md, Funds): each rule broken and just kept, and who may replace one. */

#include "fund_texts.h"

#include <stdio.h>
#include <string.h>

/* clang-format off: entries are written as they stand in a journal. */
#define LINE(key, value) "  " key ": " value "\n"
#define HEAD(id, begins, ends)                                                                     \
    "- charter: " id "\n  date: 2026-01-10\n" LINE("begins", begins) LINE("ends", ends)
#define YEAR(id) HEAD(id, "2026-01-01", "2026-12-31")
#define SUMS(budget, ceiling, petty)                                                               \
    LINE("budget", budget) LINE("ceiling", ceiling) LINE("petty", petty)
#define USUAL SUMS("300.00", "100.00", "25.00")
#define BOARD(quorum, to, approvers)                                                               \
    LINE("quorum", quorum) LINE("residue-to", to) "  approvers:\n" approvers
#define THREE "    a: none\n    b: none\n    c: none\n"
#define SIGNERS "    a: @key 1\n    b: @key 2\n    c: @key 3\n"
#define WHY "  reason: meeting\n"
#define PLAIN(id) YEAR(id) USUAL BOARD("2", "chest", THREE) WHY
#define KEYED(id) YEAR(id) USUAL BOARD("2", "chest", SIGNERS) WHY
#define CLOSED(id) "- change: " id "\n  date: 2026-01-10\n  status: closed\n"
#define WITHDRAWN(id) "- charter: " id "\n  date: 2026-01-20\n  withdrawn: done\n"

static const struct fund_row rows[] = {
    /* what has a charter */
    {"", PLAIN("nowhere"), LETS_UNKNOWN_ACCOUNT, 1, PLAIN("hall")},
    {"", PLAIN("HALL"), LETS_UNKNOWN_ACCOUNT, 1, PLAIN("hall")},
    {"", PLAIN("d"), LETS_WRONG_KIND, 1, PLAIN("admin")},
    {CLOSED("shed"), PLAIN("shed"), LETS_ACCOUNT_CLOSED, 1, PLAIN("hall")},
    {"- change: shed\n  date: 2026-01-10\n  status: suspended\n", PLAIN("fete"), LETS_WRONG_KIND, 1,
     PLAIN("shed")},
    {"",
     "- charter: hall\n  date: 2025-12-31\n" LINE("begins", "2026-01-01") LINE("ends", "2026-12-31")
         USUAL BOARD("2", "chest", THREE) WHY,
     LETS_DATE_BEFORE_LEDGER, 2,
     "- charter: hall\n  date: 2026-01-01\n" LINE("begins", "2025-01-01") LINE("ends", "2026-12-31")
         USUAL BOARD("2", "chest", THREE) WHY},
    /* days and sums */
    {"", HEAD("hall", "2026-02-02", "2026-02-01") USUAL BOARD("2", "chest", THREE) WHY,
     LETS_CHARTER_DAYS, 4,
     HEAD("hall", "2026-02-02", "2026-02-02") USUAL BOARD("2", "chest", THREE) WHY},
    {"", YEAR("hall") SUMS("300.00", "100.00", "100.01") BOARD("2", "chest", THREE) WHY,
     LETS_CHARTER_AMOUNTS, 7,
     YEAR("hall") SUMS("300.00", "100.00", "100.00") BOARD("2", "chest", THREE) WHY},
    {"", YEAR("hall") SUMS("300.00", "300.01", "100.00") BOARD("2", "chest", THREE) WHY,
     LETS_CHARTER_AMOUNTS, 6,
     YEAR("hall") SUMS("300.00", "300.00", "300.00") BOARD("2", "chest", THREE) WHY},
    {"", YEAR("hall") SUMS("0.00", "0.00", "0.00") BOARD("2", "chest", THREE) WHY,
     LETS_CHARTER_AMOUNTS, 5,
     YEAR("hall") SUMS("0.01", "0.00", "0.00") BOARD("2", "chest", THREE) WHY},
    /* what is left */
    {"", YEAR("hall") USUAL BOARD("2", "nowhere", THREE) WHY, LETS_UNKNOWN_ACCOUNT, 9,
     PLAIN("hall")},
    {"", YEAR("hall") USUAL BOARD("2", "hall", THREE) WHY, LETS_SAME_ACCOUNT, 9, PLAIN("hall")},
    {"", YEAR("hall") USUAL BOARD("2", "d", THREE) WHY, LETS_WRONG_KIND, 9,
     YEAR("hall") USUAL BOARD("2", "admin", THREE) WHY},
    {"", YEAR("hall") USUAL BOARD("2", "fete", THREE) WHY, LETS_WRONG_KIND, 9,
     YEAR("hall") USUAL BOARD("2", "desk", THREE) WHY},
    {CLOSED("shed"), YEAR("hall") USUAL BOARD("2", "shed", THREE) WHY, LETS_ACCOUNT_CLOSED, 9,
     PLAIN("hall")},
    /* approvers */
    {"", YEAR("hall") USUAL "  quorum: 1\n  residue-to: chest\n  approvers: {}\n" WHY,
     LETS_CHARTER_APPROVERS, 10, YEAR("hall") USUAL BOARD("1", "chest", "    a: none\n") WHY},
    {"", YEAR("hall") USUAL BOARD("1", "chest", "    nobody: none\n") WHY, LETS_UNKNOWN_ACCOUNT, 10,
     YEAR("hall") USUAL BOARD("1", "chest", "    d: none\n") WHY},
    {"", YEAR("hall") USUAL BOARD("1", "chest", "    desk: none\n") WHY, LETS_WRONG_KIND, 10,
     YEAR("hall") USUAL BOARD("1", "chest", "    d: @key 4\n") WHY},
    {"", YEAR("hall") USUAL BOARD("1", "chest", "    a: none\n    f: none\n") WHY,
     LETS_ACCOUNT_CLOSED, 10, PLAIN("hall")},
    {CLOSED("a"), PLAIN("hall"), LETS_ACCOUNT_CLOSED, 10,
     YEAR("hall") USUAL BOARD("2", "chest", "    b: none\n    c: none\n") WHY},
    {"- change: a\n  date: 2026-01-10\n  status: suspended\n",
     YEAR("hall") USUAL BOARD("1", "chest", "    a: @key 1\n    b: none\n    c: @key 1\n") WHY,
     LETS_CHARTER_APPROVERS, 10,
     YEAR("hall") USUAL BOARD("1", "chest", "    a: @key 1\n    b: none\n    c: @key 3\n") WHY},
    {"", YEAR("hall") USUAL BOARD("4", "chest", THREE) WHY, LETS_CHARTER_QUORUM, 8,
     YEAR("hall") USUAL BOARD("3", "chest", THREE) WHY},
    {"", YEAR("hall") USUAL BOARD("4", "chest", SIGNERS) WHY, LETS_CHARTER_QUORUM, 8,
     KEYED("hall")},
    /* keys that it needs, or cannot have */
    {"",
     "- charter: hall\n  date: 2026-01-10\n  ends: 2026-12-31\n" USUAL BOARD("2", "chest", THREE)
         WHY,
     LETS_CHARTER_KEYS, 1, NULL},
    {"",
     "- charter: hall\n  date: 2026-01-10\n  begins: 2026-01-01\n" USUAL BOARD("2", "chest", THREE)
         WHY,
     LETS_CHARTER_KEYS, 1, NULL},
    {"", YEAR("hall") "  ceiling: 1.00\n  petty: 0.00\n" BOARD("2", "chest", THREE) WHY,
     LETS_CHARTER_KEYS, 1, NULL},
    {"", YEAR("hall") "  budget: 1.00\n  petty: 0.00\n" BOARD("2", "chest", THREE) WHY,
     LETS_CHARTER_KEYS, 1, NULL},
    {"", YEAR("hall") "  budget: 1.00\n  ceiling: 1.00\n" BOARD("2", "chest", THREE) WHY,
     LETS_CHARTER_KEYS, 1, NULL},
    {"", YEAR("hall") USUAL "  residue-to: chest\n  approvers:\n" THREE WHY, LETS_CHARTER_KEYS, 1,
     NULL},
    {"", YEAR("hall") USUAL "  quorum: 1\n  approvers:\n" THREE WHY, LETS_CHARTER_KEYS, 1, NULL},
    {"", YEAR("hall") USUAL "  quorum: 1\n  residue-to: chest\n" WHY, LETS_CHARTER_KEYS, 1, NULL},
    {"", YEAR("hall") USUAL BOARD("2", "chest", THREE), LETS_REASON_MISSING, 1, PLAIN("hall")},
    {PLAIN("hall"), "- charter: hall\n  date: 2026-01-20\n  reason: x\n  withdrawn: done\n",
     LETS_CHARTER_KEYS, 4, WITHDRAWN("hall") "  note: thanks to all\n"},
    {PLAIN("hall"),
     "- charter: hall\n  date: 2026-01-20\n  begins: 2026-01-01\n  withdrawn: done\n",
     LETS_CHARTER_KEYS, 4, PLAIN("hall")},
    {"", WITHDRAWN("hall"), LETS_CHARTER_MISSING, 1, PLAIN("hall")},
    {PLAIN("hall") WITHDRAWN("hall"), WITHDRAWN("hall"), LETS_CHARTER_MISSING, 1, PLAIN("hall")},
    {"", "- charter: a\n  date: 2026-01-20\n  withdrawn: done\n", LETS_CHARTER_MISSING, 1, NULL},
    {PLAIN("hall"), PLAIN("hall") "  proposal: 1\n", LETS_CHARTER_KEYS, 15,
     YEAR("hall") SUMS("1.00", "1.00", "1.00") BOARD("1", "desk", "    e: none\n") WHY},
    {"", PLAIN("hall") "  proposal: 1\n", LETS_CHARTER_KEYS, 15, PLAIN("hall")},
    {PLAIN("hall"), WITHDRAWN("hall") "  proposal: 1\n", LETS_CHARTER_KEYS, 4, WITHDRAWN("hall")},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

/* ---------------------------------------------------------------- a charter with keys stands */

#define NEXT YEAR("hall") SUMS("400.00", "100.00", "50.00") BOARD("2", "chest", SIGNERS) WHY
#define OTHER YEAR("hall") SUMS("400.00", "100.00", "60.00") BOARD("2", "chest", SIGNERS) WHY
#define NOTED NEXT "  note: as read out\n"
static const char *const charters[] = {NEXT, WITHDRAWN("hall"), OTHER, NOTED};

#define PROPOSE(number, fund, hash)                                                                \
    "- proposal: " number "\n  date: 2026-01-12\n  fund: " fund "\n  charter: @hash " hash         \
    "\n  for: board\n"
#define VOTE(number, date, by, answer, seed)                                                       \
    "- vote: " number "\n  date: " date "\n  by: " by "\n  answer: " answer                        \
    "\n  signature: @sign " seed "\n"
#define YES(number)                                                                                \
    VOTE(number, "2026-01-13", "a", "approve", "1") VOTE(number, "2026-01-13", "b", "approve", "2")
#define BY(number) "  proposal: " number "\n"
#define NEXT_BY                                                                                    \
    YEAR("hall") SUMS("400.00", "100.00", "50.00") BOARD("2", "chest", SIGNERS) WHY BY("1")
#define PAYING "- proposal: 1\n  date: 2026-01-12\n  fund: hall\n  amount: 5.00\n  for: board\n"

static const struct fund_row guarded[] = {
    {KEYED("hall"), NEXT, LETS_CHARTER_NOT_APPROVED, 1, PROPOSE("1", "hall", "0") YES("1") NEXT_BY},
    {KEYED("hall"), WITHDRAWN("hall"), LETS_CHARTER_NOT_APPROVED, 1,
     PROPOSE("1", "hall", "1") YES("1") WITHDRAWN("hall") BY("1")},
    {KEYED("hall"), NEXT BY("1"), LETS_CHARTER_NOT_APPROVED, 15, NULL},
    {KEYED("hall") PROPOSE("1", "hall", "0"), NEXT BY("1"), LETS_CHARTER_NOT_APPROVED, 15,
     YES("1") NEXT BY("1")},
    {KEYED("hall") PROPOSE("1", "hall", "0") VOTE("1", "2026-01-13", "a", "approve", "1"),
     NEXT BY("1"), LETS_CHARTER_NOT_APPROVED, 15,
     VOTE("1", "2026-01-13", "c", "approve", "3") NEXT BY("1")},
    {KEYED("hall") PROPOSE("1", "hall", "0") YES("1") VOTE("1", "2026-01-13", "b", "decline", "2"),
     NEXT BY("1"), LETS_CHARTER_NOT_APPROVED, 15, NULL},
    /* another entry than was approved, by a byte */
    {KEYED("hall") PROPOSE("1", "hall", "0") YES("1"), OTHER BY("1"), LETS_CHARTER_NOT_APPROVED, 15,
     NEXT BY("1")},
    {KEYED("hall") PROPOSE("1", "hall", "0") YES("1"), NEXT BY("1") "  note: as read out\n",
     LETS_CHARTER_NOT_APPROVED, 15, NEXT BY("1")},
    {KEYED("hall") PROPOSE("1", "hall", "3") YES("1"), NEXT BY("1"), LETS_CHARTER_NOT_APPROVED, 15,
     NEXT BY("1") "  note: as read out\n"},
    {KEYED("hall") PROPOSE("1", "hall", "1") YES("1"), NEXT BY("1"), LETS_CHARTER_NOT_APPROVED, 15,
     WITHDRAWN("hall") BY("1")},
    {KEYED("hall") PROPOSE("1", "hall", "1") YES("1"),
     "- charter: hall\n  date: 2026-01-21\n  withdrawn: done\n" BY("1"), LETS_CHARTER_NOT_APPROVED,
     4, WITHDRAWN("hall") BY("1")},
    /* a proposal of another kind, or fund */
    {KEYED("hall") PAYING YES("1"), NEXT BY("1"), LETS_CHARTER_NOT_APPROVED, 15, NULL},
    {KEYED("hall") KEYED("shed") PROPOSE("1", "shed", "0") YES("1"), NEXT BY("1"),
     LETS_CHARTER_NOT_APPROVED, 15, NULL},
    {KEYED("hall") PROPOSE("1", "hall", "0")
         YES("1") "- proposal: 1\n  date: 2026-01-14\n  withdrawn: too dear\n",
     NEXT BY("1"), LETS_CHARTER_NOT_APPROVED, 15, NULL},
    /* used before: behind the charter's entry nothing older counts */
    {KEYED("hall") PROPOSE("1", "hall", "0") YES("1") PROPOSE("2", "hall", "2") YES("2")
         NEXT BY("1"),
     OTHER BY("2"), LETS_CHARTER_NOT_APPROVED, 15,
     PROPOSE("3", "hall", "2") YES("3") OTHER BY("3")},
    {KEYED("hall") PROPOSE("1", "hall", "0") YES("1") NEXT BY("1"), NEXT BY("1"),
     LETS_CHARTER_NOT_APPROVED, 15, NULL},
    /* made before the charter with keys stood */
    {PLAIN("hall")
         PROPOSE("1", "hall",
                 "0") "- vote: 1\n  date: 2026-01-13\n  by: a\n  answer: approve\n"
                      "- vote: 1\n  date: 2026-01-13\n  by: b\n  answer: approve\n" KEYED("hall"),
     NEXT BY("1"), LETS_CHARTER_NOT_APPROVED, 15, NULL},
    /* it ended, and the keys still guard it */
    {HEAD("hall", "2026-01-01", "2026-01-02") USUAL BOARD("2", "chest", SIGNERS) WHY, NEXT,
     LETS_CHARTER_NOT_APPROVED, 1, PROPOSE("1", "hall", "0") YES("1") NEXT BY("1")},
    /* one key is enough */
    {YEAR("hall") USUAL BOARD("2", "chest", "    a: none\n    b: @key 2\n    c: none\n") WHY, NEXT,
     LETS_CHARTER_NOT_APPROVED, 1, NULL},
    /* what is wrong with the charter itself comes first */
    {KEYED("hall"), YEAR("hall") USUAL BOARD("4", "chest", SIGNERS) WHY, LETS_CHARTER_QUORUM, 8,
     NULL},
};
enum { N_GUARDED = sizeof guarded / sizeof *guarded };

/* Everything is wrong with the first; each of the others mends one fault more. */
#define FAULTY(id, begins, sums, board) HEAD(id, begins, "2026-06-30") sums board WHY BY("9")
#define NO_SUMS SUMS("1.00", "2.00", "3.00")
#define NO_BOARD BOARD("9", "nowhere", "    a: @key 1\n    b: @key 1\n")
static const struct fund_repair repairs[] = {
    {FAULTY("nowhere", "2026-07-01", NO_SUMS, NO_BOARD), LETS_UNKNOWN_ACCOUNT},
    {FAULTY("d", "2026-07-01", NO_SUMS, NO_BOARD), LETS_WRONG_KIND},
    {FAULTY("shed", "2026-07-01", NO_SUMS, NO_BOARD), LETS_ACCOUNT_CLOSED},
    {FAULTY("fete", "2026-07-01", NO_SUMS, NO_BOARD), LETS_WRONG_KIND},
    {FAULTY("hall", "2026-07-01", NO_SUMS, NO_BOARD), LETS_CHARTER_DAYS},
    {FAULTY("hall", "2026-06-01", NO_SUMS, NO_BOARD), LETS_CHARTER_AMOUNTS},
    {FAULTY("hall", "2026-06-01", USUAL, NO_BOARD), LETS_UNKNOWN_ACCOUNT},
    {FAULTY("hall", "2026-06-01", USUAL, BOARD("9", "hall", "    a: @key 1\n    b: @key 1\n")),
     LETS_SAME_ACCOUNT},
    {FAULTY("hall", "2026-06-01", USUAL, BOARD("9", "d", "    a: @key 1\n    b: @key 1\n")),
     LETS_WRONG_KIND},
    {FAULTY("hall", "2026-06-01", USUAL, BOARD("9", "shed", "    a: @key 1\n    b: @key 1\n")),
     LETS_ACCOUNT_CLOSED},
    {FAULTY("hall", "2026-06-01", USUAL, BOARD("9", "chest", "    a: @key 1\n    b: @key 1\n")),
     LETS_CHARTER_APPROVERS},
    {FAULTY("hall", "2026-06-01", USUAL, BOARD("9", "chest", "    a: @key 1\n    b: none\n")),
     LETS_CHARTER_QUORUM},
    {FAULTY("hall", "2026-06-01", USUAL, BOARD("2", "chest", "    a: @key 1\n    b: none\n")),
     LETS_CHARTER_NOT_APPROVED},
    {PROPOSE("1", "hall", "0") YES("1") NEXT BY("1"), LETS_OK},
};
/* clang-format on */

START_TEST(refuses_each_breach_and_changes_nothing)
{
    fund_check_row(&rows[_i], charters);
}
END_TEST

START_TEST(keeps_a_charter_with_keys_until_its_approvers_replace_it)
{
    fund_check_row(&guarded[_i], charters);
}
END_TEST

START_TEST(reports_the_first_fault_in_the_documented_order)
{
    fund_check_repairs(KEYED("hall") CLOSED("shed"), repairs, sizeof repairs / sizeof *repairs,
                       charters);
}
END_TEST

/* Fifty members approve, and no more. */
START_TEST(takes_fifty_approvers_and_no_more)
{
    struct lets_ledger *ledger = fund_ledger();
    struct text entry = {0};
    struct lets_error err = {0};
    for (unsigned i = 0; i < 51; i++) {
        ck_assert_int_eq(text_add_format(&entry, NULL, "- member: m%u\n  joined: 2026-01-02\n", i),
                         LETS_OK);
    }
    ck_assert_int_eq(text_add(&entry, (struct lets_span){"", 1}, NULL), LETS_OK);
    ck_assert_int_eq(support_apply(ledger, entry.bytes, NULL), LETS_OK);
    for (unsigned n = 51; n >= 50; n--) {
        text_clear(&entry);
        ck_assert_int_eq(text_add_string(&entry,
                                         YEAR("hall") USUAL
                                         "  quorum: 50\n  residue-to: chest\n  approvers:\n",
                                         NULL),
                         LETS_OK);
        for (unsigned i = 0; i < n; i++) {
            ck_assert_int_eq(text_add_format(&entry, NULL, "    m%u: none\n", i), LETS_OK);
        }
        ck_assert_int_eq(text_add(&entry, (struct lets_span){WHY, sizeof WHY}, NULL), LETS_OK);
        enum lets_status status = support_apply(ledger, entry.bytes, &err);
        ck_assert_msg(status == (n > 50 ? LETS_CHARTER_APPROVERS : LETS_OK), "%s", err.message);
    }
    text_release(&entry);
    lets_ledger_free(ledger);
}
END_TEST

/* What a charter said is what is answered; the one behind it counts what was paid in its days. */
START_TEST(replaces_the_earlier_one_whole)
{
    struct lets_ledger *ledger = fund_ledger();
    struct lets_charter charter;
    ck_assert_int_eq(fund_apply(ledger, PLAIN("hall"), "", charters, NULL), LETS_OK);
    uint32_t hall = lets_ledger_find(ledger, lets_span_of("hall"))->index;
    ck_assert(lets_ledger_charter(ledger, hall, &charter));
    ck_assert(charter.n_approvers == 3 && charter.quorum == 2 && !charter.has_key);
    ck_assert(charter.budget.minor == 30000 && charter.petty.minor == 2500);
    ck_assert_int_eq(fund_apply(ledger,
                                HEAD("hall", "2026-02-01", "2026-02-28") SUMS("9", "8.5", "0")
                                    BOARD("1", "desk", "    e: @key 5\n") WHY,
                                "", charters, NULL),
                     LETS_OK);
    ck_assert(lets_ledger_charter(ledger, hall, &charter));
    ck_assert(charter.n_approvers == 1 && charter.quorum == 1 && charter.has_key);
    ck_assert(charter.budget.minor == 900 && charter.ceiling.minor == 850);
    ck_assert(charter.petty.minor == 0 && charter.proposal == 0);
    ck_assert(charter.residue_to == lets_ledger_find(ledger, lets_span_of("desk"))->index);
    ck_assert(charter.begins.day + 27 == charter.ends.day);
    lets_ledger_free(ledger);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("charters");
    TCase *tcase = tcase_create("charters");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, refuses_each_breach_and_changes_nothing, 0, N_ROWS);
    tcase_add_loop_test(tcase, keeps_a_charter_with_keys_until_its_approvers_replace_it, 0,
                        N_GUARDED);
    tcase_add_test(tcase, reports_the_first_fault_in_the_documented_order);
    tcase_add_test(tcase, takes_fifty_approvers_and_no_more);
    tcase_add_test(tcase, replaces_the_earlier_one_whole);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
