/* SPDX-License-Identifier: MIT */
/*
 * lets issue-vouchers: prints a batch for a float, which is to say, gives it numbers, a value and a
 * key. The key is on the disk before the batch is in the journal, which holds only its digest.
 */

#include <inttypes.h>

#include "commands/commands.h"
#include "session/lookup.h"
#include "words/figures.h"
#include "writing/free_numbers.h"
#include "writing/writing_run.h"

struct issue_values {
    const char *id;
    const char *value;
    uint32_t first;
    uint32_t last;
    uint32_t count;
    struct given_date expires;
    struct given_date date;
};

#define AT(member) offsetof(struct issue_values, member)

static const struct argument arguments[] = {
    {"FLOAT", "the central account that sells them", OPTION_ID, AT(id), false, false},
    {"FIRST", "the number of the first voucher", OPTION_NUMBER, AT(first), true, false},
    {"LAST", "the number of the last voucher", OPTION_NUMBER, AT(last), true, false},
    {0},
};

static const struct option options[] = {
    {"value", 0, "AMOUNT", "what each of them is worth", OPTION_AMOUNT, AT(value), true},
    {"count", 0, "N", "so many vouchers, with the next free numbers", OPTION_NUMBER, AT(count),
     false},
    {"expires", 0, "DATE", "the last day on which they are good; else they are for ever",
     OPTION_DATE, AT(expires), false},
    {"date", 0, "DATE", "the day of issue; else today", OPTION_DATE, AT(date), false},
    {0},
};

/* What is asked for. */
struct issue {
    const struct issue_values *given;
    struct free_numbers numbers;
};

/* Says what the whole batch is worth, and what is to be done with it. */
static void say_next(struct writing *writing, const struct session *session,
                     const struct lets_entry *entry)
{
    uint32_t n = entry->last - entry->first + 1;
    struct buffer worth = {0};

    words_amount(&worth, session->ledger, (struct lets_amount){entry->value.minor * (int64_t)n});
    writing_say(writing, "%" PRIu32 " voucher%s, worth %s when they are sold", n, n == 1 ? "" : "s",
                buffer_string(&worth));
    writing_say(writing, "print them: lets print-vouchers %" PRIu32 " %" PRIu32 " -o FILE.pdf",
                entry->first, entry->last);
    buffer_release(&worth);
}

static enum lets_status write_batch(struct writing *writing, struct session *session,
                                    const struct issue_values *given, struct lets_entry *entry,
                                    struct lets_error *err)
{
    struct voucher_key key;
    struct lets_amount value = {0};
    enum lets_status status = session_amount(session, "--value", given->value, &value, err);

    if (status == LETS_OK) {
        status = voucher_key_new(&key, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    lets_entry_put(entry, value, value);
    ENTRY_PUT_GIVEN(entry, expires, given->expires);
    lets_entry_put(entry, digest, voucher_key_digest(&key));
    status = writing_add(writing, entry, err);
    if (status == LETS_OK) {
        voucher_keys_warn_lost(session, entry->first);
        writing_add_key(writing, &key);
        say_next(writing, session, entry);
    }
    return status;
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
        status = free_numbers_find(&issue->numbers, &first, &last, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    struct lets_entry entry = entry_of_book(account->id, date, first, last);
    return write_batch(writing, session, given, &entry, err);
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

const struct command cmd_issue_vouchers = {
    .name = "issue-vouchers",
    .kind = COMMAND_WRITER,
    .synopsis = "FLOAT [FIRST LAST | --count N] --value AMOUNT [--expires DATE] [--date DATE]",
    .summary = "make a batch of vouchers for a central account to sell",
    .details = "The account is one of purpose vouchers that no other transfer ever touched. The "
               "key of the check codes goes into NAME.keys.yaml beside the journal: keep a copy.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct issue_values),
    .run = run,
};
