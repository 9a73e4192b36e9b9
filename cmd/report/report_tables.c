/* SPDX-License-Identifier: MIT */
/*
 * The one description of a report's tables. A column is a row here: its names, and the place of its
 * value in what the library counted; a table is a list of columns. Every output walks the lists and
 * knows only the few kinds of cells.
 */

#include "report/report_tables.h"

#include <stddef.h>

/* ---------------------------------------------------------------- the columns */

enum {
    END_OF_COLUMNS, /* no column: what is left of a table's list */
    PERIOD_BEGIN,
    PERIOD_END,
    PERIOD_NAME,
    PERIOD_DAYS,
    PERIOD_TRADES,
    PERIOD_VOLUME,
    PERIOD_CENTRAL_TRADES,
    PERIOD_CENTRAL_VOLUME,
    PERIOD_ACTIVE,
    PERIOD_MEMBERS,
    PERIOD_OPENED,
    PERIOD_CLOSED,
    PERIOD_CREDIT,
    PERIOD_HIGHEST,
    PERIOD_LOWEST,
    PERIOD_OVER_LIMIT,
    PERIOD_WITHOUT_TRADE,
    CATEGORY_NAME,
    CATEGORY_TRADES,
    CATEGORY_VOLUME,
    CENTRAL_ID,
    CENTRAL_NAME,
    CENTRAL_PURPOSE,
    CENTRAL_IN,
    CENTRAL_OUT,
    CENTRAL_BALANCE,
    CENTRAL_DEBIT_LIMIT,
    CENTRAL_CREDIT_LIMIT,
    CENTRAL_OVER_LIMIT,
    CENTRAL_REMARK,
    FLOAT_ID,
    FLOAT_NAME,
    FLOAT_PRINTED,
    FLOAT_OUT,
    FLOAT_REDEEMED,
    FLOAT_TAKEN_BACK,
    FLOAT_EXPIRED,
    FLOAT_VALUE,
    FUND_ID,
    FUND_NAME,
    FUND_LOCALITY,
    FUND_BEGINS,
    FUND_ENDS,
    FUND_BUDGET,
    FUND_SPENT,
    FUND_COMMITTED,
    FUND_LEFT,
    FUND_BALANCE,
    LOCALITY_NAME,
    LOCALITY_FUNDS,
    LOCALITY_BUDGET,
    LOCALITY_SPENT,
    LOCALITY_COMMITTED,
    LOCALITY_LEFT,
    LOCALITY_BALANCE,
    OVER_ID,
    OVER_NAME,
    OVER_BALANCE,
    OVER_SIDE,
    OVER_LIMIT,
    OVER_DEBIT_LIMIT,
    OVER_CREDIT_LIMIT,
    OVER_SINCE,
    BIN_RANGE,
    BIN_FROM,
    BIN_TO,
    BIN_MEMBERS,
    LEVY_RULE,
    LEVY_CLOSE,
    LEVY_TO,
    LEVY_MEMBERS,
    LEVY_TOTAL,
    N_COLUMNS
};

#define OF_PERIOD(member) offsetof(struct lets_report_row, member)
#define OF_CATEGORY(member) offsetof(struct lets_report_category, member)
#define OF_CENTRAL(member) offsetof(struct lets_report_central, member)
#define OF_FLOAT(member) offsetof(struct lets_report_float, member)
#define OF_FUND(member) offsetof(struct lets_report_fund, member)
#define OF_LOCALITY(member) offsetof(struct lets_report_locality, member)
#define OF_OVER(member) offsetof(struct lets_report_over, member)
#define OF_BIN(member) offsetof(struct lets_report_bin, member)
#define OF_LEVY(member) offsetof(struct lets_report_levy, member)

