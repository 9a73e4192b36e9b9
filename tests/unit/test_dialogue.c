/* SPDX-License-Identifier: MIT */
/* The talk in which a pile is typed, without a terminal: what is said to which line, and what is in
 * the draft after it. */

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/commands.h"
#include "desk/dialogue.h"
#include "desk/dialogue_slip.h"

#define TODAY "2026-03-01"

static struct globals globals;
static struct world world;
static struct session session;
static struct desk *desk;
static struct dialogue *dialogue;
static char folder[] = "/tmp/lets-test-dialogue-XXXXXX";
static char journal[64];

static void copy_books(void)
{
    char *bytes = NULL;
    size_t size = 0;
    ck_assert_int_eq(lets_file_load(TESTS_FOLDER "/cli/fixtures/books.yaml", 1 << 20, &bytes, &size,
                                    NULL),
                     LETS_OK);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(journal, sizeof journal, "%s/j.yaml", folder);
    ck_assert_int_eq(lets_file_replace(journal, (struct lets_span){bytes, size}, 0600, NULL),
                     LETS_OK);
    lets_bytes_free(bytes);
}

static struct lets_date february(void)
{
    struct lets_date day = {0};
    ck_assert_int_eq(lets_date_parse(lets_span_of("2026-02-01"), &day, NULL), LETS_OK);
    return day;
}

/* Appends entries to the books, as one commit. */
static void append(const struct lets_entry *entries, size_t n)
{
    struct lets_journal *books = NULL;
    struct lets_ledger *ledger = NULL;
    struct lets_commit *commit = NULL;
    struct lets_time time = {0};
    ck_assert_int_eq(lets_time_parse(lets_span_of("2026-03-01T08:00:00+00:00"), &time, NULL),
                     LETS_OK);
    ck_assert_int_eq(lets_journal_open(journal, LETS_WRITE, 0, &books, NULL), LETS_OK);
    ck_assert_int_eq(lets_journal_replay(books, NULL, &ledger, NULL), LETS_OK);
    ck_assert_int_eq(lets_commit_new(books, ledger, &commit, NULL), LETS_OK);
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(lets_commit_add(commit, &entries[i], NULL), LETS_OK);
    }
    ck_assert_int_eq(
        lets_commit_seal(commit, time, lets_span_of("eve"), (struct lets_span){0}, NULL), LETS_OK);
    ck_assert_int_eq(lets_commit_append(commit, NULL), LETS_OK);
    lets_commit_free(commit);
    lets_ledger_free(ledger);
    lets_journal_close(books);
}

static struct lets_entry central_of(const char *id, enum lets_purpose purpose)
{
    const struct lets_limit none = {.kind = LETS_LIMIT_NONE};
    struct lets_entry central = {.kind = LETS_KIND_CENTRAL};
    lets_entry_put(&central, id, lets_span_of(id));
    lets_entry_put(&central, purpose, purpose);
    lets_entry_put(&central, opened, february());
    lets_entry_put(&central, debit_limit, none);
    lets_entry_put(&central, credit_limit, none);
    return central;
}

/* Sells a voucher that has a check code: 4001. */
static void sell_voucher(void)
{
    const struct lets_span fete = lets_span_of("fete");
    struct lets_entry batch = {.kind = LETS_KIND_CHEQUES};
    lets_entry_put(&batch, id, fete);
    lets_entry_put(&batch, date, february());
    lets_entry_put(&batch, first, 4001);
    lets_entry_put(&batch, last, 4001);
    lets_entry_put(&batch, value, (struct lets_amount){100});
    lets_entry_put(&batch, digest, lets_sha256(lets_span_of("key")));
    struct lets_entry sale = {.kind = LETS_KIND_TRANSFER};
    lets_entry_put(&sale, number, 4);
    lets_entry_put(&sale, date, february());
    lets_entry_put(&sale, payer, lets_span_of("0002"));
    lets_entry_put(&sale, payee, fete);
    lets_entry_put(&sale, amount, (struct lets_amount){100});
    lets_entry_put(&sale, first, 4001);
    lets_entry_put(&sale, last, 4001);
    append((const struct lets_entry[]){central_of("fete", LETS_PURPOSE_VOUCHERS), batch, sale}, 3);
}

