/* SPDX-License-Identifier: MIT */
/*
 * Charters are set, replaced and withdrawn (journal.md: charter). One with keys ends only by a
 * proposal that its own approvers approved, so that no clerk puts keys of his own there.
 */

#include "ledger/ledger_charters.h"

#include <inttypes.h>

#include "entries/entry.h"
#include "entries/entry_writer.h"
#include "ledger/ledger_ids.h"
#include "ledger/ledger_proposals.h"
#include "values/period.h"

/* ---------------------------------------------------------------- checks */

/* Whether it has all keys that say how a fund is spent. */
static enum lets_status check_keys(struct lets_ledger *ledger, const struct lets_entry *entry,
                                   struct lets_error *err)
{
    static const struct {
        enum lets_field field;
        const char *name;
    } needed[] = {
        {LETS_FIELD_begins, "begins"},         {LETS_FIELD_ends, "ends"},
        {LETS_FIELD_budget, "budget"},         {LETS_FIELD_ceiling, "ceiling"},
        {LETS_FIELD_petty, "petty"},           {LETS_FIELD_quorum, "quorum"},
        {LETS_FIELD_residue_to, "residue-to"}, {LETS_FIELD_approvers, "approvers"},
    };
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (!lets_entry_has_field(entry, needed[i].field)) {
            return LEDGER_REFUSE(id, LETS_CHARTER_KEYS, "a charter needs the key '%s'",
                                 needed[i].name);
        }
    }
    if (!lets_entry_has(entry, reason)) {
        return LEDGER_REFUSE(id, LETS_REASON_MISSING, "a charter needs a reason");
    }
    return LETS_OK;
}

static enum lets_status check_withdrawal(struct lets_ledger *ledger, const struct lets_entry *entry,
                                         const struct lets_account *account, struct lets_error *err)
{
    static const enum lets_field keys[] = {LETS_FIELD_id, LETS_FIELD_date, LETS_FIELD_withdrawn,
                                           LETS_FIELD_proposal, LETS_FIELD_note};
    if (!entry_has_only(entry, keys, sizeof keys / sizeof *keys)) {
        return LEDGER_REFUSE(withdrawn, LETS_CHARTER_KEYS,
                             "a charter that is withdrawn has only the keys date, withdrawn and "
                             "proposal");
    }
    if (fund_book_chartered(&ledger->funds, account->index) == NULL) {
        return LEDGER_REFUSE(id, LETS_CHARTER_MISSING, "'%.*s' has no charter",
                             LETS__SHOW(account->id));
    }
    return LETS_OK;
}

/* A central account, open, no float: `what` says what it is here. */
static enum lets_status check_central(const struct lets_account *account, const char *what,
                                      struct lets_error *err)
{
    if (account->kind != LETS_CENTRAL) {
        return lets__fail(err, LETS_WRONG_KIND,
                          "'%.*s' is a member's account: %s is a central account",
                          LETS__SHOW(account->id), what);
    }
    if (account->status == LETS_CLOSED) {
        return lets__fail(err, LETS_ACCOUNT_CLOSED, "the account '%.*s' is closed",
                          LETS__SHOW(account->id));
    }
    if (account->is_float) {
        return lets__fail(err, LETS_WRONG_KIND,
                          "'%.*s' sells vouchers: its balance is what is out, and no charter can "
                          "dispose of it",
                          LETS__SHOW(account->id));
    }
    return LETS_OK;
}

static enum lets_status check_figures(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      struct lets_error *err)
{
    if (entry->ends.day < entry->begins.day) {
        return LEDGER_REFUSE(ends, LETS_CHARTER_DAYS, "%s, the last day, is before %s, the first",
                             day_of(entry->ends).text, day_of(entry->begins).text);
    }
    if (entry->budget.minor == 0) {
        return LEDGER_REFUSE(budget, LETS_CHARTER_AMOUNTS, "a budget must be more than zero");
    }
    if (entry->petty.minor > entry->ceiling.minor) {
        return LEDGER_REFUSE(petty, LETS_CHARTER_AMOUNTS,
                             "petty, what is paid in a month without a proposal, is above the "
                             "ceiling of one payment");
    }
    if (entry->ceiling.minor > entry->budget.minor) {
        return LEDGER_REFUSE(ceiling, LETS_CHARTER_AMOUNTS,
                             "the ceiling of one payment is above the budget");
    }
    return LETS_OK;
}

