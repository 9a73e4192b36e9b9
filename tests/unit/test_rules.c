/* SPDX-License-Identifier: MIT */
/*
 * Every rule of the format, broken and just kept, on the ledger of support_base. A breach must be
 * refused by its name, blame the right key, and change nothing.
 */

#include "support.h"

#include <string.h>

struct row {
    const char *before; /* entries applied first, all lawful; "" for none */
    const char *breach; /* one entry, refused */
    enum lets_status status;
    uint64_t line;      /* of the key that is blamed, in the entry */
    const char *lawful; /* the nearest entry that passes; NULL: there is none */
};

/* clang-format off: entries are written as they stand in a journal. */
#define TRANSFER(number, date, payer, payee, amount)                                               \
    "- transfer: " number "\n  date: " date "\n  from: " payer "\n  to: " payee                    \
    "\n  amount: " amount "\n"
#define ONE "\"0001\""
#define TWO "\"0002\""
#define FIRST TRANSFER("1", "2026-01-10", ONE, TWO, "10.00")
#define CHANGE(id, key) "- change: " id "\n  date: 2026-01-10\n  " key "\n"
#define BOOK(id, first, last)                                                                      \
    "- cheques: " id "\n  date: 2026-01-10\n  first: " first "\n  last: " last "\n"
#define DIGEST(digit)                                                                              \
    "  digest: " digit "80fb4c6f5bd3a07e5bb0b0ebaaf7efb5322bd5a05ed98294356844cb1500260\n"
#define AGREEMENT "- policy: 2026-01-10\n  agreement: of 2026\n" DIGEST("d")
#define RULE(name, keys) "- rule: " name "\n  date: 2026-01-10\n" keys "  reason: meeting\n"
#define LEVY "  of: nothing\n  flat: 1.00\n  to: admin\n"
#define WITHDRAWN(name) "- rule: " name "\n  date: 2026-01-10\n  withdrawn: enough\n"
#define EVENT(number, status) "- cheque: " number "\n  date: 2026-01-10\n  status: " status "\n"

