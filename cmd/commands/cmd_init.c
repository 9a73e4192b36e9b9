/* SPDX-License-Identifier: MIT */
/*
 * lets init: makes the journal, with the one entry that says what its units are. Both limits must
 * be said: nobody should give out unlimited credit by leaving out an option.
 */

#include <stdio.h>

#include "base/shell.h"
#include "commands/commands.h"
#include "line/value.h"
#include "session/reading.h"
#include "writing/writing_run.h"

struct init_values {
    const char *name;
    const char *unit;
    const char *debit_limit;
    const char *credit_limit;
    struct given_decimals decimals;
    struct given_limits limits;
    struct given_validity cheques_valid;
    struct given_date opened;
    const char *contact;
};

#define AT(member) offsetof(struct init_values, member)
#define DECIMALS_UNSAID 2

static const struct argument arguments[] = {
    {"NAME", "the name of the scheme", OPTION_NAME, AT(name), false, false},
    {0},
};

static const struct option options[] = {
    {"unit", 0, "UNIT", "what is moved, such as LINK", OPTION_NAME, AT(unit), true},
    {"debit-limit", 0, "AMOUNT|none", "how far below zero an account may go", OPTION_LIMIT,
     AT(debit_limit), true},
    {"credit-limit", 0, "AMOUNT|none", "how far above zero an account may go", OPTION_LIMIT,
     AT(credit_limit), true},
    {"decimals", 0, "N", "decimals of an amount, 0 to 6; else 2", OPTION_DECIMALS, AT(decimals),
     false},
    {"limits", 0, "hard|soft", "hard refuses what goes over a limit, soft shows it; else hard",
     OPTION_LIMITS, AT(limits), false},
    {"cheques-valid", 0, "TIME|none",
     "how long a cheque may be presented, such as '6 months'; else that", OPTION_VALIDITY,
     AT(cheques_valid), false},
    {"opened", 0, "DATE", "the first day of the books; else today", OPTION_DATE, AT(opened), false},
    {"contact", 0, "TEXT", "where the scheme is found", OPTION_TEXT, AT(contact), false},
    {0},
};

static enum lets_status read_limit(struct session *session, const char *what, const char *text,
                                   unsigned decimals, struct lets_limit *out,
                                   struct lets_error *err)
{
    enum lets_status status = lets_limit_parse(lets_span_of(text), decimals, false, out, err);

    if (status != LETS_OK) {
        session->exit_status = lets_status_exit(LETS_BAD_USAGE);
    }
    return value_named(status, what, err);
}

static enum lets_status fill(struct session *session, const struct init_values *given,
                             struct lets_entry *entry, struct lets_error *err)
{
    const struct lets_validity half_a_year = {.unit = LETS_VALID_MONTHS, .count = 6};
    struct lets_limit debit = {.kind = LETS_LIMIT_NONE};
    struct lets_limit credit = {.kind = LETS_LIMIT_NONE};

    lets_entry_put(entry, name, lets_span_of(given->name));
    lets_entry_put(entry, format, 1);
    lets_entry_put(entry, unit, lets_span_of(given->unit));
    lets_entry_put(entry, decimals, DECIMALS_UNSAID);
    lets_entry_put(entry, opened, session->today);
    lets_entry_put(entry, limits, LETS_LIMITS_HARD);
    lets_entry_put(entry, cheques_valid, half_a_year);
    ENTRY_PUT_GIVEN(entry, decimals, given->decimals);
    ENTRY_PUT_GIVEN(entry, opened, given->opened);
    ENTRY_PUT_GIVEN(entry, limits, given->limits);
    ENTRY_PUT_GIVEN(entry, cheques_valid, given->cheques_valid);
    ENTRY_PUT_STRING(entry, contact, given->contact);
    enum lets_status status =
        read_limit(session, "--debit-limit", given->debit_limit, entry->decimals, &debit, err);
    if (status == LETS_OK) {
        status = read_limit(session, "--credit-limit", given->credit_limit, entry->decimals,
                            &credit, err);
    }
    lets_entry_put(entry, debit_limit, debit);
    lets_entry_put(entry, credit_limit, credit);
    return status;
}

/* The next two commands, as they can be typed: the limit is one of many, for nobody knows here what
 * the unit is worth. */
static void say_next(struct writing *writing, const struct session *session)
{
    const char *journal = session->globals->journal;
    struct buffer option = {0};

    if (journal != NULL) {
        buffer_add_string(&option, " -f ");
        shell_add_word(&option, lets_span_of(journal));
    }
    writing_say(writing, "next, for example; ids, names and limits are yours to choose:");
    writing_say(writing,
                "  lets%s add-central admin --purpose administration --title Administration "
                "--debit-limit 500 --credit-limit none",
                buffer_string(&option));
    writing_say(writing, "  lets%s add-member 0001 --name 'Ann Archer'", buffer_string(&option));
    buffer_release(&option);
}

/* A file in the way that holds no seal may be what an earlier run was killed over. */
static enum lets_status hint_remains(const struct session *session, enum lets_status status,
                                     struct lets_error *err)
{
    struct lets_journal *journal = NULL;
    struct lets_hash first;

    if (status == LETS_FILE_EXISTS && err->hint[0] == '\0' &&
        lets_journal_open(session->journal_path, LETS_READ, 0, &journal, NULL) == LETS_OK) {
        if (lets_journal_first_seal(journal, &first, NULL) == LETS_OK && first.hex[0] == '\0') {
            (void)snprintf(err->hint, sizeof err->hint,
                           "nothing in it is sealed; if 'lets init' was interrupted there, "
                           "'lets recover' moves it aside");
            (void)session_hint_missing(session, LETS_NOT_A_JOURNAL, err);
        }
        lets_journal_close(journal);
    }
    return status;
}

static enum lets_status add_ledger(struct writing *writing, struct session *session,
                                   const void *values, struct lets_error *err)
{
    enum lets_status status = writing_add(writing, values, err);

    if (status == LETS_OK) {
        say_next(writing, session);
    }
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    struct lets_entry entry = {.kind = LETS_KIND_LEDGER};
    enum lets_status status = fill(session, values, &entry, err);

    return status == LETS_OK
               ? hint_remains(session, writing_run_new(session, add_ledger, &entry, err), err)
               : status;
}

const struct command cmd_init = {
    .name = "init",
    .kind = COMMAND_WRITER,
    .synopsis =
        "NAME --unit UNIT --debit-limit AMOUNT|none --credit-limit AMOUNT|none [--decimals N] "
        "[--limits hard|soft] [--cheques-valid TIME|none] [--opened DATE] [--contact TEXT]",
    .summary = "make a journal",
    .details =
        "The unit's decimals can never be changed. Limits, the validity of cheques and the contact "
        "can: see 'lets help set-policy'.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct init_values),
    .run = run,
};
