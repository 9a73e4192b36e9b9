/* SPDX-License-Identifier: MIT */
#ifndef LETS_STATEMENT_H
#define LETS_STATEMENT_H

/* What is behind struct lets_statements, shared by the observer and by what makes rows of it. */

#include "base/map.h"
#include "base/mem.h"

/* What is known of an account while the journal goes by. */
struct statement_account {
    bool is_wanted;
    bool was_open;    /* on a day of the period, in a span of days that has ended */
    bool is_reopened; /* it is open again, from `reopened` on */
    bool is_ended;    /* it was closed once, on `first_closed` */
    struct lets_date first_closed;
    struct lets_date reopened;
    int64_t brought_minor; /* from transfers dated before the period */
};

/* The books as at one seal. */
struct statement_books {
    bool is_closed; /* the seal of the close that counts */
    struct lets_summary summary;
    struct lets_account *accounts; /* owned, summary.n_accounts of them; so is: */
    struct statement_standing *standings;
};
struct statement_standing {
    bool is_shown;
    struct lets_fund_state *fund;  /* owned; NULL: it had no charter, or is not wanted */
    struct lets_limit debit_limit; /* in force */
    struct lets_limit credit_limit;
};

struct lets_statements {
    struct lets_period period;
    struct arena texts;
    struct lets_span *named; /* owned; the ids asked for */
    size_t n_named;
    struct map named_ids;               /* folded; empty where all are wanted */
    struct statement_account *accounts; /* owned, by index */
    size_t n_accounts;
    size_t accounts_capacity;
    struct lets_statement_line *lines; /* owned; of all accounts, in the order of the journal */
    size_t n_lines;
    size_t lines_capacity;
    bool is_captured;
    struct statement_books books;      /* where is_captured */
    struct lets_statement *statements; /* owned */
};

/* Copies the books as the ledger has them now. LETS_OUT_OF_MEMORY. */
enum lets_status statement_capture(struct lets_statements *view, const struct lets_ledger *ledger,
                                   bool is_closed, struct lets_error *err);

#endif
