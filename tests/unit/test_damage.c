/* SPDX-License-Identifier: MIT */
/*
 * Damage: each bit of each byte of a journal changed in turn, and a journal cut at each byte of its
 * last commit. Audit finds every change; no view gives a balance from one; a cut never shows
 * another balance than that of the last good seal, and is never sealed.
 */

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/seal.h"

static const char ledger_entries[] =
    "- ledger: Testing LETS\n  format: 1\n  unit: LINK\n  decimals: 2\n  opened: 2026-01-01\n"
    "  debit-limit: 200.00\n  credit-limit: none\n  limits: hard\n  cheques-valid: 6 months\n"
    "- member: a\n  joined: 2026-01-01\n- member: b\n  joined: 2026-01-01\n";
static const char transfers[] = "- transfer: 1\n  date: 2026-01-02\n  from: a\n  to: b\n  amount: "
                                "5.00\n  for: \"caf\xc3\xa9: 1\"\n";
static const char last_entries[] =
    "- transfer: 2\n  date: 2026-01-03\n  from: b\n  to: a\n  amount: 2.00\n";

/* Three commits, the second with a remark before it; *last is where the third begins. */
static struct text make_journal(size_t *last)
{
    struct text journal = {0};
    support_seal(&journal, ledger_entries, "2026-01-01T09:00:00+00:00");
    ck_assert_int_eq(text_add_string(&journal, "# a remark\n", NULL), LETS_OK);
    support_seal(&journal, transfers, "2026-01-02T09:00:00+00:00");
    *last = journal.size;
    support_seal(&journal, last_entries, "2026-01-03T09:00:00+00:00");
    return journal;
}

static bool audit_is_ok(const struct text *bytes, const char *must_hold)
{
    struct lets_journal *journal = NULL;
    struct lets_audit *audit = NULL;
    const struct lets_audit_options how = {.must_hold = must_hold};
    ck_assert_int_eq(lets_journal_parse(bytes->bytes, bytes->size, &journal, NULL), LETS_OK);
    ck_assert_int_eq(lets_audit_new(journal, &how, &audit, NULL), LETS_OK);
    bool is_ok = lets_audit_report(audit)->is_ok;
    lets_audit_free(audit);
    lets_journal_close(journal);
    return is_ok;
}

static int64_t balance_of_b(const struct lets_ledger *ledger)
{
    return lets_ledger_find(ledger, lets_span_of("b"))->balance.minor;
}

START_TEST(finds_each_changed_bit)
{
    size_t last = 0;
    struct text journal = make_journal(&last);
    struct lets_ledger *ledger = NULL;
    ck_assert_int_eq(support_replay(text_span(&journal), &ledger, NULL), LETS_OK);
    struct lets_hash head = lets_ledger_summary(ledger)->head;
    lets_ledger_free(ledger);
    ck_assert(audit_is_ok(&journal, head.hex));
    for (size_t i = 0; i < journal.size; i++) {
        for (int bit = 0; bit < 8; bit++) {
            struct lets_error err = {0};
            journal.bytes[i] = (char)((unsigned char)journal.bytes[i] ^ 1U << bit);
            enum lets_status status = support_replay(text_span(&journal), &ledger, &err);
            /* A seal whose line was spoilt at the end looks like one cut off: then the books are
             * those of the seal before, and only the head seen or another witness can tell. */
            ck_assert_msg(status != LETS_OK || (i >= last && balance_of_b(ledger) == 500),
                          "byte %zu bit %d", i, bit);
            ck_assert_msg(!audit_is_ok(&journal, NULL) && !audit_is_ok(&journal, head.hex),
                          "byte %zu bit %d", i, bit);
            lets_ledger_free(ledger);
            journal.bytes[i] = (char)((unsigned char)journal.bytes[i] ^ 1U << bit);
        }
    }
    text_release(&journal);
}
END_TEST

/* Writes bytes to a new file whose name goes to path. */
static void save(char path[], struct lets_span bytes)
{
    int descriptor = mkstemp(path);
    ck_assert_int_ge(descriptor, 0);
    ck_assert_int_eq(write(descriptor, bytes.bytes, bytes.size), (ssize_t)bytes.size);
    (void)close(descriptor);
}

/* Whether `seal` would take what follows the last seal. */
static enum lets_status try_seal(struct lets_span bytes)
{
    char path[] = "/tmp/lets-damage-XXXXXX";
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_commit *commit = NULL;
    save(path, bytes);
    ck_assert_int_eq(lets_journal_open(path, LETS_WRITE, 0, &journal, NULL), LETS_OK);
    ck_assert_int_eq(lets_journal_replay(journal, NULL, &ledger, NULL), LETS_OK);
    ck_assert_int_eq(lets_commit_new(journal, ledger, &commit, NULL), LETS_OK);
    enum lets_status status = lets_commit_adopt(commit, NULL, NULL);
    lets_commit_free(commit);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    (void)unlink(path);
    return status;
}

