/* SPDX-License-Identifier: MIT */
/*
 * The rows of a run, in the order of the accounts: those from whom nothing is due, and those who
 * are passed over, too, for a list that is approved must hide nobody. Limits that were set by hand
 * stand apart in text, and beside their row in CSV and JSON.
 */

#include "commands/run_table.h"

#include <inttypes.h>
#include <stdio.h>

#include "output/json.h"
#include "output/list.h"
#include "session/session.h"
#include "words/figures.h"

void run_table_release(struct run_table *table)
{
    lets_dues_release(&table->dues);
    memory_free(table->was);
    memory_free(table->partners);
    *table = (struct run_table){.hand = table->hand};
}

/* ---------------------------------------------------------------- the rows */

enum {
    ACCOUNT,
    NAME,
    BASE,
    WAS,
    DUE,
    BALANCE,
    OVER_LIMIT,
    PASSED_OVER,
    IN_RUN,
    PARTNER,
    SHARE,
    BY_HAND,
    BY_HAND_DATE,
    BY_HAND_REASON,
    N_COLUMNS
};
enum { N_LEVY_COLUMNS = IN_RUN + 1 };

static const struct column levy_columns[N_LEVY_COLUMNS] = {
    [ACCOUNT] = {"account", "account", COLUMN_TEXT, COLUMN_WHOLE},
    [NAME] = {"name", "name", COLUMN_TEXT, COLUMN_CUT},
    [BASE] = {"base", "base", COLUMN_AMOUNT, COLUMN_WHOLE},
    [WAS] = {NULL, NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [DUE] = {"due", "due", COLUMN_AMOUNT, COLUMN_WHOLE},
    [BALANCE] = {"balance", "balance", COLUMN_AMOUNT, COLUMN_WHOLE},
    [OVER_LIMIT] = {"over_limit", "over limit", COLUMN_BOOLEAN, COLUMN_WHOLE},
    [PASSED_OVER] = {"passed_over", "passed over", COLUMN_BOOLEAN, COLUMN_WHOLE},
    [IN_RUN] = {"in_run", NULL, COLUMN_BOOLEAN, COLUMN_WHOLE},
};

static const struct column limit_columns[N_COLUMNS] = {
    [ACCOUNT] = {"account", "account", COLUMN_TEXT, COLUMN_WHOLE},
    [NAME] = {"name", "name", COLUMN_TEXT, COLUMN_CUT},
    [BASE] = {"base", "base", COLUMN_AMOUNT, COLUMN_WHOLE},
    [WAS] = {"was", "was", COLUMN_AMOUNT, COLUMN_WHOLE},
    [DUE] = {"due", "limit", COLUMN_AMOUNT, COLUMN_WHOLE},
    [BALANCE] = {"balance", "balance", COLUMN_AMOUNT, COLUMN_WHOLE},
    [OVER_LIMIT] = {"over_limit", "over limit", COLUMN_BOOLEAN, COLUMN_WHOLE},
    [PASSED_OVER] = {"passed_over", "passed over", COLUMN_BOOLEAN, COLUMN_WHOLE},
    [IN_RUN] = {"in_run", NULL, COLUMN_BOOLEAN, COLUMN_WHOLE},
    [PARTNER] = {"partner", "trades most with", COLUMN_TEXT, COLUMN_WHOLE},
    [SHARE] = {"share", "% of turnover", COLUMN_WORD, COLUMN_WHOLE},
    [BY_HAND] = {"by_hand", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [BY_HAND_DATE] = {"by_hand_date", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [BY_HAND_REASON] = {"by_hand_reason", NULL, COLUMN_TEXT, COLUMN_WHOLE},
};

/* The largest partner's share: "62.5". */
static void list_partner(struct list *list, const struct run_table *table, uint32_t account)
{
    const struct partner *partner = &table->partners[account];
    char share[16];

    if (partner->amount.minor > 0) {
        unsigned thousandths = partner_share(partner);
        (void)snprintf(share, sizeof share, "%u.%u", thousandths / 10, thousandths % 10);
        list_text(list, PARTNER, lets_ledger_account(table->session->ledger, partner->account)->id);
        list_string(list, SHARE, share);
    }
}

static void list_limits(struct list *list, const struct run_table *table, size_t row)
{
    uint32_t account = table->dues.items[row].account;
    const struct hand_setting *hand = set_by_hand_find(table->hand, account, table->rule->sets);

    list_limit(list, WAS, table->was[row]);
    list_partner(list, table, account);
    if (hand != NULL) {
        list_limit(list, BY_HAND, hand->limit);
        list_date(list, BY_HAND_DATE, hand->date);
        list_string(list, BY_HAND_REASON, hand->reason);
    }
}

static void list_due(struct list *list, const struct run_table *table, size_t row)
{
    const struct session *session = table->session;
    const struct lets_due *due = &table->dues.items[row];
    const struct lets_account *account = lets_ledger_account(session->ledger, due->account);
    bool is_over = lets_ledger_is_over(session->ledger, account, account->balance);

    list_row(list);
    list_text(list, ACCOUNT, account->id);
    list_text(list, NAME, words_name(&session->names, account));
    if (table->rule->of != LETS_OF_NOTHING) {
        list_amount(list, BASE, due->base);
    }
    if (!due->is_passed_over) {
        list_amount(list, DUE, due->due);
    }
    list_amount(list, BALANCE, account->balance);
    list_boolean(list, OVER_LIMIT, is_over);
    list_boolean(list, PASSED_OVER, due->is_passed_over);
    list_boolean(list, IN_RUN, due->is_in_run);
    if (!table->rule->is_levy) {
        list_limits(list, table, row);
    }
    if (is_over) {
        list_highlight(list);
    }
}

static void list_dues(const struct run_table *table, struct output *output)
{
    bool is_levy = table->rule->is_levy;
    struct list *list =
        list_begin(output, table->session->ledger, "dues", is_levy ? levy_columns : limit_columns,
                   is_levy ? N_LEVY_COLUMNS : N_COLUMNS, NULL);

    for (size_t i = 0; i < table->dues.n; i++) {
        list_due(list, table, i);
    }
    list_end(list);
}

json_t *run_table_json(struct run_table *table)
{
    struct output held = {.format = OUTPUT_JSON};
    struct buffer text = {0};

    memory_check(output_hold(&held, OUTPUT_JSON, NULL) == LETS_OK);
    list_dues(table, &held);
    memory_check(output_take(&held, &text, NULL) == LETS_OK);
    json_t *answer = json_loadb(text.bytes, text.size, 0, NULL);
    memory_check(answer != NULL);
    json_t *rows = json_incref(json_object_get(answer, "dues"));
    json_decref(answer);
    buffer_release(&text);
    return rows;
}

/* ---------------------------------------------------------------- text */

/* Apart: whose limit was set by hand since the rule was last run, and what becomes of that. */
static void print_by_hand(const struct run_table *table, struct output *output)
{
    enum { WHO, WHO_NAME, WHEN, LIMIT, NOW, WHY, N };
    static const struct column columns[N] = {
        [WHO] = {NULL, "account", COLUMN_TEXT, COLUMN_WHOLE},
        [WHO_NAME] = {NULL, "name", COLUMN_TEXT, COLUMN_CUT},
        [WHEN] = {NULL, "set on", COLUMN_WORD, COLUMN_WHOLE},
        [LIMIT] = {NULL, "by hand", COLUMN_AMOUNT, COLUMN_WHOLE},
        [NOW] = {NULL, "limit now", COLUMN_AMOUNT, COLUMN_WHOLE},
        [WHY] = {NULL, "reason", COLUMN_TEXT, COLUMN_WRAPPED},
    };
    const struct session *session = table->session;
    struct list *list = NULL;

    for (size_t i = 0; i < table->dues.n; i++) {
        const struct lets_due *due = &table->dues.items[i];
        const struct lets_account *account = lets_ledger_account(session->ledger, due->account);
        const struct hand_setting *hand =
            set_by_hand_find(table->hand, due->account, table->rule->sets);
        if (hand == NULL) {
            continue;
        }
        if (list == NULL) {
            output_line(output, "%s", "");
            output_line(output, "set by hand since the last run:");
            list = list_begin(output, session->ledger, "by_hand", columns, N, NULL);
        }
        list_row(list);
        list_text(list, WHO, account->id);
        list_text(list, WHO_NAME, words_name(&session->names, account));
        list_date(list, WHEN, hand->date);
        list_limit(list, LIMIT, hand->limit);
        list_limit(list, NOW,
                   due->is_passed_over
                       ? table->was[i]
                       : (struct lets_limit){.kind = LETS_LIMIT_AMOUNT, .amount = due->due});
        list_string(list, WHY, hand->reason);
    }
    if (list != NULL) {
        list_end(list);
    }
}

struct counts {
    size_t n_over;
    size_t n_passed_over;
};

static struct counts count(const struct run_table *table)
{
    struct counts counts = {0};

    for (size_t i = 0; i < table->dues.n; i++) {
        const struct lets_due *due = &table->dues.items[i];
        const struct lets_account *account =
            lets_ledger_account(table->session->ledger, due->account);
        counts.n_passed_over += due->is_passed_over ? 1 : 0;
        counts.n_over +=
            lets_ledger_is_over(table->session->ledger, account, account->balance) ? 1 : 0;
    }
    return counts;
}

/* "3 of 5 members pay 5.42 LINK to Levy (levy), which is at 5.42 then". */
static void add_outcome(struct buffer *out, const struct run_table *table)
{
    const struct lets_ledger *ledger = table->session->ledger;
    const struct lets_dues *dues = &table->dues;
    const char *plural = dues->n == 1 ? "" : "s";

    if (!table->rule->is_levy) {
        buffer_format(out, "of %zu member%s %" PRIu32 " get%s another %s limit", dues->n, plural,
                      dues->count, dues->count == 1 ? "s" : "",
                      table->rule->sets == LETS_SETS_DEBIT_LIMIT ? "debit" : "credit");
        return;
    }
    const struct lets_account *to = lets_ledger_account(ledger, table->rule->to);
    buffer_format(out, "of %zu member%s %" PRIu32 " pay%s, together ", dues->n, plural, dues->count,
                  dues->count == 1 ? "s" : "");
    words_amount(out, ledger, dues->total);
    buffer_add_string(out, ", to ");
    words_name_and_id(out, &table->session->names, to);
    buffer_add_string(out, ", which is at ");
    words_amount(out, ledger, to->balance);
    buffer_add_string(out, " then");
}

static void print_summary(const struct run_table *table, struct output *output)
{
    struct counts counts = count(table);
    struct buffer line = {0};
    char day[LETS_DATE_SIZE];

    add_outcome(&line, table);
    if (counts.n_passed_over > 0) {
        buffer_format(&line, "; passed over: %zu", counts.n_passed_over);
    }
    if (counts.n_over > 0) {
        buffer_format(&line, "; over a limit then: %zu", counts.n_over);
    }
    output_line(output, "%s", "");
    output_sentence(output, buffer_span(&line));
    buffer_clear(&line);
    lets_date_format(table->dues.close, day);
    buffer_format(&line, "on the books closed %s", day);
    if (table->dues.has_from) {
        lets_date_format(table->dues.from, day);
        buffer_format(&line, ", of the days from %s on", day);
    }
    output_sentence(output, buffer_span(&line));
    buffer_release(&line);
}

void run_table_print(void *context, struct output *output)
{
    struct run_table *table = context;

    list_dues(table, output);
    if (output->format != OUTPUT_TEXT) {
        return;
    }
    if (!table->rule->is_levy) {
        print_by_hand(table, output);
    }
    if (!table->session->globals->is_quiet) {
        print_summary(table, output);
    }
}
