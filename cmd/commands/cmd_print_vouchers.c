/* SPDX-License-Identifier: MIT */
/*
 * lets print-vouchers: vouchers to print and cut apart, or the register of them for the safe. Only
 * those that are printed and not sold are drawn: of one that is out there must not be a second
 * paper. The answer holds check codes, so it is its owner's alone.
 */

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/failure.h"
#include "commands/commands.h"
#include "commands/document.h"
#include "output/list.h"
#include "paper/drawn.h"
#include "session/reading.h"
#include "session/talk.h"
#include "session/voucher_keys.h"
#include "words/figures.h"

#define VOUCHERS_MAX 10000 /* as in a batch */

struct print_values {
    uint32_t first;
    uint32_t last;
    bool is_register;
    struct given_paper paper;
};

#define AT(member) offsetof(struct print_values, member)

static const struct argument arguments[] = {
    {"FIRST", "the first number", OPTION_NUMBER, AT(first), false, false},
    {"LAST", "the last number", OPTION_NUMBER, AT(last), false, false},
    {0},
};

static const struct option options[] = {
    {"register", 0, NULL, "the list for the safe: numbers, values and codes", OPTION_FLAG,
     AT(is_register), false},
    {"paper", 0, "SIZE", "of a PDF: a4 (default) or letter", OPTION_PAPER, AT(paper), false},
    {0},
};

