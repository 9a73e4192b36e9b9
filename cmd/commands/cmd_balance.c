/* SPDX-License-Identifier: MIT */
/*
 * lets balance: what every account has earned and spent, and that all of it adds up to zero.
 * Figures by the end of a day come from an observer of the replay; limits and status are always
 * those of now.
 */

#include <assert.h>
#include <inttypes.h>

#include "base/fold.h"
#include "commands/commands.h"
#include "output/json.h"
#include "output/list.h"
#include "session/footer.h"
#include "session/lookup.h"
#include "session/reading.h"
#include "session/session.h"
#include "words/figures.h"

struct balance_values {
    struct option_list ids;
    struct given_date on;
    const char *locality;
    struct given_account_kind kind;
    struct given_purpose purpose;
    bool is_over_only;
    bool has_closed_too;
};

#define AT(member) offsetof(struct balance_values, member)

static const struct argument arguments[] = {
    {"ID", "an account; else all", OPTION_ID, AT(ids), true, true},
    {0},
};

static const struct option options[] = {
    {"on", 0, "DATE", "figures by the end of that day; limits and status as of now", OPTION_DATE,
     AT(on), false},
    {"locality", 0, "TEXT", "only accounts of that locality", OPTION_STRING, AT(locality), false},
    {"kind", 0, "KIND", "only member or central accounts", OPTION_ACCOUNT_KIND, AT(kind), false},
    {"purpose", 0, "PURPOSE", "only central accounts of that purpose", OPTION_PURPOSE, AT(purpose),
     false},
    {"over-limit", 0, NULL, "only accounts beyond a limit", OPTION_FLAG, AT(is_over_only), false},
    {"all", 0, NULL, "closed accounts too, which text leaves out", OPTION_FLAG, AT(has_closed_too),
     false},
    {0},
};

