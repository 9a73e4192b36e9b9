/* SPDX-License-Identifier: MIT */
/*
 * Journals whose answers an independent program gave: they replay to the known balances, and the
 * writer makes the same bytes of their entries.
 */

#include "support.h"

#include <stdio.h>
#include <string.h>

#include "entries/entry_writer.h"

static const char *const names[] = {"features", "funds", "month", "rules", "vouchers"};
enum { N_NAMES = sizeof names / sizeof *names };

static struct text load(const char *name, const char *extension)
{
    char path[128];
    (void)snprintf(path, sizeof path, "conformance/%s.%s", name, extension);
    return support_load(path);
}

START_TEST(replays_to_the_known_balances)
{
    struct text journal = load(names[_i], "yaml");
    struct text known = load(names[_i], "balances");
    struct text found = {0};
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    ck_assert_msg(support_replay(text_span(&journal), &ledger, &err) == LETS_OK, "%d: %s",
                  (int)err.line, err.message);
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    char figures[3][LETS_AMOUNT_SIZE];
    for (uint32_t i = 0; i < summary->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, i);
        lets_amount_format(account->balance, summary->decimals, figures[0]);
        lets_amount_format(account->earned, summary->decimals, figures[1]);
        lets_amount_format(account->spent, summary->decimals, figures[2]);
        ck_assert_int_eq(text_add_format(&found, NULL, "%.*s %s %s %s\n", (int)account->id.size,
                                         account->id.bytes, figures[0], figures[1], figures[2]),
                         LETS_OK);
    }
    ck_assert_msg(known.size > found.size, "the total stands last");
    ck_assert_int_eq(memcmp(known.bytes, found.bytes, found.size), 0);
    lets_amount_format(summary->total, summary->decimals, figures[0]);
    ck_assert_int_eq(text_add(&known, (struct lets_span){"", 1}, NULL), LETS_OK);
    ck_assert_ptr_nonnull(strstr(known.bytes + found.size, figures[0]));
    lets_ledger_free(ledger);
    text_release(&journal);
    text_release(&known);
    text_release(&found);
}
END_TEST

static enum lets_status write_entry(void *context, const struct lets_ledger *ledger,
                                    const struct lets_entry *entry, const struct lets_place *place,
                                    struct lets_error *err)
{
    (void)place;
    return entry_write(context, entry, lets_ledger_summary(ledger)->decimals, err);
}

/* The lines of a journal that belong to entries. */
static struct text without_remarks(const struct text *journal)
{
    struct text entries = {0};
    for (size_t i = 0; i < journal->size;) {
        const char *line = journal->bytes + i;
        size_t size = (size_t)((const char *)memchr(line, '\n', journal->size - i) - line) + 1;
        if (size > 1 && line[0] != '#' && strncmp(line, "---", 3) != 0 && line[0] != '%') {
            ck_assert_int_eq(text_add(&entries, (struct lets_span){line, size}, NULL), LETS_OK);
        }
        i += size;
    }
    return entries;
}

START_TEST(writes_the_same_bytes)
{
    struct text journal = load(names[_i], "yaml");
    struct text entries = without_remarks(&journal);
    struct text written = {0};
    struct lets_journal *opened = NULL;
    struct lets_ledger *ledger = NULL;
    const struct lets_observer observer = {.context = &written, .entry = write_entry};
    const struct lets_replay how = {.observers = &observer, .n_observers = 1};
    ck_assert_int_eq(lets_journal_parse(journal.bytes, journal.size, &opened, NULL), LETS_OK);
    ck_assert_int_eq(lets_journal_replay(opened, &how, &ledger, NULL), LETS_OK);
    ck_assert_uint_eq(written.size, entries.size);
    ck_assert_int_eq(memcmp(written.bytes, entries.bytes, entries.size), 0);
    lets_ledger_free(ledger);
    lets_journal_close(opened);
    text_release(&journal);
    text_release(&entries);
    text_release(&written);
}
END_TEST

START_TEST(audits_without_error)
{
    struct text journal = load(names[_i], "yaml");
    struct lets_journal *opened = NULL;
    struct lets_audit *audit = NULL;
    ck_assert_int_eq(lets_journal_parse(journal.bytes, journal.size, &opened, NULL), LETS_OK);
    ck_assert_int_eq(lets_audit_new(opened, NULL, &audit, NULL), LETS_OK);
    const struct lets_audit_report *report = lets_audit_report(audit);
    ck_assert(report->is_ok && report->n_spelled == 0 && report->n_closes > 0);
    ck_assert_uint_eq(report->n_seals, lets_ledger_summary(report->ledger)->n_seals);
    lets_audit_free(audit);
    lets_journal_close(opened);
    text_release(&journal);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("conformance");
    TCase *tcase = tcase_create("conformance");
    tcase_add_loop_test(tcase, replays_to_the_known_balances, 0, N_NAMES);
    tcase_add_loop_test(tcase, writes_the_same_bytes, 0, N_NAMES);
    tcase_add_loop_test(tcase, audits_without_error, 0, N_NAMES);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