enum { NUMBER, FLOAT, VALUE, CODE, EXPIRES, SCHEME, CONTACT, UNIT, N_COLUMNS };
static const struct column columns[N_COLUMNS] = {
    [NUMBER] = {"number", "number", COLUMN_INTEGER, COLUMN_WHOLE},
    [FLOAT] = {"float", "float", COLUMN_TEXT, COLUMN_WHOLE},
    [VALUE] = {"value", "value", COLUMN_AMOUNT, COLUMN_WHOLE},
    [CODE] = {"code", "code", COLUMN_WORD, COLUMN_WHOLE},
    [EXPIRES] = {"expires", "expires", COLUMN_WORD, COLUMN_WHOLE},
    [SCHEME] = {"scheme", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [CONTACT] = {"contact", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [UNIT] = {"unit", NULL, COLUMN_TEXT, COLUMN_WHOLE},
};

/* What is printed. */
struct print {
    struct session *session;
    const struct print_values *given;
    struct voucher_keys keys;
    struct drawn_voucher *vouchers; /* owned */
    size_t n;
};

/* ---------------------------------------------------------------- which */

static enum lets_status check_range(const struct print_values *given, struct lets_error *err)
{
    if (given->last < given->first) {
        return failure_set(err, LETS_BOOK_RANGE, "vouchers %" PRIu32 "-%" PRIu32 " run backwards",
                           given->first, given->last);
    }
    if (given->last - given->first >= VOUCHERS_MAX) {
        return failure_set(err, LETS_BOOK_RANGE,
                           "vouchers %" PRIu32 "-%" PRIu32 " are over %d, more than a batch holds",
                           given->first, given->last, VOUCHERS_MAX);
    }
    return LETS_OK;
}

/* A file that is there keeps its mode: one that others may read is no place for codes. */
static enum lets_status check_mode(const struct output *output, struct lets_error *err)
{
    struct stat about;

    if (output->path != NULL && !output->is_through && stat(output->path, &about) == 0 &&
        S_ISREG(about.st_mode) && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return failure_misused(err,
                               "--output: '%s' is there, and others may open it: the check codes "
                               "are for nobody else; name a new file",
                               output->path);
    }
    return LETS_OK;
}

/* Refuses what is no voucher, and, to be printed, what was sold. */
static enum lets_status check_voucher(const struct print *print, uint32_t number,
                                      struct lets_cheque *voucher, struct lets_error *err)
{
    const struct lets_ledger *ledger = print->session->ledger;

    if (!lets_ledger_cheque(ledger, number, voucher)) {
        return failure_set(err, LETS_CHEQUE_UNKNOWN, "voucher %" PRIu32 " lies in no batch",
                           number);
    }
    if (voucher->value.minor == 0) {
        return failure_set(err, LETS_CHEQUE_FOREIGN, "%" PRIu32 " is a cheque of '%.*s'", number,
                           SHOW(lets_ledger_account(ledger, voucher->account)->id));
    }
    if (print->given->is_register || voucher->status == LETS_PRINTED) {
        return LETS_OK;
    }
    enum lets_status status = failure_set(err, LETS_VOUCHER_SOLD,
                                          "voucher %" PRIu32 " was sold by transfer %" PRIu32
                                          ": there must not be a second paper",
                                          number, voucher->sold_in);
    if (err != NULL) {
        (void)snprintf(err->hint, sizeof err->hint,
                       "'lets vouchers --printed' lists what can be printed");
    }
    return status;
}

static enum lets_status add_voucher(struct print *print, uint32_t number, struct lets_error *err)
{
    struct lets_cheque voucher = {0};
    struct voucher_code code = {.hex = ""};
    enum lets_status status = check_voucher(print, number, &voucher, err);

    if (status == LETS_OK && voucher.digest.size > 0) {
        status = voucher_keys_code(&print->keys, &voucher, &code, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    struct drawn_voucher *drawn = &print->vouchers[print->n++];
    *drawn = (struct drawn_voucher){
        .number = number,
        .value = voucher.value,
        .has_expires = voucher.has_expires,
        .expires = voucher.expires,
    };
    memcpy(drawn->code, code.hex, sizeof drawn->code);
    return LETS_OK;
}

/* Warns of what cannot be sold any more, and of what nobody will be able to check. */
static void warn(const struct print *print)
{
    size_t n_expired = 0;
    size_t n_without = 0;

    for (size_t i = 0; i < print->n; i++) {
        const struct drawn_voucher *voucher = &print->vouchers[i];
        n_expired +=
            voucher->has_expires && print->session->today.day > voucher->expires.day ? 1 : 0;
        n_without += voucher->code[0] == '\0' ? 1 : 0;
    }
    if (n_expired > 0 && !print->given->is_register) {
        session_warn(print->session, "the last day of %zu of them has passed: they cannot be sold",
                     n_expired);
    }
    if (n_without > 0) {
        session_warn(print->session,
                     "%zu of them have no check code: their batch has no key, and nobody can tell "
                     "a forged one",
                     n_without);
    }
}

/* ---------------------------------------------------------------- how */

static void print_rows(const struct print *print)
{
    struct session *session = print->session;
    const struct lets_summary *summary = lets_ledger_summary(session->ledger);
    struct list *list =
        list_begin(&session->output, session->ledger, "vouchers", columns, N_COLUMNS, NULL);

    for (size_t i = 0; i < print->n; i++) {
        const struct drawn_voucher *voucher = &print->vouchers[i];
        struct lets_cheque found = {0};
        (void)lets_ledger_cheque(session->ledger, voucher->number, &found);
        list_row(list);
        list_integer(list, NUMBER, voucher->number);
        list_text(list, FLOAT, lets_ledger_account(session->ledger, found.account)->id);
        list_amount(list, VALUE, voucher->value);
        list_string(list, CODE, voucher->code);
        if (voucher->has_expires) {
            list_date(list, EXPIRES, voucher->expires);
        }
        list_text(list, SCHEME, summary->name);
        list_text(list, CONTACT, summary->contact);
        list_text(list, UNIT, summary->unit);
    }
    list_end(list);
}

/* A voucher of eleven lines: six fill a page of 66. */
static void print_text(const struct print *print, const struct drawn_voucher *voucher)
{
    struct output *output = &print->session->output;
    const struct lets_ledger *ledger = print->session->ledger;
    const struct lets_summary *summary = lets_ledger_summary(ledger);
    struct lets_span contact = words_contact(summary);
    char code[16] = "";
    char day[LETS_DATE_SIZE];
    struct buffer text = {0};

    output_line(output, "%.*s", SHOW(summary->name));
    output_line(output, "%.*s", SHOW(contact));
    output_line(output, "%s", "");
    output_line(output, "VOUCHER TO BEARER");
    words_amount(&text, ledger, voucher->value);
    output_line(output, "%s", buffer_string(&text));
    buffer_clear(&text);
    words_amount_in_full(&text, ledger, voucher->value);
    output_line(output, "%s", buffer_string(&text));
    output_line(output, "%s", "");
    if (voucher->code[0] != '\0') {
        (void)snprintf(code, sizeof code, "%.4s %s", voucher->code, voucher->code + 4);
    }
    output_line(output, "number %" PRIu32 "%s%s", voucher->number,
                code[0] != '\0' ? "   check code " : "", code);
    if (voucher->has_expires) {
        lets_date_format(voucher->expires, day);
        output_line(output, "good up to and including %s", day);
    } else {
        output_line(output, "good without limit of time");
    }
    output_line(output, "%s", "");
    output_line(output,
                "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -");
    buffer_release(&text);
}

static enum lets_status print_pdf(const struct print *print, struct lets_error *err)
{
    const struct drawn_vouchers vouchers = {.ledger = print->session->ledger,
                                            .vouchers = print->vouchers,
                                            .n_vouchers = print->n,
                                            .is_register = print->given->is_register,
                                            .size = print->given->paper.value};
    struct drawn drawn = {0};
    enum lets_status status = drawn_vouchers(&vouchers, &drawn, err);

    if (status == LETS_OK) {
        status = document_print(print->session, &drawn, err);
    }
    drawn_release(&drawn);
    return status;
}

static enum lets_status print_all(const struct print *print, struct lets_error *err)
{
    struct output *output = &print->session->output;

    warn(print);
    output->is_private = true;
    if (output->document == DOCUMENT_PDF) {
        return print_pdf(print, err);
    }
    if (output->format != OUTPUT_TEXT || print->given->is_register) {
        print_rows(print);
        return LETS_OK;
    }
    for (size_t i = 0; i < print->n; i++) {
        print_text(print, &print->vouchers[i]);
    }
    return LETS_OK;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct print_values *given = values;
    struct print print = {.session = session, .given = given};
    enum lets_status status = check_range(given, err);

    if (status == LETS_OK) {
        status = check_mode(&session->output, err);
    }
    if (status == LETS_OK) {
        status = session_read(session, NULL, 0, err);
    }
    if (status == LETS_OK) {
        status = voucher_keys_load(&print.keys, session, err);
        (void)session_blame_if(session, status, print.keys.path);
    }
    if (status == LETS_OK) {
        print.vouchers =
            memory_array((size_t)(given->last - given->first) + 1, sizeof *print.vouchers);
    }
    for (uint32_t number = given->first; status == LETS_OK && number <= given->last; number++) {
        status = add_voucher(&print, number, err);
    }
    if (status == LETS_OK) {
        status = print_all(&print, err);
    }
    memory_free(print.vouchers);
    voucher_keys_release(&print.keys);
    return status;
}

const struct command cmd_print_vouchers = {
    .name = "print-vouchers",
    .kind = COMMAND_VIEW,
    .synopsis = "FIRST LAST [--register] [--paper a4|letter] [-O text|csv|json|pdf]",
    .summary = "print vouchers to cut apart, or their register for the safe",
    .details = "Vouchers that were sold are not printed again. The answer holds the check codes: "
               "whoever has them can forge vouchers.",
    .arguments = arguments,
    .options = options,
    .documents = DOCUMENT_BIT(DOCUMENT_PDF),
    .values_size = sizeof(struct print_values),
    .run = run,
};
