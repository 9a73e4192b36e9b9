/* SPDX-License-Identifier: MIT */
/*
 * lets register: transfers by date, then number; those of one account with its running balance.
 */

#include <inttypes.h>

#include "commands/commands.h"
#include "output/list.h"
#include "session/footer.h"
#include "session/lookup.h"
#include "session/reading.h"
#include "session/session.h"

struct register_values {
    const char *id;
    const char *period;
    const char *category;
};

#define AT(member) offsetof(struct register_values, member)

static const struct argument arguments[] = {
    {"ID", "the account whose transfers are shown, with its balance after each", OPTION_ID, AT(id),
     true, false},
    {0},
};

static const struct option options[] = {
    {"period", 'p', "PERIOD", "only transfers dated in it, both ends included", OPTION_PERIOD,
     AT(period), false},
    {"category", 0, "TEXT", "only transfers of that category", OPTION_STRING, AT(category), false},
    {0},
};

enum {
    TRANSFER,
    DATE,
    FROM,
    TO,
    FROM_NAME,
    TO_NAME,
    AMOUNT,
    BALANCE_SHOWN,
    FOR,
    CHEQUE,
    WRITTEN,
    CATEGORY,
    REF,
    REVERSES,
    REVERSED_BY,
    OVERRIDE,
    RECORDED,
    CLERK,
    REMARK,
    BALANCE,
    N_COLUMNS
};
static const struct column columns[N_COLUMNS] = {
    [TRANSFER] = {"transfer", "no.", COLUMN_INTEGER, COLUMN_WHOLE},
    [DATE] = {"date", "date", COLUMN_WORD, COLUMN_WHOLE},
    [FROM] = {"from", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [TO] = {"to", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [FROM_NAME] = {NULL, "from", COLUMN_TEXT, COLUMN_CUT},
    [TO_NAME] = {NULL, "to", COLUMN_TEXT, COLUMN_CUT},
    [AMOUNT] = {"amount", "amount", COLUMN_AMOUNT, COLUMN_WHOLE},
    [BALANCE_SHOWN] = {NULL, "balance", COLUMN_AMOUNT, COLUMN_WHOLE},
    [FOR] = {"for", "for", COLUMN_TEXT, COLUMN_WRAPPED},
    [CHEQUE] = {"cheque", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [WRITTEN] = {"written", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [CATEGORY] = {"category", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [REF] = {"ref", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [REVERSES] = {"reverses", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [REVERSED_BY] = {"reversed_by", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [OVERRIDE] = {"override", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [RECORDED] = {"recorded", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [CLERK] = {"clerk", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [REMARK] = {NULL, "remark", COLUMN_TEXT, COLUMN_SENTENCE},
    [BALANCE] = {"balance", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
};

/* Adds to a text, after "; " where something stands already. */
static void add_part(struct buffer *out)
{
    if (out->size > 0) {
        buffer_add_string(out, "; ");
    }
}

/* What else is to be known of a row, in words. What pays out of a float is a voucher. */
static void describe(struct buffer *out, const struct lets_register_row *row, bool is_redemption,
                     uint32_t reversed_by)
{
    if (row->cheque > 0) {
        buffer_format(out, "%s %" PRIu32, is_redemption ? "voucher" : "cheque", row->cheque);
    }
    if (row->has_written) {
        char day[LETS_DATE_SIZE];
        lets_date_format(row->written, day);
        buffer_format(out, "%swritten %s", row->cheque > 0 ? ", " : "", day);
    }
    if (row->first > 0) {
        add_part(out);
        buffer_format(out, "voucher%s %" PRIu32, row->first == row->last ? "" : "s", row->first);
        if (row->first < row->last) {
            buffer_format(out, "-%" PRIu32, row->last);
        }
    }
    if (row->category.size > 0) {
        add_part(out);
        buffer_add(out, row->category);
    }
    if (row->ref.size > 0) {
        add_part(out);
        buffer_format(out, "ref %.*s", SHOW(row->ref));
    }
    if (row->reverses > 0) {
        add_part(out);
        buffer_format(out, "reverses %" PRIu32, row->reverses);
    }
    if (row->corrects > 0) {
        add_part(out);
        buffer_format(out, "corrects %" PRIu32, row->corrects);
    }
    if (reversed_by > 0) {
        add_part(out);
        buffer_format(out, "reversed by %" PRIu32, reversed_by);
    }
    if (row->override_reason.size > 0) {
        add_part(out);
        buffer_format(out, "override: %.*s", SHOW(row->override_reason));
    }
}

static void print_label(const struct session *session, struct list *list, size_t column,
                        const struct lets_account *account)
{
    struct buffer text = {0};

    if (list_has(list, column)) {
        words_label(&text, &session->names, account);
        list_text(list, column, buffer_span(&text));
    }
    buffer_release(&text);
}

/* Where rows go. */
struct register_print {
    const struct session *session;
    struct list *list;
    bool has_balance;
};

static enum lets_status print_row(void *context, const struct lets_register_row *row,
                                  struct lets_error *err)
{
    const struct register_print *print = context;
    const struct session *session = print->session;
    struct list *list = print->list;
    const struct lets_ledger *ledger = session->ledger;
    const struct lets_account *payer = lets_ledger_account(ledger, row->payer);
    const struct lets_account *payee = lets_ledger_account(ledger, row->payee);
    struct lets_transfer transfer = {0};
    struct buffer text = {0};

    (void)lets_ledger_transfer(ledger, row->number, &transfer);
    list_row(list);
    list_integer(list, TRANSFER, row->number);
    list_date(list, DATE, row->date);
    list_text(list, FROM, payer->id);
    list_text(list, TO, payee->id);
    print_label(session, list, FROM_NAME, payer);
    print_label(session, list, TO_NAME, payee);
    list_amount(list, AMOUNT, row->amount);
    list_text(list, FOR, row->what_for);
    list_integer(list, CHEQUE, row->cheque);
    if (row->has_written) {
        list_date(list, WRITTEN, row->written);
    }
    list_text(list, CATEGORY, row->category);
    list_text(list, REF, row->ref);
    list_integer(list, REVERSES, row->reverses);
    list_integer(list, REVERSED_BY, transfer.reversed_by);
    list_text(list, OVERRIDE, row->override_reason);
    list_time(list, RECORDED, row->recorded);
    list_text(list, CLERK, row->clerk);
    if (list_has(list, REMARK)) {
        describe(&text, row, payer->is_float, transfer.reversed_by);
        list_text(list, REMARK, buffer_span(&text));
    }
    if (print->has_balance) {
        list_amount(list, BALANCE_SHOWN, row->balance);
        list_amount(list, BALANCE, row->balance);
    }
    buffer_release(&text);
    (void)err;
    return LETS_OK;
}

static void print_counts(struct session *session, size_t n_rows)
{
    if (footer_begin(session, n_rows > 0)) {
        output_line(&session->output, "%zu transfer%s", n_rows, n_rows == 1 ? "" : "s");
        footer_head(session);
    }
}

static enum lets_status print(struct session *session, const struct register_values *given,
                              struct lets_register *view, struct lets_error *err)
{
    bool has_balance = given->id != NULL;
    struct buffer line = {0};

    if (has_balance) {
        const struct lets_account *account =
            lets_ledger_find(session->ledger, lets_span_of(given->id));
        words_name_and_id(&line, &session->names, account);
        output_line(&session->output, "%s", buffer_string(&line));
        output_line(&session->output, "%s", "");
    }
    /* Without an account there is no balance: the column, which is the last, is not there at all.
     */
    struct list *list = list_begin(&session->output, session->ledger, "transfers", columns,
                                   has_balance ? N_COLUMNS : BALANCE, NULL);
    struct register_print print = {session, list, has_balance};
    enum lets_status status = LETS_OK;
    if (lets_register_size(view) > 0 && list_measures(list)) {
        status =
            lets_register_each(view, session->journal, session->ledger, print_row, &print, err);
        list_measured(list);
    }
    if (status == LETS_OK) {
        status =
            lets_register_each(view, session->journal, session->ledger, print_row, &print, err);
    }
    buffer_release(&line);
    if (status != LETS_OK) {
        list_drop(list);
        return session_blame_if(session, status, session->journal_name);
    }
    list_end(list);
    print_counts(session, lets_register_size(view));
    return LETS_OK;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct register_values *given = values;
    struct lets_register *view = NULL;
    struct lets_register_options how = {
        .account = lets_span_of(given->id),
        .category = lets_span_of(given->category),
        .period = {{INT32_MIN}, {INT32_MAX}},
    };
    enum lets_status status = LETS_OK;

    if (given->period != NULL) {
        status = session_period(session, "--period", given->period, &how.period, err);
    }
    if (status == LETS_OK) {
        status = lets_register_new(&how, &view, err);
    }
    if (status == LETS_OK) {
        struct lets_observer observer = lets_register_observer(view);
        status = session_read(session, &observer, 1, err);
    }
    const struct lets_account *account = NULL;
    if (status == LETS_OK && given->id != NULL) {
        status = session_account(session, given->id, &account, err);
    }
    if (status == LETS_OK) {
        status = print(session, given, view, err);
    }
    lets_register_free(view);
    return status;
}

const struct command cmd_register = {
    .name = "register",
    .kind = COMMAND_VIEW,
    .synopsis = "[ID] [--period PERIOD] [--category TEXT]",
    .summary = "list transfers",
    .details = "Transfers stand by date, then number. A period includes both its ends.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct register_values),
    .run = run,
};
