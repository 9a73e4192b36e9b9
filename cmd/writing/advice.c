/* SPDX-License-Identifier: MIT */
/*
 * Advice after a refusal. The library says which rule an entry breaks, and knows neither names nor
 * options; a clerk at the desk knows people, and wants to know how to go on. An option is advised
 * only where the command at hand has it.
 */

#include "writing/advice.h"

#include <stdio.h>
#include <string.h>

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
    {LETS_REASON_MISSING, "reason", "say why with --reason TEXT", NULL},
    {LETS_LIMIT_MISSING, NULL, "give an amount, or none", NULL},
    {LETS_DATE_CLOSED, "date", "give a later --date; or 'lets reopen-period' undoes the last close",
     NULL},
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

static void add_name(struct buffer *out, const struct session *session,
                     const struct lets_account *account)
{
    struct lets_span name = words_name(&session->names, account);

    if (!lets_span_equal(name, account->id)) {
        part(out);
        buffer_format(out, "%.*s is %.*s", SHOW(account->id), SHOW(name));
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

void advice_add(const struct session *session, const struct lets_entry *entry,
                struct lets_error *err)
{
    const struct lets_span ids[] = {entry->id, entry->payer, entry->payee};
    const struct lets_account *blamed = NULL;
    struct buffer hint = {0};

    if (err == NULL) {
        return;
    }
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const struct lets_account *account = find_blamed(session, ids[i], err);
        if (account != NULL && account != blamed) {
            blamed = blamed == NULL ? account : blamed;
            add_name(&hint, session, account);
        }
    }
    add_remedies(&hint, session, blamed, err->status);
    if (hint.size > 0) {
        if (err->hint[0] != '\0') {
            part(&hint);
            buffer_add_string(&hint, err->hint);
        }
        (void)snprintf(err->hint, sizeof err->hint, "%s", buffer_string(&hint));
    }
    buffer_release(&hint);
}
