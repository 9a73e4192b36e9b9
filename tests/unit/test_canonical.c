/* SPDX-License-Identifier: MIT */
/*
 * Proposals and votes have one spelling (journal.md, Funds: Signatures): each other one that YAML
 * has for the same is refused [not-canonical], wherever and however it is read: alone, behind and
 * among entries that are read ahead in numbers, typed by hand, in an audit.
 */

#include "fund_texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* clang-format off: entries are written as they stand in a journal. */
#define CHARTER                                                                                    \
    "- charter: hall\n  date: 2026-01-10\n  begins: 2026-01-10\n  ends: 2026-12-31\n"              \
    "  budget: 300.00\n  ceiling: 100.00\n  petty: 25.00\n  quorum: 1\n  residue-to: chest\n"      \
    "  approvers:\n    a: none\n    b: @key 2\n  reason: meeting\n"
#define HEAD "- proposal: 1\n  date: 2026-01-12\n"
#define PROPOSAL HEAD "  fund: hall\n  to: e\n  amount: 90.00\n  for: slates\n"
#define VOTE "- vote: 1\n  date: 2026-01-13\n  by: a\n  answer: approve\n"
#define SIGNED "- vote: 1\n  date: 2026-01-13\n  by: b\n  answer: approve\n  signature: @sign 2\n"
#define WITHDRAWN HEAD "  withdrawn: too dear\n"

static const struct spelling {
    const char *before; /* "" or PROPOSAL */
    const char *entry;
    bool is_good;
} spellings[] = {
    {"", PROPOSAL, true},
    {"", PROPOSAL "\n# what stands between entries is nobody's\n", true},
    {PROPOSAL, VOTE, true},
    {PROPOSAL, SIGNED, true},
    {PROPOSAL, WITHDRAWN, true},
    {"", HEAD "  fund: hall\n  to: e\n  amount: 90.00\n  for: \"12 slates\"\n", true},
    {"", HEAD "  fund: hall\n  to: e\n  amount: 90.00\n  for: 12 slates\n", false},
    {"", HEAD "  fund: hall\n  to: e\n  amount: 90.0\n  for: slates\n", false},
    {"", HEAD "  fund: hall\n  to: e\n  amount: 90\n  for: slates\n", false},
    {"", HEAD "  fund: hall\n  to: e\n  amount: 90.00\n  for: \"slates\"\n", false},
    {"", HEAD "  fund: hall\n  to: e\n  amount: 90.00\n  for: 'slates'\n", false},
    {"", HEAD "  fund: hall\n  to: e\n  amount: 90.00\n  for: |-\n    slates\n", false},
    {"", HEAD "  fund: hall\n  to: e\n  amount: 90.00\n  for: >-\n    slates\n", false},
    {"", HEAD "  fund: hall\n  to: e\n  amount: \"90.00\"\n  for: slates\n", false},
    {"", HEAD "  fund: \"hall\"\n  to: e\n  amount: 90.00\n  for: slates\n", false},
    {"", HEAD "  \"fund\": hall\n  to: e\n  amount: 90.00\n  for: slates\n", false},
    {"", HEAD "  to: e\n  fund: hall\n  amount: 90.00\n  for: slates\n", false},
    {"", HEAD "  fund: hall\n  to: e\n  amount: 90.00\n  for: slates # two loads\n", false},
    {"", HEAD "  fund: hall\n  # two loads\n  to: e\n  amount: 90.00\n  for: slates\n", false},
    {"", HEAD "\n  fund: hall\n  to: e\n  amount: 90.00\n  for: slates\n", false},
    {"", HEAD "  fund:  hall\n  to: e\n  amount: 90.00\n  for: slates\n", false},
    {"", HEAD "  fund: hall \n  to: e\n  amount: 90.00\n  for: slates\n", false},
    {"", HEAD "  fund: hall\n  to: e\n  amount: 90.00\n  for: slates\n  # at the end\n", false},
    {"", HEAD "  fund: hall\n  to: e\n  amount: 90.00\n  ? for\n  : slates\n", false},
    {"",
     "- proposal: 1\n  fund: hall\n  date: 2026-01-12\n  to: e\n  amount: 90.00\n  for: slates\n",
     false},
    {"",
     "- proposal: \"1\"\n  date: 2026-01-12\n  fund: hall\n  to: e\n  amount: 90.00\n  for: "
     "slates\n",
     false},
    {"",
     "-  proposal: 1\n   date: 2026-01-12\n   fund: hall\n   to: e\n   amount: 90.00\n   for: "
     "slates\n",
     false},
    {"", "- {proposal: 1, date: 2026-01-12, fund: hall, to: e, amount: 90.00, for: slates}\n",
     false},
    {PROPOSAL, HEAD "  withdrawn: \"too dear\"\n", false},
    {PROPOSAL, HEAD "  withdrawn: too\n    dear\n", false},
    {PROPOSAL, "- vote: 1\n  date: 2026-01-13\n  by: \"a\"\n  answer: approve\n", false},
    {PROPOSAL, "- vote: 1\n  date: 2026-01-13\n  by: a\n  answer: \"approve\"\n", false},
    {PROPOSAL, "- vote: 1\n  date: 2026-01-13\n  by: a\n  answer: approve # as told\n", false},
    {PROPOSAL, "- vote: 1\n  by: a\n  date: 2026-01-13\n  answer: approve\n", false},
    {PROPOSAL, "- {vote: 1, date: 2026-01-13, by: a, answer: approve}\n", false},
    {PROPOSAL, "- vote: 1\n\n  date: 2026-01-13\n  by: a\n  answer: approve\n", false},
};
/* clang-format on */
enum { N_SPELLINGS = sizeof spellings / sizeof *spellings };

