/* SPDX-License-Identifier: MIT */
/*
 * Random lawful journals, made through commits as the program makes them: the sum is zero after
 * every entry; replaying a part and applying the rest is replaying all; what is written reads back
 * the same. A seed that fails is printed; LETS_SEED runs it again.
 */

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cutter.h"
#include "entry_writer.h"
#include "yaml_reader.h"

enum { N_SEEDS = 12, N_COMMITS = 40, NAME_SIZE = 64 };

static uint64_t state;

static uint32_t below(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((state >> 33) % n);
}

static const char *const texts[] = {"tap",
                                    "12 eggs",
                                    "no",
                                    "caf\xc3\xa9 #2",
                                    "a: b",
                                    "\"quoted\" \\ back",
                                    "~",
                                    "\xe5\xbe\xb7\xe8\xaf\xad",
                                    "- dash",
                                    "{}",
                                    "'",
                                    "x:",
                                    "# not a remark"};
static struct lets_span any_text(void)
{
    return lets_span_of(texts[below(sizeof texts / sizeof *texts)]);
}

static struct lets_span any_id(const struct lets_ledger *ledger)
{
    return lets_ledger_account(ledger, below(lets_ledger_summary(ledger)->n_accounts))->id;
}

/* ---------------------------------------------------------------- entries */

static void make_account(struct lets_entry *entry, const struct lets_ledger *ledger,
                         struct lets_date date, char name[NAME_SIZE])
{
    uint32_t n = lets_ledger_summary(ledger)->n_accounts;
    bool is_member = below(4) > 0;
    (void)snprintf(name, NAME_SIZE, is_member ? "%04u" : "fund-%u", (unsigned)n + 1);
    entry->kind = is_member ? LETS_KIND_MEMBER : LETS_KIND_CENTRAL;
    entry->id = lets_span_of(name);
    entry->joined = date;
    entry->opened = date;
    entry->debit_limit = (struct lets_limit){LETS_LIMIT_AMOUNT, {(int64_t)below(100000)}};
    entry->credit_limit = (struct lets_limit){.kind = LETS_LIMIT_NONE};
    lets_entry_set(entry, id);
    if (is_member) {
        lets_entry_set(entry, joined);
        entry->locality = any_text();
        lets_entry_set(entry, locality);
        return;
    }
    lets_entry_set(entry, opened);
    entry->purpose = (enum lets_purpose)below(LETS_PURPOSE_OTHER + 1);
    lets_entry_set(entry, purpose);
    lets_entry_set(entry, debit_limit);
    lets_entry_set(entry, credit_limit);
}

static void make_transfer(struct lets_entry *entry, const struct lets_ledger *ledger,
                          struct lets_date date, char name[NAME_SIZE])
{
    uint32_t n = lets_ledger_summary(ledger)->n_transfers;
    struct lets_transfer old;
    entry->kind = LETS_KIND_TRANSFER;
    entry->number = n + 1;
    entry->date = (struct lets_date){date.day - (int32_t)below(5)};
    entry->payer = any_id(ledger);
    entry->payee = any_id(ledger);
    entry->amount = (struct lets_amount){1 + (int64_t)below(9999)};
    lets_entry_set(entry, number);
    lets_entry_set(entry, date);
    lets_entry_set(entry, payer);
    lets_entry_set(entry, payee);
    lets_entry_set(entry, amount);
    if (n > 0 && below(6) == 0 && lets_ledger_transfer(ledger, 1 + below(n), &old)) {
        entry->payer = lets_ledger_account(ledger, old.payee)->id;
        entry->payee = lets_ledger_account(ledger, old.payer)->id;
        entry->amount = old.amount;
        entry->reverses = old.number;
        entry->date = date;
        lets_entry_set(entry, reverses);
        return;
    }
    if (below(2) == 0) {
        entry->what_for = any_text();
        lets_entry_set(entry, what_for);
    }
    if (below(3) == 0) {
        entry->cheque = 1 + below(300);
        entry->written = (struct lets_date){entry->date.day - (int32_t)below(20)};
        lets_entry_set(entry, cheque);
        lets_entry_set(entry, written);
    }
    if (below(3) == 0) {
        (void)snprintf(name, NAME_SIZE, "ref/%u", (unsigned)below(1000));
        entry->ref = lets_span_of(name);
        lets_entry_set(entry, ref);
    }
    if (below(5) == 0) {
        entry->override_reason = any_text();
        lets_entry_set(entry, override_reason);
    }
}

static void make_book(struct lets_entry *entry, const struct lets_ledger *ledger,
                      struct lets_date date)
{
    entry->kind = LETS_KIND_CHEQUES;
    entry->id = any_id(ledger);
    entry->date = date;
    entry->first = 1 + below(300);
    entry->last = entry->first + below(30);
    lets_entry_set(entry, id);
    lets_entry_set(entry, date);
    lets_entry_set(entry, first);
    lets_entry_set(entry, last);
    if (below(3) == 0) {
        entry->withdrawn = any_text();
        lets_entry_set(entry, withdrawn);
    }
}

