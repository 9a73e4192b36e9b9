/* SPDX-License-Identifier: MIT */
/*
 * Every allocation fails in turn: each is a status, nothing leaks (the sanitizer looks), and what
 * was asked for afterwards works as if nothing had been.
 */

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Something that is done under a failing allocator; LETS_OK, or what failed. */
struct scenario {
    const char *name;
    enum lets_status (*run)(const char *path);
};

static enum lets_status count_row(void *context, const struct lets_register_row *row,
                                  struct lets_error *err)
{
    size_t *n = context;
    (void)row;
    (void)err;
    (*n)++;
    return LETS_OK;
}

static enum lets_status replay(const char *path)
{
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_register *view = NULL;
    struct lets_balances *balances = NULL;
    const struct lets_register_options all = {.period = {{INT32_MIN}, {INT32_MAX}}};
    enum lets_status status = lets_journal_open(path, LETS_READ, 0, &journal, NULL);
    if (status == LETS_OK) {
        status = lets_register_new(&all, &view, NULL);
    }
    if (status == LETS_OK) {
        status = lets_balances_new((struct lets_date){20600}, &balances, NULL);
    }
    if (status == LETS_OK) {
        struct lets_observer observers[] = {lets_register_observer(view),
                                            lets_balances_observer(balances)};
        struct lets_replay how = {
            .observers = observers, .n_observers = 2, .check_canonical = true};
        status = lets_journal_replay(journal, &how, &ledger, NULL);
    }
    ck_assert((ledger == NULL) == (status != LETS_OK));
    if (status == LETS_OK) {
        size_t n = 0;
        status = lets_register_each(view, journal, ledger, count_row, &n, NULL);
        ck_assert(status != LETS_OK || (n == lets_register_size(view) && n > 0));
    }
    lets_register_free(view);
    lets_balances_free(balances);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    return status;
}

static enum lets_status state(const char *path)
{
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_statements *view = NULL;
    struct lets_statement_set set = {0};
    const struct lets_span ids[] = {lets_span_of("0001"), lets_span_of("2"), lets_span_of("admin")};
    const struct lets_statements_options some = {
        .period = {{20454}, {20480}}, .accounts = ids, .n_accounts = 3};
    enum lets_status status = lets_journal_open(path, LETS_READ, 0, &journal, NULL);
    if (status == LETS_OK) {
        status = lets_statements_new(&some, &view, NULL);
    }
    if (status == LETS_OK) {
        struct lets_observer observer = lets_statements_observer(view);
        struct lets_replay how = {.observers = &observer, .n_observers = 1};
        status = lets_journal_replay(journal, &how, &ledger, NULL);
    }
    if (status == LETS_OK) {
        status = lets_statements_finish(view, ledger, &set, NULL);
    }
    ck_assert(set.n_statements == (status == LETS_OK ? 3 : 0));
    lets_statements_free(view);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    return status;
}

static enum lets_status report(const char *path)
{
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_report *made = NULL;
    struct lets_report_figures figures = {.n_rows = 0};
    const struct lets_report_options all = {.period = {{INT32_MIN}, {INT32_MAX}}, .today = {20600}};
    enum lets_status status = lets_journal_open(path, LETS_READ, 0, &journal, NULL);
    if (status == LETS_OK) {
        status = lets_report_new(&all, &made, NULL);
    }
    if (status == LETS_OK) {
        struct lets_observer observer = lets_report_observer(made);
        struct lets_replay how = {.observers = &observer, .n_observers = 1};
        status = lets_journal_replay(journal, &how, &ledger, NULL);
    }
    if (status == LETS_OK) {
        status = lets_report_finish(made, ledger, &figures, NULL);
    }
    ck_assert((figures.n_rows == 0) == (status != LETS_OK));
    lets_report_free(made);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    return status;
}

static enum lets_status audit(const char *path)
{
    struct lets_journal *journal = NULL;
    struct lets_journal *other = NULL;
    struct lets_audit *found = NULL;
    const char *head = "0123456789abcdef";
    enum lets_status status = lets_journal_open(path, LETS_READ, 0, &journal, NULL);
    if (status == LETS_OK) {
        status = lets_journal_open(path, LETS_READ, 0, &other, NULL);
    }
    if (status == LETS_OK) {
        const struct lets_audit_options how = {.witness_hashes = &head,
                                               .n_witness_hashes = 1,
                                               .witness_files = &other,
                                               .witness_names = &path,
                                               .n_witness_files = 1};
        status = lets_audit_new(journal, &how, &found, NULL);
    }
    ck_assert((found == NULL) == (status != LETS_OK));
    lets_audit_free(found);
    lets_journal_close(journal);
    lets_journal_close(other);
    return status;
}

