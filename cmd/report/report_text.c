/* SPDX-License-Identifier: MIT */
/*
 * The report for a terminal or the printer: tables with bars of blocks.
 */

#include "report/report_text.h"

#include "output/bar.h"

enum { BAR_WIDTH = 20 };

static void add_bar(struct list *list, size_t column, uint64_t value, uint64_t most)
{
    struct buffer bar = {0};

    bar_add(&bar, value, most, BAR_WIDTH);
    list_string(list, column, buffer_string(&bar));
    buffer_release(&bar);
}

static void add_count(struct list *list, size_t column, uint32_t n)
{
    if (n > 0) {
        list_integer(list, column, n);
    } else {
        list_zero(list, column);
    }
}

static void add_title(struct output *output, const char *title)
{
    output_line(output, "%s", "");
    output_line(output, "%s", title);
}

/* A volume is never below zero. */
static uint64_t size_of(struct lets_amount amount)
{
    return amount.minor > 0 ? (uint64_t)amount.minor : 0;
}

/* ---------------------------------------------------------------- the periods */

/* Begins the row of a period, and names it. */
static void begin_period(struct list *list, size_t column, const struct report *report,
                         const struct lets_report_row *row)
{
    char name[REPORT_NAME_SIZE];

    report_name_row(report, row, name);
    list_row(list);
    list_string(list, column, name);
}

static void print_trades(struct output *output, const struct report *report)
{
    const struct lets_report_figures *figures = report->figures;
    enum { PERIOD, TRADES, ACTIVE, VOLUME, BAR, N };
    static const struct column columns[N] = {
        [PERIOD] = {NULL, "period", COLUMN_WORD, COLUMN_WHOLE},
        [TRADES] = {NULL, "trades", COLUMN_INTEGER, COLUMN_WHOLE},
        [VOLUME] = {NULL, "volume", COLUMN_AMOUNT, COLUMN_WHOLE},
        [BAR] = {NULL, "", COLUMN_WORD, COLUMN_WHOLE},
        [ACTIVE] = {NULL, "who traded", COLUMN_INTEGER, COLUMN_WHOLE},
    };
    uint64_t most = 0;

    for (size_t i = 0; i < figures->n_rows; i++) {
        uint64_t volume = size_of(figures->rows[i].volume);
        most = volume > most ? volume : most;
    }
    add_title(output, "Trades between members");
    struct list *list = list_begin(output, report->ledger, "periods", columns, N, NULL);
    for (size_t i = 0; i < figures->n_rows; i++) {
        const struct lets_report_row *row = &figures->rows[i];
        begin_period(list, PERIOD, report, row);
        add_count(list, TRADES, row->trades);
        list_amount(list, VOLUME, row->volume);
        add_count(list, ACTIVE, row->active);
        add_bar(list, BAR, size_of(row->volume), most);
    }
    list_end(list);
}

static void print_members(struct output *output, const struct report *report)
{
    const struct lets_report_figures *figures = report->figures;
    enum { PERIOD, MEMBERS, OPENED, CLOSED, WITHOUT_TRADE, OVER_LIMIT, N };
    static const struct column columns[N] = {
        [PERIOD] = {NULL, "period", COLUMN_WORD, COLUMN_WHOLE},
        [MEMBERS] = {NULL, "members", COLUMN_INTEGER, COLUMN_WHOLE},
        [OPENED] = {NULL, "joined", COLUMN_INTEGER, COLUMN_WHOLE},
        [CLOSED] = {NULL, "left", COLUMN_INTEGER, COLUMN_WHOLE},
        [WITHOUT_TRADE] = {NULL, "without trade", COLUMN_INTEGER, COLUMN_WHOLE},
        [OVER_LIMIT] = {NULL, "over limit", COLUMN_INTEGER, COLUMN_WHOLE},
    };

    add_title(output, "Members, by the end of each period");
    struct list *list = list_begin(output, report->ledger, "periods", columns, N, NULL);
    for (size_t i = 0; i < figures->n_rows; i++) {
        const struct lets_report_row *row = &figures->rows[i];
        begin_period(list, PERIOD, report, row);
        add_count(list, MEMBERS, row->members);
        add_count(list, OPENED, row->opened);
        add_count(list, CLOSED, row->closed);
        add_count(list, WITHOUT_TRADE, row->without_trade);
        add_count(list, OVER_LIMIT, row->over_limit);
    }
    list_end(list);
}

