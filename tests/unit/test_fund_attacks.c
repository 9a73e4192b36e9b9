/* SPDX-License-Identifier: MIT */
/*
 * A clerk with write access and every tool, but without the key of an approver, against a fund
 * whose approvers all have keys: beyond petty, and what is left, for residue-to, nothing gets out.
 * Each way is tried in a sealed journal, which must be refused by name when it is replayed, and by
 * the same name in an audit; what is lawful stays within petty and the residue.
 */

#include "fund_texts.h"

#include <stdio.h>
#include <stdlib.h>

/* clang-format off: entries are written as they stand in a journal. */
#define SUMS(petty) "  budget: 300.00\n  ceiling: 100.00\n  petty: " petty "\n"
#define SIGNERS "    a: @key 1\n    b: @key 2\n    c: @key 3\n"
#define CHARTER(id, date, ends, petty, approvers)                                                  \
    "- charter: " id "\n  date: " date "\n  begins: 2026-01-10\n  ends: " ends                     \
    "\n" SUMS(petty) "  quorum: 2\n  residue-to: chest\n  approvers:\n" approvers                  \
                     "  reason: meeting\n"
#define BOARD(id) CHARTER(id, "2026-01-10", "2026-06-30", "5.00", SIGNERS)
#define SELF "    d: @key 7\n    e: @key 8\n"
#define ENDS "- charter: hall\n  date: 2026-03-01\n  withdrawn: done\n"
#define PROPOSE(number, to)                                                                        \
    "- proposal: " number "\n  date: 2026-01-12\n  fund: hall\n" to                                \
    "  amount: 90.00\n  for: slates\n"
#define VOTE(number, date, by, answer)                                                             \
    "- vote: " number "\n  date: " date "\n  by: " by "\n  answer: " answer "\n"
#define SIGNED(number, date, by, answer, seed)                                                     \
    VOTE(number, date, by, answer) "  signature: @sign " seed "\n"
#define TRANSFER(number, date, payer, payee, amount, rest)                                         \
    "- transfer: " number "\n  date: " date "\n  from: " payer "\n  to: " payee                    \
    "\n  amount: " amount "\n" rest
#define PAY(number, payee, amount, rest) TRANSFER(number, "2026-03-02", "hall", payee, amount, rest)
#define UNDER(proposal) "  proposal: " proposal "\n"
#define OVERRIDE "  override: it is urgent\n"
#define CHANGE(id, rest) "- change: " id "\n  date: 2026-03-01\n" rest
#define STATUS(id, word) CHANGE(id, "  status: " word "\n")
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

/* What stands: charters of hall and shed, which is at zero; proposal 1 to d, approved by a and b,
 * and paid; 2 to anyone, approved by a; 3 to e, approved by a and b, which b took back; 4 for a
 * charter like this, approved by all; e paid hall 60.00. */
#define NEXT CHARTER("hall", "2026-03-01", "2026-12-31", "5.00", SIGNERS)
static const char *const charters[] = {NEXT};
static const char stands[] = BOARD("hall") BOARD("shed") PROPOSE("1", "  to: d\n") PROPOSE("2", "")
    PROPOSE("3",
            "  to: e\n") "- proposal: 4\n  date: 2026-01-12\n  fund: hall\n  charter: @hash 0\n  "
                         "for: the next year\n" SIGNED("1", "2026-01-13", "a", "approve", "1")
                             SIGNED("1", "2026-01-13", "b", "approve", "2")
                                 SIGNED("2", "2026-01-13", "a", "approve", "1")
                                     SIGNED("3", "2026-01-13", "a", "approve", "1")
                                         SIGNED("3", "2026-01-13", "b", "approve", "2")
                                             SIGNED("3", "2026-01-14", "b", "none", "2")
                                                 SIGNED("4", "2026-01-13", "a", "approve", "1")
                                                     SIGNED("4", "2026-01-13", "b", "approve", "2")
                                                         TRANSFER("2", "2026-01-14", "hall", "d",
                                                                  "90.00", UNDER("1"))
                                                             TRANSFER("3", "2026-01-14", "e",
                                                                      "hall", "60.00", "");
