/* SPDX-License-Identifier: MIT */
/*
 * lets sell-vouchers: printed vouchers go out, and whoever gets them pays what they are worth. The
 * float follows from the numbers, and the amount from their values: nobody types it.
 */

#include <inttypes.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "session/talk.h"
#include "words/figures.h"
#include "writing/writing_run.h"

struct sell_values {
    const char *buyer;
    uint32_t first;
    uint32_t last;
    struct given_date date;
    uint32_t proposal;
    const char *override_reason;
};

#define AT(member) offsetof(struct sell_values, member)

static const struct argument arguments[] = {
    {"BUYER", "the account that pays for them", OPTION_ID, AT(buyer), false, false},
    {"FIRST", "the number of the first voucher", OPTION_NUMBER, AT(first), false, false},
    {"LAST", "the number of the last voucher", OPTION_NUMBER, AT(last), false, false},
    {0},
};

static const struct option options[] = {
    {"date", 0, "DATE", "the day on which it counts; else today", OPTION_DATE, AT(date), false},
    {"proposal", 0, "N", "where a fund buys them: under this proposal", OPTION_NUMBER, AT(proposal),
     false},
    {"override", 0, "REASON", "why it stands although a limit or a suspension forbids it",
     OPTION_TEXT, AT(override_reason), false},
    {0},
};

/* What the vouchers of a range are worth, as far as they are any, and whose the first is. */
static enum lets_status find_value(const struct lets_ledger *ledger,
                                   const struct sell_values *given, uint32_t *account,
                                   struct lets_amount *value, struct lets_error *err)
{
    struct lets_cheque voucher = {0};

    if (given->last < given->first) {
        return failure_set(err, LETS_BOOK_RANGE,
                           "the numbers %" PRIu32 " to %" PRIu32 " run backwards", given->first,
                           given->last);
    }
    for (uint32_t number = given->first; number <= given->last; number++) {
        if (!lets_ledger_cheque(ledger, number, &voucher)) {
            return failure_set(err, LETS_CHEQUE_UNKNOWN,
                               "voucher %" PRIu32
                               " is in no batch: 'lets vouchers --printed' lists "
                               "what can be sold",
                               number);
        }
        if (voucher.value.minor == 0) {
            return failure_set(err, LETS_CHEQUE_FOREIGN, "%" PRIu32 " is a cheque of '%.*s'",
                               number, SHOW(lets_ledger_account(ledger, voucher.account)->id));
        }
        *account = number == given->first ? voucher.account : *account;
        if (!lets_amount_add(*value, voucher.value, value)) {
            return failure_set(err, LETS_VOUCHER_AMOUNT,
                               "these vouchers are worth more than a journal can hold");
        }
    }
    return LETS_OK;
}

static enum lets_status ask(struct session *session, const struct sell_values *given,
                            const struct lets_entry *entry, struct lets_error *err)
{
    struct buffer question = {0};
    uint32_t n = given->last - given->first + 1;

    buffer_format(&question, "sell %" PRIu32 " voucher%s ", n, n == 1 ? "" : "s");
    buffer_format(&question, n == 1 ? "%" PRIu32 : "%" PRIu32 "-%" PRIu32, given->first,
                  given->last);
    buffer_add_string(&question, " to ");
    words_name_and_id(&question, &session->names, lets_ledger_find(session->ledger, entry->payer));
    buffer_add_string(&question, " for ");
    words_amount(&question, session->ledger, entry->amount);
    buffer_add_string(&question, "?");
    enum lets_status status = session_confirm(session, buffer_string(&question), err);
    buffer_release(&question);
    return status;
}

static enum lets_status write_sale(struct writing *writing, struct session *session,
                                   const void *values, struct lets_error *err)
{
    const struct sell_values *given = values;
    struct lets_date date = given->date.is_given ? given->date.value : session->today;
    const struct lets_account *buyer = NULL;
    struct lets_amount value = {0};
    uint32_t seller = 0;
    enum lets_status status = session_account(session, given->buyer, &buyer, err);

    if (status == LETS_OK) {
        status = find_value(session->ledger, given, &seller, &value, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    struct lets_entry entry = entry_of_transfer(
        session->ledger, date, buyer, lets_ledger_account(session->ledger, seller), value);
    lets_entry_put(&entry, first, given->first);
    lets_entry_put(&entry, last, given->last);
    if (given->proposal > 0) {
        lets_entry_put(&entry, proposal, given->proposal);
    }
    ENTRY_PUT_STRING(&entry, override_reason, given->override_reason);
    status = writing_add(writing, &entry, err);
    return status == LETS_OK ? ask(session, given, &entry, err) : status;
}

const struct command cmd_sell_vouchers = {
    .name = "sell-vouchers",
    .kind = COMMAND_WRITER,
    .synopsis = "BUYER FIRST LAST [--date DATE] [--proposal N] [--override REASON]",
    .summary = "sell printed vouchers to an account",
    .details = "What they are worth is worked out, shown and asked. From then on whoever holds one "
               "may lodge it. 'lets reverse' takes a sale back while all of it is out.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct sell_values),
    .make = write_sale,
};
