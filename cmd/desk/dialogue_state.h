/* SPDX-License-Identifier: MIT */
#ifndef DIALOGUE_STATE_H
#define DIALOGUE_STATE_H

/* The state of the dialogue, shared by the files that it is made of. */

#include "desk/desk.h"

enum question {
    ASK_RESUME,
    ASK_POSTED,
    ASK_CHEQUE,
    ASK_CODE, /* of a voucher */
    ASK_PAYEE,
    ASK_AMOUNT,
    ASK_FOR,
    ASK_PROPOSAL, /* under which a fund pays */
    ASK_DATE,
    ASK_SKIP, /* a number that cannot be posted */
    ASK_SKIP_AMOUNT,
    ASK_CHOICE, /* a slip that was refused */
    ASK_OVERRIDE,
    ASK_COUNT,
    ASK_TOTAL,
    ASK_AGAIN, /* slips that may have been recorded or typed before */
    N_QUESTIONS
};

enum dialogue_end {
    DIALOGUE_GOES_ON,
    DIALOGUE_POSTS,  /* the pile is right: post it */
    DIALOGUE_STOPS,  /* nothing more is to be typed; a draft stays */
    DIALOGUE_IS_DONE /* there is nothing to post and no draft */
};

struct dialogue {
    struct desk *desk;
    enum question question;
    enum dialogue_end end;
    struct desk_slip slip;   /* being typed; owned */
    bool needs_code;         /* it is a voucher with one */
    unsigned asked;          /* bits 1 << enum slip_cell: what was typed of it */
    size_t chosen;           /* ASK_CHOICE, ASK_OVERRIDE: the slip that was refused */
    struct desk_slip before; /* the slip before: what Enter and " take; owned */
    bool has_before;
    bool is_ending; /* the pile was said to be complete */
    uint32_t count; /* 0: not counted */
    bool has_count; /* it was given or asked for */
    bool has_total;
    bool is_added_up; /* total is what was added up */
    struct lets_amount total;
    struct buffer shown; /* the question */
    struct buffer said;
    struct buffer told; /* what dialogue_said gave last */
};

/* A line that is said. */
void dialogue_say(struct dialogue *dialogue, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void dialogue_say_sentence(struct dialogue *dialogue, const char *before,
                           const struct desk_slip *slip, const char *after);

const struct session *dialogue_session(const struct dialogue *dialogue);

/* Asks for the next slip. */
void dialogue_begin_slip(struct dialogue *dialogue);

/* The same after a slip was decided on: where the pile was being ended, that goes on. */
void dialogue_go_on(struct dialogue *dialogue);

/* What Enter takes for the next slip. */
void dialogue_keep_before(struct dialogue *dialogue, const struct desk_slip *slip);

/* "12 slips, 140.50 LINK". */
void dialogue_add_pile(struct buffer *out, const struct dialogue *dialogue);

/* What can be done with a slip that was refused. */
bool dialogue_may_override(enum lets_status status);
bool dialogue_may_return(const struct desk_slip *slip);

/* Says why slip i is refused, and asks what is to become of it. */
void dialogue_ask_choice(struct dialogue *dialogue, size_t i);

/* The pile is complete, or has a slip of which nothing was decided. */
void dialogue_ask_end(struct dialogue *dialogue);

/* The pile is right: posts it, or asks about slips without a number that say the same as what is in
 * the books, or as another of the pile. */
void dialogue_post(struct dialogue *dialogue);

/* The payee of the slip before, as the payee of the one being typed; empty where there is none, or
 * where that is who pays. */
struct lets_span dialogue_payee_before(const struct dialogue *dialogue);

/* What the slip before has there; empty where there is none. */
struct lets_span dialogue_cell_before(const struct dialogue *dialogue, enum slip_cell cell);

#endif
