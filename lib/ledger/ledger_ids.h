/* SPDX-License-Identifier: MIT */
#ifndef LETS_LEDGER_IDS_H
#define LETS_LEDGER_IDS_H

/* Ids: which account one names, and what it takes to add one. */

#include "ledger/ledger.h"

/* The accounts of a transfer, looked up before it is applied. Indexes, since accounts may move
 * until then. LEDGER_NOBODY: not looked up, or not there yet. */
#define LEDGER_NOBODY UINT32_MAX
struct ledger_parties {
    uint32_t payer;
    uint32_t payee;
};

/* The account whose id is spelled exactly so, as a journal must spell it; NULL for none. Borrowed
 * until an account is added. */
struct lets_account *ledger_exact(const struct lets_ledger *ledger, struct lets_span id);

/* To add the id of a new account: makes room for it. LETS_OUT_OF_MEMORY. */
enum lets_status ledger_reserve_id(struct lets_ledger *ledger, struct lets_span id,
                                   struct lets_error *err);

/* Then: whether it is an id of digits, for which ledger_add_id needs no folded form. */
bool ledger_is_numbered(const struct lets_ledger *ledger, struct lets_span id);

/* Then: adds the id of account `index`, before that is counted in n_accounts. id and folded, as
 * ident_fold gives it, are borrowed as long as the ledger lives. */
void ledger_add_id(struct lets_ledger *ledger, struct lets_span id, struct lets_span folded,
                   uint32_t index);

/*
 * Prefetching for a transfer that will be applied some entries later, in up to three steps. Each
 * should come some entries after the one before, to find in the cache what that has prefetched.
 * Ids are words as ident_word gives them. Nothing of the ledger is changed.
 *
 * The first, worth while with many accounts: prefetches the slot in which an id (not 0) will be
 * looked up.
 */
void ledger_prefetch_id(const struct lets_ledger *ledger, uint64_t word);

/* The second: looks the accounts up and prefetches them. Returns them, for ledger_apply_prefetched;
 * LEDGER_NOBODY for an id that is 0 or of no account now. */
struct ledger_parties ledger_prefetch_accounts(const struct lets_ledger *ledger, uint64_t payer,
                                               uint64_t payee);

/* The third: prefetches what is known of the transfer's cheque and reference. parties: as returned
 * by the second. */
void ledger_prefetch_cheque_and_ref(const struct lets_ledger *ledger, struct ledger_parties parties,
                                    const struct lets_entry *transfer);

/* LETS_UNKNOWN_ACCOUNT, in words. Set ledger->blamed yourself. */
enum lets_status ledger_fail_unknown(const struct lets_ledger *ledger, struct lets_span id,
                                     struct lets_error *err);

#endif
