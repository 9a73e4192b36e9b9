/* SPDX-License-Identifier: MIT */
/*
 * An entry is read back by its place as the replay showed it; from a wrong place, or out of a
 * commit that was changed, nothing is.
 */

#include "support.h"

#include <string.h>

#include "entries/entry_writer.h"

enum { PILE = 1500, DECIMALS = 2, SHOWN_MOST = 2 * PILE };

/* What a replay showed: each entry's place, and its canonical form. */
struct shown {
    struct lets_place places[SHOWN_MOST];
    struct text texts[SHOWN_MOST];
    size_t n;
};

static struct shown shown;
static struct text bytes;
static struct lets_journal *journal;

static enum lets_status keep(void *context, const struct lets_ledger *ledger,
                             const struct lets_entry *entry, const struct lets_place *place,
                             struct lets_error *err)
{
    (void)context;
    (void)ledger;
    ck_assert_uint_lt(shown.n, SHOWN_MOST);
    shown.places[shown.n] = *place;
    return entry_write(&shown.texts[shown.n++], entry, DECIMALS, err);
}

/* Known answers, with everything that an entry can have; and a commit of many chunks. */
static void make_journal(void)
{
    struct text pile = {0};
    for (unsigned i = 1; i <= PILE; i++) {
        ck_assert_int_eq(text_add_format(&pile, NULL,
                                         "- transfer: %u\n  date: 2026-01-05\n  from: bob\n"
                                         "  to: \"0001\"\n  amount: 0.01\n  for: bread %u\n",
                                         i, i),
                         LETS_OK);
    }
    support_seal(&bytes, support_base, "2026-01-05T09:00:00+00:00");
    support_seal(&bytes, text_span(&pile).bytes, "2026-01-05T10:00:00+00:00");
    support_seal(&bytes, "# remark\n- {member: late, joined: 2026-01-05}\n",
                 "2026-01-05T11:00:00+00:00");
    text_release(&pile);
}

static void replay(void)
{
    struct lets_observer observer = {.entry = keep};
    struct lets_replay options = {.observers = &observer, .n_observers = 1};
    struct lets_ledger *ledger = NULL;
    ck_assert_int_eq(lets_journal_parse(bytes.bytes, bytes.size, &journal, NULL), LETS_OK);
    ck_assert_int_eq(lets_journal_replay(journal, &options, &ledger, NULL), LETS_OK);
    lets_ledger_free(ledger);
}

static void set_up(void)
{
    make_journal();
    replay();
}

static void tear_down(void)
{
    lets_journal_close(journal);
    for (size_t i = 0; i < shown.n; i++) {
        text_release(&shown.texts[i]);
    }
    shown.n = 0;
    text_release(&bytes);
}

static void assert_read_back(size_t i)
{
    struct text again = {0};
    const struct lets_entry *entry = NULL;
    ck_assert_int_eq(lets_journal_entry(journal, &shown.places[i], DECIMALS, &entry, NULL),
                     LETS_OK);
    ck_assert_int_eq(entry_write(&again, entry, DECIMALS, NULL), LETS_OK);
    ck_assert(lets_span_equal(text_span(&again), text_span(&shown.texts[i])));
    text_release(&again);
}

static void assert_refused(const struct lets_place *place)
{
    struct lets_error err = {0};
    const struct lets_entry *entry = NULL;
    ck_assert_int_eq(lets_journal_entry(journal, place, DECIMALS, &entry, &err), LETS_DAMAGED);
    ck_assert_int_eq(err.status, LETS_DAMAGED);
    ck_assert_uint_eq(err.line, place->line);
    ck_assert_ptr_null(entry);
}

START_TEST(reads_each_entry_as_it_was_shown)
{
    ck_assert_uint_gt(shown.n, PILE);
    for (size_t i = 0; i < shown.n; i += i < 20 || i > PILE ? 1 : 97) {
        assert_read_back(i);
    }
}
END_TEST

START_TEST(refuses_a_wrong_place)
{
    for (size_t i = 0; i < shown.n; i += 61) {
        struct lets_place place = shown.places[i];
        place.offset++;
        assert_refused(&place);
        place.offset--;
        place.size--;
        assert_refused(&place);
        place.size = 0;
        assert_refused(&place);
    }
    struct lets_place behind = shown.places[shown.n - 1];
    behind.offset = bytes.size;
    assert_refused(&behind);
    behind.offset = UINT64_MAX;
    assert_refused(&behind);
}
END_TEST

/* One byte of the pile is changed: no entry of that commit is read back, each of the others is. */
START_TEST(refuses_a_commit_that_was_changed)
{
    const struct lets_place *place = &shown.places[100];
    bytes.bytes[place->offset + place->size - 2] ^= 1;
    lets_journal_close(journal);
    ck_assert_int_eq(lets_journal_parse(bytes.bytes, bytes.size, &journal, NULL), LETS_OK);
    for (size_t i = 0; i < shown.n; i += 50) {
        if (shown.places[i].seal == place->seal) {
            assert_refused(&shown.places[i]);
        } else {
            assert_read_back(i);
        }
    }
    assert_read_back(shown.n - 1);
    ck_assert_uint_gt(place->seal, 1);
}
END_TEST

/* Nothing vouches for an entry behind the last seal. */
START_TEST(refuses_an_entry_without_seal)
{
    const char entry[] = "- member: new\n  joined: 2026-01-06\n";
    struct lets_place place = {.line = 9, .offset = bytes.size, .size = sizeof entry - 1};
    ck_assert_int_eq(text_add_string(&bytes, entry, NULL), LETS_OK);
    lets_journal_close(journal);
    ck_assert_int_eq(lets_journal_parse(bytes.bytes, bytes.size, &journal, NULL), LETS_OK);
    assert_refused(&place);
    assert_read_back(shown.n - 1);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {reads_each_entry_as_it_was_shown, refuses_a_wrong_place,
                                  refuses_a_commit_that_was_changed, refuses_an_entry_without_seal};
    const size_t n_tests = sizeof tests / sizeof *tests;
    TCase *all = tcase_create("read_back");
    Suite *suite = suite_create("read_back");
    tcase_set_timeout(all, 60);
    tcase_add_checked_fixture(all, set_up, tear_down);
    for (size_t i = 0; i < n_tests; i++) {
        tcase_add_test(all, tests[i]);
    }
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
