/* SPDX-License-Identifier: MIT */
/*
 * The form of journals: each line rule and each rule of an entry's spelling, broken in a commit
 * whose seal matches, so that the form is what is reported, with its place; and spellings that must
 * be read.
 */

#include "support.h"

#include <stdio.h>
#include <string.h>

#define LEDGER                                                                                     \
    "- ledger: Testing LETS\n  format: 1\n  unit: LINK\n  decimals: 2\n  opened: 2026-01-01\n"     \
    "  debit-limit: 200.00\n  credit-limit: none\n  limits: hard\n  cheques-valid: 6 months\n"
#define TIME "2026-02-01T09:00:00+00:00"

struct row {
    const char *entries; /* of the second commit, whose first line is line 14 of the journal */
    enum lets_status status;
    uint64_t line;
    uint64_t column;
};

static const struct row rows[] = {
    /* characters */
    {"- member: a\n  joined: 2026-01-01\n  locality: a\x01z\n", LETS_BAD_CHARACTER, 16, 14},
    {"- member: a\n  joined: 2026-01-01\n  locality: a\rz\n", LETS_BAD_CHARACTER, 16, 14},
    {"- member: a\n  joined: 2026-01-01\n  locality: \xc3\xa9\x7f\n", LETS_BAD_CHARACTER, 16, 14},
    {"- member: a\n  joined: 2026-01-01\n  locality: a\xc2\x85z\n", LETS_BAD_CHARACTER, 16, 14},
    {"- member: a\n  joined: 2026-01-01\n  locality: a\xe2\x80\xa8z\n", LETS_BAD_CHARACTER, 16, 14},
    {"- member: a\n  joined: 2026-01-01\n  locality: a\xe2\x80\xaez\n", LETS_BAD_CHARACTER, 16, 14},
    {"- member: a\n  joined: 2026-01-01\n  locality: a\xe2\x81\xa6z\n", LETS_BAD_CHARACTER, 16, 14},
    {"- member: a\n  joined: 2026-01-01\n  locality: a\xef\xbb\xbfz\n", LETS_BAD_CHARACTER, 16, 14},
    {"- member: a\n  joined: 2026-01-01\n  locality: a\xef\xbf\xbez\n", LETS_BAD_CHARACTER, 16, 14},
    {"- member: a\n  joined: 2026-01-01\n  locality: a\xc0\xafz\n", LETS_BAD_UTF8, 16, 14},
    {"- member: a\n  joined: 2026-01-01\n  locality: a\xed\xa0\x80z\n", LETS_BAD_UTF8, 16, 14},
    {"# \xff\n- member: a\n  joined: 2026-01-01\n", LETS_BAD_UTF8, 14, 3},
    {"# \x1b[2J\n- member: a\n  joined: 2026-01-01\n", LETS_BAD_CHARACTER, 14, 3},
    {"\t\n- member: a\n  joined: 2026-01-01\n", LETS_BAD_CHARACTER, 14, 1},
    {"- member: a\n  joined: 2026-01-01\n  locality: a\tz\n", LETS_BAD_CHARACTER, 16, 14},
    {"- member: a\n  joined: 2026-01-01\n  locality: \"#a\tz\"\n", LETS_BAD_CHARACTER, 16, 16},
    {"- member: a\n  joined: 2026-01-01\n  locality: \"a\\tz\"\n", LETS_BAD_CHARACTER, 16, 13},
    {"- member: a\n  joined: 2026-01-01\n  locality: \"a\\u202ez\"\n", LETS_BAD_CHARACTER, 16, 13},
    {"- member: a\n  joined: 2026-01-01\n  locality: \"a\\0z\"\n", LETS_BAD_CHARACTER, 16, 13},
    /* lines */
    {"member: a\n", LETS_BAD_LINE, 14, 1},
    {" - member: a\n", LETS_BAD_LINE, 14, 1},
    {"  joined: 2026-01-01\n", LETS_BAD_LINE, 14, 1},
    {"- member: a\n joined: 2026-01-01\n", LETS_BAD_LINE, 15, 1},
    {"- member: a\n  joined: 2026-01-01\n...\n", LETS_YAML_FEATURE, 16, 1},
    {"---\n- member: a\n  joined: 2026-01-01\n", LETS_YAML_FEATURE, 14, 1},
    {"%TAG ! x\n- member: a\n  joined: 2026-01-01\n", LETS_YAML_FEATURE, 14, 1},
    {"- member: a\n# note\n  joined: 2026-01-01\n", LETS_MISSING_KEY, 14, 0},
    /* seals in the wrong place, or misspelt */
    {"- member: a\n  joined: 2026-01-01\n  sha256: abc\n", LETS_BAD_SEAL, 16, 1},
    /* YAML */
    {"- member: \"a\n  joined: 2026-01-01\n", LETS_BAD_YAML, 14, 11},
    {"- member: a: b\n  joined: 2026-01-01\n", LETS_BAD_YAML, 14, 12},
    {"- [a\n", LETS_TOO_DEEP, 14, 3},
    {"- a\n", LETS_BAD_YAML, 14, 3},
    {"- {}\n", LETS_BAD_YAML, 14, 0},
    {"- member: &x a\n  joined: 2026-01-01\n", LETS_YAML_FEATURE, 14, 11},
    {"- member: *x\n  joined: 2026-01-01\n", LETS_YAML_FEATURE, 14, 11},
    {"- member: !!str a\n  joined: 2026-01-01\n", LETS_YAML_FEATURE, 14, 11},
    {"- member: ! a\n  joined: 2026-01-01\n", LETS_YAML_FEATURE, 14, 11},
    {"- !!map {member: a, joined: 2026-01-01}\n", LETS_YAML_FEATURE, 14, 3},
    {"- &x {member: a, joined: 2026-01-01}\n", LETS_YAML_FEATURE, 14, 3},
    {"- member: a\n  <<: {joined: 2026-01-01}\n", LETS_YAML_FEATURE, 15, 3},
    {"- member: [a]\n  joined: 2026-01-01\n", LETS_TOO_DEEP, 14, 11},
    {"- member: {a: b}\n  joined: 2026-01-01\n", LETS_TOO_DEEP, 14, 11},
    {"- ? [a]\n  : b\n", LETS_TOO_DEEP, 14, 5},
    {"- close: 2026-01-31\n  balances:\n    a: {b: 1.00}\n", LETS_TOO_DEEP, 16, 8},
    {"- close: 2026-01-31\n  balances: []\n", LETS_TOO_DEEP, 15, 13},
    /* keys */
    {"- joined: 2026-01-01\n  member: a\n", LETS_UNKNOWN_KIND, 14, 3},
    {"- voucher: 1\n", LETS_UNKNOWN_KIND, 14, 3},
    {"- Member: a\n  joined: 2026-01-01\n", LETS_UNKNOWN_KIND, 14, 3},
    {"- member: a\n  joined: 2026-01-01\n  name: Ann\n", LETS_UNKNOWN_KEY, 16, 3},
    {"- member: a\n  joined: 2026-01-01\n  joined: 2026-01-01\n", LETS_REPEATED_KEY, 16, 3},
    {"- close: 2026-01-31\n  balances:\n    a: 1.00\n    a: 1.00\n", LETS_REPEATED_KEY, 17, 5},
    {"- member: a\n", LETS_MISSING_KEY, 14, 0},
    {"- member: a\n  joined:\n", LETS_EMPTY_VALUE, 15, 3},
    {"- member:\n  joined: 2026-01-01\n", LETS_EMPTY_VALUE, 14, 3},
    {"- member: a\n  joined: 2026-01-01\n  locality: \"\"\n", LETS_EMPTY_VALUE, 16, 13},
    {"- close: 2026-01-31\n  balances:\n", LETS_EMPTY_VALUE, 15, 12},
    {"- close: 2026-01-31\n  balances: none\n", LETS_BAD_WORD, 15, 13},
    {"- close: 2026-01-31\n  balances:\n    a:\n", LETS_EMPTY_VALUE, 16, 5},
    /* values */
    {"- member: -a\n  joined: 2026-01-01\n", LETS_BAD_ID, 14, 11},
    {"- member: a b\n  joined: 2026-01-01\n", LETS_BAD_ID, 14, 11},
    {"- member: abcdefghijklmnopqrstuvwxyzabcdef\n  joined: 2026-01-01\n", LETS_BAD_ID, 14, 11},
    {"- member: a\n  joined: 2026-02-29\n", LETS_BAD_DATE, 15, 11},
    {"- member: a\n  joined: 2026-1-1\n", LETS_BAD_DATE, 15, 11},
    {"- member: a\n  joined: 1899-12-31\n", LETS_BAD_DATE, 15, 11},
    {"- member: a\n  joined: 3000-01-01\n", LETS_BAD_DATE, 15, 11},
    {"- member: a\n  joined: 2026-01-01\n  debit-limit: -1\n", LETS_BAD_AMOUNT, 16, 16},
    {"- member: a\n  joined: 2026-01-01\n  debit-limit: default\n", LETS_BAD_AMOUNT, 16, 16},
    {"- member: a\n  joined: 2026-01-01\n  debit-limit: 1.234\n", LETS_BAD_AMOUNT, 16, 16},
    {"- member: a\n  joined: 2026-01-01\n  debit-limit: 01\n", LETS_BAD_AMOUNT, 16, 16},
    {"- member: a\n  joined: 2026-01-01\n  debit-limit: 12345678901234567\n", LETS_BAD_AMOUNT, 16,
     16},
    {"- member: a\n  joined: 2026-01-01\n  locality: \" a\"\n", LETS_BAD_TEXT, 16, 13},
    {"- member: a\n  joined: 2026-01-01\n  locality: |\n    a\n", LETS_BAD_TEXT, 16, 13},
    {"- transfer: 01\n  date: 2026-01-01\n  from: a\n  to: b\n  amount: 1\n", LETS_BAD_NUMBER, 14,
     13},
    {"- transfer: 1000000000\n  date: 2026-01-01\n  from: a\n  to: b\n  amount: 1\n",
     LETS_BAD_NUMBER, 14, 13},
    {"- central: a\n  purpose: fun\n  opened: 2026-01-01\n  debit-limit: 1\n  credit-limit: 1\n",
     LETS_BAD_WORD, 15, 12},
    {"- central: a\n  purpose: levy\n  opened: 2026-01-01\n  debit-limit: default\n  credit-limit: "
     "1\n",
     LETS_BAD_AMOUNT, 17, 16},
    {"- policy: 2026-01-02\n  limits: medium\n", LETS_BAD_WORD, 15, 11},
    {"- policy: 2026-01-02\n  cheques-valid: 121 months\n", LETS_BAD_WORD, 15, 18},
    {"- policy: 2026-01-02\n  cheques-valid: 3661 days\n", LETS_BAD_WORD, 15, 18},
    {"- policy: 2026-01-02\n  cheques-valid: 6 month\n", LETS_BAD_WORD, 15, 18},
    {"- policy: 2026-01-02\n  cheques-valid: 1 day\n", LETS_BAD_WORD, 15, 18},
    {"- cheque: 1\n  date: 2026-01-02\n  status: used\n", LETS_BAD_WORD, 16, 11},
    {"- close: 2026-01-31\n  balances:\n    a: -0.00\n", LETS_BAD_AMOUNT, 16, 8},
    {"- close: 2026-01-31\n  balances:\n    a b: 1.00\n", LETS_BAD_ID, 16, 5},
    /* format */
    {"- format: 2\n  something: new\n  something: new\n", LETS_FORMAT_TOO_NEW, 14, 11},
    {"- ledger: X\n  format: 3\n  shape: round\n", LETS_FORMAT_TOO_NEW, 15, 11},
    {"- ledger: X\n  format: 3\n  shape: [round]\n", LETS_FORMAT_TOO_NEW, 15, 11},
    {"- format: 2\n  shape: &x round\n", LETS_FORMAT_TOO_NEW, 14, 11},
    {"- format: 2\n- vouchers:\n    a: {b: [c]}\n", LETS_FORMAT_TOO_NEW, 14, 11},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

START_TEST(refuses_each_malformed_entry_with_its_place)
{
    struct text journal = {0};
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    support_seal(&journal, LEDGER, "2026-01-01T09:00:00+00:00");
    support_seal(&journal, rows[_i].entries, TIME);
    enum lets_status status = support_replay(text_span(&journal), &ledger, &err);
    ck_assert_msg(status == rows[_i].status, "%s: %s [%s]", rows[_i].entries, err.message,
                  lets_status_name(status));
    ck_assert_msg(err.line == rows[_i].line && err.column == rows[_i].column, "%s: %d:%d %s",
                  rows[_i].entries, (int)err.line, (int)err.column, err.message);
    ck_assert_ptr_null(ledger);
    text_release(&journal);
}
END_TEST

/* All of these say the same as the first. */
static const char *const spellings[] = {
    "- member: a\n  joined: 2026-01-01\n  locality: Old Town\n",
    "- member: \"a\"\n  joined: '2026-01-01'\n  locality: \"Old \\\n    Town\"\n",
    "- {member: a, joined: 2026-01-01, locality: Old Town}\n",
    "- { \"member\" : a ,\n    locality: 'Old\n    Town',\n    joined: 2026-01-01 }\n",
    "- member: a\n  locality: >-\n    Old\n    Town\n  joined: 2026-01-01\n",
    ("- member: a # a remark\twith a TAB\n\n  joined: 2026-01-01\n  # one more\n  locality: Old\n  "
     " "
     " Town\n"),
    "# first\n\n   \n- member: a\n  joined: 2026-01-01\n  locality: Old Town\n\n#\tlast\n",
    "-   member:   a\n    joined:   2026-01-01\n    locality: Old Town\n",
    "- ? member\n  : a\n  ? joined\n  : 2026-01-01\n  ? locality\n  : Old Town\n",
};
enum { N_SPELLINGS = sizeof spellings / sizeof *spellings };

START_TEST(reads_every_spelling_of_an_entry)
{
    struct text journal = {0};
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    support_seal(&journal, LEDGER, "2026-01-01T09:00:00+00:00");
    support_seal(&journal, spellings[_i], TIME);
    ck_assert_msg(support_replay(text_span(&journal), &ledger, &err) == LETS_OK, "%d: %s",
                  (int)err.line, err.message);
    const struct lets_account *account = lets_ledger_find(ledger, lets_span_of("a"));
    ck_assert_ptr_nonnull(account);
    ck_assert(lets_span_equal(account->locality, lets_span_of("Old Town")));
    ck_assert_int_eq(account->opened.day, 20454);
    lets_ledger_free(ledger);
    text_release(&journal);
}
END_TEST

static const struct {
    const char *first;
    enum lets_status status;
} prologues[] = {
    {"", LETS_OK},
    {"---\n", LETS_OK},
    {"%YAML 1.1\n---\n", LETS_OK},
    {"# remark\n\n---\n# remark\n", LETS_OK},
    {"%YAML 1.1\n", LETS_BAD_YAML},
    {"---\n---\n", LETS_YAML_FEATURE},
    {"%TAG ! tag:x\n---\n", LETS_YAML_FEATURE},
    {"--- \n", LETS_YAML_FEATURE},
};
enum { N_PROLOGUES = sizeof prologues / sizeof *prologues };

START_TEST(takes_one_bare_document_start)
{
    struct text journal = {0};
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    ck_assert_int_eq(text_add_string(&journal, prologues[_i].first, NULL), LETS_OK);
    support_seal(&journal, LEDGER, "2026-01-01T09:00:00+00:00");
    enum lets_status status = support_replay(text_span(&journal), &ledger, &err);
    ck_assert_msg(status == prologues[_i].status, "%s: %s", prologues[_i].first, err.message);
    lets_ledger_free(ledger);
    text_release(&journal);
}
END_TEST

/* What a seal's lines may not be; the hash is right. */
static const struct {
    const char *entries;
    const char *seal;
    enum lets_status status;
} seals[] = {
    {"- member: a\n  joined: 2026-01-01\n", "- seal: " TIME "\n  by: x\n  entries: 1\n", LETS_OK},
    {"- member: a\n  joined: 2026-01-01\n", "- seal: " TIME "\n  by: x\n  entries: 2\n",
     LETS_SEAL_COUNT},
    {"", "- seal: " TIME "\n  by: x\n  entries: 1\n", LETS_SEAL_COUNT},
    {"- member: a\n  joined: 2026-01-01\n", "- seal: " TIME "\n  by: \"x\"\n  entries: 1\n",
     LETS_BAD_SEAL},
    {"- member: a\n  joined: 2026-01-01\n", "- seal: " TIME "\n  entries: 1\n  by: x\n",
     LETS_BAD_SEAL},
    {"- member: a\n  joined: 2026-01-01\n", "- seal: 2026-02-01T09:00:00Z\n  by: x\n  entries: 1\n",
     LETS_BAD_SEAL},
    {"- member: a\n  joined: 2026-01-01\n", "- seal: " TIME "\n  by: x\n  entries: 1 # one\n",
     LETS_BAD_SEAL},
    {"- member: a\n  joined: 2026-01-01\n", "- seal: " TIME "\n  by: x\n\n  entries: 1\n",
     LETS_BAD_SEAL},
    {"- member: a\n  joined: 2026-01-01\n", "- seal: " TIME "\n  by: x\n  entries: 1\n  note: y\n",
     LETS_UNKNOWN_KEY},
    {"- member: a\n  joined: 2026-01-01\n", "- seal: " TIME "\n  by: x\n", LETS_MISSING_KEY},
    {"- member: a\n  joined: 2026-01-01\n",
     "- seal: 2025-12-31T09:00:00+00:00\n  by: x\n  entries: 1\n", LETS_CLOCK_BEHIND},
    {"- member: a\n  joined: 2026-01-01\n",
     "- seal: 2026-01-01T08:59:59+00:00\n  by: x\n  entries: 1\n  reason: the clock was wrong\n",
     LETS_OK},
    {"- member: a\n  joined: 2026-01-01\n",
     "- seal: 2026-01-01T10:30:00+02:00\n  by: x\n  entries: 1\n", LETS_CLOCK_BEHIND},
    {"- member: a\n  joined: 2026-02-02\n", "- seal: " TIME "\n  by: x\n  entries: 1\n",
     LETS_DATE_AFTER_SEAL},
    {"- member: a\n  joined: 2026-02-02\n",
     "- seal: 2026-02-02T00:30:00+14:00\n  by: x\n  entries: 1\n", LETS_OK},
    {"- close: 2026-02-01\n  balances: {}\n", "- seal: " TIME "\n  by: x\n  entries: 1\n",
     LETS_CLOSE_DATE},
    {"- close: 2026-01-31\n  balances: {}\n", "- seal: " TIME "\n  by: x\n  entries: 1\n", LETS_OK},
    {"- member: a\n  joined: 2026-01-01\n- member: b\n  joined: 2026-01-01\n"
     "- transfer: 1\n  date: 2026-01-20\n  from: a\n  to: b\n  amount: 1\n"
     "- transfer: 2\n  date: 2026-01-19\n  from: b\n  to: a\n  amount: 1\n  reverses: 1\n",
     "- seal: " TIME "\n  by: x\n  entries: 4\n", LETS_REVERSAL_EARLY},
};
enum { N_SEALS = sizeof seals / sizeof *seals };

START_TEST(judges_seals)
{
    struct text journal = {0};
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    support_seal(&journal, LEDGER, "2026-01-01T09:00:00+00:00");
    support_seal_as(&journal, seals[_i].entries, seals[_i].seal);
    enum lets_status status = support_replay(text_span(&journal), &ledger, &err);
    ck_assert_msg(status == seals[_i].status, "%s: %s [%s]", seals[_i].seal, err.message,
                  lets_status_name(status));
    ck_assert(status == LETS_OK || err.line >= 14);
    lets_ledger_free(ledger);
    text_release(&journal);
}
END_TEST

START_TEST(lets_a_reversal_be_dated_before_a_day_that_is_yet_to_come)
{
    struct text journal = {0};
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    support_seal(&journal,
                 LEDGER "- member: a\n  joined: 2026-01-01\n- member: b\n  joined: 2026-01-01\n",
                 "2026-01-01T09:00:00+00:00");
    support_seal(&journal, "- transfer: 1\n  date: 2027-01-20\n  from: a\n  to: b\n  amount: 1\n",
                 "2027-01-20T09:00:00+00:00");
    support_seal_as(
        &journal,
        "- transfer: 2\n  date: 2026-01-20\n  from: b\n  to: a\n  amount: 1\n  reverses: 1\n",
        "- seal: 2026-01-21T09:00:00+00:00\n  by: x\n  entries: 1\n  reason: the year was wrong\n");
    ck_assert_msg(support_replay(text_span(&journal), &ledger, &err) == LETS_OK, "%s", err.message);
    lets_ledger_free(ledger);
    text_release(&journal);
}
END_TEST

/* size bytes of c, between two texts. */
static struct text padded(const char *before, char c, size_t size, const char *behind)
{
    struct text text = {0};
    ck_assert_int_eq(text_add_string(&text, before, NULL), LETS_OK);
    ck_assert_int_eq(text_reserve(&text, size, NULL), LETS_OK);
    memset(text.bytes + text.size, c, size);
    text.size += size;
    ck_assert_int_eq(text_add_string(&text, behind, NULL), LETS_OK);
    ck_assert_int_eq(text_add(&text, (struct lets_span){"", 1}, NULL), LETS_OK);
    return text;
}

static const struct {
    const char *before;
    char c;
    size_t size;
    const char *behind;
    enum lets_status status;
} sizes[] = {
    {"- member: a\n  joined: 2026-01-01 # ", 'x', 65000, "\n", LETS_OK},
    {"- member: a\n  joined: 2026-01-01 # ", 'x', 70000, "\n", LETS_ENTRY_TOO_LONG},
    {"# ", 'x', 65000, "\n- member: a\n  joined: 2026-01-01\n", LETS_OK},
    {"# ", 'x', 70000, "\n- member: a\n  joined: 2026-01-01\n", LETS_ENTRY_TOO_LONG},
    {"- member: a\n  joined: 2026-01-01\n", '\n', 70000, "", LETS_ENTRY_TOO_LONG},
    {"- ", '[', 65000, "\n", LETS_TOO_DEEP},
    {"- ", '{', 65000, "\n", LETS_TOO_DEEP},
    {"- a: ", '[', 65000, "\n", LETS_TOO_DEEP},
    {"- ", 'x', 5000000, "\n", LETS_ENTRY_TOO_LONG},
    {"", 'x', 5000000, "\n", LETS_BAD_LINE},
};
enum { N_SIZES = sizeof sizes / sizeof *sizes };

START_TEST(bounds_what_is_too_long)
{
    struct text journal = {0};
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    struct text entries = padded(sizes[_i].before, sizes[_i].c, sizes[_i].size, sizes[_i].behind);
    support_seal(&journal, LEDGER, "2026-01-01T09:00:00+00:00");
    support_seal(&journal, entries.bytes, TIME);
    enum lets_status status = support_replay(text_span(&journal), &ledger, &err);
    ck_assert_msg(status == sizes[_i].status, "%d: %s [%s]", _i, err.message,
                  lets_status_name(status));
    lets_ledger_free(ledger);
    text_release(&entries);
    text_release(&journal);
}
END_TEST

/* An entry with a long remark in it, blank lines, and a remark of its own. */
static const struct {
    size_t entry;
    size_t blank;
    size_t remark;
    enum lets_status status;
} gaps[] = {
    {65000, 65000, 0, LETS_OK},
    {10, 65536, 0, LETS_OK},
    {10, 65537, 0, LETS_ENTRY_TOO_LONG},
    {10, 32768, 32768, LETS_OK},
    {10, 32768, 32769, LETS_ENTRY_TOO_LONG},
    {65000, 500000, 0, LETS_ENTRY_TOO_LONG},
};
enum { N_GAPS = sizeof gaps / sizeof *gaps };

START_TEST(counts_blank_lines_behind_an_entry_as_what_stands_between)
{
    struct text journal = {0};
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    struct text entry =
        padded("- member: a\n  joined: 2026-01-01\n  # ", 'x', gaps[_i].entry, "\n");
    struct text blank = padded(entry.bytes, '\n', gaps[_i].blank, "");
    struct text whole = padded(blank.bytes, '#', gaps[_i].remark == 0 ? 0 : gaps[_i].remark - 1,
                               gaps[_i].remark == 0 ? "" : "\n");
    support_seal(&journal, LEDGER, "2026-01-01T09:00:00+00:00");
    support_seal(&journal, whole.bytes, TIME);
    enum lets_status status = support_replay(text_span(&journal), &ledger, &err);
    ck_assert_msg(status == gaps[_i].status, "%d: %s [%s]", _i, err.message,
                  lets_status_name(status));
    /* Lines are counted on: the member's, its joined, the remark's, blank ones, the seal's five. */
    if (status == LETS_OK) {
        struct lets_journal *parsed = NULL;
        uint64_t due = 13 + 3 + gaps[_i].blank + (gaps[_i].remark == 0 ? 0 : 1) + 4 + 1;
        ck_assert_int_eq(text_add_string(&journal, "x\n", NULL), LETS_OK);
        ck_assert_int_eq(lets_journal_parse(journal.bytes, journal.size, &parsed, NULL), LETS_OK);
        lets_ledger_free(ledger);
        ledger = NULL;
        ck_assert_int_eq(lets_journal_replay(parsed, NULL, &ledger, NULL), LETS_OK);
        ck_assert_uint_eq(lets_journal_tail(parsed)->line, due);
        lets_journal_close(parsed);
    }
    lets_ledger_free(ledger);
    text_release(&entry);
    text_release(&blank);
    text_release(&whole);
    text_release(&journal);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("format");
    TCase *tcase = tcase_create("format");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, refuses_each_malformed_entry_with_its_place, 0, N_ROWS);
    tcase_add_loop_test(tcase, reads_every_spelling_of_an_entry, 0, N_SPELLINGS);
    tcase_add_loop_test(tcase, takes_one_bare_document_start, 0, N_PROLOGUES);
    tcase_add_loop_test(tcase, judges_seals, 0, N_SEALS);
    tcase_add_test(tcase, lets_a_reversal_be_dated_before_a_day_that_is_yet_to_come);
    tcase_add_loop_test(tcase, bounds_what_is_too_long, 0, N_SIZES);
    tcase_add_loop_test(tcase, counts_blank_lines_behind_an_entry_as_what_stands_between, 0,
                        N_GAPS);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