/* What each is called in rows, in text, and on a page. */
static const struct report_column columns[N_COLUMNS] = {
    [PERIOD_BEGIN] = {"begin", NULL, NULL, REPORT_DAY, OF_PERIOD(period.first)},
    [PERIOD_END] = {"end", NULL, NULL, REPORT_DAY, OF_PERIOD(period.last)},
    [PERIOD_NAME] = {NULL, "period", NULL, REPORT_NAME_OF_ROW, 0},
    [PERIOD_DAYS] = {NULL, NULL, "period", REPORT_PERIOD, OF_PERIOD(period)},
    [PERIOD_TRADES] = {"trades", "trades", "trades", REPORT_COUNT, OF_PERIOD(trades)},
    [PERIOD_VOLUME] = {"volume", "volume", "volume", REPORT_AMOUNT, OF_PERIOD(volume)},
    [PERIOD_CENTRAL_TRADES] = {"central_trades", "central", "central trades", REPORT_COUNT,
                               OF_PERIOD(central_trades)},
    [PERIOD_CENTRAL_VOLUME] = {"central_volume", "volume", "central volume", REPORT_AMOUNT,
                               OF_PERIOD(central_volume)},
    [PERIOD_ACTIVE] = {"active", "who traded", "traded", REPORT_COUNT, OF_PERIOD(active)},
    [PERIOD_MEMBERS] = {NULL, "members", "members", REPORT_COUNT, OF_PERIOD(members)},
    [PERIOD_OPENED] = {"opened", "joined", "joined", REPORT_COUNT, OF_PERIOD(opened)},
    [PERIOD_CLOSED] = {"closed", "left", "left", REPORT_COUNT, OF_PERIOD(closed)},
    [PERIOD_CREDIT] = {"credit_outstanding", "above zero", "held above zero", REPORT_AMOUNT,
                       OF_PERIOD(credit_outstanding)},
    [PERIOD_HIGHEST] = {"largest_credit", "most above", "highest balance", REPORT_AMOUNT,
                        OF_PERIOD(largest_credit)},
    [PERIOD_LOWEST] = {"largest_debit", "most below", "lowest balance", REPORT_DEBT,
                       OF_PERIOD(largest_debit)},
    [PERIOD_OVER_LIMIT] = {"over_limit", "over limit", "over a limit", REPORT_COUNT,
                           OF_PERIOD(over_limit)},
    [PERIOD_WITHOUT_TRADE] = {"without_trade", "without trade", "without a trade", REPORT_COUNT,
                              OF_PERIOD(without_trade)},

    [CATEGORY_NAME] = {"category", "category", "category", REPORT_CATEGORY, OF_CATEGORY(category)},
    [CATEGORY_TRADES] = {"trades", "trades", "trades", REPORT_COUNT, OF_CATEGORY(trades)},
    [CATEGORY_VOLUME] = {"volume", "volume", "volume", REPORT_AMOUNT, OF_CATEGORY(volume)},

    [CENTRAL_ID] = {"account", "account", "account", REPORT_ID, OF_CENTRAL(account)},
    [CENTRAL_NAME] = {"name", "name", "name", REPORT_NAME, OF_CENTRAL(account)},
    [CENTRAL_PURPOSE] = {"purpose", NULL, NULL, REPORT_PURPOSE, OF_CENTRAL(account)},
    [CENTRAL_IN] = {"in", "in", "in", REPORT_AMOUNT, OF_CENTRAL(in)},
    [CENTRAL_OUT] = {"out", "out", "out", REPORT_AMOUNT, OF_CENTRAL(out)},
    [CENTRAL_BALANCE] = {"balance", "balance", "balance", REPORT_AMOUNT, OF_CENTRAL(balance)},
    [CENTRAL_DEBIT_LIMIT] = {"debit_limit", "debit limit", "debit limit", REPORT_LIMIT,
                             OF_CENTRAL(debit_limit)},
    [CENTRAL_CREDIT_LIMIT] = {"credit_limit", "credit limit", "credit limit", REPORT_LIMIT,
                              OF_CENTRAL(credit_limit)},
    [CENTRAL_OVER_LIMIT] = {"over_limit", NULL, NULL, REPORT_FLAG, OF_CENTRAL(is_over)},
    [CENTRAL_REMARK] = {NULL, "", "remark", REPORT_REMARK, OF_CENTRAL(is_over)},

    [FLOAT_ID] = {"account", "account", "account", REPORT_ID, OF_FLOAT(account)},
    [FLOAT_NAME] = {"name", "name", "name", REPORT_NAME, OF_FLOAT(account)},
    [FLOAT_PRINTED] = {"printed", "printed", "printed", REPORT_NUMBER, OF_FLOAT(printed)},
    [FLOAT_OUT] = {"out", "out", "out", REPORT_NUMBER, OF_FLOAT(out)},
    [FLOAT_REDEEMED] = {"redeemed", "redeemed", "redeemed", REPORT_NUMBER, OF_FLOAT(redeemed)},
    [FLOAT_TAKEN_BACK] = {"taken_back", "taken back", "taken back", REPORT_NUMBER,
                          OF_FLOAT(taken_back)},
    [FLOAT_EXPIRED] = {"expired", "expired", "out, expired", REPORT_NUMBER, OF_FLOAT(expired)},
    [FLOAT_VALUE] = {"value", "value out", "value out", REPORT_AMOUNT, OF_FLOAT(value)},

    [FUND_ID] = {"account", "account", "account", REPORT_ID, OF_FUND(account)},
    [FUND_NAME] = {"name", "name", "name", REPORT_NAME, OF_FUND(account)},
    [FUND_LOCALITY] = {"locality", "locality", "locality", REPORT_LOCALITY, OF_FUND(locality)},
    [FUND_BEGINS] = {"begins", "from", "from", REPORT_DAY, OF_FUND(begins)},
    [FUND_ENDS] = {"ends", "to", "to", REPORT_DAY, OF_FUND(ends)},
    [FUND_BUDGET] = {"budget", "budget", "budget", REPORT_AMOUNT, OF_FUND(figures.budget)},
    [FUND_SPENT] = {"spent", "spent", "spent", REPORT_AMOUNT, OF_FUND(figures.spent)},
    [FUND_COMMITTED] = {"committed", "committed", "committed", REPORT_AMOUNT,
                        OF_FUND(figures.committed)},
    [FUND_LEFT] = {"left", "left", "left", REPORT_AMOUNT, OF_FUND(figures.left)},
    [FUND_BALANCE] = {"balance", "balance", "balance", REPORT_AMOUNT, OF_FUND(balance)},

    [LOCALITY_NAME] = {"locality", "locality", "locality", REPORT_LOCALITY, OF_LOCALITY(locality)},
    [LOCALITY_FUNDS] = {"funds", "funds", "funds", REPORT_COUNT, OF_LOCALITY(funds)},
    [LOCALITY_BUDGET] = {"budget", "budget", "budget", REPORT_AMOUNT, OF_LOCALITY(figures.budget)},
    [LOCALITY_SPENT] = {"spent", "spent", "spent", REPORT_AMOUNT, OF_LOCALITY(figures.spent)},
    [LOCALITY_COMMITTED] = {"committed", "committed", "committed", REPORT_AMOUNT,
                            OF_LOCALITY(figures.committed)},
    [LOCALITY_LEFT] = {"left", "left", "left", REPORT_AMOUNT, OF_LOCALITY(figures.left)},
    [LOCALITY_BALANCE] = {"balance", "balance", "balance", REPORT_AMOUNT, OF_LOCALITY(balance)},

    [OVER_ID] = {"account", "account", "account", REPORT_ID, OF_OVER(account)},
    [OVER_NAME] = {"name", "name", "name", REPORT_NAME, OF_OVER(account)},
    [OVER_BALANCE] = {"balance", "balance", "balance", REPORT_AMOUNT, OF_OVER(balance)},
    [OVER_SIDE] = {NULL, NULL, "limit", REPORT_SIDE, 0},
    [OVER_LIMIT] = {NULL, "limit", "at", REPORT_AMOUNT, OF_OVER(limit)},
    [OVER_DEBIT_LIMIT] = {"debit_limit", NULL, NULL, REPORT_DEBIT_LIMIT, 0},
    [OVER_CREDIT_LIMIT] = {"credit_limit", NULL, NULL, REPORT_CREDIT_LIMIT, 0},
    [OVER_SINCE] = {"since", "since", "since", REPORT_DAY, OF_OVER(since)},

    [BIN_RANGE] = {NULL, NULL, "balance", REPORT_RANGE, 0},
    [BIN_FROM] = {"from", "from", NULL, REPORT_AMOUNT, OF_BIN(from)},
    [BIN_TO] = {"to", "to", NULL, REPORT_AMOUNT, OF_BIN(to)},
    [BIN_MEMBERS] = {"members", "members", "members", REPORT_COUNT, OF_BIN(members)},

    [LEVY_RULE] = {"rule", "rule", "rule", REPORT_CATEGORY, OF_LEVY(rule)},
    [LEVY_CLOSE] = {"close", "books closed", "on the books closed", REPORT_DAY, OF_LEVY(close)},
    [LEVY_TO] = {"to", "to", "to", REPORT_ID, OF_LEVY(to)},
    [LEVY_MEMBERS] = {"members", "members", "members", REPORT_COUNT, OF_LEVY(members)},
    [LEVY_TOTAL] = {"total", "raised", "raised", REPORT_AMOUNT, OF_LEVY(total)},
};

