/* SPDX-License-Identifier: MIT */
/* What a general meeting should know of a charter, though no rule was broken: it ended and money is
 * left; nobody can approve any more; or its keys protect less than they seem to. */

#include "audit/audit_charters.h"

#include <assert.h>
#include <inttypes.h>

#include "audit/audit_findings.h"
#include "base/map.h"

static enum lets_status tell_ended(struct lets_audit *audit, const struct lets_account *fund,
                                   const struct lets_charter *charter, struct lets_error *err)
{
    const struct lets_account *to = lets_ledger_account(audit->ledger, charter->residue_to);
    char balance[LETS_AMOUNT_SIZE];
    char ends[LETS_DATE_SIZE];
    lets_amount_format(fund->balance, lets_ledger_summary(audit->ledger)->decimals, balance);
    lets_date_format(charter->ends, ends);
    return fund->balance.minor > 0
               ? audit_note(audit, "fund-ended", LETS_NOTE, 0, err,
                            "'%.*s' stands at %s, and its charter ended on %s; what is left goes "
                            "to '%.*s'",
                            LETS__SHOW(fund->id), balance, ends, LETS__SHOW(to->id))
               : audit_note(audit, "fund-ended", LETS_NOTE, 0, err,
                            "'%.*s' stands at %s, and its charter ended on %s; nothing is left: "
                            "what it owes can be paid by another account",
                            LETS__SHOW(fund->id), balance, ends);
}

static enum lets_status tell_residue(struct lets_audit *audit, const struct lets_account *fund,
                                     const struct lets_charter *charter, struct lets_error *err)
{
    const struct lets_account *to = lets_ledger_account(audit->ledger, charter->residue_to);
    return to->status != LETS_CLOSED
               ? LETS_OK
               : audit_note(audit, "fund-residue-closed", LETS_NOTE, 0, err,
                            "what is left of '%.*s' goes to '%.*s', as its charter says, and that "
                            "account is closed",
                            LETS__SHOW(fund->id), LETS__SHOW(to->id));
}

static enum lets_status tell_quorum(struct lets_audit *audit, const struct lets_account *fund,
                                    const struct lets_charter *charter, struct lets_error *err)
{
    uint32_t n_open = 0;
    uint32_t n_without_key = 0;
    enum lets_status status = LETS_OK;
    for (size_t i = 0; i < charter->n_approvers; i++) {
        const struct lets_approver *approver = &charter->approvers[i];
        bool is_closed =
            lets_ledger_account(audit->ledger, approver->account)->status == LETS_CLOSED;
        n_open += is_closed ? 0 : 1;
        n_without_key += !is_closed && approver->key.size == 0 ? 1 : 0;
    }
    if (n_open < charter->quorum) {
        status = audit_note(audit, "quorum-out-of-reach", LETS_NOTE, 0, err,
                            "'%.*s' has %" PRIu32 " approver%s whose account is open, and its "
                            "charter asks for %" PRIu32,
                            LETS__SHOW(fund->id), n_open, n_open == 1 ? "" : "s", charter->quorum);
    }
    if (status == LETS_OK && charter->has_key && n_without_key >= charter->quorum) {
        status = audit_note(audit, "keys-bind-nobody", LETS_NOTE, 0, err,
                            "the keys of the charter of '%.*s' bind nobody: %" PRIu32 " approver%s "
                            "without a key can approve, and %" PRIu32 " %s enough",
                            LETS__SHOW(fund->id), n_without_key, n_without_key == 1 ? "" : "s",
                            charter->quorum, charter->quorum == 1 ? "is" : "are");
    }
    return status;
}

/* ---------------------------------------------------------------- keys */

/* An approver with a key. */
struct holder {
    uint32_t fund;
    uint32_t account;
};

struct keys {
    struct map first;       /* of each key: the index of its first holder */
    struct holder *holders; /* owned */
    size_t n_holders;
    size_t capacity;
};

static enum lets_status tell_shared(struct lets_audit *audit, struct holder holder,
                                    struct holder first, struct lets_error *err)
{
    const struct lets_ledger *ledger = audit->ledger;
    return audit_note(audit, "key-shared", LETS_NOTE, 0, err,
                      "'%.*s' has the key in the charter of '%.*s' that '%.*s' has in that of "
                      "'%.*s': who signs with it is two approvers",
                      LETS__SHOW(lets_ledger_account(ledger, holder.account)->id),
                      LETS__SHOW(lets_ledger_account(ledger, holder.fund)->id),
                      LETS__SHOW(lets_ledger_account(ledger, first.account)->id),
                      LETS__SHOW(lets_ledger_account(ledger, first.fund)->id));
}

static enum lets_status take_keys(struct lets_audit *audit, const struct lets_charter *charter,
                                  struct keys *keys, struct lets_error *err)
{
    enum lets_status status = LETS_OK;
    for (size_t i = 0; status == LETS_OK && i < charter->n_approvers; i++) {
        const struct lets_approver *approver = &charter->approvers[i];
        struct holder holder = {.fund = charter->fund, .account = approver->account};
        const uint32_t *first =
            approver->key.size == 0 ? NULL : map_find(&keys->first, approver->key);
        assert(first == NULL || keys->holders != NULL);
        if (first != NULL && keys->holders[*first].account != holder.account) {
            status = tell_shared(audit, holder, keys->holders[*first], err);
        }
        if (first != NULL || approver->key.size == 0) {
            continue;
        }
        status = mem_grow(&keys->holders, &keys->capacity, keys->n_holders + 1, err);
        if (status == LETS_OK) {
            status = map_reserve(&keys->first, err);
        }
        if (status == LETS_OK) {
            map_add(&keys->first, approver->key, (uint32_t)keys->n_holders);
            keys->holders[keys->n_holders++] = holder;
        }
    }
    return status;
}

enum lets_status audit_charters(struct lets_audit *audit, struct lets_date today,
                                struct lets_error *err)
{
    struct keys keys = {.n_holders = 0};
    uint32_t n_accounts = lets_ledger_summary(audit->ledger)->n_accounts;
    enum lets_status status = LETS_OK;
    for (uint32_t i = 0; status == LETS_OK && i < n_accounts; i++) {
        const struct lets_account *account = lets_ledger_account(audit->ledger, i);
        struct lets_charter charter;
        if (!lets_ledger_charter(audit->ledger, i, &charter)) {
            continue;
        }
        if (charter.ends.day < today.day && account->balance.minor != 0) {
            status = tell_ended(audit, account, &charter, err);
        }
        if (status == LETS_OK) {
            status = tell_residue(audit, account, &charter, err);
        }
        if (status == LETS_OK) {
            status = tell_quorum(audit, account, &charter, err);
        }
        if (status == LETS_OK) {
            status = take_keys(audit, &charter, &keys, err);
        }
    }
    map_release(&keys.first);
    mem_free(keys.holders);
    return status;
}
