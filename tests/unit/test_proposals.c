/* SPDX-License-Identifier: MIT */
/* Proposals and votes (journal.md, Funds): each rule broken and just kept. */

#include "fund_texts.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off: entries are written as they stand in a journal. */
#define CHARTER(id, approvers)                                                                     \
    "- charter: " id "\n  date: 2026-01-10\n  begins: 2026-01-10\n  ends: 2026-12-31\n"            \
    "  budget: 300.00\n  ceiling: 100.00\n  petty: 25.00\n  quorum: 2\n  residue-to: chest\n"      \
    "  approvers:\n" approvers "  reason: meeting\n"
/* a and b sign, c and d do not. */
#define MIXED "    a: @key 1\n    b: @key 2\n    c: none\n    d: none\n"
#define HALL CHARTER("hall", MIXED)
#define SHED CHARTER("shed", "    a: none\n    b: none\n")
#define PROPOSE(number, rest) "- proposal: " number "\n  date: 2026-01-12\n" rest
#define PAY(number, fund, rest, amount)                                                            \
    PROPOSE(number, "  fund: " fund "\n" rest "  amount: " amount "\n  for: slates\n")
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"
#define RENEW(number, rest)                                                                        \
    PROPOSE(number, "  fund: hall\n" rest "  charter: " ZEROS "\n  for: slates\n")
#define WITHDRAW(number) PROPOSE(number, "  withdrawn: too dear\n")
#define VOTE(number, date, by, answer)                                                             \
    "- vote: " number "\n  date: " date "\n  by: " by "\n  answer: " answer "\n"
#define SIGNED(number, date, by, answer, seed)                                                     \
    VOTE(number, date, by, answer) "  signature: @sign " seed "\n"
#define ONE PAY("1", "hall", "  to: e\n", "90.00")
#define TWO PAY("2", "hall", "", "90.00")
#define CLOSED(id) "- change: " id "\n  date: 2026-01-10\n  status: closed\n"
#define SHED_ENDS "- charter: shed\n  date: 2026-01-20\n  withdrawn: done\n"