static enum lets_status check_residue(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      const struct lets_account *fund, struct lets_error *err)
{
    const struct lets_account *to = ledger_exact(ledger, entry->residue_to);
    ledger->blamed = LETS_FIELD_residue_to;
    if (to == NULL) {
        return ledger_fail_unknown(ledger, entry->residue_to, err);
    }
    if (to == fund) {
        return lets__fail(err, LETS_SAME_ACCOUNT, "what is left of '%.*s' cannot go to itself",
                          LETS__SHOW(fund->id));
    }
    return check_central(to, "what is left goes to what", err);
}

static enum lets_status check_approver(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       size_t i, struct lets_error *err)
{
    const struct lets_pair *approvers = entry->approvers.items;
    struct lets_span id = approvers[i].key.text;
    struct lets_span key = approvers[i].value.text;
    const struct lets_account *account = ledger_exact(ledger, id);
    if (account == NULL) {
        return ledger_fail_unknown(ledger, id, err);
    }
    if (account->kind != LETS_MEMBER) {
        return lets__fail(err, LETS_WRONG_KIND, "'%.*s' is a central account: members approve",
                          LETS__SHOW(id));
    }
    if (account->status == LETS_CLOSED) {
        return lets__fail(err, LETS_ACCOUNT_CLOSED, "the account '%.*s' is closed", LETS__SHOW(id));
    }
    for (size_t j = 0; j < i && !lets_span_equal(key, lets_span_of("none")); j++) {
        if (lets_span_equal(approvers[j].value.text, key)) {
            return lets__fail(err, LETS_CHARTER_APPROVERS, "'%.*s' has the key of '%.*s'",
                              LETS__SHOW(id), LETS__SHOW(approvers[j].key.text));
        }
    }
    return LETS_OK;
}

static enum lets_status check_approvers(struct lets_ledger *ledger, const struct lets_entry *entry,
                                        struct lets_error *err)
{
    size_t n = entry->approvers.n;
    enum lets_status status = LETS_OK;
    ledger->blamed = LETS_FIELD_approvers;
    if (n == 0 || n > LETS_APPROVERS_MAX) {
        return lets__fail(err, LETS_CHARTER_APPROVERS, "%zu approvers are %s", n,
                          n == 0 ? "too few" : "too many: at most 50");
    }
    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        status = check_approver(ledger, entry, i, err);
    }
    if (status == LETS_OK && entry->quorum > n) {
        status = LEDGER_REFUSE(quorum, LETS_CHARTER_QUORUM,
                               "%" PRIu32 " of %zu approvers cannot approve", entry->quorum, n);
    }
    return status;
}

static enum lets_status check(struct lets_ledger *ledger, const struct lets_entry *entry,
                              const struct lets_account *account, struct lets_error *err)
{
    enum lets_status status = check_keys(ledger, entry, err);
    if (status == LETS_OK) {
        ledger->blamed = LETS_FIELD_id;
        status = check_central(account, "what has a charter", err);
    }
    if (status == LETS_OK) {
        status = check_figures(ledger, entry, err);
    }
    if (status == LETS_OK) {
        status = check_residue(ledger, entry, account, err);
    }
    return status == LETS_OK ? check_approvers(ledger, entry, err) : status;
}

