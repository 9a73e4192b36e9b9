/* SPDX-License-Identifier: MIT */
/* The tables of a report, which say what its charts show, and more. */

#include "report/report_tables.h"

#include <inttypes.h>
#include <stdio.h>

/* ---------------------------------------------------------------- cells */

static char *copy_amount(const struct report *report, struct lets_amount amount)
{
    char text[LETS_AMOUNT_SIZE];

    (void)lets_amount_format(amount, report_decimals(report), text);
    return memory_copy(lets_span_of(text));
}

static char *copy_number(uint32_t number)
{
    char text[16];

    (void)snprintf(text, sizeof text, "%" PRIu32, number);
    return memory_copy(lets_span_of(text));
}

static char *copy_limit(const struct report *report, struct lets_limit limit)
{
    return limit.kind == LETS_LIMIT_AMOUNT ? copy_amount(report, limit.amount)
                                           : memory_copy(lets_span_of("none"));
}

/* Empty where only the id is known, which stands beside it. */
static char *copy_name(const struct report *report, const struct lets_account *account)
{
    struct lets_span name = words_name(report->names, account);

    return memory_copy(lets_span_equal(name, account->id) ? (struct lets_span){0} : name);
}

static char *copy_date(struct lets_date date)
{
    char text[LETS_DATE_SIZE];

    lets_date_format(date, text);
    return memory_copy(lets_span_of(text));
}

static char *copy_period(struct lets_period period)
{
    char text[LETS_PERIOD_SIZE];

    lets_period_format(period, text);
    return memory_copy(lets_span_of(text));
}

/* ---------------------------------------------------------------- rows */

static char **row_of(struct report_table *table, size_t i)
{
    return &table->cells[i * table->n_columns];
}

static void fill_rows(const struct report *report, struct report_table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct lets_report_row *row = &report->figures->rows[i];
        char **cells = row_of(table, i);
        cells[0] = copy_period(row->period);
        cells[1] = copy_number(row->trades);
        cells[2] = copy_amount(report, row->volume);
        cells[3] = copy_number(row->central_trades);
        cells[4] = copy_amount(report, row->central_volume);
        cells[5] = copy_amount(report, row->credit_outstanding);
        cells[6] = copy_amount(report, row->largest_credit);
        cells[7] = copy_amount(report, (struct lets_amount){.minor = -row->largest_debit.minor});
    }
}

static void fill_members(const struct report *report, struct report_table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct lets_report_row *row = &report->figures->rows[i];
        char **cells = row_of(table, i);
        cells[0] = copy_period(row->period);
        cells[1] = copy_number(row->members);
        cells[2] = copy_number(row->opened);
        cells[3] = copy_number(row->closed);
        cells[4] = copy_number(row->active);
        cells[5] = copy_number(row->without_trade);
        cells[6] = copy_number(row->over_limit);
    }
}

static void fill_bins(const struct report *report, struct report_table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        char label[REPORT_BIN_SIZE];
        char **cells = row_of(table, i);
        report_name_bin(report, &report->figures->bins[i], label);
        cells[0] = memory_copy(lets_span_of(label));
        cells[1] = copy_number(report->figures->bins[i].members);
    }
}

static void fill_over(const struct report *report, struct report_table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct lets_report_over *over = &report->figures->over[i];
        char **cells = row_of(table, i);
        cells[0] = memory_copy(over->account->id);
        cells[1] = copy_name(report, over->account);
        cells[2] = copy_amount(report, over->balance);
        cells[3] = memory_copy(lets_span_of(over->is_debit ? "debit" : "credit"));
        cells[4] = copy_amount(report, over->limit);
        cells[5] = copy_date(over->since);
    }
}

static void fill_categories(const struct report *report, struct report_table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct lets_report_category *category = &report->figures->categories[i];
        char **cells = row_of(table, i);
        cells[0] = memory_copy(category->category.size > 0 ? category->category
                                                           : lets_span_of("none given"));
        cells[1] = copy_number(category->trades);
        cells[2] = copy_amount(report, category->volume);
    }
}

static void fill_centrals(const struct report *report, struct report_table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct lets_report_central *central = &report->figures->centrals[i];
        char **cells = row_of(table, i);
        cells[0] = memory_copy(central->account->id);
        cells[1] = copy_name(report, central->account);
        cells[2] = copy_amount(report, central->in);
        cells[3] = copy_amount(report, central->out);
        cells[4] = copy_amount(report, central->balance);
        cells[5] = copy_limit(report, central->debit_limit);
        cells[6] = copy_limit(report, central->credit_limit);
        if (table->n_columns > 7) {
            cells[7] = memory_copy(lets_span_of(central->is_over ? "over limit" : ""));
        }
    }
}

