/* SPDX-License-Identifier: MIT */
/*
 * Pages without a session: every allocation fails in turn while a page of each format is made. Each
 * failure is a status that leaves what was there before, nothing leaks (the sanitizer looks), and
 * the next page is the right one. The program's calls to the allocator, and those of jansson, come
 * here first (--wrap of the linker).
 */

#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/output.h"
#include "paper/drawn.h"
#include "report/report_html.h"
#include "report/report_rows.h"
#include "report/report_text.h"
#include "statement/statement_mail.h"
#include "statement/statement_rows.h"
#include "statement/statement_text.h"

/* ---------------------------------------------------------------- an allocator that fails */

static size_t n_asked;
static size_t n_allowed = SIZE_MAX;

void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *bytes, size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *bytes, size_t size);

void *__wrap_calloc(size_t n, size_t size)
{
    return n_asked++ < n_allowed ? __real_calloc(n, size) : NULL;
}

void *__wrap_realloc(void *bytes, size_t size)
{
    return n_asked++ < n_allowed ? __real_realloc(bytes, size) : NULL;
}

static void fail_after(size_t n)
{
    n_asked = 0;
    n_allowed = n;
}

static void *allocate(size_t size)
{
    return memory_try(size, 1);
}

/* ---------------------------------------------------------------- books */

static const char people[] = "- member: \"0001\"\n"
                             "  name: \"Ann <Archer>\"\n"
                             "  email: ann@example.org\n"
                             "  address: 1 Acre Lane, Brixton, London\n"
                             "- member: \"0002\"\n"
                             "  name: \"\xd7\x93\xd7\x95\xd7\x93 \xd7\x9b\xd7\x94\xd7\x9f\"\n";

static struct lets_journal *journal;
static struct lets_ledger *ledger;
static struct lets_directory *directory;
static struct lets_statements *stated;
static struct lets_report *reported;
static struct lets_statement_set set;
static struct lets_report_figures figures;
static struct names names;
static struct statements statements;
static struct report report;
static const struct statement_item *ann; /* who has an address */

static void setup(void)
{
    const struct lets_statements_options all = {.period = {{20454}, {20600}}};
    const struct lets_report_options how = {.period = {{INT32_MIN}, {INT32_MAX}}, .today = {20600}};
    const char path[] = TESTS_FOLDER "/conformance/features.yaml";
    json_set_alloc_funcs(allocate, memory_free);
    ck_assert_int_eq(lets_directory_parse(people, sizeof people - 1, &directory, NULL), LETS_OK);
    ck_assert_int_eq(lets_journal_open(path, LETS_READ, 0, &journal, NULL), LETS_OK);
    ck_assert_int_eq(lets_statements_new(&all, &stated, NULL), LETS_OK);
    ck_assert_int_eq(lets_report_new(&how, &reported, NULL), LETS_OK);
    struct lets_observer observers[] = {lets_statements_observer(stated),
                                        lets_report_observer(reported)};
    const struct lets_replay replay = {.observers = observers, .n_observers = 2};
    ck_assert_int_eq(lets_journal_replay(journal, &replay, &ledger, NULL), LETS_OK);
    ck_assert_int_eq(lets_statements_finish(stated, ledger, &set, NULL), LETS_OK);
    ck_assert_int_eq(lets_report_finish(reported, ledger, &figures, NULL), LETS_OK);
    names_set(&names, directory);
    ck_assert_int_eq(statements_init(&statements, &names, &set, LETS_DELIVERY_UNSET, NULL),
                     LETS_OK);
    for (size_t i = 0; i < statements.n_items; i++) {
        bool is_ann =
            statements.items[i].person != NULL && statements.items[i].person->email.size > 0;
        ann = is_ann ? &statements.items[i] : ann;
    }
    ck_assert_ptr_nonnull(ann);
    report = (struct report){.ledger = ledger, .names = &names, .figures = &figures};
}

static void teardown(void)
{
    statements_release(&statements);
    names_release(&names);
    lets_report_free(reported);
    lets_statements_free(stated);
    lets_ledger_free(ledger);
    lets_journal_close(journal);
    lets_directory_free(directory);
}

/* ---------------------------------------------------------------- pages */

/* One way to make a page; the words that it must hold. */
struct page {
    const char *name;
    enum lets_status (*add)(struct buffer *out, struct lets_error *err);
    const char *holds;
    bool is_drawn;
};

static enum lets_status add_statement_text(struct buffer *out, struct lets_error *err)
{
    return statement_add_text(out, &statements, ann, err);
}

/* What is written to a stream, as a page. */
static enum lets_status take(struct output *output, enum lets_status status, struct buffer *out,
                             struct lets_error *err)
{
    if (status == LETS_OK) {
        return output_take(output, out, err);
    }
    output_release(output);
    return status;
}

