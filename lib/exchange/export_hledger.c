/* SPDX-License-Identifier: MIT */
/*
 * What hledger and ledger read. The two differ in three lines only: how the commodity is declared,
 * and how it is asserted that all balances add up to zero. Everything else is what both take at
 * their strictest (hledger check -s, ledger --pedantic): a status and a code before each
 * description, tags of a transaction on lines of their own before its postings, every account,
 * commodity and tag declared.
 */

#include "exchange/export_hledger.h"

#include <assert.h>
#include <string.h>

enum { UNIT_MAX = 60 };

static const char *const tags[] = {"account",  "name",     "kind",     "purpose",  "title",
                                   "opened",   "locality", "status",   "transfer", "cheque",
                                   "written",  "first",    "last",     "category", "ref",
                                   "reverses", "corrects", "override", "recorded", "clerk"};

/* The unit as a quoted commodity, so that any letter may stand in it. One letter alone may be a
 * commodity that ledger knows as an amount of time (h, m, s), and is not left alone. */
static enum lets_status set_unit(struct export *export, struct lets_error *err)
{
    struct lets_span unit = export->summary->unit;
    enum lets_status status =
        text_add_string(&export->unit, unit.size == 1 ? "\"unit-" : "\"", err);
    while (status == LETS_OK && unit.size > 0 && export->unit.size < UNIT_MAX) {
        uint32_t code = 0;
        size_t size = text_decode(unit, &code);
        assert(size > 0);
        bool is_plain = code >= 0x80 || strchr("\";\\[](){}@=,| ", (int)code) == NULL;
        status = is_plain ? text_add(&export->unit, (struct lets_span){unit.bytes, size}, err)
                          : text_add_string(&export->unit, "-", err);
        unit.bytes += size;
        unit.size -= size;
    }
    return status == LETS_OK ? text_add_string(&export->unit, "\"", err) : status;
}

static enum lets_status add_account(struct export *export, const struct lets_account *account,
                                    struct lets_error *err)
{
    struct lets_span name = export_name(export, account);
    const struct lets_span parts[] = {lets_span_of("Members:"), account->id};
    enum lets_status status = text_add_all(&export->out, parts, sizeof parts / sizeof *parts, err);
    if (status == LETS_OK && name.size > 0) {
        status = text_add_string(&export->out, " ", err);
        if (status == LETS_OK) {
            status = export_add_plain(&export->out, name, EXPORT_ACCOUNT, err);
        }
    }
    return status;
}

static enum lets_status add_facts(struct export *export, const struct export_fact *facts, size_t n,
                                  struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        const struct lets_span head[] = {lets_span_of("    ; "), lets_span_of(facts[i].what),
                                         lets_span_of(": ")};
        status = text_add_all(&export->out, head, sizeof head / sizeof *head, err);
        if (status == LETS_OK) {
            status = export_add_plain(&export->out, export_fact_text(&facts[i]), EXPORT_TAG, err);
        }
        if (status == LETS_OK) {
            status = text_add_string(&export->out, "\n", err);
        }
    }
    return status;
}

static enum lets_status add_posting(struct export *export, const struct lets_account *account,
                                    int64_t minor, const int64_t *balance, struct lets_error *err)
{
    char amount[LETS_AMOUNT_SIZE];
    (void)lets_amount_format((struct lets_amount){minor}, export->summary->decimals, amount);
    enum lets_status status = text_add_string(&export->out, "    ", err);
    if (status == LETS_OK) {
        status = add_account(export, account, err);
    }
    if (status == LETS_OK) {
        const struct lets_span parts[] = {lets_span_of("  "), lets_span_of(amount),
                                          lets_span_of(" "), text_span(&export->unit)};
        status = text_add_all(&export->out, parts, sizeof parts / sizeof *parts, err);
    }
    if (status == LETS_OK && balance != NULL) {
        (void)lets_amount_format((struct lets_amount){*balance}, export->summary->decimals, amount);
        status = text_add_format(&export->out, err, " = %s ", amount);
        if (status == LETS_OK) {
            status = text_add(&export->out, text_span(&export->unit), err);
        }
    }
    return status == LETS_OK ? text_add_string(&export->out, "\n", err) : status;
}

/* "1000.00": how amounts look. hledger wants a decimal mark even where there are no decimals. */
static enum lets_status declare_unit(struct export *export, struct lets_error *err)
{
    static const char zeros[] = "000000";
    int decimals = (int)export->summary->decimals;
    struct lets_span unit = text_span(&export->unit);
    if (export->is_hledger) {
        return text_add_format(&export->out, err, "decimal-mark .\ncommodity 1000.%.*s %.*s\n",
                               decimals, zeros, LETS__SHOW(unit));
    }
    return text_add_format(&export->out, err, "commodity %.*s\n    format 1000%s%.*s %.*s\n",
                           LETS__SHOW(unit), decimals > 0 ? "." : "", decimals, zeros,
                           LETS__SHOW(unit));
}

