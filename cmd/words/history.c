/* SPDX-License-Identifier: MIT */
/*
 * What was before. The ledger keeps no past, and an observer sees an entry when it has been
 * applied; this keeps a copy of the little that a `policy` or a `change` can change, one small
 * record an account.
 */

#include "words/history.h"

#include <string.h>

struct past {
    enum lets_account_status status;
    enum lets_purpose purpose;
    struct lets_date opened;
    struct lets_limit debit_limit;
    struct lets_limit credit_limit;
    char *title;    /* owned; NULL: none */
    char *locality; /* owned; NULL: none */
    char *agreed;   /* owned; NULL: none */
};

struct words_history {
    struct past *pasts; /* owned: by the index of the account */
    size_t n_pasts;
    size_t capacity;
    struct lets_limit debit_limit; /* the policy's */
    struct lets_limit credit_limit;
    enum lets_limits limits;
    struct lets_validity cheques_valid;
    char *name; /* owned, like the three that follow; NULL: none */
    char *unit;
    char *contact;
    char *agreement;
};

struct words_history *words_history_new(void)
{
    return memory_array(1, sizeof(struct words_history));
}

void words_history_free(struct words_history *history)
{
    if (history == NULL) {
        return;
    }
    for (size_t i = 0; i < history->n_pasts; i++) {
        memory_free(history->pasts[i].title);
        memory_free(history->pasts[i].locality);
        memory_free(history->pasts[i].agreed);
    }
    memory_free(history->pasts);
    memory_free(history->name);
    memory_free(history->unit);
    memory_free(history->contact);
    memory_free(history->agreement);
    memory_free(history);
}

static void keep(char **kept, struct lets_span text)
{
    memory_free(*kept);
    *kept = text.size > 0 ? memory_copy(text) : NULL;
}

static void take_policy(struct words_history *history, const struct lets_ledger *ledger)
{
    const struct lets_summary *summary = lets_ledger_summary(ledger);

    history->debit_limit = summary->debit_limit;
    history->credit_limit = summary->credit_limit;
    history->limits = summary->limits;
    history->cheques_valid = summary->cheques_valid;
    keep(&history->name, summary->name);
    keep(&history->unit, summary->unit);
    keep(&history->contact, summary->contact);
    keep(&history->agreement, summary->agreement);
}

static void take_account(struct words_history *history, const struct lets_account *account)
{
    size_t needed = (size_t)account->index + 1;

    memory_make_room(history->pasts, &history->capacity, needed);
    while (history->n_pasts < needed) {
        history->pasts[history->n_pasts++] = (struct past){0};
    }
    struct past *past = &history->pasts[account->index];
    past->status = account->status;
    past->purpose = account->purpose;
    past->opened = account->opened;
    past->debit_limit = account->debit_limit;
    past->credit_limit = account->credit_limit;
    keep(&past->title, account->title);
    keep(&past->locality, account->locality);
    keep(&past->agreed, account->agreed);
}

void words_history_catch_up(struct words_history *history, const struct lets_ledger *ledger)
{
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;

    take_policy(history, ledger);
    for (uint32_t i = 0; i < n_accounts; i++) {
        take_account(history, lets_ledger_account(ledger, i));
    }
}

void words_history_take(struct words_history *history, const struct lets_ledger *ledger,
                        const struct lets_entry *entry)
{
    bool is_policy = entry->kind == LETS_KIND_LEDGER || entry->kind == LETS_KIND_POLICY;
    bool is_account = entry->kind == LETS_KIND_MEMBER || entry->kind == LETS_KIND_CENTRAL ||
                      entry->kind == LETS_KIND_CHANGE;

    if (is_policy) {
        take_policy(history, ledger);
    }
    const struct lets_account *account = is_account ? lets_ledger_find(ledger, entry->id) : NULL;
    if (account != NULL) {
        take_account(history, account);
    }
}

struct words_before words_history_before(const struct words_history *history,
                                         const struct lets_ledger *ledger,
                                         const struct lets_entry *entry)
{
    struct words_before before = {
        .name = lets_span_of(history->name),
        .unit = lets_span_of(history->unit),
        .contact = lets_span_of(history->contact),
        .agreement = lets_span_of(history->agreement),
        .policy_debit_limit = history->debit_limit,
        .policy_credit_limit = history->credit_limit,
        .limits = history->limits,
        .cheques_valid = history->cheques_valid,
    };
    const struct lets_account *account =
        entry->kind == LETS_KIND_CHANGE ? lets_ledger_find(ledger, entry->id) : NULL;

    if (account != NULL && account->index < history->n_pasts) {
        const struct past *past = &history->pasts[account->index];
        before.status = past->status;
        before.purpose = past->purpose;
        before.opened = past->opened;
        before.title = lets_span_of(past->title);
        before.locality = lets_span_of(past->locality);
        before.agreed = lets_span_of(past->agreed);
        before.debit_limit = past->debit_limit;
        before.credit_limit = past->credit_limit;
    }
    return before;
}