START_TEST(keeps_what_was_sealed_when_an_entry_behind_it_is_refused)
{
    char path[] = "/tmp/lets-damage-XXXXXX";
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_commit *commit = NULL;
    struct lets_time time = {0};
    struct lets_date day = {0};
    struct lets_entry member = {.kind = LETS_KIND_MEMBER};
    size_t last = 0;
    struct text bytes = make_journal(&last);
    ck_assert_int_eq(lets_time_parse(lets_span_of("2030-01-01T10:00:00+00:00"), &time, NULL),
                     LETS_OK);
    ck_assert_int_eq(lets_date_parse(lets_span_of("2030-01-01"), &day, NULL), LETS_OK);
    save(path, text_span(&bytes));
    ck_assert_int_eq(lets_journal_open(path, LETS_WRITE, 0, &journal, NULL), LETS_OK);
    ck_assert_int_eq(lets_journal_replay(journal, NULL, &ledger, NULL), LETS_OK);
    ck_assert_int_eq(lets_commit_new(journal, ledger, &commit, NULL), LETS_OK);
    lets_entry_put(&member, id, lets_span_of("new1"));
    lets_entry_put(&member, joined, day);
    ck_assert_int_eq(lets_commit_add(commit, &member, NULL), LETS_OK);
    ck_assert_int_eq(
        lets_commit_seal(commit, time, lets_span_of("eve"), (struct lets_span){0}, NULL), LETS_OK);
    ck_assert_int_eq(lets_commit_add(commit, &member, NULL), LETS_ACCOUNT_EXISTS);
    ck_assert_uint_eq(lets_commit_entries(commit), 1);
    ck_assert_int_eq(lets_commit_append(commit, NULL), LETS_OK);
    lets_entry_put(&member, id, lets_span_of("new2"));
    lets_commit_free(commit);
    ck_assert_int_eq(lets_commit_new(journal, ledger, &commit, NULL), LETS_OK);
    ck_assert_int_eq(lets_commit_add(commit, &member, NULL), LETS_OK);
    ck_assert_int_eq(
        lets_commit_seal(commit, time, lets_span_of("eve"), (struct lets_span){0}, NULL), LETS_OK);
    lets_entry_put(&member, id, lets_span_of("new3"));
    ck_assert_int_eq(lets_commit_add(commit, &member, NULL), LETS_OK);
    ck_assert_int_eq(
        lets_commit_seal(commit, time, lets_span_of("eve"), (struct lets_span){0}, NULL), LETS_OK);
    ck_assert_uint_eq(lets_commit_entries(commit), 2);
    ck_assert_int_eq(lets_commit_append(commit, NULL), LETS_OK);
    lets_commit_free(commit);
    lets_ledger_free(ledger);
    ck_assert_int_eq(lets_journal_replay(journal, NULL, &ledger, NULL), LETS_OK);
    ck_assert_ptr_nonnull(lets_ledger_find(ledger, lets_span_of("new3")));
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    text_release(&bytes);
    (void)unlink(path);
}
END_TEST

START_TEST(takes_each_cut_for_an_open_tail)
{
    size_t last = 0;
    struct text journal = make_journal(&last);
    for (size_t size = last + 1; size < journal.size; size++) {
        struct lets_span cut = {journal.bytes, size};
        struct lets_journal *opened = NULL;
        struct lets_ledger *ledger = NULL;
        struct text copy = {0};
        ck_assert_int_eq(lets_journal_parse(cut.bytes, cut.size, &opened, NULL), LETS_OK);
        ck_assert_int_eq(lets_journal_replay(opened, NULL, &ledger, NULL), LETS_OK);
        const struct lets_tail *tail = lets_journal_tail(opened);
        ck_assert_msg(tail->kind == LETS_TAIL_OPEN && !tail->is_typed, "cut at %zu", size - last);
        ck_assert(tail->offset == last && tail->size == size - last);
        ck_assert_int_eq(balance_of_b(ledger), 500);
        ck_assert_int_eq(try_seal(cut), LETS_OPEN_TAIL);
        ck_assert_int_eq(text_add(&copy, cut, NULL), LETS_OK);
        ck_assert(!audit_is_ok(&copy, NULL));
        text_release(&copy);
        lets_ledger_free(ledger);
        lets_journal_close(opened);
    }
    text_release(&journal);
}
END_TEST