static enum lets_status add_statement_csv(struct buffer *out, struct lets_error *err)
{
    struct output output;
    ck_assert_int_eq(output_hold(&output, OUTPUT_CSV, err), LETS_OK);
    enum lets_status status =
        statement_write_csv(output.stream, &statements, statements.items, statements.n_items, err);
    return take(&output, status, out, err);
}

static enum lets_status add_statement_json(struct buffer *out, struct lets_error *err)
{
    struct output output;
    ck_assert_int_eq(output_hold(&output, OUTPUT_JSON, err), LETS_OK);
    enum lets_status status =
        statement_write_json(output.stream, &statements, statements.items, statements.n_items, err);
    return take(&output, status, out, err);
}

static enum lets_status add_statement_mail(struct buffer *out, struct lets_error *err)
{
    return statement_add_mail(out, &statements, ann, lets_span_of("office@example.org"),
                              (struct lets_span){0}, err);
}

static enum lets_status add_statement_parts(struct buffer *out, struct lets_error *err)
{
    return statement_add_mail(out, &statements, ann, lets_span_of("office@example.org"),
                              lets_span_of("%PDF"), err);
}

static enum lets_status add_report(enum output_format format, struct buffer *out,
                                   struct lets_error *err)
{
    struct output output;
    ck_assert_int_eq(output_hold(&output, format, err), LETS_OK);
    enum lets_status status = format == OUTPUT_TEXT ? report_print_text(&output, &report, true, err)
                                                    : report_print_rows(&output, &report, err);
    return take(&output, status, out, err);
}

static enum lets_status add_report_text(struct buffer *out, struct lets_error *err)
{
    return add_report(OUTPUT_TEXT, out, err);
}

static enum lets_status add_report_csv(struct buffer *out, struct lets_error *err)
{
    return add_report(OUTPUT_CSV, out, err);
}

static enum lets_status add_report_json(struct buffer *out, struct lets_error *err)
{
    return add_report(OUTPUT_JSON, out, err);
}

static enum lets_status add_report_html(struct buffer *out, struct lets_error *err)
{
    return report_add_html(out, &report, err);
}

/* Has a drawing added to the bytes of out; what no font has counts only for one that was made. */
static enum lets_status draw(struct buffer *out,
                             enum lets_status (*drawing)(struct drawn *drawn,
                                                         struct lets_error *err),
                             struct lets_error *err)
{
    struct drawn drawn = {.bytes = *out};
    enum lets_status status = drawing(&drawn, err);
    ck_assert(status == LETS_OK || drawn.n_missing == 0);
    *out = drawn.bytes;
    return status;
}

static enum lets_status draw_a_statement(struct drawn *drawn, struct lets_error *err)
{
    const struct drawn_statements drawing = {.statements = &statements, .items = ann, .n_items = 1};
    return drawn_statements(&drawing, drawn, err);
}

static enum lets_status add_statement_pdf(struct buffer *out, struct lets_error *err)
{
    return draw(out, draw_a_statement, err);
}

static enum lets_status draw_the_report(struct drawn *drawn, struct lets_error *err)
{
    const struct drawn_report drawing = {.report = &report};
    return drawn_report(&drawing, drawn, err);
}

static enum lets_status add_report_pdf(struct buffer *out, struct lets_error *err)
{
    return draw(out, draw_the_report, err);
}

static enum lets_status draw_a_sheet(struct drawn *drawn, struct lets_error *err)
{
    const struct drawn_trader traders[] = {
        {.account = lets_span_of("0001"), .name = lets_span_of("Ann"), .has_available = true},
        {.account = lets_span_of("0002"), .is_suspended = true}};
    const struct drawn_sheet drawing = {
        .ledger = ledger, .date = {20500}, .traders = traders, .n_traders = 2};
    return drawn_sheet(&drawing, drawn, err);
}

static enum lets_status add_sheet_pdf(struct buffer *out, struct lets_error *err)
{
    return draw(out, draw_a_sheet, err);
}

static enum lets_status draw_some_cheques(struct drawn *drawn, struct lets_error *err)
{
    const struct drawn_cheques drawing = {.ledger = ledger,
                                          .names = &names,
                                          .account = ann->statement->account,
                                          .first = 301,
                                          .last = 304};
    return drawn_cheques(&drawing, drawn, err);
}

static enum lets_status add_cheques_pdf(struct buffer *out, struct lets_error *err)
{
    return draw(out, draw_some_cheques, err);
}

static const struct page pages[] = {
    {"statement as text", add_statement_text, "Statement for ", false},
    {"statement as CSV", add_statement_csv, "account,name,begin,", false},
    {"statement as JSON", add_statement_json, "\"statements\": [", false},
    {"statement as mail", add_statement_mail, "Auto-Submitted: ", false},
    {"statement as mail with a PDF", add_statement_parts, "JVBERg==", false},
    {"report as text", add_report_text, "Trades by category", false},
    {"report as CSV", add_report_csv, "central_volume", false},
    {"report as JSON", add_report_json, "\"members_over_limit\": [", false},
    {"report as HTML", add_report_html, "</html>\n", false},
    {"statement as PDF", add_statement_pdf, "%PDF", true},
    {"report as PDF", add_report_pdf, "%PDF", true},
    {"trading sheet as PDF", add_sheet_pdf, "%PDF", true},
    {"cheques as PDF", add_cheques_pdf, "%PDF", true},
};