#define TEXT_NONE SIZE_MAX

/* The columns of each table, ended by NULL. */
static const char *const rows_headings[] = {"period",          "trades",         "volume",
                                            "central trades",  "central volume", "held above zero",
                                            "highest balance", "lowest balance", NULL};
static const bool rows_figures[] = {false, true, true, true, true, true, true, true};
static const char *const members_headings[] = {"period", "members",         "joined",       "left",
                                               "traded", "without a trade", "over a limit", NULL};
static const bool members_figures[] = {false, true, true, true, true, true, true};
static const char *const bins_headings[] = {"balance", "members", NULL};
static const bool bins_figures[] = {false, true};
static const char *const over_headings[] = {"account", "name",  "balance", "limit",
                                            "at",      "since", NULL};
static const bool over_figures[] = {false, false, true, false, true, false};
static const char *const categories_headings[] = {"category", "trades", "volume", NULL};
static const bool categories_figures[] = {false, true, true};
static const char *const centrals_headings[] = {
    "account", "name", "in", "out", "balance", "debit limit", "credit limit", "remark", NULL};
static const bool centrals_figures[] = {false, false, true, true, true, true, true, false};

static const struct table_kind {
    const char *caption;
    const char *empty;
    const char *const *headings;
    const bool *figures;
    size_t text_column; /* TEXT_NONE: none */
    void (*fill)(const struct report *report, struct report_table *table);
} kinds[N_REPORT_TABLES] = {
    [REPORT_TABLE_ROWS] = {"Trade in figures", "Nothing to show yet.", rows_headings, rows_figures,
                           TEXT_NONE, fill_rows},
    [REPORT_TABLE_MEMBERS] = {"Members in figures", "Nothing to show yet.", members_headings,
                              members_figures, TEXT_NONE, fill_members},
    [REPORT_TABLE_BINS] = {"Balances in figures", "There are no members.", bins_headings,
                           bins_figures, TEXT_NONE, fill_bins},
    [REPORT_TABLE_OVER] = {"Members over a limit, at the end", "No member is over a limit.",
                           over_headings, over_figures, 1, fill_over},
    [REPORT_TABLE_CATEGORIES] = {"Trades by category", "There was no trade.", categories_headings,
                                 categories_figures, 0, fill_categories},
    [REPORT_TABLE_CENTRALS] = {"Central accounts, over the whole period",
                               "There are no central accounts.", centrals_headings,
                               centrals_figures, 1, fill_centrals},
};

static size_t count_rows(const struct report *report, enum report_table_kind kind)
{
    switch (kind) {
    case REPORT_TABLE_ROWS:
    case REPORT_TABLE_MEMBERS:
        return report->figures->n_rows;
    case REPORT_TABLE_BINS:
        return report->figures->n_bins;
    case REPORT_TABLE_OVER:
        return report->figures->n_over;
    case REPORT_TABLE_CATEGORIES:
        return report->figures->n_categories;
    case REPORT_TABLE_CENTRALS:
        return report->figures->n_centrals;
    case N_REPORT_TABLES:
        break;
    }
    return 0;
}

/* Whether the last column of the central accounts has anything to say. */
static bool has_remark(const struct report *report)
{
    for (size_t i = 0; i < report->figures->n_centrals; i++) {
        if (report->figures->centrals[i].is_over) {
            return true;
        }
    }
    return false;
}

struct report_table report_table(const struct report *report, enum report_table_kind kind)
{
    struct report_table table = {.caption = kinds[kind].caption,
                                 .empty = kinds[kind].empty,
                                 .headings = kinds[kind].headings,
                                 .is_figure = kinds[kind].figures,
                                 .n_rows = count_rows(report, kind)};

    while (table.headings[table.n_columns] != NULL) {
        table.n_columns++;
    }
    if (kind == REPORT_TABLE_CENTRALS && !has_remark(report)) {
        table.n_columns--;
    }
    table.text_column =
        kinds[kind].text_column < table.n_columns ? kinds[kind].text_column : table.n_columns;
    table.cells = memory_array(table.n_rows * table.n_columns, sizeof *table.cells);
    kinds[kind].fill(report, &table);
    return table;
}

void report_table_release(struct report_table *table)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        memory_free(table->cells[i]);
    }
    memory_free(table->cells);
    *table = (struct report_table){.caption = NULL};
}