static const struct fund_row rows[] = {
    /* proposals */
    {HALL, PAY("2", "hall", "", "1.00"), LETS_PROPOSAL_NUMBER, 1, PAY("1", "hall", "", "1.00")},
    {HALL ONE, PAY("1", "hall", "", "1.00"), LETS_PROPOSAL_NUMBER, 1, TWO},
    {HALL, PAY("1", "nowhere", "", "1.00"), LETS_UNKNOWN_ACCOUNT, 3, PAY("1", "hall", "", "1.00")},
    {HALL, PAY("1", "HALL", "", "1.00"), LETS_UNKNOWN_ACCOUNT, 3, NULL},
    {HALL, PAY("1", "shed", "", "1.00"), LETS_CHARTER_MISSING, 3, PAY("1", "hall", "", "1.00")},
    {HALL, PAY("1", "e", "", "1.00"), LETS_CHARTER_MISSING, 3, NULL},
    {SHED SHED_ENDS, PAY("1", "shed", "", "1.00"), LETS_CHARTER_MISSING, 3,
     SHED PAY("1", "shed", "", "1.00")},
    {HALL, PAY("1", "hall", "  to: nobody\n", "1.00"), LETS_UNKNOWN_ACCOUNT, 4,
     PAY("1", "hall", "  to: a\n", "1.00")},
    {HALL, PAY("1", "hall", "  to: E\n", "1.00"), LETS_UNKNOWN_ACCOUNT, 4,
     PAY("1", "hall", "  to: e\n", "1.00")},
    {HALL, PAY("1", "hall", "  to: hall\n", "1.00"), LETS_SAME_ACCOUNT, 4,
     PAY("1", "hall", "  to: shed\n", "1.00")},
    {HALL, PAY("1", "hall", "  to: f\n", "1.00"), LETS_ACCOUNT_CLOSED, 4,
     PAY("1", "hall", "  to: chest\n", "1.00")},
    {HALL, PAY("1", "hall", "", "0.00"), LETS_ZERO_AMOUNT, 4, PAY("1", "hall", "", "0.01")},
    {HALL, PAY("1", "hall", "", "300.01"), LETS_OVER_BUDGET, 4, PAY("1", "hall", "", "300.00")},
    {HALL, PROPOSE("1", "  fund: hall\n  amount: 1.00\n"), LETS_PROPOSAL_KEYS, 1, ONE},
    {HALL, PROPOSE("1", "  amount: 1.00\n  for: slates\n"), LETS_PROPOSAL_KEYS, 1, ONE},
    {HALL, PROPOSE("1", "  fund: hall\n  for: slates\n"), LETS_PROPOSAL_KEYS, 1, ONE},
    {HALL, PROPOSE("1", "  fund: hall\n  amount: 1.00\n  charter: " ZEROS "\n  for: slates\n"),
     LETS_PROPOSAL_KEYS, 1, RENEW("1", "")},
    {HALL, RENEW("1", "  to: e\n"), LETS_PROPOSAL_KEYS, 4, RENEW("1", "")},
    {HALL, "- proposal: 1\n  date: 2025-12-31\n  fund: hall\n  amount: 1.00\n  for: slates\n",
     LETS_DATE_BEFORE_LEDGER, 2,
     "- proposal: 1\n  date: 2026-01-01\n  fund: hall\n  amount: 1.00\n  for: slates\n"},
    {HALL, WITHDRAW("1"), LETS_UNKNOWN_PROPOSAL, 1, ONE WITHDRAW("1")},
    {HALL ONE WITHDRAW("1"), WITHDRAW("1"), LETS_PROPOSAL_WITHDRAWN, 1, TWO},
    {HALL ONE, PROPOSE("1", "  fund: hall\n  withdrawn: too dear\n"), LETS_PROPOSAL_KEYS, 4,
     WITHDRAW("1")},
    {HALL ONE, PROPOSE("1", "  amount: 90.00\n  withdrawn: too dear\n"), LETS_PROPOSAL_KEYS, 4,
     WITHDRAW("1")},
    {SHED PAY("1", "shed", "", "1.00") SHED_ENDS, PAY("2", "shed", "", "1.00"),
     LETS_CHARTER_MISSING, 3, WITHDRAW("1")},
    /* votes */
    {HALL ONE, VOTE("2", "2026-01-13", "c", "approve"), LETS_UNKNOWN_PROPOSAL, 1,
     VOTE("1", "2026-01-13", "c", "approve")},
    {HALL ONE WITHDRAW("1") TWO, VOTE("1", "2026-01-13", "c", "approve"), LETS_PROPOSAL_WITHDRAWN,
     1, VOTE("2", "2026-01-13", "c", "approve")},
    {HALL ONE, VOTE("1", "2026-01-13", "nobody", "approve"), LETS_UNKNOWN_ACCOUNT, 3,
     VOTE("1", "2026-01-13", "c", "none")},
    {HALL ONE, VOTE("1", "2026-01-13", "C", "approve"), LETS_UNKNOWN_ACCOUNT, 3, NULL},
    {HALL ONE, VOTE("1", "2026-01-13", "e", "approve"), LETS_NO_APPROVER, 3,
     VOTE("1", "2026-01-13", "d", "decline")},
    {HALL ONE, VOTE("1", "2026-01-13", "hall", "approve"), LETS_NO_APPROVER, 3, NULL},
    {SHED PAY("1", "shed", "", "1.00") CHARTER("shed", "    c: none\n    d: none\n"),
     VOTE("1", "2026-01-13", "a", "approve"), LETS_NO_APPROVER, 3,
     VOTE("1", "2026-01-13", "c", "approve")},
    {SHED PAY("1", "shed", "", "1.00") SHED_ENDS, VOTE("1", "2026-01-21", "a", "approve"),
     LETS_CHARTER_MISSING, 1, SHED VOTE("1", "2026-01-21", "a", "approve")},
    {HALL ONE CLOSED("d"), VOTE("1", "2026-01-13", "d", "approve"), LETS_ACCOUNT_CLOSED, 3,
     VOTE("1", "2026-01-13", "c", "approve")},
    {HALL ONE "- change: d\n  date: 2026-01-10\n  status: suspended\n",
     VOTE("1", "2026-01-13", "e", "approve"), LETS_NO_APPROVER, 3,
     VOTE("1", "2026-01-13", "d", "approve")},
    /* the last one counts, and no old paper is played again */
    {HALL ONE VOTE("1", "2026-01-13", "c", "approve"), VOTE("1", "2026-01-12", "c", "decline"),
     LETS_VOTE_EARLY, 2, VOTE("1", "2026-01-13", "c", "decline")},
    {HALL ONE VOTE("1", "2026-01-13", "c", "approve"), VOTE("1", "2026-01-13", "c", "approve"),
     LETS_VOTE_REPEATED, 4, VOTE("1", "2026-01-14", "c", "approve")},
    {HALL ONE VOTE("1", "2026-01-13", "c", "approve") VOTE("1", "2026-01-13", "c", "none"),
     VOTE("1", "2026-01-13", "c", "approve"), LETS_VOTE_REPEATED, 4,
     VOTE("1", "2026-01-13", "c", "decline")},
    {HALL ONE VOTE("1", "2026-01-13", "c", "approve") VOTE("1", "2026-01-13", "c", "none")
         VOTE("1", "2026-01-13", "c", "decline"),
     VOTE("1", "2026-01-13", "c", "none"), LETS_VOTE_REPEATED, 4,
     VOTE("1", "2026-01-14", "c", "none")},
    {HALL ONE VOTE("1", "2026-01-13", "c", "approve") VOTE("1", "2026-01-14", "c", "none"),
     VOTE("1", "2026-01-13", "c", "approve"), LETS_VOTE_EARLY, 2,
     VOTE("1", "2026-01-13", "d", "approve")},
    /* one before it, of a charter before this, binds as well */
    {HALL ONE VOTE("1", "2026-01-13", "c", "approve") VOTE("1", "2026-01-14", "c", "decline"),
     VOTE("1", "2026-01-13", "c", "none"), LETS_VOTE_EARLY, 2,
     TWO VOTE("2", "2026-01-13", "c", "none")},
    {SHED PAY("1", "shed", "", "1.00") VOTE("1", "2026-01-13", "a", "approve") CHARTER(
         "shed", "    b: none\n    c: none\n") CHARTER("shed", "    a: none\n    c: none\n"),
     VOTE("1", "2026-01-13", "a", "approve"), LETS_VOTE_REPEATED, 4,
     VOTE("1", "2026-01-13", "c", "approve")},
    /* signatures: if and only if there is a key, and by that */
    {HALL ONE, VOTE("1", "2026-01-13", "a", "approve"), LETS_BAD_SIGNATURE, 3,
     SIGNED("1", "2026-01-13", "a", "approve", "1")},
    {HALL ONE, VOTE("1", "2026-01-13", "a", "none"), LETS_BAD_SIGNATURE, 3,
     SIGNED("1", "2026-01-13", "a", "none", "1")},
    {HALL ONE, SIGNED("1", "2026-01-13", "c", "approve", "1"), LETS_BAD_SIGNATURE, 5,
     VOTE("1", "2026-01-13", "c", "approve")},
    {HALL ONE, SIGNED("1", "2026-01-13", "a", "approve", "2"), LETS_BAD_SIGNATURE, 5,
     SIGNED("1", "2026-01-13", "a", "approve", "1")},
    {HALL ONE, SIGNED("1", "2026-01-13", "a", "approve", "2:k"), LETS_BAD_SIGNATURE, 5,
     SIGNED("1", "2026-01-13", "b", "approve", "2")},
    {HALL ONE TWO, SIGNED("1", "2026-01-13", "a", "approve", "1/2"), LETS_BAD_SIGNATURE, 5,
     SIGNED("2", "2026-01-13", "a", "approve", "1/2")},
    {HALL ONE, SIGNED("1", "2026-01-13", "a", "approve", "1=decline"), LETS_BAD_SIGNATURE, 5,
     SIGNED("1", "2026-01-13", "a", "decline", "1=decline")},
    {HALL ONE, SIGNED("1", "2026-01-13", "a", "approve", "1^2026-01-12"), LETS_BAD_SIGNATURE, 5,
     SIGNED("1", "2026-01-12", "a", "approve", "1")},
    {HALL ONE, SIGNED("1", "2026-01-13", "a", "approve", "1:n"), LETS_BAD_SIGNATURE, 5,
     SIGNED("1", "2026-01-13", "a", "approve", "1")},
    {HALL ONE, SIGNED("1", "2026-01-13", "a", "approve", "1:s"), LETS_BAD_SIGNATURE, 5, NULL},
    {SHED PAY("1", "shed", "", "1.00") VOTE("1", "2026-01-13", "a", "approve")
         CHARTER("shed", MIXED),
     VOTE("1", "2026-01-14", "a", "decline"), LETS_BAD_SIGNATURE, 3,
     SIGNED("1", "2026-01-14", "a", "decline", "1")},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

/* Everything is wrong with the first; each of the others mends one fault more. */
static const struct fund_repair proposals[] = {
    {"- proposal: 3\n  date: 2025-12-31\n  fund: nowhere\n  to: f\n  amount: 500.00\n",
     LETS_DATE_BEFORE_LEDGER},
    {PROPOSE("3", "  fund: nowhere\n  to: f\n  amount: 500.00\n"), LETS_PROPOSAL_KEYS},
    {PAY("3", "nowhere", "  to: f\n", "500.00"), LETS_PROPOSAL_NUMBER},
    {PAY("2", "nowhere", "  to: f\n", "500.00"), LETS_UNKNOWN_ACCOUNT},
    {PAY("2", "shed", "  to: f\n", "500.00"), LETS_CHARTER_MISSING},
    {PAY("2", "hall", "  to: f\n", "500.00"), LETS_ACCOUNT_CLOSED},
    {PAY("2", "hall", "  to: e\n", "500.00"), LETS_OVER_BUDGET},
    {PAY("2", "hall", "  to: e\n", "300.00"), LETS_OK},
};
static const struct fund_repair votes[] = {
    {SIGNED("3", "2026-01-12", "nobody", "approve", "2/2"), LETS_UNKNOWN_PROPOSAL},
    {SIGNED("1", "2026-01-12", "nobody", "approve", "2/2"), LETS_PROPOSAL_WITHDRAWN},
    {SIGNED("2", "2026-01-12", "nobody", "approve", "2/1"), LETS_UNKNOWN_ACCOUNT},
    {SIGNED("2", "2026-01-12", "e", "approve", "2/1"), LETS_NO_APPROVER},
    {SIGNED("2", "2026-01-12", "b", "approve", "2/1"), LETS_ACCOUNT_CLOSED},
    {SIGNED("2", "2026-01-12", "a", "approve", "2/1"), LETS_VOTE_EARLY},
    {SIGNED("2", "2026-01-13", "a", "approve", "2/1"), LETS_VOTE_REPEATED},
    {SIGNED("2", "2026-01-13", "a", "decline", "2/1"), LETS_BAD_SIGNATURE},
    {SIGNED("2", "2026-01-13", "a", "decline", "1"), LETS_OK},
};
/* clang-format on */

START_TEST(refuses_each_breach_and_changes_nothing)
{
    fund_check_row(&rows[_i], NULL);
}
END_TEST

START_TEST(reports_the_first_fault_in_the_documented_order)
{
    fund_check_repairs(HALL ONE, proposals, sizeof proposals / sizeof *proposals, NULL);
    fund_check_repairs(HALL ONE TWO WITHDRAW("1") CLOSED("b")
                           SIGNED("2", "2026-01-13", "a", "approve", "1"),
                       votes, sizeof votes / sizeof *votes, NULL);
}
END_TEST

/* The namespace is the first seal's: before it nothing can be signed. */
START_TEST(has_no_proposal_before_the_first_seal)
{
    struct lets_error err = {0};
    struct lets_ledger *ledger = support_ledger();
    ck_assert_int_eq(support_apply(ledger, fund_base, NULL), LETS_OK);
    ck_assert_int_eq(fund_apply(ledger, HALL, "", NULL, NULL), LETS_OK);
    static const char *const entries[] = {ONE, WITHDRAW("1"),
                                          VOTE("1", "2026-01-13", "c", "approve")};
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        ck_assert_int_eq(support_apply(ledger, entries[i], &err), LETS_BEFORE_SEAL);
        ck_assert_uint_eq(err.line, 1);
    }
    ck_assert_uint_eq(lets_ledger_summary(ledger)->n_proposals, 0);
    lets_ledger_free(ledger);
}
END_TEST

