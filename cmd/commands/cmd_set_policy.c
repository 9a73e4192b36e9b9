/* SPDX-License-Identifier: MIT */
/*
 * lets set-policy: changes what holds for every account without limits of its own, and says at once
 * whom it touches: a limit lowered by a meeting may leave people over it.
 */

#include <inttypes.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "output/json.h"
#include "session/lookup.h"
#include "words/figures.h"
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

    ENTRY_DROP_IF(entry, debit_limit, words_same_limit(entry->debit_limit, now->debit_limit));
    ENTRY_DROP_IF(entry, credit_limit, words_same_limit(entry->credit_limit, now->credit_limit));
    ENTRY_DROP_IF(entry, limits, entry->limits == now->limits);
    ENTRY_DROP_IF(entry, cheques_valid,
                  valid.unit == now->cheques_valid.unit && valid.count == now->cheques_valid.count);
    ENTRY_DROP_IF(entry, contact, lets_span_equal(entry->contact, now->contact));
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

static enum lets_status write_policy(struct writing *writing, struct session *session,
                                     const void *values, struct lets_error *err)
{
    const struct policy_values *given = values;
    struct lets_entry entry = {.kind = LETS_KIND_POLICY};

    ENTRY_PUT_GIVEN(&entry, limits, given->limits);
    ENTRY_PUT_GIVEN(&entry, cheques_valid, given->cheques_valid);
    ENTRY_PUT_STRING(&entry, contact, given->contact);
    enum lets_status status =
        entry_put_limits(&entry, session, given->debit_limit, given->credit_limit, false, err);
    if (status != LETS_OK) {
        return status;
    }
    drop_present(&entry, lets_ledger_summary(session->ledger));
    if (lets_entry_is_empty(&entry)) {
        return failure_set(err, LETS_NO_CHANGE, "all of that is the policy already");
    }
    lets_entry_put(&entry, date, session->today);
    ENTRY_PUT_STRING(&entry, reason, given->reason);
    status = writing_add(writing, &entry, err);
    if (status == LETS_OK) {
        say_effect(writing, session);
    }
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct policy_values *given = values;
    bool is_changed = given->debit_limit != NULL || given->credit_limit != NULL ||
                      given->limits.is_given || given->cheques_valid.is_given ||
                      given->contact != NULL;

    if (!is_changed) {
        return failure_misused(err, "nothing to change is given");
    }
    return writing_run(session, NULL, write_policy, given, err);
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
