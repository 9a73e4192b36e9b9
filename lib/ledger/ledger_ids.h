/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_IDS_H
#define LETS_LEDGER_IDS_H

/* Ids: which account one names, and what it takes to add one. */

#include "ledger/ledger.h"

/* Who pays whom, found before a transfer is applied: indexes of accounts, since these may move. */
#define LEDGER_NOBODY UINT32_MAX
struct ledger_parties {
    uint32_t payer;
    uint32_t payee;
};

/* The exact account of an id in a journal; NULL for none. Until an account is added. */
struct lets_account *ledger_exact(const struct lets_ledger *ledger, struct lets_span id);

/* Room for one more account's id; then whether that is one of digits that needs no folded form
 * kept; and, before it is counted, its place (folded: lives as long as the ledger). */
enum lets_status ledger_reserve_id(struct lets_ledger *ledger, struct lets_span id,
                                   struct lets_error *err);
bool ledger_is_numbered(const struct lets_ledger *ledger, struct lets_span id);
void ledger_add_id(struct lets_ledger *ledger, struct lets_span id, struct lets_span folded,
                   uint32_t index);

/*
 * Has the memory fetched that a transfer needs, to be there when it is applied: what tells where
 * an account is (word: not 0); some entries later finds the accounts; and again some later, when
 * these are there, what is known of its cheque and reference. Ids as ident_word gives them; 0
 * finds nobody.
 */
void ledger_foresee_id(const struct lets_ledger *ledger, uint64_t word);
struct ledger_parties ledger_foresee(const struct lets_ledger *ledger, uint64_t payer,
                                     uint64_t payee);
void ledger_foresee_rest(const struct lets_ledger *ledger, struct ledger_parties parties,
                         const struct lets_entry *transfer);

/* LETS_UNKNOWN_ACCOUNT, in words. Set ledger->blamed yourself. */
enum lets_status ledger_fail_unknown(const struct lets_ledger *ledger, struct lets_span id,
                                     struct lets_error *err);

#endif
