/* SPDX-License-Identifier: MIT */
/*
 * lets reopen-account: takes a close-account back, for a member who returns.
 */

#include <inttypes.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "words/figures.h"
#include "writing/writing_run.h"

struct reopen_values {
    const char *id;
    const char *reason;
};

static const struct argument arguments[] = {
    {"ID", "the account", OPTION_ID, offsetof(struct reopen_values, id), false, false},
    {0},
};

static const struct option options[] = {
    {"reason", 0, "TEXT", "why", OPTION_TEXT, offsetof(struct reopen_values, reason), false},
    {0},
};

/* Where the balance went when the account was closed the last time. */
struct residue {
    const struct reopen_values *given;
    uint32_t candidate; /* a transfer of the commit at hand */
    uint64_t seal;      /* its */
    uint32_t transfer;  /* 0: none */
};

static bool is_account(const struct lets_ledger *ledger, struct lets_span id, const char *given)
{
    const struct lets_account *account = lets_ledger_find(ledger, lets_span_of(given));

    return account != NULL && lets_span_equal(account->id, id);
}

static enum lets_status follow(void *context, const struct lets_ledger *ledger,
                               const struct lets_entry *entry, const struct lets_place *place,
                               struct lets_error *err)
{
    struct residue *residue = context;
    const char *given = residue->given->id;

    (void)err;
    if (entry->kind == LETS_KIND_TRANSFER &&
        lets_span_equal(entry->what_for, lets_span_of(RESIDUE_FOR)) &&
        (is_account(ledger, entry->payer, given) || is_account(ledger, entry->payee, given))) {
        residue->candidate = entry->number;
        residue->seal = place->seal;
    } else if (entry->kind == LETS_KIND_CHANGE && entry->status == LETS_CLOSED &&
               is_account(ledger, entry->id, given)) {
        residue->transfer = residue->seal == place->seal ? residue->candidate : 0;
    }
    return LETS_OK;
}

/* It is not taken back with the closing: who comes back may have spent it elsewhere. */
static void say_residue(struct writing *writing, const struct session *session, uint32_t number)
{
    struct lets_transfer transfer = {0};
    struct buffer text = {0};
    bool is_there =
        lets_ledger_transfer(session->ledger, number, &transfer) && transfer.reversed_by == 0;

    if (is_there) {
        words_amount(&text, session->ledger, transfer.amount);
        buffer_add_string(&text, " from ");
        words_label(&text, &session->names, lets_ledger_account(session->ledger, transfer.payer));
        buffer_add_string(&text, " to ");
        words_label(&text, &session->names, lets_ledger_account(session->ledger, transfer.payee));
        writing_say(writing,
                    "the balance was settled by transfer %" PRIu32 ", of %s: 'lets reverse %" PRIu32
                    " --reason TEXT' takes that back",
                    number, buffer_string(&text), number);
    }
    writing_put(writing, "residue_transfer", is_there ? json_integer(number) : json_null());
    buffer_release(&text);
}

static enum lets_status write_reopen(struct writing *writing, struct session *session,
                                     const void *values, struct lets_error *err)
{
    const struct residue *residue = values;
    const struct reopen_values *given = residue->given;
    const struct lets_account *account = NULL;
    enum lets_status status = session_account(session, given->id, &account, err);

    if (status != LETS_OK) {
        return status;
    }
    if (account->status != LETS_CLOSED) {
        return failure_set(err, LETS_NO_CHANGE, "'%.*s' is not closed, but %s", SHOW(account->id),
                           lets_account_status_word(account->status));
    }
    struct lets_entry entry =
        entry_of_status(account->id, session->today, LETS_ACTIVE, given->reason);
    status = writing_add(writing, &entry, err);
    if (status == LETS_OK) {
        say_residue(writing, session, residue->transfer);
    }
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    struct residue residue = {.given = values};
    const struct lets_observer observer = {.context = &residue, .entry = follow};

    return writing_run(session, &observer, write_reopen, &residue, err);
}

const struct command cmd_reopen_account = {
    .name = "reopen-account",
    .kind = COMMAND_WRITER,
    .synopsis = "ID [--reason TEXT]",
    .summary = "open a closed account again",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct reopen_values),
    .run = run,
};
