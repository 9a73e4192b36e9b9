/* SPDX-License-Identifier: MIT */
/* What a fund with a charter pays (journal.md, Funds): each rule broken and just kept. */

#include "fund_texts.h"

#include <stdlib.h>

/* clang-format off: entries are written as they stand in a journal. */
#define CHARTER(id, budget, ceiling, petty, approvers)                                             \
    "- charter: " id "\n  date: 2026-01-10\n  begins: 2026-01-20\n  ends: 2026-03-31\n"            \
    "  budget: " budget "\n  ceiling: " ceiling "\n  petty: " petty "\n  quorum: 2\n"              \
    "  residue-to: chest\n  approvers:\n" approvers "  reason: meeting\n"
#define THREE "    a: none\n    b: none\n    c: none\n"
#define SIGNERS "    a: @key 1\n    b: @key 2\n    c: @key 3\n"
#define PLAIN CHARTER("hall", "300.00", "100.00", "25.00", THREE)
#define KEYED CHARTER("hall", "300.00", "100.00", "25.00", SIGNERS)
#define WITHDRAWN "- charter: hall\n  date: 2026-01-20\n  withdrawn: done\n"
#define PROPOSE(number, date, to, amount)                                                          \
    "- proposal: " number "\n  date: " date "\n  fund: hall\n" to "  amount: " amount              \
    "\n  for: slates\n"
#define VOTE(number, by, answer)                                                                   \
    "- vote: " number "\n  date: 2026-02-01\n  by: " by "\n  answer: " answer "\n"
#define YES(number) VOTE(number, "a", "approve") VOTE(number, "b", "approve")
#define SIGNED(number, by, seed) VOTE(number, by, "approve") "  signature: @sign " seed "\n"
#define BOTH(number) SIGNED(number, "a", "1") SIGNED(number, "b", "2")
#define TRANSFER(number, date, payer, payee, amount, rest)                                         \
    "- transfer: " number "\n  date: " date "\n  from: " payer "\n  to: " payee                    \
    "\n  amount: " amount "\n" rest
#define PAY(number, date, payee, amount, rest) TRANSFER(number, date, "hall", payee, amount, rest)
#define UNDER(proposal) "  proposal: " proposal "\n"
#define OVERRIDE "  override: it is urgent\n"
#define FEB "2026-02-02"
#define E "  to: e\n"
#define TO_E PROPOSE("1", "2026-02-01", E, "90.00")
#define TO_ANY PROPOSE("1", "2026-02-01", "", "90.00")
#define WITHDRAW(number) "- proposal: " number "\n  date: 2026-02-02\n  withdrawn: too dear\n"
#define CLOSED(id) "- change: " id "\n  date: 2026-02-02\n  status: closed\n"
#define SUSPENDED(id) "- change: " id "\n  date: 2026-02-02\n  status: suspended\n"