/* ---------------------------------------------------------------- journals */

static struct text ended(struct text text)
{
    ck_assert_int_eq(text_add(&text, (struct lets_span){"", 1}, NULL), LETS_OK);
    return text;
}

/* Transfers from `first` on, spelled by hand or canonical. */
static void add_transfers(struct text *to, unsigned first, unsigned n, bool is_spelled)
{
    for (unsigned i = first; i < first + n; i++) {
        const char *from = i % 2 == 0 ? "bob" : "d";
        const char *to_id = i % 2 == 0 ? "d" : "bob";
        enum lets_status status =
            is_spelled
                ? text_add_format(
                      to, NULL, "- {transfer: %u, date: 2026-01-12, from: %s, to: %s, amount: 1}\n",
                      i, from, to_id)
                : text_add_format(to, NULL,
                                  "- transfer: %u\n  date: 2026-01-12\n  from: %s\n  to: %s\n"
                                  "  amount: 1.00\n",
                                  i, from, to_id);
        ck_assert_int_eq(status, LETS_OK);
    }
}

/* The pieces before, and the one with the entry, among transfers. */
static struct text piece_of(const struct spelling *spelling, const char *name_space, unsigned n,
                            bool is_spelled)
{
    struct text piece = {0};
    struct text before = fund_expand(spelling->before, "", NULL, name_space);
    struct text entry = fund_expand(spelling->entry, before.bytes, NULL, name_space);
    ck_assert_int_eq(text_add_string(&piece, before.bytes, NULL), LETS_OK);
    add_transfers(&piece, 2, n, is_spelled);
    ck_assert_int_eq(text_add_string(&piece, entry.bytes, NULL), LETS_OK);
    add_transfers(&piece, 2 + n, 80, is_spelled);
    text_release(&before);
    text_release(&entry);
    return ended(piece);
}

static struct text begin(char name_space[LETS_NAMESPACE_SIZE])
{
    enum { DIGITS = 64 };
    struct text journal = {0};
    struct text base = {0};
    ck_assert_int_eq(text_add_format(&base, NULL, "%s%s", support_base, fund_base), LETS_OK);
    base = ended(base);
    support_seal(&journal, base.bytes, "2026-01-09T18:00:00+00:00");
    (void)snprintf(name_space, LETS_NAMESPACE_SIZE, "lets-%.32s",
                   journal.bytes + journal.size - DIGITS - 1);
    struct text charter = fund_expand(CHARTER, "", NULL, name_space);
    support_seal(&journal, charter.bytes, "2026-01-10T18:00:00+00:00");
    text_release(&charter);
    text_release(&base);
    return journal;
}

/* ---------------------------------------------------------------- ways to read it */

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

static void check_replays(const struct text *journal, enum lets_status expected, const char *entry)
{
    const struct lets_observer observer = {.entry = ignore};
    const struct lets_replay ways[] = {
        {.n_observers = 0}, {.check_canonical = true}, {.observers = &observer, .n_observers = 1}};
    struct lets_journal *opened = NULL;
    ck_assert_int_eq(lets_journal_parse(journal->bytes, journal->size, &opened, NULL), LETS_OK);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct lets_ledger *ledger = NULL;
        struct lets_error err = {0};
        enum lets_status status = lets_journal_replay(opened, &ways[i], &ledger, &err);
        ck_assert_msg(status == expected, "way %zu: [%s] %s\n%s", i, lets_status_name(status),
                      err.message, entry);
        lets_ledger_free(ledger);
    }
    lets_journal_close(opened);
}

static void check_audit(const struct text *journal, enum lets_status expected, const char *entry)
{
    struct lets_journal *opened = NULL;
    struct lets_audit *audit = NULL;
    bool is_found = false;
    ck_assert_int_eq(lets_journal_parse(journal->bytes, journal->size, &opened, NULL), LETS_OK);
    ck_assert_int_eq(lets_audit_new(opened, NULL, &audit, NULL), LETS_OK);
    const struct lets_audit_report *report = lets_audit_report(audit);
    for (size_t i = 0; i < report->n_findings; i++) {
        is_found |= report->findings[i].severity == LETS_ERROR &&
                    strcmp(report->findings[i].name, lets_status_name(expected)) == 0;
    }
    ck_assert_msg(report->is_ok == (expected == LETS_OK), "%s", entry);
    ck_assert_msg(is_found == (expected != LETS_OK), "%s", entry);
    lets_audit_free(audit);
    lets_journal_close(opened);
}

