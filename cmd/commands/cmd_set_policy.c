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
#include "writing/writing_run.h"

struct policy_values {
    const char *debit_limit;
    const char *credit_limit;
    struct given_limits limits;
    struct given_validity cheques_valid;
    const char *contact;
    const char *agreement;
    const char *agreement_file;
    const char *reason;
};

/* What is to be changed: of the agreement the text is read before the journal is locked. */
struct policy {
    const struct policy_values *given;
    struct lets_hash digest;
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
    {"agreement", 0, "LABEL", "the members' agreement that is in force, such as 2026-1",
     OPTION_NAME, AT(agreement), false},
    {"agreement-file", 0, "FILE", "its text, whose SHA-256 is sealed", OPTION_FILE,
     AT(agreement_file), false},
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
    if (lets_entry_has(entry, agreement) && lets_text_same(entry->agreement, now->agreement) &&
        lets_span_equal(lets_span_of(entry->digest.hex), lets_span_of(now->agreement_digest.hex))) {
        lets_entry_drop(entry, agreement);
        lets_entry_drop(entry, digest);
    }
}

static void add_name(struct buffer *list, const struct session *session,
                     const struct lets_account *account)
{
    if (list->size > 0) {
        buffer_add_string(list, ", ");
    }
    words_name_and_id(list, &session->names, account);
}

/* Whom the policy's limits bind, as far as they change; where none does, all of them. */
struct effect {
    bool has_debit;
    bool has_credit;
    uint32_t n_debit; /* accounts without a debit limit of their own */
    uint32_t n_credit;
    uint32_t n_under; /* without one or the other */
    struct buffer own_debit;
    struct buffer own_credit;
    struct buffer over;
    json_t *own_ids;
    json_t *over_ids;
};

static void count_account(struct effect *effect, const struct session *session,
                          const struct lets_account *account)
{
    bool has_own_debit = account->debit_limit.kind != LETS_LIMIT_DEFAULT;
    bool has_own_credit = account->credit_limit.kind != LETS_LIMIT_DEFAULT;

    effect->n_debit += has_own_debit ? 0 : 1;
    effect->n_credit += has_own_credit ? 0 : 1;
    if ((effect->has_debit && !has_own_debit) || (effect->has_credit && !has_own_credit)) {
        effect->n_under++;
    }
    if (has_own_debit) {
        add_name(&effect->own_debit, session, account);
    }
    if (has_own_credit) {
        add_name(&effect->own_credit, session, account);
    }
    if ((effect->has_debit && has_own_debit) || (effect->has_credit && has_own_credit)) {
        json_add(effect->own_ids, json_of_span(account->id));
    }
    if (lets_ledger_is_over(session->ledger, account, account->balance)) {
        add_name(&effect->over, session, account);
        json_add(effect->over_ids, json_of_span(account->id));
    }
}

static void say_limit(struct writing *writing, const char *limit, uint32_t n_under,
                      const struct buffer *own)
{
    writing_say(writing, "the %s limit applies to %" PRIu32 " account%s", limit, n_under,
                n_under == 1 ? "" : "s");
    writing_say(writing, "%s limits of their own: %s", limit,
                own->size > 0 ? buffer_string(own) : "nobody");
}

/* To how many accounts a limit applies, which have one of their own, who is over a limit now. */
static void say_effect(struct writing *writing, const struct session *session,
                       const struct lets_entry *entry)
{
    const struct lets_ledger *ledger = session->ledger;
    bool is_limit = lets_entry_has(entry, debit_limit) || lets_entry_has(entry, credit_limit);
    struct effect effect = {
        .has_debit = !is_limit || lets_entry_has(entry, debit_limit),
        .has_credit = !is_limit || lets_entry_has(entry, credit_limit),
        .own_ids = json_array(),
        .over_ids = json_array(),
    };

    for (uint32_t i = 0; i < lets_ledger_summary(ledger)->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, i);
        if (account->status != LETS_CLOSED) {
            count_account(&effect, session, account);
        }
    }
    if (effect.has_debit) {
        say_limit(writing, "debit", effect.n_debit, &effect.own_debit);
    }
    if (effect.has_credit) {
        say_limit(writing, "credit", effect.n_credit, &effect.own_credit);
    }
    writing_say(writing, "over a limit now: %s",
                effect.over.size > 0 ? buffer_string(&effect.over) : "nobody");
    writing_put(writing, "n_applies_to", json_integer(effect.n_under));
    writing_put(writing, "own_limits", effect.own_ids);
    writing_put(writing, "over_limit", effect.over_ids);
    buffer_release(&effect.own_debit);
    buffer_release(&effect.own_credit);
    buffer_release(&effect.over);
}

