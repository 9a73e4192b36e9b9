/* SPDX-License-Identifier: MIT */
/*
 * lets transfer: one payment. With --ref it can be run again: the second time it finds the first,
 * says so, and adds nothing; if what was asked for then was something else, it refuses.
 */

#include <inttypes.h>

#include "commands/commands.h"
#include "session/lookup.h"
#include "session/talk.h"
#include "session/voucher.h"
#include "writing/known_ref.h"
#include "writing/recorded.h"
#include "writing/writing.h"

struct transfer_values {
    const char *payer;
    const char *payee;
    const char *amount;
    const char *what_for;
    struct given_date date;
    const char *category;
    const char *ref;
    uint32_t cheque;
    struct given_date written;
    uint32_t proposal;
    const char *override_reason;
};

#define AT(member) offsetof(struct transfer_values, member)

static const struct argument arguments[] = {
    {"FROM", "the account that pays", OPTION_ID, AT(payer), false, false},
    {"TO", "the account that is paid", OPTION_ID, AT(payee), false, false},
    {"AMOUNT", "how much, such as 12.50", OPTION_AMOUNT, AT(amount), false, false},
    {0},
};

static const struct option options[] = {
    {"for", 0, "TEXT", "what it was for", OPTION_TEXT, AT(what_for), false},
    {"date", 0, "DATE", "the day on which it counts; else today", OPTION_DATE, AT(date), false},
    {"category", 0, "TEXT", "the trade it belongs to", OPTION_NAME, AT(category), false},
    {"ref", 0, "REF", "another system's identifier; running this again adds nothing", OPTION_NAME,
     AT(ref), false},
    {"cheque", 0, "NUMBER", "the number of the payer's cheque", OPTION_NUMBER, AT(cheque), false},
    {"written", 0, "DATE", "the day on the paper, or of the work", OPTION_DATE, AT(written), false},
    {"proposal", 0, "N", "what a fund pays: under this proposal", OPTION_NUMBER, AT(proposal),
     false},
    {"override", 0, "REASON",
     "why it stands although a limit, a suspension or the cheque's age forbids it, or without a "
     "voucher's code",
     OPTION_TEXT, AT(override_reason), false},
    {0},
};

static void fill_texts(struct lets_entry *entry, const struct transfer_values *given)
{
    ENTRY_PUT_STRING(entry, what_for, given->what_for);
    if (given->cheque > 0) {
        lets_entry_put(entry, cheque, given->cheque);
    }
    ENTRY_PUT_GIVEN(entry, written, given->written);
    ENTRY_PUT_STRING(entry, category, given->category);
    ENTRY_PUT_STRING(entry, ref, given->ref);
    if (given->proposal > 0) {
        lets_entry_put(entry, proposal, given->proposal);
    }
    ENTRY_PUT_STRING(entry, override_reason, given->override_reason);
}

static enum lets_status fill(struct session *session, const struct transfer_values *given,
                             struct lets_entry *entry, struct lets_error *err)
{
    const struct lets_account *payer = NULL;
    const struct lets_account *payee = NULL;
    struct lets_date date = given->date.is_given ? given->date.value : session->today;
    struct lets_amount amount = {0};
    enum lets_status status = session_amount(session, "AMOUNT", given->amount, &amount, err);

    if (status == LETS_OK) {
        status = session_account(session, given->payer, &payer, err);
    }
    if (status == LETS_OK) {
        status = session_account(session, given->payee, &payee, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    *entry = entry_of_transfer(session->ledger, date, payer, payee, amount);
    fill_texts(entry, given);
    return LETS_OK;
}

/* A reference that the journal has: the same transfer again is none, and anything else is a
 * mistake. */
static enum lets_status check_known(struct writing *writing, const struct session *session,
                                    const struct lets_entry *entry, uint32_t number, bool is_dated,
                                    struct lets_error *err)
{
    struct buffer was = {0};
    enum lets_status status = known_ref_check(session, entry, number, false, err);

    if (status == LETS_REF_DIFFERS && err != NULL && !is_dated &&
        known_ref_check(session, entry, number, true, NULL) != LETS_REF_DIFFERS) {
        struct lets_transfer known = {0};
        char day[LETS_DATE_SIZE];
        (void)lets_ledger_transfer(session->ledger, number, &known);
        lets_date_format(known.date, day);
        (void)snprintf(err->hint, sizeof err->hint,
                       "without --date it counts today: to run it again on another day, give "
                       "--date %s",
                       day);
    }
    if (status == LETS_OK) {
        known_ref_describe(&was, session, number);
        writing_skip(writing, 1);
        writing_put(writing, "transfer", json_integer(number));
        writing_say(writing, "already recorded as transfer %" PRIu32 ": %s", number,
                    buffer_string(&was));
    }
    buffer_release(&was);
    return status;
}

/* One that says the same, of the same day, may be this one, recorded twice. */
static enum lets_status tell_equal(struct session *session, const struct lets_entry *entry,
                                   uint32_t n_before, struct lets_error *err)
{
    struct recorded recorded = {.session = session};
    struct buffer was = {0};

    recorded_add(&recorded, 1, entry);
    enum lets_status status = recorded_find(&recorded, n_before, err);
    if (recorded.n_found > 0) {
        recorded_describe(&was, &recorded, 0);
    }
    if (was.size > 0 && session->globals->is_dry_run) {
        session_tell_later(session, "this would say the same as %s", buffer_string(&was));
    } else if (was.size > 0) {
        session_tell_later(session,
                           "transfer %" PRIu32 " says the same as %s; where it is not another, "
                           "'lets reverse %" PRIu32 " --reason TEXT' takes it back",
                           entry->number, buffer_string(&was), entry->number);
    }
    buffer_release(&was);
    recorded_release(&recorded);
    return status;
}

static enum lets_status write_transfer(struct writing *writing, struct session *session,
                                       const void *values, struct lets_error *err)
{
    const struct transfer_values *given = values;
    struct lets_entry entry = {.kind = LETS_KIND_TRANSFER};
    enum lets_status status = fill(session, given, &entry, err);

    if (status != LETS_OK) {
        return status;
    }
    uint32_t known = lets_ledger_ref(session->ledger, entry.ref);
    if (lets_entry_has(&entry, ref) && known != 0) {
        return check_known(writing, session, &entry, known, given->date.is_given, err);
    }
    uint32_t n_before = lets_ledger_summary(session->ledger)->n_transfers;
    status = voucher_check_codeless(session->ledger, &entry,
                                    "'lets record-cheques' asks for the code; --override REASON "
                                    "records it all the same",
                                    err);
    if (status == LETS_OK) {
        status = writing_add(writing, &entry, err);
    }
    return status == LETS_OK ? tell_equal(session, &entry, n_before, err) : status;
}

const struct command cmd_transfer = {
    .name = "transfer",
    .kind = COMMAND_WRITER,
    .synopsis = "FROM TO AMOUNT [--for TEXT] [--date DATE] [--category TEXT] [--ref REF] "
                "[--cheque NUMBER] [--written DATE] [--proposal N] [--override REASON]",
    .summary = "record a payment from one account to another",
    .details = "What is recorded can be reversed and corrected, and never changed or erased.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct transfer_values),
    .make = write_transfer,
};
