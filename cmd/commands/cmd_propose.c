/* SPDX-License-Identifier: MIT */
/* lets propose: asks a fund's approvers whether it may pay so much. */

#include <inttypes.h>

#include "commands/commands.h"
#include "session/lookup.h"
#include "session/talk.h"
#include "writing/writing.h"

struct propose_values {
    const char *fund;
    const char *amount;
    const char *what_for;
    const char *to;
    struct given_date date;
};

#define AT(member) offsetof(struct propose_values, member)

static const struct argument arguments[] = {
    {"FUND", "the account that has a charter", OPTION_ID, AT(fund), false, false},
    {"AMOUNT", "how much it may pay, in one payment or in several", OPTION_AMOUNT, AT(amount),
     false, false},
    {0},
};

static const struct option options[] = {
    {"for", 0, "TEXT", "what it is for: that is voted on", OPTION_TEXT, AT(what_for), true},
    {"to", 0, "ID", "the only account that is paid; else whoever earns it", OPTION_ID, AT(to),
     false},
    {"date", 0, "DATE", "the day of the proposal; else today", OPTION_DATE, AT(date), false},
    {0},
};

/* "Ann Archer (0001), who signs, and Bob Jones (0002)": who can approve it; a payee cannot. */
static void add_approvers(struct buffer *out, const struct session *session,
                          const struct lets_charter *charter, const struct lets_account *to)
{
    size_t n = 0;

    for (size_t i = 0; i < charter->n_approvers; i++) {
        const struct lets_approver *approver = &charter->approvers[i];
        const struct lets_account *account =
            lets_ledger_account(session->ledger, approver->account);
        if (account == to || account->status == LETS_CLOSED) {
            continue;
        }
        buffer_add_string(out, n++ == 0 ? "" : "; ");
        words_name_and_id(out, &session->names, account);
        buffer_add_string(out, approver->key.size > 0 ? ", who signs" : "");
    }
}

/* Who can vote, how that is recorded, and why it may be in vain. */
static void say_next(struct writing *writing, const struct session *session,
                     const struct lets_entry *entry, const struct lets_account *fund,
                     const struct lets_account *to)
{
    struct buffer who = {0};
    struct lets_charter charter;
    char day[LETS_DATE_SIZE];

    if (!lets_ledger_charter(session->ledger, fund->index, &charter)) {
        return;
    }
    add_approvers(&who, session, &charter, to);
    writing_say(writing, "needs %" PRIu32 " of: %s", charter.quorum, buffer_string(&who));
    writing_say(writing, "lets vote %" PRIu32 " approve --by ID%s", entry->number,
                charter.has_key ? "; of who signs, with --to-sign FILE first" : "");
    if (entry->date.day < charter.begins.day) {
        lets_date_format(charter.begins, day);
        session_warn(session,
                     "the days of the charter begin on %s: nothing can be paid under a "
                     "proposal that is older",
                     day);
    } else if (session->today.day > charter.ends.day) {
        lets_date_format(charter.ends, day);
        session_warn(session, "the charter ended on %s: nothing dated later can be paid", day);
    }
    buffer_release(&who);
}

static enum lets_status write_proposal(struct writing *writing, struct session *session,
                                       const void *values, struct lets_error *err)
{
    const struct propose_values *given = values;
    struct lets_entry entry = {.kind = LETS_KIND_PROPOSAL};
    uint32_t number = lets_ledger_summary(session->ledger)->n_proposals + 1;
    const struct lets_account *fund = NULL;
    const struct lets_account *to = NULL;
    struct lets_amount amount = {0};
    enum lets_status status = session_amount(session, "AMOUNT", given->amount, &amount, err);

    if (status == LETS_OK) {
        status = session_account(session, given->fund, &fund, err);
    }
    if (status == LETS_OK && given->to != NULL) {
        status = session_account(session, given->to, &to, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    lets_entry_put(&entry, number, number);
    lets_entry_put(&entry, date, given->date.is_given ? given->date.value : session->today);
    lets_entry_put(&entry, fund, fund->id);
    if (to != NULL) {
        lets_entry_put(&entry, payee, to->id);
    }
    lets_entry_put(&entry, amount, amount);
    lets_entry_put(&entry, what_for, lets_span_of(given->what_for));
    status = writing_add(writing, &entry, err);
    if (status == LETS_OK) {
        writing_put(writing, "proposal", json_integer(number));
        say_next(writing, session, &entry, fund, to);
    }
    return status;
}

const struct command cmd_propose = {
    .name = "propose",
    .kind = COMMAND_WRITER,
    .synopsis = "FUND AMOUNT --for TEXT [--to ID] [--date DATE]",
    .summary = "ask a fund's approvers whether it may pay so much",
    .details = "What is approved is paid by 'lets transfer .. --proposal N'.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct propose_values),
    .make = write_proposal,
};
