/* SPDX-License-Identifier: MIT */
#ifndef LETS_FUND_BOOK_H
#define LETS_FUND_BOOK_H

/*
 * What a ledger keeps of central accounts as funds: what each paid, with or without a charter, for
 * a later charter counts it too; the charter that stands; proposals, and the last vote of each
 * approver on them.
 */

#include "values/day_sums.h"

/* A transfer that a central account paid, reversals apart. */
struct fund_payment {
    uint32_t number;
    uint32_t proposal; /* 0: none; FUND_FREE: it went to residue-to outside of the budget */
};
#define FUND_FREE UINT32_MAX

struct fund {
    uint32_t account;
    bool has_charter;
    uint32_t n_residues;         /* charters that stand and name it for the residue */
    struct lets_charter charter; /* but `spent` */
    uint64_t charter_entry;      /* which entry of the journal set it */
    bool is_summed;              /* from its first charter on: what follows is kept */
    uint32_t spent;              /* by the day: roots in the book's sums */
    uint32_t petty;              /* of that, without a proposal */
    uint32_t first_proposal;     /* 0: none */
    uint32_t last_proposal;
    struct fund_payment *payments; /* owned, by number */
    size_t n_payments;
    size_t payments_capacity;
};

/* The last vote of one account on a proposal. */
struct ballot {
    uint32_t by;
    enum lets_answer answer;
    struct lets_date date;
    unsigned answers;     /* bit A: answer A was given on that date */
    struct lets_span key; /* with which it was signed; empty: without */
};

struct kept_proposal {
    struct lets_proposal said; /* but n_votes */
    uint64_t entry;            /* which entry of the journal it is */
    uint32_t next;             /* of the same fund; 0: none */
    struct ballot *ballots;    /* owned, in the order of the accounts */
    uint32_t n_ballots;
    size_t ballots_capacity;
};

/* {0} is empty. */
struct fund_book {
    struct fund *funds; /* owned: one for each central account, in the order of opening */
    size_t n_funds;
    size_t funds_capacity;
    struct kept_proposal *proposals; /* owned, by number */
    uint32_t n_proposals;
    size_t proposals_capacity;
    struct day_sums sums;
};

void fund_book_release(struct fund_book *book);

/* Room for one more fund. LETS_OUT_OF_MEMORY. */
enum lets_status fund_book_reserve(struct fund_book *book, struct lets_error *err);
void fund_book_add(struct fund_book *book, uint32_t account);

/* The fund of an account; NULL for a member's. */
struct fund *fund_book_find(const struct fund_book *book, uint32_t account);

/* The fund of an account that has a charter; NULL for any other. */
struct fund *fund_book_chartered(const struct fund_book *book, uint32_t account);

/* Room to count `n` payments of funds. LETS_OUT_OF_MEMORY. */
enum lets_status fund_book_reserve_payments(struct fund_book *book, size_t n,
                                            struct lets_error *err);

/* Counts a payment of a fund that is summed, or, minor below zero, one that was taken back. */
void fund_book_count(struct fund_book *book, struct fund *fund, struct lets_date date,
                     int64_t minor, bool without_proposal);

/* The days in which a charter allows payments. */
struct lets_period charter_days(const struct lets_charter *charter);

/* What a fund that is summed spent in a period; and what of that without a proposal. */
struct lets_amount fund_book_spent(const struct fund_book *book, const struct fund *fund,
                                   struct lets_period period);
struct lets_amount fund_book_petty(const struct fund_book *book, const struct fund *fund,
                                   struct lets_period period);

/* The proposal of a number; NULL for none. */
struct kept_proposal *fund_book_proposal(const struct fund_book *book, uint32_t number);

/* The payment of a fund with the number of that transfer; NULL for none. */
const struct fund_payment *fund_find_payment(const struct fund *fund, uint32_t number);

/* The ballot of an account; NULL for none. Room for one more; and a new one, in its place. */
struct ballot *proposal_find_ballot(const struct kept_proposal *proposal, uint32_t by);
enum lets_status proposal_reserve_ballot(struct kept_proposal *proposal, struct lets_error *err);
struct ballot *proposal_add_ballot(struct kept_proposal *proposal, uint32_t by);

#endif
