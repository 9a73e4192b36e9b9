/* SPDX-License-Identifier: MIT */
/*
 * lets statement: what happened on an account in a period, for the member. One pass over the
 * journal makes any number of them, in every format from the same items.
 */

#include "base/failure.h"
#include "base/mail_address.h"
#include "commands/commands.h"
#include "commands/document.h"
#include "commands/statement_files.h"
#include "session/lookup.h"
#include "session/progress.h"
#include "session/reading.h"
#include "session/talk.h"
#include "statement/statement_rows.h"
#include "statement/statement_text.h"

struct statement_values {
    struct option_list ids;
    bool is_all;
    const char *period;
    struct given_delivery delivery;
    const char *split;
    const char *from;
    struct given_paper paper;
};

#define AT(member) offsetof(struct statement_values, member)

static const struct argument arguments[] = {
    {"ID", "an account", OPTION_ID, AT(ids), true, true},
    {0},
};

static const struct option options[] = {
    {"all", 0, NULL, "every account that was open on a day of the period", OPTION_FLAG, AT(is_all),
     false},
    {"period", 'p', "PERIOD", "the days that are stated, both ends included; else last-month",
     OPTION_PERIOD, AT(period), false},
    {"delivery", 0, "HOW", "only those that go out by paper, email or none", OPTION_DELIVERY,
     AT(delivery), false},
    {"split", 0, "DIR", "write a file for each into this folder, such as 2026-10_0001.txt",
     OPTION_FILE, AT(split), false},
    {"from", 0, "ADDRESS", "the sender of messages (-O eml)", OPTION_STRING, AT(from), false},
    {"paper", 0, "SIZE", "of a PDF: a4 (default) or letter", OPTION_PAPER, AT(paper), false},
    {0},
};

/* ---------------------------------------------------------------- the command line */

static enum lets_status check_mail(const struct session *session,
                                   const struct statement_values *given, struct lets_error *err)
{
    bool is_mail = session->output.document == DOCUMENT_EML;

    if (!is_mail && given->from != NULL) {
        return failure_misused(err, "--from is the sender of messages: it goes with -O eml");
    }
    if (!is_mail) {
        return LETS_OK;
    }
    if (given->from == NULL) {
        return failure_misused(err, "a message needs a sender: --from ADDRESS");
    }
    if (!mail_address_is_mailable(lets_span_of(given->from))) {
        return failure_misused(err, "--from: '%s' is no plain e-mail address", given->from);
    }
    if (given->delivery.is_given && given->delivery.value != LETS_DELIVERY_EMAIL) {
        return failure_misused(err, "messages are delivered by email, not by %s",
                               lets_delivery_word(given->delivery.value));
    }
    return LETS_OK;
}

static enum lets_status check(const struct session *session, const struct statement_values *given,
                              struct lets_error *err)
{
    if (given->is_all == (given->ids.n > 0)) {
        return failure_misused(err, given->is_all
                                        ? "--all is every account: name none, or leave it out"
                                        : "whose statement? Name accounts, or give --all");
    }
    if (given->split != NULL && session->output.path != NULL) {
        return failure_misused(err, "--split writes a file for each account, and -o one file: "
                                    "give one of them");
    }
    return check_mail(session, given, err);
}

/* ---------------------------------------------------------------- what is made */

/* All of them as one answer; text is parted by form feeds. */
static enum lets_status print(struct session *session, const struct statements *statements,
                              struct lets_error *err)
{
    FILE *stream = session->output.stream;
    struct buffer text = {0};
    enum lets_status status = LETS_OK;

    switch (session->output.format) {
    case OUTPUT_CSV:
        return statement_write_csv(stream, statements, statements->items, statements->n_items, err);
    case OUTPUT_JSON:
        return statement_write_json(stream, statements, statements->items, statements->n_items,
                                    err);
    case OUTPUT_TEXT:
        break;
    }
    for (size_t i = 0; status == LETS_OK && i < statements->n_items; i++) {
        buffer_clear(&text);
        status = statement_add_text(&text, statements, &statements->items[i], err);
        if (status == LETS_OK) {
            fprintf(stream, "%s%s", i > 0 ? "\f" : "", buffer_string(&text));
        }
    }
    buffer_release(&text);
    return status;
}