/* ---------------------------------------------------------------- the tables */

const struct report_table report_rows_tables[N_REPORT_SUBJECTS] = {
    [REPORT_PERIODS] = {.subject = REPORT_PERIODS,
                        .title = "periods",
                        .columns = {PERIOD_BEGIN, PERIOD_END, PERIOD_TRADES, PERIOD_VOLUME,
                                    PERIOD_CENTRAL_TRADES, PERIOD_CENTRAL_VOLUME, PERIOD_ACTIVE,
                                    PERIOD_OPENED, PERIOD_CLOSED, PERIOD_CREDIT, PERIOD_HIGHEST,
                                    PERIOD_LOWEST, PERIOD_OVER_LIMIT, PERIOD_WITHOUT_TRADE}},
    [REPORT_CATEGORIES] = {.subject = REPORT_CATEGORIES,
                           .title = "categories",
                           .columns = {CATEGORY_NAME, CATEGORY_TRADES, CATEGORY_VOLUME}},
    [REPORT_CENTRALS] = {.subject = REPORT_CENTRALS,
                         .title = "central_accounts",
                         .columns = {CENTRAL_ID, CENTRAL_NAME, CENTRAL_PURPOSE, CENTRAL_IN,
                                     CENTRAL_OUT, CENTRAL_BALANCE, CENTRAL_DEBIT_LIMIT,
                                     CENTRAL_CREDIT_LIMIT, CENTRAL_OVER_LIMIT}},
    [REPORT_FLOATS] = {.subject = REPORT_FLOATS,
                       .title = "floats",
                       .columns = {FLOAT_ID, FLOAT_NAME, FLOAT_PRINTED, FLOAT_OUT, FLOAT_REDEEMED,
                                   FLOAT_TAKEN_BACK, FLOAT_EXPIRED, FLOAT_VALUE}},
    [REPORT_FUNDS] = {.subject = REPORT_FUNDS,
                      .title = "funds",
                      .columns = {FUND_ID, FUND_NAME, FUND_LOCALITY, FUND_BEGINS, FUND_ENDS,
                                  FUND_BUDGET, FUND_SPENT, FUND_COMMITTED, FUND_LEFT,
                                  FUND_BALANCE}},
    [REPORT_LOCALITIES] = {.subject = REPORT_LOCALITIES,
                           .title = "localities",
                           .columns = {LOCALITY_NAME, LOCALITY_FUNDS, LOCALITY_BUDGET,
                                       LOCALITY_SPENT, LOCALITY_COMMITTED, LOCALITY_LEFT,
                                       LOCALITY_BALANCE}},
    [REPORT_MEMBERS_OVER] = {.subject = REPORT_MEMBERS_OVER,
                             .title = "members_over_limit",
                             .columns = {OVER_ID, OVER_NAME, OVER_BALANCE, OVER_DEBIT_LIMIT,
                                         OVER_CREDIT_LIMIT, OVER_SINCE}},
    [REPORT_BINS] = {.subject = REPORT_BINS,
                     .title = "distribution",
                     .columns = {BIN_FROM, BIN_TO, BIN_MEMBERS}},
    [REPORT_LEVIES] = {.subject = REPORT_LEVIES,
                       .title = "levies",
                       .columns = {LEVY_RULE, LEVY_CLOSE, LEVY_TO, LEVY_MEMBERS, LEVY_TOTAL}},
};

