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
    struct option_list ids;
    bool has_all_members;
    struct person_values person;
    struct given_date joined;
    struct given_date opened;
    struct given_purpose purpose;
    const char *title;
    const char *debit_limit;
    const char *credit_limit;
    const char *locality;
    const char *agreed;
    bool is_suspended;
    bool is_resumed;
    const char *reason;
    struct given_date date;
};

#define AT(member) offsetof(struct change_values, member)

static const struct argument arguments[] = {
    {"ID", "an account; of several, each is changed alike", OPTION_ID, AT(ids), true, true},
    {0},
};

static const struct option options[] = {
    {"all-members", 0, NULL, "every member whose account is not closed", OPTION_FLAG,
     AT(has_all_members), false},
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
    {"agreed", 0, "LABEL|none", "the members' agreement that was signed (sealed)", OPTION_NAME,
     AT(agreed), false},
    {"suspend", 0, NULL, "it receives, and does not pay (sealed)", OPTION_FLAG, AT(is_suspended),
     false},
    {"resume", 0, NULL, "it pays again (sealed)", OPTION_FLAG, AT(is_resumed), false},
    {"reason", 0, "TEXT", "why (sealed)", OPTION_TEXT, AT(reason), false},
    {"date", 0, "DATE", "the day of the change; else today (sealed)", OPTION_DATE, AT(date), false},
    {0},
};

/* A text that 'none' clears. */
static bool is_same_text(struct lets_span given, struct lets_span present)
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
    ENTRY_DROP_IF(entry, locality, is_same_text(entry->locality, account->locality));
    ENTRY_DROP_IF(entry, agreed, !is_central && is_same_text(entry->agreed, account->agreed));
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
    ENTRY_PUT_STRING(entry, agreed, given->agreed);
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

/* What becomes of the accounts that are named, one after the other. */
struct changing {
    const struct change_values *given;
    json_t *over; /* ids of those whose new limit leaves them beyond it */
    size_t n_changed;
    size_t n_unchanged; /* it was so already */
};

/* A limit that was lowered may leave the account beyond it. */
static void say_over(struct writing *writing, const struct session *session,
                     struct changing *changing, const struct lets_entry *entry,
                     const struct lets_account *account)
{
    bool is_limit = lets_entry_has(entry, debit_limit) || lets_entry_has(entry, credit_limit);
    struct buffer text = {0};

    if (is_limit && lets_ledger_is_over(session->ledger, account, account->balance)) {
        words_over(&text, session->ledger, &session->names, account);
        writing_say(writing, "%s", buffer_string(&text));
        buffer_release(&text);
        json_add(changing->over, json_of_span(account->id));
    }
}

static enum lets_status change_one(struct writing *writing, struct session *session,
                                   struct changing *changing, const struct lets_account *account,
                                   struct lets_error *err)
{
    const struct change_values *given = changing->given;
    struct lets_entry entry = {.kind = LETS_KIND_CHANGE};
    enum lets_status status =
        entry_put_limits(&entry, session, given->debit_limit, given->credit_limit, true, err);

    if (status != LETS_OK) {
        return status;
    }
    fill_changes(given, &entry);
    drop_present(&entry, account);
    bool is_sealed = !lets_entry_is_empty(&entry);
    bool is_personal =
        person_is_given(&given->person) &&
        (account->kind == LETS_CENTRAL || person_differs(session, account->id, &given->person));
    if (!is_sealed && !is_personal) {
        changing->n_unchanged++;
        return LETS_OK;
    }
    changing->n_changed++;
    fill_circumstances(session, given, account, &entry);
    if (is_personal) {
        status = put_person(writing, session, given, account, err);
    }
    if (status == LETS_OK && is_sealed) {
        status = writing_add(writing, &entry, err);
    }
    if (status == LETS_OK) {
        say_over(writing, session, changing, &entry, account);
    }
    return status;
}

