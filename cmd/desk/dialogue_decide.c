/* SPDX-License-Identifier: MIT */
/*
 * What is decided: what becomes of a slip that is refused, and whether the pile is the one that was
 * counted by hand.
 */

#include "desk/dialogue_decide.h"

#include "desk/dialogue_slip.h"
#include "desk/draft.h"
#include "desk/typed.h"

/* ---------------------------------------------------------------- what is refused */

enum lets_status dialogue_take_skip(struct dialogue *dialogue, struct lets_span text,
                                    struct lets_error *err)
{
    if (typed_is(text, "s") || typed_is(text, "skip")) {
        dialogue->question = ASK_SKIP_AMOUNT;
        return LETS_OK;
    }
    dialogue_begin_slip(dialogue);
    /* The next slip, or a command, may be typed at once. */
    bool is_back = text.size == 0 || typed_is(text, "<");
    return is_back ? LETS_OK : dialogue_take_cheque(dialogue, text, err);
}

enum lets_status dialogue_take_skip_amount(struct dialogue *dialogue, struct lets_span text,
                                           struct lets_error *err)
{
    unsigned decimals = lets_ledger_summary(dialogue_session(dialogue)->ledger)->decimals;
    struct lets_amount amount;
    struct lets_error why = {0};

    if (text.size > 0 && lets_amount_parse(text, decimals, &amount, &why) != LETS_OK) {
        dialogue_say(dialogue, "      %s", why.message);
        return LETS_OK;
    }
    desk_slip_set(&dialogue->slip, SLIP_AMOUNT, text);
    dialogue->slip.state = DESK_SKIPPED;
    enum lets_status status = desk_add(dialogue->desk, &dialogue->slip, err);
    if (status == LETS_OK) {
        dialogue_say(dialogue, "      skipped: it counts in the pile, and is not posted");
        dialogue_go_on(dialogue);
        status = draft_save(dialogue->desk, err);
    }
    return status;
}

static enum lets_status decide(struct dialogue *dialogue, enum desk_state state,
                               struct lets_error *err)
{
    struct desk_slip *slip = &dialogue->desk->slips[dialogue->chosen];

    slip->state = state;
    dialogue_say(dialogue, "      %s",
                 state == DESK_RETURNED ? "to be returned"
                                        : "skipped: it counts in the pile, and is not posted");
    dialogue_go_on(dialogue);
    return draft_save(dialogue->desk, err);
}

enum lets_status dialogue_take_choice(struct dialogue *dialogue, struct lets_span text,
                                      struct lets_error *err)
{
    struct desk *desk = dialogue->desk;
    const struct desk_slip *slip = &desk->slips[dialogue->chosen];

    if ((typed_is(text, "r") || typed_is(text, "return")) && dialogue_may_return(slip)) {
        return decide(dialogue, DESK_RETURNED, err);
    }
    if (typed_is(text, "s") || typed_is(text, "skip")) {
        return decide(dialogue, DESK_SKIPPED, err);
    }
    if ((typed_is(text, "o") || typed_is(text, "override")) &&
        dialogue_may_override(slip->status)) {
        dialogue->question = ASK_OVERRIDE;
        return LETS_OK;
    }
    if (text.size > 0) {
        dialogue_say(dialogue, "      that cannot be done with it");
        return LETS_OK;
    }
    dialogue_say(dialogue, "      taken out; type it anew");
    dialogue->is_ending = false;
    dialogue_begin_slip(dialogue);
    enum lets_status status = desk_drop(desk, dialogue->chosen, err);
    if (status == LETS_OK) {
        status = draft_save(desk, err);
    }
    return status;
}

enum lets_status dialogue_take_override(struct dialogue *dialogue, struct lets_span text,
                                        struct lets_error *err)
{
    struct desk *desk = dialogue->desk;
    size_t chosen = dialogue->chosen;
    struct lets_error why = {0};

    if (lets_text_check(text, &why) != LETS_OK) {
        dialogue_say(dialogue, "      %s", text.size == 0 ? "a reason is needed" : why.message);
        return LETS_OK;
    }
    desk_slip_set(&desk->slips[chosen], SLIP_OVERRIDE, text);
    enum lets_status status = desk_rejudge(desk, err);
    if (status != LETS_OK) {
        return status;
    }
    if (desk->slips[chosen].state == DESK_GOOD) {
        dialogue_say_sentence(dialogue, "", &desk->slips[chosen], "");
        dialogue_go_on(dialogue);
    } else {
        dialogue_ask_choice(dialogue, chosen);
    }
    return draft_save(desk, err);
}

/* ---------------------------------------------------------------- the end */

/* The pile is to be looked through before it is ended again. */
static void go_back(struct dialogue *dialogue)
{
    dialogue_say(
        dialogue,
        "      nothing was posted: 'list' shows the slips, 'drop N' takes one out, 'end' ends "
        "again");
    dialogue->is_ending = false;
    dialogue->has_count = false;
    dialogue->has_total = false;
    dialogue->count = 0;
    dialogue->is_added_up = false;
    dialogue_begin_slip(dialogue);
}

/* Posts if the pile is what was counted. */
static void check_totals(struct dialogue *dialogue)
{
    struct pile_sum sum = desk_sum(dialogue->desk);
    struct lets_error why = {0};
    enum lets_status status =
        pile_sum_check(&sum, dialogue_session(dialogue)->ledger, dialogue->count,
                       dialogue->is_added_up ? &dialogue->total : NULL, &why);

    if (status == LETS_OK) {
        dialogue_post(dialogue);
    } else {
        dialogue_say(dialogue, "      %s", why.message);
        go_back(dialogue);
    }
}

enum lets_status dialogue_take_count(struct dialogue *dialogue, struct lets_span text,
                                     struct lets_error *err)
{
    struct lets_error why = {0};

    (void)err;
    if (text.size > 0 && lets_number_parse(text, &dialogue->count, &why) != LETS_OK) {
        dialogue_say(dialogue, "      %s", why.message);
        return LETS_OK;
    }
    dialogue->has_count = true;
    if (dialogue->has_total) {
        check_totals(dialogue);
    } else {
        dialogue->question = ASK_TOTAL;
    }
    return LETS_OK;
}

enum lets_status dialogue_take_total(struct dialogue *dialogue, struct lets_span text,
                                     struct lets_error *err)
{
    unsigned decimals = lets_ledger_summary(dialogue_session(dialogue)->ledger)->decimals;
    struct lets_error why = {0};

    (void)err;
    if (text.size > 0 && lets_amount_parse(text, decimals, &dialogue->total, &why) != LETS_OK) {
        dialogue_say(dialogue, "      %s", why.message);
        return LETS_OK;
    }
    dialogue->has_total = true;
    dialogue->is_added_up = text.size > 0;
    check_totals(dialogue);
    return LETS_OK;
}

enum lets_status dialogue_take_again(struct dialogue *dialogue, struct lets_span text,
                                     struct lets_error *err)
{
    (void)err;
    if (typed_is(text, "y") || typed_is(text, "yes")) {
        dialogue->end = DIALOGUE_POSTS;
    } else if (text.size == 0 || typed_is(text, "n") || typed_is(text, "no")) {
        go_back(dialogue);
    } else {
        dialogue_say(dialogue, "      yes, they are others; or no");
    }
    return LETS_OK;
}
