/* SPDX-License-Identifier: MIT */
/*
 * lets add-central: opens an account of the scheme itself. Its limits must be said: an
 * administration that spends without limit creates units.
 */

#include "commands/commands.h"
#include "session/lookup.h"
#include "writing/writing.h"

struct central_values {
    const char *id;
    struct given_purpose purpose;
    const char *debit_limit;
    const char *credit_limit;
    const char *title;
    const char *locality;
    struct given_date opened;
};

#define AT(member) offsetof(struct central_values, member)

static const struct argument arguments[] = {
    {"ID", "the account's id, such as admin; it is never given out again", OPTION_ID, AT(id), false,
     false},
    {0},
};

static const struct option options[] = {
    {"purpose", 0, "PURPOSE",
     "administration, levy, leavers, external, project, locality, vouchers, opening or other",
     OPTION_PURPOSE, AT(purpose), true},
    {"debit-limit", 0, "AMOUNT|none", "how far below zero it may go", OPTION_LIMIT, AT(debit_limit),
     true},
    {"credit-limit", 0, "AMOUNT|none", "how far above zero it may go", OPTION_LIMIT,
     AT(credit_limit), true},
    {"title", 0, "TEXT", "what it is called; else its id", OPTION_NAME, AT(title), false},
    {"locality", 0, "TEXT", "the part of the area that it is for", OPTION_NAME, AT(locality),
     false},
    {"opened", 0, "DATE", "the day from which it counts; else today", OPTION_DATE, AT(opened),
     false},
    {0},
};

static enum lets_status write_central(struct writing *writing, struct session *session,
                                      const void *values, struct lets_error *err)
{
    const struct central_values *given = values;
    struct lets_entry entry = {.kind = LETS_KIND_CENTRAL};

    lets_entry_put(&entry, id, lets_span_of(given->id));
    lets_entry_put(&entry, purpose, given->purpose.value);
    lets_entry_put(&entry, opened, given->opened.is_given ? given->opened.value : session->today);
    ENTRY_PUT_STRING(&entry, title, given->title);
    ENTRY_PUT_STRING(&entry, locality, given->locality);
    enum lets_status status =
        entry_put_limits(&entry, session, given->debit_limit, given->credit_limit, false, err);
    return status == LETS_OK ? writing_add(writing, &entry, err) : status;
}

const struct command cmd_add_central = {
    .name = "add-central",
    .kind = COMMAND_WRITER,
    .synopsis =
        "ID --purpose PURPOSE --debit-limit AMOUNT|none --credit-limit AMOUNT|none [--title TEXT] "
        "[--locality TEXT] [--opened DATE]",
    .summary = "open an account of the scheme itself",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct central_values),
    .make = write_central,
};
