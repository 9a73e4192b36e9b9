/* SPDX-License-Identifier: MIT */
/* Funds of random journals: charters, proposals, votes, and payments under them. */

#include "random_funds.h"

#include "random_draw.h"

enum { APPROVERS = 4 };

/* Some central account that has a charter, or that has none; where there is no such account, any.
 */
static const struct lets_account *draw_fund(const struct lets_ledger *ledger, bool has_charter)
{
    uint32_t n = lets_ledger_summary(ledger)->n_accounts;
    uint32_t start = draw_below(n);
    struct lets_charter charter;
    for (uint32_t i = 0; i < n; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, (start + i) % n);
        bool is_central = account->kind == LETS_CENTRAL && !account->is_float;
        if (is_central && lets_ledger_charter(ledger, account->index, &charter) == has_charter) {
            return account;
        }
    }
    return lets_ledger_account(ledger, start);
}

/* ---------------------------------------------------------------- charters */

/* Members, in the order of their accounts from some one on; now and then one with a key. */
static struct lets_pairs draw_approvers(const struct lets_ledger *ledger)
{
    static const char key[] =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
    static struct lets_pair items[APPROVERS];
    uint32_t n_accounts = lets_ledger_summary(ledger)->n_accounts;
    uint32_t start = draw_below(n_accounts);
    uint32_t wanted = 1 + draw_below(APPROVERS);
    size_t n = 0;
    for (uint32_t i = 0; i < n_accounts && n < wanted; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, (start + i) % n_accounts);
        if (account->kind == LETS_MEMBER && account->status != LETS_CLOSED) {
            bool has_key = n == 0 && draw_below(16) == 0;
            items[n++] = (struct lets_pair){{.text = account->id},
                                            {.text = lets_span_of(has_key ? key : "none")}};
        }
    }
    return (struct lets_pairs){items, n};
}

static void make_charter(struct lets_entry *entry, const struct lets_ledger *ledger,
                         struct lets_date date)
{
    const struct lets_account *fund = draw_fund(ledger, draw_below(3) == 0);
    struct lets_date begins = draw_day_before(date, 40);
    struct lets_amount budget = draw_amount();
    struct lets_amount ceiling = {budget.minor / (1 + (int64_t)draw_below(3))};
    struct lets_amount petty = {ceiling.minor / (1 + (int64_t)draw_below(5))};
    struct lets_date ends = {begins.day + (int32_t)draw_below(90)};
    entry->kind = LETS_KIND_CHARTER;
    lets_entry_put(entry, id, fund->id);
    lets_entry_put(entry, date, date);
    if (draw_below(8) == 0) {
        lets_entry_put(entry, withdrawn, draw_text());
        return;
    }
    lets_entry_put(entry, begins, begins);
    lets_entry_put(entry, ends, ends);
    lets_entry_put(entry, budget, budget);
    lets_entry_put(entry, ceiling, ceiling);
    lets_entry_put(entry, petty, petty);
    lets_entry_put(entry, quorum, 1 + draw_below(2));
    lets_entry_put(entry, residue_to, draw_fund(ledger, false)->id);
    lets_entry_put(entry, approvers, draw_approvers(ledger));
    lets_entry_put(entry, reason, draw_text());
}

/* ---------------------------------------------------------------- proposals and votes */

static void make_proposal(struct lets_entry *entry, const struct lets_ledger *ledger,
                          struct lets_date date)
{
    static const struct lets_hash hash = {
        "5947d7c33d783f94b3b4c1a96ebc8991ed28f1b069b71e03376cba8caa98a720"};
    uint32_t n = lets_ledger_summary(ledger)->n_proposals;
    entry->kind = LETS_KIND_PROPOSAL;
    lets_entry_put(entry, date, date);
    if (n > 0 && draw_below(10) == 0) {
        lets_entry_put(entry, number, 1 + draw_below(n));
        lets_entry_put(entry, withdrawn, draw_text());
        return;
    }
    lets_entry_put(entry, number, n + 1);
    lets_entry_put(entry, fund, draw_fund(ledger, true)->id);
    lets_entry_put(entry, what_for, draw_text());
    if (draw_below(8) == 0) {
        lets_entry_put(entry, digest, hash);
        return;
    }
    lets_entry_put(entry, amount, draw_amount());
    if (draw_below(2) == 0) {
        lets_entry_put(entry, payee, draw_id(ledger));
    }
}

