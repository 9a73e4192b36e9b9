/* SPDX-License-Identifier: MIT */
/*
 * lets levy: the same fee from every active member, in one commit. Each transfer has a reference of
 * what it is for and who pays it, so that nobody is asked twice, whatever the day. Whoever it would
 * leave beyond a limit is named before anything is recorded.
 */

#include <inttypes.h>
#include <stdio.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "session/talk.h"
#include "words/figures.h"
#include "writing/writing.h"

struct levy_values {
    const char *amount;
    const char *payee;
    const char *what_for;
    struct option_list except;
    struct given_date date;
    const char *override_reason;
};

#define AT(member) offsetof(struct levy_values, member)

static const struct argument arguments[] = {
    {"AMOUNT", "what each of them pays", OPTION_AMOUNT, AT(amount), false, false},
    {0},
};

static const struct option options[] = {
    {"to", 0, "ACCOUNT", "the account that gets it", OPTION_ID, AT(payee), true},
    {"for", 0, "TEXT", "what for; nobody pays for it twice", OPTION_TEXT, AT(what_for), true},
    {"except", 0, "ID", "leave this member out; may be repeated", OPTION_LIST, AT(except), false},
    {"date", 0, "DATE", "the day on which it counts; else today", OPTION_DATE, AT(date), false},
    {"override", 0, "REASON", "take it beyond a limit too, for this reason", OPTION_TEXT,
     AT(override_reason), false},
    {0},
};

/* A levy on its way into the commit. */
struct levying {
    const struct levy_values *given;
    struct lets_date date;
    struct lets_amount amount;
    const struct lets_account *payee;
    bool *is_excepted; /* owned: by the index of the account */
    size_t n_refused;
    size_t n_beyond_debit; /* of them, those whose own limit it is */
    size_t n_paid;
    size_t n_before; /* who paid for it before */
};

static enum lets_status find_excepted(const struct session *session, struct levying *levying,
                                      struct lets_error *err)
{
    const struct option_list *except = &levying->given->except;
    enum lets_status status = LETS_OK;

    levying->is_excepted = memory_array(
        (size_t)lets_ledger_summary(session->ledger)->n_accounts + 1, sizeof *levying->is_excepted);
    for (size_t i = 0; status == LETS_OK && i < except->n; i++) {
        const struct lets_account *account = NULL;
        status = session_account(session, except->items[i], &account, err);
        if (status == LETS_OK && account->kind != LETS_MEMBER) {
            status = failure_set(err, LETS_WRONG_KIND,
                                 "'%.*s' is a central account: a levy asks none of those",
                                 SHOW(account->id));
        }
        if (status == LETS_OK) {
            levying->is_excepted[account->index] = true;
        }
    }
    return status;
}

/* Whether one is asked at all; says why one is not, who might be thought to be. */
static bool is_asked(struct writing *writing, const struct session *session,
                     const struct levying *levying, const struct lets_account *account)
{
    struct buffer who = {0};
    bool is_late = account->opened.day > levying->date.day;

    if (account->kind != LETS_MEMBER || account->status == LETS_CLOSED ||
        account == levying->payee || levying->is_excepted[account->index]) {
        return false;
    }
    if (is_late || account->status == LETS_SUSPENDED) {
        words_name_and_id(&who, &session->names, account);
        writing_say(writing, "left out: %s, %s", buffer_string(&who),
                    is_late ? "who joined later" : "who is suspended");
        buffer_release(&who);
        return false;
    }
    return true;
}

/* Whether one has paid for it before; says so where that was taken back since. */
static bool has_paid(struct writing *writing, const struct session *session,
                     const struct lets_account *account, struct lets_span ref)
{
    struct lets_transfer earlier = {0};
    struct buffer who = {0};
    uint32_t number = lets_ledger_ref(session->ledger, ref);

    if (number == 0) {
        return false;
    }
    (void)lets_ledger_transfer(session->ledger, number, &earlier);
    if (earlier.reversed_by != 0) {
        words_name_and_id(&who, &session->names, account);
        writing_say(writing,
                    "not asked again: %s, whose transfer %" PRIu32
                    " for it was reversed by %" PRIu32,
                    buffer_string(&who), number, earlier.reversed_by);
        buffer_release(&who);
    }
    return true;
}

/* The limit that a payment would pass. */
enum passed { PASSES_NONE, PASSES_DEBIT, PASSES_CREDIT };

/* Which, under hard limits. */
static enum passed find_limit(const struct session *session, const struct levying *levying,
                              const struct lets_account *account)
{
    const struct lets_ledger *ledger = session->ledger;
    struct lets_limit debit = lets_ledger_debit_limit(ledger, account);
    struct lets_limit credit = lets_ledger_credit_limit(ledger, levying->payee);
    int64_t minor = levying->amount.minor;

    if (lets_ledger_summary(ledger)->limits != LETS_LIMITS_HARD) {
        return PASSES_NONE;
    }
    if (debit.kind != LETS_LIMIT_NONE && account->balance.minor - minor < -debit.amount.minor) {
        return PASSES_DEBIT;
    }
    return credit.kind != LETS_LIMIT_NONE &&
                   levying->payee->balance.minor + minor > credit.amount.minor
               ? PASSES_CREDIT
               : PASSES_NONE;
}