/* What the library gives to be signed is what the spec says is signed. */
START_TEST(gives_the_bytes_that_are_signed)
{
    static const char expected[] = "- proposal: 1\n  date: 2026-01-12\n  fund: hall\n  to: e\n"
                                   "  amount: 90.00\n  for: slates\n"
                                   "- vote: 1\n  date: 2026-01-13\n  by: a\n  answer: approve\n";
    struct lets_ledger *ledger = fund_ledger();
    struct lets_entry vote = {.kind = LETS_KIND_VOTE};
    struct lets_date date;
    char *bytes = NULL;
    size_t size = 0;
    char name_space[LETS_NAMESPACE_SIZE];
    ck_assert_int_eq(fund_apply(ledger, HALL ONE, "", NULL, NULL), LETS_OK);
    ck_assert_int_eq(lets_date_parse(lets_span_of("2026-01-13"), &date, NULL), LETS_OK);
    lets_entry_put(&vote, number, 1);
    lets_entry_put(&vote, date, date);
    lets_entry_put(&vote, by, lets_span_of("a"));
    lets_entry_put(&vote, answer, LETS_ANSWER_APPROVE);
    ck_assert_int_eq(lets_vote_bytes(ledger, &vote, &bytes, &size, name_space, NULL), LETS_OK);
    ck_assert_uint_eq(size, strlen(expected));
    ck_assert(memcmp(bytes, expected, size) == 0);
    ck_assert_str_eq(name_space, fund_space);
    lets_bytes_free(bytes);
    lets_entry_put(&vote, number, 2);
    bytes = NULL;
    ck_assert_int_eq(lets_vote_bytes(ledger, &vote, &bytes, &size, name_space, NULL),
                     LETS_UNKNOWN_PROPOSAL);
    ck_assert_ptr_null(bytes);
    lets_ledger_free(ledger);
}
END_TEST

