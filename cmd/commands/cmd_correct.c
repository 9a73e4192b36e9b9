/* SPDX-License-Identifier: MIT */
/*
 * lets correct: a transfer recorded wrongly is reversed, and the right one recorded, in one commit.
 * What the ledger does not remember of the wrong one (its texts, the day on its cheque) is caught
 * while the journal is replayed. A reference stays with the wrong one, so that its import is not
 * repeated.
 */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "words/figures.h"
#include "writing/reversal.h"
#include "writing/writing_run.h"

struct correct_values {
    uint32_t number;
    const char *amount;
    const char *payer;
    const char *payee;
    const char *what_for;
    const char *category;
    struct given_date date;
    const char *reason;
    const char *override_reason;
    uint32_t proposal;
};

#define AT(member) offsetof(struct correct_values, member)

static const struct argument arguments[] = {
    {"N", "the number of the transfer that is wrong", OPTION_NUMBER, AT(number), false, false},
    {0},
};

static const struct option options[] = {
    {"amount", 0, "AMOUNT", "the right amount", OPTION_AMOUNT, AT(amount), false},
    {"from", 0, "ID", "the right payer", OPTION_ID, AT(payer), false},
    {"to", 0, "ID", "the right payee", OPTION_ID, AT(payee), false},
    {"for", 0, "TEXT", "what it was for", OPTION_TEXT, AT(what_for), false},
    {"category", 0, "TEXT", "the trade it belongs to", OPTION_NAME, AT(category), false},
    {"date", 0, "DATE", "the day on which the right one counts; else today", OPTION_DATE, AT(date),
     false},
    {"reason", 0, "TEXT", "why", OPTION_TEXT, AT(reason), true},
    {"proposal", 0, "N", "under which a fund pays the right one, or gives the wrong one back",
     OPTION_NUMBER, AT(proposal), false},
    {"override", 0, "REASON",
     "why the right one stands although a limit or a suspension forbids it", OPTION_TEXT,
     AT(override_reason), false},
    {0},
};

/* What is asked for, and what the ledger does not remember of the wrong transfer. */
struct correction {
    const struct correct_values *given;
    bool is_found;
    struct lets_date date;
    uint32_t cheque; /* 0: none */
    uint32_t first;  /* of vouchers that were sold or taken back; 0: none */
    uint32_t last;
    uint32_t proposal; /* 0: none */
    struct given_date written;
    char *what_for; /* owned; NULL: none */
    char *category;
    char *override_reason;
};

static char *keep(struct lets_span text)
{
    return text.size > 0 ? memory_copy(text) : NULL;
}

static enum lets_status catch_wrong(void *context, const struct lets_ledger *ledger,
                                    const struct lets_entry *entry, const struct lets_place *place,
                                    struct lets_error *err)
{
    struct correction *wrong = context;

    (void)ledger;
    (void)place;
    (void)err;
    if (entry->kind == LETS_KIND_TRANSFER && entry->number == wrong->given->number) {
        wrong->is_found = true;
        wrong->date = entry->date;
        wrong->cheque = entry->cheque;
        wrong->first = entry->first;
        wrong->last = entry->last;
        wrong->proposal = entry->proposal;
        wrong->written.is_given = lets_entry_has(entry, written);
        wrong->written.value = entry->written;
        wrong->what_for = keep(entry->what_for);
        wrong->category = keep(entry->category);
        wrong->override_reason = keep(entry->override_reason);
    }
    return LETS_OK;
}

/* The text as it will be: what is given, or what it was. */
static const char *choose(const char *given, const char *present)
{
    return given != NULL ? given : present;
}

static void fill_texts(struct lets_entry *entry, const struct correction *wrong)
{
    const struct correct_values *given = wrong->given;

    ENTRY_PUT_STRING(entry, what_for, choose(given->what_for, wrong->what_for));
    ENTRY_PUT_STRING(entry, category, choose(given->category, wrong->category));
    if (wrong->cheque > 0) {
        lets_entry_put(entry, cheque, wrong->cheque);
    }
    if (wrong->first > 0) {
        lets_entry_put(entry, first, wrong->first);
        lets_entry_put(entry, last, wrong->last);
    }
    ENTRY_PUT_GIVEN(entry, written, wrong->written);
}