/* Names one who would be beyond a limit. */
static void refuse(const struct session *session, struct levying *levying,
                   const struct lets_account *account, enum passed limit)
{
    struct buffer text = {0};

    if (limit == PASSES_DEBIT) {
        levying->n_beyond_debit++;
        words_name_and_id(&text, &session->names, account);
        buffer_add_string(&text, " would be at ");
        words_amount(&text, session->ledger,
                     (struct lets_amount){account->balance.minor - levying->amount.minor});
        buffer_add_string(&text, ", beyond the debit limit of ");
        words_limit(&text, session->ledger, lets_ledger_debit_limit(session->ledger, account));
    } else {
        words_name_and_id(&text, &session->names, levying->payee);
        buffer_add_string(&text, " would be beyond its credit limit by what comes from ");
        words_name_and_id(&text, &session->names, account);
    }
    session_warn(session, "%s", buffer_string(&text));
    buffer_release(&text);
    levying->n_refused++;
}

static enum lets_status levy_one(struct writing *writing, struct session *session,
                                 struct levying *levying, const struct lets_account *account,
                                 struct lets_error *err)
{
    const struct levy_values *given = levying->given;
    struct buffer ref = {0};
    enum lets_status status = LETS_OK;

    buffer_format(&ref, "levy/%.*s/%s/%.*s", SHOW(levying->payee->id), given->what_for,
                  SHOW(account->id));
    if (lets_text_check(buffer_span(&ref), NULL) != LETS_OK) {
        buffer_release(&ref);
        return failure_misused(err, "--for is too long for the reference that is made of it: a "
                                    "few words are enough");
    }
    enum passed limit = find_limit(session, levying, account);
    if (has_paid(writing, session, account, buffer_span(&ref))) {
        levying->n_before++;
    } else if (limit != PASSES_NONE && given->override_reason == NULL) {
        refuse(session, levying, account, limit);
    } else {
        struct lets_entry entry = entry_of_transfer(session->ledger, levying->date, account,
                                                    levying->payee, levying->amount);
        lets_entry_put(&entry, what_for, lets_span_of(given->what_for));
        lets_entry_put(&entry, category, lets_span_of("levy"));
        lets_entry_put(&entry, ref, buffer_span(&ref));
        if (limit != PASSES_NONE) {
            lets_entry_put(&entry, override_reason, lets_span_of(given->override_reason));
        }
        status = writing_add(writing, &entry, err);
        levying->n_paid++;
    }
    buffer_release(&ref);
    return status;
}

static enum lets_status fail_refused(const struct levying *levying, struct lets_error *err)
{
    enum lets_status status =
        failure_set(err,
                    levying->n_beyond_debit > 0 ? LETS_OVER_DEBIT_LIMIT : LETS_OVER_CREDIT_LIMIT,
                    "%zu payment%s of the levy would pass a limit: nothing is recorded",
                    levying->n_refused, levying->n_refused == 1 ? "" : "s");

    if (err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint,
                       "--override REASON records them all the same; --except ID leaves a member "
                       "out");
    }
    return status;
}

static void say_sum(struct writing *writing, const struct session *session,
                    const struct levying *levying)
{
    struct buffer sum = {0};

    words_amount(&sum, session->ledger, writing_total(writing));
    if (levying->n_paid > 0) {
        writing_say(writing, "%zu member%s paid together %s", levying->n_paid,
                    levying->n_paid == 1 ? "" : "s", buffer_string(&sum));
    }
    if (levying->n_before > 0) {
        writing_say(writing, "%zu had paid for it before", levying->n_before);
    }
    if (levying->n_paid == 0 && levying->n_before == 0) {
        writing_say(writing, "no member is asked");
    }
    writing_skip(writing, levying->n_before);
    buffer_release(&sum);
}

static enum lets_status levy_all(struct writing *writing, struct session *session,
                                 struct levying *levying, struct lets_error *err)
{
    const struct levy_values *given = levying->given;
    enum lets_status status =
        session_amount(session, "AMOUNT", given->amount, &levying->amount, err);

    if (status == LETS_OK) {
        status = session_account(session, given->payee, &levying->payee, err);
    }
    if (status == LETS_OK) {
        status = find_excepted(session, levying, err);
    }
    for (uint32_t i = 0; status == LETS_OK && i < lets_ledger_summary(session->ledger)->n_accounts;
         i++) {
        const struct lets_account *account = lets_ledger_account(session->ledger, i);
        if (is_asked(writing, session, levying, account)) {
            status = levy_one(writing, session, levying, account, err);
        }
    }
    if (status == LETS_OK && levying->n_refused > 0) {
        status = fail_refused(levying, err);
    }
    if (status == LETS_OK) {
        say_sum(writing, session, levying);
    }
    return status;
}

static enum lets_status write_levy(struct writing *writing, struct session *session,
                                   const void *values, struct lets_error *err)
{
    const struct levy_values *given = values;
    struct levying levying = {
        .given = given,
        .date = given->date.is_given ? given->date.value : session->today,
    };
    enum lets_status status = levy_all(writing, session, &levying, err);

    memory_free(levying.is_excepted);
    return status;
}

const struct command cmd_levy = {
    .name = "levy",
    .kind = COMMAND_WRITER,
    .synopsis = "AMOUNT --to ACCOUNT --for TEXT [--except ID].. [--date DATE] [--override REASON]",
    .summary = "take the same fee from every active member",
    .details = "All of them or none, in one commit. Who has paid for the same purpose to the same "
               "account is not asked again, whatever the day. 'lets set-rule' is for what depends "
               "on trade.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct levy_values),
    .make = write_levy,
};
