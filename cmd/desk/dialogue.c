/* SPDX-License-Identifier: MIT */
/*
 * The dialogue: one function a question, which takes the line and says what comes next. The number
 * comes first, for it says who pays; payee and date are those of the slip before until something
 * else is typed; each slip is judged when its last field is there, and kept in the draft at once.
 */

#include "desk/dialogue.h"

#include <inttypes.h>

#include "base/harmless.h"
#include "desk/dialogue_decide.h"
#include "desk/dialogue_slip.h"
#include "desk/draft.h"
#include "desk/typed.h"

/* ---------------------------------------------------------------- the draft */

/* A draft is never thrown away: the clerk is told where it is. */
static enum lets_status put_aside(struct dialogue *dialogue, struct lets_error *err)
{
    char *name = NULL;
    enum lets_status status = draft_put_aside(dialogue->desk, &name, err);

    if (status == LETS_OK) {
        dialogue_say(dialogue, "      put aside as %s", name);
        memory_free(name);
        dialogue->desk->has_draft = false;
    }
    return status;
}

static enum lets_status take_resume(struct dialogue *dialogue, struct lets_span text,
                                    struct lets_error *err)
{
    struct desk *desk = dialogue->desk;

    if (text.size == 0 || typed_is(text, "y") || typed_is(text, "yes")) {
        if (desk->n_slips > 0) {
            dialogue_keep_before(dialogue, &desk->slips[desk->n_slips - 1]);
        }
        dialogue_begin_slip(dialogue);
        if (desk_first_refused(desk) < desk->n_slips) {
            dialogue_ask_choice(dialogue, desk_first_refused(desk));
        }
        return LETS_OK;
    }
    if (!typed_is(text, "n") && !typed_is(text, "no")) {
        dialogue_say(dialogue, "      yes, or no: then it is put aside, and a new pile begun");
        return LETS_OK;
    }
    enum lets_status status = put_aside(dialogue, err);
    if (status != LETS_OK) {
        return status;
    }
    while (desk->n_slips > 0) {
        desk_slip_release(&desk->slips[--desk->n_slips]);
    }
    dialogue_begin_slip(dialogue);
    return desk_rejudge(desk, err);
}

static enum lets_status take_posted(struct dialogue *dialogue, struct lets_span text,
                                    struct lets_error *err)
{
    if (typed_is(text, "y") || typed_is(text, "yes")) {
        enum lets_status status = put_aside(dialogue, err);
        if (status != LETS_OK) {
            return status;
        }
        dialogue->end = DIALOGUE_IS_DONE;
    } else if (typed_is(text, "n") || typed_is(text, "no")) {
        dialogue->question = ASK_RESUME;
    } else {
        dialogue_say(dialogue, "      yes, or no");
    }
    return LETS_OK;
}

enum lets_status dialogue_begin(struct dialogue *dialogue, struct lets_error *err)
{
    struct desk *desk = dialogue->desk;
    struct buffer pile = {0};
    char date[LETS_DATE_SIZE];

    lets_date_format(desk->reader.date, date);
    dialogue_say(dialogue, "%.*s: cheques that count on %s. 'help' tells what can be typed.",
                 SHOW(lets_ledger_summary(dialogue_session(dialogue)->ledger)->name), date);
    dialogue_begin_slip(dialogue);
    if (!draft_exists(desk)) {
        return LETS_OK;
    }
    enum lets_status status = draft_load(desk, err);
    if (status != LETS_OK) {
        return status;
    }
    if (desk->n_slips == 0) {
        draft_remove(desk);
        return LETS_OK;
    }
    dialogue_add_pile(&pile, dialogue);
    dialogue_say(dialogue, "A pile was left unfinished: %s, in %s.", buffer_string(&pile),
                 desk->draft_path);
    buffer_release(&pile);
    struct draft_posted posted = {.first = 0};
    status = draft_find_posted(desk, &posted, err);
    dialogue->question = posted.first > 0 ? ASK_POSTED : ASK_RESUME;
    if (posted.first > 0) {
        lets_date_format(posted.date, date);
        dialogue_say(dialogue,
                     "The same slips stand in the books, as a pile of %s, from transfer %" PRIu32
                     " on, recorded after the draft was last changed.",
                     date, posted.first);
    }
    return status;
}

/* ---------------------------------------------------------------- questions */