/* What vouchers are worth was printed on them: other numbers are another transfer. */
static enum lets_status check_vouchers(const struct session *session,
                                       const struct correct_values *given,
                                       const struct lets_transfer *wrong,
                                       const struct lets_entry *entry, struct lets_error *err)
{
    const struct lets_ledger *ledger = session->ledger;
    bool is_of_float = lets_ledger_account(ledger, wrong->payer)->is_float ||
                       lets_ledger_account(ledger, wrong->payee)->is_float;
    struct buffer amount = {0};

    if (!is_of_float || entry->amount.minor == wrong->amount.minor) {
        return LETS_OK;
    }
    words_amount(&amount, ledger, wrong->amount);
    enum lets_status status =
        failure_set(err, LETS_VOUCHER_AMOUNT,
                    "transfer %" PRIu32 " moved vouchers worth %s: the amount of it stands",
                    given->number, buffer_string(&amount));
    if (err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint,
                       "where other numbers were meant, take it back with 'lets reverse %" PRIu32
                       "' and record those",
                       given->number);
    }
    buffer_release(&amount);
    return status;
}

static bool is_fund(const struct lets_ledger *ledger, const struct lets_account *account)
{
    struct lets_charter charter;

    return lets_ledger_charter(ledger, account->index, &charter);
}

/* Under which proposal the wrong one goes back, where a fund whose charter has keys gives it. */
static uint32_t proposal_back(const struct lets_ledger *ledger, const struct correct_values *given,
                              const struct lets_transfer *wrong)
{
    struct lets_charter charter;
    bool has_key = lets_ledger_charter(ledger, wrong->payee, &charter) && charter.has_key;

    return has_key ? given->proposal : 0;
}

/* The right transfer. */
static enum lets_status fill(struct session *session, const struct correction *correction,
                             const struct lets_transfer *wrong, struct lets_entry *entry,
                             struct lets_error *err)
{
    const struct correct_values *given = correction->given;
    const struct lets_account *payer = lets_ledger_account(session->ledger, wrong->payer);
    const struct lets_account *payee = lets_ledger_account(session->ledger, wrong->payee);
    struct lets_date date = given->date.is_given ? given->date.value : session->today;
    struct lets_amount amount = wrong->amount;
    enum lets_status status = LETS_OK;

