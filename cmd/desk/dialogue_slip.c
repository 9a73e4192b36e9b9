/* SPDX-License-Identifier: MIT */
/*
 * A slip being typed: its number or payer, and then what is not known of it yet. In the place of
 * the number the commands of the dialogue are taken too.
 */

#include "desk/dialogue_slip.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/harmless.h"
#include "desk/draft.h"
#include "desk/typed.h"
#include "session/voucher.h"

enum { CHOICES_MAX = 12 };

static bool has_asked(const struct dialogue *dialogue, enum slip_cell cell)
{
    return (dialogue->asked & 1U << cell) != 0;
}

static void set_cell(struct dialogue *dialogue, enum slip_cell cell, struct lets_span text)
{
    desk_slip_set(&dialogue->slip, cell, text);
    dialogue->asked |= 1U << cell;
}

/* What Enter takes for the next slip, and the draft. */
static enum lets_status keep_slip(struct dialogue *dialogue, const struct desk_slip *slip,
                                  struct lets_error *err)
{
    dialogue_keep_before(dialogue, slip);
    return draft_save(dialogue->desk, err);
}

/* All of the slip is typed. */
static enum lets_status finish_slip(struct dialogue *dialogue, struct lets_error *err)
{
    struct desk *desk = dialogue->desk;
    enum lets_status status = desk_add(desk, &dialogue->slip, err);

    if (status != LETS_OK) {
        return status;
    }
    const struct desk_slip *slip = &desk->slips[desk->n_slips - 1];
    if (slip->state == DESK_GOOD) {
        dialogue_say_sentence(dialogue, "", slip, "");
        dialogue_go_on(dialogue);
    } else {
        dialogue_ask_choice(dialogue, desk->n_slips - 1);
    }
    return keep_slip(dialogue, &desk->slips[desk->n_slips - 1], err);
}

/* Whether who pays has a charter. */
static bool is_of_fund(const struct dialogue *dialogue)
{
    const struct lets_ledger *ledger = dialogue_session(dialogue)->ledger;
    const struct lets_account *payer =
        lets_ledger_find(ledger, lets_span_of(dialogue->slip.cells[SLIP_FROM]));
    struct lets_cheque cheque;
    struct lets_charter charter;
    uint32_t number = 0;

    if (cheque_number_parse(lets_span_of(dialogue->slip.cells[SLIP_CHEQUE]), &number, NULL) ==
            LETS_OK &&
        lets_ledger_cheque(ledger, number, &cheque)) {
        payer = lets_ledger_account(ledger, cheque.account);
    }
    return payer != NULL && lets_ledger_charter(ledger, payer->index, &charter);
}

