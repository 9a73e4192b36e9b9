/* SPDX-License-Identifier: MIT */
/*
 * lets set-policy: changes what holds for every account without limits of its own, and says at once
 * whom it touches: a limit lowered by a meeting may leave people over it.
 */

#include <inttypes.h>

#include "writing/writing.h"

struct policy_values {
    const char *debit_limit;
    const char *credit_limit;
    struct given_limits limits;
    struct given_validity cheques_valid;
    const char *contact;
    const char *reason;
};

#define AT(member) offsetof(struct policy_values, member)

static const struct option options[] = {
    {"debit-limit", 0, "AMOUNT|none", "how far below zero an account may go", OPTION_LIMIT,
     AT(debit_limit), false},
    {"credit-limit", 0, "AMOUNT|none", "how far above zero an account may go", OPTION_LIMIT,
     AT(credit_limit), false},
    {"limits", 0, "hard|soft", "hard refuses what goes over a limit, soft shows it", OPTION_LIMITS,
     AT(limits), false},
    {"cheques-valid", 0, "TIME|none", "how long a cheque may be presented, such as '6 months'",
     OPTION_VALIDITY, AT(cheques_valid), false},
    {"contact", 0, "TEXT", "where the scheme is found", OPTION_TEXT, AT(contact), false},
    {"reason", 0, "TEXT", "why, such as the meeting that decided it", OPTION_TEXT, AT(reason),
     false},
    {0},
};

/* What is so already is no change; only what is left is recorded. */
static void drop_present(struct lets_entry *entry, const struct lets_summary *now)
{
    struct lets_validity valid = entry->cheques_valid;

    WRITING_DROP_IF(entry, debit_limit, words_same_limit(entry->debit_limit, now->debit_limit));
    WRITING_DROP_IF(entry, credit_limit, words_same_limit(entry->credit_limit, now->credit_limit));
    WRITING_DROP_IF(entry, limits, entry->limits == now->limits);
    WRITING_DROP_IF(entry, cheques_valid,
                    valid.unit == now->cheques_valid.unit &&
                        valid.count == now->cheques_valid.count);
    WRITING_DROP_IF(entry, contact, lets_span_equal(entry->contact, now->contact));
}

static enum lets_status fill(struct session *session, const struct policy_values *given,
                             struct lets_entry *entry, struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    if (given->debit_limit != NULL) {
        status = session_limit(session, "--debit-limit", given->debit_limit, false,
                               &entry->debit_limit, err);
        lets_entry_set(entry, debit_limit);
    }
    if (status == LETS_OK && given->credit_limit != NULL) {
        status = session_limit(session, "--credit-limit", given->credit_limit, false,
                               &entry->credit_limit, err);
        lets_entry_set(entry, credit_limit);
    }
    if (given->limits.is_given) {
        entry->limits = given->limits.value;
        lets_entry_set(entry, limits);
    }
    if (given->cheques_valid.is_given) {
        entry->cheques_valid = given->cheques_valid.value;
        lets_entry_set(entry, cheques_valid);
    }
    if (given->contact != NULL) {
        entry->contact = lets_span_of(given->contact);
        lets_entry_set(entry, contact);
    }
    return status;
}

static enum lets_status add_change(struct writing *writing, const struct session *session,
                                   const struct policy_values *given, struct lets_entry *entry,
                                   struct lets_error *err)
{
    drop_present(entry, lets_ledger_summary(session->ledger));
    if (lets_entry_is_empty(entry)) {
        return session_fail(err, LETS_NO_CHANGE, "all of that is the policy already");
    }
    entry->date = session->today;
    lets_entry_set(entry, date);
    if (given->reason != NULL) {
        entry->reason = lets_span_of(given->reason);
        lets_entry_set(entry, reason);
    }
    return writing_add(writing, entry, err);
}

static void add_name(struct buffer *list, const struct session *session,
                     const struct lets_account *account)
{
    if (list->size > 0) {
        buffer_add_string(list, ", ");
    }
    words_name_and_id(list, &session->names, account);
}

/* To how many accounts the policy applies, which have limits of their own, who is over a limit now.
 */
static void say_effect(struct writing *writing, const struct session *session)
{
    const struct lets_ledger *ledger = session->ledger;
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;
    uint32_t n_under = 0;
    struct buffer own = {0};
    struct buffer over = {0};
    json_t *own_ids = json_array();
    json_t *over_ids = json_array();

    for (uint32_t i = 0; i < n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, i);
        bool has_own = account->debit_limit.kind != LETS_LIMIT_DEFAULT ||
                       account->credit_limit.kind != LETS_LIMIT_DEFAULT;
        if (account->status == LETS_CLOSED) {
            continue;
        }
        if (has_own) {
            add_name(&own, session, account);
            json_add(own_ids, json_of_span(account->id));
        } else {
            n_under++;
        }
        if (lets_ledger_is_over(ledger, account, account->balance)) {
            add_name(&over, session, account);
            json_add(over_ids, json_of_span(account->id));
        }
    }
    writing_say(writing, "the limits apply to %" PRIu32 " account%s", n_under,
                n_under == 1 ? "" : "s");
    writing_say(writing, "limits of their own: %s", own.size > 0 ? buffer_string(&own) : "nobody");
    writing_say(writing, "over a limit now: %s", over.size > 0 ? buffer_string(&over) : "nobody");
    writing_put(writing, "n_applies_to", json_integer(n_under));
    writing_put(writing, "own_limits", own_ids);
    writing_put(writing, "over_limit", over_ids);
    buffer_release(&own);
    buffer_release(&over);
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct policy_values *given = values;
    struct writing *writing = NULL;
    struct lets_entry entry = {.kind = LETS_KIND_POLICY};
    bool is_changed = given->debit_limit != NULL || given->credit_limit != NULL ||
                      given->limits.is_given || given->cheques_valid.is_given ||
                      given->contact != NULL;

    if (!is_changed) {
        return session_misused(err, "nothing to change is given");
    }
    enum lets_status status = writing_begin(session, NULL, 0, &writing, err);
    if (status == LETS_OK) {
        status = fill(session, given, &entry, err);
    }
    if (status == LETS_OK) {
        status = add_change(writing, session, given, &entry, err);
    }
    if (status == LETS_OK) {
        say_effect(writing, session);
        status = writing_commit(writing, err);
    }
    writing_free(writing);
    return status;
}

const struct command cmd_set_policy = {
    .name = "set-policy",
    .kind = COMMAND_WRITER,
    .synopsis = "[--debit-limit AMOUNT|none] [--credit-limit AMOUNT|none] [--limits hard|soft] "
                "[--cheques-valid TIME|none] [--contact TEXT] [--reason TEXT]",
    .summary = "change the limits and rules that hold for every account",
    .details = "Accounts with limits of their own keep them.",
    .options = options,
    .values_size = sizeof(struct policy_values),
    .run = run,
};
