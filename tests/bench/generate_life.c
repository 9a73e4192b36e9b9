/* SPDX-License-Identifier: MIT */
/*
 * What happens in a scheme: it is opened, its members trade on paper and by cheque, make mistakes
 * and put them right, get new books, leave and return, and its treasurer closes the months.
 */

#include "generate_life.h"

#include "generate_levy.h"
#include "generate_slip.h"
#include "generate_vouchers.h"

static const char *const purposes[] = {"gardening",         "kitchen tap",
                                       "childcare",         "bread and eggs",
                                       "bicycle repair",    "lift to the station",
                                       "massage",           "computer help",
                                       "house cleaning",    "guitar lesson",
                                       "3 hours weeding",   "Plumbing: kitchen tap",
                                       "Café lunch",        "12 eggs",
                                       "hemming curtains",  "Gärtnern",
                                       "proof-reading",     "dog walking",
                                       "wood, half a van",  "painting the hall",
                                       "French lesson",     "tools on loan",
                                       "cake for Saturday", "firewood #2",
                                       "shirt alterations", "bookkeeping for a week"};
static const char *const categories[] = {"food",    "garden", "repairs",
                                         "lessons", "care",   "transport"};
static const char *const localities[] = {"Brixton", "Camberwell", "Peckham", "Herne Hill"};

/* A cheque of the payer, or a slip; now and then the cheque is stopped or comes back first. */
static void take_cheque(struct world *world, struct slip *slip)
{
    struct account *account = &world->accounts[slip->transfer.payer];
    char day[DATE_SIZE];
    uint32_t chance = world_roll(world, 256);
    if (chance < 80) {
        return;
    }
    if (account->cheque == 0) {
        if (!account->wants_book) {
            account->wants_book = true;
            world->wanting[world->n_wanting++] = slip->transfer.payer;
        }
        return;
    }
    if (chance < 83 && world->kind != SINGLE) {
        PUT_LETS("- cheque: %" PRIu32 "\n  date: %s\n  status: %s\n%s", account->cheque,
                 date_text(world->day, day), chance < 82 ? "returned" : "stopped",
                 chance < 82 ? "  reason: over the limit\n" : "");
        world->n_entries++;
    }
    if (chance != 82 || world->kind == SINGLE) {
        slip->cheque = account->cheque;
        slip->transfer.has_cheque = true;
    }
    account->cheque = account->cheque == account->last ? 0 : account->cheque + 1;
}

static void trade(struct world *world)
{
    struct slip slip = {.what_for =
                            purposes[world_roll(world, sizeof purposes / sizeof *purposes)]};
    struct transfer *transfer = &slip.transfer;
    transfer->payer = world_roll_member(world);
    transfer->payee = world_roll(world, 100) == 0 ? 0 : world_roll_member(world);
    if (transfer->payer == transfer->payee) {
        transfer->payee = transfer->payer == N_CENTRAL ? N_CENTRAL + 1 : N_CENTRAL;
    }
    transfer->amount =
        (int64_t)(1 + world_roll(world, 60)) * (world_roll(world, 4) == 0 ? 25 : 100);
    /* Those who have much pay, so that nobody goes far. */
    if (transfer->payee != 0 &&
        world->accounts[transfer->payer].balance < world->accounts[transfer->payee].balance) {
        uint32_t payer = transfer->payer;
        transfer->payer = transfer->payee;
        transfer->payee = payer;
    }
    slip.is_override = world->accounts[transfer->payer].balance - transfer->amount < -DEBIT_LIMIT ||
                       (transfer->payee >= N_CENTRAL &&
                        world->accounts[transfer->payee].balance + transfer->amount > CREDIT_LIMIT);
    slip.written = world->day - (int32_t)world_roll(world, world->day < 10 ? 1 : 10);
    take_cheque(world, &slip);
    slip.category = world_roll(world, 4) == 0 ? categories[world_roll(world, 6)] : NULL;
    slip_post(world, &slip);
}

/* Takes back one of the last transfers, and half the time puts it right. */
static bool reverse(struct world *world)
{
    struct transfer *wrong = &world->recent[world_roll(world, RECENT)];
    if (wrong->number == 0 || wrong->is_final || world->number + 1 > world->n_transfers) {
        return false;
    }
    wrong->is_final = true;
    uint32_t number = wrong->number;
    struct slip back = {
        .transfer = {.payer = wrong->payee,
                     .payee = wrong->payer,
                     .amount = wrong->amount,
                     .is_final = true},
        .what_for = "amount misread",
        .reverses = number,
    };
    slip_post(world, &back);
    if (world_roll(world, 2) == 0 && world->number < world->n_transfers) {
        struct slip right = {
            .transfer = {.payer = back.transfer.payee,
                         .payee = back.transfer.payer,
                         .amount = back.transfer.amount + 100},
            .what_for = "bread and eggs",
            .corrects = number,
            .is_override = true,
        };
        slip_post(world, &right);
    }
    return true;
}