/* The first thing that is not known of the slip yet. */
static enum lets_status ask_next(struct dialogue *dialogue, struct lets_error *err)
{
    if (dialogue->needs_code && !has_asked(dialogue, SLIP_CODE)) {
        dialogue->question = ASK_CODE;
    } else if (!has_asked(dialogue, SLIP_TO)) {
        dialogue->question = ASK_PAYEE;
    } else if (!has_asked(dialogue, SLIP_AMOUNT)) {
        dialogue->question = ASK_AMOUNT;
    } else if (!has_asked(dialogue, SLIP_FOR)) {
        dialogue->question = ASK_FOR;
    } else if (!has_asked(dialogue, SLIP_PROPOSAL) && is_of_fund(dialogue)) {
        dialogue->question = ASK_PROPOSAL;
    } else if (!has_asked(dialogue, SLIP_WRITTEN)) {
        dialogue->question = ASK_DATE;
    } else {
        return finish_slip(dialogue, err);
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- accounts */

static void say_account(struct dialogue *dialogue, const char *before,
                        const struct lets_account *account)
{
    struct buffer name = {0};

    words_name_and_id(&name, &dialogue_session(dialogue)->names, account);
    dialogue_say(dialogue, "%s%s", before, buffer_string(&name));
    buffer_release(&name);
}

/* The one account that was meant; NULL, with what is said to it, for none or several. */
static const struct lets_account *find_account(struct dialogue *dialogue, struct lets_span text)
{
    const struct lets_account *found[CHOICES_MAX];
    size_t n = typed_accounts(dialogue_session(dialogue), text, found, CHOICES_MAX);

    if (n == 1) {
        return found[0];
    }
    if (n == 0) {
        dialogue_say(dialogue, "      nobody is called '%.*s'", SHOW(text));
        return NULL;
    }
    dialogue_say(dialogue, "      '%.*s' may be", SHOW(text));
    for (size_t i = 0; i < n && i < CHOICES_MAX; i++) {
        say_account(dialogue, "        ", found[i]);
    }
    if (n > CHOICES_MAX) {
        dialogue_say(dialogue, "        and %zu more", n - CHOICES_MAX);
    }
    return NULL;
}

void dialogue_complete(void *context, struct lets_span typed, struct buffer *insert,
                       struct buffer *choices)
{
    struct dialogue *dialogue = context;
    const struct names *names = &dialogue_session(dialogue)->names;
    const struct lets_account *found[CHOICES_MAX];

    if (dialogue->question != ASK_CHEQUE && dialogue->question != ASK_PAYEE &&
        dialogue->question != ASK_SKIP) {
        return;
    }
    size_t n = typed_accounts(dialogue_session(dialogue), typed_trim(typed), found, CHOICES_MAX);
    if (n == 1) {
        harmless_add(insert, words_name(names, found[0]));
        return;
    }
    for (size_t i = 0; i < n && i < CHOICES_MAX; i++) {
        struct buffer name = {0};
        words_name_and_id(&name, names, found[i]);
        harmless_add(choices, buffer_span(&name));
        buffer_add_string(choices, "\n");
        buffer_release(&name);
    }
}

/* ---------------------------------------------------------------- the number, and commands */

static void take_list(struct dialogue *dialogue)
{
    static const char *const notes[] = {
        [DESK_GOOD] = "",
        [DESK_REFUSED] = "  (refused)",
        [DESK_RETURNED] = "  (to be returned)",
        [DESK_SKIPPED] = "  (skipped)",
    };
    const struct desk *desk = dialogue->desk;
    struct buffer pile = {0};

    for (size_t i = 0; i < desk->n_slips; i++) {
        char number[24];
        (void)snprintf(number, sizeof number, "%4zu  ", i + 1);
        dialogue_say_sentence(dialogue, number, &desk->slips[i], notes[desk->slips[i].state]);
    }
    dialogue_add_pile(&pile, dialogue);
    dialogue_say(dialogue, "      %s", buffer_string(&pile));
    buffer_release(&pile);
}

static enum lets_status take_drop(struct dialogue *dialogue, size_t i, struct lets_error *err)
{
    struct desk *desk = dialogue->desk;

    dialogue_say_sentence(dialogue, "      taken out: ", &desk->slips[i], "");
    enum lets_status status = desk_drop(desk, i, err);
    if (status == LETS_OK) {
        status = draft_save(desk, err);
    }
    if (status == LETS_OK && desk_first_refused(desk) < desk->n_slips) {
        dialogue_ask_choice(dialogue, desk_first_refused(desk));
    }
    return status;
}

/* A word that is a command of the dialogue; false where it is none. */
static bool take_command(struct dialogue *dialogue, struct lets_span text, enum lets_status *status,
                         struct lets_error *err)
{
    size_t n_slips = dialogue->desk->n_slips;
    struct lets_span rest = text;
    struct lets_span word = typed_word(&rest);
    uint32_t number = 0;

    if (typed_is(text, "list")) {
        take_list(dialogue);
    } else if (typed_is(text, "undo") && n_slips > 0) {
        *status = take_drop(dialogue, n_slips - 1, err);
    } else if (typed_is(text, "undo")) {
        dialogue_say(dialogue, "      there is nothing to take out");
    } else if (typed_is(word, "drop") && lets_number_parse(rest, &number, NULL) == LETS_OK &&
               number <= n_slips) {
        *status = take_drop(dialogue, number - 1, err);
    } else if (typed_is(word, "drop")) {
        dialogue_say(dialogue, "      which slip? list tells their numbers");
    } else if (typed_is(text, "end") && n_slips == 0) {
        dialogue->end = DIALOGUE_IS_DONE;
    } else if (typed_is(text, "end")) {
        dialogue_ask_end(dialogue);
    } else {
        return false;
    }
    return true;
}

/* A slip without number. */
static enum lets_status take_payer(struct dialogue *dialogue, struct lets_span text,
                                   struct lets_error *err)
{
    const struct lets_account *account = find_account(dialogue, text);

    if (account == NULL) {
        return LETS_OK;
    }
    say_account(dialogue, "      without number: ", account);
    set_cell(dialogue, SLIP_CHEQUE, lets_span_of(""));
    set_cell(dialogue, SLIP_FROM, account->id);
    return ask_next(dialogue, err);
}

/* A number that no slip can be posted with: said at once, before more is typed. */
static void refuse_number(struct dialogue *dialogue, enum lets_status status, const char *reason)
{
    dialogue_say(dialogue, "      %s", reason);
    dialogue->slip.status = status;
    memory_free(dialogue->slip.reason);
    dialogue->slip.reason = memory_copy(lets_span_of(reason));
    dialogue->question = ASK_SKIP;
}

/* Amount and what for, behind the number in one line. */
static bool take_quick(struct dialogue *dialogue, struct lets_span rest)
{
    struct lets_span amount = typed_word(&rest);
    struct lets_amount value;
    struct lets_error why = {0};
    unsigned decimals = lets_ledger_summary(dialogue_session(dialogue)->ledger)->decimals;

    if (lets_amount_parse(amount, decimals, &value, &why) != LETS_OK) {
        dialogue_say(dialogue, "      %s", why.message);
        return false;
    }
    if (rest.size > 0 && lets_text_check(rest, &why) != LETS_OK) {
        dialogue_say(dialogue, "      %s", why.message);
        return false;
    }
    set_cell(dialogue, SLIP_AMOUNT, amount);
    set_cell(dialogue, SLIP_FOR, rest);
    struct lets_span payee = dialogue_payee_before(dialogue);
    if (payee.size > 0) {
        set_cell(dialogue, SLIP_TO, payee);
        set_cell(dialogue, SLIP_WRITTEN, lets_span_of(dialogue->before.cells[SLIP_WRITTEN]));
    }
    return true;
}

/* What a voucher says itself: its value, and that it has no day. */
static void take_voucher(struct dialogue *dialogue, const struct lets_cheque *cheque)
{
    const struct lets_summary *summary = lets_ledger_summary(dialogue_session(dialogue)->ledger);
    char value[LETS_AMOUNT_SIZE];

    dialogue->needs_code = voucher_needs_code(cheque);
    if (cheque->value.minor == 0) {
        return;
    }
    (void)lets_amount_format(cheque->value, summary->decimals, value);
    dialogue_say(dialogue, "      a voucher of %s", value);
    set_cell(dialogue, SLIP_AMOUNT, lets_span_of(value));
    set_cell(dialogue, SLIP_WRITTEN, lets_span_of(""));
}

static enum lets_status take_number(struct dialogue *dialogue, uint32_t number,
                                    struct lets_span digits, struct lets_span rest,
                                    struct lets_error *err)
{
    const struct lets_ledger *ledger = dialogue_session(dialogue)->ledger;
    struct lets_cheque cheque;
    struct buffer reason = {0};

    set_cell(dialogue, SLIP_CHEQUE, digits);
    if (!lets_ledger_cheque(ledger, number, &cheque)) {
        buffer_format(&reason, "cheque %" PRIu32 " is in no book", number);
        refuse_number(dialogue, LETS_CHEQUE_UNKNOWN, buffer_string(&reason));
    } else if (cheque.status == LETS_USED || cheque.status == LETS_REDEEMED ||
               cheque.status == LETS_TAKEN_BACK) {
        (void)desk_add_earlier(&reason, dialogue->desk, number);
        refuse_number(dialogue, LETS_CHEQUE_USED, buffer_string(&reason));
    } else if (cheque.status == LETS_STOPPED) {
        buffer_format(&reason, "%s %" PRIu32 " is stopped",
                      cheque.value.minor > 0 ? "voucher" : "cheque", number);
        refuse_number(dialogue, LETS_CHEQUE_STOPPED, buffer_string(&reason));
    } else if (cheque.status == LETS_PRINTED) {
        buffer_format(&reason, "voucher %" PRIu32 " was never sold", number);
        refuse_number(dialogue, LETS_VOUCHER_NOT_SOLD, buffer_string(&reason));
    } else {
        say_account(dialogue, "      ", lets_ledger_account(ledger, cheque.account));
        take_voucher(dialogue, &cheque);
        if (rest.size > 0 && !take_quick(dialogue, rest)) {
            dialogue_begin_slip(dialogue);
        } else {
            buffer_release(&reason);
            return ask_next(dialogue, err);
        }
    }
    buffer_release(&reason);
    return LETS_OK;
}

enum lets_status dialogue_take_cheque(struct dialogue *dialogue, struct lets_span text,
                                      struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    struct lets_span rest = text;
    struct lets_span word = typed_word(&rest);
    struct lets_cheque cheque;
    uint32_t number = 0;

    if (text.size == 0) {
        dialogue_say(dialogue,
                     "      a cheque's number, or a payer; 'end' ends the pile, 'help' tells more");
        return LETS_OK;
    }
    if (take_command(dialogue, text, &status, err)) {
        return status;
    }
    if (typed_is(word, "from") && rest.size > 0) {
        return take_payer(dialogue, rest, err);
    }
    bool is_number = cheque_number_parse(word, &number, NULL) == LETS_OK;
    bool is_cheque =
        is_number && lets_ledger_cheque(dialogue_session(dialogue)->ledger, number, &cheque);
    bool is_account = lets_ledger_find(dialogue_session(dialogue)->ledger, text) != NULL;
    if (is_cheque || (is_number && !is_account)) {
        return take_number(dialogue, number, word, rest, err);
    }
    return take_payer(dialogue, text, err);
}

/* ---------------------------------------------------------------- the other fields */

static bool is_ditto(struct lets_span text)
{
    return typed_is(text, "\"");
}

enum lets_status dialogue_take_code(struct dialogue *dialogue, struct lets_span text,
                                    struct lets_error *err)
{
    const struct lets_ledger *ledger = dialogue_session(dialogue)->ledger;
    struct lets_span digits = lets_span_of(dialogue->slip.cells[SLIP_CHEQUE]);
    struct lets_cheque cheque = {0};
    struct lets_error why = {0};
    uint32_t number = 0;

    (void)cheque_number_parse(digits, &number, NULL);
    (void)lets_ledger_cheque(ledger, number, &cheque);
    if (text.size > 0 && slip_check_code(&dialogue->desk->reader, &cheque, text, &why) != LETS_OK) {
        dialogue_say(dialogue, "      %s", why.message);
        return LETS_OK;
    }
    set_cell(dialogue, SLIP_CODE, text);
    return ask_next(dialogue, err);
}

enum lets_status dialogue_take_payee(struct dialogue *dialogue, struct lets_span text,
                                     struct lets_error *err)
{
    const struct lets_account *account = NULL;

    if (text.size == 0 || is_ditto(text)) {
        text = dialogue_payee_before(dialogue);
    }
    if (text.size == 0) {
        dialogue_say(dialogue, "      who is paid? an id, or a piece of the name");
        return LETS_OK;
    }
    account = find_account(dialogue, text);
    if (account == NULL) {
        return LETS_OK;
    }
    say_account(dialogue, "      ", account);
    set_cell(dialogue, SLIP_TO, account->id);
    return ask_next(dialogue, err);
}

enum lets_status dialogue_take_amount(struct dialogue *dialogue, struct lets_span text,
                                      struct lets_error *err)
{
    unsigned decimals = lets_ledger_summary(dialogue_session(dialogue)->ledger)->decimals;
    struct lets_amount amount;
    struct lets_error why = {0};

    if (is_ditto(text)) {
        text = dialogue_cell_before(dialogue, SLIP_AMOUNT);
    }
    if (lets_amount_parse(text, decimals, &amount, &why) != LETS_OK) {
        dialogue_say(dialogue, "      %s",
                     text.size == 0 ? "how much? such as 12.50" : why.message);
        return LETS_OK;
    }
    set_cell(dialogue, SLIP_AMOUNT, text);
    return ask_next(dialogue, err);
}

enum lets_status dialogue_take_for(struct dialogue *dialogue, struct lets_span text,
                                   struct lets_error *err)
{
    struct lets_error why = {0};

    if (is_ditto(text)) {
        text = dialogue_cell_before(dialogue, SLIP_FOR);
    }
    if (text.size > 0 && lets_text_check(text, &why) != LETS_OK) {
        dialogue_say(dialogue, "      %s", why.message);
        return LETS_OK;
    }
    set_cell(dialogue, SLIP_FOR, text);
    return ask_next(dialogue, err);
}

enum lets_status dialogue_take_proposal(struct dialogue *dialogue, struct lets_span text,
                                        struct lets_error *err)
{
    struct lets_error why = {0};
    uint32_t number = 0;

    if (is_ditto(text)) {
        text = dialogue_cell_before(dialogue, SLIP_PROPOSAL);
    }
    if (text.size > 0 && lets_number_parse(text, &number, &why) != LETS_OK) {
        dialogue_say(dialogue, "      %s", why.message);
        return LETS_OK;
    }
    set_cell(dialogue, SLIP_PROPOSAL, text);
    return ask_next(dialogue, err);
}

enum lets_status dialogue_take_date(struct dialogue *dialogue, struct lets_span text,
                                    struct lets_error *err)
{
    struct lets_date date;
    struct lets_error why = {0};
    char written[LETS_DATE_SIZE];

    if (text.size == 0 || is_ditto(text)) {
        set_cell(dialogue, SLIP_WRITTEN, dialogue_cell_before(dialogue, SLIP_WRITTEN));
        return ask_next(dialogue, err);
    }
    if (typed_is(text, "none")) {
        set_cell(dialogue, SLIP_WRITTEN, lets_span_of(""));
        return ask_next(dialogue, err);
    }
    if (typed_date(text, dialogue_session(dialogue)->today, &date, &why) != LETS_OK) {
        dialogue_say(dialogue, "      %s", why.message);
        return LETS_OK;
    }
    lets_date_format(date, written);
    set_cell(dialogue, SLIP_WRITTEN, lets_span_of(written));
    return ask_next(dialogue, err);
}
