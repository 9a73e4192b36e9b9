/* SPDX-License-Identifier: MIT */
/* Accounts by their ids: numbers, long and short, near and far, are one but for leading zeros and
 * case. */

#include "support.h"

#include <stdio.h>
#include <string.h>

static enum lets_status open_account(struct lets_ledger *ledger, const char *id)
{
    struct lets_entry entry = {.kind = LETS_KIND_MEMBER};
    struct lets_date joined;
    ck_assert_int_eq(lets_date_parse(lets_span_of("2026-01-02"), &joined, NULL), LETS_OK);
    lets_entry_put(&entry, id, lets_span_of(id));
    lets_entry_put(&entry, joined, joined);
    return lets_ledger_apply(ledger, &entry, NULL);
}

static void assert_found(const struct lets_ledger *ledger, const char *asked, const char *id)
{
    const struct lets_account *found = lets_ledger_find(ledger, lets_span_of(asked));
    ck_assert_msg((found != NULL) == (id != NULL), "%s", asked);
    ck_assert_msg(found == NULL || lets_span_equal(found->id, lets_span_of(id)), "%s", asked);
}

START_TEST(finds_ids_without_case_and_zeros)
{
    struct lets_ledger *ledger = support_ledger();
    static const char *const ids[] = {"0007",     "000000008",  "12345678",
                                      "99999999", "0123456789", "Ann",
                                      "a0",       "00x",        "a-very-long-id.of_31-characters",
                                      "0"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        ck_assert_int_eq(open_account(ledger, ids[i]), LETS_OK);
    }
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        assert_found(ledger, ids[i], ids[i]);
        ck_assert_int_eq(open_account(ledger, ids[i]), LETS_ACCOUNT_EXISTS);
    }
    static const char *const pairs[][2] = {
        {"7", "0007"},
        {"00000000007", "0007"},
        {"8", "000000008"},
        {"08", "000000008"},
        {"012345678", "12345678"},
        {"0099999999", "99999999"},
        {"123456789", "0123456789"},
        {"ANN", "Ann"},
        {"00ann", "Ann"},
        {"X", "00x"},
        {"00", "0"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_found(ledger, pairs[i][0], pairs[i][1]);
        ck_assert_int_eq(open_account(ledger, pairs[i][0]), LETS_ACCOUNT_EXISTS);
    }
    assert_found(ledger, "9", NULL);
    assert_found(ledger, "70", NULL);
    assert_found(ledger, "1234567", NULL);
    assert_found(ledger, "a", NULL);
    lets_ledger_free(ledger);
}
END_TEST

/* Numbers that were far when the account was opened, and near when the table had grown. */
START_TEST(finds_numbers_in_any_order)
{
    struct lets_ledger *ledger = support_ledger();
    char id[16];
    for (unsigned i = 0; i < 3000; i++) {
        (void)snprintf(id, sizeof id, "%u", 20000 - i * 5);
        ck_assert_int_eq(open_account(ledger, id), LETS_OK);
    }
    for (unsigned i = 0; i < 3000; i++) {
        char zeros[20];
        (void)snprintf(id, sizeof id, "%u", 20000 - i * 5);
        (void)snprintf(zeros, sizeof zeros, "0%s", id);
        assert_found(ledger, id, id);
        assert_found(ledger, zeros, id);
        ck_assert_int_eq(open_account(ledger, zeros), LETS_ACCOUNT_EXISTS);
        (void)snprintf(id, sizeof id, "%u", 20001 - i * 5);
        assert_found(ledger, id, NULL);
    }
    lets_ledger_free(ledger);
}
END_TEST

/* A journal's own ids are exact. */
START_TEST(refuses_payer_spelled_otherwise)
{
    struct lets_ledger *ledger = support_ledger();
    static const char *const payers[] = {"1", "01", "00001", "BOB", "Bob", "0bob"};
    for (size_t i = 0; i < sizeof payers / sizeof *payers; i++) {
        struct lets_entry entry = {.kind = LETS_KIND_TRANSFER,
                                   .number = 1,
                                   .payer = lets_span_of(payers[i]),
                                   .payee = lets_span_of("0002"),
                                   .amount = {100}};
        ck_assert_int_eq(lets_date_parse(lets_span_of("2026-01-10"), &entry.date, NULL), LETS_OK);
        ck_assert_int_eq(lets_ledger_apply(ledger, &entry, NULL), LETS_UNKNOWN_ACCOUNT);
    }
    lets_ledger_free(ledger);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {finds_ids_without_case_and_zeros, finds_numbers_in_any_order,
                                  refuses_payer_spelled_otherwise};
    return support_run("accounts", tests, sizeof tests / sizeof *tests);
}
