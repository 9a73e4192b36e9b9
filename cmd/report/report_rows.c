/* SPDX-License-Identifier: MIT */
/*
 * The report as rows, for spreadsheets and programs.
 */

#include "report/report_rows.h"

enum {
    BEGIN,
    END,
    TRADES,
    VOLUME,
    CENTRAL_TRADES,
    CENTRAL_VOLUME,
    ACTIVE,
    OPENED,
    CLOSED,
    CREDIT_OUTSTANDING,
    LARGEST_CREDIT,
    LARGEST_DEBIT,
    OVER_LIMIT,
    WITHOUT_TRADE,
    N_COLUMNS
};
static const struct column columns[N_COLUMNS] = {
    [BEGIN] = {"begin", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [END] = {"end", NULL, COLUMN_WORD, COLUMN_WHOLE},
    [TRADES] = {"trades", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [VOLUME] = {"volume", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [CENTRAL_TRADES] = {"central_trades", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [CENTRAL_VOLUME] = {"central_volume", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [ACTIVE] = {"active", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [OPENED] = {"opened", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [CLOSED] = {"closed", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [CREDIT_OUTSTANDING] = {"credit_outstanding", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [LARGEST_CREDIT] = {"largest_credit", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [LARGEST_DEBIT] = {"largest_debit", NULL, COLUMN_AMOUNT, COLUMN_WHOLE},
    [OVER_LIMIT] = {"over_limit", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
    [WITHOUT_TRADE] = {"without_trade", NULL, COLUMN_INTEGER, COLUMN_WHOLE},
};

static void add_count(struct list *list, size_t column, uint32_t n)
{
    if (n > 0) {
        list_integer(list, column, n);
    } else {
        list_zero(list, column);
    }
}

static void add_row(struct list *list, const struct lets_report_row *row)
{
    list_row(list);
    list_date(list, BEGIN, row->period.first);
    list_date(list, END, row->period.last);
    add_count(list, TRADES, row->trades);
    list_amount(list, VOLUME, row->volume);
    add_count(list, CENTRAL_TRADES, row->central_trades);
    list_amount(list, CENTRAL_VOLUME, row->central_volume);
    add_count(list, ACTIVE, row->active);
    add_count(list, OPENED, row->opened);
    add_count(list, CLOSED, row->closed);
    list_amount(list, CREDIT_OUTSTANDING, row->credit_outstanding);
    list_amount(list, LARGEST_CREDIT, row->largest_credit);
    list_amount(list, LARGEST_DEBIT, row->largest_debit);
    add_count(list, OVER_LIMIT, row->over_limit);
    add_count(list, WITHOUT_TRADE, row->without_trade);
}

/* ---------------------------------------------------------------- what JSON has besides */

static json_t *categories_of(const struct report *report, unsigned decimals)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < report->figures->n_categories; i++) {
        const struct lets_report_category *category = &report->figures->categories[i];
        json_t *row = json_object();
        json_put(row, "category", json_of_span(category->category));
        json_put(row, "trades", json_integer(category->trades));
        json_put(row, "volume", json_of_amount(category->volume, decimals));
        json_add(rows, row);
    }
    return rows;
}

/* The keys that tell which account a row is about; the name is null where there is only the id. */
static void put_account(json_t *row, const struct names *names, const struct lets_account *account)
{
    struct lets_span name = words_name(names, account);

    json_put(row, "account", json_of_span(account->id));
    json_put(row, "name", lets_span_equal(name, account->id) ? json_null() : json_of_span(name));
}

static json_t *centrals_of(const struct report *report, unsigned decimals)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < report->figures->n_centrals; i++) {
        const struct lets_report_central *central = &report->figures->centrals[i];
        json_t *row = json_object();
        put_account(row, report->names, central->account);
        json_put(row, "purpose", json_string(lets_purpose_word(central->account->purpose)));
        json_put(row, "in", json_of_amount(central->in, decimals));
        json_put(row, "out", json_of_amount(central->out, decimals));
        json_put(row, "balance", json_of_amount(central->balance, decimals));
        json_put(row, "debit_limit", json_of_limit(central->debit_limit, decimals));
        json_put(row, "credit_limit", json_of_limit(central->credit_limit, decimals));
        json_put(row, "over_limit", json_boolean(central->is_over));
        json_add(rows, row);
    }
    return rows;
}

static json_t *over_of(const struct report *report, unsigned decimals)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < report->figures->n_over; i++) {
        const struct lets_report_over *over = &report->figures->over[i];
        json_t *row = json_object();
        put_account(row, report->names, over->account);
        json_put(row, "balance", json_of_amount(over->balance, decimals));
        json_t *limit = json_of_amount(over->limit, decimals);
        json_put(row, "debit_limit", over->is_debit ? limit : json_null());
        json_put(row, "credit_limit", over->is_debit ? json_null() : limit);
        json_put(row, "since", json_of_date(over->since));
        json_add(rows, row);
    }
    return rows;
}

static json_t *bins_of(const struct report *report, unsigned decimals)
{
    json_t *rows = json_array();

    for (size_t i = 0; i < report->figures->n_bins; i++) {
        const struct lets_report_bin *bin = &report->figures->bins[i];
        json_t *row = json_object();
        json_put(row, "from", json_of_amount(bin->from, decimals));
        json_put(row, "to", json_of_amount(bin->to, decimals));
        json_put(row, "members", json_integer(bin->members));
        json_add(rows, row);
    }
    return rows;
}

static json_t *extra_keys(const struct report *report)
{
    unsigned decimals = report_decimals(report);
    json_t *extra = json_object();

    json_put(extra, "every", json_string(lets_every_word(report->every)));
    json_put(extra, "locality", json_of_span(report->locality));
    json_put(extra, "categories", categories_of(report, decimals));
    json_put(extra, "central_accounts", centrals_of(report, decimals));
    json_put(extra, "members_over_limit", over_of(report, decimals));
    json_put(extra, "distribution", bins_of(report, decimals));
    return extra;
}

void report_print_rows(struct output *output, const struct report *report)
{
    struct list *list =
        list_begin(output, report->ledger, "periods", columns, N_COLUMNS, extra_keys(report));

    for (size_t i = 0; i < report->figures->n_rows; i++) {
        add_row(list, &report->figures->rows[i]);
    }
    list_end(list);
}