/* The accounts that are named, none twice, or all members whose account is not closed. */
static enum lets_status change_named(struct writing *writing, struct session *session,
                                     struct changing *changing, struct lets_error *err)
{
    const struct option_list *ids = &changing->given->ids;
    uint32_t n_accounts = lets_ledger_summary(session->ledger)->n_accounts;
    bool *is_named = memory_array((size_t)n_accounts + 1, sizeof *is_named);
    const struct lets_account *account = NULL;
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < ids->n; i++) {
        status = session_account(session, ids->items[i], &account, err);
        if (status == LETS_OK && !is_named[account->index]) {
            is_named[account->index] = true;
            status = change_one(writing, session, changing, account, err);
        }
    }
    for (uint32_t i = 0; status == LETS_OK && changing->given->has_all_members && i < n_accounts;
         i++) {
        account = lets_ledger_account(session->ledger, i);
        if (account->kind == LETS_MEMBER && account->status != LETS_CLOSED) {
            status = change_one(writing, session, changing, account, err);
        }
    }
    memory_free(is_named);
    return status;
}

static enum lets_status fail_unchanged(const struct session *session,
                                       const struct changing *changing, struct lets_error *err)
{
    const struct option_list *ids = &changing->given->ids;
    const struct lets_account *account = NULL;

    if (ids->n == 1) {
        (void)session_account(session, ids->items[0], &account, NULL);
    }
    return account != NULL
               ? failure_set(err, LETS_NO_CHANGE, "all of that is so already of '%.*s'",
                             SHOW(account->id))
               : failure_set(err, LETS_NO_CHANGE, "all of that is so already of every one of them");
}

static enum lets_status write_change(struct writing *writing, struct session *session,
                                     const void *values, struct lets_error *err)
{
    struct changing changing = {.given = values, .over = json_array()};
    enum lets_status status = change_named(writing, session, &changing, err);

    if (status == LETS_OK && changing.n_changed == 0) {
        status = fail_unchanged(session, &changing, err);
    }
    if (status == LETS_OK && changing.n_unchanged > 0) {
        writing_say(writing, "of %zu more it was so already", changing.n_unchanged);
    }
    writing_put(writing, "over_limit", changing.over);
    return status;
}

/* What is given, and whether it can be said of several accounts. */
static enum lets_status check(const struct change_values *given, struct lets_error *err)
{
    bool is_of_one = person_is_given(&given->person) || given->joined.is_given ||
                     given->opened.is_given || given->title != NULL;
    bool is_of_any = given->purpose.is_given || given->debit_limit != NULL ||
                     given->credit_limit != NULL || given->locality != NULL ||
                     given->agreed != NULL || given->is_suspended || given->is_resumed;

    if (given->has_all_members ? given->ids.n > 0 : given->ids.n == 0) {
        return failure_misused(err, given->has_all_members
                                        ? "either ID or --all-members"
                                        : "ID is missing: name an account, or --all-members");
    }
    if (given->is_suspended && given->is_resumed) {
        return failure_misused(err, "--suspend and --resume exclude each other");
    }
    if (given->joined.is_given && given->opened.is_given) {
        return failure_misused(err, "--joined and --opened exclude each other");
    }
    if (!is_of_one && !is_of_any) {
        return failure_misused(err, "nothing to change is given");
    }
    return is_of_one && (given->has_all_members || given->ids.n > 1)
               ? failure_misused(err, "what is personal, a title and the day of joining are "
                                      "changed one account at a time")
               : LETS_OK;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    enum lets_status status = check(values, err);

    return status == LETS_OK ? writing_run(session, NULL, write_change, values, err) : status;
}

const struct command cmd_change_account = {
    .name = "change-account",
    .kind = COMMAND_WRITER,
    .synopsis =
        "(ID.. | --all-members) [--name NAME] [--email ADDRESS] [--phone NUMBER] [--address TEXT] "
        "[--delivery paper|email|none] [--joined DATE] [--opened DATE] [--purpose PURPOSE] "
        "[--title TEXT] [--debit-limit AMOUNT|none|default] [--credit-limit AMOUNT|none|default] "
        "[--locality TEXT|none] [--agreed LABEL|none] [--suspend | --resume] [--reason TEXT] "
        "[--date DATE]",
    .summary = "change what is known of an account",
    .details =
        "What is sealed stays in the journal for ever, the old value too; the rest is kept in the "
        "directory beside it, and 'none' takes it out. What is so already is not recorded again. "
        "Several accounts are changed in one "
        "commit, all or none.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct change_values),
    .run = run,
};