/* One of the later proposals; 0 where there is none. */
static uint32_t draw_proposal(const struct lets_ledger *ledger, struct lets_proposal *out)
{
    uint32_t n = lets_ledger_summary(ledger)->n_proposals;
    uint32_t back = n == 0 ? 0 : draw_below(n < 4 ? n : 4);
    return n > 0 && lets_ledger_proposal(ledger, n - back, out) ? out->number : 0;
}

static void make_vote(struct lets_entry *entry, const struct lets_ledger *ledger,
                      struct lets_date date)
{
    struct lets_proposal proposal;
    struct lets_charter charter;
    uint32_t number = draw_proposal(ledger, &proposal);
    bool has_charter = number > 0 && lets_ledger_charter(ledger, proposal.fund, &charter);
    uint32_t by =
        has_charter ? charter.approvers[draw_below((uint32_t)charter.n_approvers)].account : 0;
    entry->kind = LETS_KIND_VOTE;
    lets_entry_put(entry, number, number == 0 ? 1 : number);
    lets_entry_put(entry, date, date);
    lets_entry_put(entry, by, lets_ledger_account(ledger, by)->id);
    lets_entry_put(entry, answer,
                   draw_below(4) > 0 ? LETS_ANSWER_APPROVE : (enum lets_answer)draw_below(3));
}

/* ---------------------------------------------------------------- payments */

/* The newest that is approved, or any; false where there is none. */
static bool draw_approved(const struct lets_ledger *ledger, struct lets_proposal *out)
{
    for (uint32_t i = lets_ledger_summary(ledger)->n_proposals; i > 0; i--) {
        if (lets_ledger_approval(ledger, i, LETS_NOBODY).status == LETS_OK &&
            lets_ledger_proposal(ledger, i, out) && out->amount.minor > 0 && draw_below(3) > 0) {
            return true;
        }
    }
    return draw_proposal(ledger, out) > 0;
}

/* Under a proposal, if one is approved; else petty cash, or what goes to the residue. */
static void make_payment(struct lets_entry *entry, const struct lets_ledger *ledger,
                         struct lets_date date)
{
    struct lets_proposal proposal;
    struct lets_charter charter;
    const struct lets_account *fund = draw_fund(ledger, true);
    bool has_charter = lets_ledger_charter(ledger, fund->index, &charter);
    bool is_under = draw_below(3) > 0 && draw_approved(ledger, &proposal);
    struct lets_amount amount = {1 + (int64_t)draw_below(400)};
    bool is_residue = has_charter && draw_below(3) == 0;
    struct lets_span payee =
        is_residue ? lets_ledger_account(ledger, charter.residue_to)->id : draw_id(ledger);
    entry->kind = LETS_KIND_TRANSFER;
    lets_entry_put(entry, number, lets_ledger_summary(ledger)->n_transfers + 1);
    lets_entry_put(entry, date, draw_day_before(date, 4));
    lets_entry_put(entry, payer, fund->id);
    lets_entry_put(entry, payee, payee);
    lets_entry_put(entry, amount, amount);
    if (is_under) {
        lets_entry_put(entry, payer, lets_ledger_account(ledger, proposal.fund)->id);
        lets_entry_put(entry, payee,
                       proposal.has_to ? lets_ledger_account(ledger, proposal.to)->id
                                       : draw_id(ledger));
        lets_entry_put(entry, proposal, proposal.number);
    }
    if (draw_below(4) == 0) {
        lets_entry_put(entry, override_reason, draw_text());
    }
}

void random_funds_make(struct lets_entry *entry, const struct lets_ledger *ledger,
                       struct lets_date date)
{
    uint32_t what = draw_below(10);
    if (what < 2 || draw_below(16) == 0) {
        make_charter(entry, ledger, date);
    } else if (what < 4) {
        make_proposal(entry, ledger, date);
    } else if (what < 7) {
        make_vote(entry, ledger, date);
    } else {
        make_payment(entry, ledger, date);
    }
}