/* Whether the approvers of the standing charter approved just this entry. */
static enum lets_status check_approved(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       const struct fund *fund, struct lets_error *err)
{
    struct lets_span id = entry->id;
    ledger->blamed = LETS_FIELD_proposal;
    if (!fund->has_charter || !fund->charter.has_key) {
        return lets_entry_has(entry, proposal)
                   ? lets__fail(err, LETS_CHARTER_KEYS,
                                "no charter with keys stands for '%.*s': nothing is to be approved",
                                LETS__SHOW(id))
                   : LETS_OK;
    }
    if (!lets_entry_has(entry, proposal)) {
        ledger->blamed = LETS_FIELD_id;
        return lets__fail(err, LETS_CHARTER_NOT_APPROVED,
                          "the charter of '%.*s' has keys: only a proposal that its approvers "
                          "approved replaces it",
                          LETS__SHOW(id));
    }
    const struct kept_proposal *proposal = fund_book_proposal(&ledger->funds, entry->proposal);
    if (proposal == NULL || proposal->said.fund != fund->account ||
        !proposal->said.is_for_charter) {
        return lets__fail(err, LETS_CHARTER_NOT_APPROVED,
                          "%" PRIu32 " is no proposal for a charter of '%.*s'", entry->proposal,
                          LETS__SHOW(id));
    }
    struct lets_hash hash;
    enum lets_status status = lets_charter_hash(entry, ledger->summary.decimals, &hash, err);
    if (status == LETS_OK &&
        !lets_span_equal(lets_span_of(hash.hex), lets_span_of(proposal->said.charter.hex))) {
        status =
            lets__fail(err, LETS_CHARTER_NOT_APPROVED,
                       "proposal %" PRIu32 " is for another charter than this", entry->proposal);
    }
    if (status != LETS_OK) {
        return status;
    }
    struct lets_error why = {0};
    if (ledger_check_approved(ledger, proposal, LETS_NOBODY, &why) != LETS_OK) {
        return lets__fail(err, LETS_CHARTER_NOT_APPROVED, "%s", why.message);
    }
    return LETS_OK;
}

/* ---------------------------------------------------------------- taking it in */

static enum lets_status copy_approvers(struct lets_ledger *ledger, const struct lets_entry *entry,
                                       struct lets_charter *charter, struct lets_error *err)
{
    void *bytes = NULL;
    size_t n = entry->approvers.n;
    enum lets_status status =
        arena_alloc(&ledger->texts, n * sizeof *charter->approvers, &bytes, err);
    struct lets_approver *approvers = bytes;
    for (size_t i = 0; status == LETS_OK && i < n; i++) {
        struct lets_span key = entry->approvers.items[i].value.text;
        approvers[i] = (struct lets_approver){
            .account = ledger_exact(ledger, entry->approvers.items[i].key.text)->index};
        if (!lets_span_equal(key, lets_span_of("none"))) {
            charter->has_key = true;
            status = arena_copy(&ledger->texts, key, &approvers[i].key, err);
        }
    }
    charter->approvers = approvers;
    charter->n_approvers = n;
    return status;
}

/* At its first charter: what the fund has paid counts for any that comes. */
static enum lets_status sum_payments(struct lets_ledger *ledger, struct fund *fund,
                                     struct lets_error *err)
{
    if (fund->is_summed) {
        return LETS_OK;
    }
    enum lets_status status = LETS_OK;
    uint32_t roots[2] = {fund->spent, fund->petty};
    fund->is_summed = true;
    for (size_t i = 0; status == LETS_OK && i < fund->n_payments; i++) {
        const struct fund_payment *payment = &fund->payments[i];
        const struct transfer_record *record = ledger_record(ledger, payment->number);
        if (record->link != 0) {
            continue;
        }
        status = fund_book_reserve_payments(&ledger->funds, 1, err);
        if (status == LETS_OK) {
            fund_book_count(&ledger->funds, fund, (struct lets_date){record->day},
                            ledger_record_amount(record).minor, payment->proposal == 0);
        }
    }
    if (status != LETS_OK) {
        fund->is_summed = false;
        fund->spent = roots[0];
        fund->petty = roots[1];
    }
    return status;
}

/* The charter that stands, if any, stands no more: what it named for the residue is free of it. */
static void forget_residue(struct lets_ledger *ledger, const struct fund *fund)
{
    if (fund->has_charter) {
        fund_book_find(&ledger->funds, fund->charter.residue_to)->n_residues--;
    }
}