START_TEST(recovers_each_cut_byte_for_byte)
{
    size_t last = 0;
    struct text journal = make_journal(&last);
    for (size_t size = last + 1; size < journal.size; size++) {
        char path[] = "/tmp/lets-damage-XXXXXX";
        struct lets_journal *opened = NULL;
        struct lets_recovery recovery = {.kind = LETS_RECOVERED_DAMAGE};
        char *bytes = NULL;
        size_t n = 0;
        save(path, (struct lets_span){journal.bytes, size});
        ck_assert_int_eq(lets_journal_open(path, LETS_WRITE, 0, &opened, NULL), LETS_OK);
        ck_assert_int_eq(lets_journal_recover(opened, false, &recovery, NULL), LETS_OK);
        lets_journal_close(opened);
        ck_assert(recovery.kind == LETS_RECOVERED_TAIL && recovery.size == size - last);
        ck_assert_int_eq(lets_file_load(path, 1 << 20, &bytes, &n, NULL), LETS_OK);
        ck_assert(n == last && memcmp(bytes, journal.bytes, n) == 0);
        lets_bytes_free(bytes);
        ck_assert_int_eq(lets_file_load(recovery.saved, 1 << 20, &bytes, &n, NULL), LETS_OK);
        ck_assert(n == size - last && memcmp(bytes, journal.bytes + last, n) == 0);
        lets_bytes_free(bytes);
        (void)unlink(path);
        (void)unlink(recovery.saved);
    }
    text_release(&journal);
}
END_TEST

/* Recovery moves the damage aside, and leaves all that was sealed before it. */
static void check_recovery(const struct text *torn, size_t last)
{
    char path[] = "/tmp/lets-damage-XXXXXX";
    struct lets_journal *opened = NULL;
    struct lets_recovery recovery = {.kind = LETS_RECOVERED_TAIL};
    struct lets_error err = {0};
    char *bytes = NULL;
    size_t n = 0;
    save(path, text_span(torn));
    ck_assert_int_eq(lets_journal_open(path, LETS_WRITE, 0, &opened, NULL), LETS_OK);
    ck_assert_int_eq(lets_journal_recover(opened, false, &recovery, &err), LETS_DAMAGED);
    ck_assert_ptr_nonnull(strstr(err.hint, "'lets recover --damaged'"));
    ck_assert_int_eq(lets_journal_recover(opened, true, &recovery, NULL), LETS_OK);
    lets_journal_close(opened);
    ck_assert(recovery.kind == LETS_RECOVERED_DAMAGE && recovery.size == torn->size - last);
    ck_assert_int_eq(lets_file_load(path, 1 << 20, &bytes, &n, NULL), LETS_OK);
    ck_assert(n == last && memcmp(bytes, torn->bytes, n) == 0);
    lets_bytes_free(bytes);
    ck_assert_int_eq(lets_file_load(recovery.saved, 1 << 20, &bytes, &n, NULL), LETS_OK);
    ck_assert(n == torn->size - last && memcmp(bytes, torn->bytes + last, n) == 0);
    lets_bytes_free(bytes);
    (void)unlink(path);
    (void)unlink(recovery.saved);
}

enum { SECTOR = 512, WHOLE_SEAL = SEAL_LINE_SIZE + 64 };

/* What a disk that lied about a sync leaves of a big commit: a sector of it holds zeros, or what
 * lay there before, and the seal behind it is whole. */
START_TEST(refuses_each_sector_that_never_reached_the_disk)
{
    size_t last = 0;
    struct text journal = make_journal(&last);
    struct text entries = {0};
    char stale[SECTOR];
    for (unsigned n = 3; n < 60; n++) {
        ck_assert_int_eq(text_add_format(&entries, NULL,
                                         "- transfer: %u\n  date: 2026-01-04\n  from: a\n  to: b\n"
                                         "  amount: 1.00\n",
                                         n),
                         LETS_OK);
    }
    last = journal.size;
    ck_assert_int_eq(text_add(&entries, (struct lets_span){"", 1}, NULL), LETS_OK);
    support_seal(&journal, entries.bytes, "2026-01-04T09:00:00+00:00");
    memcpy(stale, journal.bytes, sizeof stale);
    ck_assert(audit_is_ok(&journal, NULL));
    for (size_t at = (last / SECTOR + 1) * SECTOR; at + WHOLE_SEAL < journal.size; at += SECTOR) {
        for (int is_zeroed = 0; is_zeroed < 2; is_zeroed++) {
            struct text torn = {0};
            struct lets_ledger *ledger = NULL;
            struct lets_error err = {0};
            size_t left = journal.size - WHOLE_SEAL - at;
            size_t size = left < SECTOR ? left : SECTOR;
            ck_assert_int_eq(text_add(&torn, text_span(&journal), NULL), LETS_OK);
            if (is_zeroed) {
                memset(torn.bytes + at, 0, size);
            } else {
                memcpy(torn.bytes + at, stale, size);
            }
            ck_assert_int_eq(support_replay(text_span(&torn), &ledger, &err), LETS_DAMAGED);
            ck_assert(err.line > 0);
            ck_assert(!audit_is_ok(&torn, NULL));
            check_recovery(&torn, last);
            text_release(&torn);
        }
    }
    text_release(&entries);
    text_release(&journal);
}
END_TEST