/* Messages to accounts that are named need their addresses, whatever their delivery is. */
static enum lets_status check_addresses(const struct session *session,
                                        const struct statements *statements, struct lets_error *err)
{
    bool is_mail = session->output.document == DOCUMENT_EML;

    for (size_t i = 0; is_mail && i < statements->n_items; i++) {
        const struct statement_item *item = &statements->items[i];
        if (item->person == NULL || !mail_address_is_mailable(item->person->email)) {
            return failure_misused(err, "'%.*s' has no address that mail can go to",
                                   SHOW(item->statement->account->id));
        }
    }
    return LETS_OK;
}

static enum lets_status print_mail(const struct statement_files *files, struct lets_error *err)
{
    const struct statements *statements = files->statements;
    struct buffer bytes = {0};
    struct drawn drawn = {0};

    if (statements->n_items != 1) {
        return failure_misused(err, "%zu messages do not go into one file: give --split DIR",
                               statements->n_items);
    }
    enum lets_status status =
        statement_files_add(&bytes, files, &statements->items[0], &drawn, err);
    if (status == LETS_OK) {
        status = output_document(&files->session->output, buffer_span(&bytes), err);
        document_tell(files->session, &drawn);
    }
    drawn_release(&drawn);
    buffer_release(&bytes);
    return status;
}

/* All of them in one document, for the printer. */
static enum lets_status print_pdf(const struct statement_files *files, struct lets_error *err)
{
    struct drawn drawn = {0};

    if (files->statements->n_items == 0) {
        session_tell(files->session, "there is no statement to draw: nothing is written");
        files->session->output.is_nothing = true;
        return LETS_OK;
    }
    enum lets_status status = statement_files_draw(files, &drawn, err);
    if (status == LETS_OK) {
        status = document_print(files->session, &drawn, err);
    }
    drawn_release(&drawn);
    return status;
}

/* ---------------------------------------------------------------- what is told */

static void warn_of_addresses(const struct session *session, const struct statements *statements)
{
    for (size_t i = 0; i < statements->n_items; i++) {
        const struct statement_item *item = &statements->items[i];
        if (item->lacks_address) {
            struct buffer who = {0};
            words_name_and_id(&who, &session->names, item->statement->account);
            session_warn(session,
                         "%s is to get e-mail, but has no address that mail can go to: "
                         "counted as paper",
                         buffer_string(&who));
            buffer_release(&who);
        }
    }
}

static void tell_summary(const struct session *session, const struct statements *statements,
                         const struct split *split)
{
    char period[LETS_PERIOD_SIZE];

    lets_period_format(statements->set->period, period);
    session_tell(session, "%zu statement%s of %s%s: %zu on paper, %zu by e-mail, %zu none",
                 statements->n_items, statements->n_items == 1 ? "" : "s", period,
                 statements->set->is_closed ? "" : ", provisional",
                 statements->n_delivered[LETS_DELIVERY_PAPER],
                 statements->n_delivered[LETS_DELIVERY_EMAIL],
                 statements->n_delivered[LETS_DELIVERY_NONE]);
    if (split != NULL) {
        session_tell(session, "%zu file%s written to '%s', %zu there already", split->n_written,
                     split->n_written == 1 ? "" : "s", split->folder, split->n_same);
    }
}

/* ---------------------------------------------------------------- the run */

static enum lets_status answer(struct session *session, const struct statement_values *given,
                               const struct statements *statements, struct lets_error *err)
{
    const struct statement_files files = {
        .session = session,
        .statements = statements,
        .from = lets_span_of(given->from),
        .size = given->paper.value,
    };
    struct split split = {.session = NULL};
    enum lets_status status = check_addresses(session, statements, err);

    if (status != LETS_OK) {
        return status;
    }
    warn_of_addresses(session, statements);
    if (given->split != NULL) {
        session_blame(session, NULL);
        status = split_begin(&split, session, given->split, err);
        if (status == LETS_OK) {
            status = statement_files_write(&files, &split, err);
        }
    } else if (session->output.document == DOCUMENT_EML) {
        status = print_mail(&files, err);
    } else if (session->output.document == DOCUMENT_PDF) {
        status = print_pdf(&files, err);
    } else {
        status = print(session, statements, err);
    }
    if (status == LETS_OK && (given->split != NULL || given->is_all)) {
        tell_summary(session, statements, given->split != NULL ? &split : NULL);
    }
    split_release(&split);
    return status;
}