/* Behind some entries and before others, all spelled by hand or all canonical. */
START_TEST(takes_one_spelling_alone_and_in_numbers)
{
    static const unsigned numbers[] = {0, 63, 65, 129};
    const struct spelling *spelling = &spellings[_i];
    enum lets_status expected = spelling->is_good ? LETS_OK : LETS_NOT_CANONICAL;
    for (size_t i = 0; i < 2 * sizeof numbers / sizeof *numbers; i++) {
        char name_space[LETS_NAMESPACE_SIZE];
        struct text journal = begin(name_space);
        struct text piece = piece_of(spelling, name_space, numbers[i / 2], i % 2 == 0);
        support_seal(&journal, piece.bytes, "2026-01-14T18:00:00+00:00");
        check_replays(&journal, expected, spelling->entry);
        if (numbers[i / 2] == 0 || numbers[i / 2] == 129) {
            check_audit(&journal, expected, spelling->entry);
        }
        text_release(&piece);
        text_release(&journal);
    }
}
END_TEST

/* Nothing is told of it before, and the file stays as it is. */
START_TEST(takes_one_spelling_typed_by_hand)
{
    const struct spelling *spelling = &spellings[_i];
    char path[] = "/tmp/lets-canonical-XXXXXX";
    char name_space[LETS_NAMESPACE_SIZE];
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_commit *commit = NULL;
    struct lets_error err = {0};
    struct text bytes = begin(name_space);
    struct text piece = piece_of(spelling, name_space, 3, true);
    ck_assert_int_eq(text_add_string(&bytes, "# typed\n", NULL), LETS_OK);
    ck_assert_int_eq(text_add_string(&bytes, piece.bytes, NULL), LETS_OK);
    int descriptor = mkstemp(path);
    ck_assert_int_eq(write(descriptor, bytes.bytes, bytes.size), (ssize_t)bytes.size);
    (void)close(descriptor);
    ck_assert_int_eq(lets_journal_open(path, LETS_WRITE, 0, &journal, NULL), LETS_OK);
    ck_assert_int_eq(lets_journal_replay(journal, NULL, &ledger, NULL), LETS_OK);
    ck_assert_int_eq(lets_commit_new(journal, ledger, &commit, NULL), LETS_OK);
    enum lets_status status = lets_commit_adopt(commit, NULL, &err);
    ck_assert_msg(status == (spelling->is_good ? LETS_OK : LETS_NOT_CANONICAL), "[%s] %s\n%s",
                  lets_status_name(status), err.message, spelling->entry);
    ck_assert(spelling->is_good || err.line > 0);
    lets_commit_free(commit);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    text_release(&piece);
    text_release(&bytes);
    (void)unlink(path);
}
END_TEST

/* A charter may be spelled by hand: its hash is that of what lets would write. */
START_TEST(hashes_a_charter_as_it_would_be_written)
{
    static const char charter[] =
        "- charter: hall\n  date: 2026-01-12\n  begins: 2026-01-10\n  ends: 2026-12-31\n"
        "  budget: 300.00\n  ceiling: 100.00\n  petty: 0.00\n  quorum: 1\n  residue-to: chest\n"
        "  approvers:\n    b: @key 2\n  reason: meeting\n";
    static const char spelled[] =
        "- charter: 'hall'\n  proposal: 1\n  date: 2026-01-12 # a Monday\n  ends: 2026-12-31\n"
        "  begins: 2026-01-10\n  budget: 300\n  ceiling: 100.0\n  petty: 0\n  quorum: 1\n"
        "  approvers: {b: @key 2}\n"
        "  residue-to: chest\n  reason: \"meeting\"\n";
    static const char *const charters[] = {charter};
    static const char before[] =
        CHARTER HEAD "  fund: hall\n  charter: @hash 0\n  for: board\n" SIGNED;
    struct lets_ledger *ledger = fund_ledger();
    struct lets_error err = {0};
    ck_assert_int_eq(fund_apply(ledger, before, "", charters, NULL), LETS_OK);
    ck_assert_msg(fund_apply(ledger, spelled, "", charters, &err) == LETS_OK, "%s", err.message);
    lets_ledger_free(ledger);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("canonical");
    TCase *tcase = tcase_create("canonical");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, takes_one_spelling_alone_and_in_numbers, 0, N_SPELLINGS);
    tcase_add_loop_test(tcase, takes_one_spelling_typed_by_hand, 0, N_SPELLINGS);
    tcase_add_test(tcase, hashes_a_charter_as_it_would_be_written);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
