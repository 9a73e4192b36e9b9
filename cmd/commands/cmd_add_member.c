/* SPDX-License-Identifier: MIT */
/*
 * lets add-member: opens a member's account. What identifies the account is sealed; the name and
 * how to reach the person go into the directory, where they can be corrected and erased.
 */

#include "commands/commands.h"
#include "session/lookup.h"
#include "writing/person.h"

struct member_values {
    const char *id;
    struct person_values person;
    struct given_date joined;
    const char *debit_limit;
    const char *credit_limit;
    const char *locality;
    const char *agreed;
};

#define AT(member) offsetof(struct member_values, member)

static const struct argument arguments[] = {
    {"ID", "the account's id, such as 0001; it is sealed, and never given out again", OPTION_ID,
     AT(id), false, false},
    {0},
};

static const struct option options[] = {
    PERSON_OPTIONS(AT(person)),
    {"joined", 0, "DATE", "the day of joining; else today (sealed)", OPTION_DATE, AT(joined),
     false},
    {"debit-limit", 0, "AMOUNT|none", "a limit of its own; else the policy's (sealed)",
     OPTION_LIMIT, AT(debit_limit), false},
    {"credit-limit", 0, "AMOUNT|none", "a limit of its own; else the policy's (sealed)",
     OPTION_LIMIT, AT(credit_limit), false},
    {"locality", 0, "TEXT", "the part of the area (sealed)", OPTION_NAME, AT(locality), false},
    {"agreed", 0, "LABEL", "the members' agreement that was signed (sealed)", OPTION_NAME,
     AT(agreed), false},
    {0},
};

static enum lets_status write_member(struct writing *writing, struct session *session,
                                     const void *values, struct lets_error *err)
{
    const struct member_values *given = values;
    struct lets_entry entry = {.kind = LETS_KIND_MEMBER};

    lets_entry_put(&entry, id, lets_span_of(given->id));
    lets_entry_put(&entry, joined, given->joined.is_given ? given->joined.value : session->today);
    ENTRY_PUT_STRING(&entry, locality, given->locality);
    ENTRY_PUT_STRING(&entry, agreed, given->agreed);
    enum lets_status status =
        entry_put_limits(&entry, session, given->debit_limit, given->credit_limit, false, err);
    /* Where the id is another's, spelled otherwise, the entry is refused and he keeps his details.
     */
    if (status == LETS_OK && lets_ledger_find(session->ledger, entry.id) == NULL) {
        status = person_put(writing, session, entry.id, &given->person, err);
    }
    return status == LETS_OK ? writing_add(writing, &entry, err) : status;
}

const struct command cmd_add_member = {
    .name = "add-member",
    .kind = COMMAND_WRITER,
    .synopsis = "ID [--name NAME] [--email ADDRESS] [--phone NUMBER] [--address TEXT] "
                "[--delivery paper|email|none] [--joined DATE] [--debit-limit AMOUNT|none] "
                "[--credit-limit AMOUNT|none] [--locality TEXT] [--agreed LABEL]",
    .summary = "open a member's account",
    .details = "What is sealed stays in the journal for ever; the rest is kept in the directory "
               "beside it, "
               "and can be changed and erased.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct member_values),
    .make = write_member,
};