static void print_balances(struct output *output, const struct report *report)
{
    const struct lets_report_figures *figures = report->figures;
    enum { PERIOD, OUTSTANDING, CREDIT, DEBIT, CENTRAL_TRADES, CENTRAL_VOLUME, N };
    static const struct column columns[N] = {
        [PERIOD] = {NULL, "period", COLUMN_WORD, COLUMN_WHOLE},
        [OUTSTANDING] = {NULL, "above zero", COLUMN_AMOUNT, COLUMN_WHOLE},
        [CREDIT] = {NULL, "most above", COLUMN_AMOUNT, COLUMN_WHOLE},
        [DEBIT] = {NULL, "most below", COLUMN_AMOUNT, COLUMN_WHOLE},
        [CENTRAL_TRADES] = {NULL, "central", COLUMN_INTEGER, COLUMN_WHOLE},
        [CENTRAL_VOLUME] = {NULL, "volume", COLUMN_AMOUNT, COLUMN_WHOLE},
    };

    add_title(output, "Members' balances; transfers with central accounts");
    struct list *list = list_begin(output, report->ledger, "periods", columns, N, NULL);
    for (size_t i = 0; i < figures->n_rows; i++) {
        const struct lets_report_row *row = &figures->rows[i];
        begin_period(list, PERIOD, report, row);
        list_amount(list, OUTSTANDING, row->credit_outstanding);
        list_amount(list, CREDIT, row->largest_credit);
        list_amount(list, DEBIT, row->largest_debit);
        add_count(list, CENTRAL_TRADES, row->central_trades);
        list_amount(list, CENTRAL_VOLUME, row->central_volume);
    }
    list_end(list);
}

/* ---------------------------------------------------------------- the whole, and its end */

static void print_categories(struct output *output, const struct report *report)
{
    const struct lets_report_figures *figures = report->figures;
    enum { CATEGORY, TRADES, VOLUME, BAR, N };
    static const struct column columns[N] = {
        [CATEGORY] = {NULL, "category", COLUMN_TEXT, COLUMN_CUT},
        [TRADES] = {NULL, "trades", COLUMN_INTEGER, COLUMN_WHOLE},
        [VOLUME] = {NULL, "volume", COLUMN_AMOUNT, COLUMN_WHOLE},
        [BAR] = {NULL, "", COLUMN_WORD, COLUMN_WHOLE},
    };

    if (figures->n_categories == 0) {
        return;
    }
    add_title(output, "Trades by category");
    struct list *list = list_begin(output, report->ledger, "categories", columns, N, NULL);
    for (size_t i = 0; i < figures->n_categories; i++) {
        const struct lets_report_category *category = &figures->categories[i];
        list_row(list);
        list_text(list, CATEGORY,
                  category->category.size > 0 ? category->category : lets_span_of("(none given)"));
        list_integer(list, TRADES, category->trades);
        list_amount(list, VOLUME, category->volume);
        add_bar(list, BAR, size_of(category->volume), size_of(figures->categories[0].volume));
    }
    list_end(list);
}

static void print_centrals(struct output *output, const struct report *report)
{
    const struct lets_report_figures *figures = report->figures;
    enum { ACCOUNT, NAME, IN, OUT, BALANCE, DEBIT_LIMIT, CREDIT_LIMIT, REMARK, N };
    static const struct column columns[N] = {
        [ACCOUNT] = {NULL, "account", COLUMN_TEXT, COLUMN_WHOLE},
        [NAME] = {NULL, "name", COLUMN_TEXT, COLUMN_CUT},
        [IN] = {NULL, "in", COLUMN_AMOUNT, COLUMN_WHOLE},
        [OUT] = {NULL, "out", COLUMN_AMOUNT, COLUMN_WHOLE},
        [BALANCE] = {NULL, "balance", COLUMN_AMOUNT, COLUMN_WHOLE},
        [DEBIT_LIMIT] = {NULL, "debit limit", COLUMN_AMOUNT, COLUMN_WHOLE},
        [CREDIT_LIMIT] = {NULL, "credit limit", COLUMN_AMOUNT, COLUMN_WHOLE},
        [REMARK] = {NULL, "", COLUMN_WORD, COLUMN_WHOLE},
    };

    if (figures->n_centrals == 0) {
        return;
    }
    add_title(output, "Central accounts");
    struct list *list = list_begin(output, report->ledger, "central_accounts", columns, N, NULL);
    for (size_t i = 0; i < figures->n_centrals; i++) {
        const struct lets_report_central *central = &figures->centrals[i];
        struct lets_span name = words_name(report->names, central->account);
        list_row(list);
        list_text(list, ACCOUNT, central->account->id);
        if (!lets_span_equal(name, central->account->id)) {
            list_text(list, NAME, name);
        }
        list_amount(list, IN, central->in);
        list_amount(list, OUT, central->out);
        list_amount(list, BALANCE, central->balance);
        list_limit(list, DEBIT_LIMIT, central->debit_limit);
        list_limit(list, CREDIT_LIMIT, central->credit_limit);
        if (central->is_over) {
            list_string(list, REMARK, "over limit");
            list_highlight(list);
        }
    }
    list_end(list);
}

