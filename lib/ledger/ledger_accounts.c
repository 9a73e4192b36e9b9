/* SPDX-License-Identifier: MIT */
/*
 * Accounts come in and change (journal.md: member, central, change). An id is never used again, so
 * an account is never taken out; closed, it waits.
 */

#include "ledger/ledger_accounts.h"

#include <assert.h>

#include "entries/entry.h"
#include "ledger/ledger_ids.h"
#include "ledger/ledger_policy.h"
#include "values/ident.h"

/* Room for one more account, in every array that has one item for each. */
static enum lets_status reserve_account(struct lets_ledger *ledger, struct lets_span id,
                                        bool is_member, struct lets_error *err)
{
    size_t needed = (size_t)ledger->summary.n_accounts + 1;
    enum lets_status status = mem_grow(&ledger->accounts, &ledger->accounts_capacity, needed, err);
    if (status != LETS_OK) {
        return status;
    }
    status = mem_grow(&ledger->closed_balances, &ledger->closed_capacity, needed, err);
    if (status != LETS_OK) {
        return status;
    }
    status = mem_grow(&ledger->near_cheques, &ledger->near_cheques_capacity, needed, err);
    if (status != LETS_OK) {
        return status;
    }
    status = is_member ? LETS_OK : fund_book_reserve(&ledger->funds, err);
    return status == LETS_OK ? ledger_reserve_id(ledger, id, err) : status;
}

static enum lets_status check_new_id(struct lets_ledger *ledger, struct lets_span id,
                                     struct lets_error *err)
{
    const struct lets_account *like = lets_ledger_find(ledger, id);
    if (like == NULL) {
        return LETS_OK;
    }
    if (lets_span_equal(like->id, id)) {
        return LEDGER_REFUSE(id, LETS_ACCOUNT_EXISTS,
                             "the id '%.*s' was given out before, and ids are never "
                             "used again",
                             LETS__SHOW(id));
    }
    return LEDGER_REFUSE(id, LETS_ACCOUNT_EXISTS,
                         "the id '%.*s' differs from '%.*s' only in case or leading "
                         "zeros",
                         LETS__SHOW(id), LETS__SHOW(like->id));
}

static enum lets_status fail_none_place(struct lets_ledger *ledger, struct lets_error *err)
{
    return LEDGER_REFUSE(locality, LETS_BAD_WORD,
                         "no locality can be called 'none': the word clears one");
}

/* A copy of a locality, or the one that was made of the same text before: thousands live in a few.
 * Each text has one place where its copy is looked for, and the last to come there has it. */
static enum lets_status keep_locality(struct lets_ledger *ledger, struct lets_span locality,
                                      struct lets_span *out, struct lets_error *err)
{
    size_t size = locality.size;
    size_t ends = size == 0 ? 0
                            : (size_t)(unsigned char)locality.bytes[0] * 7 +
                                  (unsigned char)locality.bytes[size - 1];
    struct lets_span *kept = &ledger->localities[(ends + size) % LOCALITIES_KEPT];
    enum lets_status status = LETS_OK;
    if (kept->bytes == NULL || !lets_span_equal(*kept, locality)) {
        status = arena_copy(&ledger->texts, locality, kept, err);
    }
    if (status == LETS_OK) {
        *out = *kept;
    }
    return status;
}

/* The label of an agreement that a policy gave, as that spelled it. */
static enum lets_status find_agreed(struct lets_ledger *ledger, struct lets_span label,
                                    struct lets_span *out, struct lets_error *err)
{
    const struct agreement *agreement = ledger_agreement(ledger, label);
    if (agreement == NULL) {
        return LEDGER_REFUSE(agreed, LETS_UNKNOWN_AGREEMENT, "no policy gave an agreement '%.*s'",
                             LETS__SHOW(label));
    }
    *out = agreement->label;
    return LETS_OK;
}