static void make_event(struct lets_entry *entry, const struct lets_ledger *ledger,
                       struct lets_date date)
{
    entry->kind = LETS_KIND_CHEQUE;
    entry->number = 1 + below(300);
    entry->date = date;
    entry->cheque_status = (enum lets_cheque_status)(LETS_RETURNED + (int)below(3));
    entry->reason = any_text();
    entry->payee = any_id(ledger);
    lets_entry_set(entry, number);
    lets_entry_set(entry, date);
    lets_entry_set(entry, cheque_status);
    lets_entry_set(entry, reason);
    lets_entry_set(entry, payee);
}

static void make_change(struct lets_entry *entry, const struct lets_ledger *ledger,
                        struct lets_date date)
{
    entry->kind = LETS_KIND_CHANGE;
    entry->id = any_id(ledger);
    entry->date = date;
    entry->status = (enum lets_account_status)below(3);
    entry->debit_limit = (struct lets_limit){LETS_LIMIT_AMOUNT, {(int64_t)below(100000)}};
    lets_entry_set(entry, id);
    lets_entry_set(entry, date);
    if (below(2) == 0) {
        lets_entry_set(entry, status);
    } else {
        lets_entry_set(entry, debit_limit);
    }
}

static void make_policy(struct lets_entry *entry, struct lets_date date)
{
    entry->kind = LETS_KIND_POLICY;
    entry->date = date;
    entry->limits = below(2) == 0 ? LETS_LIMITS_HARD : LETS_LIMITS_SOFT;
    entry->cheques_valid = (struct lets_validity){LETS_VALID_DAYS, 1 + below(200)};
    lets_entry_set(entry, date);
    lets_entry_set(entry, limits);
    lets_entry_set(entry, cheques_valid);
}

/* A close of some day before today, or what undoes the last one. */
static void make_period(struct lets_entry *entry, const struct lets_ledger *ledger,
                        struct lets_date date, struct lets_closing **closings)
{
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    entry->date = (struct lets_date){date.day - 1 - (int32_t)below(10)};
    lets_entry_set(entry, date);
    if (summary->has_close && below(2) == 0) {
        entry->kind = LETS_KIND_REOPEN;
        entry->date = summary->closed;
        entry->reason = any_text();
        lets_entry_set(entry, reason);
        return;
    }
    entry->kind = LETS_KIND_CLOSE;
    if (lets_ledger_closings(ledger, entry->date, closings, &entry->n_balances, NULL) == LETS_OK) {
        entry->balances = *closings;
    }
    lets_entry_set(entry, balances);
}

static void make(struct lets_entry *entry, const struct lets_ledger *ledger, struct lets_date date,
                 char name[NAME_SIZE], struct lets_closing **closings)
{
    uint32_t what = below(20);
    if (what < 2 || lets_ledger_summary(ledger)->n_accounts < 3) {
        make_account(entry, ledger, date, name);
    } else if (what < 14) {
        make_transfer(entry, ledger, date, name);
    } else if (what < 16) {
        make_book(entry, ledger, date);
    } else if (what < 17) {
        make_event(entry, ledger, date);
    } else if (what < 18) {
        make_change(entry, ledger, date);
    } else if (what < 19) {
        make_policy(entry, date);
    } else {
        make_period(entry, ledger, date, closings);
    }
}

/* ---------------------------------------------------------------- a journal */

static int64_t sum(const struct lets_ledger *ledger)
{
    int64_t total = 0;
    for (uint32_t i = 0; i < lets_ledger_summary(ledger)->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, i);
        ck_assert_int_eq(account->balance.minor, account->earned.minor - account->spent.minor);
        total += account->balance.minor;
    }
    return total;
}