/* Opens a fund, garden, that one member answers for. */
static void charter_fund(void)
{
    struct lets_pair approver = {{.text = lets_span_of("0001")}, {.text = lets_span_of("none")}};
    struct lets_entry charter = {.kind = LETS_KIND_CHARTER};
    lets_entry_put(&charter, id, lets_span_of("garden"));
    lets_entry_put(&charter, date, february());
    lets_entry_put(&charter, begins, february());
    lets_entry_put(&charter, ends, ((struct lets_date){february().day + 90}));
    lets_entry_put(&charter, budget, (struct lets_amount){10000});
    lets_entry_put(&charter, ceiling, (struct lets_amount){5000});
    lets_entry_put(&charter, petty, (struct lets_amount){1000});
    lets_entry_put(&charter, quorum, 1);
    lets_entry_put(&charter, residue_to, lets_span_of("admin"));
    lets_entry_put(&charter, approvers, ((struct lets_pairs){&approver, 1}));
    lets_entry_put(&charter, reason, lets_span_of("the garden of the locality"));
    append((const struct lets_entry[]){central_of("garden", LETS_PURPOSE_PROJECT), charter}, 2);
}

static void open_desk(void)
{
    struct lets_error err = {0};
    session = (struct session){
        .command = &cmd_record_cheques,
        .globals = &globals,
        .world = &world,
        .clerk = "eve",
        .journal_name = journal,
        .journal_path = journal,
    };
    ck_assert_int_eq(lets_date_parse(lets_span_of(TODAY), &session.today, NULL), LETS_OK);
    ck_assert_msg(desk_new(&session, session.today, &desk, &err) == LETS_OK, "%s", err.message);
    dialogue = dialogue_new(desk, 0, NULL);
    ck_assert_int_eq(dialogue_begin(dialogue, &err), LETS_OK);
    (void)dialogue_said(dialogue);
}

static void close_desk(void)
{
    dialogue_free(dialogue);
    desk_free(desk);
    session_release(&session);
}

static void setup(void)
{
    copy_books();
    sell_voucher();
    charter_fund();
    open_desk();
}