static const struct row rows[] = {
    /* ledger, format, policy */
    {"",
     "- ledger: Again\n  format: 1\n  unit: X\n  decimals: 2\n  opened: 2026-01-01\n  debit-limit: "
     "1.00\n"
     "  credit-limit: none\n  limits: soft\n  cheques-valid: none\n",
     LETS_LEDGER_REPEATED, 1, NULL},
    {"", "- format: 1\n", LETS_NO_CHANGE, 1, NULL},
    {"", "- policy: 2026-01-10\n  reason: none\n", LETS_NO_CHANGE, 1,
     "- policy: 2026-01-10\n  unit: ACORN\n"},
    {"", "- policy: 2025-12-31\n  unit: ACORN\n", LETS_DATE_BEFORE_LEDGER, 1,
     "- policy: 2026-01-01\n  unit: ACORN\n"},
    {"", "- policy: 2026-01-10\n  agreement: of 2026\n", LETS_AGREEMENT_DIGEST, 1, AGREEMENT},
    {"", "- policy: 2026-01-10\n" DIGEST("d"), LETS_AGREEMENT_DIGEST, 1, AGREEMENT},
    {"", "- policy: 2026-01-10\n  agreement: none\n" DIGEST("d"), LETS_BAD_WORD, 2,
     "- policy: 2026-01-10\n  agreement: None\n" DIGEST("d")},
    {AGREEMENT, "- policy: 2026-01-10\n  agreement: of 2026\n" DIGEST("e"), LETS_AGREEMENT_DIGEST,
     3, AGREEMENT "- policy: 2026-01-10\n  agreement: of 2027\n" DIGEST("e")},
    /* one label however it is encoded */
    {"- policy: 2026-01-10\n  agreement: \"caf\u00e9\"\n" DIGEST("d"),
     "- policy: 2026-01-10\n  agreement: \"cafe\u0301\"\n" DIGEST("e"), LETS_AGREEMENT_DIGEST, 3,
     "- member: x\n  joined: 2026-01-10\n  agreed: \"cafe\u0301\"\n"},
    {AGREEMENT, "- member: x\n  joined: 2026-01-10\n  agreed: of 2025\n", LETS_UNKNOWN_AGREEMENT, 3,
     "- member: x\n  joined: 2026-01-10\n  agreed: of 2026\n"},
    {AGREEMENT, "- member: x\n  joined: 2026-01-10\n  agreed: none\n", LETS_UNKNOWN_AGREEMENT, 3,
     NULL},
    {AGREEMENT, CHANGE(ONE, "agreed: of 2025"), LETS_UNKNOWN_AGREEMENT, 3,
     CHANGE(ONE, "agreed: of 2026") CHANGE(ONE, "agreed: none")},
    {AGREEMENT, CHANGE("admin", "agreed: of 2026"), LETS_WRONG_KIND, 3, NULL},
    /* rules; runs are in test_levies.c */
    {RULE("Levy", LEVY), RULE("levy", LEVY), LETS_RULE_NAME, 1, RULE("Levy", LEVY)},
    {RULE("7", LEVY), RULE("\"007\"", LEVY), LETS_RULE_NAME, 1, RULE("\"70\"", LEVY)},
    {RULE("levy", LEVY) WITHDRAWN("levy"), RULE("LEVY", LEVY), LETS_RULE_NAME, 1,
     RULE("levy", LEVY)},
    {RULE("levy", LEVY), "- rule: levy\n  date: 2026-01-10\n  of: nothing\n  withdrawn: x\n",
     LETS_RULE_KEYS, 4, WITHDRAWN("levy")},
    {"", WITHDRAWN("levy"), LETS_UNKNOWN_RULE, 1, NULL},
    {RULE("levy", LEVY) WITHDRAWN("levy"), WITHDRAWN("levy"), LETS_UNKNOWN_RULE, 1,
     RULE("levy", LEVY) WITHDRAWN("levy")},
    {"", RULE("levy", "  flat: 1.00\n  to: admin\n"), LETS_RULE_KEYS, 1, RULE("levy", LEVY)},
    {"", "- rule: levy\n  date: 2026-01-10\n" LEVY, LETS_REASON_MISSING, 1, RULE("levy", LEVY)},
    {"", RULE("levy", "  of: nothing\n"), LETS_RULE_KEYS, 1,
     RULE("levy", "  of: nothing\n  sets: debit-limit\n")},
    {"", RULE("levy", LEVY "  sets: debit-limit\n"), LETS_RULE_KEYS, 1, NULL},
    {"", "- rule: levy\n  date: 2025-12-31\n" LEVY "  reason: x\n", LETS_DATE_BEFORE_LEDGER, 2,
     RULE("levy", LEVY)},
    {"", RULE("levy", "  of: earned\n  flat: 1.00\n  steps:\n    1.00: 1.00\n  to: admin\n"),
     LETS_RULE_KEYS, 5, RULE("levy", "  of: earned\n  steps:\n    1.00: 1.00\n  to: admin\n")},
    {"", RULE("levy", "  of: earned\n  above: 1.00\n  steps:\n    1.00: 1.00\n  to: admin\n"),
     LETS_RULE_KEYS, 5, NULL},
    {"", RULE("levy", "  of: earned\n  percent: 1\n  steps:\n    1.00: 1.00\n  to: admin\n"),
     LETS_RULE_KEYS, 5, NULL},
    {"", RULE("levy", "  of: earned\n  steps: {}\n  to: admin\n"), LETS_RULE_STEPS, 4,
     RULE("levy",
          "  of: earned\n  steps:\n    0.00: 0.00\n  floor: 1.00\n  cap: 0.50\n  to: admin\n")},
    {"", RULE("levy", "  of: earned\n  steps:\n    2.00: 1.00\n    1.99: 2.00\n  to: admin\n"),
     LETS_RULE_STEPS, 4,
     RULE("levy", "  of: earned\n  steps:\n    2.00: 1.00\n    2.01: 0.00\n  to: admin\n")},
    {"", RULE("levy", "  of: nothing\n  to: nobody\n"), LETS_UNKNOWN_ACCOUNT, 4,
     RULE("levy", LEVY)},
    {"", RULE("levy", "  of: nothing\n  to: bob\n"), LETS_WRONG_KIND, 4, NULL},
    {CHANGE("admin", "status: closed"), RULE("levy", LEVY), LETS_ACCOUNT_CLOSED, 5,
     CHANGE("admin", "status: active") RULE("levy", LEVY)},
    {"", RULE("levy", LEVY "  own:\n    nobody: none\n"), LETS_UNKNOWN_ACCOUNT, 6,
     RULE("levy", LEVY "  own:\n    bob: none\n    \"0001\": 0.00\n")},
    {CHANGE("bob", "status: closed"), RULE("levy", LEVY "  own:\n    admin: none\n"),
     LETS_WRONG_KIND, 6, RULE("levy", LEVY "  own:\n    bob: none\n")},
    {"- close: 2026-01-05\n  balances: {}\n", "- run: levy\n  close: 2026-01-05\n  count: 0\n",
     LETS_RUN_ALONE, 1, NULL},
    /* accounts */
    {"", "- member: \"0001\"\n  joined: 2026-01-05\n", LETS_ACCOUNT_EXISTS, 1,
     "- member: \"0010\"\n  joined: 2026-01-05\n"},
    {"", "- member: \"1\"\n  joined: 2026-01-05\n", LETS_ACCOUNT_EXISTS, 1,
     "- member: a1\n  joined: 2026-01-05\n"},
    {"", "- member: BOB\n  joined: 2026-01-05\n", LETS_ACCOUNT_EXISTS, 1,
     "- member: bob.\n  joined: 2026-01-05\n"},
    {"",
     "- central: ADMIN\n  purpose: levy\n  opened: 2026-01-05\n  debit-limit: none\n  "
     "credit-limit: none\n",
     LETS_ACCOUNT_EXISTS, 1,
     "- central: admin2\n  purpose: levy\n  opened: 2025-06-05\n  debit-limit: none\n  "
     "credit-limit: none\n"},
    {"", "- member: \"0009\"\n  joined: 1999-12-31\n  locality: none\n", LETS_BAD_WORD, 3,
     "- member: \"0009\"\n  joined: 1999-12-31\n  locality: None\n"},
    /* change */
    {"", CHANGE("\"0009\"", "status: suspended"), LETS_UNKNOWN_ACCOUNT, 1,
     CHANGE(TWO, "status: suspended")},
    {"", CHANGE("\"1\"", "status: suspended"), LETS_UNKNOWN_ACCOUNT, 1, NULL},
    {"", CHANGE(ONE, "reason: nothing"), LETS_NO_CHANGE, 1, CHANGE(ONE, "locality: none")},
    {"", CHANGE(ONE, "joined: 2026-01-02"), LETS_JOINED_LATER, 3,
     CHANGE(ONE, "joined: 2026-01-01")},
    {"", CHANGE(ONE, "purpose: levy"), LETS_WRONG_KIND, 3, CHANGE("admin", "purpose: levy")},
    {"", CHANGE(ONE, "title: Ann"), LETS_WRONG_KIND, 3, CHANGE("admin", "title: Ann")},
    {"", CHANGE("admin", "debit-limit: default"), LETS_LIMIT_MISSING, 3,
     CHANGE("admin", "debit-limit: none")},
    {"", CHANGE("admin", "credit-limit: default"), LETS_LIMIT_MISSING, 3,
     CHANGE(ONE, "credit-limit: default")},
    {"", CHANGE(ONE, "status: active"), LETS_NO_CHANGE, 3, CHANGE(ONE, "status: closed")},
    {FIRST, CHANGE(ONE, "status: closed"), LETS_BALANCE_NOT_ZERO, 3,
     CHANGE("bob", "status: closed")},
    {CHANGE(ONE, "status: closed"), CHANGE(ONE, "status: suspended"), LETS_ACCOUNT_CLOSED, 3,
     CHANGE(ONE, "status: active")},
    {"", "- change: bob\n  date: 2025-12-31\n  status: suspended\n", LETS_DATE_BEFORE_LEDGER, 2,
     NULL},
    /* transfers: rule 1 */
    {"", TRANSFER("1", "2026-01-10", ONE, TWO, "0.00"), LETS_ZERO_AMOUNT, 5,
     TRANSFER("1", "2026-01-10", ONE, TWO, "0.01")},
    {"", TRANSFER("2", "2026-01-10", ONE, TWO, "1"), LETS_TRANSFER_NUMBER, 1,
     TRANSFER("1", "2026-01-10", ONE, TWO, "1")},
    {FIRST, TRANSFER("1", "2026-01-10", ONE, TWO, "1"), LETS_TRANSFER_NUMBER, 1,
     TRANSFER("2", "2026-01-10", ONE, TWO, "1")},
    {"", TRANSFER("1", "2026-01-10", "ann", TWO, "1"), LETS_UNKNOWN_ACCOUNT, 3, NULL},
    {"", TRANSFER("1", "2026-01-10", "\"01\"", TWO, "1"), LETS_UNKNOWN_ACCOUNT, 3, NULL},
    {"", TRANSFER("1", "2026-01-10", ONE, "BOB", "1"), LETS_UNKNOWN_ACCOUNT, 4,
     TRANSFER("1", "2026-01-10", ONE, "bob", "1")},
    {"", TRANSFER("1", "2026-01-10", ONE, ONE, "1"), LETS_SAME_ACCOUNT, 4, NULL},
    {CHANGE(ONE, "status: closed"), TRANSFER("1", "2026-01-10", ONE, TWO, "1"), LETS_ACCOUNT_CLOSED,
     3, NULL},
    {CHANGE(TWO, "status: closed"), TRANSFER("1", "2026-01-10", ONE, TWO, "1"), LETS_ACCOUNT_CLOSED,
     4, TRANSFER("1", "2026-01-10", ONE, "bob", "1")},
    {"- close: 2026-01-10\n  balances: {}\n", TRANSFER("1", "2026-01-10", ONE, TWO, "1"),
     LETS_DATE_CLOSED, 2, TRANSFER("1", "2026-01-11", ONE, TWO, "1")},
    {"", TRANSFER("1", "2026-01-01", ONE, TWO, "1"), LETS_DATE_BEFORE_OPENING, 2,
     TRANSFER("1", "2026-01-02", ONE, TWO, "1")},
    {"", TRANSFER("1", "2026-01-02", ONE, "bob", "1"), LETS_DATE_BEFORE_OPENING, 2,
     TRANSFER("1", "2026-01-03", ONE, "bob", "1")},
    {CHANGE(ONE, "joined: 2025-01-01") CHANGE(TWO, "joined: 2025-01-01"),
     TRANSFER("1", "2025-12-31", ONE, TWO, "1"), LETS_DATE_BEFORE_LEDGER, 2,
     TRANSFER("1", "2026-01-01", ONE, TWO, "1")},
    /* rule 2 */
    {FIRST, TRANSFER("2", "2026-01-10", TWO, ONE, "10.00") "  ref: r\n  reverses: 1\n",
     LETS_REVERSAL_KEYS, 7, TRANSFER("2", "2026-01-10", TWO, ONE, "10.00") "  reverses: 1\n"},
    {FIRST, TRANSFER("2", "2026-01-10", TWO, ONE, "10.00") "  reverses: 1\n  override: x\n",
     LETS_REVERSAL_KEYS, 6, NULL},
    {FIRST, TRANSFER("2", "2026-01-10", TWO, ONE, "10.00") "  written: 2026-01-10\n  reverses: 1\n",
     LETS_REVERSAL_KEYS, 7, NULL},
    {FIRST, TRANSFER("2", "2026-01-10", TWO, ONE, "10.00") "  cheque: 301\n  reverses: 1\n",
     LETS_REVERSAL_KEYS, 7, NULL},
    {FIRST, TRANSFER("2", "2026-01-10", TWO, ONE, "10.00") "  reverses: 1\n  corrects: 1\n",
     LETS_REVERSAL_KEYS, 6, NULL},
    {FIRST, TRANSFER("2", "2026-01-10", TWO, ONE, "10.00") "  reverses: 2\n", LETS_UNKNOWN_TRANSFER,
     6, NULL},
    {FIRST TRANSFER("2", "2026-01-10", TWO, ONE, "10.00") "  reverses: 1\n",
     TRANSFER("3", "2026-01-10", ONE, TWO, "10.00") "  reverses: 2\n", LETS_REVERSES_REVERSAL, 6,
     TRANSFER("3", "2026-01-10", ONE, TWO, "10.00") "  corrects: 1\n"},
    {FIRST TRANSFER("2", "2026-01-10", TWO, ONE, "10.00") "  reverses: 1\n",
     TRANSFER("3", "2026-01-10", TWO, ONE, "10.00") "  reverses: 1\n", LETS_ALREADY_REVERSED, 6,
     NULL},
    {FIRST, TRANSFER("2", "2026-01-10", TWO, ONE, "9.99") "  reverses: 1\n", LETS_REVERSAL_DIFFERS,
     6, NULL},
    {FIRST, TRANSFER("2", "2026-01-10", ONE, TWO, "10.00") "  reverses: 1\n", LETS_REVERSAL_DIFFERS,
     6, NULL},
    {FIRST, TRANSFER("2", "2026-01-10", ONE, TWO, "10.00") "  corrects: 7\n", LETS_UNKNOWN_TRANSFER,
     6, NULL},
    {FIRST, TRANSFER("2", "2026-01-10", ONE, TWO, "10.00") "  corrects: 1\n", LETS_NOT_REVERSED, 6,
     NULL},
    /* rule 3 */
    {"", TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  cheque: 300\n", LETS_CHEQUE_UNKNOWN, 6,
     TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  cheque: 301\n"},
    {"", TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  cheque: 326\n", LETS_CHEQUE_UNKNOWN, 6,
     TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  cheque: 325\n"},
    {"", TRANSFER("1", "2026-01-10", TWO, ONE, "1") "  cheque: 301\n", LETS_CHEQUE_FOREIGN, 6,
     NULL},
    {TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  cheque: 301\n",
     TRANSFER("2", "2026-01-10", ONE, TWO, "1") "  cheque: 301\n", LETS_CHEQUE_USED, 6,
     TRANSFER("2", "2026-01-10", ONE, TWO, "1") "  cheque: 302\n"},
    {EVENT("301", "stopped"), TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  cheque: 301\n",
     LETS_CHEQUE_STOPPED, 6, NULL},
    {EVENT("301", "returned"), TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  written: 2026-01-11\n",
     LETS_WRITTEN_LATER, 6, TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  cheque: 301\n"},
    {"", TRANSFER("1", "2026-07-11", ONE, TWO, "1") "  cheque: 301\n  written: 2026-01-10\n",
     LETS_CHEQUE_STALE, 6,
     TRANSFER("1", "2026-07-10", ONE, TWO, "1") "  cheque: 301\n  written: 2026-01-10\n"},
    {"", TRANSFER("1", "2026-03-01", ONE, TWO, "1") "  cheque: 301\n  written: 2025-08-31\n",
     LETS_CHEQUE_STALE, 6,
     TRANSFER("1", "2026-02-28", ONE, TWO, "1") "  cheque: 301\n  written: 2025-08-31\n"},
    {"", TRANSFER("1", "2026-07-11", ONE, TWO, "1") "  cheque: 301\n  written: 2026-01-10\n",
     LETS_CHEQUE_STALE, 6,
     TRANSFER("1", "2026-07-11", ONE, TWO,
              "1") "  cheque: 301\n  written: 2026-01-10\n  override: found\n"},
    /* a reversal frees a cheque for good only where it came in in time: 301 came too late and had
     * an override, 302 came in time with one */
    {TRANSFER("1", "2026-07-11", ONE, TWO, "1") "  cheque: 301\n  written: 2026-01-10\n  override: "
                                                "found\n" TRANSFER("2", "2026-07-11", TWO, ONE,
                                                                   "1") "  reverses: 1\n",
     TRANSFER("3", "2026-07-12", ONE, TWO,
              "1") "  cheque: 301\n  written: 2026-01-10\n  corrects: 1\n",
     LETS_CHEQUE_STALE, 6,
     TRANSFER("3", "2026-07-12", ONE, TWO,
              "1") "  cheque: 301\n  written: 2026-01-10\n  override: found\n"},
    {TRANSFER("1", "2026-07-11", ONE, TWO,
              "1") "  cheque: 301\n  written: 2026-01-10\n  override: "
                   "found\n" TRANSFER("2", "2026-07-11", TWO, ONE, "1") "  reverses: 1\n" TRANSFER(
                       "3", "2026-07-10", ONE, TWO,
                       "300") "  cheque: 302\n  written: "
                              "2026-01-10\n  override: "
                              "roof\n" TRANSFER("4", "2026-07-11", TWO, ONE,
                                                "300") "  "
                                                       "reverses:"
                                                       " 3"
                                                       "\n" EVENT("302", "returned") EVENT("3"
                                                                                           "0"
                                                                                           "2",
                                                                                           "s"
                                                                                           "t"
                                                                                           "o"
                                                                                           "p"
                                                                                           "p"
                                                                                           "e"
                                                                                           "d")
                                                           EVENT("302",
                                                                 "released") "  reason: found\n",
     TRANSFER("5", "2026-07-12", ONE, TWO, "1") "  cheque: 301\n  written: 2026-01-10\n",
     LETS_CHEQUE_STALE, 6,
     TRANSFER("5", "2028-07-12", ONE, TWO, "1") "  cheque: 302\n  written: 2026-01-10\n"},
    {TRANSFER("1", "2026-07-10", ONE, TWO, "1") "  cheque: 301\n  written: 2026-01-10\n" TRANSFER(
         "2", "2026-07-10", TWO, ONE,
         "1") "  reverses: 1\n" TRANSFER("3", "2028-01-10", ONE, TWO,
                                         "1") "  cheque: 301\n  written: "
                                              "2026-01-10\n" TRANSFER("4", "2028-01-10", TWO, ONE,
                                                                      "1") "  reverses: 3\n",
     TRANSFER("5", "2028-01-11", ONE, TWO, "1") "  cheque: 302\n  written: 2026-01-10\n",
     LETS_CHEQUE_STALE, 6,
     TRANSFER("5", "2029-01-11", ONE, TWO, "1") "  cheque: 301\n  written: 2026-01-10\n"},
    /* rule 4 */
    {TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  ref: a/1\n",
     TRANSFER("2", "2026-01-10", ONE, TWO, "1") "  ref: a/1\n", LETS_REF_USED, 6,
     TRANSFER("2", "2026-01-10", ONE, TWO, "1") "  ref: a/2\n"},
    {TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  ref: a/1\n" TRANSFER("2", "2026-01-10", TWO, ONE,
                                                                        "1") "  reverses: 1\n",
     TRANSFER("3", "2026-01-10", ONE, TWO, "1") "  ref: a/1\n", LETS_REF_USED, 6, NULL},
    /* rules 5 and 6 */
    {CHANGE(ONE, "status: suspended"), TRANSFER("1", "2026-01-10", ONE, TWO, "1"),
     LETS_ACCOUNT_SUSPENDED, 3, TRANSFER("1", "2026-01-10", TWO, ONE, "1")},
    {CHANGE(ONE, "status: suspended"), TRANSFER("1", "2026-01-10", ONE, TWO, "1"),
     LETS_ACCOUNT_SUSPENDED, 3, TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  override: agreed\n"},
    {"", TRANSFER("1", "2026-01-10", ONE, TWO, "200.01"), LETS_OVER_DEBIT_LIMIT, 5,
     TRANSFER("1", "2026-01-10", ONE, TWO, "200.00")},
    {"", TRANSFER("1", "2026-01-10", ONE, TWO, "200.01"), LETS_OVER_DEBIT_LIMIT, 5,
     TRANSFER("1", "2026-01-10", ONE, TWO, "200.01") "  override: agreed\n"},
    {CHANGE("admin", "debit-limit: none"), TRANSFER("1", "2026-01-10", "admin", TWO, "500.01"),
     LETS_OVER_CREDIT_LIMIT, 5, TRANSFER("1", "2026-01-10", "admin", TWO, "500.00")},
    {"- policy: 2026-01-05\n  limits: soft\n" CHANGE(ONE, "status: suspended"),
     TRANSFER("1", "2026-01-10", ONE, TWO, "1"), LETS_ACCOUNT_SUSPENDED, 3,
     TRANSFER("1", "2026-01-10", TWO, ONE, "900.00")},
    {CHANGE(ONE, "debit-limit: 5.00"), TRANSFER("1", "2026-01-10", ONE, TWO, "5.01"),
     LETS_OVER_DEBIT_LIMIT, 5, TRANSFER("1", "2026-01-10", ONE, TWO, "5.00")},
    /* rule 7 */
    {TRANSFER("1", "2026-01-10", ONE, TWO, "9999999999999999.99") "  override: big\n",
     TRANSFER("2", "2026-01-10", ONE, TWO, "0.02") "  override: big\n", LETS_VOLUME_TOO_LARGE, 5,
     TRANSFER("2", "2026-01-10", ONE, TWO, "0.01") "  override: big\n"},
    {TRANSFER("1", "2026-01-10", ONE, TWO, "10000000000000000.00") "  override: big\n",
     TRANSFER("2", "2026-01-10", TWO, ONE, "0.01") "  override: big\n", LETS_VOLUME_TOO_LARGE, 5,
     TRANSFER("2", "2026-01-10", TWO, ONE, "10000000000000000.00") "  reverses: 1\n"},
    {TRANSFER("1", "2026-01-10", ONE, TWO, "10000000000000000") "  override: big\n" TRANSFER(
         "2", "2026-01-10", TWO, ONE, "10000000000000000") "  reverses: 1\n",
     TRANSFER("3", "2026-01-10", TWO, ONE, "0.01") "  override: big\n", LETS_VOLUME_TOO_LARGE, 5,
     NULL},
    /* cheque books */
    {"", BOOK("\"0009\"", "400", "401"), LETS_UNKNOWN_ACCOUNT, 1, BOOK(TWO, "400", "401")},
    {CHANGE(TWO, "status: closed"), BOOK(TWO, "400", "401"), LETS_ACCOUNT_CLOSED, 1,
     BOOK(ONE, "400", "401")},
    {"", BOOK(ONE, "401", "400"), LETS_BOOK_RANGE, 4, BOOK(ONE, "400", "400")},
    {"", BOOK(ONE, "1000", "11000"), LETS_BOOK_RANGE, 4, BOOK(ONE, "1000", "10999")},
    {"", BOOK(TWO, "325", "330"), LETS_BOOK_OVERLAP, 3, BOOK(TWO, "326", "330")},
    {"", BOOK(TWO, "200", "301"), LETS_BOOK_OVERLAP, 3, BOOK(TWO, "200", "300")},
    {"", BOOK(TWO, "310", "311"), LETS_BOOK_OVERLAP, 3, NULL},
    {"", BOOK(ONE, "320", "326") "  withdrawn: lost\n", LETS_CHEQUE_UNKNOWN, 3,
     BOOK(ONE, "320", "325") "  withdrawn: lost\n"},
    {"", BOOK(TWO, "320", "325") "  withdrawn: lost\n", LETS_CHEQUE_FOREIGN, 3, NULL},
    {TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  cheque: 303\n",
     BOOK(ONE, "301", "305") "  withdrawn: lost\n", LETS_CHEQUE_USED, 3,
     BOOK(ONE, "304", "305") "  withdrawn: lost\n"},
    {BOOK(ONE, "310", "312") "  withdrawn: lost\n",
     TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  cheque: 311\n", LETS_CHEQUE_UNKNOWN, 6,
     TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  cheque: 313\n"},
    {BOOK(ONE, "310", "312") "  withdrawn: lost\n", BOOK(TWO, "309", "312"), LETS_BOOK_OVERLAP, 3,
     BOOK(TWO, "310", "312")},
    /* events */
    {"", EVENT("299", "stopped"), LETS_CHEQUE_UNKNOWN, 1, EVENT("301", "stopped")},
    {TRANSFER("1", "2026-01-10", ONE, TWO, "1") "  cheque: 303\n", EVENT("303", "stopped"),
     LETS_CHEQUE_USED, 1, EVENT("304", "returned")},
    {EVENT("303", "stopped"), EVENT("303", "stopped"), LETS_CHEQUE_STOPPED, 3,
     EVENT("303", "released") "  reason: found\n"},
    {EVENT("303", "stopped"), EVENT("303", "returned"), LETS_CHEQUE_STOPPED, 3, NULL},
    {EVENT("303", "stopped"), EVENT("303", "released"), LETS_REASON_MISSING, 3, NULL},
    {EVENT("303", "returned"), EVENT("303", "released") "  reason: x\n", LETS_CHEQUE_NOT_STOPPED, 3,
     EVENT("303", "returned")},
    {"", EVENT("303", "returned") "  to: nobody\n", LETS_UNKNOWN_ACCOUNT, 4,
     EVENT("303", "returned") "  to: bob\n  amount: 7.00\n  reason: limit\n"},
    /* close and reopen */
    {"- close: 2026-01-10\n  balances: {}\n", "- close: 2026-01-10\n  balances: {}\n",
     LETS_CLOSE_DATE, 1, "- close: 2026-01-11\n  balances: {}\n"},
    {FIRST, "- close: 2026-01-10\n  balances: {}\n", LETS_CLOSE_BALANCES, 2,
     "- close: 2026-01-09\n  balances: {}\n"},
    {FIRST, "- close: 2026-01-10\n  balances:\n    \"0002\": 10.00\n    \"0001\": -10.00\n",
     LETS_CLOSE_BALANCES, 2,
     "- close: 2026-01-10\n  balances:\n    \"0001\": -10.00\n    \"0002\": 10.00\n"},
    {FIRST, "- close: 2026-01-10\n  balances:\n    \"0001\": -10.00\n    \"0002\": 10.01\n",
     LETS_CLOSE_BALANCES, 2, NULL},
    {FIRST, "- close: 2026-01-09\n  balances:\n    \"0001\": 0.00\n", LETS_CLOSE_BALANCES, 2, NULL},
    {"", "- reopen: 2026-01-10\n  reason: x\n", LETS_REOPEN_DATE, 1, NULL},
    {"- close: 2026-01-10\n  balances: {}\n- close: 2026-01-12\n  balances: {}\n",
     "- reopen: 2026-01-10\n  reason: x\n", LETS_REOPEN_DATE, 1,
     "- reopen: 2026-01-12\n  reason: x\n"},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

/* clang-format on */

START_TEST(refuses_each_breach_and_changes_nothing)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        struct lets_ledger *ledger = support_ledger();
        struct lets_ledger *other = support_ledger();
        struct lets_error err = {0};
        ck_assert_msg(support_apply(ledger, rows[i].before, &err) == LETS_OK, "row %zu: %s", i,
                      err.message);
        ck_assert_int_eq(support_apply(other, rows[i].before, NULL), LETS_OK);
        enum lets_status status = support_apply(ledger, rows[i].breach, &err);
        ck_assert_msg(status == rows[i].status, "row %zu: %s [%s], not [%s]", i, err.message,
                      lets_status_name(status), lets_status_name(rows[i].status));
        ck_assert_msg(err.status == status && err.message[0] != '\0', "row %zu", i);
        ck_assert_msg(err.line == rows[i].line, "row %zu: line %d, not %d", i, (int)err.line,
                      (int)rows[i].line);
        support_same(ledger, other);
        lets_ledger_free(ledger);
        lets_ledger_free(other);
    }
}
END_TEST

START_TEST(takes_the_nearest_lawful_entry)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        struct lets_ledger *ledger = support_ledger();
        struct lets_error err = {0};
        ck_assert_int_eq(support_apply(ledger, rows[i].before, NULL), LETS_OK);
        ck_assert_int_ne(support_apply(ledger, rows[i].breach, NULL), LETS_OK);
        if (rows[i].lawful != NULL) {
            enum lets_status status = support_apply(ledger, rows[i].lawful, &err);
            ck_assert_msg(status == LETS_OK, "row %zu: %s [%s]", i, err.message,
                          lets_status_name(status));
        }
        ck_assert_int_eq(lets_ledger_summary(ledger)->total.minor, 0);
        lets_ledger_free(ledger);
    }
}
END_TEST

/* clang-format off */
/* Everything is wrong with the first of these; each of the others mends one fault more. */
static const struct {
    const char *entry;
    enum lets_status status;
} repairs[] = {
    {TRANSFER("7", "2025-12-31", "nobody", "nobody", "0") "  cheque: 999\n  written: 2026-06-01\n  ref: used\n",
     LETS_ZERO_AMOUNT},
    {TRANSFER("7", "2025-12-31", "nobody", "none.", "500") "  cheque: 999\n  written: 2026-06-01\n  ref: used\n",
     LETS_TRANSFER_NUMBER},
    {TRANSFER("2", "2025-12-31", "nobody", "none.", "500") "  cheque: 999\n  written: 2026-06-01\n  ref: used\n",
     LETS_UNKNOWN_ACCOUNT},
    {TRANSFER("2", "2025-12-31", "bob", "none.", "500") "  cheque: 999\n  written: 2026-06-01\n  ref: used\n",
     LETS_UNKNOWN_ACCOUNT},
    {TRANSFER("2", "2025-12-31", "bob", "bob", "500") "  cheque: 999\n  written: 2026-06-01\n  ref: used\n",
     LETS_SAME_ACCOUNT},
    {TRANSFER("2", "2025-12-31", ONE, TWO, "500") "  cheque: 999\n  written: 2026-06-01\n  ref: used\n",
     LETS_ACCOUNT_CLOSED},
    {TRANSFER("2", "2025-12-31", ONE, "bob", "500") "  cheque: 999\n  written: 2026-06-01\n  ref: used\n",
     LETS_DATE_CLOSED},
    {TRANSFER("2", "2026-01-11", ONE, "bob", "500") "  cheque: 999\n  written: 2026-06-01\n  ref: used\n",
     LETS_DATE_BEFORE_OPENING},
    {TRANSFER("2", "2026-02-01", ONE, "bob", "500") "  cheque: 999\n  written: 2026-06-01\n  ref: used\n"
     "  corrects: 9\n", LETS_UNKNOWN_TRANSFER},
    {TRANSFER("2", "2026-02-01", ONE, "bob", "500") "  cheque: 999\n  written: 2026-06-01\n  ref: used\n"
     "  corrects: 1\n", LETS_NOT_REVERSED},
    {TRANSFER("2", "2026-02-01", ONE, "bob", "500") "  cheque: 999\n  written: 2026-06-01\n  ref: used\n",
     LETS_CHEQUE_UNKNOWN},
    {TRANSFER("2", "2026-02-01", ONE, "bob", "500") "  cheque: 500\n  written: 2026-06-01\n  ref: used\n",
     LETS_CHEQUE_FOREIGN},
    {TRANSFER("2", "2026-02-01", ONE, "bob", "500") "  cheque: 302\n  written: 2026-06-01\n  ref: used\n",
     LETS_CHEQUE_STOPPED},
    {TRANSFER("2", "2026-02-01", ONE, "bob", "500") "  cheque: 303\n  written: 2026-06-01\n  ref: used\n",
     LETS_WRITTEN_LATER},
    {TRANSFER("2", "2026-02-01", ONE, "bob", "500") "  cheque: 303\n  written: 2025-06-01\n  ref: used\n",
     LETS_CHEQUE_STALE},
    {TRANSFER("2", "2026-02-01", ONE, "bob", "500") "  cheque: 303\n  written: 2026-01-30\n  ref: used\n",
     LETS_REF_USED},
    {TRANSFER("2", "2026-02-01", ONE, "bob", "500") "  cheque: 303\n  written: 2026-01-30\n  ref: new\n",
     LETS_ACCOUNT_SUSPENDED},
    {CHANGE(ONE, "status: active") TRANSFER("2", "2026-02-01", ONE, "bob", "500") "  cheque: 303\n  ref: new\n",
     LETS_OVER_DEBIT_LIMIT},
    {CHANGE(ONE, "debit-limit: none") TRANSFER("2", "2026-02-01", ONE, "bob", "501") "  cheque: 303\n  ref: new\n",
     LETS_OVER_CREDIT_LIMIT},
    {TRANSFER("2", "2026-02-01", ONE, "bob", "200") "  cheque: 303\n  written: 2026-01-30\n  ref: new\n", LETS_OK},
};

START_TEST(reports_the_first_rule_that_fails)
{
    struct lets_ledger *ledger = support_ledger();
    struct lets_error err = {0};
    const char *before = TRANSFER("1", "2026-01-10", TWO, "bob", "1") "  ref: used\n"
        BOOK(TWO, "500", "510") EVENT("302", "stopped")
        "- close: 2026-01-10\n  balances:\n    \"0002\": -1.00\n    bob: 1.00\n"
        "- member: late\n  joined: 2026-01-20\n" CHANGE(ONE, "status: suspended");
    ck_assert_msg(support_apply(ledger, before, &err) == LETS_OK, "%s", err.message);
    for (size_t i = 0; i < sizeof repairs / sizeof *repairs; i++) {
        /* Two of the faults need a state of their own. */
        const char *state = repairs[i].status == LETS_ACCOUNT_CLOSED
            ? TRANSFER("2", "2026-01-12", "bob", TWO, "1") CHANGE(TWO, "status: closed") : "";
        if (state[0] != '\0') {
            struct lets_ledger *other = support_ledger();
            ck_assert_int_eq(support_apply(other, CHANGE(TWO, "status: closed"), NULL), LETS_OK);
            ck_assert_int_eq(support_apply(other, TRANSFER("1", "2025-12-31", ONE, TWO, "500") "  cheque: 999\n",
                                           NULL), LETS_ACCOUNT_CLOSED);
            lets_ledger_free(other);
            continue;
        }
        if (repairs[i].status == LETS_DATE_BEFORE_OPENING) {
            ck_assert_int_eq(support_apply(ledger, TRANSFER("2", "2026-01-11", ONE, "late", "500")
                                           "  cheque: 999\n", NULL), LETS_DATE_BEFORE_OPENING);
            continue;
        }
        enum lets_status status = support_apply(ledger, repairs[i].entry, &err);
        ck_assert_msg(status == repairs[i].status, "repair %zu: %s [%s], not [%s]", i, err.message,
                      lets_status_name(status), lets_status_name(repairs[i].status));
    }
    lets_ledger_free(ledger);
}
END_TEST

START_TEST(needs_a_ledger_first)
{
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    ck_assert_int_eq(lets_ledger_new(&ledger, NULL), LETS_OK);
    ck_assert_int_eq(support_apply(ledger, "- member: a\n  joined: 2026-01-01\n", &err), LETS_LEDGER_MISSING);
    ck_assert_int_eq(support_apply(ledger, "- format: 1\n", &err), LETS_LEDGER_MISSING);
    ck_assert_int_eq(support_apply(ledger, support_base, &err), LETS_OK);
    lets_ledger_free(ledger);
}
END_TEST

START_TEST(nets_a_reversal_on_both_sides_and_frees_its_cheque)
{
    struct lets_ledger *ledger = support_ledger();
    struct lets_cheque cheque;
    const char *entries =
        TRANSFER("1", "2026-01-10", ONE, TWO, "10.00") "  cheque: 301\n  written: 2026-01-05\n"
        TRANSFER("2", "2026-01-11", TWO, ONE, "10.00") "  reverses: 1\n"
        TRANSFER("3", "2027-01-11", ONE, "bob", "4.00") "  cheque: 301\n  written: 2026-01-05\n  corrects: 1\n";
    struct lets_error err = {0};
    ck_assert_msg(support_apply(ledger, entries, &err) == LETS_OK, "%s", err.message);
    const struct lets_account *payer = lets_ledger_find(ledger, lets_span_of("1"));
    const struct lets_account *payee = lets_ledger_find(ledger, lets_span_of("0002"));
    ck_assert_int_eq(payer->spent.minor, 400);
    ck_assert_int_eq(payer->earned.minor, 0);
    ck_assert_int_eq(payee->earned.minor, 0);
    ck_assert_int_eq(payee->spent.minor, 0);
    ck_assert_int_eq(lets_ledger_summary(ledger)->volume.minor, 2400);
    ck_assert(lets_ledger_cheque(ledger, 301, &cheque));
    ck_assert(cheque.status == LETS_USED && cheque.transfer == 3);
    lets_ledger_free(ledger);
}
END_TEST

START_TEST(reopens_what_was_closed)
{
    struct lets_ledger *ledger = support_ledger();
    struct lets_error err = {0};
    const char *entries = FIRST
        "- close: 2026-01-05\n  balances: {}\n"
        "- close: 2026-01-10\n  balances:\n    \"0001\": -10.00\n    \"0002\": 10.00\n"
        "- reopen: 2026-01-10\n  reason: one more\n"
        TRANSFER("2", "2026-01-06", TWO, ONE, "2.00")
        "- close: 2026-01-10\n  balances:\n    \"0001\": -8.00\n    \"0002\": 8.00\n"
        "- reopen: 2026-01-10\n  reason: all\n- reopen: 2026-01-05\n  reason: all\n"
        TRANSFER("3", "2026-01-04", TWO, ONE, "8.00")
        "- close: 2026-01-31\n  balances: {}\n";
    ck_assert_msg(support_apply(ledger, entries, &err) == LETS_OK, "%s", err.message);
    lets_ledger_free(ledger);
}
END_TEST

/* clang-format on */

int main(void)
{
    const TTest *const tests[] = {refuses_each_breach_and_changes_nothing,
                                  takes_the_nearest_lawful_entry,
                                  reports_the_first_rule_that_fails,
                                  needs_a_ledger_first,
                                  nets_a_reversal_on_both_sides_and_frees_its_cheque,
                                  reopens_what_was_closed};
    return support_run("rules", tests, sizeof tests / sizeof *tests);
}
