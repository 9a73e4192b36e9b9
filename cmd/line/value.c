/* SPDX-License-Identifier: MIT */
/*
 * The one switch over the types of values. Words that need the ledger to be read in full (amounts
 * need its decimals) are checked here as far as their form goes, so that a mistake is told before a
 * file is opened.
 */

#include "line/value.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/failure.h"

enum lets_status value_named(enum lets_status status, const char *what, struct lets_error *err)
{
    if (status != LETS_OK && err != NULL) {
        char message[LETS_MESSAGE_SIZE];
        memcpy(message, err->message, sizeof message);
        int room = (int)(sizeof message - strlen(what) - sizeof ": ");
        (void)snprintf(err->message, sizeof err->message, "%s: %.*s", what, room, message);
    }
    return status;
}

static enum lets_status read_decimals(struct lets_span text, uint32_t *out, struct lets_error *err)
{
    if (text.size != 1 || text.bytes[0] < '0' || text.bytes[0] > '0' + LETS_DECIMALS_MAX) {
        return failure_set(err, LETS_BAD_NUMBER, "'%.*s' is not a number from 0 to %d", SHOW(text),
                           LETS_DECIMALS_MAX);
    }
    *out = (uint32_t)(text.bytes[0] - '0');
    return LETS_OK;
}

static enum lets_status read_account_kind(struct lets_span text, enum lets_account_kind *out,
                                          struct lets_error *err)
{
    static const enum lets_account_kind kinds[] = {LETS_MEMBER, LETS_CENTRAL};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (lets_span_equal(text, lets_span_of(lets_account_kind_word(kinds[i])))) {
            *out = kinds[i];
            return LETS_OK;
        }
    }
    return failure_set(err, LETS_BAD_WORD, "'%.*s' is neither 'member' nor 'central'", SHOW(text));
}

static enum lets_status read_paper(struct lets_span text, enum paper_size *out,
                                   struct lets_error *err)
{
    static const char *const words[] = {[PAPER_A4] = "a4", [PAPER_LETTER] = "letter"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (lets_span_equal(text, lets_span_of(words[i]))) {
            *out = (enum paper_size)i;
            return LETS_OK;
        }
    }
    return failure_set(err, LETS_BAD_WORD, "'%.*s' is neither 'a4' nor 'letter'", SHOW(text));
}

/* Judges an amount's form while the ledger's decimals are not known: by as many as it has, for with
 * more of them a lawful one could be too large. Whether they are too many is judged later. */
static enum lets_status check_amount(enum option_type type, const char *text,
                                     struct lets_error *err)
{
    const char *point = strchr(text, '.');
    struct lets_span span = lets_span_of(text);
    size_t n = point == NULL ? 0 : strspn(point + 1, "0123456789");
    struct lets_amount amount;
    struct lets_limit limit;

    if (n > LETS_DECIMALS_MAX) {
        span.size -= n - LETS_DECIMALS_MAX;
        n = LETS_DECIMALS_MAX;
    }
    return type == OPTION_AMOUNT
               ? lets_amount_parse(span, (unsigned)n, &amount, err)
               : lets_limit_parse(span, (unsigned)n, type == OPTION_CHANGED_LIMIT, &limit, err);
}

/* Blanks at the ends of what is typed are seen by nobody, and make another text of it. */
static enum lets_status check_text(struct lets_span text, struct lets_error *err)
{
    enum lets_status status = lets_text_check(text, err);

    if (status == LETS_OK && lets_text_trim(text).size < text.size) {
        status =
            failure_set(err, LETS_BAD_CHARACTER, "'%.*s' begins or ends with a blank", SHOW(text));
    }
    return status;
}

static enum lets_status store_text(enum option_type type, const char *text, const char **out,
                                   struct lets_error *err)
{
    struct lets_span span = lets_span_of(text);
    enum lets_status status = LETS_OK;

