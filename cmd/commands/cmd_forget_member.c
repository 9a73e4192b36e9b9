/* SPDX-License-Identifier: MIT */
/*
 * lets forget-member: erases a person from the directory. The account and its entries stay, for the
 * books must add up; so every sealed text in which the name, the e-mail address or the telephone
 * number occurs is listed, and nobody is told that more was erased than was.
 */

#include <inttypes.h>

#include "base/failure.h"
#include "base/fold.h"
#include "commands/commands.h"
#include "output/json.h"
#include "session/lookup.h"
#include "session/reading.h"
#include "session/talk.h"
#include "words/figures.h"
#include "writing/person.h"

struct forget_values {
    const char *id;
};

static const struct argument arguments[] = {
    {"ID", "the member's account", OPTION_ID, offsetof(struct forget_values, id), false, false},
    {0},
};

/* What the replay looks for, and where it was. */
struct search {
    struct lets_span needles[3];
    struct buffer found; /* a line each */
    json_t *lines;       /* the same as JSON integers */
};

static bool is_trace(const struct search *search, struct lets_span text)
{
    for (size_t i = 0; i < sizeof search->needles / sizeof search->needles[0]; i++) {
        if (span_holds(text, search->needles[i])) {
            return true;
        }
    }
    return false;
}

static void add_trace(struct search *search, const struct lets_entry *entry,
                      const struct lets_place *place, const char *key, struct lets_span text)
{
    buffer_format(&search->found, "  line %" PRIu64 ", %s", place->line,
                  lets_kind_word(entry->kind));
    if (lets_entry_has(entry, number)) {
        buffer_format(&search->found, " %" PRIu32, entry->number);
    } else if (lets_entry_has(entry, id)) {
        buffer_format(&search->found, " %.*s", SHOW(entry->id));
    }
    buffer_format(&search->found, ", %s: %.*s\n", key, SHOW(text));
    json_add(search->lines, json_integer((json_int_t)place->line));
}

static enum lets_status search_entry(void *context, const struct lets_ledger *ledger,
                                     const struct lets_entry *entry, const struct lets_place *place,
                                     struct lets_error *err)
{
    struct search *search = context;
    char unused[LETS_VALUE_SIZE];
    size_t n_keys = 0;
    const struct lets_key *keys = lets_kind_keys(entry->kind, &n_keys);

    (void)ledger;
    (void)err;
    for (size_t i = 0; i < n_keys; i++) {
        bool is_text = keys[i].type == LETS_TYPE_TEXT && lets_entry_has_field(entry, keys[i].field);
        struct lets_span text =
            is_text ? lets_entry_value(entry, &keys[i], 0, unused) : (struct lets_span){0};
        if (is_trace(search, text)) {
            add_trace(search, entry, place, keys[i].name, text);
        }
    }
    return LETS_OK;
}

static const char traces_stay[] = "what is sealed stays, and names the member here";

/* What whoever answers the question should know: that the account is still open, and what cannot be
 * erased. */
static void show_circumstances(const struct session *session, const struct lets_account *account,
                               const struct search *search)
{
    struct output terminal = {.format = OUTPUT_TEXT, .stream = stderr};

    if (account != NULL && account->status != LETS_CLOSED) {
        struct buffer balance = {0};
        words_amount(&balance, session->ledger, account->balance);
        session_warn(session, "the account of %.*s is %s, and stands at %s", SHOW(account->id),
                     account->status == LETS_ACTIVE ? "open" : "suspended",
                     buffer_string(&balance));
        buffer_release(&balance);
    }
    if (search->found.size > 0 && session_asks(session)) {
        output_line(&terminal, "%s:", traces_stay);
        output_text(&terminal, buffer_span(&search->found));
    }
}

static enum lets_status erase(struct writing *writing, struct session *session,
                              struct lets_span member, struct lets_error *err)
{
    const struct lets_person *person = lets_directory_find(session->directory, member);
    struct search search = {.lines = json_array()};
    const struct lets_observer observer = {.context = &search, .entry = search_entry};
    struct buffer described = {0};
    struct buffer question = {0};

    if (person == NULL) {
        json_decref(search.lines);
        return failure_set(err, LETS_NO_CHANGE, "the directory has no entry for '%.*s'",
                           SHOW(member));
    }
    search.needles[0] = person->name;
    search.needles[1] = person->email;
    search.needles[2] = person->phone;
    person_describe(&described, person);
    buffer_format(&question, "erase %.*s: %s?", SHOW(member), buffer_string(&described));
    /* Once more, now that it is known whom to look for. */
    enum lets_status status = session_replay_again(session, &observer, err);
    if (status == LETS_OK) {
        show_circumstances(session, lets_ledger_find(session->ledger, member), &search);
        status = session_confirm(session, buffer_string(&question), err);
    }
    if (status == LETS_OK) {
        writing_say(writing, "%s the directory: %.*s",
                    session->globals->is_dry_run ? "would be erased from" : "erased from",
                    SHOW(member));
        if (search.found.size > 0) {
            writing_say(writing, "%s:\n%.*s", traces_stay, (int)(search.found.size - 1),
                        search.found.bytes);
        }
        writing_put(writing, "named_in_lines", json_incref(search.lines));
        (void)lets_directory_erase(session->directory, member);
        writing_touch_directory(writing);
    }
    json_decref(search.lines);
    buffer_release(&search.found);
    buffer_release(&described);
    buffer_release(&question);
    return status;
}

/* The id as the directory has it: that of the account, or, of an account that is not there, as
 * typed. */
static struct lets_span member_of(const struct session *session, const char *id)
{
    const struct lets_account *account = lets_ledger_find(session->ledger, lets_span_of(id));

    return account != NULL ? account->id : lets_span_of(id);
}

static enum lets_status forget(struct writing *writing, struct session *session, const void *values,
                               struct lets_error *err)
{
    const struct forget_values *given = values;
    struct lets_span member = member_of(session, given->id);
    const struct lets_account *account = NULL;
    enum lets_status status = LETS_OK;

    if (lets_directory_find(session->directory, member) == NULL) {
        status = session_account(session, given->id, &account, err);
    }
    return status == LETS_OK ? erase(writing, session, member, err) : status;
}

const struct command cmd_forget_member = {
    .name = "forget-member",
    .kind = COMMAND_WRITER,
    .synopsis = "ID",
    .summary = "erase a person from the directory",
    .details =
        "The account and its entries stay. Sealed texts that name the person stay too, and are "
        "listed.",
    .arguments = arguments,
    .values_size = sizeof(struct forget_values),
    .make = forget,
};
