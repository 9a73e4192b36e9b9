/* SPDX-License-Identifier: MIT */
/*
 * Read together or alone, on two threads or one, with or without memory to spare: an entry is the
 * same entry.
 */

#include "support.h"

#include <stdio.h>
#include <string.h>

#include "entries/entry_equal.h"
#include "entries/entry_writer.h"
#include "entries/yaml_reader.h"
#include "entries/yaml_run.h"
#include "pieces/read_ahead.h"
#include "store/store.h"

/* How entries are spelled, and whether that is plain enough to be read together with others. */
static const struct {
    const char *text;
    bool is_together;
    bool is_good;
} spellings[] = {
    {"- transfer: 1\n  date: 2026-01-05\n  from: \"0001\"\n  to: bob\n  amount: 5.00\n", true,
     true},
    {"- transfer: 2\n  amount: 5\n  to: 'bob'\n  from: '0001'\n  date: 2026-01-05\n", true, true},
    {"- {transfer: 3, amount: 5, to: bob, from: a, date: 2026-01-05, for: \"x\\Ly\"}\n", false,
     false},
    {"- {transfer: 3, amount: 5, to: bob, from: a, date: 2026-01-05,\n   for: \"\\u00e9\"}\n", true,
     true},
    {"- member: a  # the first\n\n  joined: 2026-01-01\n  # of many\n", true, true},
    {"- ? member\n  : a\n  joined:\n    2026-01-01\n", true, true},
    {"-   \"member\": a\n    joined: 2026-01-01\n", true, true},
    {"- member: a\n  joined: 2026-01-01\n  note: |-\n    x: y\n", true, true},
    {"- member: a\n  joined: 2026-01-01\n  note: \"one\n    two\"\n", true, true},
    {"- member: a\n  joined: 2026-01-01\n  note: caf\xc3\xa9 - {\n", true, true},
    {"- member: a #\t\n  joined: 2026-01-01\n", false, true},
    {"- close: 2026-01-31\n  balances:\n    a: 5.00\n    bob: -5.00\n", false, true},
    {"- close: 2026-01-31\n  balances: {a: 5, bob: -5}\n", false, true},
    {"- format: 1\n", false, true},
    {"- ledger: L\n  format: 1\n  unit: U\n  decimals: 1\n  opened: 2026-01-01\n"
     "  debit-limit: 1.0\n  credit-limit: none\n  limits: hard\n  cheques-valid: 6 months\n",
     false, true},
    {"- {member: a, joined: 2026-01-01,}\n", false, true},
    {"- member: a\n  joined: 2026-01-01\n  note: \"never closed\n", false, false},
    {"- {member: a, joined: 2026-01-01\n", false, false},
    {"- member: &a a\n  joined: 2026-01-01\n", false, false},
    {"- member: !!str a\n  joined: 2026-01-01\n", false, false},
    {"- member: *a\n  joined: 2026-01-01\n", false, false},
    {"- member: [a]\n  joined: 2026-01-01\n", false, false},
    {"- member: {a: b}\n  joined: 2026-01-01\n", false, false},
    {"- member:\n  - a\n  joined: 2026-01-01\n", false, false},
    {"- member:\n  joined: 2026-01-01\n", false, false},
    {"- member: ''\n  joined: 2026-01-01\n", false, false},
    {"- : a\n  member: a\n  joined: 2026-01-01\n", false, false},
    {"- member: a\n", false, false},
    {"- member: a\n  joined: 2026-01-01\n  member: a\n", false, false},
    {"- member: a\n  \"joined\\0\": 2026-01-01\n", false, false},
    {"- member: a\n  joined: 2026-01-01\n  longer-than-any-key-is: 1\n", false, false},
    {"- member: a\n  joined: 2026-02-30\n", false, false},
    {"- thing: a\n", false, false},
    {"- member\n", false, false},
    {"- - member: a\n    joined: 2026-01-01\n", false, false},
    {"- {}\n", false, false},
    {"- {, member: a, joined: 2026-01-01}\n", false, false},
    {"- {member: a joined: 2026-01-01}\n", false, false},
    {"- {member: a, joined}\n", false, false},
    {"- member: a\n  joined: 2026-01-01\n   note: b\n", false, false},
};
enum { N = sizeof spellings / sizeof *spellings };

static bool read_alone(struct yaml_reader *reader, struct lets_span bytes, struct lets_entry *out)
{
    return yaml_reader_read(reader, bytes, 1, 2, out, NULL) == LETS_OK;
}

/* Between two canonical entries: what is plain is read with them, and with nothing else are they
 * read together but themselves. */
