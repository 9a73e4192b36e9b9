/* SPDX-License-Identifier: MIT */
/*
 * lets change-account: one command for all that can change about an account. What the journal keeps
 * becomes a `change` entry; what is personal goes into the directory; either may be missing.
 */

#include "base/failure.h"
#include "commands/commands.h"
#include "output/json.h"
#include "session/lookup.h"
#include "words/figures.h"
#include "writing/person.h"
#include "writing/writing_run.h"

struct change_values {
    const char *id;
    struct person_values person;
    struct given_date joined;
    struct given_date opened;
    struct given_purpose purpose;
    const char *title;
    const char *debit_limit;
    const char *credit_limit;
    const char *locality;
    bool is_suspended;
    bool is_resumed;
    const char *reason;
    struct given_date date;
};

#define AT(member) offsetof(struct change_values, member)

static const struct argument arguments[] = {
    {"ID", "the account", OPTION_ID, AT(id), false, false},
    {0},
};

static const struct option options[] = {
    PERSON_OPTIONS(AT(person)),
    {"joined", 0, "DATE", "an earlier day of joining (sealed)", OPTION_DATE, AT(joined), false},
    {"opened", 0, "DATE", "the same for a central account (sealed)", OPTION_DATE, AT(opened),
     false},
    {"purpose", 0, "PURPOSE", "of a central account (sealed)", OPTION_PURPOSE, AT(purpose), false},
    {"title", 0, "TEXT", "of a central account (sealed)", OPTION_NAME, AT(title), false},
    {"debit-limit", 0, "AMOUNT|none|default", "default gives it back to the policy (sealed)",
     OPTION_CHANGED_LIMIT, AT(debit_limit), false},
    {"credit-limit", 0, "AMOUNT|none|default", "default gives it back to the policy (sealed)",
     OPTION_CHANGED_LIMIT, AT(credit_limit), false},
    {"locality", 0, "TEXT|none", "none clears it (sealed)", OPTION_NAME, AT(locality), false},
    {"suspend", 0, NULL, "it receives, and does not pay (sealed)", OPTION_FLAG, AT(is_suspended),
     false},
    {"resume", 0, NULL, "it pays again (sealed)", OPTION_FLAG, AT(is_resumed), false},
    {"reason", 0, "TEXT", "why (sealed)", OPTION_TEXT, AT(reason), false},
    {"date", 0, "DATE", "the day of the change; else today (sealed)", OPTION_DATE, AT(date), false},
    {0},
};

static bool is_same_locality(struct lets_span given, struct lets_span present)
{
    return lets_span_equal(given, lets_span_of("none")) ? present.size == 0
                                                        : lets_span_equal(given, present);
}

/* What would be recorded as a change and is none. The format lets an entry repeat a value; a clerk
 * who does it twice should hear that it was done. */
static void drop_present(struct lets_entry *entry, const struct lets_account *account)
{
    bool is_central = account->kind == LETS_CENTRAL;

    ENTRY_DROP_IF(entry, debit_limit, words_same_limit(entry->debit_limit, account->debit_limit));
    ENTRY_DROP_IF(entry, credit_limit,
                  words_same_limit(entry->credit_limit, account->credit_limit));
    ENTRY_DROP_IF(entry, purpose, is_central && entry->purpose == account->purpose);
    ENTRY_DROP_IF(entry, title, is_central && lets_span_equal(entry->title, account->title));
    ENTRY_DROP_IF(entry, locality,
                  !is_central && is_same_locality(entry->locality, account->locality));
    ENTRY_DROP_IF(entry, status, entry->status == account->status);
}

/* What changes; the fields that are not changes themselves come last, in fill. */
static void fill_changes(const struct change_values *given, struct lets_entry *entry)
{
    ENTRY_PUT_GIVEN(entry, joined, given->joined);
    ENTRY_PUT_GIVEN(entry, joined, given->opened);
    ENTRY_PUT_GIVEN(entry, purpose, given->purpose);
    ENTRY_PUT_STRING(entry, title, given->title);
    ENTRY_PUT_STRING(entry, locality, given->locality);
    if (given->is_suspended || given->is_resumed) {
        lets_entry_put(entry, status, given->is_suspended ? LETS_SUSPENDED : LETS_ACTIVE);
    }
}