static enum lets_status set(struct lets_ledger *ledger, const struct lets_entry *entry,
                            struct fund *fund, struct lets_error *err)
{
    struct lets_charter charter = {
        .fund = fund->account,
        .date = entry->date,
        .begins = entry->begins,
        .ends = entry->ends,
        .budget = entry->budget,
        .ceiling = entry->ceiling,
        .petty = entry->petty,
        .quorum = entry->quorum,
        .residue_to = ledger_exact(ledger, entry->residue_to)->index,
        .proposal = lets_entry_has(entry, proposal) ? entry->proposal : 0,
    };
    enum lets_status status = copy_approvers(ledger, entry, &charter, err);
    if (status == LETS_OK) {
        status = arena_copy(&ledger->texts, entry->reason, &charter.reason, err);
    }
    if (status == LETS_OK) {
        status = sum_payments(ledger, fund, err);
    }
    if (status != LETS_OK) {
        return status;
    }
    forget_residue(ledger, fund);
    fund_book_find(&ledger->funds, charter.residue_to)->n_residues++;
    fund->charter = charter;
    fund->has_charter = true;
    fund->charter_entry = ledger->summary.n_entries;
    return LETS_OK;
}

enum lets_status ledger_apply_charter(struct lets_ledger *ledger, const struct lets_entry *entry,
                                      struct lets_error *err)
{
    const struct lets_account *account = ledger_exact(ledger, entry->id);
    bool is_withdrawal = lets_entry_has(entry, withdrawn);
    if (account == NULL) {
        return ledger_fail_unknown(ledger, entry->id, err);
    }
    enum lets_status status = is_withdrawal ? check_withdrawal(ledger, entry, account, err)
                                            : check(ledger, entry, account, err);
    struct fund *fund = fund_book_find(&ledger->funds, account->index);
    if (status == LETS_OK) {
        status = check_approved(ledger, entry, fund, err);
    }
    if (status == LETS_OK && is_withdrawal) {
        forget_residue(ledger, fund);
        fund->has_charter = false;
    } else if (status == LETS_OK) {
        status = set(ledger, entry, fund, err);
    }
    if (status == LETS_OK && lets_entry_has(entry, proposal)) {
        fund_book_proposal(&ledger->funds, entry->proposal)->said.is_set = true;
    }
    return status;
}

/* ---------------------------------------------------------------- questions */

bool ledger_charter_names(const struct lets_ledger *ledger, uint32_t account)
{
    const struct fund *fund = fund_book_find(&ledger->funds, account);
    return fund != NULL && (fund->has_charter || fund->n_residues > 0);
}

bool lets_ledger_charter(const struct lets_ledger *ledger, uint32_t account,
                         struct lets_charter *out)
{
    const struct fund *fund = fund_book_chartered(&ledger->funds, account);
    if (fund == NULL) {
        return false;
    }
    *out = fund->charter;
    out->spent = fund_book_spent(&ledger->funds, fund, charter_days(&fund->charter));
    return true;
}

const struct lets_approver *lets_charter_approver(const struct lets_charter *charter,
                                                  uint32_t account)
{
    for (size_t i = 0; i < charter->n_approvers; i++) {
        if (charter->approvers[i].account == account) {
            return &charter->approvers[i];
        }
    }
    return NULL;
}

struct lets_amount lets_ledger_petty(const struct lets_ledger *ledger, uint32_t account,
                                     struct lets_date day)
{
    const struct fund *fund = fund_book_chartered(&ledger->funds, account);
    if (fund == NULL) {
        return (struct lets_amount){0};
    }
    struct lets_period month = period_around(LETS_EVERY_MONTH, day);
    return fund_book_petty(&ledger->funds, fund,
                           period_common(charter_days(&fund->charter), month));
}

enum lets_status lets_charter_hash(const struct lets_entry *charter, unsigned decimals,
                                   struct lets_hash *out, struct lets_error *err)
{
    struct lets_entry without = *charter;
    struct text bytes = {0};
    lets_entry_drop(&without, proposal);
    enum lets_status status = entry_write(&bytes, &without, decimals, err);
    if (status == LETS_OK) {
        *out = lets_sha256(text_span(&bytes));
    }
    text_release(&bytes);
    return status;
}
