/* SPDX-License-Identifier: MIT */
/*
 * lets issue-cheques: gives an account a book of numbered cheques. The next free numbers are those
 * above every number that was ever issued, withdrawn ones included: paper that still lies about
 * must not become somebody else's.
 */

#include <inttypes.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "session/lookup.h"
#include "writing/writing_run.h"

enum { NUMBER_MAX = 999999999 };

struct issue_values {
    const char *id;
    uint32_t first;
    uint32_t last;
    uint32_t count;
    struct given_date date;
};

#define AT(member) offsetof(struct issue_values, member)

static const struct argument arguments[] = {
    {"ID", "the account that gets the book", OPTION_ID, AT(id), false, false},
    {"FIRST", "the number of its first cheque", OPTION_NUMBER, AT(first), true, false},
    {"LAST", "the number of its last cheque", OPTION_NUMBER, AT(last), true, false},
    {0},
};

static const struct option options[] = {
    {"count", 0, "N", "so many cheques, with the next free numbers", OPTION_NUMBER, AT(count),
     false},
    {"date", 0, "DATE", "the day of issue; else today", OPTION_DATE, AT(date), false},
    {0},
};

/* What is asked for, and the highest number that was ever issued. */
struct issue {
    const struct issue_values *given;
    uint32_t highest;
};

static enum lets_status see_book(void *context, const struct lets_ledger *ledger,
                                 const struct lets_entry *entry, const struct lets_place *place,
                                 struct lets_error *err)
{
    struct issue *issue = context;

    (void)ledger;
    (void)place;
    (void)err;
    if (entry->kind == LETS_KIND_CHEQUES && entry->last > issue->highest) {
        issue->highest = entry->last;
    }
    return LETS_OK;
}

static enum lets_status find_numbers(const struct issue_values *given, uint32_t highest,
                                     uint32_t *first, uint32_t *last, struct lets_error *err)
{
    *first = given->first;
    *last = given->last;
    if (given->count > 0 && given->count > NUMBER_MAX - highest) {
        return failure_set(err, LETS_BOOK_RANGE,
                           "above %" PRIu32 " there are no %" PRIu32 " numbers left: name some "
                           "that are free",
                           highest, given->count);
    }
    if (given->count > 0) {
        *first = highest + 1;
        *last = highest + given->count;
    }
    return LETS_OK;
}

static enum lets_status write_issue(struct writing *writing, struct session *session,
                                    const void *values, struct lets_error *err)
{
    const struct issue *issue = values;
    const struct issue_values *given = issue->given;
    struct lets_date date = given->date.is_given ? given->date.value : session->today;
    const struct lets_account *account = NULL;
    uint32_t first = 0;
    uint32_t last = 0;
    enum lets_status status = session_account(session, given->id, &account, err);

    if (status == LETS_OK) {
        status = find_numbers(given, issue->highest, &first, &last, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    struct lets_entry entry = entry_of_book(account->id, date, first, last);
    return writing_add(writing, &entry, err);
}

static enum lets_status check(const struct issue_values *given, struct lets_error *err)
{
    if (given->count > 0 && given->first > 0) {
        return failure_misused(err, "either FIRST and LAST, or --count");
    }
    if (given->count == 0 && given->last == 0) {
        return failure_misused(err, given->first > 0 ? "FIRST stands without LAST"
                                                     : "FIRST and LAST, or --count, are needed");
    }
    return LETS_OK;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    struct issue issue = {.given = values};
    const struct lets_observer observer = {.context = &issue, .entry = see_book};
    enum lets_status status = check(issue.given, err);

    return status == LETS_OK ? writing_run(session, &observer, write_issue, &issue, err) : status;
}

const struct command cmd_issue_cheques = {
    .name = "issue-cheques",
    .kind = COMMAND_WRITER,
    .synopsis = "ID [FIRST LAST | --count N] [--date DATE]",
    .summary = "give an account a book of cheques",
    .details = "A number is in one book at a time; a book has at most 10,000 cheques. With --count "
               "the numbers follow the highest that was ever issued.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct issue_values),
    .run = run,
};
