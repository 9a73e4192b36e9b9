/* SPDX-License-Identifier: MIT */
#ifndef SET_BY_HAND_H
#define SET_BY_HAND_H

/*
 * Which members' limits were set by hand since a rule was last run, taken down while a journal is
 * replayed: by a change that was no run's, or on joining. Whoever sees the limits that a rule is
 * going to set should see what it passes over.
 */

#include "base/buffer.h"

/* How a limit was set by hand. */
struct hand_setting {
    bool is_there;
    struct lets_date date;
    struct lets_limit limit;
    char *reason; /* owned; NULL: none was given */
};

struct set_by_hand {
    const char *rule;              /* its name as people type it; borrowed */
    struct hand_setting *settings; /* owned: a debit and a credit limit of each account */
    size_t n_settings;
    size_t capacity;
    uint32_t n_of_run; /* changes to come that are a run's */
    enum lets_rule_sets run_sets;
};

/* Begins anew whenever a journal begins. The struct needs only its rule; release it. */
struct lets_observer set_by_hand_observer(struct set_by_hand *hand);
void set_by_hand_release(struct set_by_hand *hand);

/* How that limit of an account was last set by hand; NULL: it was not. */
const struct hand_setting *set_by_hand_find(const struct set_by_hand *hand, uint32_t account,
                                            enum lets_rule_sets sets);

#endif