static enum lets_status append(const char *path)
{
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_commit *commit = NULL;
    struct lets_entry entry = {.kind = LETS_KIND_MEMBER};
    lets_entry_put(&entry, id, lets_span_of("late"));
    lets_entry_put(&entry, joined, (struct lets_date){20560});
    enum lets_status status = lets_journal_open(path, LETS_WRITE, 0, &journal, NULL);
    if (status == LETS_OK) {
        status = lets_journal_replay(journal, NULL, &ledger, NULL);
    }
    if (status == LETS_OK) {
        status = lets_commit_new(journal, ledger, &commit, NULL);
    }
    if (status == LETS_OK) {
        status = lets_commit_add(commit, &entry, NULL);
    }
    if (status == LETS_OK) {
        struct lets_time time = {.unix_seconds = INT64_C(20700) * 86400};
        status = lets_commit_seal(commit, time, lets_span_of("x"), (struct lets_span){0}, NULL);
    }
    lets_commit_free(commit);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    return status;
}

static enum lets_status directory(const char *path)
{
    static const char bytes[] =
        "- member: a\n  name: Ann\n- member: b\n  name: Bob\n  email: b@example.org\n";
    struct lets_directory *found = NULL;
    struct lets_span written = {0};
    const struct lets_person person = {.member = lets_span_of("c"), .name = lets_span_of("Cy")};
    (void)path;
    enum lets_status status = lets_directory_parse(bytes, sizeof bytes - 1, &found, NULL);
    if (status == LETS_OK) {
        status = lets_directory_put(found, &person, NULL);
    }
    if (status == LETS_OK) {
        (void)lets_directory_erase(found, lets_span_of("a"));
        status = lets_directory_bytes(found, &written, NULL);
    }
    lets_directory_free(found);
    return status;
}

/* A sink that counts. */
static enum lets_status count(void *context, struct lets_span bytes, struct lets_error *err)
{
    size_t *n = context;
    (void)err;
    *n += bytes.size;
    return LETS_OK;
}

static enum lets_status export_to(const char *path, enum lets_program program)
{
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_exporter *exporter = NULL;
    size_t n = 0;
    const struct lets_sink sink = {.context = &n, .write = count};
    enum lets_status status = lets_journal_open(path, LETS_READ, 0, &journal, NULL);
    if (status == LETS_OK) {
        status = lets_exporter_new(&exporter, NULL);
    }
    if (status == LETS_OK) {
        struct lets_observer observer = lets_exporter_observer(exporter);
        struct lets_replay how = {.observers = &observer, .n_observers = 1};
        status = lets_journal_replay(journal, &how, &ledger, NULL);
    }
    if (status == LETS_OK) {
        status = lets_exporter_write(exporter, program, journal, ledger, NULL, &sink, NULL);
    }
    ck_assert((n > 1000) == (status == LETS_OK));
    lets_exporter_free(exporter);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    return status;
}

static enum lets_status export_ledger(const char *path)
{
    return export_to(path, LETS_PROGRAM_LEDGER);
}

static enum lets_status export_hledger(const char *path)
{
    return export_to(path, LETS_PROGRAM_HLEDGER);
}

static enum lets_status export_beancount(const char *path)
{
    return export_to(path, LETS_PROGRAM_BEANCOUNT);
}

static enum lets_status table(const char *path)
{
    static const char bytes[] = "cheque;to;for\r\n301;0001;\"a \"\"b\"\"\nc\"\r\n\r\n302;'=1;x\r\n";
    static const struct lets_csv_column columns[] = {{"to", NULL, true},
                                                     {"written", "date", false}};
    struct lets_csv *csv = NULL;
    const struct lets_csv_row *row = NULL;
    int n_rows = 0;
    (void)path;
    enum lets_status status = lets_csv_parse(bytes, sizeof bytes - 1, &csv, NULL);
    if (status == LETS_OK) {
        status = lets_csv_match(csv, columns, 2, true, NULL);
    }
    while (status == LETS_OK && (status = lets_csv_next(csv, &row, NULL)) == LETS_OK &&
           row != NULL) {
        n_rows++;
    }
    ck_assert(status != LETS_OK || n_rows == 2);
    lets_csv_free(csv);
    return status;
}

/* How many allocations the scenario at hand gets. */
static size_t n_allowed;

/* A copy of the journal with something behind its last seal. */
static void copy(const char *path, const char *behind, char name[64])
{
    char *bytes = NULL;
    struct text text = {0};
    size_t size = 0;
    (void)lets__mem_fail_after(SIZE_MAX);
    (void)snprintf(name, 64, "%s.copy", path);
    ck_assert_int_eq(lets_file_load(path, 1 << 28, &bytes, &size, NULL), LETS_OK);
    ck_assert_int_eq(text_add(&text, (struct lets_span){bytes, size}, NULL), LETS_OK);
    ck_assert_int_eq(text_add_string(&text, behind, NULL), LETS_OK);
    ck_assert_int_eq(lets_file_replace(name, text_span(&text), 0600, NULL), LETS_OK);
    text_release(&text);
    lets_bytes_free(bytes);
    (void)lets__mem_fail_after(n_allowed);
}

/* How large a file is, -1 if there is none; takes it away. */
static long measure_and_remove(const char *name)
{
    struct stat about;
    long size = stat(name, &about) == 0 ? (long)about.st_size : -1;
    (void)unlink(name);
    return size;
}