void life_begin(struct world *world)
{
    char day[DATE_SIZE];
    PUT_LETS("- ledger: Benchmark %" PRIu32 " by %" PRIu32
             "\n  format: 1\n  unit: LETS\n  decimals: 2\n"
             "  opened: %s\n  debit-limit: 1000.00\n  credit-limit: 2000.00\n  limits: hard\n"
             "  cheques-valid: 6 months\n",
             world->n_transfers, world->n_accounts + (uint32_t)world->kind, date_text(0, day));
    PUT_LETS("- central: admin\n  purpose: administration\n  title: Administration\n"
             "  opened: %s\n  debit-limit: 1000.00\n  credit-limit: none\n",
             day);
    PUT_LETS("- central: leavers\n  purpose: leavers\n  opened: %s\n  debit-limit: none\n"
             "  credit-limit: none\n",
             day);
    PUT_LETS("- central: hall-roof\n  purpose: project\n  title: Hall roof, Brixton\n"
             "  opened: %s\n  debit-limit: 500.00\n  credit-limit: none\n",
             day);
    world->n_entries = 4;
    vouchers_begin(world);
    if (world->format == LEDGER) {
        world_put(world, "commodity LETS\n    format 1000.00 LETS\n\ntag cheque\ntag written\n"
                         "tag category\ntag reverses\n\n");
    } else if (world->format == BEANCOUNT) {
        world_put(world, "option \"operating_currency\" \"LETS\"\n2026-01-01 commodity LETS\n");
    }
    for (uint32_t i = 0; i < world->n_accounts; i++) {
        char id[16];
        (void)account_id(i, id);
        if (world->format == LEDGER) {
            world_put(world, "account Members:%s\n", account_id(i, id));
        } else if (world->format == BEANCOUNT) {
            world_put(world, "2026-01-01 open Equity:Members:M%s LETS\n", account_id(i, id));
        } else if (i >= N_CENTRAL) {
            world_put(world, "- member: \"%s\"\n  joined: %s\n  locality: %s\n", account_id(i, id),
                      day, localities[i % 4]);
            world->n_entries++;
        }
    }
    levy_begin(world);
    vouchers_open(world);
    world_put(world, world->format == LETS ? "" : "\n");
    world_seal(world);
}

/* An account's line of a close. */
static bool put_balance(struct world *world, uint32_t index)
{
    char id[16];
    char figure[32];
    int64_t balance = world_account(world, index)->balance;
    const char *quote = account_quote(index);
    if (balance != 0) {
        PUT_LETS("\n    %s%s%s: %s", quote, account_id(index, id), quote,
                 amount_text(balance, figure));
    }
    return balance != 0;
}

static void issue_books(struct world *world)
{
    char day[DATE_SIZE];
    char id[16];
    for (size_t i = 0; i < world->n_wanting; i++) {
        struct account *account = &world->accounts[world->wanting[i]];
        account->cheque = world->n_cheques + 1;
        account->last = world->n_cheques + BOOK;
        account->wants_book = false;
        world->n_cheques += BOOK;
        PUT_LETS("- cheques: \"%s\"\n  date: %s\n  first: %" PRIu32 "\n  last: %" PRIu32 "\n",
                 account_id(world->wanting[i], id), date_text(world->day, day), account->cheque,
                 account->last);
        world->n_entries++;
    }
    world->n_wanting = 0;
    world_seal(world);
}

static void close_period(struct world *world, int32_t last_day)
{
    char day[DATE_SIZE];
    bool has_balance = false;
    PUT_LETS("- close: %s\n  balances:", date_text(last_day, day));
    for (uint32_t i = 0; i < world->n_accounts; i++) {
        has_balance |= i == N_CENTRAL && put_balance(world, SELLER);
        has_balance |= put_balance(world, i);
    }
    PUT_LETS("%s\n", has_balance ? "" : " {}");
    world->n_entries++;
    world_seal(world);
}

/* Somebody is suspended, and is back. */
static void change(struct world *world)
{
    char day[DATE_SIZE];
    char id[16];
    uint32_t member = world_roll_member(world);
    const char *locality = localities[world_roll(world, 4)]; /* whatever is printed of it */
    (void)date_text(world->day, day);
    PUT_LETS("- change: \"%s\"\n  date: %s\n  status: suspended\n  reason: moved away\n",
             account_id(member, id), day);
    PUT_LETS("- change: \"%s\"\n  date: %s\n  locality: %s\n  status: active\n",
             account_id(member, id), day, locality);
    world->n_entries += 2;
    world_seal(world);
}

void life_live(struct world *world)
{
    while (world->number < world->n_transfers) {
        int32_t day = 1 + (int32_t)((uint64_t)world->number * DAYS / world->n_transfers);
        uint64_t period = world->n_closes == 0 ? 0 : (uint64_t)day * world->n_closes / DAYS;
        bool is_period_over = period > world->n_closed && day > world->day;
        int32_t last_day = world->day;
        world->day = day;
        if (is_period_over) {
            close_period(world, last_day);
            levy_run(world, last_day);
            world->n_closed = (uint32_t)period;
        }
        if (world->n_wanting > (world->kind == SINGLE ? 0 : 8)) {
            issue_books(world);
        }
        if (world_roll(world, 400) == 0) {
            change(world);
        }
        uint32_t left = world->n_transfers - world->number;
        uint32_t n = world->kind == SINGLE ? 1 : 1 + world_roll(world, PILE_MAX);
        n = n < left ? n : left;
        if (world_roll(world, 100) >= (world->kind == SINGLE ? 1 : 20) || !reverse(world)) {
            for (uint32_t i = 0; i < n; i++) {
                if (!vouchers_trade(world)) {
                    trade(world);
                }
            }
        }
        world_seal(world);
    }
}