static const struct {
    const char *text; /* NULL: it is made when it is asked */
    const char *help; /* NULL: of the whole dialogue */
    enum lets_status (*take)(struct dialogue *dialogue, struct lets_span text,
                             struct lets_error *err);
} questions[N_QUESTIONS] = {
    [ASK_RESUME] =
        {"Go on with it? [Y/n] ",
         "yes goes on with the pile that was left; no puts its draft aside, and begins a "
         "new one",
         take_resume},
    [ASK_POSTED] = {"Was the pile posted, and only the draft left? [y/n] ",
                    "yes puts the draft aside, for the pile is in the books; no goes on to ask "
                    "about it",
                    take_posted},
    [ASK_CHEQUE] = {NULL, NULL, dialogue_take_cheque},
    [ASK_PAYEE] = {NULL,
                   "who is paid: an id, or a piece of the name; Enter takes the one in brackets",
                   dialogue_take_payee},
    [ASK_AMOUNT] = {"  amount: ", "how much, such as 12.50; \" takes that of the slip before",
                    dialogue_take_amount},
    [ASK_FOR] = {"  for: ",
                 "what it was for; Enter for nothing, \" for what the slip before was for",
                 dialogue_take_for},
    [ASK_PROPOSAL] =
        {"  proposal [none]: ",
         "the number of the proposal under which the fund pays; Enter for none, \" for "
         "that of the slip before",
         dialogue_take_proposal},
    [ASK_DATE] =
        {NULL,
         "the day on the paper, such as 8 feb; Enter takes the one in brackets, none is no "
         "date",
         dialogue_take_date},
    [ASK_CODE] = {"  check code: ",
                  "the eight digits printed beside the number; Enter goes on without, and then an "
                  "override is needed",
                  dialogue_take_code},
    [ASK_SKIP] = {"  s skips it, Enter takes another number: ",
                  "s counts it in the pile, and posts nothing of it; Enter asks for a number anew, "
                  "which may be typed at once",
                  dialogue_take_skip},
    [ASK_SKIP_AMOUNT] = {"  its amount, for the total [unknown]: ",
                         "what the paper says, so that the pile's total is right",
                         dialogue_take_skip_amount},
    [ASK_CHOICE] =
        {NULL,
         "r sends it back to the payee; s counts it in the pile, and does not post it; o "
         "posts it nevertheless, with a reason; Enter takes it out, to be typed anew",
         dialogue_take_choice},
    [ASK_OVERRIDE] = {"  why it stands nevertheless: ", "a reason, which is recorded with it",
                      dialogue_take_override},
    [ASK_COUNT] = {"slips, counted by hand [not counted]: ",
                   "how many slips there are on the table: where it is another number, nothing is "
                   "posted",
                   dialogue_take_count},
    [ASK_TOTAL] = {"total, added up by hand [not added up]: ",
                   "what the slips add up to on paper: where it is another total, nothing is "
                   "posted",
                   dialogue_take_total},
    [ASK_AGAIN] = {"Are they others, to be posted too? [y/N] ",
                   "yes posts them; no goes back to the pile, where 'drop N' takes one out",
                   dialogue_take_again},
};

/* ---------------------------------------------------------------- help, and quitting */

static void say_all_help(struct dialogue *dialogue)
{
    dialogue_say(
        dialogue,
        "A cheque's number says who pays; a payer's name or id begins a slip without number "
        "('from ID' where an id looks like a number). A piece of a name will do, Tab completes "
        "it. Enter takes payee and date of the slip before, \" what it says otherwise, < goes "
        "back to the number. All in one line, for the same payee and date:\n"
        "      301 12.50 kitchen tap\n"
        "list        shows the slips\n"
        "undo        takes the last one out\n"
        "drop N      takes slip N out\n"
        "end         compares with your own count and total, and posts the pile\n"
        "help        at every other question: what that one asks; where a text is asked for, ?\n"
        "quit        stops, at every question; what was typed is kept, and offered the next "
        "time");
}

/* What the question at hand asks. */
static void say_help(struct dialogue *dialogue)
{
    bool is_field = dialogue->question >= ASK_CODE && dialogue->question <= ASK_DATE;

    if (questions[dialogue->question].help == NULL) {
        say_all_help(dialogue);
        return;
    }
    dialogue_say(dialogue, "      %s; %squit stops, and keeps the slips",
                 questions[dialogue->question].help, is_field ? "< goes back to the number; " : "");
}

static void quit(struct dialogue *dialogue)
{
    if (dialogue->question >= ASK_CODE && dialogue->question <= ASK_SKIP_AMOUNT) {
        dialogue_say(dialogue, "      the slip at hand was not complete, and is not kept");
    }
    dialogue_stop(dialogue);
}

/* The words that every question takes. What a slip was for may be help, and the id of an account
 * is one. */
static bool take_word(struct dialogue *dialogue, struct lets_span text)
{
    bool is_help = typed_is(text, "help") && dialogue->question != ASK_FOR;
    bool is_id = dialogue->question == ASK_PAYEE &&
                 lets_ledger_find(dialogue_session(dialogue)->ledger, text) != NULL;

    if (is_id) {
        return false;
    }
    if (is_help || typed_is(text, "?")) {
        say_help(dialogue);
        return true;
    }
    if (typed_is(text, "quit")) {
        quit(dialogue);
        return true;
    }
    return false;
}