START_TEST(reads_together_what_is_plain)
{
    const char *around = spellings[0].text;
    struct yaml_run *run = NULL;
    struct yaml_reader *reader = NULL;
    struct text bytes = {0};
    struct text texts = {0};
    struct lets_entry alone = {0};
    struct lets_entry entries[3];
    struct lets_entry *const out[] = {&entries[0], &entries[1], &entries[2]};
    const char *parts[] = {around, spellings[_i].text, around};
    size_t sizes[3];
    ck_assert_int_eq(yaml_run_new(&run, NULL), LETS_OK);
    ck_assert_int_eq(yaml_reader_new(&reader, NULL), LETS_OK);
    for (int i = 0; i < 3; i++) {
        sizes[i] = strlen(parts[i]);
        ck_assert_int_eq(text_add_string(&bytes, parts[i], NULL), LETS_OK);
    }
    ck_assert_int_eq(text_reserve(&texts, 2 * bytes.size, NULL), LETS_OK);
    size_t n = yaml_run_read(run, text_span(&bytes), sizes, 3, 2, &texts, out);
    ck_assert_uint_eq(n, spellings[_i].is_together ? 3 : n);
    ck_assert_uint_le(n, spellings[_i].is_together ? 3 : 1);
    for (size_t i = 0; i < n; i++) {
        ck_assert(read_alone(reader, lets_span_of(parts[i]), &alone));
        ck_assert(entry_equal(&alone, &entries[i]));
    }
    ck_assert(read_alone(reader, lets_span_of(parts[1]), &alone) == spellings[_i].is_good);
    yaml_run_free(run);
    yaml_reader_free(reader);
    text_release(&bytes);
    text_release(&texts);
}
END_TEST

/* Some hundreds of entries in which each stands beside each, the good ones alone or all. */
static struct text make_journal(bool is_good)
{
    struct text journal = {0};
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            size_t at = j % 2 == 0 ? i : (i + j) % N;
            if (spellings[at].is_good || !is_good) {
                ck_assert_int_eq(text_add_string(&journal, spellings[at].text, NULL), LETS_OK);
            }
        }
    }
    return journal;
}

/* The entry must be what it is alone, unless there may have been no memory for it. */
static void check(const struct ahead_entry *ahead, bool checks_all, struct yaml_reader *reader,
                  bool may_fail)
{
    struct lets_entry alone = {0};
    struct text again = {0};
    bool is_good = ahead->cut->status == LETS_OK && read_alone(reader, ahead->cut->bytes, &alone);
    ck_assert(is_good || ahead->entry == NULL);
    ck_assert(ahead->entry != NULL || !is_good || !checks_all || may_fail);
    if (ahead->entry == NULL) {
        return;
    }
    ck_assert(entry_equal(ahead->entry, &alone));
    unsigned decimals = alone.kind == LETS_KIND_LEDGER ? alone.decimals : 2;
    ck_assert_int_eq(entry_write(&again, &alone, decimals, NULL), LETS_OK);
    ck_assert(!checks_all ||
              ahead->is_canonical == lets_span_equal(text_span(&again), ahead->cut->bytes));
    text_release(&again);
}

/* Reads a journal ahead, allocations failing behind that many (SIZE_MAX: none). */
static enum lets_status run(struct text journal, bool checks_all, size_t n_allowed, size_t *n_read)
{
    struct store *store = NULL;
    struct cutter *cutter = NULL;
    struct line_reader *lines = NULL;
    struct yaml_reader *reader = NULL;
    struct read_ahead *ahead = NULL;
    struct ahead_entry next = {0};
    ck_assert_int_eq(store_parse(journal.bytes, journal.size, &store, NULL), LETS_OK);
    ck_assert_int_eq(cutter_new(store, 0, journal.size, 1, &cutter, NULL), LETS_OK);
    ck_assert_int_eq(line_reader_new(&lines, NULL), LETS_OK);
    ck_assert_int_eq(yaml_reader_new(&reader, NULL), LETS_OK);
    (void)lets__mem_fail_after(n_allowed);
    enum lets_status status = read_ahead_new(cutter, lines, 2, checks_all, &ahead, NULL);
    while (status == LETS_OK) {
        (void)lets__mem_fail_after(n_allowed);
        status = read_ahead_next(ahead, 0, &next, NULL);
        (void)lets__mem_fail_after(SIZE_MAX);
        if (status != LETS_OK || next.cut->kind == CUT_END) {
            break;
        }
        check(&next, checks_all, reader, n_allowed != SIZE_MAX);
        ++*n_read;
    }
    (void)lets__mem_fail_after(SIZE_MAX);
    read_ahead_free(ahead);
    yaml_reader_free(reader);
    line_reader_free(lines);
    cutter_free(cutter);
    store_close(store);
    return status;
}

START_TEST(reads_each_entry_as_it_reads_alone)
{
    bool is_good = _i < 2;
    size_t n_read = 0;
    struct text journal = make_journal(is_good);
    ck_assert_int_eq(run(journal, _i % 2 == 0, SIZE_MAX, &n_read), LETS_OK);
    ck_assert_uint_ge(n_read, (size_t)N * N / (is_good ? 3 : 1));
    text_release(&journal);
}
END_TEST

