/* SPDX-License-Identifier: MIT */
/*
 * Random lawful journals (random_books.c): replaying a part and applying the rest is replaying all;
 * what is written reads back the same; seals are what the manual says. A seed that fails is
 * printed; LETS_SEED runs it again.
 */

#include "random_books.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "entries/entry_writer.h"
#include "entries/yaml_reader.h"
#include "pieces/cutter.h"

enum { N_SEEDS = 12, N_EDGE_SEEDS = 4 * (LETS_DECIMALS_MAX + 1), N_COMMITS = 40 };

/* ---------------------------------------------------------------- the properties */

static void check_identity(struct lets_span bytes)
{
    struct store *store = NULL;
    struct cutter *cutter = NULL;
    struct yaml_reader *reader = NULL;
    struct text written = {0};
    unsigned decimals = 0;
    ck_assert_int_eq(store_parse(bytes.bytes, bytes.size, &store, NULL), LETS_OK);
    ck_assert_int_eq(cutter_new(store, 0, bytes.size, 1, &cutter, NULL), LETS_OK);
    ck_assert_int_eq(yaml_reader_new(&reader, NULL), LETS_OK);
    for (;;) {
        struct cut cut;
        struct lets_entry entry = {0};
        ck_assert_int_eq(cutter_next(cutter, &cut, NULL), LETS_OK);
        if (cut.kind == CUT_END) {
            break;
        }
        ck_assert_int_eq(yaml_reader_read(reader, cut.bytes, cut.line, decimals, &entry, NULL),
                         LETS_OK);
        decimals = entry.kind == LETS_KIND_LEDGER ? entry.decimals : decimals;
        ck_assert_int_eq(entry_write(&written, &entry, decimals, NULL), LETS_OK);
    }
    ck_assert_uint_eq(written.size, bytes.size);
    ck_assert_int_eq(memcmp(written.bytes, bytes.bytes, bytes.size), 0);
    text_release(&written);
    yaml_reader_free(reader);
    cutter_free(cutter);
    store_close(store);
}

/* What an independent tool makes of the seals: the recipe of lets-journal(5). */
static void check_recipe(const char *path)
{
    char command[1024];
    (void)snprintf(
        command, sizeof command,
        "d=$(mktemp -d) && cd \"$d\" && csplit -s -z -n 9 -f piece- '%s' '/^  sha256: /' '{*}' && "
        "find . -name 'piece-*' | sort | xargs sha256sum | sed '$d' | cut -c1-64 >found && "
        "sed -n 's/^  sha256: //p' '%s' >stated && cmp found stated && test -s stated; s=$?; "
        "rm -rf \"$d\"; exit $s",
        path, path);
    ck_assert_int_eq(system(command), 0);
}

static uint64_t seed_of(int i)
{
    const char *given = getenv("LETS_SEED");
    uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)i + 1;
    printf("seed %llu\n", (unsigned long long)seed);
    (void)fflush(stdout);
    return seed;
}

/* Makes a journal, and has it read, replayed, audited, reported on and stated. How many transfers
 * it has. */
static uint32_t check_books(const struct random_books *books)
{
    char path[] = "/tmp/lets-property-XXXXXX";
    char *bytes = NULL;
    size_t size = 0;
    struct lets_ledger *ledger = NULL;
    struct lets_journal *journal = NULL;
    struct lets_audit *audit = NULL;
    int descriptor = mkstemp(path);
    ck_assert_int_ge(descriptor, 0);
    (void)close(descriptor);
    (void)unlink(path);
    random_books_make(path, books);
    ck_assert_int_eq(lets_file_load(path, 1 << 28, &bytes, &size, NULL), LETS_OK);
    check_identity((struct lets_span){bytes, size});
    check_recipe(path);
    ck_assert_int_eq(support_replay((struct lets_span){bytes, size}, &ledger, NULL), LETS_OK);
    ck_assert_int_eq(lets_journal_parse(bytes, size, &journal, NULL), LETS_OK);
    ck_assert_int_eq(lets_audit_new(journal, NULL, &audit, NULL), LETS_OK);
    ck_assert(lets_audit_report(audit)->is_ok);
    struct lets_date opened = lets_ledger_summary(ledger)->opened;
    struct lets_period whole = {
        opened, {opened.day + (int32_t)books->n_commits * (int32_t)books->day_step + 7}};
    support_check_report(journal, whole.last);
    ck_assert_uint_gt(support_check_statements(journal, whole), 10);
    uint32_t n_transfers = lets_ledger_summary(ledger)->n_transfers;
    lets_audit_free(audit);
    lets_journal_close(journal);
    lets_ledger_free(ledger);
    lets_bytes_free(bytes);
    (void)unlink(path);
    return n_transfers;
}

START_TEST(random_journals_hold)
{
    uint64_t seed = seed_of(_i);
    uint32_t day_step = seed % 2 == 0 ? 9 : 1; /* a year, or so that every day is busy */
    struct random_books books = {.seed = seed, .n_commits = N_COMMITS, .day_step = day_step};
    ck_assert_uint_gt(check_books(&books), 20);
}
END_TEST

/* Whatever is taken in can be closed, stated and reported, up to the last minor unit. */
START_TEST(journals_at_the_edge_hold)
{
    struct random_books books = {
        .seed = seed_of(_i), .n_commits = N_COMMITS, .day_step = 5, .is_at_edge = true};
    ck_assert_uint_gt(check_books(&books), 1); /* after the most, only its reversal */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("property");
    TCase *tcase = tcase_create("property");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, random_journals_hold, 0, N_SEEDS);
    tcase_add_loop_test(tcase, journals_at_the_edge_hold, 0, N_EDGE_SEEDS);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