static void teardown(void)
{
    (void)unlink(desk->draft_path);
    close_desk();
    ck_assert_int_eq(unlink(journal), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}

/* Types a line; what is said to it must hold `said`, and the next question be `question`. */
static void type(const char *line, const char *said, const char *question)
{
    struct lets_error err = {0};
    ck_assert_msg(dialogue_take(dialogue, line, &err) == LETS_OK, "%s", err.message);
    char *text = memory_copy(dialogue_said(dialogue));
    ck_assert_msg(strstr(text, said) != NULL, "to '%s' was said: %s", line, text);
    memory_free(text);
    ck_assert_str_eq(dialogue_question(dialogue), question);
}

/* Lines of the draft, the header among them; 0: there is none. */
static size_t draft_lines(void)
{
    char *bytes = NULL;
    size_t size = 0;
    size_t n = 0;
    if (lets_file_load(desk->draft_path, 1 << 20, &bytes, &size, NULL) != LETS_OK) {
        return 0;
    }
    for (size_t i = 0; i < size; i++) {
        n += bytes[i] == '\n';
    }
    lets_bytes_free(bytes);
    return n;
}

START_TEST(asks_for_what_is_not_known_and_keeps_every_slip)
{
    ck_assert_str_eq(dialogue_question(dialogue), "cheque: ");
    type("302", "0001", "  to: ");
    type("2", "0002", "  amount: ");
    ck_assert_uint_eq(draft_lines(), 0);
    type("5", "", "  for: ");
    ck_assert(dialogue_is_text(dialogue));
    type("bread", "", "  written [no date]: ");
    type("8 feb", "0302  0001 pays 0002 5.00 for bread", "1 slip, 5.00 LINK; cheque: ");
    ck_assert_uint_eq(draft_lines(), 2);
    type("303 1.5 tea", "0303  0001 pays 0002 1.50 for tea", "2 slips, 6.50 LINK; cheque: ");
    ck_assert_uint_eq(draft_lines(), 3);
    type("undo", "taken out: 0303", "1 slip, 5.00 LINK; cheque: ");
    ck_assert_uint_eq(draft_lines(), 2);
    ck_assert_int_eq(dialogue_end(dialogue), DIALOGUE_GOES_ON);
}
END_TEST

START_TEST(posts_only_what_was_counted)
{
    struct lets_error err = {0};
    type("302", "0001", "  to: ");
    type("2", "0002", "  amount: ");
    type("5", "", "  for: ");
    type("", "", "  written [no date]: ");
    type("", "0302  0001 pays 0002 5.00", "1 slip, 5.00 LINK; cheque: ");
    type("end", "", "slips, counted by hand [not counted]: ");
    type("2", "", "total, added up by hand [not added up]: ");
    type("5", "1 too few", "1 slip, 5.00 LINK; cheque: ");
    type("end", "", "slips, counted by hand [not counted]: ");
    type("1", "", "total, added up by hand [not added up]: ");
    ck_assert_int_eq(dialogue_take(dialogue, "5.00", &err), LETS_OK);
    ck_assert_int_eq(dialogue_end(dialogue), DIALOGUE_POSTS);
}
END_TEST

START_TEST(stops_where_nobody_answers)
{
    struct lets_error err = {0};
    type("302", "0001", "  to: ");
    ck_assert_int_eq(dialogue_take(dialogue, NULL, &err), LETS_OK);
    ck_assert_int_eq(dialogue_end(dialogue), DIALOGUE_IS_DONE);
    ck_assert_uint_eq(draft_lines(), 0);
}
END_TEST

START_TEST(judges_a_slip_again_when_another_is_taken_out)
{
    /* 0003 stands at 6.00 and may go to -50.00. */
    type("302", "0001", "  to: ");
    type("3", "0003", "  amount: ");
    type("20", "", "  for: ");
    type("", "", "  written [no date]: ");
    type("", "0302", "1 slip, 20.00 LINK; cheque: ");
    type("from 3", "0003", "  to: ");
    type("2", "0002", "  amount: ");
    type("70", "", "  for: ");
    type("", "", "  written [no date]: ");
    type("", " --   0003 pays 0002 70.00", "2 slips, 90.00 LINK; cheque: ");
    type("drop 1", "refused: '0003' would go to -64.00",
         "  s skips, o overrides, Enter types it anew: ");
    type("s", "skipped", "1 slip, 70.00 LINK; cheque: ");
    ck_assert_int_eq(desk->slips[0].state, DESK_SKIPPED);
}
END_TEST

/* The payee of the slip before draws the next. */
START_TEST(never_offers_the_drawer_as_payee)
{
    type("302", "0001", "  to: ");
    type("3", "0003", "  amount: ");
    type("20", "", "  for: ");
    type("", "", "  written [no date]: ");
    type("", "0302", "1 slip, 20.00 LINK; cheque: ");
    type("303 5 tea", "0303  0001 pays 0003 5.00", "2 slips, 25.00 LINK; cheque: ");
    type("from 3", "0003", "  to: ");
    type("", "who is paid?", "  to: ");
    type("\"", "who is paid?", "  to: ");
    type("<", "", "2 slips, 25.00 LINK; cheque: ");
    type("304", "0001", "  to [0003]: ");
    type("1", "0001", "  amount: ");
    type("5", "", "  for: ");
    type("", "", "  written [no date]: ");
    type("", "refused: '0001' cannot pay itself", "  s skips, Enter types it anew: ");
    type("", "taken out", "2 slips, 25.00 LINK; cheque: ");
}
END_TEST

/* How each question is come to, what help says there, and what quit does. */
static const struct {
    const char *lines[14];
    const char *help;
    const char *quit; /* what is said to it; "": nothing */
    enum dialogue_end end;
    const char
        *left; /* the day on which the run ends there, and another begins; NULL: it does not */
} ways[N_QUESTIONS] = {
    [ASK_RESUME] = {{"302", "2", "5", "", ""}, "puts its draft aside", "", DIALOGUE_STOPS, TODAY},
    [ASK_POSTED] = {{"from 3", "admin", "2", "February levy", ""},
                    "the pile is in the books",
                    "",
                    DIALOGUE_STOPS,
                    "2026-02-01"},
    [ASK_CHEQUE] = {{NULL}, "from ID", "", DIALOGUE_IS_DONE, NULL},
    [ASK_CODE] = {{"4001"}, "the eight digits printed", "not kept", DIALOGUE_IS_DONE, NULL},
    [ASK_PAYEE] = {{"302"}, "who is paid", "not kept", DIALOGUE_IS_DONE, NULL},
    [ASK_AMOUNT] = {{"302", "2"}, "how much", "not kept", DIALOGUE_IS_DONE, NULL},
    [ASK_FOR] = {{"302", "2", "5"}, "what it was for", "not kept", DIALOGUE_IS_DONE, NULL},
    [ASK_PROPOSAL] = {{"from garden", "2", "5", "x"},
                      "under which the fund pays",
                      "not kept",
                      DIALOGUE_IS_DONE,
                      NULL},
    [ASK_DATE] =
        {{"302", "2", "5", "help"}, "the day on the paper", "not kept", DIALOGUE_IS_DONE, NULL},
    [ASK_SKIP] = {{"999"}, "s counts it", "not kept", DIALOGUE_IS_DONE, NULL},
    [ASK_SKIP_AMOUNT] = {{"999", "s"}, "what the paper says", "not kept", DIALOGUE_IS_DONE, NULL},
    [ASK_CHOICE] =
        {{"from 3", "2", "200", "", ""}, "o posts it nevertheless", "", DIALOGUE_STOPS, NULL},
    [ASK_OVERRIDE] = {{"from 3", "2", "200", "", "", "o"}, "a reason", "", DIALOGUE_STOPS, NULL},
    [ASK_COUNT] = {{"302", "2", "5", "", "", "end"}, "how many slips", "", DIALOGUE_STOPS, NULL},
    [ASK_TOTAL] = {{"302", "2", "5", "", "", "end", "1"},
                   "what the slips add up to",
                   "",
                   DIALOGUE_STOPS,
                   NULL},
    [ASK_AGAIN] = {{"from 3", "2", "1", "x", "", "from 3", "2", "1", "x", "", "end", "", ""},
                   "yes posts them",
                   "",
                   DIALOGUE_STOPS,
                   NULL},
};
enum { N_LINES = sizeof ways[0].lines / sizeof ways[0].lines[0] };

/* Ends the run on a day, and begins another. */
static void leave(const char *day)
{
    struct lets_date date = {0};
    ck_assert_int_eq(lets_date_parse(lets_span_of(day), &date, NULL), LETS_OK);
    struct timespec then = {.tv_sec = (time_t)date.day * 24 * 60 * 60};
    ck_assert_int_eq(
        utimensat(AT_FDCWD, desk->draft_path, (const struct timespec[]){then, then}, 0), 0);
    close_desk();
    open_desk();
}

/* Goes on to a question. */
static void go_to(enum question question)
{
    struct lets_error err = {0};
    for (size_t i = 0; i < N_LINES && ways[question].lines[i] != NULL; i++) {
        const char *line = ways[question].lines[i];
        ck_assert_msg(dialogue_take(dialogue, line, &err) == LETS_OK, "%s", err.message);
        (void)dialogue_said(dialogue);
        ck_assert_int_eq(dialogue_end(dialogue), DIALOGUE_GOES_ON);
    }
    if (ways[question].left != NULL) {
        leave(ways[question].left);
    }
    ck_assert_int_eq(dialogue->question, question);
}

START_TEST(takes_help_at_every_question)
{
    static const char *const words[] = {"?", "help", "HELP"};
    go_to((enum question)_i);
    for (size_t i = 0; i < (_i == ASK_FOR ? 1 : sizeof words / sizeof words[0]); i++) {
        char *question = memory_copy(lets_span_of(dialogue_question(dialogue)));
        type(words[i], ways[_i].help, question);
        ck_assert_int_eq(dialogue->question, _i);
        memory_free(question);
    }
}
END_TEST

START_TEST(quits_at_every_question)
{
    struct lets_error err = {0};
    go_to((enum question)_i);
    size_t n_lines = draft_lines();
    ck_assert_int_eq(dialogue_take(dialogue, "quit", &err), LETS_OK);
    char *text = memory_copy(dialogue_said(dialogue));
    ck_assert_msg(strstr(text, ways[_i].quit) != NULL, "said: %s", text);
    ck_assert((text[0] == '\0') == (ways[_i].quit[0] == '\0'));
    memory_free(text);
    ck_assert_int_eq(dialogue_end(dialogue), ways[_i].end);
    ck_assert_uint_eq(draft_lines(), n_lines);
}
END_TEST

START_TEST(completes_a_piece_of_an_id_for_payers_and_payees_only)
{
    struct buffer insert = {0};
    struct buffer choices = {0};
    dialogue_complete(dialogue, lets_span_of("adm"), &insert, &choices);
    ck_assert_str_eq(buffer_string(&insert), "Administration");
    buffer_clear(&insert);
    dialogue_complete(dialogue, lets_span_of("000"), &insert, &choices);
    ck_assert_str_eq(buffer_string(&insert), "");
    ck_assert_str_eq(buffer_string(&choices), "0001\n0002\n0003\n");
    buffer_clear(&choices);
    type("302", "0001", "  to: ");
    type("2", "0002", "  amount: ");
    dialogue_complete(dialogue, lets_span_of("adm"), &insert, &choices);
    ck_assert_uint_eq(insert.size + choices.size, 0);
    buffer_release(&insert);
    buffer_release(&choices);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dialogue");
    TCase *cases = tcase_create("dialogue");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, asks_for_what_is_not_known_and_keeps_every_slip);
    tcase_add_test(cases, posts_only_what_was_counted);
    tcase_add_test(cases, stops_where_nobody_answers);
    tcase_add_test(cases, judges_a_slip_again_when_another_is_taken_out);
    tcase_add_test(cases, never_offers_the_drawer_as_payee);
    tcase_add_loop_test(cases, takes_help_at_every_question, 0, N_QUESTIONS);
    tcase_add_loop_test(cases, quits_at_every_question, 0, N_QUESTIONS);
    tcase_add_test(cases, completes_a_piece_of_an_id_for_payers_and_payees_only);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
