/* SPDX-License-Identifier: MIT */
/*
 * Forms people write. A date may be short as long as it means one day only: a form that England
 * and America read differently is refused, with the form to use.
 */

#include "desk/typed.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/failure.h"
#include "base/fold.h"

static const char *const months[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};
enum { N_MONTHS = sizeof months / sizeof months[0], SHORTEST_MONTH = 3 };

struct lets_span typed_trim(struct lets_span text)
{
    size_t size = 0;

    do {
        size = text.size;
        text = lets_text_trim(text);
        if (text.size > 0 && text.bytes[0] == '\t') {
            text.bytes++;
            text.size--;
        }
        if (text.size > 0 && strchr("\t\r\n", text.bytes[text.size - 1]) != NULL) {
            text.size--;
        }
    } while (text.size < size);
    return text;
}

struct lets_span typed_word(struct lets_span *text)
{
    struct lets_span word = {.bytes = text->bytes, .size = 0};

    while (word.size < text->size && word.bytes[word.size] != ' ' &&
           word.bytes[word.size] != '\t') {
        word.size++;
    }
    text->bytes += word.size;
    text->size -= word.size;
    *text = typed_trim(*text);
    return word;
}

bool typed_is(struct lets_span text, const char *word)
{
    return text.size == strlen(word) &&
           (text.size == 0 || strncasecmp(text.bytes, word, text.size) == 0);
}

/* ---------------------------------------------------------------- dates */

/* 1..12; 0: no month. */
static int month_of(struct lets_span word)
{
    for (int i = 0; i < N_MONTHS; i++) {
        if (word.size >= SHORTEST_MONTH && word.size <= strlen(months[i]) &&
            strncasecmp(word.bytes, months[i], word.size) == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* A number of up to four digits; 0: none. */
static int number_of(struct lets_span word)
{
    int number = 0;

    for (size_t i = 0; i < word.size; i++) {
        if (word.bytes[i] < '0' || word.bytes[i] > '9' || word.size > 4) {
            return 0;
        }
        number = number * 10 + (word.bytes[i] - '0');
    }
    return number;
}

static bool make_date(int year, int month, int day, struct lets_date *out)
{
    char text[40];

    (void)snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return lets_date_parse(lets_span_of(text), out, NULL) == LETS_OK;
}

static int year_of(struct lets_date date)
{
    char text[LETS_DATE_SIZE];

    lets_date_format(date, text);
    return number_of((struct lets_span){text, 4});
}

/* "8 jan", "jan 8", with or without a year. */
static bool read_words(struct lets_span text, struct lets_date today, struct lets_date *out)
{
    struct lets_span first = typed_word(&text);
    struct lets_span second = typed_word(&text);
    int month = month_of(second);
    int day = number_of(first);

    if (month == 0) {
        month = month_of(first);
        day = number_of(second);
    }
    if (month == 0 || day == 0) {
        return false;
    }
    if (text.size > 0) {
        return text.size == 4 && make_date(number_of(text), month, day, out);
    }
    /* 29 February may be years back. */
    for (int year = year_of(today); year > year_of(today) - 9; year--) {
        struct lets_date date;
        if (make_date(year, month, day, &date) && date.day <= today.day) {
            *out = date;
            return true;
        }
    }
    return false;
}

enum lets_status typed_date(struct lets_span text, struct lets_date today, struct lets_date *out,
                            struct lets_error *err)
{
    struct lets_date date = today;

    text = typed_trim(text);
    if (typed_is(text, "today") || lets_date_parse(text, &date, NULL) == LETS_OK ||
        read_words(text, today, &date)) {
        *out = date;
        return LETS_OK;
    }
    if (typed_is(text, "yesterday")) {
        out->day = today.day - 1;
        return LETS_OK;
    }
    return failure_set(err, LETS_BAD_DATE,
                       "'%.*s' is no date: write 8 jan, 2026-01-08, today or "
                       "yesterday",
                       SHOW(text));
}

/* ---------------------------------------------------------------- accounts */

static bool begins_with(struct lets_span text, struct lets_span start)
{
    return text.size >= start.size && strncasecmp(text.bytes, start.bytes, start.size) == 0;
}

enum fit { FIT_NONE, FIT_PIECE, FIT_WHOLE };

static enum fit fit_of(const struct session *session, const struct lets_account *account,
                       struct lets_span piece)
{
    struct lets_span name = words_name(&session->names, account);

    if (account->status == LETS_CLOSED) {
        return FIT_NONE;
    }
    if (name.size == piece.size && begins_with(name, piece)) {
        return FIT_WHOLE;
    }
    return begins_with(account->id, piece) || span_holds(name, piece) ? FIT_PIECE : FIT_NONE;
}

size_t typed_accounts(const struct session *session, struct lets_span piece,
                      const struct lets_account **out, size_t max)
{
    uint32_t n_accounts = lets_ledger_summary(session->ledger)->n_accounts;
    const struct lets_account *exact = lets_ledger_find(session->ledger, piece);
    enum fit wanted = FIT_PIECE;
    size_t n = 0;

    if (exact != NULL && max > 0) {
        out[0] = exact;
        return 1;
    }
    for (uint32_t i = 0; i < n_accounts && piece.size > 0; i++) {
        const struct lets_account *account = lets_ledger_account(session->ledger, i);
        enum fit fit = fit_of(session, account, piece);
        if (fit == FIT_WHOLE && wanted == FIT_PIECE) {
            /* A whole name goes before all that only hold it; two may bear it. */
            wanted = FIT_WHOLE;
            n = 0;
        }
        if (fit >= wanted) {
            if (n < max) {
                out[n] = account;
            }
            n++;
        }
    }
    return n;
}
