/* SPDX-License-Identifier: MIT */
/*
 * Advice after a refusal. The library says which rule an entry breaks, and knows neither names nor
 * options; a clerk at the desk knows people, and wants to know how to go on. An option is advised
 * only where the command at hand has it.
 */

#include "writing/advice.h"

#include <stdio.h>
#include <string.h>

#include "base/failure.h"

/* Rows of one status in the order in which they are told. */
static const struct remedy {
    enum lets_status status;
    const char *option; /* which the command must have; NULL: none */
    const char *text;
    const char *rest; /* behind the account's id; NULL: the text is whole */
} remedies[] = {
    {LETS_OVER_DEBIT_LIMIT, "override", "--override REASON records it all the same", NULL},
    {LETS_OVER_DEBIT_LIMIT, NULL, "'lets change-account ",
     " --debit-limit AMOUNT' changes the limit"},
    {LETS_OVER_CREDIT_LIMIT, "override", "--override REASON records it all the same", NULL},
    {LETS_OVER_CREDIT_LIMIT, NULL, "'lets change-account ",
     " --credit-limit AMOUNT' changes the limit"},
    {LETS_ACCOUNT_SUSPENDED, "override", "--override REASON records it all the same", NULL},
    {LETS_ACCOUNT_SUSPENDED, NULL, "'lets change-account ", " --resume' lets it pay again"},
    {LETS_ACCOUNT_CLOSED, NULL, "'lets reopen-account ", "' opens it again"},
    {LETS_CHEQUE_STALE, "override", "--override REASON records it all the same", NULL},
    /* By its number it is redeemed; no override sells one. */
    {LETS_VOUCHER_EXPIRED, "cheque", "--override REASON honours it all the same", NULL},
    {LETS_VOUCHER_SOLD, NULL, "'lets vouchers' lists what became of it", NULL},
    {LETS_PROPOSAL_MISSING, NULL, "'lets propose ", " AMOUNT --for TEXT' asks its approvers"},
    {LETS_NOT_APPROVED, NULL, "'lets proposals' lists who approved it", NULL},
    {LETS_UNKNOWN_PROPOSAL, NULL, "'lets proposals' lists them", NULL},
    {LETS_PROPOSAL_LAPSED, NULL, "what is still wanted is proposed anew", NULL},
    {LETS_CHARTER_MISSING, NULL, "'lets set-charter ", " ..' gives it one"},
    {LETS_UNKNOWN_RULE, NULL, "'lets rules' lists them", NULL},
    {LETS_UNKNOWN_AGREEMENT, NULL,
     "'lets set-policy --agreement LABEL --agreement-file FILE' adopts one", NULL},
    {LETS_RUN_CLOSE, NULL, "'lets close-period PERIOD' closes one", NULL},
    {LETS_REASON_MISSING, "reason", "say why with --reason TEXT", NULL},
    {LETS_LIMIT_MISSING, NULL, "give an amount, or none", NULL},
    {LETS_CLOCK_BEHIND, NULL, "where the clock is right now, say why with --clock-reason TEXT",
     NULL},
};

