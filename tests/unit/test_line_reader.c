/* SPDX-License-Identifier: MIT */
/*
 * The line reader takes what the writer writes, as the YAML reader reads it; declines every other
 * spelling, down to one odd byte; and is not fooled by where the bytes end.
 */

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entries/entry_equal.h"
#include "entries/entry_packed.h"
#include "entries/entry_writer.h"
#include "entries/line_reader.h"
#include "entries/line_values.h"
#include "entries/yaml_reader.h"
#include "pieces/cutter.h"
#include "store/store.h"

static struct line_reader *lines;
static struct line_reader *roomy;
static struct yaml_reader *yaml;

static void set_up(void)
{
    ck_assert_int_eq(line_reader_new(&lines, NULL), LETS_OK);
    ck_assert_int_eq(line_reader_new(&roomy, NULL), LETS_OK);
    ck_assert_int_eq(yaml_reader_new(&yaml, NULL), LETS_OK);
}

static void tear_down(void)
{
    line_reader_free(lines);
    line_reader_free(roomy);
    yaml_reader_free(yaml);
}

/* Whether the members that an entry does not have are zero. */
static void check_absent(const struct lets_entry *entry)
{
#define CHECK(type, member)                                                                        \
    static const type no_##member;                                                                 \
    ck_assert(lets_entry_has(entry, member) ||                                                     \
              memcmp(&entry->member, &no_##member, sizeof no_##member) == 0);
    LETS_FIELDS(CHECK)
#undef CHECK
}

/* Where more lies behind an entry, it is read another way: it must be the same, whatever memory it
 * was read into. Nothing is left of what was unpacked into that entry before. */
static void check_with_room(struct lets_span bytes, size_t size, const struct lets_entry *entry)
{
    static struct lets_entry again;
    static struct lets_entry any;
    static struct text behind;
    struct text block = {0};
    uint64_t n_lines = 0;
    while (behind.size < LINE_SHORT_READS) {
        ck_assert_int_eq(text_add_string(&behind, "- format: 1\n", NULL), LETS_OK);
    }
    ck_assert_int_eq(text_add(&block, bytes, NULL), LETS_OK);
    ck_assert_int_eq(text_add(&block, text_span(&behind), NULL), LETS_OK);
    memset(&any, 'x', sizeof any);
    ck_assert_uint_eq(line_reader_read_into(roomy, text_span(&block), false, 2, &n_lines, &any),
                      size);
    if (size > 0) {
        entry_unpack(&any, &again);
        ck_assert(entry_equal(entry, &again));
        check_absent(&again);
    }
    text_release(&block);
}

/* How many bytes the line reader takes of bytes in a block of their own, so that a sanitizer sees
 * each byte too many. */
static size_t taken(struct lets_span bytes, bool is_all, const struct lets_entry **entry)
{
    static char *block;
    uint64_t n_lines = 0;
    free(block);
    block = malloc(bytes.size == 0 ? 1 : bytes.size);
    ck_assert_ptr_nonnull(block);
    memcpy(block, bytes.bytes, bytes.size);
    size_t size =
        line_reader_read(lines, (struct lets_span){block, bytes.size}, is_all, 2, &n_lines, entry);
    if (is_all && bytes.size > 0 && bytes.bytes[bytes.size - 1] == '\n') {
        check_with_room(bytes, size, *entry);
    }
    return size;
}

static size_t taken_of(const char *text)
{
    const struct lets_entry *entry = NULL;
    return taken(lets_span_of(text), true, &entry);
}

/* Every entry of the journals with known answers, whole, and cut short at each byte. */
START_TEST(takes_canonical_entries_as_yaml_does)
{
    static const char *const names[] = {"conformance/features.yaml", "conformance/month.yaml",
                                        "conformance/rules.yaml"};
    struct text journal = support_load(names[_i]);
    struct store *store = NULL;
    struct cutter *cutter = NULL;
    size_t n_taken = 0;
    ck_assert_int_eq(store_parse(journal.bytes, journal.size, &store, NULL), LETS_OK);
    ck_assert_int_eq(cutter_new(store, 0, journal.size, 1, &cutter, NULL), LETS_OK);
    for (;;) {
        struct cut cut;
        struct lets_entry spelled = {0};
        const struct lets_entry *entry = NULL;
        ck_assert_int_eq(cutter_next(cutter, &cut, NULL), LETS_OK);
        if (cut.kind == CUT_END) {
            break;
        }
        ck_assert_uint_eq(taken(cut.bytes, true, &entry), cut.bytes.size);
        ck_assert_int_eq(yaml_reader_read(yaml, cut.bytes, 1, 2, &spelled, NULL), LETS_OK);
        ck_assert(entry_equal(entry, &spelled));
        n_taken++;
        for (size_t size = 0; size < cut.bytes.size; size++) {
            struct lets_span part = {cut.bytes.bytes, size};
            bool is_shorter_entry = size > 0 && part.bytes[size - 1] == '\n' &&
                                    yaml_reader_read(yaml, part, 1, 2, &spelled, NULL) == LETS_OK;
            ck_assert_uint_eq(taken(part, true, &entry), is_shorter_entry ? size : 0);
            ck_assert_uint_eq(taken(part, false, &entry), 0);
        }
    }
    ck_assert_uint_gt(n_taken, 30);
    cutter_free(cutter);
    store_close(store);
    text_release(&journal);
}
END_TEST

static const char canonical[] =
    "- transfer: 7\n  date: 2026-01-10\n  from: \"0001\"\n  to: bob\n  amount: 12.50\n"
    "  for: \"9\\\" Café\"\n";

START_TEST(knows_where_an_entry_ends)
{
    static const struct {
        const char *behind;
        bool is_taken;
    } rows[] = {
        {"", true},           {"- transfer: 8\n", true},
        {"# remark\n", true}, {"- ", true},
        {"-", false},         {"\n", false},
        {" \n", false},       {"  note: x\n", true},
        {"  x: y\n", false},  {"    more\n", false},
        {"...\n", false},     {"  # remark\n", false},
    };
    struct text bytes = {0};
    const struct lets_entry *entry = NULL;
    size_t size = strlen(canonical);
    ck_assert_int_eq(text_add_string(&bytes, canonical, NULL), LETS_OK);
    ck_assert_int_eq(text_add_string(&bytes, rows[_i].behind, NULL), LETS_OK);
    size_t found = taken(text_span(&bytes), true, &entry);
    bool is_note = strcmp(rows[_i].behind, "  note: x\n") == 0;
    ck_assert_uint_eq(found, !rows[_i].is_taken ? 0 : is_note ? bytes.size : size);
    ck_assert(taken(text_span(&bytes), false, &entry) == found || is_note || bytes.size == size);
    text_release(&bytes);
}
END_TEST

/* One byte more, less or other than the writer's, anywhere: what is taken all the same must be what
 * the writer makes of it. */
START_TEST(takes_nothing_but_what_the_writer_writes)
{
    static const char others[] = " \n\t'\"#:-0a\\{\xc3\x80\x7f";
    size_t size = strlen(canonical);
    for (size_t at = 0; at < size; at++) {
        for (size_t i = 0; i < sizeof others; i++) {
            for (int how = 0; how < 3; how++) {
                struct text bytes = {0};
                struct text again = {0};
                const struct lets_entry *entry = NULL;
                struct lets_span other = {others + i, how == 2 ? 0 : 1};
                struct lets_span rest = {canonical + at, size - at};
                rest.bytes += how == 0 ? 0 : 1;
                rest.size -= how == 0 ? 0 : 1;
                ck_assert_int_eq(text_add(&bytes, (struct lets_span){canonical, at}, NULL), 0);
                ck_assert_int_eq(text_add(&bytes, other, NULL), LETS_OK);
                ck_assert_int_eq(text_add(&bytes, rest, NULL), LETS_OK);
                size_t n = taken(text_span(&bytes), true, &entry);
                if (n > 0) {
                    ck_assert_int_eq(entry_write(&again, entry, 2, NULL), LETS_OK);
                    ck_assert(
                        lets_span_equal(text_span(&again), (struct lets_span){bytes.bytes, n}));
                }
                text_release(&bytes);
                text_release(&again);
            }
        }
    }
}
END_TEST

START_TEST(leaves_other_spellings_to_yaml)
{
    static const char *const rows[] = {
        "- transfer: 07\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n",
        "- transfer: 1234567890\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n",
        "- transfer: 7\n  date: 2026-01-10\n  to: b\n  from: a\n  amount: 1.00\n",
        "- transfer: 7\n  date: 2026-02-30\n  from: a\n  to: b\n  amount: 1.00\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: \"a\"\n  to: b\n  amount: 1.00\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: 1\n  to: b\n  amount: 1.00\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: no\n  to: b\n  amount: 1.00\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 01.00\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.000\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: -1.00\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n  for: yes\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n  for: 12 eggs\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n  for: \"eggs\"\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n  for: "
        "\"1\\x41\"\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n  for: a: b\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n  for: a #b\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n  for: eggs \n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n  for: \n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n  for: \"\"\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n  amount: 1.00\n  for: "
        "a\xe2\x80\xa8\n",
        "- transfer: 7\n  date: 2026-01-10\n  from: a\n  to: b\n",
        "- format: 2\n",
        "- ledger: L\n  format: 2\n  unit: U\n  decimals: 2\n  opened: 2026-01-01\n"
        "  debit-limit: none\n  credit-limit: none\n  limits: hard\n  cheques-valid: none\n",
        "- close: 2026-01-31\n  balances:\n",
        "- close: 2026-01-31\n  balances:\n    a: 1.00\n    b: -1.00\n    a: 1.00\n",
        "- close: 2026-01-31\n  balances:\n    a: -0.00\n",
        "- seal: 2026-01-01T09:00:00Z\n  by: x\n  entries: 1\n  sha256: "
        "0000000000000000000000000000000000000000000000000000000000000000\n",
        "- voucher: 1\n",
        "-\n",
        "",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ck_assert_msg(taken_of(rows[i]) == 0, "taken: %s", rows[i]);
    }
    ck_assert_uint_ne(taken_of(canonical), 0);
    ck_assert_uint_ne(taken_of("- format: 1\n"), 0);
}
END_TEST

/* No byte of a date is taken for granted, nor what an empty place among the dates kept would say.
 */
START_TEST(leaves_a_date_with_any_other_byte)
{
    static const char good[] = "2026-01-10";
    char text[] = "- member: a\n  joined: 2026-01-10\n  locality: Brixton\n";
    const struct lets_span bytes = {.bytes = text, .size = sizeof text - 1};
    const struct lets_entry *entry = NULL;
    char *date = strstr(text, good);
    ck_assert_uint_eq(taken(bytes, true, &entry), bytes.size);
    for (int byte = 0; byte < 256; byte++) {
        memset(date, byte, sizeof good - 1);
        ck_assert_uint_eq(taken(bytes, true, &entry), 0);
        for (size_t i = 0; (byte < '0' || byte > '9') && i < sizeof good - 1; i++) {
            memcpy(date, good, sizeof good - 1);
            date[i] = (char)byte;
            ck_assert_uint_eq(taken(bytes, true, &entry), good[i] == byte ? bytes.size : 0);
        }
    }
}
END_TEST

enum { CLOSE_IDS = 40 };

/* A close with a balance of each id. */
static void write_close(struct text *out, char ids[CLOSE_IDS][LETS_ID_MAX + 1])
{
    text_clear(out);
    ck_assert_int_eq(text_add_string(out, "- close: 2026-01-31\n  balances:\n", NULL), LETS_OK);
    for (size_t i = 0; i < CLOSE_IDS; i++) {
        const char *quote = ids[i][0] <= '9' ? "\"" : "";
        ck_assert_int_eq(text_add_format(out, NULL, "    %s%s%s: 1.00\n", quote, ids[i], quote),
                         LETS_OK);
    }
}

/* The number of an account; which none has twice. */
static size_t number_of(int order, size_t i)
{
    switch (order) {
    case 0:
        return i + 980; /* past "0999" */
    case 1:
        return 2000 - i;
    case 2:
        return 1000 + i * 7 % CLOSE_IDS;
    case 3:
        return i < CLOSE_IDS / 2 ? i + 500 : i + 100; /* in two runs */
    default:
        return i == CLOSE_IDS - 1 ? 20 : i + 30; /* in one, with a stray */
    }
}

/* In whatever order accounts were opened, and whichever two they are. */
START_TEST(leaves_a_close_that_names_an_account_twice)
{
    static char ids[CLOSE_IDS][LETS_ID_MAX + 1];
    struct text bytes = {0};
    const struct lets_entry *entry = NULL;
    for (size_t i = 0; i < CLOSE_IDS; i++) {
        bool is_named = _i >= 3 && i < 3;
        (void)snprintf(ids[i], sizeof ids[i], is_named ? "member-%zu" : "%04zu", number_of(_i, i));
    }
    write_close(&bytes, ids);
    ck_assert_uint_eq(taken(text_span(&bytes), true, &entry), bytes.size);
    for (size_t i = 0; i < CLOSE_IDS; i++) {
        for (size_t j = 0; j < CLOSE_IDS; j++) {
            char kept[LETS_ID_MAX + 1];
            memcpy(kept, ids[j], sizeof kept);
            memcpy(ids[j], ids[i], sizeof kept);
            write_close(&bytes, ids);
            ck_assert_uint_eq(taken(text_span(&bytes), true, &entry), i == j ? bytes.size : 0);
            memcpy(ids[j], kept, sizeof kept);
        }
    }
    text_release(&bytes);
}
END_TEST

int main(void)
{
    TCase *fixture = tcase_create("line reader");
    Suite *suite = suite_create("line_reader");
    tcase_add_checked_fixture(fixture, set_up, tear_down);
    tcase_set_timeout(fixture, 120);
    tcase_add_loop_test(fixture, takes_canonical_entries_as_yaml_does, 0, 3);
    tcase_add_loop_test(fixture, knows_where_an_entry_ends, 0, 12);
    tcase_add_test(fixture, takes_nothing_but_what_the_writer_writes);
    tcase_add_test(fixture, leaves_other_spellings_to_yaml);
    tcase_add_test(fixture, leaves_a_date_with_any_other_byte);
    tcase_add_loop_test(fixture, leaves_a_close_that_names_an_account_twice, 0, 5);
    suite_add_tcase(suite, fixture);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