/* Of each account the last vote is kept; which of them count is said, as the charter is now. */
START_TEST(says_who_voted_what)
{
    struct lets_ledger *ledger = fund_ledger();
    struct lets_proposal proposal;
    ck_assert_int_eq(fund_apply(ledger,
                                HALL ONE VOTE("1", "2026-01-13", "d", "approve")
                                    SIGNED("1", "2026-01-13", "a", "approve", "1")
                                        VOTE("1", "2026-01-13", "c", "approve")
                                            VOTE("1", "2026-01-14", "c", "decline"),
                                "", NULL, NULL),
                     LETS_OK);
    ck_assert(lets_ledger_proposal(ledger, 1, &proposal));
    ck_assert(!lets_ledger_proposal(ledger, 0, &proposal) &&
              !lets_ledger_proposal(ledger, 2, &proposal));
    ck_assert_uint_eq(proposal.n_votes, 3);
    ck_assert(lets_ledger_vote(ledger, 1, 0).key.size > 0);
    ck_assert(lets_ledger_vote(ledger, 1, 1).answer == LETS_ANSWER_DECLINE);
    ck_assert(lets_ledger_vote(ledger, 1, 2).counts);
    struct lets_approval approval = lets_ledger_approval(ledger, 1, LETS_NOBODY);
    ck_assert(approval.status == LETS_OK && approval.n_approve == 2 && approval.n_decline == 1);
    ck_assert_int_eq(support_apply(ledger, CLOSED("d"), NULL), LETS_OK);
    ck_assert(!lets_ledger_vote(ledger, 1, 2).counts);
    approval = lets_ledger_approval(ledger, 1, LETS_NOBODY);
    ck_assert(approval.status == LETS_NOT_APPROVED && approval.n_approve == 1);
    ck_assert_int_eq(support_apply(ledger, WITHDRAW("1"), NULL), LETS_OK);
    ck_assert(lets_ledger_approval(ledger, 1, LETS_NOBODY).status == LETS_PROPOSAL_WITHDRAWN);
    lets_ledger_free(ledger);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("proposals");
    TCase *tcase = tcase_create("proposals");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, refuses_each_breach_and_changes_nothing, 0, N_ROWS);
    tcase_add_test(tcase, reports_the_first_fault_in_the_documented_order);
    tcase_add_test(tcase, has_no_proposal_before_the_first_seal);
    tcase_add_test(tcase, gives_the_bytes_that_are_signed);
    tcase_add_test(tcase, says_who_voted_what);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