static bool has_option(const struct command *command, const char *name)
{
    for (const struct option *option = command->options;
         option != NULL && option->long_name != NULL; option++) {
        if (strcmp(option->long_name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Adds to a text, after "; " where something stands already. */
static void part(struct buffer *out)
{
    buffer_add_string(out, out->size > 0 ? "; " : "");
}

/* The account of that id, if the message is about it. */
static const struct lets_account *find_blamed(const struct session *session, struct lets_span id,
                                              const struct lets_error *err)
{
    const struct lets_account *account = id.size > 0 ? lets_ledger_find(session->ledger, id) : NULL;
    char quoted[LETS_ID_MAX + 3];

    if (account == NULL) {
        return NULL;
    }
    (void)snprintf(quoted, sizeof quoted, "'%.*s'", SHOW(account->id));
    return strstr(err->message, quoted) != NULL ? account : NULL;
}

/* "0002 is Bob Jones", where that has a name, and neither text says so already. */
static void add_name(struct buffer *out, const struct session *session,
                     const struct lets_account *account, const char *hint)
{
    struct lets_span name = words_name(&session->names, account);
    struct buffer said = {0};

    buffer_format(&said, "%.*s is %.*s", SHOW(account->id), SHOW(name));
    if (!lets_span_equal(name, account->id) &&
        strstr(buffer_string(out), buffer_string(&said)) == NULL &&
        strstr(hint, buffer_string(&said)) == NULL) {
        part(out);
        buffer_add(out, buffer_span(&said));
    }
    buffer_release(&said);
}

/* Who the accounts are whose ids a message has in quotes. */
static void add_names(struct buffer *out, const struct session *session,
                      const struct lets_error *err)
{
    const char *begin = strchr(err->message, '\'');

    while (begin != NULL) {
        const char *end = strchr(begin + 1, '\'');
        struct lets_span id = {.bytes = begin + 1,
                               .size = end == NULL ? 0 : (size_t)(end - begin - 1)};
        const struct lets_account *account =
            id.size > 0 && id.size <= LETS_ID_MAX ? lets_ledger_find(session->ledger, id) : NULL;
        if (account != NULL && lets_span_equal(account->id, id)) {
            add_name(out, session, account, err->hint);
            begin = strchr(end + 1, '\'');
        } else {
            begin = end;
        }
    }
}

static void add_remedies(struct buffer *out, const struct session *session,
                         const struct lets_account *account, enum lets_status status)
{
    for (size_t i = 0; i < sizeof remedies / sizeof remedies[0]; i++) {
        const struct remedy *remedy = &remedies[i];
        bool is_known = remedy->option == NULL || has_option(session->command, remedy->option);
        if (remedy->status != status || !is_known || (remedy->rest != NULL && account == NULL)) {
            continue;
        }
        part(out);
        buffer_add_string(out, remedy->text);
        if (remedy->rest != NULL && account != NULL) {
            buffer_format(out, "%.*s%s", SHOW(account->id), remedy->rest);
        }
    }
}

/* "'lets reopen-period 2026-03-31 --reason TEXT' undoes the last close". What a clock that ran
 * ahead closed holds days that have not come, and a seal that is ahead, too. */
static void add_reopening(struct buffer *out, const struct session *session,
                          enum lets_status status)
{
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    bool is_about = status == LETS_DATE_CLOSED || status == LETS_REOPEN_DATE;
    bool is_ahead = summary->closed.day >= lets_time_day(session->now).day; /* whatever --today */
    bool is_behind =
        lets_seal_time(session->ledger, session->now).unix_seconds < summary->sealed.unix_seconds;
    char last[LETS_DATE_SIZE];

    if (!is_about || !summary->has_close) {
        return;
    }
    lets_date_format(summary->closed, last);
    part(out);
    if (is_ahead) {
        buffer_format(out, "days to come were closed, by a clock that ran ahead: ");
    } else if (status == LETS_DATE_CLOSED && has_option(session->command, "date")) {
        buffer_add_string(out, "give a later --date; or ");
    }
    buffer_format(out, "'lets reopen-period %s --reason TEXT%s' undoes the last close", last,
                  is_behind ? " --clock-reason TEXT" : "");
    if (is_ahead && status == LETS_DATE_CLOSED) {
        buffer_add_string(out, "; then say this again");
    }
}

/* Whether what stands in quotes is a rule's name, which may be spelled like an account's. */
static bool is_about_rule(enum lets_status status)
{
    return status == LETS_UNKNOWN_RULE || status == LETS_RULE_NAME || status == LETS_RUN_CLOSE ||
           status == LETS_RUN_STANDS;
}

/* Puts names and advice before the hint that there is, if there is room for all of it. */
static bool put_parts(struct lets_span names, struct lets_span advice, struct lets_error *err)
{
    const struct lets_span parts[] = {names, advice, lets_span_of(err->hint)};
    struct buffer hint = {0};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].size > 0) {
            part(&hint);
            buffer_add(&hint, parts[i]);
        }
    }
    bool is_put = failure_hint(err, buffer_string(&hint));
    buffer_release(&hint);
    return is_put;
}

/* A remedy is worth more than a name, and none is told in part. */
static void put_hint(const struct buffer *names, const struct buffer *advice,
                     struct lets_error *err)
{
    const struct lets_span none = {.bytes = NULL};

    if (!put_parts(buffer_span(names), buffer_span(advice), err) &&
        !put_parts(none, buffer_span(advice), err)) {
        (void)put_parts(buffer_span(names), none, err);
    }
}

void advice_add(const struct session *session, const struct lets_entry *entry,
                struct lets_error *err)
{
    const struct lets_span ids[] = {entry->id, entry->payer, entry->payee, entry->fund};
    const struct lets_account *blamed = NULL;
    struct buffer names = {0};
    struct buffer advice = {0};

    if (err == NULL) {
        return;
    }
    for (size_t i = 0; blamed == NULL && i < sizeof ids / sizeof ids[0]; i++) {
        blamed = find_blamed(session, ids[i], err);
    }
    if (!is_about_rule(err->status)) {
        add_names(&names, session, err);
    }
    add_remedies(&advice, session, blamed, err->status);
    add_reopening(&advice, session, err->status);
    put_hint(&names, &advice, err);
    buffer_release(&names);
    buffer_release(&advice);
}

void advice_name(const struct session *session, struct lets_error *err)
{
    struct buffer names = {0};
    const struct buffer no_advice = {0};

    if (session->ledger == NULL) {
        return;
    }
    add_names(&names, session, err);
    put_hint(&names, &no_advice, err);
    buffer_release(&names);
}