    if (given->amount != NULL) {
        status = session_amount(session, "--amount", given->amount, &amount, err);
    }
    if (status == LETS_OK && given->payer != NULL) {
        status = session_account(session, given->payer, &payer, err);
    }
    if (status == LETS_OK && given->payee != NULL) {
        status = session_account(session, given->payee, &payee, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    *entry = entry_of_transfer(session->ledger, date, payer, payee, amount);
    lets_entry_put(entry, corrects, given->number);
    if (given->proposal > 0 && is_fund(session->ledger, payer)) {
        lets_entry_put(entry, proposal, given->proposal);
    } else if (correction->proposal > 0 && payer->index == wrong->payer) {
        lets_entry_put(entry, proposal, correction->proposal);
    }
    fill_texts(entry, correction);
    return LETS_OK;
}

/* Whether the right transfer says anything else than the wrong one. That it counts today is no
 * change unless it was asked for. */
static bool is_another(const struct lets_ledger *ledger, const struct correction *correction,
                       const struct lets_transfer *wrong, const struct lets_entry *entry)
{
    const struct correct_values *given = correction->given;
    const struct given_date *date = &given->date;

    return entry->amount.minor != wrong->amount.minor ||
           !lets_span_equal(entry->payer, lets_ledger_account(ledger, wrong->payer)->id) ||
           !lets_span_equal(entry->payee, lets_ledger_account(ledger, wrong->payee)->id) ||
           !lets_span_equal(entry->what_for, lets_span_of(correction->what_for)) ||
           !lets_span_equal(entry->category, lets_span_of(correction->category)) ||
           (lets_entry_has(entry, proposal) ? entry->proposal : 0) != correction->proposal ||
           (given->override_reason != NULL &&
            !lets_span_equal(lets_span_of(given->override_reason),
                             lets_span_of(correction->override_reason))) ||
           (date->is_given && date->value.day != wrong->date.day);
}

/* A reversal counts on the same day as the right transfer, but never before the wrong one did,
 * unless the wrong one's date is itself still to come. */
static struct lets_date reversal_date(const struct session *session, struct lets_date right,
                                      struct lets_date wrong)
{
    bool is_to_come = wrong.day > lets_time_day(session->now).day;

    return wrong.day > right.day && !is_to_come ? wrong : right;
}

/* Why the override of the wrong transfer does not cover the right one: it holds for what it was
 * given for, and for less. NULL: it does. Asked behind the reversal, by which a cheque that had
 * come in in time is never stale. */
static const char *what_grows(const struct lets_ledger *ledger, const struct correction *correction,
                              const struct lets_transfer *wrong, const struct lets_entry *entry)
{
    struct lets_cheque cheque = {.is_presented = true};

    if (!lets_span_equal(entry->payer, lets_ledger_account(ledger, wrong->payer)->id)) {
        return "another account pays";
    }
    if (!lets_span_equal(entry->payee, lets_ledger_account(ledger, wrong->payee)->id)) {
        return "another account is paid";
    }
    if (entry->amount.minor > wrong->amount.minor) {
        return "the amount is larger";
    }
    (void)lets_ledger_cheque(ledger, correction->cheque, &cheque);
    if (!cheque.is_presented && entry->date.day > wrong->date.day) {
        return "the cheque would come in later still";
    }
    return NULL;
}

/* Adds the right transfer under the override that is given, or else the one that there was as far
 * as it goes. */
static enum lets_status add_right(struct writing *writing, const struct session *session,
                                  const struct correction *correction,
                                  const struct lets_transfer *wrong, struct lets_entry *entry,
                                  struct lets_error *err)
{
    const struct correct_values *given = correction->given;
    bool has_old = given->override_reason == NULL && correction->override_reason != NULL;
    const char *why = has_old ? what_grows(session->ledger, correction, wrong, entry) : NULL;

    lets_entry_put(entry, number, lets_ledger_summary(session->ledger)->n_transfers + 1);
    if (why == NULL) {
        ENTRY_PUT_STRING(entry, override_reason,
                         choose(given->override_reason, correction->override_reason));
    }
    enum lets_status status = writing_add(writing, entry, err);
    if (status == LETS_OK && why == NULL && has_old &&
        !lets_span_equal(entry->what_for, lets_span_of(correction->what_for))) {
        writing_say(writing,
                    "the override of transfer %" PRIu32 " is kept, though it is for something "
                    "else now: %s",
                    given->number, correction->override_reason);
    }
    if (why == NULL) {
        return status;
    }
    if (status == LETS_OK) {
        writing_say(writing, "the override of transfer %" PRIu32 " is not kept, for %s",
                    given->number, why);
    } else if (err != NULL) {
        struct buffer hint = {0};
        buffer_format(&hint, "%s%sthe override of transfer %" PRIu32 " is not kept, for %s",
                      err->hint, err->hint[0] != '\0' ? "; " : "", given->number, why);
        (void)failure_hint(err, buffer_string(&hint));
        buffer_release(&hint);
    }
    return status;
}

static enum lets_status write_correction(struct writing *writing, struct session *session,
                                         const void *values, struct lets_error *err)
{
    const struct correction *correction = values;
    const struct correct_values *given = correction->given;
    struct lets_transfer wrong = {0};
    struct lets_entry entry = {.kind = LETS_KIND_TRANSFER};

    if (!correction->is_found) {
        return failure_set(err, LETS_UNKNOWN_TRANSFER, "there is no transfer %" PRIu32,
                           given->number);
    }
    (void)lets_ledger_transfer(session->ledger, given->number, &wrong);
    enum lets_status status = reversal_check(session, given->number, err);
    if (status == LETS_OK) {
        status = fill(session, correction, &wrong, &entry, err);
    }
    if (status == LETS_OK) {
        status = check_vouchers(session, given, &wrong, &entry, err);
    }
    if (status == LETS_OK && !is_another(session->ledger, correction, &wrong, &entry)) {
        return failure_set(err, LETS_NO_CHANGE, "transfer %" PRIu32 " says all of that already",
                           given->number);
    }
    if (status == LETS_OK) {
        struct lets_date date = reversal_date(session, entry.date, correction->date);
        status = reversal_add(writing, session, given->number, date, given->reason,
                              proposal_back(session->ledger, given, &wrong), err);
    }
    if (status == LETS_OK) {
        status = add_right(writing, session, correction, &wrong, &entry, err);
    }
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct correct_values *given = values;
    struct correction correction = {.given = given};
    struct lets_observer observer = {.context = &correction, .entry = catch_wrong};
    bool is_changed = given->amount != NULL || given->payer != NULL || given->payee != NULL ||
                      given->what_for != NULL || given->category != NULL || given->date.is_given ||
                      given->override_reason != NULL || given->proposal > 0;

    if (!is_changed) {
        return failure_misused(err, "nothing to correct is given");
    }
    enum lets_status status = writing_run(session, &observer, write_correction, &correction, err);
    memory_free(correction.what_for);
    memory_free(correction.category);
    memory_free(correction.override_reason);
    return status;
}

const struct command cmd_correct = {
    .name = "correct",
    .kind = COMMAND_WRITER,
    .synopsis =
        "N [--amount AMOUNT] [--from ID] [--to ID] [--for TEXT] [--category TEXT] [--date DATE] "
        "[--proposal N] --reason TEXT [--override REASON]",
    .summary = "reverse a wrong transfer and record the right one",
    .details = "What is not given stays as it was, the cheque and the day on it too; an override "
               "stays where payer and payee do, and nothing grows that it waived; a reference "
               "stays with the wrong one. Both new transfers are in one commit.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct correct_values),
    .run = run,
};
