/* SPDX-License-Identifier: MIT */
/*
 * lets print-trading-sheet: what lies on the table of a trading day. Members who may trade, with
 * account number and balance, what funds have left, and blank lines to write trades on, which the
 * treasurer records afterwards.
 */

#include "base/fold.h"
#include "commands/commands.h"
#include "commands/document.h"
#include "output/json.h"
#include "output/list.h"
#include "paper/drawn.h"
#include "session/lookup.h"
#include "session/reading.h"
#include "words/figures.h"

#define N_TEXT_LINES 20 /* for trades, in text */

struct print_trading_sheet_values {
    struct given_date date;
    const char *locality;
    struct given_paper paper;
};

#define AT(member) offsetof(struct print_trading_sheet_values, member)

static const struct option options[] = {
    {"date", 0, "DATE", "the day of trading: balances are those by its end; else today",
     OPTION_DATE, AT(date), false},
    {"locality", 0, "TEXT", "only members of that locality", OPTION_STRING, AT(locality), false},
    {"paper", 0, "SIZE", "of a PDF: a4 (default) or letter", OPTION_PAPER, AT(paper), false},
    {0},
};

enum { ACCOUNT, NAME, LOCALITY, BALANCE, AVAILABLE, STATUS, REMARK, N_COLUMNS };
static const struct column columns[N_COLUMNS] = {
    [ACCOUNT] = {"account", "account", COLUMN_TEXT, COLUMN_WHOLE},
    [NAME] = {"name", "name", COLUMN_TEXT, COLUMN_CUT},
    [LOCALITY] = {"locality", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [BALANCE] = {"balance", "balance", COLUMN_AMOUNT, COLUMN_WHOLE},
    [AVAILABLE] = {"available", "can spend", COLUMN_AMOUNT, COLUMN_WHOLE},
    [STATUS] = {"status", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [REMARK] = {NULL, "", COLUMN_WORD, COLUMN_SENTENCE},
};

static bool is_elsewhere(const struct lets_account *account, const char *locality)
{
    return locality != NULL && !span_same(account->locality, lets_span_of(locality));
}

/* Whether an account can spend something as a fund on that day; then what its budget has left. */
static bool find_left(const struct lets_ledger *ledger, const struct lets_account *account,
                      struct lets_date date, struct lets_amount *left)
{
    struct lets_charter charter;
    struct lets_fund_figures figures;

    if (account->status != LETS_ACTIVE || !lets_ledger_charter(ledger, account->index, &charter) ||
        !lets_ledger_fund_figures(ledger, account->index, &figures)) {
        return false;
    }
    struct lets_limit debit = lets_ledger_debit_limit(ledger, account);
    struct lets_amount available = figures.left; /* at most what the debit limit allows */
    struct lets_amount most = {0};
    if (debit.kind == LETS_LIMIT_AMOUNT && lets_amount_add(account->balance, debit.amount, &most) &&
        most.minor < available.minor) {
        available = most;
    }
    if (available.minor <= 0 || date.day < charter.begins.day || date.day > charter.ends.day) {
        return false;
    }
    *left = available;
    return true;
}

/* The funds that have something left, behind the members. */
static void add_funds(const struct session *session, const struct print_trading_sheet_values *given,
                      struct lets_date date, const struct lets_balances *balances,
                      struct drawn_trader *traders, size_t *n)
{
    uint32_t n_accounts = lets_ledger_summary(session->ledger)->n_accounts;

    for (uint32_t i = 0; i < n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(session->ledger, i);
        struct lets_amount left = {0};
        if (account->kind == LETS_CENTRAL && !is_elsewhere(account, given->locality) &&
            find_left(session->ledger, account, date, &left)) {
            struct lets_span name = words_name(&session->names, account);
            traders[(*n)++] = (struct drawn_trader){
                .account = account->id,
                .name = lets_span_equal(name, account->id) ? (struct lets_span){0} : name,
                .locality = account->locality,
                .balance = lets_balances_find(balances, i).balance,
                .has_available = true,
                .available = left,
                .is_fund = true};
        }
    }
}

/* The members who are there, in the order of their opening; an array that is yours. */
static struct drawn_trader *find_traders(const struct session *session, const char *locality,
                                         const struct lets_balances *balances, size_t *n)
{
    uint32_t n_accounts = lets_ledger_summary(session->ledger)->n_accounts;
    struct drawn_trader *traders = memory_array(n_accounts, sizeof *traders);

    *n = 0;
    for (uint32_t i = 0; i < n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(session->ledger, i);
        if (account->kind != LETS_MEMBER || account->status == LETS_CLOSED ||
            is_elsewhere(account, locality)) {
            continue;
        }
        struct drawn_trader *trader = &traders[(*n)++];
        struct lets_span name = words_name(&session->names, account);
        struct lets_limit debit = lets_ledger_debit_limit(session->ledger, account);
        trader->account = account->id;
        trader->locality = account->locality;
        if (!lets_span_equal(name, account->id)) {
            trader->name = name;
        }
        trader->balance = lets_balances_find(balances, i).balance;
        trader->has_available = debit.kind == LETS_LIMIT_AMOUNT &&
                                lets_amount_add(trader->balance, debit.amount, &trader->available);
        trader->is_suspended = account->status == LETS_SUSPENDED;
    }
    return traders;
}

static void print_lines(struct session *session)
{
    output_line(&session->output, "%s", "");
    output_line(&session->output,
                "payer      payee      amount     what for                         "
                "signed by the payer");
    for (size_t i = 0; i < N_TEXT_LINES; i++) {
        output_line(&session->output, "%s", "");
        output_line(&session->output, "__________ __________ __________ "
                                      "________________________________ ____________________");
    }
}

static void print_head(struct session *session)
{
    struct buffer head = {0};

    words_head_line(&head, session->ledger);
    output_line(&session->output, "%s", "");
    output_line(&session->output, "%s", buffer_string(&head));
    buffer_release(&head);
}

static void print_list(struct session *session, const struct drawn_sheet *sheet)
{
    char date[LETS_DATE_SIZE];
    json_t *extra = json_object();

    lets_date_format(sheet->date, date);
    json_put(extra, "date", json_of_date(sheet->date));
    json_put(extra, "locality", json_of_span(sheet->locality));
    output_line(&session->output, "%.*s: trading sheet, %s%s%.*s",
                SHOW(lets_ledger_summary(session->ledger)->name), date,
                sheet->locality.size > 0 ? ", " : "", SHOW(sheet->locality));
    output_line(&session->output, "%s", "");
    struct list *list =
        list_begin(&session->output, session->ledger, "accounts", columns, N_COLUMNS, extra);
    for (size_t i = 0; i < sheet->n_traders; i++) {
        const struct drawn_trader *trader = &sheet->traders[i];
        const char *status =
            lets_account_status_word(trader->is_suspended ? LETS_SUSPENDED : LETS_ACTIVE);
        list_row(list);
        list_text(list, ACCOUNT, trader->account);
        list_text(list, NAME, trader->name);
        list_text(list, LOCALITY, trader->locality);
        list_amount(list, BALANCE, trader->balance);
        if (trader->has_available) {
            list_amount(list, AVAILABLE, trader->available);
        }
        list_string(list, STATUS, status);
        if (trader->is_suspended || trader->is_fund) {
            list_string(list, REMARK, trader->is_fund ? "of its budget" : status);
        }
    }
    list_end(list);
    print_lines(session);
    print_head(session);
}

static enum lets_status print_pdf(struct session *session, const struct drawn_sheet *sheet,
                                  struct lets_error *err)
{
    struct drawn drawn = {0};
    enum lets_status status = drawn_sheet(sheet, &drawn, err);

    if (status == LETS_OK) {
        status = document_print(session, &drawn, err);
    }
    drawn_release(&drawn);
    return status;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct print_trading_sheet_values *given = values;
    struct drawn_sheet sheet = {.date = given->date.is_given ? given->date.value : session->today,
                                .locality = lets_span_of(given->locality),
                                .size = given->paper.value};
    struct lets_balances *balances = NULL;
    struct drawn_trader *traders = NULL;
    enum lets_status status = lets_balances_new(sheet.date, &balances, err);

    if (status != LETS_OK) {
        return status;
    }
    struct lets_observer observer = lets_balances_observer(balances);
    status = session_read(session, &observer, 1, err);
    if (status == LETS_OK) {
        session_tell_localities(session, given->locality);
        traders = find_traders(session, given->locality, balances, &sheet.n_traders);
        add_funds(session, given, sheet.date, balances, traders, &sheet.n_traders);
        sheet.ledger = session->ledger;
        sheet.traders = traders;
        if (session->output.document == DOCUMENT_PDF) {
            status = print_pdf(session, &sheet, err);
        } else {
            print_list(session, &sheet);
        }
    }
    memory_free(traders);
    lets_balances_free(balances);
    return status;
}

const struct command cmd_print_trading_sheet = {
    .name = "print-trading-sheet",
    .kind = COMMAND_VIEW,
    .synopsis = "[--date DATE] [--locality TEXT] [--paper a4|letter] [-O text|csv|json|pdf]",
    .summary = "print the members and lines to write trades on",
    .details = "For a trading day: the members whose account is open, with their balances and what "
               "they can still spend, what funds have left, and blank lines for trades. Record "
               "them afterwards with "
               "transfer or record-cheques.",
    .options = options,
    .documents = DOCUMENT_BIT(DOCUMENT_PDF),
    .values_size = sizeof(struct print_trading_sheet_values),
    .run = run,
};