static enum lets_status open_account(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    bool is_member = entry->kind == LETS_KIND_MEMBER;
    struct lets_account account = {
        .index = ledger->summary.n_accounts,
        .kind = is_member ? LETS_MEMBER : LETS_CENTRAL,
        .status = LETS_ACTIVE,
        .purpose = is_member ? LETS_PURPOSE_ADMINISTRATION : entry->purpose,
        .opened = is_member ? entry->joined : entry->opened,
    };
    if (lets_entry_has(entry, debit_limit)) {
        account.debit_limit = entry->debit_limit;
    }
    if (lets_entry_has(entry, credit_limit)) {
        account.credit_limit = entry->credit_limit;
    }
    struct lets_span folded = {0};
    char buffer[LETS_ID_MAX + 1];
    enum lets_status status = check_new_id(ledger, entry->id, err);
    if (status != LETS_OK) {
        return status;
    }
    if (lets_span_equal(entry->locality, lets_span_of("none"))) {
        return fail_none_place(ledger, err);
    }
    if (lets_entry_has(entry, agreed)) {
        status = find_agreed(ledger, entry->agreed, &account.agreed, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    assert(is_member ||
           (lets_entry_has(entry, debit_limit) && lets_entry_has(entry, credit_limit)));
    status = reserve_account(ledger, entry->id, is_member, err);
    if (status == LETS_OK) {
        status = arena_copy(&ledger->texts, entry->id, &account.id, err);
    }
    if (status == LETS_OK && !ledger_is_numbered(ledger, entry->id)) {
        status = arena_copy(&ledger->texts, ident_fold(entry->id, buffer), &folded, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, title)) {
        status = arena_copy(&ledger->texts, entry->title, &account.title, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, locality)) {
        status = keep_locality(ledger, entry->locality, &account.locality, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    ledger->accounts[account.index] = account;
    ledger->closed_balances[account.index] = (struct lets_amount){0};
    ledger->near_cheques[account.index] = (struct cheque_near){0};
    ledger_add_id(ledger, account.id, folded, account.index);
    ledger->summary.n_accounts++;
    if (!is_member) {
        fund_book_add(&ledger->funds, account.index);
    }
    return LETS_OK;
}

enum lets_status ledger_apply_member(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    return open_account(ledger, entry, err);
}

enum lets_status ledger_apply_central(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      struct lets_error *err)
{
    return open_account(ledger, entry, err);
}

/* ---------------------------------------------------------------- change */

static enum lets_status check_kind(struct lets_ledger *ledger, const struct lets_account *account,
                                   const struct lets_entry *entry, struct lets_error *err)
{
    bool is_member = account->kind == LETS_MEMBER;
    if (is_member && lets_entry_has(entry, purpose)) {
        return LEDGER_REFUSE(purpose, LETS_WRONG_KIND,
                             "'%.*s' is a member's account: it has no purpose",
                             LETS__SHOW(account->id));
    }
    if (is_member && lets_entry_has(entry, title)) {
        return LEDGER_REFUSE(title, LETS_WRONG_KIND,
                             "'%.*s' is a member's account: it has no title, and the "
                             "name is in the directory",
                             LETS__SHOW(account->id));
    }
    if (!is_member && lets_entry_has(entry, debit_limit) &&
        entry->debit_limit.kind == LETS_LIMIT_DEFAULT) {
        return LEDGER_REFUSE(debit_limit, LETS_LIMIT_MISSING,
                             "'%.*s' is a central account: its debit limit "
                             "must be an amount or 'none'",
                             LETS__SHOW(account->id));
    }
    if (!is_member && lets_entry_has(entry, credit_limit) &&
        entry->credit_limit.kind == LETS_LIMIT_DEFAULT) {
        return LEDGER_REFUSE(credit_limit, LETS_LIMIT_MISSING,
                             "'%.*s' is a central account: its credit limit "
                             "must be an amount or 'none'",
                             LETS__SHOW(account->id));
    }
    if (account->is_float && lets_entry_has(entry, purpose)) {
        return LEDGER_REFUSE(purpose, LETS_VOUCHER_FLOAT,
                             "'%.*s' sells vouchers: its purpose stays", LETS__SHOW(account->id));
    }
    return LETS_OK;
}

static enum lets_status check_status(struct lets_ledger *ledger, const struct lets_account *account,
                                     const struct lets_entry *entry, struct lets_error *err)
{
    if (!lets_entry_has(entry, status)) {
        return LETS_OK;
    }
    if (account->status == entry->status) {
        return LEDGER_REFUSE(status, LETS_NO_CHANGE, "'%.*s' is %s already",
                             LETS__SHOW(account->id), lets_account_status_word(entry->status));
    }
    if (account->status == LETS_CLOSED && entry->status != LETS_ACTIVE) {
        return LEDGER_REFUSE(status, LETS_ACCOUNT_CLOSED,
                             "'%.*s' is closed: it can only become active again",
                             LETS__SHOW(account->id));
    }
    if (entry->status == LETS_CLOSED && account->balance.minor != 0) {
        char balance[LETS_AMOUNT_SIZE];
        lets_amount_format(account->balance, ledger->summary.decimals, balance);
        return LEDGER_REFUSE(status, LETS_BALANCE_NOT_ZERO,
                             "'%.*s' has a balance of %s, and only at zero can "
                             "it be closed",
                             LETS__SHOW(account->id), balance);
    }
    return LETS_OK;
}

static enum lets_status check_change(struct lets_ledger *ledger, const struct lets_account *account,
                                     const struct lets_entry *entry, struct lets_error *err)
{
    static const enum lets_field others[] = {LETS_FIELD_id, LETS_FIELD_date, LETS_FIELD_reason,
                                             LETS_FIELD_note};
    if (entry_has_only(entry, others, sizeof others / sizeof *others)) {
        return LEDGER_REFUSE(id, LETS_NO_CHANGE, "the entry changes nothing of '%.*s'",
                             LETS__SHOW(account->id));
    }
    enum lets_status status = check_kind(ledger, account, entry, err);
    if (status == LETS_OK && lets_entry_has(entry, joined) &&
        entry->joined.day >= account->opened.day) {
        char present[LETS_DATE_SIZE];
        lets_date_format(account->opened, present);
        status = LEDGER_REFUSE(joined, LETS_JOINED_LATER,
                               "'%.*s' was opened on %s, which can only become an "
                               "earlier day",
                               LETS__SHOW(account->id), present);
    }
    if (status == LETS_OK && account->kind != LETS_MEMBER && lets_entry_has(entry, agreed)) {
        status = LEDGER_REFUSE(agreed, LETS_WRONG_KIND,
                               "'%.*s' is a central account: it agrees to nothing",
                               LETS__SHOW(account->id));
    }
    return status == LETS_OK ? check_status(ledger, account, entry, err) : status;
}

enum lets_status ledger_apply_change(struct lets_ledger *ledger, const struct lets_entry *entry,
                                     struct lets_error *err)
{
    struct lets_account *account = ledger_exact(ledger, entry->id);
    if (account == NULL) {
        return ledger_fail_unknown(ledger, entry->id, err);
    }
    struct lets_account changed = *account;
    enum lets_status status = check_change(ledger, account, entry, err);
    if (status == LETS_OK && lets_entry_has(entry, title)) {
        status = arena_copy(&ledger->texts, entry->title, &changed.title, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, locality)) {
        bool is_cleared = lets_span_equal(entry->locality, lets_span_of("none"));
        changed.locality = (struct lets_span){0};
        status =
            is_cleared ? LETS_OK : keep_locality(ledger, entry->locality, &changed.locality, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, agreed)) {
        bool is_cleared = lets_span_equal(entry->agreed, lets_span_of("none"));
        changed.agreed = (struct lets_span){0};
        status = is_cleared ? LETS_OK : find_agreed(ledger, entry->agreed, &changed.agreed, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    changed.opened = lets_entry_has(entry, joined) ? entry->joined : changed.opened;
    changed.purpose = lets_entry_has(entry, purpose) ? entry->purpose : changed.purpose;
    changed.debit_limit =
        lets_entry_has(entry, debit_limit) ? entry->debit_limit : changed.debit_limit;
    changed.credit_limit =
        lets_entry_has(entry, credit_limit) ? entry->credit_limit : changed.credit_limit;
    changed.status = lets_entry_has(entry, status) ? entry->status : changed.status;
    *account = changed;
    return LETS_OK;
}
