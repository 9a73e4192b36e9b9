/* SPDX-License-Identifier: MIT */
/*
 * Values of the command line that only the ledger can read in full: amounts by its decimals,
 * accounts by its ids. A malformed one is a mistake on the command line (exit status 2) whatever
 * the library calls it.
 */

#include "session/lookup.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/failure.h"
#include "base/fold.h"
#include "base/nearest.h"
#include "line/value.h"
#include "session/session.h"
#include "session/talk.h"

#define NUMBERS_MAX 10000 /* of one command */

static enum lets_status blame_user(struct session *session, enum lets_status status,
                                   const char *what, struct lets_error *err)
{
    if (status != LETS_OK) {
        session->exit_status = lets_status_exit(LETS_BAD_USAGE);
    }
    return value_named(status, what, err);
}

enum lets_status session_amount(struct session *session, const char *what, const char *text,
                                struct lets_amount *out, struct lets_error *err)
{
    unsigned decimals = lets_ledger_summary(session->ledger)->decimals;

    return blame_user(session, lets_amount_parse(lets_span_of(text), decimals, out, err), what,
                      err);
}

enum lets_status session_limit(struct session *session, const char *what, const char *text,
                               bool may_default, struct lets_limit *out, struct lets_error *err)
{
    unsigned decimals = lets_ledger_summary(session->ledger)->decimals;

    return blame_user(
        session, lets_limit_parse(lets_span_of(text), decimals, may_default, out, err), what, err);
}

enum lets_status session_period(struct session *session, const char *what, const char *text,
                                struct lets_period *out, struct lets_error *err)
{
    return blame_user(session, lets_period_parse(lets_span_of(text), session->today, out, err),
                      what, err);
}

#define MEANT_MAX 3 /* so many accounts are proposed */

/* Adds the accounts whose names hold what was typed: "Ann Archer (0001) or Ann Bell (0007)". */
static void propose_by_name(struct buffer *out, const struct session *session, const char *typed)
{
    uint32_t n_accounts = lets_ledger_summary(session->ledger)->n_accounts;
    size_t n_meant = 0;

    for (uint32_t i = 0; i < n_accounts && n_meant < MEANT_MAX; i++) {
        const struct lets_account *account = lets_ledger_account(session->ledger, i);
        if (span_holds(words_name(&session->names, account), lets_span_of(typed))) {
            buffer_add_string(out, n_meant++ > 0 ? " or " : "");
            words_name_and_id(out, &session->names, account);
        }
    }
}

static const struct lets_account *find_nearest(const struct session *session, const char *typed)
{
    uint32_t n_accounts = lets_ledger_summary(session->ledger)->n_accounts;
    const char **ids = memory_array(n_accounts, sizeof *ids);
    char *bytes = memory_array(n_accounts, LETS_ID_MAX + 1);

    for (uint32_t i = 0; i < n_accounts; i++) {
        struct lets_span id = lets_ledger_account(session->ledger, i)->id;
        ids[i] = memcpy(bytes + (size_t)i * (LETS_ID_MAX + 1), id.bytes, id.size);
    }
    const char *nearest = nearest_word(typed, ids, n_accounts);
    const struct lets_account *account =
        nearest == NULL ? NULL : lets_ledger_find(session->ledger, lets_span_of(nearest));
    memory_free(ids);
    memory_free(bytes);
    return account;
}

enum lets_status session_account(const struct session *session, const char *id,
                                 const struct lets_account **out, struct lets_error *err)
{
    const struct lets_account *account = lets_ledger_find(session->ledger, lets_span_of(id));

    if (account != NULL) {
        *out = account;
        return LETS_OK;
    }
    struct buffer meant = {0};
    struct buffer hint = {0};
    bool is_number = id[strspn(id, "0123456789")] == '\0';
    propose_by_name(&meant, session, id);
    /* Every number is near many others: to propose one would invite a wrong payee. */
    account = meant.size > 0 || is_number ? NULL : find_nearest(session, id);
    if (account != NULL) {
        words_name_and_id(&meant, &session->names, account);
    }
    enum lets_status status = failure_set(err, LETS_UNKNOWN_ACCOUNT, "no account '%s'", id);
    if (meant.size > 0) {
        buffer_format(&hint, "did you mean %s?", buffer_string(&meant));
    }
    if (hint.size == 0 || !failure_hint(err, buffer_string(&hint))) {
        (void)failure_hint(err, "'lets balance --all' lists every account");
    }
    buffer_release(&hint);
    buffer_release(&meant);
    return status;
}

