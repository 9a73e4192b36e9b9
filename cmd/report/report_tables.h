/* SPDX-License-Identifier: MIT */
#ifndef REPORT_TABLES_H
#define REPORT_TABLES_H

/*
 * The tables of a report: which columns there are, what each is called and where its figures come
 * from, and which of them every medium shows. Rows are what CSV and JSON are made of, text is for a
 * terminal or the printer, and a page is HTML or PDF.
 */

#include "report/report.h"

/* What the rows of a table are about. */
enum report_subject {
    REPORT_PERIODS,
    REPORT_CATEGORIES,
    REPORT_CENTRALS,
    REPORT_FLOATS,
    REPORT_FUNDS,
    REPORT_LOCALITIES,
    REPORT_MEMBERS_OVER,
    REPORT_BINS,
    REPORT_LEVIES,
    N_REPORT_SUBJECTS
};

/* What is made of the member of the library's row that a column is of. */
enum report_type {
    REPORT_DAY,          /* struct lets_date */
    REPORT_NAME_OF_ROW,  /* struct lets_report_row: report_name_row */
    REPORT_PERIOD,       /* struct lets_period */
    REPORT_COUNT,        /* uint32_t */
    REPORT_NUMBER,       /* int64_t: a count by days, which may be below zero */
    REPORT_AMOUNT,       /* struct lets_amount */
    REPORT_DEBT,         /* struct lets_amount, above zero; a page shows how far below zero it is */
    REPORT_LIMIT,        /* struct lets_limit */
    REPORT_FLAG,         /* bool */
    REPORT_REMARK,       /* bool: "over limit" where it is so, and the row stands out */
    REPORT_CATEGORY,     /* struct lets_span, which may be empty */
    REPORT_LOCALITY,     /* struct lets_span, likewise */
    REPORT_ID,           /* const struct lets_account * */
    REPORT_NAME,         /* const struct lets_account *: absent where there is only the id */
    REPORT_PURPOSE,      /* const struct lets_account * */
    REPORT_SIDE,         /* struct lets_report_over: "debit" or "credit", the limit it is about */
    REPORT_DEBIT_LIMIT,  /* struct lets_report_over: that limit, where it is the debit limit */
    REPORT_CREDIT_LIMIT, /* likewise */
    REPORT_RANGE         /* struct lets_report_bin: report_name_bin */
};

/* What a column is called where: NULL where it is not shown. */
struct report_column {
    const char *key;     /* in rows */
    const char *heading; /* in text */
    const char *caption; /* on a page */
    enum report_type type;
    size_t at; /* of its member */
};

/* A column of figures stands at the right; one of somebody's words may be of any length. */
bool report_is_figure(const struct report_column *column);
bool report_is_words(const struct report_column *column);

enum { REPORT_COLUMNS_MAX = 16 };

/* A table of one medium. */
struct report_table {
    enum report_subject subject;
    const char *title;                         /* above it; in rows the key that they stand under */
    const char *empty;                         /* on a page, what is said where there is no row;
                                                  NULL: nothing, and no table */
    unsigned char columns[REPORT_COLUMNS_MAX]; /* in their order: report_table_column */
    unsigned char bars; /* in text, the column of which bars are drawn behind the others; 0: none */
    bool has_bars_only; /* and without any bar there is no table */
};

/* The rows: CSV has those of the periods alone. */
extern const struct report_table report_rows_tables[N_REPORT_SUBJECTS];

/* The tables of text, in their order. */
enum { N_REPORT_TEXT_TABLES = 11 };
extern const struct report_table report_text_tables[N_REPORT_TEXT_TABLES];

/* The tables of a page, which parts them by charts. */
enum report_page_table {
    REPORT_PAGE_TRADE,
    REPORT_PAGE_CATEGORIES,
    REPORT_PAGE_BINS,
    REPORT_PAGE_MEMBERS,
    REPORT_PAGE_OVER,
    REPORT_PAGE_CENTRALS,
    REPORT_PAGE_FLOATS,
    REPORT_PAGE_FUNDS,
    REPORT_PAGE_LOCALITIES,
    REPORT_PAGE_LEVIES,
    N_REPORT_PAGE_TABLES
};
extern const struct report_table report_page_tables[N_REPORT_PAGE_TABLES];

size_t report_n_rows(const struct report *report, const struct report_table *table);

/* The columns of a table, without remarks where no row has one. */
size_t report_n_columns(const struct report *report, const struct report_table *table);
const struct report_column *report_table_column(const struct report_table *table, size_t i);

/* The column of which a table of text has bars; NULL: none. */
const struct report_column *report_table_bars(const struct report_table *table);

/* Where the value of a cell stands in what the library counted: of the column's type. */
const void *report_value(const struct report *report, const struct report_table *table, size_t row,
                         const struct report_column *column);

#endif