/* Which of them are given out: all, or those of one delivery. */
static enum lets_delivery wanted(const struct session *session,
                                 const struct statement_values *given)
{
    if (session->output.document == DOCUMENT_EML && given->is_all) {
        return LETS_DELIVERY_EMAIL;
    }
    return given->delivery.is_given ? given->delivery.value : LETS_DELIVERY_UNSET;
}

static enum lets_status read_all(struct session *session, struct lets_statements *view,
                                 struct lets_error *err)
{
    struct progress progress;

    progress_begin(&progress, session, "reading", 0);
    struct lets_observer observers[] = {lets_statements_observer(view),
                                        progress_observer(&progress)};
    enum lets_status status = session_read(session, observers, progress.is_watched ? 2 : 1, err);
    progress_end(&progress);
    return status;
}

/* The nearest ids are a better answer to a mistyped one than what the library knows. */
static enum lets_status check_ids(const struct session *session, const struct option_list *ids,
                                  struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < ids->n; i++) {
        const struct lets_account *account = NULL;
        status = session_account(session, ids->items[i], &account, err);
    }
    return status;
}

/* Where a period without end is said to end. */
static struct lets_date last_day_there_is(void)
{
    struct lets_period open = {{0}, {0}};

    (void)lets_period_parse(lets_span_of("2999.."), (struct lets_date){0}, &open, NULL);
    return open.last;
}

/* A period without end is stated up to today. */
static enum lets_status make_view(struct session *session, const struct statement_values *given,
                                  struct lets_statements **out, struct lets_error *err)
{
    struct lets_span *ids = memory_array(given->ids.n, sizeof *ids);
    struct lets_statements_options how = {.accounts = ids, .n_accounts = given->ids.n};
    const char *period = given->period != NULL ? given->period : "last-month";
    enum lets_status status = session_period(session, "--period", period, &how.period, err);

    if (status == LETS_OK && how.period.last.day == last_day_there_is().day) {
        how.period.last = session->today;
    }
    for (size_t i = 0; i < given->ids.n; i++) {
        ids[i] = lets_span_of(given->ids.items[i]);
    }
    if (status == LETS_OK) {
        status = lets_statements_new(&how, out, err);
    }
    memory_free(ids);
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct statement_values *given = values;
    struct lets_statements *view = NULL;
    struct lets_statement_set set = {.summary = NULL};
    struct statements statements = {.set = NULL};
    enum lets_status status = check(session, given, err);

    if (status == LETS_OK) {
        status = make_view(session, given, &view, err);
    }
    if (status == LETS_OK) {
        status = read_all(session, view, err);
    }
    if (status == LETS_OK) {
        status = check_ids(session, &given->ids, err);
    }
    if (status == LETS_OK) {
        status = lets_statements_finish(view, session->ledger, &set, err);
    }
    if (status == LETS_OK) {
        status = statements_init(&statements, &session->names, &set, wanted(session, given), err);
    }
    if (status == LETS_OK) {
        status = answer(session, given, &statements, err);
    }
    statements_release(&statements);
    lets_statements_free(view);
    return status;
}

const struct command cmd_statement = {
    .name = "statement",
    .kind = COMMAND_VIEW,
    .synopsis = "[ID..] [--all] [--period PERIOD] [--delivery paper|email|none] [--split DIR] "
                "[--from ADDRESS] [--paper a4|letter] [-O text|csv|json|pdf|eml]",
    .summary = "state what happened on accounts in a period, for their members",
    .details =
        "A closed period is stated as the books stood when it was closed, so that a statement "
        "that was handed out stays true; an open one is provisional. Every account is in "
        "exactly one delivery: what the directory says, else e-mail where there is an "
        "address, else paper.",
    .arguments = arguments,
    .options = options,
    .documents = DOCUMENT_BIT(DOCUMENT_PDF) | DOCUMENT_BIT(DOCUMENT_EML),
    .values_size = sizeof(struct statement_values),
    .run = run,
};