static void fill_circumstances(const struct session *session, const struct change_values *given,
                               const struct lets_account *account, struct lets_entry *entry)
{
    lets_entry_put(entry, id, account->id);
    lets_entry_put(entry, date, given->date.is_given ? given->date.value : session->today);
    ENTRY_PUT_STRING(entry, reason, given->reason);
}

static enum lets_status put_person(struct writing *writing, struct session *session,
                                   const struct change_values *given,
                                   const struct lets_account *account, struct lets_error *err)
{
    struct buffer described = {0};

    if (account->kind == LETS_CENTRAL) {
        return failure_set(
            err, LETS_WRONG_KIND,
            "'%.*s' is a central account: it has a title and no entry in the directory",
            SHOW(account->id));
    }
    enum lets_status status = person_put(writing, session, account->id, &given->person, err);
    const struct lets_person *person = lets_directory_find(session->directory, account->id);
    if (status == LETS_OK && person != NULL) {
        person_describe(&described, person);
        writing_say(writing, "directory: %.*s: %s", SHOW(account->id), buffer_string(&described));
    }
    buffer_release(&described);
    return status;
}

/* A limit that was lowered may leave the account beyond it. */
static void say_over(struct writing *writing, const struct session *session,
                     const struct lets_entry *entry, const struct lets_account *account)
{
    bool is_limit = lets_entry_has(entry, debit_limit) || lets_entry_has(entry, credit_limit);
    bool is_over = is_limit && lets_ledger_is_over(session->ledger, account, account->balance);
    json_t *ids = json_array();

    if (is_over) {
        struct buffer text = {0};
        words_over(&text, session->ledger, &session->names, account);
        writing_say(writing, "%s", buffer_string(&text));
        buffer_release(&text);
        json_add(ids, json_of_span(account->id));
    }
    writing_put(writing, "over_limit", ids);
}

static enum lets_status write_change(struct writing *writing, struct session *session,
                                     const void *values, struct lets_error *err)
{
    const struct change_values *given = values;
    const struct lets_account *account = NULL;
    struct lets_entry entry = {.kind = LETS_KIND_CHANGE};
    enum lets_status status = session_account(session, given->id, &account, err);

    if (status == LETS_OK) {
        status =
            entry_put_limits(&entry, session, given->debit_limit, given->credit_limit, true, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    fill_changes(given, &entry);
    bool is_personal = person_is_given(&given->person);
    if (lets_entry_is_empty(&entry) && !is_personal) {
        return failure_misused(err, "nothing to change is given");
    }
    drop_present(&entry, account);
    bool is_sealed = !lets_entry_is_empty(&entry);
    is_personal = is_personal && (account->kind == LETS_CENTRAL ||
                                  person_differs(session, account->id, &given->person));
    if (!is_sealed && !is_personal) {
        return failure_set(err, LETS_NO_CHANGE, "all of that is so already of '%.*s'",
                           SHOW(account->id));
    }
    fill_circumstances(session, given, account, &entry);
    if (is_personal) {
        status = put_person(writing, session, given, account, err);
    }
    if (status == LETS_OK && is_sealed) {
        status = writing_add(writing, &entry, err);
    }
    if (status == LETS_OK) {
        say_over(writing, session, &entry, account);
    }
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct change_values *given = values;

    if (given->is_suspended && given->is_resumed) {
        return failure_misused(err, "--suspend and --resume exclude each other");
    }
    if (given->joined.is_given && given->opened.is_given) {
        return failure_misused(err, "--joined and --opened exclude each other");
    }
    return writing_run(session, NULL, write_change, values, err);
}

const struct command cmd_change_account = {
    .name = "change-account",
    .kind = COMMAND_WRITER,
    .synopsis =
        "ID [--name NAME] [--email ADDRESS] [--phone NUMBER] [--address TEXT] "
        "[--delivery paper|email|none] [--joined DATE] [--opened DATE] [--purpose PURPOSE] "
        "[--title TEXT] [--debit-limit AMOUNT|none|default] [--credit-limit AMOUNT|none|default] "
        "[--locality TEXT|none] [--suspend | --resume] [--reason TEXT] [--date DATE]",
    .summary = "change what is known of an account",
    .details =
        "What is sealed stays in the journal for ever, the old value too; the rest is kept in the "
        "directory beside it, and 'none' takes it out. What is so already is not recorded again.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct change_values),
    .run = run,
};