#define BEFORE_END "2026-03-10T18:00:00+00:00"
#define AFTER_END "2026-07-02T18:00:00+00:00"

static const struct way {
    const char *time;
    const char *first; /* a piece, sealed a minute before the other; "" for none */
    const char *last;
    enum lets_status status;
} ways[] = {
    /* another charter */
    {BEFORE_END, "", CHARTER("hall", "2026-03-01", "2026-12-31", "100.00", SELF),
     LETS_CHARTER_NOT_APPROVED},
    {BEFORE_END, "",
     CHARTER("hall", "2026-03-01", "2026-12-31", "100.00", "    d: none\n    e: none\n"),
     LETS_CHARTER_NOT_APPROVED},
    {BEFORE_END, "", CHARTER("hall", "2026-03-01", "2026-06-30", "100.00", SIGNERS),
     LETS_CHARTER_NOT_APPROVED},
    {BEFORE_END, "", CHARTER("hall", "2026-03-01", "2026-06-30", "100.00", SELF) UNDER("4"),
     LETS_CHARTER_NOT_APPROVED},
    {BEFORE_END, "", CHARTER("hall", "2026-03-01", "2026-06-30", "100.00", SELF) UNDER("1"),
     LETS_CHARTER_NOT_APPROVED},
    {BEFORE_END, "", NEXT UNDER("4") "  note: 100.00 petty\n", LETS_CHARTER_NOT_APPROVED},
    {BEFORE_END, "", CHARTER("shed", "2026-03-01", "2026-12-31", "5.00", SIGNERS) UNDER("4"),
     LETS_CHARTER_NOT_APPROVED},
    {BEFORE_END, NEXT UNDER("4"), NEXT UNDER("4"), LETS_CHARTER_NOT_APPROVED},
    {BEFORE_END, "", ENDS, LETS_CHARTER_NOT_APPROVED},
    {BEFORE_END, "", ENDS UNDER("4"), LETS_CHARTER_NOT_APPROVED},
    {AFTER_END, "", CHARTER("hall", "2026-07-01", "2026-12-31", "100.00", SELF),
     LETS_CHARTER_NOT_APPROVED},
    {AFTER_END, "", "- charter: hall\n  date: 2026-07-01\n  withdrawn: ended\n",
     LETS_CHARTER_NOT_APPROVED},
    {BEFORE_END, STATUS("shed", "closed"),
     STATUS("shed", "active") CHARTER("shed", "2026-03-01", "2026-06-30", "100.00", SELF),
     LETS_CHARTER_NOT_APPROVED},
    /* votes */
    {BEFORE_END, "", SIGNED("2", "2026-03-01", "b", "approve", "7"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-03-01", "a", "approve", "7:k"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-03-01", "b", "approve", "1"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", VOTE("2", "2026-03-01", "b", "approve"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-01-13", "b", "approve", "2/1"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-01-13", "b", "approve", "2/3"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-01-14", "b", "approve", "2=decline"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("3", "2026-01-15", "b", "approve", "2^2026-01-13"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-01-14", "b", "approve", "2:n"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-01-14", "b", "approve", "2:s"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-01-14", "b", "approve", "2:h"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-01-14", "b", "approve", "2:o"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-01-14", "b", "approve", "2:v"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-01-14", "b", "approve", "2:r"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-01-14", "b", "approve", "2:m"), LETS_BAD_SIGNATURE},
    /* the same bytes once more, and S made anew so that they are others */
    {BEFORE_END, "", SIGNED("3", "2026-01-13", "b", "approve", "2"), LETS_VOTE_EARLY},
    {BEFORE_END, "", SIGNED("3", "2026-01-13", "b", "approve", "2:o"), LETS_BAD_SIGNATURE},
    {BEFORE_END, "", SIGNED("2", "2026-01-13", "a", "approve", "1"), LETS_VOTE_REPEATED},
    {BEFORE_END,
     SIGNED("3", "2026-03-01", "b", "approve", "2") SIGNED("3", "2026-03-01", "b", "none", "2"),
     SIGNED("3", "2026-03-01", "b", "approve", "2"), LETS_VOTE_REPEATED},
    /* for a proposal of another number, that says the same */
    {BEFORE_END, PROPOSE("5", "  to: d\n"), SIGNED("5", "2026-01-13", "a", "approve", "1/1"),
     LETS_BAD_SIGNATURE},
    {BEFORE_END, "- proposal: 1\n  date: 2026-03-01\n  withdrawn: again\n",
     PROPOSE("1", "  to: e\n"), LETS_PROPOSAL_NUMBER},
    {BEFORE_END, "",
     "- proposal: 5\n  date: 2026-01-12\n  fund: hall\n  to:   e\n  amount: 90.00\n  for: slates\n",
     LETS_NOT_CANONICAL},
    /* who votes */
    {BEFORE_END, "", SIGNED("2", "2026-03-01", "d", "approve", "7"), LETS_NO_APPROVER},
    {BEFORE_END, STATUS("b", "closed"), SIGNED("2", "2026-03-01", "b", "approve", "2"),
     LETS_ACCOUNT_CLOSED},
    {BEFORE_END, STATUS("b", "closed") STATUS("c", "closed"), PAY("4", "e", "50.00", UNDER("2")),
     LETS_NOT_APPROVED},
    {BEFORE_END, "- member: g\n  joined: 2026-03-01\n",
     SIGNED("2", "2026-03-01", "g", "approve", "7"), LETS_NO_APPROVER},
    /* payments that nobody approved */
    {BEFORE_END, "", PAY("4", "e", "5.01", ""), LETS_PROPOSAL_MISSING},
    {BEFORE_END, PAY("4", "e", "5.00", ""), PAY("5", "d", "0.01", OVERRIDE), LETS_PROPOSAL_MISSING},
    {BEFORE_END, "", PAY("4", "e", "90.00", UNDER("1")), LETS_PROPOSAL_DIFFERS},
    {BEFORE_END, "", PAY("4", "d", "0.01", UNDER("1")), LETS_OVER_PROPOSAL},
    {BEFORE_END, "", PAY("4", "e", "50.00", UNDER("2") OVERRIDE), LETS_NOT_APPROVED},
    {BEFORE_END, "", PAY("4", "a", "50.00", UNDER("2") OVERRIDE), LETS_NOT_APPROVED},
    {BEFORE_END, "", PAY("4", "e", "50.00", UNDER("3") OVERRIDE), LETS_NOT_APPROVED},
    {BEFORE_END, "", PAY("4", "e", "50.00", UNDER("4") OVERRIDE), LETS_PROPOSAL_DIFFERS},
    {BEFORE_END, "", PAY("4", "e", "50.00", UNDER("5") OVERRIDE), LETS_UNKNOWN_PROPOSAL},
    {BEFORE_END, "", TRANSFER("4", "2026-03-02", "shed", "d", "50.00", UNDER("1")),
     LETS_PROPOSAL_DIFFERS},
    {BEFORE_END, "", PAY("4", "shed", "50.00", OVERRIDE), LETS_PROPOSAL_MISSING},
    {BEFORE_END, "", PAY("4", "chest", "50.00", OVERRIDE), LETS_PROPOSAL_MISSING},
    {BEFORE_END, "", PAY("4", "desk", "50.00", OVERRIDE), LETS_PROPOSAL_MISSING},
    /* on other days */
    {BEFORE_END, "", TRANSFER("4", "2026-01-09", "hall", "e", "50.00", OVERRIDE),
     LETS_CHARTER_ENDED},
    {AFTER_END, "", TRANSFER("4", "2026-07-01", "hall", "e", "5.00", OVERRIDE), LETS_CHARTER_ENDED},
    {AFTER_END, "", TRANSFER("4", "2026-01-10", "hall", "e", "5.01", OVERRIDE),
     LETS_PROPOSAL_MISSING},
    {AFTER_END, "", TRANSFER("4", "2026-01-10", "hall", "chest", "50.00", ""),
     LETS_PROPOSAL_MISSING},
    {AFTER_END, "", TRANSFER("4", "2026-07-01", "hall", "chest", "470.01", OVERRIDE),
     LETS_CHARTER_ENDED},
    {AFTER_END, "", TRANSFER("4", "2026-07-01", "shed", "chest", "0.01", OVERRIDE),
     LETS_CHARTER_ENDED},
    {BEFORE_END, "", TRANSFER("4", "2026-07-01", "hall", "chest", "5.00", ""),
     LETS_DATE_AFTER_SEAL},
    /* by a reversal, a correction */
    {BEFORE_END, "", PAY("4", "e", "60.00", "  reverses: 3\n"), LETS_PROPOSAL_MISSING},
    {AFTER_END, "", TRANSFER("4", "2026-07-01", "hall", "e", "60.00", "  reverses: 3\n"),
     LETS_PROPOSAL_MISSING},
    {BEFORE_END, "", PAY("4", "e", "60.00", "  reverses: 3\n" UNDER("1")), LETS_PROPOSAL_DIFFERS},
    {BEFORE_END, "", PAY("4", "e", "60.00", "  reverses: 3\n" UNDER("2")), LETS_NOT_APPROVED},
    {BEFORE_END, "", PAY("4", "desk", "500.00", "  reverses: 1\n"), LETS_PROPOSAL_MISSING},
    {AFTER_END, "", TRANSFER("4", "2026-07-01", "hall", "desk", "500.00", "  reverses: 1\n"),
     LETS_PROPOSAL_MISSING},
    {BEFORE_END,
     PAY("4", "e", "5.00", "") TRANSFER("5", "2026-03-02", "e", "hall", "5.00", "  reverses: 4\n"),
     PAY("6", "e", "50.00", "  corrects: 4\n"), LETS_PROPOSAL_MISSING},
    {BEFORE_END, TRANSFER("4", "2026-03-02", "d", "hall", "90.00", "  reverses: 2\n"),
     PAY("5", "e", "90.00", "  corrects: 2\n" UNDER("1")), LETS_PROPOSAL_DIFFERS},
    {BEFORE_END, TRANSFER("4", "2026-03-02", "d", "hall", "90.00", "  reverses: 2\n"),
     PAY("5", "d", "90.00", "  reverses: 4\n" UNDER("1")), LETS_REVERSES_REVERSAL},
    /* by what else the clerk may change */
    {BEFORE_END,
     "- policy: 2026-03-01\n  limits: soft\n" CHANGE("hall", "  debit-limit: none\n")
         CHANGE("hall", "  purpose: administration\n"),
     PAY("4", "e", "50.00", OVERRIDE), LETS_PROPOSAL_MISSING},
    {BEFORE_END, STATUS("hall", "suspended"), PAY("4", "e", "50.00", OVERRIDE),
     LETS_PROPOSAL_MISSING},
    {BEFORE_END, STATUS("hall", "suspended") STATUS("hall", "active"),
     PAY("4", "e", "50.00", OVERRIDE), LETS_PROPOSAL_MISSING},
    {BEFORE_END, "", STATUS("hall", "closed"), LETS_BALANCE_NOT_ZERO},
    {BEFORE_END, STATUS("shed", "closed"),
     STATUS("shed", "active") TRANSFER("4", "2026-03-02", "shed", "e", "50.00", OVERRIDE),
     LETS_PROPOSAL_MISSING},
    {BEFORE_END, "",
     "- central: Hall\n  purpose: project\n  opened: 2026-03-01\n  debit-limit: none\n"
     "  credit-limit: none\n",
     LETS_ACCOUNT_EXISTS},
    /* by cheque, by vouchers */
    {BEFORE_END, "", PAY("4", "e", "50.00", "  cheque: 801\n" OVERRIDE), LETS_PROPOSAL_MISSING},
    {BEFORE_END, "- cheque: 802\n  date: 2026-03-01\n  status: returned\n",
     PAY("4", "e", "50.00", "  cheque: 802\n" OVERRIDE), LETS_PROPOSAL_MISSING},
    {BEFORE_END, "", PAY("4", "fete", "50.00", "  first: 901\n  last: 910\n" OVERRIDE),
     LETS_PROPOSAL_MISSING},
    {BEFORE_END,
     TRANSFER("4", "2026-03-01", "e", "fete", "5.00", "  first: 901\n  last: 901\n")
         TRANSFER("5", "2026-03-01", "fete", "hall", "5.00", "  cheque: 901\n"),
     PAY("6", "fete", "5.00", "  reverses: 5\n"), LETS_PROPOSAL_MISSING},
    {BEFORE_END, CHANGE("shed", "  purpose: vouchers\n"),
     "- cheques: shed\n  date: 2026-03-01\n  first: 1001\n  last: 1002\n  value: 5.00\n",
     LETS_VOUCHER_FLOAT},
    {BEFORE_END, CHANGE("chest", "  purpose: vouchers\n"),
     "- cheques: chest\n  date: 2026-03-01\n  first: 1001\n  last: 1002\n  value: 5.00\n",
     LETS_VOUCHER_FLOAT},
    /* by a rule */
    {BEFORE_END,
     "- rule: gift\n  date: 2026-02-01\n  of: nothing\n  flat: 50.00\n  to: hall\n  reason: x\n"
     "- close: 2026-02-28\n  balances:\n    hall: 470.00\n    desk: -500.00\n    d: 90.00\n    e: "
     "-60.00\n",
     "- run: gift\n  close: 2026-02-28\n  count: 8\n  total: 400.00\n" TRANSFER(
         "4", "2026-03-10", "hall", "e", "50.00", "  for: gift\n  category: levy\n"),
     LETS_RUN_DIFFERS},
    {BEFORE_END, "",
     "- rule: gift\n  date: 2026-02-01\n  of: nothing\n  flat: 50.00\n  to: chest\n  own:\n"
     "    hall: 50.00\n  reason: x\n",
     LETS_WRONG_KIND},
};
enum { N_WAYS = sizeof ways / sizeof *ways };

/* What is lawful, in the order of time. */
static const struct way lawful[] = {
    /* petty of March, of months before in which none was, and once more after it came back */
    {BEFORE_END, PAY("4", "e", "5.00", "") TRANSFER("5", "2026-01-10", "hall", "e", "5.00", ""),
     TRANSFER("6", "2026-02-10", "hall", "fete", "5.00", "  first: 901\n  last: 901\n")
         TRANSFER("7", "2026-03-02", "e", "hall", "5.00", "  reverses: 4\n")
             PAY("8", "d", "5.00", "  corrects: 4\n"),
     LETS_OK},
    {AFTER_END, TRANSFER("4", "2026-07-01", "hall", "chest", "400.00", ""),
     TRANSFER("5", "2026-07-01", "hall", "chest", "70.00", OVERRIDE), LETS_OK},
    {AFTER_END, TRANSFER("4", "2026-06-30", "chest", "hall", "30.00", ""),
     TRANSFER("5", "2026-07-01", "hall", "chest", "30.00", "  reverses: 4\n"), LETS_OK},
    /* with the approvers' word */
    {BEFORE_END, NEXT UNDER("4"),
     SIGNED("2", "2026-03-01", "c", "approve", "3") PAY("4", "e", "90.00", UNDER("2")), LETS_OK},
};
enum { N_LAWFUL = sizeof lawful / sizeof *lawful };
/* clang-format on */

/* ---------------------------------------------------------------- journals */

static void seal(struct text *journal, const char *entries, const char *time)
{
    if (entries[0] != '\0') {
        support_seal(journal, entries, time);
    }
}

/* The namespace of a journal of one piece, whose last line is its hash. */
struct space {
    char text[LETS_NAMESPACE_SIZE];
};

enum { SEAL_DIGITS = 64 };

static struct space space_of(const struct text *journal)
{
    struct space space;
    const char *hash = journal->bytes + journal->size - SEAL_DIGITS - 1;
    (void)snprintf(space.text, sizeof space.text, "lets-%.32s", hash);
    return space;
}

static struct text begin(const char *remark)
{
    struct text journal = {0};
    struct text entries = {0};
    ck_assert_int_eq(text_add_format(&entries, NULL, "%s%s%s", remark, support_base, fund_base),
                     LETS_OK);
    ck_assert_int_eq(text_add(&entries, (struct lets_span){"", 1}, NULL), LETS_OK);
    support_seal(&journal, entries.bytes, "2026-01-09T18:00:00+00:00");
    text_release(&entries);
    return journal;
}

/* All of it, the signatures for the ledger of that namespace. */
static void seal_way(struct text *journal, const struct way *way, const char *name_space)
{
    struct text told = fund_expand(stands, "", charters, name_space);
    struct text first = fund_expand(way->first, told.bytes, charters, name_space);
    ck_assert_int_eq(text_add_format(&told, NULL, "%s", first.bytes), LETS_OK);
    ck_assert_int_eq(text_add(&told, (struct lets_span){"", 1}, NULL), LETS_OK);
    struct text last = fund_expand(way->last, told.bytes, charters, name_space);
    struct text before = fund_expand(stands, "", charters, name_space);
    char time[] = "2026-00-00T17:59:00+00:00";
    for (int i = 0; i < 10; i++) {
        time[i] = way->time[i];
    }
    seal(journal, before.bytes, "2026-01-15T18:00:00+00:00");
    seal(journal, first.bytes, time);
    seal(journal, last.bytes, way->time);
    text_release(&before);
    text_release(&told);
    text_release(&first);
    text_release(&last);
}

static void check_audit(const struct text *journal, enum lets_status status, const char *what)
{
    struct lets_journal *opened = NULL;
    struct lets_audit *audit = NULL;
    ck_assert_int_eq(lets_journal_parse(journal->bytes, journal->size, &opened, NULL), LETS_OK);
    ck_assert_int_eq(lets_audit_new(opened, NULL, &audit, NULL), LETS_OK);
    const struct lets_audit_report *report = lets_audit_report(audit);
    const char *found = "ok";
    for (size_t i = 0; i < report->n_findings; i++) {
        if (report->findings[i].severity == LETS_ERROR) {
            found = report->findings[i].name;
            break;
        }
    }
    ck_assert_msg(report->is_ok == (status == LETS_OK), "%s", what);
    ck_assert_str_eq(found, lets_status_name(status));
    lets_audit_free(audit);
    lets_journal_close(opened);
}

START_TEST(lets_nothing_out_without_the_approvers)
{
    struct text journal = begin("");
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    seal_way(&journal, &ways[_i], space_of(&journal).text);
    enum lets_status status = support_replay(text_span(&journal), &ledger, &err);
    ck_assert_msg(status == ways[_i].status, "[%s] %d: %s, not [%s]:\n%s%s",
                  lets_status_name(status), (int)err.line, err.message,
                  lets_status_name(ways[_i].status), ways[_i].first, ways[_i].last);
    check_audit(&journal, status, ways[_i].last);
    text_release(&journal);
}
END_TEST

START_TEST(lets_out_petty_cash_and_what_is_left)
{
    struct text journal = begin("");
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    seal_way(&journal, &lawful[_i], space_of(&journal).text);
    enum lets_status status = support_replay(text_span(&journal), &ledger, &err);
    ck_assert_msg(status == LETS_OK, "%d: %s", (int)err.line, err.message);
    check_audit(&journal, LETS_OK, lawful[_i].last);
    lets_ledger_free(ledger);
    text_release(&journal);
}
END_TEST

/* The commits of one ledger, brought into another: it has the same accounts and another first
 * seal. */
START_TEST(takes_no_vote_of_another_ledger)
{
    struct text other = begin("# another\n");
    struct text journal = begin("");
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    struct space space = space_of(&other);
    seal_way(&other, &lawful[0], space.text);
    ck_assert_int_eq(support_replay(text_span(&other), &ledger, &err), LETS_OK);
    lets_ledger_free(ledger);
    seal_way(&journal, &lawful[0], space.text);
    ck_assert_int_eq(support_replay(text_span(&journal), &ledger, &err), LETS_BAD_SIGNATURE);
    check_audit(&journal, LETS_BAD_SIGNATURE, "imported");
    text_release(&journal);
    text_release(&other);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fund_attacks");
    TCase *tcase = tcase_create("fund_attacks");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, lets_nothing_out_without_the_approvers, 0, N_WAYS);
    tcase_add_loop_test(tcase, lets_out_petty_cash_and_what_is_left, 0, N_LAWFUL);
    tcase_add_test(tcase, takes_no_vote_of_another_ledger);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
