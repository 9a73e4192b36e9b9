/* SPDX-License-Identifier: MIT */
/*
 * lets print-cheques: blank cheques with their numbers on, to print and cut apart. Only numbers
 * that may still come in are printed: one that was used, stopped or returned would make a second
 * paper of a cheque that is known.
 */

#include <inttypes.h>
#include <stdio.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "commands/document.h"
#include "output/list.h"
#include "paper/drawn.h"
#include "session/lookup.h"
#include "session/reading.h"
#include "session/talk.h"
#include "words/figures.h"

#define BOOK_MAX 10000 /* cheques, as in a book */

struct print_cheques_values {
    const char *id;
    uint32_t first;
    uint32_t last;
    struct given_paper paper;
};

#define AT(member) offsetof(struct print_cheques_values, member)

static const struct argument arguments[] = {
    {"ID", "the account whose cheques they are", OPTION_ID, AT(id), false, false},
    {"FIRST", "the first number", OPTION_NUMBER, AT(first), false, false},
    {"LAST", "the last number", OPTION_NUMBER, AT(last), false, false},
    {0},
};

static const struct option options[] = {
    {"paper", 0, "SIZE", "of a PDF: a4 (default) or letter", OPTION_PAPER, AT(paper), false},
    {0},
};

enum { CHEQUE, ACCOUNT, NAME, SCHEME, CONTACT, UNIT, VALID, N_COLUMNS };
static const struct column columns[N_COLUMNS] = {
    [CHEQUE] = {"cheque", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [ACCOUNT] = {"account", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [NAME] = {"name", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [SCHEME] = {"scheme", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [CONTACT] = {"contact", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [UNIT] = {"unit", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [VALID] = {"valid", NULL, COLUMN_TEXT, COLUMN_WHOLE},
};

static enum lets_status check_range(const struct print_cheques_values *given,
                                    struct lets_error *err)
{
    if (given->last < given->first) {
        return failure_set(err, LETS_BOOK_RANGE, "cheques %" PRIu32 "-%" PRIu32 " run backwards",
                           given->first, given->last);
    }
    if (given->last - given->first >= BOOK_MAX) {
        return failure_set(err, LETS_BOOK_RANGE,
                           "cheques %" PRIu32 "-%" PRIu32 " are over %d, more than a book holds",
                           given->first, given->last, BOOK_MAX);
    }
    return LETS_OK;
}

/* Refuses a number that is not this account's to print, in the order of the rules for a transfer.
 */
static enum lets_status check_cheque(const struct session *session,
                                     const struct lets_account *account, uint32_t number,
                                     struct lets_error *err)
{
    struct lets_cheque cheque;
    struct buffer owner = {0};
    enum lets_status status = LETS_OK;

    if (!lets_ledger_cheque(session->ledger, number, &cheque)) {
        return failure_set(err, LETS_CHEQUE_UNKNOWN, "cheque %" PRIu32 " lies in no book", number);
    }
    if (cheque.account != account->index) {
        words_name_and_id(&owner, &session->names,
                          lets_ledger_account(session->ledger, cheque.account));
        status = failure_set(err, LETS_CHEQUE_FOREIGN, "cheque %" PRIu32 " lies in a book of %s",
                             number, buffer_string(&owner));
        buffer_release(&owner);
        return status;
    }
    if (cheque.value.minor > 0) {
        return failure_set(err, LETS_CHEQUE_FOREIGN,
                           "%" PRIu32 " is a voucher: 'lets print-vouchers' prints it", number);
    }
    switch (cheque.status) {
    case LETS_USED:
        return failure_set(err, LETS_CHEQUE_USED,
                           "cheque %" PRIu32 " was used by transfer %" PRIu32, number,
                           cheque.transfer);
    case LETS_RETURNED:
        return failure_set(err, LETS_CHEQUE_USED,
                           "cheque %" PRIu32 " was returned, and its paper may be presented again",
                           number);
    case LETS_STOPPED:
        return failure_set(err, LETS_CHEQUE_STOPPED, "cheque %" PRIu32 " was stopped", number);
    case LETS_OUTSTANDING:
    case LETS_RELEASED:
    case LETS_WITHDRAWN:
    case LETS_PRINTED:
    case LETS_OUT:
    case LETS_REDEEMED:
    case LETS_TAKEN_BACK:
        break;
    }
    return LETS_OK;
}

static enum lets_status check_cheques(const struct session *session,
                                      const struct lets_account *account,
                                      const struct print_cheques_values *given,
                                      struct lets_error *err)
{
    enum lets_status status = LETS_OK;

    for (uint32_t i = given->first; status == LETS_OK && i <= given->last; i++) {
        status = check_cheque(session, account, i, err);
    }
    if (status != LETS_OK && err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint,
                       account->is_float
                           ? "'%.*s' sells vouchers, and has no cheques"
                           : "'lets cheques %.*s --outstanding' lists the numbers that can be "
                             "printed",
                       SHOW(account->id));
    }
    return status;
}

/* A cheque of 22 lines: three fill a page of 66. */
static void print_text(struct session *session, const struct lets_account *account, uint32_t number)
{
    struct output *output = &session->output;
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    struct lets_span contact = words_contact(summary);
    struct buffer holder = {0};
    struct buffer valid = {0};

    words_name_and_id(&holder, &session->names, account);
    words_valid_from(&valid, summary->cheques_valid);
    output_line(output, "%" PRIu32 "  payer keeps this", number);
    output_line(output, "%s", buffer_string(&holder));
    output_line(output,
                "date ____________________  amount ___________________  balance __________");
    output_line(output, "%s", "");
    output_line(output,
                "to ________________________________  for _________________________________");
    output_line(output,
                "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -");
    output_line(output, "%" PRIu32 "  payee keeps this", number);
    output_line(output, "from %s", buffer_string(&holder));
    output_line(output,
                "date ____________________  amount _______________________________________");
    output_line(output, "%s", "");
    output_line(output,
                "to ________________________________  for _________________________________");
    output_line(output,
                "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -");
    output_line(output, "cheque %" PRIu32 "  %.*s%s%.*s", number, SHOW(summary->name),
                contact.size > 0 ? ", " : "", SHOW(contact));
    output_line(output, "from %s, %s", buffer_string(&holder), buffer_string(&valid));
    output_line(output, "%s", "");
    output_line(output,
                "pay to _________________________________________  account _______________");
    output_line(output, "%s", "");
    output_line(output,
                "amount ______________ %.*s, in words _____________________________________",
                SHOW(summary->unit));
    output_line(output, "%s", "");
    output_line(output,
                "for _______________________________________  date _______________________");
    output_line(output,
                "signed ________________________________  this part goes to the bookkeeper");
    output_line(output,
                "-------------------------------------------------------------------------");
    buffer_release(&holder);
    buffer_release(&valid);
}

static void print_rows(struct session *session, const struct lets_account *account,
                       const struct print_cheques_values *given)
{
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    struct lets_span name = words_name(&session->names, account);
    struct buffer valid = {0};
    struct list *list =
        list_begin(&session->output, session->ledger, "cheques", columns, N_COLUMNS, NULL);

    words_valid_from(&valid, summary->cheques_valid);
    for (uint32_t i = given->first; i <= given->last; i++) {
        list_row(list);
        list_integer(list, CHEQUE, i);
        list_text(list, ACCOUNT, account->id);
        if (!lets_span_equal(name, account->id)) {
            list_text(list, NAME, name);
        }
        list_text(list, SCHEME, summary->name);
        list_text(list, CONTACT, summary->contact);
        list_text(list, UNIT, summary->unit);
        list_text(list, VALID, buffer_span(&valid));
    }
    list_end(list);
    buffer_release(&valid);
}

static enum lets_status print_pdf(struct session *session, const struct lets_account *account,
                                  const struct print_cheques_values *given, struct lets_error *err)
{
    const struct drawn_cheques cheques = {.ledger = session->ledger,
                                          .names = &session->names,
                                          .account = account,
                                          .first = given->first,
                                          .last = given->last,
                                          .size = given->paper.value};
    struct drawn drawn = {0};
    enum lets_status status = drawn_cheques(&cheques, &drawn, err);

    if (status == LETS_OK) {
        status = document_print(session, &drawn, err);
    }
    drawn_release(&drawn);
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct print_cheques_values *given = values;
    const struct lets_account *account = NULL;
    enum lets_status status = check_range(given, err);

    if (status == LETS_OK) {
        status = session_read(session, NULL, 0, err);
    }
    if (status == LETS_OK) {
        status = session_account(session, given->id, &account, err);
    }
    if (status == LETS_OK) {
        status = check_cheques(session, account, given, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    if (account->status == LETS_SUSPENDED) {
        session_warn(session,
                     "account %.*s is suspended: its cheques are refused until it pays "
                     "again",
                     SHOW(account->id));
    }
    if (session->output.document == DOCUMENT_PDF) {
        return print_pdf(session, account, given, err);
    }
    if (session->output.format != OUTPUT_TEXT) {
        print_rows(session, account, given);
        return LETS_OK;
    }
    for (uint32_t i = given->first; i <= given->last; i++) {
        print_text(session, account, i);
    }
    return LETS_OK;
}

const struct command cmd_print_cheques = {
    .name = "print-cheques",
    .kind = COMMAND_VIEW,
    .synopsis = "ID FIRST LAST [--paper a4|letter] [-O text|csv|json|pdf]",
    .summary = "print blank cheques with their numbers on",
    .details =
        "The numbers must lie in a book of the account, and may not have been used, stopped "
        "or returned. Each cheque has three parts to cut apart: the payer's stub, a part for "
        "the payee, and the part that is signed and goes to the bookkeeper.",
    .arguments = arguments,
    .options = options,
    .documents = DOCUMENT_BIT(DOCUMENT_PDF),
    .values_size = sizeof(struct print_cheques_values),
    .run = run,
};