static void print_over(struct output *output, const struct report *report)
{
    const struct lets_report_figures *figures = report->figures;
    enum { ACCOUNT, NAME, BALANCE, LIMIT, SINCE, N };
    static const struct column columns[N] = {
        [ACCOUNT] = {NULL, "account", COLUMN_TEXT, COLUMN_WHOLE},
        [NAME] = {NULL, "name", COLUMN_TEXT, COLUMN_CUT},
        [BALANCE] = {NULL, "balance", COLUMN_AMOUNT, COLUMN_WHOLE},
        [LIMIT] = {NULL, "limit", COLUMN_AMOUNT, COLUMN_WHOLE},
        [SINCE] = {NULL, "since", COLUMN_WORD, COLUMN_WHOLE},
    };

    if (figures->n_over == 0) {
        return;
    }
    add_title(output, "Members over their limit");
    struct list *list = list_begin(output, report->ledger, "members_over_limit", columns, N, NULL);
    for (size_t i = 0; i < figures->n_over; i++) {
        const struct lets_report_over *over = &figures->over[i];
        struct lets_span name = words_name(report->names, over->account);
        list_row(list);
        list_text(list, ACCOUNT, over->account->id);
        if (!lets_span_equal(name, over->account->id)) {
            list_text(list, NAME, name);
        }
        list_amount(list, BALANCE, over->balance);
        list_amount(list, LIMIT, over->limit);
        list_date(list, SINCE, over->since);
    }
    list_end(list);
}

static void print_bins(struct output *output, const struct report *report)
{
    const struct lets_report_figures *figures = report->figures;
    enum { FROM, TO, MEMBERS, BAR, N };
    static const struct column columns[N] = {
        [FROM] = {NULL, "from", COLUMN_AMOUNT, COLUMN_WHOLE},
        [TO] = {NULL, "to", COLUMN_AMOUNT, COLUMN_WHOLE},
        [MEMBERS] = {NULL, "members", COLUMN_INTEGER, COLUMN_WHOLE},
        [BAR] = {NULL, "", COLUMN_WORD, COLUMN_WHOLE},
    };
    uint32_t most = 0;

    for (size_t i = 0; i < figures->n_bins; i++) {
        most = figures->bins[i].members > most ? figures->bins[i].members : most;
    }
    if (most == 0) {
        return;
    }
    add_title(output, "How members' balances are spread");
    struct list *list = list_begin(output, report->ledger, "distribution", columns, N, NULL);
    for (size_t i = 0; i < figures->n_bins; i++) {
        const struct lets_report_bin *bin = &figures->bins[i];
        list_row(list);
        list_amount(list, FROM, bin->from);
        list_amount(list, TO, bin->to);
        add_count(list, MEMBERS, bin->members);
        add_bar(list, BAR, bin->members, most);
    }
    list_end(list);
}

void report_print_text(struct output *output, const struct report *report, bool has_head)
{
    const struct lets_summary *summary = lets_ledger_summary(report->ledger);
    const struct lets_report_figures *figures = report->figures;
    struct buffer line = {0};
    char period[LETS_PERIOD_SIZE];

    if (figures->n_rows == 0) {
        output_line(output, "no part of that period has begun");
        return;
    }
    lets_period_format(figures->period, period);
    output_line(output, "%.*s, %s, in %.*s", SHOW(summary->name), period, SHOW(summary->unit));
    report_add_scope(&line, report);
    output_line(output, "%s", buffer_string(&line));
    print_trades(output, report);
    print_members(output, report);
    print_balances(output, report);
    print_categories(output, report);
    print_centrals(output, report);
    print_over(output, report);
    print_bins(output, report);
    if (has_head) {
        buffer_clear(&line);
        words_head_line(&line, report->ledger);
        output_line(output, "%s", "");
        output_line(output, "%s", buffer_string(&line));
    }
    buffer_release(&line);
}