/* How many members have signed the agreement that is in force now. */
static void say_agreement(struct writing *writing, const struct session *session)
{
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    uint32_t n_agreed = 0;
    uint32_t n_members = 0;

    for (uint32_t i = 0; i < summary->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(session->ledger, i);
        bool is_counted = account->kind == LETS_MEMBER && account->status != LETS_CLOSED;
        n_members += is_counted ? 1 : 0;
        n_agreed += is_counted && lets_text_same(account->agreed, summary->agreement) ? 1 : 0;
    }
    writing_say(writing, "SHA-256 of the agreement: %s", summary->agreement_digest.hex);
    writing_say(writing,
                "%" PRIu32 " of %" PRIu32 " members have signed it; the others: lets members "
                "--not-agreed",
                n_agreed, n_members);
}

static enum lets_status write_policy(struct writing *writing, struct session *session,
                                     const void *values, struct lets_error *err)
{
    const struct policy *policy = values;
    const struct policy_values *given = policy->given;
    struct lets_entry entry = {.kind = LETS_KIND_POLICY};

    ENTRY_PUT_GIVEN(&entry, limits, given->limits);
    ENTRY_PUT_GIVEN(&entry, cheques_valid, given->cheques_valid);
    ENTRY_PUT_STRING(&entry, contact, given->contact);
    if (given->agreement != NULL) {
        lets_entry_put(&entry, agreement, lets_span_of(given->agreement));
        lets_entry_put(&entry, digest, policy->digest);
    }
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
    bool is_agreed = lets_entry_has(&entry, agreement);
    bool is_more = lets_entry_has(&entry, debit_limit) || lets_entry_has(&entry, credit_limit) ||
                   lets_entry_has(&entry, limits) || lets_entry_has(&entry, cheques_valid) ||
                   lets_entry_has(&entry, contact);
    if (status == LETS_OK && is_more) {
        say_effect(writing, session, &entry);
    }
    if (status == LETS_OK && is_agreed) {
        say_agreement(writing, session);
    }
    return status;
}

/* The text of an agreement is a page or a file that a word processor wrote. */
enum { AGREEMENT_BYTES = 64 << 20 };

static enum lets_status read_agreement(struct session *session, const char *path,
                                       struct lets_hash *out, struct lets_error *err)
{
    char *bytes = NULL;
    size_t size = 0;
    enum lets_status status = session_protect(session, path, err);

    if (status == LETS_OK) {
        status = session_blame_if(session,
                                  lets_file_load(path, AGREEMENT_BYTES, &bytes, &size, err), path);
    }
    if (status == LETS_OK && size == 0) {
        status = failure_misused(err, "--agreement-file: '%s' is empty", path);
    }
    if (status == LETS_OK) {
        *out = lets_sha256((struct lets_span){.bytes = bytes, .size = size});
    }
    lets_bytes_free(bytes);
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct policy_values *given = values;
    bool is_changed = given->debit_limit != NULL || given->credit_limit != NULL ||
                      given->limits.is_given || given->cheques_valid.is_given ||
                      given->contact != NULL || given->agreement != NULL;
    struct policy policy = {.given = given};
    enum lets_status status = LETS_OK;

    if ((given->agreement != NULL) != (given->agreement_file != NULL)) {
        return failure_misused(err, "--agreement LABEL and --agreement-file FILE belong together");
    }
    if (!is_changed) {
        return failure_misused(err, "nothing to change is given");
    }
    if (given->agreement_file != NULL) {
        status = read_agreement(session, given->agreement_file, &policy.digest, err);
    }
    return status == LETS_OK ? writing_run(session, NULL, write_policy, &policy, err) : status;
}

const struct command cmd_set_policy = {
    .name = "set-policy",
    .kind = COMMAND_WRITER,
    .synopsis =
        "[--debit-limit AMOUNT|none] [--credit-limit AMOUNT|none] [--limits hard|soft] "
        "[--cheques-valid TIME|none] [--contact TEXT] [--agreement LABEL --agreement-file FILE] "
        "[--reason TEXT]",
    .summary = "change the limits and rules that hold for every account",
    .details = "Accounts with limits of their own keep them.",
    .options = options,
    .values_size = sizeof(struct policy_values),
    .run = run,
};
