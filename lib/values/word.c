/* SPDX-License-Identifier: MIT */
/*
 * The words of every enum that a journal or a list spells out: one table each, read in both
 * directions, so that what is printed is what is read.
 */

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "values/word.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const char *const kind_words[] = {
#define WORD(name, word) #word,
    LETS_KINDS(WORD)
#undef WORD
};
_Static_assert(LENGTH(kind_words) == LETS_KIND_COUNT, "the seal is the last kind");
static const char *const limits_words[] = {"hard", "soft"};
static const char *const purpose_words[] = {"administration", "levy",    "leavers",
                                            "external",       "project", "locality",
                                            "vouchers",       "opening", "other"};
static const char *const account_kind_words[] = {"member", "central"};
static const char *const account_status_words[] = {"active", "suspended", "closed"};
static const char *const cheque_status_words[] = {"outstanding", "used",      "returned", "stopped",
                                                  "released",    "withdrawn", "printed",  "out",
                                                  "redeemed",    "taken-back"};
static const char *const rule_base_words[] = {"turnover", "earned", "spent",  "credit",
                                              "debt",     "months", "nothing"};
static const char *const rule_sets_words[] = {"debit-limit", "credit-limit"};
static const char *const answer_words[] = {"approve", "decline", "none"};
static const char *const delivery_words[] = {"", "paper", "email", "none"};
static const char *const every_words[] = {"month", "quarter", "year"};

/* The index of a word in words[first, n); n where there is none. */
static size_t index_of(struct lets_span word, const char *const *words, size_t first, size_t n)
{
    size_t i = first;
    while (i < n && !lets_span_equal(word, lets_span_of(words[i]))) {
        i++;
    }
    return i;
}

static enum lets_status parse(struct lets_span word, const char *const *words, size_t first,
                              size_t n, size_t *out, struct lets_error *err)
{
    size_t found = index_of(word, words, first, n);
    if (found < n) {
        *out = found;
        return LETS_OK;
    }
    char choice[160] = "";
    size_t size = 0;
    for (size_t i = first; i < n; i++) {
        const char *comma = i == first ? "" : i + 1 < n ? ", " : " or ";
        int added = snprintf(choice + size, sizeof choice - size, "%s%s", comma, words[i]);
        assert(added > 0 && (size_t)added < sizeof choice - size);
        size += (size_t)added;
    }
    return lets__fail(err, LETS_BAD_WORD, "'%.*s' is none of %s", LETS__SHOW(word), choice);
}

const char *lets_kind_word(enum lets_kind kind)
{
    return kind_words[kind];
}

bool lets_kind_parse(struct lets_span word, enum lets_kind *out)
{
    size_t found = index_of(word, kind_words, 0, LENGTH(kind_words));
    if (found == LENGTH(kind_words)) {
        return false;
    }
    *out = (enum lets_kind)found;
    return true;
}

const char *lets_limits_word(enum lets_limits limits)
{
    return limits_words[limits];
}

enum lets_status lets_limits_parse(struct lets_span word, enum lets_limits *out,
                                   struct lets_error *err)
{
    size_t found = 0;
    enum lets_status status = parse(word, limits_words, 0, LENGTH(limits_words), &found, err);
    if (status == LETS_OK) {
        *out = (enum lets_limits)found;
    }
    return status;
}

const char *lets_purpose_word(enum lets_purpose purpose)
{
    return purpose_words[purpose];
}

enum lets_status lets_purpose_parse(struct lets_span word, enum lets_purpose *out,
                                    struct lets_error *err)
{
    size_t found = 0;
    enum lets_status status = parse(word, purpose_words, 0, LENGTH(purpose_words), &found, err);
    if (status == LETS_OK) {
        *out = (enum lets_purpose)found;
    }
    return status;
}

const char *lets_account_kind_word(enum lets_account_kind kind)
{
    return account_kind_words[kind];
}

const char *lets_account_status_word(enum lets_account_status status)
{
    return account_status_words[status];
}

enum lets_status lets_account_status_parse(struct lets_span word, enum lets_account_status *out,
                                           struct lets_error *err)
{
    size_t found = 0;
    enum lets_status status =
        parse(word, account_status_words, 0, LENGTH(account_status_words), &found, err);
    if (status == LETS_OK) {
        *out = (enum lets_account_status)found;
    }
    return status;
}

const char *lets_cheque_status_word(enum lets_cheque_status status)
{
    return cheque_status_words[status];
}

enum lets_status word_cheque_event_parse(struct lets_span word, enum lets_cheque_status *out,
                                         struct lets_error *err)
{
    size_t found = 0;
    enum lets_status status =
        parse(word, cheque_status_words, LETS_RETURNED, LETS_RELEASED + 1, &found, err);
    if (status == LETS_OK) {
        *out = (enum lets_cheque_status)found;
    }
    return status;
}

const char *lets_rule_base_word(enum lets_rule_base base)
{
    return rule_base_words[base];
}

enum lets_status lets_rule_base_parse(struct lets_span word, enum lets_rule_base *out,
                                      struct lets_error *err)
{
    size_t found = 0;
    enum lets_status status = parse(word, rule_base_words, 0, LENGTH(rule_base_words), &found, err);
    if (status == LETS_OK) {
        *out = (enum lets_rule_base)found;
    }
    return status;
}

const char *lets_rule_sets_word(enum lets_rule_sets sets)
{
    return rule_sets_words[sets];
}

enum lets_status lets_rule_sets_parse(struct lets_span word, enum lets_rule_sets *out,
                                      struct lets_error *err)
{
    size_t found = 0;
    enum lets_status status = parse(word, rule_sets_words, 0, LENGTH(rule_sets_words), &found, err);
    if (status == LETS_OK) {
        *out = (enum lets_rule_sets)found;
    }
    return status;
}

const char *lets_answer_word(enum lets_answer answer)
{
    return answer_words[answer];
}

enum lets_status lets_answer_parse(struct lets_span word, enum lets_answer *out,
                                   struct lets_error *err)
{
    size_t found = 0;
    enum lets_status status = parse(word, answer_words, 0, LENGTH(answer_words), &found, err);
    if (status == LETS_OK) {
        *out = (enum lets_answer)found;
    }
    return status;
}

const char *lets_delivery_word(enum lets_delivery delivery)
{
    return delivery_words[delivery];
}

enum lets_status lets_delivery_parse(struct lets_span word, enum lets_delivery *out,
                                     struct lets_error *err)
{
    size_t found = 0;
    enum lets_status status = parse(word, delivery_words, 1, LENGTH(delivery_words), &found, err);
    if (status == LETS_OK) {
        *out = (enum lets_delivery)found;
    }
    return status;
}

const char *lets_every_word(enum lets_every every)
{
    return every_words[every];
}

enum lets_status lets_every_parse(struct lets_span word, enum lets_every *out,
                                  struct lets_error *err)
{
    size_t found = 0;
    enum lets_status status = parse(word, every_words, 0, LENGTH(every_words), &found, err);
    if (status == LETS_OK) {
        *out = (enum lets_every)found;
    }
    return status;
}