const struct report_table report_text_tables[N_REPORT_TEXT_TABLES] = {
    {.subject = REPORT_PERIODS,
     .title = "Trades between members",
     .columns = {PERIOD_NAME, PERIOD_TRADES, PERIOD_ACTIVE, PERIOD_VOLUME},
     .bars = PERIOD_VOLUME},
    {.subject = REPORT_PERIODS,
     .title = "Members, by the end of each period",
     .columns = {PERIOD_NAME, PERIOD_MEMBERS, PERIOD_OPENED, PERIOD_CLOSED, PERIOD_WITHOUT_TRADE,
                 PERIOD_OVER_LIMIT}},
    {.subject = REPORT_PERIODS,
     .title = "Members' balances; transfers with central accounts",
     .columns = {PERIOD_NAME, PERIOD_CREDIT, PERIOD_HIGHEST, PERIOD_LOWEST, PERIOD_CENTRAL_TRADES,
                 PERIOD_CENTRAL_VOLUME}},
    {.subject = REPORT_CATEGORIES,
     .title = "Trades by category",
     .columns = {CATEGORY_NAME, CATEGORY_TRADES, CATEGORY_VOLUME},
     .bars = CATEGORY_VOLUME},
    {.subject = REPORT_CENTRALS,
     .title = "Central accounts",
     .columns = {CENTRAL_ID, CENTRAL_NAME, CENTRAL_IN, CENTRAL_OUT, CENTRAL_BALANCE,
                 CENTRAL_DEBIT_LIMIT, CENTRAL_CREDIT_LIMIT, CENTRAL_REMARK}},
    {.subject = REPORT_FLOATS,
     .title = "Vouchers",
     .columns = {FLOAT_ID, FLOAT_NAME, FLOAT_PRINTED, FLOAT_OUT, FLOAT_REDEEMED, FLOAT_TAKEN_BACK,
                 FLOAT_EXPIRED, FLOAT_VALUE}},
    {.subject = REPORT_FUNDS,
     .title = "Funds, as their charters stand",
     .columns = {FUND_ID, FUND_NAME, FUND_LOCALITY, FUND_BEGINS, FUND_ENDS, FUND_BUDGET, FUND_SPENT,
                 FUND_COMMITTED, FUND_LEFT, FUND_BALANCE}},
    {.subject = REPORT_LOCALITIES,
     .title = "Funds by locality",
     .columns = {LOCALITY_NAME, LOCALITY_FUNDS, LOCALITY_BUDGET, LOCALITY_SPENT, LOCALITY_COMMITTED,
                 LOCALITY_LEFT, LOCALITY_BALANCE}},
    {.subject = REPORT_MEMBERS_OVER,
     .title = "Members over their limit",
     .columns = {OVER_ID, OVER_NAME, OVER_BALANCE, OVER_LIMIT, OVER_SINCE}},
    {.subject = REPORT_BINS,
     .title = "How members' balances are spread",
     .columns = {BIN_FROM, BIN_TO, BIN_MEMBERS},
     .bars = BIN_MEMBERS,
     .has_bars_only = true},
    {.subject = REPORT_LEVIES,
     .title = "Levies by rule",
     .columns = {LEVY_RULE, LEVY_CLOSE, LEVY_TO, LEVY_MEMBERS, LEVY_TOTAL}},
};

