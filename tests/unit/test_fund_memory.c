/* SPDX-License-Identifier: MIT */
/* Entries of funds, each allocation failing in turn: nothing is changed, and then it is taken in as
 * if nothing had been. */

#include "fund_texts.h"

#include <stdlib.h>

#include "entries/yaml_reader.h"

/* clang-format off: entries are written as they stand in a journal. */
#define CHARTER(budget, approvers, rest)                                                           \
    "- charter: hall\n  date: 2026-01-10\n  begins: 2026-01-10\n  ends: 2026-12-31\n"              \
    "  budget: " budget "\n  ceiling: 100.00\n  petty: 25.00\n  quorum: 2\n  residue-to: chest\n"  \
    "  approvers:\n" approvers "  reason: meeting\n" rest
#define BOARD "    a: @key 1\n    b: @key 2\n    c: none\n"
#define PROPOSE(number, rest)                                                                      \
    "- proposal: " number "\n  date: 2026-01-12\n  fund: hall\n" rest "  for: slates\n"
#define SIGNED(number, by, seed)                                                                   \
    "- vote: " number "\n  date: 2026-01-13\n  by: " by                                            \
    "\n  answer: approve\n  signature: @sign " seed "\n"
#define TRANSFER(number, payer, payee, amount, rest)                                               \
    "- transfer: " number "\n  date: 2026-02-01\n  from: " payer "\n  to: " payee                  \
    "\n  amount: " amount "\n" rest
/* clang-format on */

static const char *const charters[] = {CHARTER("200.00", BOARD, "")};
static const char *const entries[] = {
    CHARTER("300.00", BOARD, ""),
    PROPOSE("1", "  to: e\n  amount: 90.00\n"),
    PROPOSE("2", "  amount: 90.00\n"),
    PROPOSE("3", "  charter: @hash 0\n"),
    SIGNED("1", "a", "1"),
    "- vote: 1\n  date: 2026-01-13\n  by: c\n  answer: approve\n",
    SIGNED("3", "b", "2"),
    SIGNED("3", "a", "1"),
    TRANSFER("2", "hall", "e", "50.00", "  proposal: 1\n"),
    TRANSFER("3", "hall", "d", "10.00", ""),
    TRANSFER("4", "e", "hall", "50.00", "  reverses: 2\n"),
    TRANSFER("5", "e", "hall", "60.00", ""),
    TRANSFER("6", "hall", "e", "60.00", "  reverses: 5\n  proposal: 1\n"),
    "- proposal: 2\n  date: 2026-01-20\n  withdrawn: too dear\n",
    CHARTER("200.00", BOARD, "  proposal: 3\n"),
};
enum { N_ENTRIES = sizeof entries / sizeof *entries };

/* Applies one entry until there is memory enough; says how often there was not. */
static size_t apply_failing(struct lets_ledger *ledger, const struct lets_ledger *other,
                            const struct text *bytes)
{
    struct yaml_reader *reader = NULL;
    struct lets_entry entry = {0};
    struct lets_error err = {0};
    ck_assert_int_eq(yaml_reader_new(&reader, NULL), LETS_OK);
    ck_assert_msg(yaml_reader_read(reader, text_span(bytes), 1, 2, &entry, &err) == LETS_OK, "%s",
                  err.message);
    size_t n_failed = 0;
    enum lets_status status = LETS_OUT_OF_MEMORY;
    while (status != LETS_OK) {
        (void)lets__mem_fail_after(n_failed);
        status = lets_ledger_apply(ledger, &entry, &err);
        (void)lets__mem_fail_after(SIZE_MAX);
        ck_assert_msg(status == LETS_OK || status == LETS_OUT_OF_MEMORY, "%s in\n%s", err.message,
                      bytes->bytes);
        if (status != LETS_OK) {
            support_same(ledger, other);
            n_failed++;
        }
    }
    yaml_reader_free(reader);
    return n_failed;
}

START_TEST(changes_nothing_without_memory)
{
    struct lets_ledger *ledger = fund_ledger();
    struct lets_ledger *other = fund_ledger();
    struct text told = {0};
    size_t n_failed = 0;
    ck_assert_int_eq(text_add(&told, (struct lets_span){"", 1}, NULL), LETS_OK);
    for (size_t i = 0; i < N_ENTRIES; i++) {
        struct text bytes = fund_expand(entries[i], told.bytes, charters, fund_space);
        n_failed += apply_failing(ledger, other, &bytes);
        ck_assert_int_eq(support_apply(other, bytes.bytes, NULL), LETS_OK);
        support_same(ledger, other);
        told.size--;
        ck_assert_int_eq(text_add_string(&told, bytes.bytes, NULL), LETS_OK);
        ck_assert_int_eq(text_add(&told, (struct lets_span){"", 1}, NULL), LETS_OK);
        text_release(&bytes);
    }
    ck_assert_uint_gt(n_failed, N_ENTRIES);
    text_release(&told);
    lets_ledger_free(ledger);
    lets_ledger_free(other);
}
END_TEST

/* What is given to be signed, and the hash of a charter. */
START_TEST(gives_nothing_without_memory)
{
    struct lets_ledger *ledger = fund_ledger();
    struct lets_entry vote = {.kind = LETS_KIND_VOTE};
    char *bytes = NULL;
    size_t size = 0;
    char name_space[LETS_NAMESPACE_SIZE];
    ck_assert_int_eq(fund_apply(ledger, CHARTER("300.00", BOARD, ""), "", charters, NULL), LETS_OK);
    ck_assert_int_eq(fund_apply(ledger, PROPOSE("1", "  amount: 90.00\n"), "", charters, NULL),
                     LETS_OK);
    lets_entry_put(&vote, number, 1);
    lets_entry_put(&vote, date, (struct lets_date){20466});
    lets_entry_put(&vote, by, lets_span_of("a"));
    lets_entry_put(&vote, answer, LETS_ANSWER_NONE);
    enum lets_status status = LETS_OUT_OF_MEMORY;
    size_t n = 0;
    for (; status != LETS_OK; n++) {
        (void)lets__mem_fail_after(n);
        status = lets_vote_bytes(ledger, &vote, &bytes, &size, name_space, NULL);
        (void)lets__mem_fail_after(SIZE_MAX);
        ck_assert((bytes != NULL) == (status == LETS_OK));
    }
    ck_assert_uint_gt(n, 1);
    lets_bytes_free(bytes);
    lets_ledger_free(ledger);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {changes_nothing_without_memory, gives_nothing_without_memory};
    return support_run("fund_memory", tests, sizeof tests / sizeof *tests);
}
