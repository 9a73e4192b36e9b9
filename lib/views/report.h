/* SPDX-License-Identifier: MIT */
#ifndef LETS_REPORT_H
#define LETS_REPORT_H

/* What is behind struct lets_report: what the observer keeps, the sweep over the days, and what is
 * made of it. */

#include "base/map.h"
#include "base/mem.h"
#include "views/report_vouchers.h"

/* What an account's own entries or the policy say, from a day on. */
enum report_event_kind { REPORT_STATUS, REPORT_DEBIT_LIMIT, REPORT_CREDIT_LIMIT };
#define REPORT_POLICY UINT32_MAX /* as the account of an event */
struct report_event {
    struct lets_date date; /* not before that of the one before: what was said last holds */
    uint32_t order;        /* of recording */
    uint32_t account;      /* its index, or REPORT_POLICY */
    enum report_event_kind kind;
    enum lets_account_status status;
    struct lets_limit limit;
};

/* The limits of an account, LETS_LIMIT_DEFAULT being the policy's; or those of the policy. */
struct report_limits {
    struct lets_limit debit;
    struct lets_limit credit;
};

/* What an account or the policy began with, and the day of the last event of each kind. */
struct report_beginning {
    struct report_limits limits;
    struct lets_date last[REPORT_CREDIT_LIMIT + 1];
};

/* An account on the day at which the sweep is. */
struct report_account {
    bool is_counted; /* a member, of the locality if one was asked for */
    bool is_central;
    bool is_closed;
    bool is_over;
    bool is_touched; /* since it was last looked at whether it is over */
    struct lets_date closed_since;
    struct lets_date over_since;
    struct report_limits limits;
    int64_t balance;
    int64_t in; /* in the whole period, net of reversals */
    int64_t out;
    uint32_t traded_row; /* the last row in which it had a trade, from 1; 0: none */
};

/* A day's transfer. */
struct report_day {
    int32_t day;
    uint32_t number;
};

struct lets_report {
    struct lets_report_options options;
    struct arena texts;
    struct report_beginning policy;
    struct report_beginning *beginnings; /* owned; of each account */
    size_t n_beginnings;
    size_t beginnings_capacity;
    struct report_event *events; /* owned */
    size_t n_events;
    size_t events_capacity;
    struct map category_ids;                 /* to the index in categories */
    struct lets_report_category *categories; /* owned; the first is that of transfers without one */
    size_t n_categories;
    size_t categories_capacity;
    uint32_t *category_of; /* owned; of each transfer up to the last that has one, by number - 1 */
    size_t n_category_of;
    size_t category_of_capacity;
    bool has_openings;  /* an account was of purpose opening */
    uint32_t *openings; /* owned; numbers of transfers with an account of purpose opening, as it was
                           when they were recorded */
    size_t n_openings;
    size_t openings_capacity;
    struct report_vouchers vouchers;
    struct lets_report_row *rows; /* owned, as is all below */
    size_t n_rows;
    size_t rows_capacity;
    struct report_account *accounts;
    struct report_day *days;
    struct lets_report_central *centrals;
    struct lets_report_float *floats;
    struct lets_report_fund *funds;
    size_t funds_capacity;
    struct lets_report_locality *localities;
    struct lets_report_over *over;
    struct lets_report_bin *bins;
    struct lets_report_levy *levies;
};

/* The rows of the options' period, empty as yet. LETS_OUT_OF_MEMORY. */
enum lets_status report_make_rows(struct lets_report *report, const struct lets_ledger *ledger,
                                  struct lets_error *err);

#endif