const struct report_table report_page_tables[N_REPORT_PAGE_TABLES] = {
    [REPORT_PAGE_TRADE] = {.subject = REPORT_PERIODS,
                           .title = "Trade in figures",
                           .empty = "Nothing to show yet.",
                           .columns = {PERIOD_DAYS, PERIOD_TRADES, PERIOD_VOLUME,
                                       PERIOD_CENTRAL_TRADES, PERIOD_CENTRAL_VOLUME, PERIOD_CREDIT,
                                       PERIOD_HIGHEST, PERIOD_LOWEST}},
    [REPORT_PAGE_CATEGORIES] = {.subject = REPORT_CATEGORIES,
                                .title = "Trades by category",
                                .empty = "There was no trade.",
                                .columns = {CATEGORY_NAME, CATEGORY_TRADES, CATEGORY_VOLUME}},
    [REPORT_PAGE_BINS] = {.subject = REPORT_BINS,
                          .title = "Balances in figures",
                          .empty = "There are no members.",
                          .columns = {BIN_RANGE, BIN_MEMBERS}},
    [REPORT_PAGE_MEMBERS] = {.subject = REPORT_PERIODS,
                             .title = "Members in figures",
                             .empty = "Nothing to show yet.",
                             .columns = {PERIOD_DAYS, PERIOD_MEMBERS, PERIOD_OPENED, PERIOD_CLOSED,
                                         PERIOD_ACTIVE, PERIOD_WITHOUT_TRADE, PERIOD_OVER_LIMIT}},
    [REPORT_PAGE_OVER] = {.subject = REPORT_MEMBERS_OVER,
                          .title = "Members over a limit, at the end",
                          .empty = "No member is over a limit.",
                          .columns = {OVER_ID, OVER_NAME, OVER_BALANCE, OVER_SIDE, OVER_LIMIT,
                                      OVER_SINCE}},
    [REPORT_PAGE_CENTRALS] = {.subject = REPORT_CENTRALS,
                              .title = "Central accounts, over the whole period",
                              .empty = "There are no central accounts.",
                              .columns = {CENTRAL_ID, CENTRAL_NAME, CENTRAL_IN, CENTRAL_OUT,
                                          CENTRAL_BALANCE, CENTRAL_DEBIT_LIMIT,
                                          CENTRAL_CREDIT_LIMIT, CENTRAL_REMARK}},
    [REPORT_PAGE_FLOATS] = {.subject = REPORT_FLOATS,
                            .title = "Vouchers, at the end",
                            .columns = {FLOAT_ID, FLOAT_NAME, FLOAT_PRINTED, FLOAT_OUT,
                                        FLOAT_REDEEMED, FLOAT_TAKEN_BACK, FLOAT_EXPIRED,
                                        FLOAT_VALUE}},
    [REPORT_PAGE_FUNDS] = {.subject = REPORT_FUNDS,
                           .title = "Funds, as their charters stand",
                           .columns = {FUND_ID, FUND_NAME, FUND_LOCALITY, FUND_BEGINS, FUND_ENDS,
                                       FUND_BUDGET, FUND_SPENT, FUND_COMMITTED, FUND_LEFT,
                                       FUND_BALANCE}},
    [REPORT_PAGE_LOCALITIES] = {.subject = REPORT_LOCALITIES,
                                .title = "Funds by locality",
                                .columns = {LOCALITY_NAME, LOCALITY_FUNDS, LOCALITY_BUDGET,
                                            LOCALITY_SPENT, LOCALITY_COMMITTED, LOCALITY_LEFT,
                                            LOCALITY_BALANCE}},
    [REPORT_PAGE_LEVIES] = {.subject = REPORT_LEVIES,
                            .title = "Levies by rule",
                            .columns = {LEVY_RULE, LEVY_CLOSE, LEVY_TO, LEVY_MEMBERS, LEVY_TOTAL}},
};