static const char before[] = "what was there before";

/* A buffer in which something stands. */
static struct buffer begun(void)
{
    struct buffer out = {0};
    buffer_add_string(&out, before);
    return out;
}

static void check_page(const struct page *page, struct lets_span right)
{
    struct buffer out = begun();
    ck_assert_int_eq(page->add(&out, NULL), LETS_OK);
    ck_assert_msg(lets_span_equal(buffer_span(&out), right), "%s is another one", page->name);
    buffer_release(&out);
}

START_TEST(makes_a_page_or_tells_of_memory)
{
    const struct page *page = &pages[_i];
    struct buffer right = begun();
    enum lets_status status = LETS_OUT_OF_MEMORY;
    size_t n_failed = 0;
    if (page->is_drawn && !drawn_is_possible()) {
        buffer_release(&right);
        return;
    }
    ck_assert_int_eq(page->add(&right, NULL), LETS_OK);
    ck_assert_msg(strstr(buffer_string(&right), page->holds) != NULL, "%s lacks '%s'", page->name,
                  page->holds);
    for (size_t n = 0; status != LETS_OK; n++) {
        struct buffer out = begun();
        struct lets_error err = {0};
        fail_after(n);
        status = page->add(&out, &err);
        fail_after(SIZE_MAX);
        ck_assert_msg(status == LETS_OK || status == LETS_OUT_OF_MEMORY, "%s, allocation %zu: %s",
                      page->name, n, lets_status_name(status));
        ck_assert_int_eq(err.status, status);
        ck_assert_msg(status == LETS_OK || strcmp(buffer_string(&out), before) == 0,
                      "%s, allocation %zu: something was added", page->name, n);
        ck_assert(status != LETS_OK || lets_span_equal(buffer_span(&out), buffer_span(&right)));
        n_failed += status != LETS_OK;
        buffer_release(&out);
        check_page(page, buffer_span(&right));
    }
    ck_assert_uint_gt(n_failed, 3);
    buffer_release(&right);
}
END_TEST

START_TEST(finds_out_to_whom_or_tells_of_memory)
{
    struct statements found = {.set = NULL};
    struct lets_error err = {0};
    fail_after(0);
    enum lets_status status = statements_init(&found, &names, &set, LETS_DELIVERY_UNSET, &err);
    fail_after(SIZE_MAX);
    ck_assert_int_eq(status, LETS_OUT_OF_MEMORY);
    ck_assert_int_eq(err.status, LETS_OUT_OF_MEMORY);
    ck_assert_ptr_null(found.set);
    ck_assert_ptr_null(found.items);
}
END_TEST

START_TEST(fails_the_outer_guard_with_an_inner_one)
{
    struct buffer outer_out = begun();
    struct buffer inner_out = begun();
    struct memory_guard outer;
    struct memory_guard inner;
    memory_guard_begin(&outer, &outer_out);
    buffer_add_string(&outer_out, ", and more");
    memory_guard_begin(&inner, &inner_out);
    ck_assert(!memory_is_short());
    fail_after(0);
    ck_assert_ptr_null(memory_try(1, 1));
    fail_after(SIZE_MAX);
    ck_assert(memory_is_short());
    ck_assert_ptr_null(memory_try(1, 1));
    ck_assert_int_eq(memory_guard_end(&inner, NULL), LETS_OUT_OF_MEMORY);
    ck_assert(memory_is_short());
    ck_assert_int_eq(memory_guard_end(&outer, NULL), LETS_OUT_OF_MEMORY);
    ck_assert(!memory_is_short());
    ck_assert_str_eq(buffer_string(&outer_out), before);
    ck_assert_str_eq(buffer_string(&inner_out), before);
    memory_guard_begin(&outer, &outer_out);
    buffer_add_string(&outer_out, ", and more");
    ck_assert_int_eq(memory_guard_end(&outer, NULL), LETS_OK);
    ck_assert_str_eq(buffer_string(&outer_out), "what was there before, and more");
    buffer_release(&outer_out);
    buffer_release(&inner_out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pages");
    TCase *cases = tcase_create("pages");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_set_timeout(cases, 300);
    tcase_add_loop_test(cases, makes_a_page_or_tells_of_memory, 0, sizeof pages / sizeof *pages);
    tcase_add_test(cases, finds_out_to_whom_or_tells_of_memory);
    tcase_add_test(cases, fails_the_outer_guard_with_an_inner_one);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