    if (type == OPTION_FILE && span.size == 0) {
        status = failure_set(err, LETS_EMPTY_VALUE,
                             "an empty text is no name: give one, or leave it out");
    } else if (type == OPTION_TEXT) {
        status = check_text(span, err);
    } else if (type == OPTION_NAME) {
        status = lets_name_check(span, err);
    } else if (type == OPTION_ID) {
        status = lets_id_check(span, err);
        if (status != LETS_OK && err != NULL && span.size > 0) {
            (void)snprintf(err->hint, sizeof err->hint,
                           "accounts are named by their ids: 'lets members TEXT' finds the id of a "
                           "name");
        }
    } else if (type == OPTION_RULE && lets_id_check(span, NULL) != LETS_OK) {
        status = failure_set(err, LETS_BAD_ID,
                             "'%s' is no name of a rule: up to %d letters, digits, '.', '_' and "
                             "'-', a letter or digit first",
                             text, LETS_ID_MAX);
    } else if (type == OPTION_AMOUNT || type == OPTION_LIMIT || type == OPTION_CHANGED_LIMIT) {
        status = check_amount(type, text, err);
    }
    if (status == LETS_OK) {
        *out = text;
    }
    return status;
}

static void add_to_list(struct option_list *list, const char *text)
{
    size_t capacity = list->n;

    memory_make_room(list->items, &capacity, list->n + 1);
    list->items[list->n++] = text;
}

/* As in a journal, where it is always "1 months"; nobody would type that. */
static enum lets_status read_validity(struct lets_span text, struct lets_validity *out,
                                      struct lets_error *err)
{
    if (lets_span_equal(text, lets_span_of("1 day"))) {
        text = lets_span_of("1 days");
    } else if (lets_span_equal(text, lets_span_of("1 month"))) {
        text = lets_span_of("1 months");
    }
    return lets_validity_parse(text, out, err);
}

/* Reads into a struct given_.. : its value, and that it is given. */
#define GIVEN_CASE(option, type, parse)                                                            \
    case OPTION_##option: {                                                                        \
        struct given_##type *given = at;                                                           \
        status = parse(span, &given->value, err);                                                  \
        given->is_given = status == LETS_OK;                                                       \
        break;                                                                                     \
    }

static enum lets_status store(enum option_type type, const char *text, void *at,
                              struct lets_error *err)
{
    struct lets_span span = lets_span_of(text);
    enum lets_status status = LETS_OK;

    switch (type) {
    case OPTION_FLAG:
        *(bool *)at = true;
        break;
    case OPTION_STRING:
    case OPTION_FILE:
    case OPTION_TEXT:
    case OPTION_NAME:
    case OPTION_ID:
    case OPTION_RULE:
    case OPTION_PERIOD:
    case OPTION_AMOUNT:
    case OPTION_LIMIT:
    case OPTION_CHANGED_LIMIT:
        return store_text(type, text, at, err);
    case OPTION_NUMBER:
        return lets_number_parse(span, at, err);
    case OPTION_LIST:
        add_to_list(at, text);
        break;
    case OPTION_SEQUENCE:
    case OPTION_SEQUENCE_FLAG:
        assert(false); /* options.c keeps these: their order counts */
        break;
        GIVEN_CASE(DATE, date, lets_date_parse)
        GIVEN_CASE(DECIMALS, decimals, read_decimals)
        GIVEN_CASE(LIMITS, limits, lets_limits_parse)
        GIVEN_CASE(VALIDITY, validity, read_validity)
        GIVEN_CASE(PURPOSE, purpose, lets_purpose_parse)
        GIVEN_CASE(STATUS, status, lets_account_status_parse)
        GIVEN_CASE(DELIVERY, delivery, lets_delivery_parse)
        GIVEN_CASE(ACCOUNT_KIND, account_kind, read_account_kind)
        GIVEN_CASE(EVERY, every, lets_every_parse)
        GIVEN_CASE(RULE_BASE, rule_base, lets_rule_base_parse)
        GIVEN_CASE(RULE_SETS, rule_sets, lets_rule_sets_parse)
        GIVEN_CASE(ANSWER, answer, lets_answer_parse)
        GIVEN_CASE(PERCENT, percent, lets_percent_parse)
        GIVEN_CASE(PAPER, paper, read_paper)
    }
    return status;
}

enum lets_status value_store(enum option_type type, const char *what, const char *text, void *at,
                             struct lets_error *err)
{
    return value_named(store(type, text, at, err), what, err);
}