static enum lets_status recover(const char *path)
{
    static const char tail[] = "- member: torn\n";
    char name[64];
    char saved[80];
    struct lets_journal *journal = NULL;
    struct lets_recovery recovery = {.kind = LETS_RECOVERED_TAIL};
    struct stat before;
    ck_assert_int_eq(stat(path, &before), 0);
    copy(path, tail, name);
    enum lets_status status = lets_journal_open(name, LETS_WRITE, 0, &journal, NULL);
    if (status == LETS_OK) {
        status = lets_journal_recover(journal, false, &recovery, NULL);
    }
    lets_journal_close(journal);
    (void)snprintf(saved, sizeof saved, "%s.tail-1", name);
    long n_saved = measure_and_remove(saved);
    long n_left = measure_and_remove(name);
    ck_assert((n_saved >= (long)sizeof tail - 1) == (status == LETS_OK));
    ck_assert_int_eq(n_left + (n_saved > 0 ? n_saved : 0), before.st_size + (long)sizeof tail - 1);
    ck_assert(status == LETS_OK || n_saved == -1);
    return status;
}

static enum lets_status adopt(const char *path)
{
    char name[64];
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_commit *commit = NULL;
    struct stat before;
    copy(path, "# typed\n- member: typed\n  joined: 2026-05-01\n", name);
    ck_assert_int_eq(stat(name, &before), 0);
    enum lets_status status = lets_journal_open(name, LETS_WRITE, 0, &journal, NULL);
    if (status == LETS_OK) {
        status = lets_journal_replay(journal, NULL, &ledger, NULL);
    }
    if (status == LETS_OK) {
        status = lets_commit_new(journal, ledger, &commit, NULL);
    }
    if (status == LETS_OK) {
        status = lets_commit_adopt(commit, NULL, NULL);
    }
    if (status == LETS_OK) {
        struct lets_time time = {.unix_seconds = INT64_C(20700) * 86400};
        status = lets_commit_seal(commit, time, lets_span_of("x"), (struct lets_span){0}, NULL);
    }
    if (status == LETS_OK) {
        status = lets_commit_append(commit, NULL);
    }
    lets_commit_free(commit);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    long size = measure_and_remove(name);
    ck_assert(status == LETS_OK ? size > before.st_size : size == before.st_size);
    return status;
}

static enum lets_status replace(const char *path)
{
    static const char fresh[] = "fresh";
    char name[64];
    struct stat before;
    copy(path, "", name);
    ck_assert_int_eq(stat(name, &before), 0);
    enum lets_status status =
        lets_file_replace(name, (struct lets_span){fresh, sizeof fresh - 1}, 0600, NULL);
    ck_assert_int_eq(measure_and_remove(name),
                     status == LETS_OK ? (long)sizeof fresh - 1 : before.st_size);
    return status;
}

static const struct scenario scenarios[] = {{"replay", replay},
                                            {"state", state},
                                            {"report", report},
                                            {"audit", audit},
                                            {"append", append},
                                            {"directory", directory},
                                            {"export to ledger", export_ledger},
                                            {"export to hledger", export_hledger},
                                            {"export to beancount", export_beancount},
                                            {"table", table},
                                            {"recover", recover},
                                            {"adopt", adopt},
                                            {"replace", replace}};

enum { N_SCENARIOS = sizeof scenarios / sizeof *scenarios };
static const char *const journals[] = {"conformance/features.yaml", "conformance/vouchers.yaml",
                                       "conformance/funds.yaml"};

START_TEST(survives_each_failed_allocation)
{
    const struct scenario *scenario = &scenarios[_i % N_SCENARIOS];
    char path[] = "/tmp/lets-memory-XXXXXX";
    struct text journal = support_load(journals[_i / N_SCENARIOS]);
    struct text again = {0};
    int descriptor = mkstemp(path);
    ck_assert_int_eq(write(descriptor, journal.bytes, journal.size), (ssize_t)journal.size);
    (void)close(descriptor);
    enum lets_status status = LETS_OUT_OF_MEMORY;
    for (size_t n = 0; status != LETS_OK; n++) {
        n_allowed = n;
        (void)lets__mem_fail_after(n);
        status = scenario->run(path);
        (void)lets__mem_fail_after(SIZE_MAX);
        ck_assert_msg(status == LETS_OK || status == LETS_OUT_OF_MEMORY, "%s, allocation %zu: %s",
                      scenario->name, n, lets_status_name(status));
        ck_assert_msg(n < 100000, "%s never succeeds", scenario->name);
    }
    char *bytes = NULL;
    ck_assert_int_eq(lets_file_load(path, 1 << 28, &bytes, &again.size, NULL), LETS_OK);
    ck_assert(again.size == journal.size && memcmp(bytes, journal.bytes, again.size) == 0);
    lets_bytes_free(bytes);
    text_release(&journal);
    (void)unlink(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("memory");
    TCase *tcase = tcase_create("memory");
    tcase_set_timeout(tcase, 300);
    tcase_add_loop_test(tcase, survives_each_failed_allocation, 0,
                        N_SCENARIOS * (int)(sizeof journals / sizeof *journals));
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
