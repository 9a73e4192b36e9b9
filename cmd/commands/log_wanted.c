/* SPDX-License-Identifier: MIT */
/* Which entries a log was asked for. */

#include "commands/log_wanted.h"

#include "line/options.h"

static bool is_account(const struct lets_ledger *ledger, struct lets_span id,
                       const struct lets_account *account)
{
    return id.size > 0 && lets_ledger_find(ledger, id) == account;
}

/* Rules have names of their own, which may be those of accounts. */
static bool is_of_rule(const struct lets_entry *entry)
{
    return entry->kind == LETS_KIND_RULE || entry->kind == LETS_KIND_RUN;
}

static bool names_account(const struct lets_ledger *ledger, const struct lets_pairs *pairs,
                          const struct lets_account *account)
{
    bool is_found = false;

    for (size_t i = 0; i < pairs->n; i++) {
        is_found = is_found || is_account(ledger, pairs->items[i].key.text, account);
    }
    return is_found;
}

/* Whether a rule has something of its own for an account, a charter names it, or it votes. */
static bool is_apart(const struct lets_ledger *ledger, const struct lets_entry *entry,
                     const struct lets_account *account)
{
    return (entry->kind == LETS_KIND_RULE && names_account(ledger, &entry->own, account)) ||
           (entry->kind == LETS_KIND_CHARTER &&
            (names_account(ledger, &entry->approvers, account) ||
             is_account(ledger, entry->residue_to, account))) ||
           (entry->kind == LETS_KIND_VOTE && is_account(ledger, entry->by, account));
}

const struct lets_account *log_account_of(const struct lets_ledger *ledger,
                                          const struct lets_entry *entry)
{
    struct lets_cheque cheque;
    struct lets_proposal proposal;

    if (is_of_rule(entry)) {
        return NULL;
    }
    if (entry->id.size > 0) {
        return lets_ledger_find(ledger, entry->id);
    }
    if (entry->kind == LETS_KIND_PROPOSAL || entry->kind == LETS_KIND_VOTE) {
        return lets_ledger_proposal(ledger, entry->number, &proposal)
                   ? lets_ledger_account(ledger, proposal.fund)
                   : NULL;
    }
    if (entry->kind == LETS_KIND_CHEQUE && lets_ledger_cheque(ledger, entry->number, &cheque)) {
        return lets_ledger_account(ledger, cheque.account);
    }
    return NULL;
}

static bool concerns(const struct lets_ledger *ledger, const struct lets_entry *entry,
                     const char *id)
{
    const struct lets_account *account = lets_ledger_find(ledger, lets_span_of(id));

    return account != NULL &&
           (log_account_of(ledger, entry) == account || is_account(ledger, entry->payer, account) ||
            is_account(ledger, entry->payee, account) || is_apart(ledger, entry, account));
}

static bool is_of_transfer(const struct lets_entry *entry, uint32_t number)
{
    return number > 0 && entry->kind == LETS_KIND_TRANSFER &&
           (entry->number == number || entry->reverses == number || entry->corrects == number);
}

/* Whether a transfer that named a range of vouchers is about this one: the number is the float's,
 * and was not passed over as redeemed before. */
static bool is_of_range(const struct lets_ledger *ledger, const struct lets_transfer *transfer,
                        uint32_t number)
{
    struct lets_cheque voucher;

    if (number < transfer->first || number > transfer->last ||
        !lets_ledger_cheque(ledger, number, &voucher) ||
        (voucher.account != transfer->payer && voucher.account != transfer->payee)) {
        return false;
    }
    return voucher.transfer == 0 || voucher.transfer == transfer->number ||
           transfer->reversed_by != 0;
}

/* Whether a transfer is about a cheque or a voucher, itself or as the reversal of another. */
static bool is_transfer_of(const struct lets_ledger *ledger, const struct lets_entry *entry,
                           uint32_t number)
{
    struct lets_transfer transfer = {0};

    (void)lets_ledger_transfer(ledger, entry->number, &transfer);
    if (entry->cheque == number || is_of_range(ledger, &transfer, number)) {
        return true;
    }
    return lets_ledger_transfer(ledger, entry->reverses, &transfer) &&
           (transfer.cheque == number || is_of_range(ledger, &transfer, number));
}

static bool is_of_cheque(const struct lets_ledger *ledger, const struct lets_entry *entry,
                         uint32_t number)
{
    switch (entry->kind) {
    case LETS_KIND_CHEQUES:
        return entry->first <= number && number <= entry->last;
    case LETS_KIND_CHEQUE:
        return entry->number == number;
    case LETS_KIND_TRANSFER:
        return is_transfer_of(ledger, entry, number);
    case LETS_KIND_LEDGER:
    case LETS_KIND_FORMAT:
    case LETS_KIND_POLICY:
    case LETS_KIND_MEMBER:
    case LETS_KIND_CENTRAL:
    case LETS_KIND_CHANGE:
    case LETS_KIND_CLOSE:
    case LETS_KIND_REOPEN:
    case LETS_KIND_CHARTER:
    case LETS_KIND_PROPOSAL:
    case LETS_KIND_VOTE:
    case LETS_KIND_RULE:
    case LETS_KIND_RUN:
    case LETS_KIND_SEAL:
        break;
    }
    return false;
}

bool log_wants(const struct log_values *given, const struct lets_ledger *ledger,
               const struct lets_entry *entry)
{
    bool has_ref = given->ref != NULL;

    return (given->id == NULL || concerns(ledger, entry, given->id)) &&
           (given->kinds == NULL || options_list_has(given->kinds, lets_kind_word(entry->kind))) &&
           (given->transfer == 0 || is_of_transfer(entry, given->transfer)) &&
           (given->cheque == 0 || is_of_cheque(ledger, entry, given->cheque)) &&
           (!has_ref || is_of_transfer(entry, lets_ledger_ref(ledger, lets_span_of(given->ref))));
}
