/* SPDX-License-Identifier: MIT */
/*
 * lets members: the directory, with what the journal knows of each member. Names and contact
 * details come from the directory file; a member without an entry there is shown by id.
 */

#include "base/fold.h"
#include "commands/commands.h"
#include "output/list.h"
#include "session/footer.h"
#include "session/lookup.h"
#include "session/reading.h"
#include "session/session.h"
#include "session/talk.h"

struct members_values {
    const char *text;
    struct given_status status;
    const char *locality;
    bool has_closed_too;
    bool has_not_agreed;
};

#define AT(member) offsetof(struct members_values, member)

static const struct argument arguments[] = {
    {"TEXT", "any part of a name, e-mail address or phone number, or an id", OPTION_STRING,
     AT(text), true, false},
    {0},
};

static const struct option options[] = {
    {"status", 0, "STATUS", "only members who are active, suspended or closed", OPTION_STATUS,
     AT(status), false},
    {"locality", 0, "TEXT", "only members of that locality", OPTION_STRING, AT(locality), false},
    {"all", 0, NULL, "closed members too, whom text leaves out", OPTION_FLAG, AT(has_closed_too),
     false},
    {"not-agreed", 0, NULL, "only members who have not signed the agreement in force", OPTION_FLAG,
     AT(has_not_agreed), false},
    {0},
};

enum {
    ACCOUNT,
    NAME,
    EMAIL,
    PHONE,
    ADDRESS,
    DELIVERY,
    STATUS,
    JOINED,
    LOCALITY,
    AGREED,
    N_COLUMNS
};
static const struct column columns[N_COLUMNS] = {
    [ACCOUNT] = {"account", "account", COLUMN_TEXT, COLUMN_WHOLE},
    [NAME] = {"name", "name", COLUMN_TEXT, COLUMN_CUT},
    [EMAIL] = {"email", "e-mail", COLUMN_TEXT, COLUMN_UNBROKEN},
    [PHONE] = {"phone", "phone", COLUMN_TEXT, COLUMN_UNBROKEN},
    [ADDRESS] = {"address", "address", COLUMN_TEXT, COLUMN_WRAPPED},
    [DELIVERY] = {"delivery", "delivery", COLUMN_WORD, COLUMN_WHOLE},
    [STATUS] = {"status", "status", COLUMN_WORD, COLUMN_WHOLE},
    [JOINED] = {"joined", "joined", COLUMN_WORD, COLUMN_WHOLE},
    [LOCALITY] = {"locality", "locality", COLUMN_TEXT, COLUMN_WRAPPED},
    [AGREED] = {"agreed", "agreed", COLUMN_TEXT, COLUMN_WRAPPED},
};

/* Whether one has signed another agreement than that in force, or none; where none is in force,
 * nobody lacks it. */
static bool lacks_agreement(const struct session *session, const struct lets_account *account)
{
    struct lets_span agreement = lets_ledger_summary(session->ledger)->agreement;

    return agreement.size > 0 && !lets_text_same(account->agreed, agreement);
}

static void tell_agreement(const struct session *session, const struct members_values *given)
{
    if (given->has_not_agreed && lets_ledger_summary(session->ledger)->agreement.size == 0) {
        session_warn(session, "no agreement was adopted, and so nobody lacks it: 'lets set-policy "
                              "--agreement LABEL --agreement-file FILE' adopts one");
    }
}

static bool is_found(const struct session *session, const char *text,
                     const struct lets_account *account, const struct lets_person *person)
{
    struct lets_span part = lets_span_of(text);

    if (part.size == 0 || lets_ledger_find(session->ledger, part) == account) {
        return true;
    }
    return person != NULL && (span_holds(person->name, part) || span_holds(person->email, part) ||
                              span_holds(person->phone, part));
}

static void print_row(struct list *list, const struct lets_account *account,
                      const struct lets_person *person)
{
    list_row(list);
    list_text(list, ACCOUNT, account->id);
    if (person != NULL) {
        list_text(list, NAME, person->name);
        list_text(list, EMAIL, person->email);
        list_text(list, PHONE, person->phone);
        list_text(list, ADDRESS, person->address);
        list_string(list, DELIVERY, lets_delivery_word(person->delivery));
    }
    list_string(list, STATUS, lets_account_status_word(account->status));
    list_date(list, JOINED, account->opened);
    list_text(list, LOCALITY, account->locality);
    list_text(list, AGREED, account->agreed);
}

static void print_counts(struct session *session, size_t n_shown, size_t n_left_out)
{
    if (!footer_begin(session, n_shown > 0)) {
        return;
    }
    output_line(&session->output, "%zu member%s", n_shown, n_shown == 1 ? "" : "s");
    if (n_left_out > 0) {
        output_line(&session->output, "%zu closed %s not shown (--all)", n_left_out,
                    n_left_out == 1 ? "is" : "are");
    }
    if (n_shown > 0 && session->names.directory != NULL && session->directory_path != NULL &&
        lets_directory_size(session->directory) == 0) {
        output_line(&session->output, "no names are known: there is nothing in '%s'",
                    session->directory_path);
    }
    footer_head(session);
}

static void print(struct session *session, const struct members_values *given)
{
    uint32_t n_accounts = lets_ledger_summary(session->ledger)->n_accounts;
    bool is_text = session->output.format == OUTPUT_TEXT;
    bool shows_closed = !is_text || given->has_closed_too || given->status.is_given;
    size_t n_shown = 0;
    size_t n_left_out = 0;
    struct list *list =
        list_begin(&session->output, session->ledger, "members", columns, N_COLUMNS, NULL);

    for (uint32_t i = 0; i < n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(session->ledger, i);
        const struct lets_person *person =
            session->names.directory == NULL ? NULL
                                             : lets_directory_find(session->directory, account->id);
        if (account->kind != LETS_MEMBER || !is_found(session, given->text, account, person) ||
            (given->status.is_given && account->status != given->status.value) ||
            (given->has_not_agreed && !lacks_agreement(session, account)) ||
            (given->locality != NULL &&
             !span_same(account->locality, lets_span_of(given->locality)))) {
            continue;
        }
        if (account->status == LETS_CLOSED && !shows_closed) {
            n_left_out++;
            continue;
        }
        n_shown++;
        print_row(list, account, person);
    }
    list_end(list);
    session_tell_localities(session, given->locality);
    tell_agreement(session, given);
    print_counts(session, n_shown, n_left_out);
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    enum lets_status status = session_read(session, NULL, 0, err);

    if (status == LETS_OK) {
        print(session, values);
    }
    return status;
}

const struct command cmd_members = {
    .name = "members",
    .kind = COMMAND_VIEW,
    .synopsis =
        "[TEXT] [--status active|suspended|closed] [--locality TEXT] [--all] [--not-agreed]",
    .summary = "list the members",
    .details = "Names and contact details are those of the directory file beside the journal.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct members_values),
    .run = run,
};