enum {
    ACCOUNT,
    KIND,
    PURPOSE,
    NAME,
    LOCALITY,
    BALANCE,
    EARNED,
    SPENT,
    TURNOVER,
    DEBIT_LIMIT,
    CREDIT_LIMIT,
    AVAILABLE,
    LEFT,
    STATUS,
    OVER_LIMIT,
    REMARK,
    N_COLUMNS
};
static const struct column columns[N_COLUMNS] = {
    [ACCOUNT] = {"account", "account", COLUMN_TEXT, COLUMN_WHOLE},
    [KIND] = {"kind", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [PURPOSE] = {"purpose", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [NAME] = {"name", "name", COLUMN_TEXT, COLUMN_CUT},
    [LOCALITY] = {"locality", NULL, COLUMN_TEXT, COLUMN_WHOLE},
    [BALANCE] = {"balance", "balance", COLUMN_AMOUNT, COLUMN_WHOLE},
    [EARNED] = {"earned", "earned", COLUMN_AMOUNT, COLUMN_WHOLE},
    [SPENT] = {"spent", "spent", COLUMN_AMOUNT, COLUMN_WHOLE},
    [TURNOVER] = {"turnover", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [DEBIT_LIMIT] = {"debit_limit", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [CREDIT_LIMIT] = {"credit_limit", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [AVAILABLE] = {"available", "available", COLUMN_AMOUNT, COLUMN_WHOLE},
    [LEFT] = {NULL, "left", COLUMN_AMOUNT, COLUMN_WHOLE}, /* of a budget */
    [STATUS] = {"status", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [OVER_LIMIT] = {"over_limit", NULL, COLUMN_BOOLEAN, COLUMN_WHOLE},
    [REMARK] = {NULL, "", COLUMN_WORD, COLUMN_SENTENCE},
};

/* What is shown, and what was left out. */
struct selection {
    uint32_t *indexes; /* owned: of the accounts */
    size_t n;
    size_t n_closed_left_out;
    struct lets_amount total;     /* of these */
    struct lets_amount total_all; /* of all accounts */
};

static struct lets_figures figures_of(const struct lets_balances *balances,
                                      const struct lets_account *account)
{
    struct lets_figures now = {account->balance, account->earned, account->spent};

    return balances == NULL ? now : lets_balances_find(balances, account->index);
}

static bool is_wanted(const struct session *session, const struct balance_values *given,
                      const struct lets_account *account, struct lets_amount balance)
{
    bool is_central = account->kind == LETS_CENTRAL;

    if (given->locality != NULL && !span_same(account->locality, lets_span_of(given->locality))) {
        return false;
    }
    if ((given->kind.is_given && account->kind != given->kind.value) ||
        (given->purpose.is_given && !(is_central && account->purpose == given->purpose.value))) {
        return false;
    }
    return !given->is_over_only || lets_ledger_is_over(session->ledger, account, balance);
}

/* Sums of some balances always fit: all amounts of a journal together stay within 10^18. */
static struct lets_amount sum(struct lets_amount a, struct lets_amount b)
{
    struct lets_amount both = a;

    bool is_sum = lets_amount_add(a, b, &both);
    assert(is_sum);
    return both;
}

/* named: by index, whether the command line names the account; NULL: it names none. */
static struct selection select_accounts(const struct session *session,
                                        const struct balance_values *given, const bool *named,
                                        const struct lets_balances *balances)
{
    uint32_t n_accounts = lets_ledger_summary(session->ledger)->n_accounts;
    bool shows_closed =
        session->output.format != OUTPUT_TEXT || given->has_closed_too || named != NULL;
    struct selection selection = {.indexes = memory_array(n_accounts, sizeof(uint32_t))};

    for (uint32_t i = 0; i < n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(session->ledger, i);
        struct lets_amount balance = figures_of(balances, account).balance;
        selection.total_all = sum(selection.total_all, balance);
        if ((named != NULL && !named[i]) || !is_wanted(session, given, account, balance)) {
            continue;
        }
        /* A closed account stands at zero now, but on an earlier day it may not have. */
        if (account->status == LETS_CLOSED && !shows_closed && balance.minor == 0) {
            selection.n_closed_left_out++;
            continue;
        }
        selection.total = sum(selection.total, balance);
        selection.indexes[selection.n++] = i;
    }
    return selection;
}

/* What the rows come from. */
struct rows {
    const struct session *session;
    const struct lets_balances *balances;
    const struct selection *selection;
};

static void set_remark(struct list *list, enum lets_account_status status, bool is_over)
{
    const char *word = status == LETS_ACTIVE ? "" : lets_account_status_word(status);
    char both[64];

    if (is_over && word[0] != '\0') {
        (void)snprintf(both, sizeof both, "%s, over limit", word);
        word = both;
    } else if (is_over) {
        word = "over limit";
    }
    list_string(list, REMARK, word);
}

static void set_row(struct list *list, size_t i, const void *context)
{
    const struct rows *rows = context;
    const struct session *session = rows->session;
    const struct lets_ledger *ledger = session->ledger;
    const struct lets_account *account = lets_ledger_account(ledger, rows->selection->indexes[i]);
    const struct lets_figures figures = figures_of(rows->balances, account);
    struct lets_limit debit = lets_ledger_debit_limit(ledger, account);
    bool is_over = lets_ledger_is_over(ledger, account, figures.balance);
    bool is_text = session->output.format == OUTPUT_TEXT;

    list_text(list, ACCOUNT, account->id);
    list_string(list, KIND, lets_account_kind_word(account->kind));
    if (account->kind == LETS_CENTRAL) {
        list_string(list, PURPOSE, lets_purpose_word(account->purpose));
    }
    struct lets_span name = words_name(&session->names, account);
    if (!lets_span_equal(name, account->id)) {
        list_text(list, NAME, name);
    }
    list_text(list, LOCALITY, account->locality);
    list_amount(list, BALANCE, figures.balance);
    list_amount(list, EARNED, figures.earned);
    list_amount(list, SPENT, figures.spent);
    list_amount(list, TURNOVER, sum(figures.earned, figures.spent));
    list_limit(list, DEBIT_LIMIT, debit);
    list_limit(list, CREDIT_LIMIT, lets_ledger_credit_limit(ledger, account));
    struct lets_amount available = {0};
    if (debit.kind == LETS_LIMIT_AMOUNT && !(is_text && account->status == LETS_CLOSED) &&
        lets_amount_add(figures.balance, debit.amount, &available)) {
        list_amount(list, AVAILABLE, available);
    }
    struct lets_fund_figures fund;
    struct lets_charter charter;
    if (is_text && lets_ledger_charter(ledger, account->index, &charter) &&
        session->today.day <= charter.ends.day &&
        lets_ledger_fund_figures(ledger, account->index, &fund)) {
        list_amount(list, LEFT, fund.left);
    }
    list_string(list, STATUS, lets_account_status_word(account->status));
    list_boolean(list, OVER_LIMIT, is_over);
    if (is_text) {
        set_remark(list, account->status, is_over);
    }
    if (is_over) {
        list_highlight(list);
    }
}

static void print_totals(struct session *session, const struct balance_values *given,
                         const struct selection *selection)
{
    struct buffer shown = {0};
    struct buffer all = {0};
    struct buffer line = {0};
    uint32_t n_accounts = lets_ledger_summary(session->ledger)->n_accounts;
    char on[LETS_DATE_SIZE] = "";

    if (!footer_begin(session, selection->n > 0)) {
        return;
    }
    if (given->on.is_given) {
        lets_date_format(given->on.value, on);
    }
    words_amount(&shown, session->ledger, selection->total);
    words_amount(&all, session->ledger, selection->total_all);
    if (selection->n < n_accounts) {
        output_line(&session->output, "total of what is shown: %s", buffer_string(&shown));
    }
    buffer_format(&line, "total of all %" PRIu32 " accounts%s%s: %s%s", n_accounts,
                  given->on.is_given ? " by the end of " : "", on, buffer_string(&all),
                  selection->total_all.minor == 0 ? ", zero as it must be"
                                                  : ", and must be zero: run 'lets audit'");
    output_sentence(&session->output, buffer_span(&line));
    buffer_release(&line);
    if (selection->n_closed_left_out > 0) {
        output_line(&session->output, "%zu closed account%s not shown (--all)",
                    selection->n_closed_left_out,
                    selection->n_closed_left_out == 1 ? " is" : "s are");
    }
    footer_head(session);
    buffer_release(&shown);
    buffer_release(&all);
}

static json_t *extra_keys(const struct session *session, const struct balance_values *given,
                          const struct selection *selection)
{
    unsigned decimals = lets_ledger_summary(session->ledger)->decimals;
    json_t *extra = json_object();

    json_put(extra, "on", given->on.is_given ? json_of_date(given->on.value) : json_null());
    json_put(extra, "total", json_of_amount(selection->total, decimals));
    json_put(extra, "total_all", json_of_amount(selection->total_all, decimals));
    return extra;
}

static void print(struct session *session, const struct balance_values *given, const bool *named,
                  const struct lets_balances *balances)
{
    struct selection selection = select_accounts(session, given, named, balances);
    struct list *list = list_begin(&session->output, session->ledger, "accounts", columns,
                                   N_COLUMNS, extra_keys(session, given, &selection));

    const struct rows rows = {session, balances, &selection};
    list_rows(list, selection.n, set_row, &rows);
    list_end(list);
    session_tell_localities(session, given->locality);
    print_totals(session, given, &selection);
    memory_free(selection.indexes);
}

/* Marks the accounts that are named in *out, an array that is yours; without any it is NULL. */
static enum lets_status find_named(const struct session *session, const struct option_list *ids,
                                   bool **out, struct lets_error *err)
{
    bool *named = memory_array(lets_ledger_summary(session->ledger)->n_accounts, sizeof *named);
    enum lets_status status = LETS_OK;

    for (size_t i = 0; status == LETS_OK && i < ids->n; i++) {
        const struct lets_account *account = NULL;
        status = session_account(session, ids->items[i], &account, err);
        if (status == LETS_OK) {
            named[account->index] = true;
        }
    }
    if (status != LETS_OK || ids->n == 0) {
        memory_free(named);
        return status;
    }
    *out = named;
    return LETS_OK;
}

static enum lets_status run(struct session *session, const void *values, struct lets_error *err)
{
    const struct balance_values *given = values;
    struct lets_balances *balances = NULL;
    struct lets_observer observer = {0};
    bool *named = NULL;
    enum lets_status status = LETS_OK;

    if (given->on.is_given) {
        status = lets_balances_new(given->on.value, &balances, err);
        if (status != LETS_OK) {
            return status;
        }
        observer = lets_balances_observer(balances);
    }
    status = session_read(session, &observer, given->on.is_given ? 1 : 0, err);
    if (status == LETS_OK) {
        status = find_named(session, &given->ids, &named, err);
    }
    if (status == LETS_OK) {
        print(session, given, named, balances);
    }
    memory_free(named);
    lets_balances_free(balances);
    return status;
}

const struct command cmd_balance = {
    .name = "balance",
    .kind = COMMAND_VIEW,
    .synopsis = "[ID..] [--on DATE] [--locality TEXT] [--kind member|central] [--purpose PURPOSE] "
                "[--over-limit] [--all]",
    .summary = "show what every account has earned and spent",
    .details = "Accounts stand in the order of their opening. Earned and spent are net of "
               "reversals; available is "
               "what can still be spent within the debit limit. The balances of all accounts add "
               "up to zero.",
    .arguments = arguments,
    .options = options,
    .values_size = sizeof(struct balance_values),
    .run = run,
};