static void make_question(const struct dialogue *dialogue, struct buffer *out)
{
    struct lets_span before = {0};

    if (dialogue->question == ASK_CHEQUE) {
        if (dialogue->desk->n_slips > 0) {
            dialogue_add_pile(out, dialogue);
            buffer_add_string(out, "; ");
        }
        buffer_add_string(out, "cheque: ");
    } else if (dialogue->question == ASK_PAYEE) {
        before = dialogue_payee_before(dialogue);
        const struct lets_account *account =
            before.size == 0 ? NULL : lets_ledger_find(dialogue_session(dialogue)->ledger, before);
        buffer_add_string(out, "  to");
        if (account != NULL) {
            buffer_add_string(out, " [");
            words_label(out, &dialogue_session(dialogue)->names, account);
            buffer_add_string(out, "]");
        }
        buffer_add_string(out, ": ");
    } else if (dialogue->question == ASK_DATE) {
        before = dialogue_cell_before(dialogue, SLIP_WRITTEN);
        buffer_format(
            out, "  written [%.*s]: ", SHOW(before.size > 0 ? before : lets_span_of("no date")));
    } else if (dialogue->question == ASK_CHOICE) {
        const struct desk_slip *slip = &dialogue->desk->slips[dialogue->chosen];
        buffer_format(out, "  %ss skips%s, Enter types it anew: ",
                      dialogue_may_return(slip) ? "r returns, " : "",
                      dialogue_may_override(slip->status) ? ", o overrides" : "");
    }
}

const char *dialogue_question(struct dialogue *dialogue)
{
    struct buffer question = {0};

    buffer_clear(&dialogue->shown);
    if (questions[dialogue->question].text != NULL) {
        buffer_add_string(&question, questions[dialogue->question].text);
    } else {
        make_question(dialogue, &question);
    }
    harmless_add(&dialogue->shown, buffer_span(&question));
    buffer_release(&question);
    return buffer_string(&dialogue->shown);
}

bool dialogue_is_text(const struct dialogue *dialogue)
{
    return dialogue->question == ASK_FOR;
}

void dialogue_stop(struct dialogue *dialogue)
{
    dialogue->end = dialogue->desk->n_slips > 0 ? DIALOGUE_STOPS : DIALOGUE_IS_DONE;
}

enum lets_status dialogue_take(struct dialogue *dialogue, const char *line, struct lets_error *err)
{
    if (line == NULL) {
        /* At the number it ends the pile; within a slip, or where the totals are asked for, nobody
         * is there any more. */
        bool is_at_number = dialogue->question == ASK_CHEQUE && dialogue->desk->n_slips > 0;
        if (is_at_number && !dialogue->is_ending) {
            dialogue_say(dialogue, "%s", "");
            dialogue_ask_end(dialogue);
        } else {
            dialogue_stop(dialogue);
        }
        return LETS_OK;
    }
    struct lets_span text = typed_trim(lets_span_of(line));
    bool is_field = dialogue->question >= ASK_CODE && dialogue->question <= ASK_DATE;
    if (is_field && typed_is(text, "<")) {
        dialogue_begin_slip(dialogue);
        return LETS_OK;
    }
    return take_word(dialogue, text) ? LETS_OK
                                     : questions[dialogue->question].take(dialogue, text, err);
}

struct lets_span dialogue_said(struct dialogue *dialogue)
{
    struct buffer told = dialogue->told;

    dialogue->told = dialogue->said;
    buffer_clear(&told);
    dialogue->said = told;
    return buffer_span(&dialogue->told);
}

enum dialogue_end dialogue_end(const struct dialogue *dialogue)
{
    return dialogue->end;
}

struct dialogue *dialogue_new(struct desk *desk, uint32_t n, const struct lets_amount *total)
{
    struct dialogue *dialogue = memory_array(1, sizeof *dialogue);

    dialogue->desk = desk;
    dialogue->count = n;
    dialogue->has_count = n > 0;
    dialogue->has_total = total != NULL;
    dialogue->is_added_up = total != NULL;
    if (total != NULL) {
        dialogue->total = *total;
    }
    return dialogue;
}

void dialogue_free(struct dialogue *dialogue)
{
    if (dialogue == NULL) {
        return;
    }
    desk_slip_release(&dialogue->slip);
    desk_slip_release(&dialogue->before);
    buffer_release(&dialogue->shown);
    buffer_release(&dialogue->said);
    buffer_release(&dialogue->told);
    memory_free(dialogue);
}
