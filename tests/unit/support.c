/* SPDX-License-Identifier: MIT */
/* Journals made in memory, sealed with right hashes, for tests. */

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/seal.h"
#include "entries/yaml_reader.h"
#include "pieces/cutter.h"
#include "store/store.h"

const char support_base[] =
    "- ledger: Testing LETS\n  format: 1\n  unit: LINK\n  decimals: 2\n  opened: 2026-01-01\n"
    "  debit-limit: 200.00\n  credit-limit: 500.00\n  limits: hard\n  cheques-valid: 6 months\n"
    "- central: admin\n  purpose: administration\n  opened: 2026-01-01\n  debit-limit: 500.00\n"
    "  credit-limit: none\n"
    "- member: \"0001\"\n  joined: 2026-01-02\n"
    "- member: \"0002\"\n  joined: 2026-01-02\n"
    "- member: bob\n  joined: 2026-01-03\n  locality: Brixton\n"
    "- cheques: \"0001\"\n  date: 2026-01-04\n  first: 301\n  last: 325\n";

/* How many lines begin an entry. */
static unsigned count_entries(const char *entries)
{
    unsigned n = 0;
    for (const char *line = entries; line != NULL && *line != '\0';) {
        n += strncmp(line, "- ", 2) == 0 ? 1 : 0;
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    return n;
}

void support_seal_as(struct text *journal, const char *entries, const char *seal_lines)
{
    struct seal_hasher *hasher = NULL;
    size_t from = 0;
    for (size_t i = journal->size; from == 0 && i > SEAL_LINE_SIZE; i--) {
        struct lets_hash hash;
        size_t at = i - SEAL_LINE_SIZE;
        struct lets_span line = {journal->bytes + at, SEAL_LINE_SIZE};
        from = journal->bytes[at - 1] == '\n' && seal_parse_line(line, &hash) ? at : 0;
    }
    ck_assert_int_eq(text_add_string(journal, entries, NULL), LETS_OK);
    ck_assert_int_eq(text_add_string(journal, seal_lines, NULL), LETS_OK);
    ck_assert_int_eq(seal_hasher_new(&hasher, NULL), LETS_OK);
    seal_update(hasher, (struct lets_span){journal->bytes + from, journal->size - from});
    struct lets_hash hash = seal_finish(hasher);
    seal_hasher_free(hasher);
    ck_assert_int_eq(text_add_format(journal, NULL, "  sha256: %s\n", hash.hex), LETS_OK);
}

void support_seal(struct text *journal, const char *entries, const char *time)
{
    char lines[160];
    (void)snprintf(lines, sizeof lines, "- seal: %s\n  by: treasurer\n  entries: %u\n", time,
                   count_entries(entries));
    support_seal_as(journal, entries, lines);
}

enum lets_status support_apply(struct lets_ledger *ledger, const char *entries,
                               struct lets_error *err)
{
    struct store *store = NULL;
    struct cutter *cutter = NULL;
    struct yaml_reader *reader = NULL;
    enum lets_status status = LETS_OK;
    ck_assert_int_eq(store_parse(entries, strlen(entries), &store, NULL), LETS_OK);
    ck_assert_int_eq(cutter_new(store, 0, strlen(entries), 1, &cutter, NULL), LETS_OK);
    ck_assert_int_eq(yaml_reader_new(&reader, NULL), LETS_OK);
    while (status == LETS_OK) {
        struct cut cut;
        struct lets_entry entry = {0};
        ck_assert_int_eq(cutter_next(cutter, &cut, NULL), LETS_OK);
        if (cut.kind == CUT_END) {
            break;
        }
        ck_assert_msg(cut.status == LETS_OK, "%s", cut.why.message);
        struct lets_error form = {0};
        unsigned decimals = lets_ledger_summary(ledger)->decimals;
        enum lets_status read =
            yaml_reader_read(reader, cut.bytes, cut.line, decimals, &entry, &form);
        ck_assert_msg(read == LETS_OK, "%s in %s", form.message, entries);
        status = lets_ledger_apply(ledger, &entry, err);
    }
    yaml_reader_free(reader);
    cutter_free(cutter);
    store_close(store);
    return status;
}

struct lets_ledger *support_ledger(void)
{
    struct lets_ledger *ledger = NULL;
    struct lets_error err = {0};
    ck_assert_int_eq(lets_ledger_new(&ledger, NULL), LETS_OK);
    ck_assert_msg(support_apply(ledger, support_base, &err) == LETS_OK, "%s", err.message);
    return ledger;
}

enum lets_status support_replay(struct lets_span bytes, struct lets_ledger **ledger,
                                struct lets_error *err)
{
    struct lets_journal *journal = NULL;
    *ledger = NULL;
    ck_assert_int_eq(lets_journal_parse(bytes.bytes, bytes.size, &journal, NULL), LETS_OK);
    enum lets_status status = lets_journal_replay(journal, NULL, ledger, err);
    lets_journal_close(journal);
    return status;
}

struct text support_load(const char *name)
{
    char path[1024];
    char *bytes = NULL;
    size_t size = 0;
    struct text text = {0};
    (void)snprintf(path, sizeof path, "%s/%s", TESTS_FOLDER, name);
    ck_assert_msg(lets_file_load(path, 1 << 28, &bytes, &size, NULL) == LETS_OK, "%s", path);
    ck_assert_int_eq(text_add(&text, (struct lets_span){bytes, size}, NULL), LETS_OK);
    lets_bytes_free(bytes);
    return text;
}

static void same_account(const struct lets_account *x, const struct lets_account *y)
{
    ck_assert(lets_span_equal(x->id, y->id) && lets_span_equal(x->title, y->title));
    ck_assert(lets_span_equal(x->locality, y->locality) && lets_span_equal(x->agreed, y->agreed));
    ck_assert(x->is_float == y->is_float);
    ck_assert(x->kind == y->kind && x->status == y->status && x->opened.day == y->opened.day);
    ck_assert_int_eq(x->balance.minor, y->balance.minor);
    ck_assert_int_eq(x->earned.minor, y->earned.minor);
    ck_assert_int_eq(x->spent.minor, y->spent.minor);
    ck_assert(x->debit_limit.kind == y->debit_limit.kind);
    ck_assert(x->debit_limit.amount.minor == y->debit_limit.amount.minor);
    ck_assert(x->credit_limit.kind == y->credit_limit.kind);
    ck_assert(x->credit_limit.amount.minor == y->credit_limit.amount.minor);
}

static void same_books(const struct lets_ledger *a, const struct lets_ledger *b)
{
    struct lets_cheque x;
    struct lets_cheque y;
    uint32_t after = 0;
    while (lets_ledger_next_book(a, after, &x)) {
        ck_assert(lets_ledger_next_book(b, after, &y));
        ck_assert(x.book_first == y.book_first && x.book_last == y.book_last &&
                  x.account == y.account);
        for (uint32_t number = x.book_first; number <= x.book_last; number++) {
            ck_assert(lets_ledger_cheque(a, number, &x) && lets_ledger_cheque(b, number, &y));
            ck_assert(x.status == y.status && x.transfer == y.transfer &&
                      x.is_presented == y.is_presented);
            ck_assert(x.value.minor == y.value.minor && x.sold_in == y.sold_in);
            ck_assert(x.has_expires == y.has_expires && x.expires.day == y.expires.day);
        }
        after = x.book_last;
    }
    ck_assert(!lets_ledger_next_book(b, after, &y));
}

/* What is due by a rule; the same refusal where there is one. */
static void same_dues(const struct lets_ledger *a, const struct lets_ledger *b,
                      struct lets_span name)
{
    struct lets_dues x = {0};
    struct lets_dues y = {0};
    ck_assert_int_eq(lets_ledger_due(a, name, &x, NULL), lets_ledger_due(b, name, &y, NULL));
    ck_assert(x.n == y.n && x.count == y.count && x.total.minor == y.total.minor);
    ck_assert(x.close.day == y.close.day && x.from.day == y.from.day);
    for (size_t i = 0; i < x.n; i++) {
        ck_assert(x.items[i].account == y.items[i].account);
        ck_assert(x.items[i].is_in_run == y.items[i].is_in_run);
        ck_assert_int_eq(x.items[i].base.minor, y.items[i].base.minor);
        ck_assert_int_eq(x.items[i].due.minor, y.items[i].due.minor);
    }
    lets_dues_release(&x);
    lets_dues_release(&y);
}

static void same_rules(const struct lets_ledger *a, const struct lets_ledger *b)
{
    for (uint32_t i = 0; i < lets_ledger_summary(a)->n_rules; i++) {
        const struct lets_rule *x = lets_ledger_rule(a, i);
        const struct lets_rule *y = lets_ledger_rule(b, i);
        ck_assert(lets_span_equal(x->name, y->name) && x->is_withdrawn == y->is_withdrawn);
        ck_assert(x->date.day == y->date.day && x->since.day == y->since.day);
        ck_assert(lets_span_equal(x->reason, y->reason));
        same_dues(a, b, x->name);
    }
    for (uint32_t i = 0; i < lets_ledger_summary(a)->n_runs; i++) {
        struct lets_run x = lets_ledger_run(a, i);
        struct lets_run y = lets_ledger_run(b, i);
        ck_assert(x.rule == y.rule && x.close.day == y.close.day && x.stands == y.stands);
        ck_assert(x.first == y.first && x.count == y.count && x.n_reversed == y.n_reversed);
        ck_assert_int_eq(x.total.minor, y.total.minor);
    }
}

void support_same(const struct lets_ledger *a, const struct lets_ledger *b)
{
    const struct lets_summary *x = lets_ledger_summary(a);
    const struct lets_summary *y = lets_ledger_summary(b);
    ck_assert(lets_span_equal(x->name, y->name) && lets_span_equal(x->unit, y->unit));
    ck_assert(lets_span_equal(x->contact, y->contact));
    ck_assert(x->n_accounts == y->n_accounts && x->n_transfers == y->n_transfers);
    ck_assert(x->n_entries == y->n_entries && x->n_seals == y->n_seals);
    ck_assert(x->volume.minor == y->volume.minor && x->total.minor == 0 && y->total.minor == 0);
    ck_assert(x->has_close == y->has_close && x->closed.day == y->closed.day &&
              x->limits == y->limits);
    ck_assert_str_eq(x->head.hex, y->head.hex);
    ck_assert(lets_span_equal(x->agreement, y->agreement));
    ck_assert(x->n_rules == y->n_rules && x->n_runs == y->n_runs);
    for (uint32_t i = 0; i < x->n_accounts; i++) {
        same_account(lets_ledger_account(a, i), lets_ledger_account(b, i));
    }
    for (uint32_t number = 1; number <= x->n_transfers; number++) {
        struct lets_transfer t;
        struct lets_transfer u;
        ck_assert(lets_ledger_transfer(a, number, &t) && lets_ledger_transfer(b, number, &u));
        ck_assert(t.payer == u.payer && t.payee == u.payee && t.amount.minor == u.amount.minor);
        ck_assert(t.date.day == u.date.day && t.cheque == u.cheque && t.reverses == u.reverses);
        ck_assert(t.reversed_by == u.reversed_by);
    }
    same_books(a, b);
    same_rules(a, b);
    support_same_funds(a, b);
}

int support_run(const char *name, const TTest *const *tests, size_t n_tests)
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    tcase_set_timeout(tcase, 300);
    for (size_t i = 0; i < n_tests; i++) {
        tcase_add_test(tcase, tests[i]);
    }
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
