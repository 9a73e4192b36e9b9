/* SPDX-License-Identifier: MIT */
#ifndef WORDS_H
#define WORDS_H

/*
 * Sentences in members' words: "Ann Archer paid Bob Jones 12.50 LINK for kitchen tap". Every entry
 * of every kind has one. Nothing here is made harmless; output_line and list_text do that.
 */

#include "base/buffer.h"

/* How accounts are named: by the directory, else by a central account's title, else by id. Without
 * a directory (NULL): by id only. Set by names_set. */
struct names {
    const struct lets_directory *directory;
    struct lets_span *shared; /* owned, sorted: names that several members have */
    size_t n_shared;
};

/* Names accounts by a directory, borrowed, or NULL; to be called again whenever it has changed. */
void names_set(struct names *names, const struct lets_directory *directory);
void names_release(struct names *names);

/* The name alone, for where the id stands beside it; else see words_label. Borrowed from the
 * directory or the account. */
struct lets_span words_name(const struct names *names, const struct lets_account *account);

/* "Ann Archer (0001)", or the id alone where there is no name. */
void words_name_and_id(struct buffer *out, const struct names *names,
                       const struct lets_account *account);

/* "Ann Archer", or "Ann Archer (0001)" where another member has the same name. */
void words_label(struct buffer *out, const struct names *names, const struct lets_account *account);

/* "12.50 LINK". */
void words_amount(struct buffer *out, const struct lets_ledger *ledger, struct lets_amount amount);

/* "200.00", "none" or "default". */
void words_limit(struct buffer *out, const struct lets_ledger *ledger, struct lets_limit limit);

bool words_same_limit(struct lets_limit a, struct lets_limit b);

/* "none", "10 days" or "6 months". */
void words_validity(struct buffer *out, struct lets_validity validity);

/* "Ann Archer (0001) is at -102.50, beyond the debit limit of 100.00", of an account that is. */
void words_over(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                const struct lets_account *account);

/* The first 32 digits of a hash in groups of four. */
void words_head(struct buffer *out, const struct lets_hash *hash);

/* "head 5c0f 1a2b .. after transfer 17": what every answer and every paper ends with. */
void words_head_line(struct buffer *out, const struct lets_ledger *ledger);
void words_head_line_of(struct buffer *out, const struct lets_summary *summary);

/* What an entry changes, as it was before: of the policy, and of the account that a change names.
 * Texts are empty where there was none. */
struct words_before {
    struct lets_span name;
    struct lets_span unit;
    struct lets_span contact;
    struct lets_limit policy_debit_limit;
    struct lets_limit policy_credit_limit;
    enum lets_limits limits;
    struct lets_validity cheques_valid;
    enum lets_account_status status;
    enum lets_purpose purpose;
    struct lets_date opened;
    struct lets_span title;
    struct lets_span locality;
    struct lets_limit debit_limit;
    struct lets_limit credit_limit;
};

/*
 * Observers are called when an entry has been applied, and the ledger keeps no past: a history
 * remembers, per account and for the policy, what the entries so far said.
 *
 *   before = words_history_before(history, ledger, entry);     in the observer, first
 *   words_entry(&sentence, ledger, &names, entry, &before);
 *   words_history_take(history, ledger, entry);                last, for every entry
 */
struct words_history;
struct words_history *words_history_new(void);
void words_history_free(struct words_history *history);

/* Borrowed texts, until words_history_take. */
struct words_before words_history_before(const struct words_history *history,
                                         const struct lets_ledger *ledger,
                                         const struct lets_entry *entry);
void words_history_take(struct words_history *history, const struct lets_ledger *ledger,
                        const struct lets_entry *entry);

/* Takes everything as the ledger has it now, for a history that did not see the replay. */
void words_history_catch_up(struct words_history *history, const struct lets_ledger *ledger);

/*
 * Adds the sentence of an entry, without full stop: "0001: debit limit 200.00, was default; AGM".
 * ledger: as it is after the entry. names: as everywhere. before: not NULL; read for `policy` and
 * `change` only.
 */
void words_entry(struct buffer *out, const struct lets_ledger *ledger, const struct names *names,
                 const struct lets_entry *entry, const struct words_before *before);

#endif