static enum lets_status declare_accounts(struct export *export, struct lets_error *err)
{
    struct export_fact facts[EXPORT_FACTS_MAX];
    enum lets_status status = text_add_string(&export->out, "\naccount Members\n", err);
    for (uint32_t i = 0; status == LETS_OK && i < export->summary->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(export->ledger, i);
        status = text_add_string(&export->out, "account ", err);
        if (status == LETS_OK) {
            status = add_account(export, account, err);
        }
        if (status == LETS_OK) {
            status = text_add_string(&export->out, "\n", err);
        }
        if (status == LETS_OK) {
            status = add_facts(export, facts, export_account_facts(export, account, facts), err);
        }
    }
    return status;
}

static enum lets_status begin(struct export *export, struct lets_error *err)
{
    const struct lets_summary *summary = export->summary;
    struct text *out = &export->out;
    enum lets_status status = set_unit(export, err);
    if (status == LETS_OK) {
        status = text_add_string(out, "; ledger ", err);
    }
    if (status == LETS_OK) {
        status = export_add_plain(out, summary->name, EXPORT_TAG, err);
    }
    if (status == LETS_OK) {
        status = text_add_format(out, err, "\n; head %s\n\n", summary->head.hex);
    }
    if (status == LETS_OK) {
        status = declare_unit(export, err);
    }
    for (size_t i = 0; status == LETS_OK && i < sizeof tags / sizeof *tags; i++) {
        status = text_add_format(out, err, "%stag %s\n", i == 0 ? "\n" : "", tags[i]);
    }
    return status == LETS_OK ? declare_accounts(export, err) : status;
}

static enum lets_status add_transfer(struct export *export, const struct lets_register_row *row,
                                     struct lets_error *err)
{
    struct export_fact facts[EXPORT_FACTS_MAX];
    char date[LETS_DATE_SIZE];
    char buffer[EXPORT_FOR_SIZE];
    lets_date_format(row->date, date);
    enum lets_status status =
        text_add_format(&export->out, err, "\n%s * (T%u) ", date, (unsigned)row->number);
    if (status == LETS_OK) {
        status =
            export_add_plain(&export->out, export_what_for(row, buffer), EXPORT_DESCRIPTION, err);
    }
    if (status == LETS_OK) {
        status = text_add_string(&export->out, "\n", err);
    }
    if (status == LETS_OK) {
        status = add_facts(export, facts, export_transfer_facts(row, facts), err);
    }
    if (status == LETS_OK) {
        status = add_posting(export, lets_ledger_account(export->ledger, row->payer),
                             -row->amount.minor, NULL, err);
    }
    if (status == LETS_OK) {
        status = add_posting(export, lets_ledger_account(export->ledger, row->payee),
                             row->amount.minor, NULL, err);
    }
    return status;
}

/* That all accounts together are at zero: each program has its own way to say it. */
static enum lets_status assert_zero(struct export *export, struct lets_error *err)
{
    char zero[LETS_AMOUNT_SIZE];
    struct lets_span unit = text_span(&export->unit);
    if (!export->is_hledger) {
        return text_add_string(&export->out, "\nassert account(\"Members\").total == 0\n", err);
    }
    (void)lets_amount_format((struct lets_amount){0}, export->summary->decimals, zero);
    return text_add_format(&export->out, err, "    Members  %s %.*s =* %s %.*s\n", zero,
                           LETS__SHOW(unit), zero, LETS__SHOW(unit));
}

static enum lets_status add_assertion(struct export *export,
                                      const struct export_assertion *assertion,
                                      struct lets_error *err)
{
    char date[LETS_DATE_SIZE];
    lets_date_format(assertion->date, date);
    enum lets_status status =
        text_add_format(&export->out, err, "\n%s * balances at the end of %s\n    ; kind: %s\n",
                        date, assertion->is_end ? "the books" : date,
                        assertion->is_end ? "assert" : "close");
    for (uint32_t i = 0; status == LETS_OK && i < export->summary->n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(export->ledger, i);
        if (account->opened.day <= assertion->date.day) {
            status = add_posting(export, account, 0, &assertion->minor[i], err);
        }
    }
    return status == LETS_OK && assertion->is_end ? assert_zero(export, err) : status;
}

const struct export_format export_hledger = {
    .begin = begin,
    .transfer = add_transfer,
    .assertion = add_assertion,
};