START_TEST(reads_no_other_entry_without_memory)
{
    struct text journal = make_journal(true);
    size_t n_failed = 0;
    for (size_t n_allowed = 0; n_allowed < 60; n_allowed++) {
        size_t n_read = 0;
        enum lets_status status = run(journal, _i == 0, n_allowed, &n_read);
        ck_assert(status == LETS_OK || status == LETS_OUT_OF_MEMORY);
        n_failed += status == LETS_OUT_OF_MEMORY ? 1 : 0;
    }
    ck_assert_uint_gt(n_failed, 5);
    text_release(&journal);
}
END_TEST

/* ---------------------------------------------------------------- whole journals */

enum { TRANSFERS = 6000, A_PIECE = 60, STRETCH = 300 };

static void add_transfer(struct text *piece, unsigned number, const char *date, bool is_spelled)
{
    const char *from = number % 2 == 0 ? "bob" : "\"0001\"";
    const char *to = number % 2 == 0 ? "\"0001\"" : "bob";
    enum lets_status status =
        is_spelled
            ? text_add_format(piece, NULL,
                              "- {transfer: %u, date: %s, from: %s, to: %s, amount: 1} # by hand\n",
                              number, date, from, to)
            : text_add_format(piece, NULL,
                              "- transfer: %u\n  date: %s\n  from: %s\n  to: %s\n"
                              "  amount: 1.00\n  for: some work\n",
                              number, date, from, to);
    ck_assert_int_eq(status, LETS_OK);
}

/* A journal that goes from canonical entries to others and back, some times; the transfer `odd` has
 * a date that no calendar has. */
static struct text make_stretches(unsigned odd)
{
    struct text journal = {0};
    struct text piece = {0};
    support_seal(&journal, support_base, "2026-01-05T09:00:00+00:00");
    for (unsigned number = 1; number <= TRANSFERS; number++) {
        bool is_spelled = number / STRETCH % 3 == 1 && number % 50 != 0;
        add_transfer(&piece, number, number == odd ? "2026-02-30" : "2026-02-03", is_spelled);
        if (number % A_PIECE == 0) {
            ck_assert_int_eq(text_add(&piece, (struct lets_span){"", 1}, NULL), LETS_OK);
            support_seal(&journal, piece.bytes, "2026-02-03T09:00:00+00:00");
            text_clear(&piece);
        }
    }
    text_release(&piece);
    return journal;
}

static enum lets_status watch(void *context, const struct lets_ledger *ledger,
                              const struct lets_entry *entry, const struct lets_place *place,
                              struct lets_error *err)
{
    uint64_t *next = context;
    (void)ledger;
    (void)err;
    ck_assert(entry->kind == LETS_KIND_SEAL || place->offset >= *next);
    *next = place->offset + place->size;
    return LETS_OK;
}

/* A replay that checks all, one that is watched, and one that is neither: they end alike. */
START_TEST(goes_from_spelling_to_spelling)
{
    static const unsigned odds[] = {0, STRETCH + 7, 3 * STRETCH - 1, TRANSFERS - 5};
    struct text journal = make_stretches(odds[_i]);
    uint64_t next = 0;
    struct lets_observer observer = {.context = &next, .entry = watch};
    const struct lets_replay ways[] = {
        {.check_canonical = true},
        {.observers = &observer, .n_observers = 1},
        {.n_observers = 0},
    };
    struct lets_journal *opened = NULL;
    struct lets_error errors[3] = {{0}};
    struct lets_ledger *ledgers[3] = {NULL};
    ck_assert_int_eq(lets_journal_parse(journal.bytes, journal.size, &opened, NULL), LETS_OK);
    for (int i = 0; i < 3; i++) {
        enum lets_status status = lets_journal_replay(opened, &ways[i], &ledgers[i], &errors[i]);
        ck_assert_int_eq(status, odds[_i] == 0 ? LETS_OK : LETS_BAD_DATE);
        ck_assert_uint_eq(errors[i].line, errors[0].line);
        ck_assert_uint_eq(errors[i].column, errors[0].column);
        ck_assert_str_eq(errors[i].excerpt, errors[0].excerpt);
        if (ledgers[i] != NULL) {
            ck_assert_uint_eq(lets_ledger_summary(ledgers[i])->n_transfers, TRANSFERS);
            support_same(ledgers[i], ledgers[0]);
        }
    }
    for (int i = 0; i < 3; i++) {
        lets_ledger_free(ledgers[i]);
    }
    lets_journal_close(opened);
    text_release(&journal);
}
END_TEST

int main(void)
{
    TCase *fixture = tcase_create("read ahead");
    Suite *suite = suite_create("read_ahead");
    tcase_set_timeout(fixture, 120);
    tcase_add_loop_test(fixture, reads_together_what_is_plain, 0, N);
    tcase_add_loop_test(fixture, reads_each_entry_as_it_reads_alone, 0, 4);
    tcase_add_loop_test(fixture, reads_no_other_entry_without_memory, 0, 2);
    tcase_add_loop_test(fixture, goes_from_spelling_to_spelling, 0, 4);
    suite_add_tcase(suite, fixture);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