/* ---------------------------------------------------------------- rows and columns */

bool report_is_figure(const struct report_column *column)
{
    switch (column->type) {
    case REPORT_COUNT:
    case REPORT_NUMBER:
    case REPORT_AMOUNT:
    case REPORT_DEBT:
    case REPORT_LIMIT:
    case REPORT_DEBIT_LIMIT:
    case REPORT_CREDIT_LIMIT:
        return true;
    case REPORT_DAY:
    case REPORT_NAME_OF_ROW:
    case REPORT_PERIOD:
    case REPORT_FLAG:
    case REPORT_REMARK:
    case REPORT_CATEGORY:
    case REPORT_LOCALITY:
    case REPORT_ID:
    case REPORT_NAME:
    case REPORT_PURPOSE:
    case REPORT_SIDE:
    case REPORT_RANGE:
        break;
    }
    return false;
}

bool report_is_words(const struct report_column *column)
{
    return column->type == REPORT_CATEGORY || column->type == REPORT_LOCALITY ||
           column->type == REPORT_NAME;
}

/* The rows of a subject, as the library counted them. */
struct rows {
    const void *first;
    size_t n;
    size_t size; /* of one */
};

static struct rows rows_of(const struct report *report, enum report_subject subject)
{
    const struct lets_report_figures *figures = report->figures;