/* ---------------------------------------------------------------- localities */

/* Adds every locality that members have, once: "Brixton, Peckham". */
static void add_localities(struct buffer *out, const struct lets_ledger *ledger)
{
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;
    struct lets_span *known = memory_array(n_accounts, sizeof *known);
    size_t n_known = 0;

    for (uint32_t i = 0; i < n_accounts; i++) {
        struct lets_span present = lets_ledger_account(ledger, i)->locality;
        size_t at = 0;
        while (at < n_known && !lets_span_equal(known[at], present)) {
            at++;
        }
        if (at == n_known && present.size > 0) {
            known[n_known++] = present;
            buffer_format(out, "%s%.*s", out->size > 0 ? ", " : "", SHOW(present));
        }
    }
    memory_free(known);
}

void session_tell_localities(const struct session *session, const char *locality)
{
    uint32_t n_accounts = lets_ledger_summary(session->ledger)->n_accounts;
    bool is_known = locality == NULL;
    struct buffer list = {0};

    for (uint32_t i = 0; !is_known && i < n_accounts; i++) {
        is_known =
            span_same(lets_ledger_account(session->ledger, i)->locality, lets_span_of(locality));
    }
    if (!is_known) {
        add_localities(&list, session->ledger);
        session_warn(session, "no member has the locality '%s'; there are: %s", locality,
                     list.size > 0 ? buffer_string(&list) : "none");
    }
    buffer_release(&list);
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;

    return (left > right) - (left < right);
}

static enum lets_status check_single(const uint32_t *numbers, size_t n, struct lets_error *err)
{
    uint32_t *sorted = memory_array(n, sizeof *sorted);
    enum lets_status status = LETS_OK;

    assert(n > 0);
    memcpy(sorted, numbers, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_numbers);
    for (size_t i = 1; i < n && status == LETS_OK; i++) {
        if (sorted[i] == sorted[i - 1]) {
            status = failure_misused(err, "number %" PRIu32 " is given twice", sorted[i]);
        }
    }
    memory_free(sorted);
    return status;
}

/* "812" or "815-870". */
static enum lets_status parse_range(const char *word, uint32_t *first, uint32_t *last,
                                    struct lets_error *err)
{
    const char *dash = strchr(word, '-');
    struct lets_span left = lets_span_of(word);

    if (dash != NULL) {
        left.size = (size_t)(dash - word);
    }
    enum lets_status status = lets_number_parse(left, first, err);
    if (status == LETS_OK) {
        status = dash == NULL ? LETS_OK : lets_number_parse(lets_span_of(dash + 1), last, err);
    }
    if (status == LETS_OK && dash == NULL) {
        *last = *first;
    }
    if (status != LETS_OK && err != NULL && strpbrk(word, ".,") != NULL) {
        (void)snprintf(err->hint, sizeof err->hint,
                       "a range is written 8-10, and numbers stand apart: 8 9");
    }
    if (status == LETS_OK && *last < *first) {
        return failure_misused(err, "the range '%s' runs backwards", word);
    }
    return status;
}

enum lets_status session_numbers(struct session *session, const struct option_list *words,
                                 uint32_t **out, size_t *n, struct lets_error *err)
{
    uint32_t *numbers = NULL;
    size_t capacity = 0;
    size_t n_numbers = 0;
    enum lets_status status = LETS_OK;

    for (size_t i = 0; i < words->n && status == LETS_OK; i++) {
        uint32_t first = 0;
        uint32_t last = 0;
        status = parse_range(words->items[i], &first, &last, err);
        if (status == LETS_OK && last - first >= NUMBERS_MAX - n_numbers) {
            status = failure_misused(err, "more than %d numbers at once", NUMBERS_MAX);
        }
        for (uint32_t number = first; status == LETS_OK && number <= last; number++) {
            memory_make_room(numbers, &capacity, n_numbers + 1);
            numbers[n_numbers++] = number;
        }
    }
    if (status == LETS_OK) {
        status = check_single(numbers, n_numbers, err);
    }
    if (status != LETS_OK) {
        memory_free(numbers);
        session->exit_status = lets_status_exit(LETS_BAD_USAGE);
        return status;
    }
    *out = numbers;
    *n = n_numbers;
    return LETS_OK;
}