/* Adds random entries, of which the unlawful ones are refused, and seals them. */
static void commit_some(struct lets_journal *journal, struct lets_ledger *ledger, uint32_t day)
{
    struct lets_commit *commit = NULL;
    struct lets_error err = {0};
    struct lets_time time = {.unix_seconds = (int64_t)(20454 + day) * 86400 + 32400};
    struct lets_date date = lets_time_day(time);
    ck_assert_int_eq(lets_commit_new(journal, ledger, &commit, NULL), LETS_OK);
    if (day == 0) {
        struct lets_entry first = {
            .kind = LETS_KIND_LEDGER, .format = 1, .decimals = below(7), .opened = date};
        first.name = any_text();
        first.unit = lets_span_of("LINK");
        first.debit_limit = (struct lets_limit){LETS_LIMIT_AMOUNT, {50000}};
        first.credit_limit = (struct lets_limit){.kind = LETS_LIMIT_NONE};
        first.cheques_valid = (struct lets_validity){LETS_VALID_MONTHS, 6};
        lets_entry_set(&first, name);
        lets_entry_set(&first, format);
        lets_entry_set(&first, unit);
        lets_entry_set(&first, decimals);
        lets_entry_set(&first, opened);
        lets_entry_set(&first, debit_limit);
        lets_entry_set(&first, credit_limit);
        lets_entry_set(&first, limits);
        lets_entry_set(&first, cheques_valid);
        ck_assert_msg(lets_commit_add(commit, &first, &err) == LETS_OK, "%s", err.message);
    }
    for (uint32_t i = below(20) + 1; i > 0 || lets_commit_entries(commit) == 0;
         i -= i > 0 ? 1 : 0) {
        struct lets_entry entry = {.kind = LETS_KIND_SEAL};
        struct lets_closing *closings = NULL;
        char name[NAME_SIZE];
        size_t size = lets_commit_bytes(commit).size;
        make(&entry, ledger, date, name, &closings);
        enum lets_status status = lets_commit_add(commit, &entry, &err);
        ck_assert(status == LETS_OK ||
                  (err.status == status && lets_commit_bytes(commit).size == size));
        ck_assert_int_eq(sum(ledger), 0);
        ck_assert_int_eq(lets_ledger_summary(ledger)->total.minor, 0);
        lets_closings_free(closings);
    }
    ck_assert_msg(lets_commit_seal(commit, time, lets_span_of("treasurer"), (struct lets_span){0},
                                   &err) == LETS_OK,
                  "%s", err.message);
    ck_assert_msg(lets_commit_append(commit, &err) == LETS_OK, "%s", err.message);
    lets_commit_free(commit);
}

static void make_journal(const char *path)
{
    struct lets_journal *journal = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_ledger *replayed = NULL;
    struct lets_error err = {0};
    for (uint32_t day = 0; day < N_COMMITS; day++) {
        if (day == 0) {
            ck_assert_int_eq(lets_journal_open(path, LETS_CREATE, 0, &journal, NULL), LETS_OK);
            ck_assert_int_eq(lets_ledger_new(&ledger, NULL), LETS_OK);
        } else if (below(3) == 0) {
            /* Now and then as a new run does: what was replayed must be what was left. */
            lets_journal_close(journal);
            ck_assert_int_eq(lets_journal_open(path, LETS_WRITE, 0, &journal, NULL), LETS_OK);
            ck_assert_msg(lets_journal_replay(journal, NULL, &replayed, &err) == LETS_OK, "%d: %s",
                          (int)err.line, err.message);
            support_same(ledger, replayed);
            lets_ledger_free(ledger);
            ledger = replayed;
        }
        commit_some(journal, ledger, day);
    }
    lets_ledger_free(ledger);
    lets_journal_close(journal);
}

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

START_TEST(random_journals_hold)
{
    char path[] = "/tmp/lets-property-XXXXXX";
    const char *given = getenv("LETS_SEED");
    uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)_i + 1;
    char *bytes = NULL;
    size_t size = 0;
    struct lets_ledger *ledger = NULL;
    struct lets_journal *journal = NULL;
    struct lets_audit *audit = NULL;
    int descriptor = mkstemp(path);
    state = seed;
    printf("seed %llu\n", (unsigned long long)seed);
    (void)fflush(stdout);
    ck_assert_int_ge(descriptor, 0);
    (void)close(descriptor);
    (void)unlink(path);
    make_journal(path);
    ck_assert_int_eq(lets_file_load(path, 1 << 28, &bytes, &size, NULL), LETS_OK);
    check_identity((struct lets_span){bytes, size});
    check_recipe(path);
    ck_assert_int_eq(support_replay((struct lets_span){bytes, size}, &ledger, NULL), LETS_OK);
    ck_assert_int_eq(lets_journal_parse(bytes, size, &journal, NULL), LETS_OK);
    ck_assert_int_eq(lets_audit_new(journal, NULL, &audit, NULL), LETS_OK);
    ck_assert(lets_audit_report(audit)->is_ok);
    struct lets_date opened = lets_ledger_summary(ledger)->opened;
    struct lets_period whole = {opened, {opened.day + N_COMMITS + 7}};
    ck_assert_uint_gt(support_check_statements(journal, whole), 10);
    ck_assert_uint_gt(lets_ledger_summary(ledger)->n_transfers, 20);
    lets_audit_free(audit);
    lets_journal_close(journal);
    lets_ledger_free(ledger);
    lets_bytes_free(bytes);
    (void)unlink(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("property");
    TCase *tcase = tcase_create("property");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, random_journals_hold, 0, N_SEEDS);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? 0 : 1;
}
