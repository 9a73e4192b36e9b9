/* SPDX-License-Identifier: MIT */
/* The talk in which a pile is typed, without a terminal: what is said to which line, and what is in
 * the draft after it. */

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/commands.h"
#include "desk/dialogue.h"
#include "desk/dialogue_slip.h"

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

static void setup(void)
{
    struct lets_error err = {0};
    copy_books();
    session = (struct session){
        .command = &cmd_record_cheques,
        .globals = &globals,
        .world = &world,
        .clerk = "eve",
        .journal_name = journal,
        .journal_path = journal,
    };
    ck_assert_int_eq(lets_date_parse(lets_span_of("2026-03-01"), &session.today, NULL), LETS_OK);
    ck_assert_msg(desk_new(&session, session.today, &desk, &err) == LETS_OK, "%s", err.message);
    dialogue = dialogue_new(desk, 0, NULL);
    ck_assert_int_eq(dialogue_begin(dialogue, &err), LETS_OK);
    (void)dialogue_said(dialogue);
}

static void teardown(void)
{
    (void)unlink(desk->draft_path);
    dialogue_free(dialogue);
    desk_free(desk);
    lets_ledger_free(session.ledger);
    lets_journal_close(session.journal);
    lets_directory_free(session.directory);
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

START_TEST(takes_help_at_every_question)
{
    type("help", "from ID", "cheque: ");
    type("999", "is in no book", "  s skips it, Enter takes another number: ");
    type("help", "s counts it", "  s skips it, Enter takes another number: ");
    type("s", "", "  its amount, for the total [unknown]: ");
    type("help", "what the paper says", "  its amount, for the total [unknown]: ");
    type("", "skipped", "1 slip, 0.00 LINK; cheque: ");
    type("302", "0001", "  to: ");
    type("?", "who is paid", "  to: ");
    type("3", "0003", "  amount: ");
    type("HELP", "how much", "  amount: ");
    type("20", "", "  for: ");
    type("?", "what it was for", "  for: ");
    type("help", "", "  written [no date]: ");
    type("help", "the day on the paper", "  written [no date]: ");
    type("", "0302  0001 pays 0003 20.00 for help", "2 slips, 20.00 LINK; cheque: ");
    type("from 3", "0003", "  to: ");
    type("2", "0002", "  amount: ");
    type("200", "", "  for: ");
    type("", "", "  written [no date]: ");
    type("", "refused", "  s skips, o overrides, Enter types it anew: ");
    type("help", "o posts it nevertheless", "  s skips, o overrides, Enter types it anew: ");
    type("o", "", "  why it stands nevertheless: ");
    type("help", "a reason", "  why it stands nevertheless: ");
    type("agreed", " --   0003 pays 0002 200.00", "3 slips, 220.00 LINK; cheque: ");
    type("end", "", "slips, counted by hand [not counted]: ");
    type("help", "how many slips", "slips, counted by hand [not counted]: ");
    type("3", "", "total, added up by hand [not added up]: ");
    type("help", "what the slips add up to", "total, added up by hand [not added up]: ");
    type("quit", "", "total, added up by hand [not added up]: ");
    ck_assert_int_eq(dialogue_end(dialogue), DIALOGUE_STOPS);
}
END_TEST

/* What is typed before, and what is said to quit then. */
static const struct {
    const char *lines[6];
    const char *said;
    enum dialogue_end end;
} quits[] = {
    {{NULL}, "", DIALOGUE_IS_DONE},
    {{"999"}, "not kept", DIALOGUE_IS_DONE},
    {{"999", "s"}, "not kept", DIALOGUE_IS_DONE},
    {{"302"}, "not kept", DIALOGUE_IS_DONE},
    {{"302", "2"}, "not kept", DIALOGUE_IS_DONE},
    {{"302", "2", "5"}, "not kept", DIALOGUE_IS_DONE},
    {{"302", "2", "5", ""}, "not kept", DIALOGUE_IS_DONE},
    {{"302", "2", "5", "", ""}, "", DIALOGUE_STOPS},
    {{"from 3", "2", "200", "", ""}, "", DIALOGUE_STOPS},
    {{"from 3", "2", "200", "", "", "o"}, "", DIALOGUE_STOPS},
    {{"302", "2", "5", "", "", "end"}, "", DIALOGUE_STOPS},
};
enum { N_QUITS = sizeof quits / sizeof quits[0] };

START_TEST(quits_at_every_question)
{
    struct lets_error err = {0};
    for (size_t i = 0; i < 6 && quits[_i].lines[i] != NULL; i++) {
        ck_assert_int_eq(dialogue_take(dialogue, quits[_i].lines[i], &err), LETS_OK);
        (void)dialogue_said(dialogue);
        ck_assert_int_eq(dialogue_end(dialogue), DIALOGUE_GOES_ON);
    }
    ck_assert_int_eq(dialogue_take(dialogue, "quit", &err), LETS_OK);
    char *text = memory_copy(dialogue_said(dialogue));
    ck_assert_msg(strstr(text, quits[_i].said) != NULL, "said: %s", text);
    ck_assert((text[0] == '\0') == (quits[_i].said[0] == '\0'));
    memory_free(text);
    ck_assert_int_eq(dialogue_end(dialogue), quits[_i].end);
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
    tcase_add_test(cases, takes_help_at_every_question);
    tcase_add_loop_test(cases, quits_at_every_question, 0, N_QUITS);
    tcase_add_test(cases, completes_a_piece_of_an_id_for_payers_and_payees_only);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
