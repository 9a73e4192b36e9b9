/* SPDX-License-Identifier: MIT */
/*
 * What beancount reads. Texts stand in quotes, where only '"' and '\' mean anything; account names
 * and the commodity have alphabets of their own, into which ids are carried one to one. Assertions
 * are checked at the start of a day, and allow an error of a cent unless told "~ 0".
 */

#include "exchange/export_beancount.h"

#include <stdio.h>
#include <string.h>

/* A commodity has up to 24 characters. The last day that a journal may hold is 2999-12-31. */
enum { UNIT_MAX = 24, LAST_DAY = 376199 };

static char upper(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

static bool is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Capital letters and digits of the unit; with LETS- before what is too short, begins with no
 * letter or means something else. */
static enum lets_status set_unit(struct export *export, struct lets_error *err)
{
    static const char *const words[] = {"TRUE", "FALSE", "NULL"};
    struct lets_span unit = export->summary->unit;
    char plain[UNIT_MAX + 1] = "";
    size_t size = 0;
    for (size_t i = 0; i < unit.size && size + sizeof "LETS-" <= UNIT_MAX; i++) {
        char c = upper(unit.bytes[i]);
        if (is_letter(c) || is_digit(c)) {
            plain[size++] = c;
        }
    }
    plain[size] = '\0';
    bool is_word = size >= 2 && is_letter(plain[0]);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        is_word = is_word && strcmp(plain, words[i]) != 0;
    }
    const char *prefix = is_word ? "" : size > 0 ? "LETS-" : "LETS";
    return text_add_format(&export->unit, err, "%s%s", prefix, plain);
}

/* "Equity:Members:M0001". Ids with '.' or '_', which beancount does not take, get an N instead of
 * the M, and '-' escapes: "--" is '-', "-p" is '.', "-u" is '_'. So no two ids meet. */
static enum lets_status add_account(struct export *export, const struct lets_account *account,
                                    struct lets_error *err)
{
    char name[2 * LETS_ID_MAX + 2];
    size_t size = 0;
    bool is_plain = true;
    for (size_t i = 0; i < account->id.size; i++) {
        is_plain = is_plain && account->id.bytes[i] != '.' && account->id.bytes[i] != '_';
    }
    name[size++] = is_plain ? 'M' : 'N';
    for (size_t i = 0; i < account->id.size; i++) {
        char c = account->id.bytes[i];
        if (!is_plain && strchr(".-_", c) != NULL) {
            name[size++] = '-';
            c = (char)(c == '.' ? 'p' : c == '_' ? 'u' : '-');
        }
        name[size++] = c;
    }
    return text_add_format(&export->out, err, "Equity:Members:%.*s", (int)size, name);
}

static enum lets_status add_quoted(struct text *out, struct lets_span span, struct lets_error *err)
{
    enum lets_status status = text_add_string(out, "\"", err);
    for (size_t i = 0; status == LETS_OK && i < span.size; i++) {
        if (span.bytes[i] == '"' || span.bytes[i] == '\\') {
            status = text_add_string(out, "\\", err);
        }
        if (status == LETS_OK) {
            status = text_add(out, (struct lets_span){span.bytes + i, 1}, err);
        }
    }
    return status == LETS_OK ? text_add_string(out, "\"", err) : status;
}

static enum lets_status add_facts(struct export *export, const struct export_fact *facts, size_t n,
                                  struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        const struct lets_span head[] = {lets_span_of("  "), lets_span_of(facts[i].what),
                                         lets_span_of(": ")};
        status = text_add_all(&export->out, head, sizeof head / sizeof *head, err);
        if (status == LETS_OK) {
            status = add_quoted(&export->out, export_fact_text(&facts[i]), err);
        }
        if (status == LETS_OK) {
            status = text_add_string(&export->out, "\n", err);
        }
    }
    return status;
}

/* A line that ends in an amount of the unit: a posting, or an assertion ("~ 0 "). */
static enum lets_status add_amount(struct export *export, int64_t minor, const char *tolerance,
                                   struct lets_error *err)
{
    char amount[LETS_AMOUNT_SIZE];
    (void)lets_amount_format((struct lets_amount){minor}, export->summary->decimals, amount);
    const struct lets_span parts[] = {lets_span_of("  "),       lets_span_of(amount),
                                      lets_span_of(" "),        lets_span_of(tolerance),
                                      text_span(&export->unit), lets_span_of("\n")};
    return text_add_all(&export->out, parts, sizeof parts / sizeof *parts, err);
}

/* The parent, on which it is asserted that all are at zero, is as old as the oldest account. */
static enum lets_status open_accounts(struct export *export, struct lets_error *err)
{
    struct export_fact facts[EXPORT_FACTS_MAX];
    struct lets_date first = export->summary->opened;
    char date[LETS_DATE_SIZE];
    for (uint32_t i = 0; i < export->summary->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(export->ledger, i);
        if (account->opened.day < first.day) {
            first = account->opened;
        }
    }
    struct lets_span unit = text_span(&export->unit);
    lets_date_format(first, date);
    enum lets_status status =
        text_add_format(&export->out, err, "%s commodity %.*s\n  name: ", date, LETS__SHOW(unit));
    if (status == LETS_OK) {
        status = add_quoted(&export->out, export->summary->unit, err);
    }
    if (status == LETS_OK) {
        status = text_add_format(&export->out, err, "\n\n%s open Equity:Members %.*s\n", date,
                                 LETS__SHOW(unit));
    }
    for (uint32_t i = 0; status == LETS_OK && i < export->summary->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(export->ledger, i);
        lets_date_format(account->opened, date);
        status = text_add_format(&export->out, err, "%s open ", date);
        if (status == LETS_OK) {
            status = add_account(export, account, err);
        }
        if (status == LETS_OK) {
            status = text_add_format(&export->out, err, " %.*s\n", LETS__SHOW(unit));
        }
        if (status == LETS_OK) {
            status = add_facts(export, facts, export_account_facts(export, account, facts), err);
        }
    }
    return status;
}