static const struct fund_row rows[] = {
    /* 1: to the account for the residue */
    {PLAIN, PAY("2", FEB, "chest", "500.01", ""), LETS_OVER_CEILING, 5,
     PAY("2", FEB, "chest", "500.00", "")},
    {PLAIN, PAY("2", FEB, "desk", "400.00", ""), LETS_OVER_CEILING, 5,
     PAY("2", "2026-01-04", "chest", "400.00", "")},
    {PLAIN PAY("2", FEB, "chest", "500.00", ""), PAY("3", FEB, "chest", "26.00", ""),
     LETS_PROPOSAL_MISSING, 3, PAY("3", FEB, "chest", "25.00", "")},
    {PLAIN TO_ANY, PAY("2", FEB, "chest", "26.00", UNDER("1")), LETS_NOT_APPROVED, 6,
     PAY("2", FEB, "chest", "26.00", "")},
    {KEYED, PAY("2", "2026-03-31", "chest", "26.00", ""), LETS_PROPOSAL_MISSING, 3,
     PAY("2", "2026-04-01", "chest", "500.00", "")},
    {KEYED, PAY("2", "2026-04-01", "chest", "500.01", ""), LETS_CHARTER_ENDED, 2,
     PAY("2", "2026-04-01", "chest", "499.99", "")},
    {KEYED, PAY("2", "2026-01-19", "chest", "1.00", ""), LETS_CHARTER_ENDED, 2,
     PAY("2", "2026-04-01", "chest", "1.00", "")},
    {KEYED TO_ANY BOTH("1"), PAY("2", "2026-04-01", "chest", "1.00", UNDER("1")),
     LETS_CHARTER_ENDED, 2, PAY("2", "2026-03-31", "chest", "1.00", UNDER("1"))},
    /* 2: its days */
    {PLAIN, PAY("2", "2026-01-19", "e", "1.00", OVERRIDE), LETS_CHARTER_ENDED, 2,
     PAY("2", "2026-01-20", "e", "1.00", "")},
    {PLAIN, PAY("2", "2026-04-01", "e", "1.00", OVERRIDE), LETS_CHARTER_ENDED, 2,
     PAY("2", "2026-03-31", "e", "1.00", "")},
    /* 3: the ceiling */
    {PLAIN PROPOSE("1", "2026-02-01", E, "200.00") YES("1"),
     PAY("2", FEB, "e", "100.01", UNDER("1") OVERRIDE), LETS_OVER_CEILING, 5,
     PAY("2", FEB, "e", "100.00", UNDER("1"))},
    /* 4: the budget. What was paid before there was a charter counts by its date alone */
    {PAY("2", "2026-01-20", "e", "210.00", "") PAY("3", "2026-01-19", "e", "50.00", "")
         PLAIN TO_E YES("1"),
     PAY("4", FEB, "e", "90.01", UNDER("1")), LETS_OVER_BUDGET, 5,
     PAY("4", FEB, "e", "90.00", UNDER("1"))},
    {PAY("2", "2026-01-20", "e", "210.01", "") PLAIN TO_E YES("1"),
     PAY("3", FEB, "e", "90.00", UNDER("1") OVERRIDE), LETS_OVER_BUDGET, 5,
     PAY("3", FEB, "e", "89.99", UNDER("1"))},
    {PAY("2", "2026-01-20", "e", "210.01", "")
         TRANSFER("3", "2026-01-25", "e", "hall", "210.01", "  reverses: 2\n") PLAIN TO_E YES("1"),
     PAY("4", FEB, "e", "100.01", UNDER("1")), LETS_OVER_CEILING, 5,
     PAY("4", FEB, "e", "90.00", UNDER("1"))},
    /* what went to the chest without a charter was not let through by 1, and counts */
    {PAY("2", "2026-01-20", "chest", "210.01", "") PLAIN TO_E YES("1"),
     PAY("3", FEB, "e", "90.00", UNDER("1")), LETS_OVER_BUDGET, 5, NULL},
    {PLAIN PAY("2", "2026-01-20", "chest", "210.01", "") TO_E YES("1"),
     PAY("3", FEB, "e", "90.01", UNDER("1")), LETS_OVER_PROPOSAL, 5,
     PAY("3", FEB, "e", "90.00", UNDER("1"))},
    /* 5: petty cash, by the month, in the days of the charter */
    {PLAIN, PAY("2", FEB, "e", "25.01", OVERRIDE), LETS_PROPOSAL_MISSING, 3,
     PAY("2", FEB, "e", "25.00", "")},
    {PLAIN PAY("2", FEB, "e", "20.00", ""), PAY("3", "2026-02-28", "e", "5.01", ""),
     LETS_PROPOSAL_MISSING, 3, PAY("3", "2026-02-28", "e", "5.00", "")},
    {PLAIN PAY("2", FEB, "e", "25.00", ""), PAY("3", "2026-02-28", "e", "0.01", ""),
     LETS_PROPOSAL_MISSING, 3, PAY("3", "2026-03-01", "e", "25.00", "")},
    {PLAIN PAY("2", FEB, "e", "25.00", ""), PAY("3", "2026-02-01", "e", "0.01", ""),
     LETS_PROPOSAL_MISSING, 3, PAY("3", "2026-01-31", "e", "25.00", "")},
    {PLAIN TO_E YES("1") PAY("2", FEB, "e", "90.00", UNDER("1")), PAY("3", FEB, "e", "25.01", ""),
     LETS_PROPOSAL_MISSING, 3, PAY("3", FEB, "e", "25.00", "")},
    {PAY("2", "2026-01-21", "e", "20.00", "") PLAIN, PAY("3", "2026-01-31", "e", "5.01", ""),
     LETS_PROPOSAL_MISSING, 3, PAY("3", "2026-01-31", "e", "5.00", "")},
    {PAY("2", "2026-01-19", "e", "20.00", "") PLAIN, PAY("3", "2026-01-31", "e", "25.01", ""),
     LETS_PROPOSAL_MISSING, 3, PAY("3", "2026-01-31", "e", "25.00", "")},
    {PLAIN PAY("2", FEB, "e", "25.00", "")
         TRANSFER("3", "2026-03-02", "e", "hall", "25.00", "  reverses: 2\n"),
     PAY("4", FEB, "e", "25.01", ""), LETS_PROPOSAL_MISSING, 3,
     PAY("4", FEB, "e", "25.00", "  corrects: 2\n")},
    {CHARTER("hall", "300.00", "100.00", "0.00", THREE), PAY("2", FEB, "e", "0.01", OVERRIDE),
     LETS_PROPOSAL_MISSING, 3, TO_E YES("1") PAY("2", FEB, "e", "0.01", UNDER("1"))},
    /* 6: the proposal */
    {PLAIN, PAY("2", FEB, "e", "1.00", UNDER("1")), LETS_UNKNOWN_PROPOSAL, 6,
     TO_E YES("1") PAY("2", FEB, "e", "1.00", UNDER("1"))},
    {PLAIN CHARTER("shed", "300.00", "100.00", "25.00", THREE) TO_E YES("1"),
     TRANSFER("2", FEB, "shed", "e", "1.00", UNDER("1")), LETS_PROPOSAL_DIFFERS, 6,
     PAY("2", FEB, "e", "1.00", UNDER("1"))},
    {PLAIN TO_E YES("1"), PAY("2", FEB, "d", "1.00", UNDER("1")), LETS_PROPOSAL_DIFFERS, 6,
     PAY("2", FEB, "e", "1.00", UNDER("1"))},
    {PLAIN
     "- proposal: 1\n  date: 2026-02-01\n  fund: hall\n"
     "  charter: 0000000000000000000000000000000000000000000000000000000000000000\n  for: x\n" YES(
         "1"),
     PAY("2", FEB, "e", "1.00", UNDER("1")), LETS_PROPOSAL_DIFFERS, 6,
     PAY("2", FEB, "e", "1.00", "")},
    {PLAIN TO_E YES("1") WITHDRAW("1"), PAY("2", FEB, "e", "1.00", UNDER("1")),
     LETS_PROPOSAL_WITHDRAWN, 6, PAY("2", FEB, "e", "1.00", "")},
    {PLAIN PROPOSE("1", "2026-01-19", E, "90.00") YES("1"), PAY("2", FEB, "e", "1.00", UNDER("1")),
     LETS_PROPOSAL_LAPSED, 6,
     PROPOSE("2", "2026-01-20", E, "90.00") YES("2") PAY("2", FEB, "e", "1.00", UNDER("2"))},
    /* made before the charter's entry, but within its days: good */
    {PLAIN TO_E YES("1") CHARTER("hall", "300.00", "50.00", "25.00", THREE),
     PAY("2", FEB, "e", "50.01", UNDER("1")), LETS_OVER_CEILING, 5,
     PAY("2", FEB, "e", "50.00", UNDER("1"))},
    {PLAIN TO_E VOTE("1", "a", "approve") VOTE("1", "b", "decline"),
     PAY("2", FEB, "e", "1.00", UNDER("1") OVERRIDE), LETS_NOT_APPROVED, 6,
     VOTE("1", "c", "approve") PAY("2", FEB, "e", "1.00", UNDER("1"))},
    {PLAIN TO_E YES("1") VOTE("1", "b", "none"), PAY("2", FEB, "e", "1.00", UNDER("1")),
     LETS_NOT_APPROVED, 6, VOTE("1", "c", "approve") PAY("2", FEB, "e", "1.00", UNDER("1"))},
    {PLAIN TO_ANY YES("1"), PAY("2", FEB, "a", "1.00", UNDER("1")), LETS_NOT_APPROVED, 6,
     VOTE("1", "c", "approve") PAY("2", FEB, "a", "1.00", UNDER("1"))},
    {PLAIN TO_E YES("1") CLOSED("a"), PAY("2", FEB, "e", "1.00", UNDER("1")), LETS_NOT_APPROVED, 6,
     "- change: a\n  date: 2026-02-03\n  status: active\n" PAY("2", FEB, "e", "1.00", UNDER("1"))},
    {PLAIN TO_E YES("1") SUSPENDED("a"), PAY("2", FEB, "d", "1.00", UNDER("1")),
     LETS_PROPOSAL_DIFFERS, 6, PAY("2", FEB, "e", "1.00", UNDER("1"))},
    /* cast with what the charter in force has for them */
    {PLAIN TO_E YES("1")
         CHARTER("hall", "300.00", "100.00", "25.00", "    a: none\n    b: @key 2\n"),
     PAY("2", FEB, "e", "1.00", UNDER("1")), LETS_NOT_APPROVED, 6,
     "- vote: 1\n  date: 2026-02-02\n  by: b\n  answer: approve\n  signature: @sign 2\n" PAY(
         "2", FEB, "e", "1.00", UNDER("1"))},
    {PLAIN TO_E YES("1") CHARTER("hall", "300.00", "100.00", "25.00", "    a: none\n    c: none\n"),
     PAY("2", FEB, "e", "1.00", UNDER("1")), LETS_NOT_APPROVED, 6,
     VOTE("1", "c", "approve") PAY("2", FEB, "e", "1.00", UNDER("1"))},
    {PLAIN TO_E YES("1") PAY("2", FEB, "e", "40.00", UNDER("1")),
     PAY("3", FEB, "e", "50.01", UNDER("1")), LETS_OVER_PROPOSAL, 5,
     PAY("3", FEB, "e", "50.00", UNDER("1"))},
    {PLAIN TO_E YES("1") PAY("2", FEB, "e", "40.00", UNDER("1"))
         TRANSFER("3", FEB, "e", "hall", "40.00", "  reverses: 2\n"),
     PAY("4", FEB, "e", "90.01", UNDER("1")), LETS_OVER_PROPOSAL, 5,
     PAY("4", FEB, "e", "90.00", UNDER("1"))},
    /* a proposal stands in no other transfer */
    {PLAIN TO_E YES("1"), TRANSFER("2", FEB, "bob", "e", "1.00", UNDER("1")), LETS_PROPOSAL_DIFFERS,
     6, TRANSFER("2", FEB, "bob", "e", "1.00", "")},
    {PLAIN TO_E YES("1"), TRANSFER("2", FEB, "e", "hall", "1.00", UNDER("1")),
     LETS_PROPOSAL_DIFFERS, 6, TRANSFER("2", FEB, "e", "hall", "1.00", "")},
    {PLAIN TO_E YES("1") WITHDRAWN, PAY("2", FEB, "e", "1.00", UNDER("1")), LETS_PROPOSAL_DIFFERS,
     6, PAY("2", FEB, "e", "500.00", "")},
    /* after rule 5 and before 6 */
    {PLAIN SUSPENDED("hall"), PAY("2", FEB, "e", "400.00", ""), LETS_ACCOUNT_SUSPENDED, 3,
     PAY("2", FEB, "e", "25.00", OVERRIDE)},
    {PLAIN SUSPENDED("hall"), PAY("2", FEB, "e", "400.00", OVERRIDE), LETS_OVER_CEILING, 5, NULL},
    {PLAIN "- change: hall\n  date: 2026-02-01\n  debit-limit: 0.00\n" PAY("2", FEB, "chest",
                                                                           "490.00", ""),
     PAY("3", FEB, "e", "10.01", ""), LETS_OVER_DEBIT_LIMIT, 5,
     PAY("3", FEB, "e", "10.01", OVERRIDE)},
    /* by cheque */
    {PLAIN, PAY("2", FEB, "e", "25.01", "  cheque: 801\n"), LETS_PROPOSAL_MISSING, 3,
     PAY("2", FEB, "e", "25.00", "  cheque: 801\n")},
    {PLAIN, PAY("2", FEB, "e", "25.01", "  cheque: 301\n"), LETS_CHEQUE_FOREIGN, 6,
     TO_E YES("1") PAY("2", FEB, "e", "25.01", "  cheque: 801\n" UNDER("1"))},
    /* vouchers bought are a payment like any other */
    {PLAIN, PAY("2", FEB, "fete", "30.00", "  first: 901\n  last: 906\n"), LETS_PROPOSAL_MISSING, 3,
     PAY("2", FEB, "fete", "25.00", "  first: 901\n  last: 905\n")},
    /* reversals */
    {PLAIN TRANSFER("2", FEB, "e", "hall", "50.00", ""),
     PAY("3", "2026-02-01", "e", "50.00", "  reverses: 2\n" UNDER("1")), LETS_REVERSAL_KEYS, 7,
     PAY("3", FEB, "e", "50.00", "  reverses: 2\n")},
    {PLAIN TO_E YES("1") PAY("2", FEB, "e", "50.00", UNDER("1")),
     TRANSFER("3", FEB, "e", "hall", "50.00", "  reverses: 2\n" UNDER("1")), LETS_REVERSAL_KEYS, 7,
     TRANSFER("3", FEB, "e", "hall", "50.00", "  reverses: 2\n")},
    {KEYED TRANSFER("2", FEB, "e", "hall", "50.00", ""),
     PAY("3", FEB, "e", "50.00", "  reverses: 2\n"), LETS_PROPOSAL_MISSING, 3,
     TO_E BOTH("1") PAY("3", FEB, "e", "50.00", "  reverses: 2\n" UNDER("1"))},
    {KEYED TRANSFER("2", FEB, "e", "hall", "90.01", "") TO_E BOTH("1"),
     PAY("3", FEB, "e", "90.01", "  reverses: 2\n" UNDER("1")), LETS_OVER_PROPOSAL, 5, NULL},
    {KEYED TRANSFER("2", FEB, "e", "hall", "50.00", "") TO_E SIGNED("1", "a", "1"),
     PAY("3", FEB, "e", "50.00", "  reverses: 2\n" UNDER("1")), LETS_NOT_APPROVED, 7,
     SIGNED("1", "c", "3") PAY("3", FEB, "e", "50.00", "  reverses: 2\n" UNDER("1"))},
    {KEYED TRANSFER("2", FEB, "e", "hall", "50.00", "")
         PROPOSE("1", "2026-02-01", "  to: d\n", "90.00") BOTH("1"),
     PAY("3", FEB, "e", "50.00", "  reverses: 2\n" UNDER("1")), LETS_PROPOSAL_DIFFERS, 7, NULL},
    {KEYED TRANSFER("2", FEB, "e", "hall", "50.00", "") TO_E BOTH("1")
         PAY("3", FEB, "e", "50.00", "  reverses: 2\n" UNDER("1")),
     PAY("4", FEB, "e", "40.01", UNDER("1")), LETS_OVER_PROPOSAL, 5,
     PAY("4", FEB, "e", "40.00", UNDER("1"))},
    /* none of 2 to 5 is asked of it, and it counts in no budget */
    {KEYED TRANSFER("2", "2026-04-02", "e", "hall", "90.00", "") TO_E BOTH("1"),
     PAY("3", "2026-04-02", "e", "1.00", UNDER("1")), LETS_CHARTER_ENDED, 2,
     PAY("3", "2026-04-02", "e", "90.00", "  reverses: 2\n" UNDER("1"))},
    /* let through by 1 */
    {KEYED TRANSFER("2", FEB, "chest", "hall", "90.00", ""),
     PAY("3", "2026-03-31", "chest", "90.00", "  reverses: 2\n"), LETS_PROPOSAL_MISSING, 3,
     PAY("3", "2026-04-01", "chest", "90.00", "  reverses: 2\n")},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

/* Everything is wrong with the first; each of the others mends one fault more. */
#define LATE "2026-04-01"
static const struct fund_repair repairs[] = {
    {PAY("7", LATE, "d", "700.00", UNDER("3") "  ref: used\n"), LETS_TRANSFER_NUMBER},
    {PAY("3", LATE, "d", "700.00", UNDER("3") "  cheque: 301\n  ref: used\n"), LETS_CHEQUE_FOREIGN},
    {PAY("3", LATE, "d", "700.00", UNDER("3") "  ref: used\n"), LETS_REF_USED},
    {PAY("3", LATE, "d", "700.00", UNDER("3")), LETS_ACCOUNT_SUSPENDED},
    {PAY("3", LATE, "d", "700.00", UNDER("3") OVERRIDE), LETS_CHARTER_ENDED},
    {PAY("3", FEB, "d", "700.00", UNDER("3") OVERRIDE), LETS_OVER_CEILING},
    {PAY("3", FEB, "d", "95.00", UNDER("3") OVERRIDE), LETS_OVER_BUDGET},
    {PAY("3", FEB, "d", "80.00", OVERRIDE), LETS_PROPOSAL_MISSING},
    {PAY("3", FEB, "d", "80.00", UNDER("3") OVERRIDE), LETS_UNKNOWN_PROPOSAL},
    {PAY("3", FEB, "d", "80.00", UNDER("1") OVERRIDE), LETS_PROPOSAL_DIFFERS},
    {PAY("3", FEB, "e", "80.00", UNDER("1") OVERRIDE), LETS_NOT_APPROVED},
    {PAY("3", FEB, "e", "80.00", UNDER("2") OVERRIDE), LETS_OVER_PROPOSAL},
    {PAY("3", FEB, "e", "70.00", UNDER("2") OVERRIDE), LETS_OK},
};
/* Within 6: withdrawn before lapsed before too few votes. */
static const struct fund_repair standing[] = {
    {PAY("2", FEB, "e", "99.00", UNDER("1")), LETS_PROPOSAL_WITHDRAWN},
    {PAY("2", FEB, "e", "99.00", UNDER("2")), LETS_PROPOSAL_LAPSED},
    {PAY("2", FEB, "e", "99.00", UNDER("3")), LETS_NOT_APPROVED},
    {VOTE("3", "a", "approve") VOTE("3", "b", "approve") PAY("2", FEB, "e", "99.00", UNDER("3")),
     LETS_OVER_PROPOSAL},
    {PAY("2", FEB, "e", "90.00", UNDER("3")), LETS_OK},
};
/* clang-format on */

START_TEST(refuses_each_breach_and_changes_nothing)
{
    fund_check_row(&rows[_i], NULL);
}
END_TEST

START_TEST(reports_the_first_fault_in_the_documented_order)
{
    fund_check_repairs(PAY("2", "2026-01-20", "e", "15.00",
                           "  ref: used\n") CHARTER("hall", "100.00", "95.00", "0.00", THREE)
                           TO_E PROPOSE("2", "2026-02-01", E, "70.00") YES("2") SUSPENDED("hall"),
                       repairs, sizeof repairs / sizeof *repairs, NULL);
    fund_check_repairs(PLAIN PROPOSE("1", "2026-01-19", E, "90.00") WITHDRAW("1")
                           PROPOSE("2", "2026-01-19", E, "90.00")
                               PROPOSE("3", "2026-02-01", E, "90.00"),
                       standing, sizeof standing / sizeof *standing, NULL);
}
END_TEST

/* What is answered of a fund after payments and reversals. */
START_TEST(counts_what_was_paid)
{
    struct lets_ledger *ledger = fund_ledger();
    struct lets_charter charter;
    struct lets_proposal proposal;
    struct lets_date day;
    ck_assert_int_eq(lets_date_parse(lets_span_of("2026-02-20"), &day, NULL), LETS_OK);
    ck_assert_int_eq(support_apply(ledger,
                                   PLAIN TO_E YES("1") PAY("2", FEB, "e", "40.00", UNDER("1"))
                                       PAY("3", FEB, "d", "11.00", "")
                                           PAY("4", "2026-03-01", "d", "5.00", "")
                                               PAY("5", FEB, "chest", "100.00", "")
                                                   TRANSFER("6", FEB, "d", "hall", "7.00", ""),
                                   NULL),
                     LETS_OK);
    uint32_t hall = lets_ledger_find(ledger, lets_span_of("hall"))->index;
    ck_assert(lets_ledger_charter(ledger, hall, &charter));
    ck_assert(lets_ledger_proposal(ledger, 1, &proposal));
    ck_assert_int_eq(charter.spent.minor, 5600);
    ck_assert_int_eq(lets_ledger_petty(ledger, hall, day).minor, 1100);
    ck_assert_int_eq(proposal.paid.minor, 4000);
    ck_assert(lets_ledger_is_free(ledger, 5) && !lets_ledger_is_free(ledger, 4));
    ck_assert_int_eq(
        support_apply(ledger,
                      TRANSFER("7", FEB, "d", "hall", "11.00", "  reverses: 3\n")
                          TRANSFER("8", "2026-03-03", "e", "hall", "40.00", "  reverses: 2\n")
                              TRANSFER("9", FEB, "chest", "hall", "100.00", "  reverses: 5\n")
                                  PAY("10", FEB, "d", "7.00", "  reverses: 6\n"),
                      NULL),
        LETS_OK);
    ck_assert(lets_ledger_charter(ledger, hall, &charter));
    ck_assert(lets_ledger_proposal(ledger, 1, &proposal));
    ck_assert_int_eq(charter.spent.minor, 500);
    ck_assert_int_eq(lets_ledger_petty(ledger, hall, day).minor, 0);
    ck_assert_int_eq(proposal.paid.minor, 0);
    lets_ledger_free(ledger);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("payments");
    TCase *tcase = tcase_create("payments");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, refuses_each_breach_and_changes_nothing, 0, N_ROWS);
    tcase_add_test(tcase, reports_the_first_fault_in_the_documented_order);
    tcase_add_test(tcase, counts_what_was_paid);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
