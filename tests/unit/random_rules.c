/* SPDX-License-Identifier: MIT */
/* Rules of random journals: levies and limits of every shape; and the members' agreement. */

#include "random_rules.h"

#include "random_draw.h"

/* ---------------------------------------------------------------- rules */

/* Some central account, or, where there is none, a member, to whom no levy goes. */
static struct lets_span draw_central(const struct lets_ledger *ledger)
{
    uint32_t n = lets_ledger_summary(ledger)->n_accounts;
    uint32_t start = draw_below(n);
    for (uint32_t i = 0; i < n; i++) {
        const struct lets_account *account = lets_ledger_account(ledger, (start + i) % n);
        if (account->kind == LETS_CENTRAL && !account->is_float) {
            return account->id;
        }
    }
    return draw_id(ledger);
}

/* Members' own dues, one of them none. */
static struct lets_pairs draw_own(const struct lets_ledger *ledger)
{
    static struct lets_pair items[2];
    const struct lets_limit due = {LETS_LIMIT_AMOUNT, {(int64_t)draw_below(500)}};
    items[0] = (struct lets_pair){{.text = draw_id(ledger)}, {.limit = due}};
    items[1] = (struct lets_pair){{.text = draw_id(ledger)}, {.limit = {.kind = LETS_LIMIT_NONE}}};
    return (struct lets_pairs){items, 1 + draw_below(2)};
}

static struct lets_pairs draw_steps(void)
{
    static struct lets_pair items[3];
    int64_t reached = 0;
    uint32_t n = 1 + draw_below(3);
    for (uint32_t i = 0; i < n; i++) {
        items[i] = (struct lets_pair){{.amount = {reached}}, {.amount = draw_amount()}};
        reached += 1 + (int64_t)draw_below(20000);
    }
    return (struct lets_pairs){items, n};
}

/* How much is due, but for members' own dues. */
static void put_due(struct lets_entry *entry)
{
    const struct lets_percent percent = {draw_below(4) == 0 ? 1000000 : draw_below(100000)};
    lets_entry_put(entry, of, (enum lets_rule_base)draw_below(LETS_OF_NOTHING + 1));
    if (draw_below(3) == 0) {
        lets_entry_put(entry, steps, draw_steps());
    } else {
        lets_entry_put(entry, percent, percent);
        lets_entry_put(entry, above, draw_amount());
    }
    if (draw_below(4) == 0) {
        lets_entry_put(entry, floor, draw_amount());
    }
    if (draw_below(2) == 0) {
        lets_entry_put(entry, cap, draw_amount());
    }
}

static void make_rule(struct lets_entry *entry, const struct lets_ledger *ledger)
{
    put_due(entry);
    if (!lets_entry_has(entry, steps) && draw_below(2) == 0) {
        lets_entry_put(entry, flat, draw_amount());
    }
    if (draw_below(8) == 0) {
        lets_entry_put(entry, after, 1 + draw_below(4));
    }
    if (draw_below(8) == 0) {
        lets_entry_put(entry, locality, draw_text());
    }
    if (draw_below(3) > 0) {
        lets_entry_put(entry, payee, draw_central(ledger));
    } else {
        lets_entry_put(entry, sets, (enum lets_rule_sets)draw_below(2));
    }
    if (draw_below(2) == 0) {
        lets_entry_put(entry, own, draw_own(ledger));
    }
    lets_entry_put(entry, reason, draw_text());
}

/* ---------------------------------------------------------------- the agreement */

static const char *const labels[] = {"2026", "agreement of May", "12 points: all", "none"};
enum { N_LABELS = sizeof labels / sizeof *labels };

static void make_agreement(struct lets_entry *entry, const struct lets_ledger *ledger,
                           struct lets_date date)
{
    static const struct lets_hash digest = {
        "08fb339e8e0b3a8d3f4a3d4d3a5f8f0cb2ac4dcb2b3d0c7f6b1a6c1d9e7f2a43"};
    struct lets_span label = lets_span_of(labels[draw_below(N_LABELS)]);
    lets_entry_put(entry, date, date);
    if (draw_below(3) == 0) {
        entry->kind = LETS_KIND_POLICY;
        lets_entry_put(entry, agreement, label);
        lets_entry_put(entry, digest, digest);
        return;
    }
    entry->kind = LETS_KIND_CHANGE;
    lets_entry_put(entry, id, draw_id(ledger));
    lets_entry_put(entry, agreed, label);
}

void random_rules_make(struct lets_entry *entry, const struct lets_ledger *ledger,
                       struct lets_date date)
{
    static const char *const names[] = {"turnover", "0010", "A.b-c_d", "no", "limits"};
    uint32_t what = draw_below(10);
    if (what < 4) {
        make_agreement(entry, ledger, date);
        return;
    }
    entry->kind = LETS_KIND_RULE;
    lets_entry_put(entry, id, lets_span_of(names[draw_below(sizeof names / sizeof *names)]));
    lets_entry_put(entry, date, date);
    if (what == 4) {
        lets_entry_put(entry, withdrawn, draw_text());
    } else {
        make_rule(entry, ledger);
    }
}