static enum lets_status begin(struct export *export, struct lets_error *err)
{
    struct text *out = &export->out;
    enum lets_status status = set_unit(export, err);
    if (status == LETS_OK) {
        status = text_add_string(out, "option \"title\" ", err);
    }
    if (status == LETS_OK) {
        status = add_quoted(out, export->summary->name, err);
    }
    if (status == LETS_OK) {
        struct lets_span unit = text_span(&export->unit);
        status = text_add_format(out, err,
                                 "\noption \"operating_currency\" \"%.*s\"\n"
                                 "option \"inferred_tolerance_default\" \"%.*s:0\"\n"
                                 "plugin \"beancount.plugins.check_commodity\"\n"
                                 "plugin \"beancount.plugins.onecommodity\"\n"
                                 "plugin \"beancount.plugins.nounused\"\n\n; head %s\n\n",
                                 LETS__SHOW(unit), LETS__SHOW(unit), export->summary->head.hex);
    }
    return status == LETS_OK ? open_accounts(export, err) : status;
}

/* The date, the payee's name where names are wanted, what for, and the links. */
static enum lets_status add_heading(struct export *export, const struct lets_register_row *row,
                                    struct lets_error *err)
{
    char date[LETS_DATE_SIZE];
    char buffer[EXPORT_FOR_SIZE];
    struct lets_span name = export_name(export, lets_ledger_account(export->ledger, row->payee));
    lets_date_format(row->date, date);
    enum lets_status status = text_add_format(&export->out, err, "\n%s * ", date);
    if (status == LETS_OK && name.size > 0) {
        status = add_quoted(&export->out, name, err);
        if (status == LETS_OK) {
            status = text_add_string(&export->out, " ", err);
        }
    }
    if (status == LETS_OK) {
        status = add_quoted(&export->out, export_what_for(row, buffer), err);
    }
    if (status == LETS_OK) {
        status = text_add_format(&export->out, err, " ^T%u", (unsigned)row->number);
    }
    if (status == LETS_OK && row->reverses > 0) {
        status = text_add_format(&export->out, err, " ^T%u", (unsigned)row->reverses);
    }
    if (status == LETS_OK && row->corrects > 0) {
        status = text_add_format(&export->out, err, " ^T%u", (unsigned)row->corrects);
    }
    if (status == LETS_OK && row->cheque > 0) {
        status = text_add_format(&export->out, err, " ^cheque-%u", (unsigned)row->cheque);
    }
    return status == LETS_OK ? text_add_string(&export->out, "\n", err) : status;
}

static enum lets_status add_posting(struct export *export, uint32_t account, int64_t minor,
                                    struct lets_error *err)
{
    enum lets_status status = text_add_string(&export->out, "  ", err);
    if (status == LETS_OK) {
        status = add_account(export, lets_ledger_account(export->ledger, account), err);
    }
    return status == LETS_OK ? add_amount(export, minor, "", err) : status;
}

static enum lets_status add_transfer(struct export *export, const struct lets_register_row *row,
                                     struct lets_error *err)
{
    struct export_fact facts[EXPORT_FACTS_MAX];
    enum lets_status status = add_heading(export, row, err);
    if (status == LETS_OK) {
        status = add_facts(export, facts, export_transfer_facts(row, facts), err);
    }
    if (status == LETS_OK) {
        status = add_posting(export, row->payer, -row->amount.minor, err);
    }
    return status == LETS_OK ? add_posting(export, row->payee, row->amount.minor, err) : status;
}

static enum lets_status add_assertion(struct export *export,
                                      const struct export_assertion *assertion,
                                      struct lets_error *err)
{
    char last[LETS_DATE_SIZE];
    char date[LETS_DATE_SIZE];
    lets_date_format(assertion->date, last);
    if (assertion->date.day < LAST_DAY) {
        lets_date_format((struct lets_date){assertion->date.day + 1}, date);
    } else {
        (void)snprintf(date, sizeof date, "3000-01-01");
    }
    enum lets_status status =
        text_add_format(&export->out, err, "\n; balances at the end of %s%s\n", last,
                        assertion->is_end ? ", the end of the books" : "");
    for (uint32_t i = 0; status == LETS_OK && i < export->summary->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(export->ledger, i);
        if (account->opened.day > assertion->date.day) {
            continue;
        }
        status = text_add_format(&export->out, err, "%s balance ", date);
        if (status == LETS_OK) {
            status = add_account(export, account, err);
        }
        if (status == LETS_OK) {
            status = add_amount(export, assertion->minor[i], "~ 0 ", err);
        }
    }
    if (status != LETS_OK || !assertion->is_end) {
        return status;
    }
    status = text_add_format(&export->out, err, "%s balance Equity:Members", date);
    return status == LETS_OK ? add_amount(export, 0, "~ 0 ", err) : status;
}

const struct export_format export_beancount = {
    .begin = begin,
    .transfer = add_transfer,
    .assertion = add_assertion,
};
