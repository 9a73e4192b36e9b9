/* SPDX-License-Identifier: MIT */
#ifndef LETS_RULE_BOOK_H
#define LETS_RULE_BOOK_H

/* What a ledger keeps of rules and of their runs. */

#include "base/map.h"
#include "base/mem.h"

/* A run, in its place among the transfers: those of a levy follow one another. */
struct kept_run {
    uint32_t rule;
    uint32_t first; /* number of the transfer that came next */
    uint32_t count; /* of its entries */
    uint32_t n_reversed;
    int64_t total;
    struct lets_date close;
    bool is_levy;
    bool is_undone; /* a levy without transfers, whose close was reopened */
};

/* What an account earned and spent in trade: net, and without runs and their reversals. */
struct flow {
    int64_t earned;
    int64_t spent;
};

/* The run whose entries are being taken in. */
struct run_at_hand {
    bool is_there;
    uint32_t rule;
    struct lets_dues dues; /* owned */
    size_t next;           /* of its items: the next that is in the run, or behind the last */
    uint32_t n_followed;   /* entries that came, refused ones counted */
    bool has_date;
    struct lets_date date; /* of the first of them */
    uint64_t line;
};

/* {0} is empty. */
struct rule_book {
    struct lets_rule *rules; /* owned */
    uint32_t n_rules;
    size_t rules_capacity;
    struct map names;      /* folded, to the index of the rule */
    struct kept_run *runs; /* owned, in their order, and so by `first` */
    uint32_t n_runs;
    size_t runs_capacity;
    struct flow *flows; /* owned: of the first n_counted closed transfers, all days; see dues.h */
    size_t n_flows;
    size_t flows_capacity;
    size_t n_counted;
    struct run_at_hand run;
};

void rule_book_release(struct rule_book *book);

/* The rule of a name, without regard to case and leading zeros; NULL for none. */
struct lets_rule *rule_book_find(const struct rule_book *book, struct lets_span name);

/* The run of which a transfer is; NULL for none. */
struct kept_run *rule_book_run_of(const struct rule_book *book, uint32_t number);

/* Whether a run is a levy that was not undone. */
bool rule_book_stands(const struct kept_run *run);

/* The last run of a rule that stands; NULL for none. */
const struct kept_run *rule_book_last(const struct rule_book *book, uint32_t rule);

/* A run with transfers that stands on the close of that day; NULL for none. */
const struct kept_run *rule_book_on(const struct rule_book *book, struct lets_date close);

/* The close of that day, on which none stands, is undone: so are runs without transfers. */
void rule_book_undo(struct rule_book *book, struct lets_date close);

#endif
