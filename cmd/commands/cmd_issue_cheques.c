/* SPDX-License-Identifier: MIT */
/* lets issue-cheques: gives an account a book of numbered cheques. */

#include "commands/commands.h"
#include "session/lookup.h"
#include "writing/free_numbers.h"
#include "writing/writing_run.h"

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

/* What is asked for. */
struct issue {
    const struct issue_values *given;
    struct free_numbers numbers;
};

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
        status = free_numbers_find(&issue->numbers, &first, &last, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    struct lets_entry entry = entry_of_book(account->id, date, first, last);
    return writing_add(writing, &entry, err);
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct issue_values *given = values;
    struct issue issue = {
        .given = given,
        .numbers = {.first = given->first, .last = given->last, .count = given->count}};
    const struct lets_observer observer = free_numbers_observer(&issue.numbers);
    enum lets_status status = free_numbers_check(&issue.numbers, err);

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