static const struct {
    const char *behind; /* the last seal */
    enum lets_tail_kind kind;
    bool is_typed;
} tails[] = {
    {"", LETS_TAIL_NOTHING, false},
    {"\n", LETS_TAIL_REMARKS, false},
    {"# one\n\n   \n# two\n", LETS_TAIL_REMARKS, false},
    {"# one", LETS_TAIL_OPEN, false},
    {"# one\r\n", LETS_TAIL_OPEN, false},
    {"- member: c\n  joined: 2026-01-03\n", LETS_TAIL_OPEN, false},
    {"# typed\n- member: c\n  joined: 2026-01-03\n", LETS_TAIL_OPEN, true},
    {"# one\n\n# typed by Ann\n- member: c\n  joined: 2026-01-03\n", LETS_TAIL_OPEN, true},
    {"# typed\n- member: c\n  joined: 2026-01-03", LETS_TAIL_OPEN, false},
    {"- member: c\n# typed\n  joined: 2026-01-03\n", LETS_TAIL_OPEN, false},
    {" # typed\n- member: c\n  joined: 2026-01-03\n", LETS_TAIL_OPEN, false},
    {"garbage\n", LETS_TAIL_OPEN, false},
    {"- seal: 2026-01-04T09:00:00+00:00\n  by: x\n", LETS_TAIL_OPEN, false},
    {"- seal: 2026-01-04T09:00:00+00:00\n  by: x\n  entries: 1\n  reason: late\n  sha2",
     LETS_TAIL_OPEN, false},
    {"- seal:", LETS_TAIL_OPEN, false},
    {"- seal: 2026-01-04T09:00:00+00:00\n  by: \"x\"\n", LETS_TAIL_DAMAGE, false},
    {"- seal: 2026-01-04T09:00:00+00:00\n  entries: 1\n", LETS_TAIL_DAMAGE, false},
    {"- seal: 2026-01-04T09:00:00+00:00\n  by: x\n  entries: 1\n  sha256: 5c0f\n", LETS_TAIL_DAMAGE,
     false},
    {"- seal: 2026-01-04T09:00:00+00:00\n  by: x\n  entries: 1\n  sha256: XY", LETS_TAIL_DAMAGE,
     false},
    {"- seal: 2026-01-04T09:00:00+00:00\n  by: x\n- member: c\n", LETS_TAIL_DAMAGE, false},
    {"  sha256: 5c0f\n", LETS_TAIL_DAMAGE, false},
    {"- member: c\n  sha256:", LETS_TAIL_DAMAGE, false},
};

START_TEST(tells_tails_apart)
{
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t last = 0;
        struct text journal = make_journal(&last);
        struct lets_journal *opened = NULL;
        struct lets_ledger *ledger = NULL;
        ck_assert_int_eq(text_add_string(&journal, tails[i].behind, NULL), LETS_OK);
        ck_assert_int_eq(lets_journal_parse(journal.bytes, journal.size, &opened, NULL), LETS_OK);
        enum lets_status status = lets_journal_replay(opened, NULL, &ledger, NULL);
        const struct lets_tail *tail = lets_journal_tail(opened);
        ck_assert_msg(tail->kind == tails[i].kind, "tail %zu is %d", i, (int)tail->kind);
        ck_assert_msg(tail->is_typed == tails[i].is_typed, "tail %zu", i);
        ck_assert_int_eq(status, tails[i].kind == LETS_TAIL_DAMAGE ? LETS_DAMAGED : LETS_OK);
        lets_ledger_free(ledger);
        lets_journal_close(opened);
        text_release(&journal);
    }
}
END_TEST

START_TEST(takes_a_nul_for_damage)
{
    size_t last = 0;
    struct text journal = make_journal(&last);
    struct lets_ledger *ledger = NULL;
    ck_assert_int_eq(text_add(&journal, (struct lets_span){"# a\0\n", 5}, NULL), LETS_OK);
    ck_assert_int_eq(support_replay(text_span(&journal), &ledger, NULL), LETS_DAMAGED);
    text_release(&journal);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {finds_each_changed_bit,
                                  keeps_what_was_sealed_when_an_entry_behind_it_is_refused,
                                  takes_each_cut_for_an_open_tail,
                                  recovers_each_cut_byte_for_byte,
                                  refuses_each_sector_that_never_reached_the_disk,
                                  tells_tails_apart,
                                  takes_a_nul_for_damage};
    return support_run("damage", tests, sizeof tests / sizeof *tests);
}