    switch (subject) {
    case REPORT_PERIODS:
        return (struct rows){figures->rows, figures->n_rows, sizeof *figures->rows};
    case REPORT_CATEGORIES:
        return (struct rows){figures->categories, figures->n_categories,
                             sizeof *figures->categories};
    case REPORT_CENTRALS:
        return (struct rows){figures->centrals, figures->n_centrals, sizeof *figures->centrals};
    case REPORT_FLOATS:
        return (struct rows){figures->floats, figures->n_floats, sizeof *figures->floats};
    case REPORT_FUNDS:
        return (struct rows){figures->funds, figures->n_funds, sizeof *figures->funds};
    case REPORT_LOCALITIES:
        return (struct rows){figures->localities, figures->n_localities,
                             sizeof *figures->localities};
    case REPORT_MEMBERS_OVER:
        return (struct rows){figures->over, figures->n_over, sizeof *figures->over};
    case REPORT_BINS:
        return (struct rows){figures->bins, figures->n_bins, sizeof *figures->bins};
    case REPORT_LEVIES:
        return (struct rows){figures->levies, figures->n_levies, sizeof *figures->levies};
    case N_REPORT_SUBJECTS:
        break;
    }
    return (struct rows){NULL, 0, 0};
}

size_t report_n_rows(const struct report *report, const struct report_table *table)
{
    return rows_of(report, table->subject).n;
}

const void *report_value(const struct report *report, const struct report_table *table, size_t row,
                         const struct report_column *column)
{
    struct rows rows = rows_of(report, table->subject);
    const char *first = rows.first;

    return first + row * rows.size + column->at;
}

/* Whether any of the central accounts, which alone have remarks, has one. */
static bool has_remark(const struct report *report)
{
    for (size_t i = 0; i < report->figures->n_centrals; i++) {
        if (report->figures->centrals[i].is_over) {
            return true;
        }
    }
    return false;
}

size_t report_n_columns(const struct report *report, const struct report_table *table)
{
    size_t n = 0;

    while (n < REPORT_COLUMNS_MAX && table->columns[n] != END_OF_COLUMNS) {
        n++;
    }
    bool is_remark = n > 0 && columns[table->columns[n - 1]].type == REPORT_REMARK;
    return is_remark && !has_remark(report) ? n - 1 : n;
}

const struct report_column *report_table_column(const struct report_table *table, size_t i)
{
    return &columns[table->columns[i]];
}

const struct report_column *report_table_bars(const struct report_table *table)
{
    return table->bars != END_OF_COLUMNS ? &columns[table->bars] : NULL;
}
