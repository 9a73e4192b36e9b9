/* SPDX-License-Identifier: MIT */
/*
 * lets withdraw-cheques: takes numbers that were never used out of an account's hands, so that a
 * book issued wrongly can be issued right.
 */

#include "commands/commands.h"
#include "session/lookup.h"
#include "writing/writing.h"

struct withdraw_values {
    const char *id;
    uint32_t first;
    uint32_t last;
    const char *reason;
    struct given_date date;
};

#define AT(member) offsetof(struct withdraw_values, member)

static const struct argument arguments[] = {
    {"ID", "the account that holds them", OPTION_ID, AT(id), false, false},
    {"FIRST", "the first number", OPTION_NUMBER, AT(first), false, false},
    {"LAST", "the last number", OPTION_NUMBER, AT(last), false, false},
    {0},
};

static const struct option options[] = {
    {"reason", 0, "TEXT", "why", OPTION_TEXT, AT(reason), true},
    {"date", 0, "DATE", "the day; else today", OPTION_DATE, AT(date), false},
    {0},
};

static enum lets_status write_withdrawal(struct writing *writing, struct session *session,
                                         const void *values, struct lets_error *err)
{
    const struct withdraw_values *given = values;
    struct lets_date date = given->date.is_given ? given->date.value : session->today;
    const struct lets_account *account = NULL;
    enum lets_status status = session_account(session, given->id, &account, err);

    if (status != LETS_OK) {
        return status;
    }
    struct lets_entry entry = entry_of_book(account->id, date, given->first, given->last);
    lets_entry_put(&entry, withdrawn, lets_span_of(given->reason));
    return writing_add(writing, &entry, err);
}

const struct command cmd_withdraw_cheques = {
    .name = "withdraw-cheques",
    .kind = COMMAND_WRITER,
    .synopsis = "ID FIRST LAST --reason TEXT [--date DATE]",
    .summary = "take unused cheques back from an account",
    .details =
        "The numbers may be issued again, to whomever. Vouchers that were printed and not sold "
        "are taken back likewise. For cheques that are lost or stolen "
        "see stop-cheque.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct withdraw_values),
    .make = write_withdrawal,
};
