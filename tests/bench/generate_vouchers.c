/* SPDX-License-Identifier: MIT */
/*
 * Vouchers: a batch is printed when all of the one before came in, members buy some at a time, and
 * one by one they are lodged by somebody else: about a transfer of twelve. None is reversed.
 */

#include "generate_vouchers.h"

#include "generate_slip.h"

enum { VALUE = 500, MOST_A_SALE = 20, SALES = 100, REDEMPTIONS = 12 };

void vouchers_begin(struct world *world)
{
    char day[DATE_SIZE];
    if (!world->has_vouchers) {
        return;
    }
    PUT_LETS("- central: fete\n  purpose: vouchers\n  title: Summer fete\n  opened: %s\n"
             "  debit-limit: 0.00\n  credit-limit: none\n",
             date_text(0, day));
    world->n_entries++;
    world->vouchers = (struct vouchers){.next = 1};
}

void vouchers_open(struct world *world)
{
    if (world->has_vouchers && world->format == LEDGER) {
        world_put(world, "account Members:fete\n");
    } else if (world->has_vouchers && world->format == BEANCOUNT) {
        world_put(world, "2026-01-01 open Equity:Members:Mfete LETS\n");
    }
}

static void print_batch(struct world *world)
{
    char day[DATE_SIZE];
    char expires[DATE_SIZE];
    uint32_t first = world->n_cheques + 1;
    world->n_cheques += BATCH;
    world->vouchers =
        (struct vouchers){.next = first, .redeemed = first - 1, .last = world->n_cheques};
    PUT_LETS("- cheques: fete\n  date: %s\n  first: %" PRIu32 "\n  last: %" PRIu32
             "\n  value: 5.00\n  expires: %s\n",
             date_text(world->day, day), first, world->n_cheques,
             date_text(world->day + 2 * DAYS, expires));
    world->n_entries++;
}

static void sell(struct world *world)
{
    struct vouchers *vouchers = &world->vouchers;
    uint32_t left = vouchers->last - vouchers->next + 1;
    uint32_t n = 1 + world_roll(world, MOST_A_SALE);
    n = n < left ? n : left;
    struct slip slip = {
        .transfer = {.payer = world_roll_member(world),
                     .payee = SELLER,
                     .amount = (int64_t)n * VALUE,
                     .is_final = true},
        .what_for = "vouchers",
        .first = vouchers->next,
        .last = vouchers->next + n - 1,
    };
    slip.is_override =
        world->accounts[slip.transfer.payer].balance - slip.transfer.amount < -DEBIT_LIMIT;
    vouchers->next += n;
    slip_post(world, &slip);
}

static void redeem(struct world *world)
{
    struct slip slip = {
        .transfer = {.payer = SELLER,
                     .payee = world_roll_member(world),
                     .amount = VALUE,
                     .is_final = true},
        .what_for = "cake at the fete",
        .cheque = ++world->vouchers.redeemed,
    };
    slip.is_override = world->accounts[slip.transfer.payee].balance + VALUE > CREDIT_LIMIT;
    slip_post(world, &slip);
}

bool vouchers_trade(struct world *world)
{
    struct vouchers *vouchers = &world->vouchers;
    if (!world->has_vouchers) {
        return false;
    }
    if (vouchers->redeemed + 1 < vouchers->next && world_roll(world, REDEMPTIONS) == 0) {
        redeem(world);
        return true;
    }
    if (world_roll(world, SALES) != 0) {
        return false;
    }
    if (vouchers->next > vouchers->last && vouchers->redeemed == vouchers->last) {
        print_batch(world);
    }
    if (vouchers->next > vouchers->last) {
        return false;
    }
    sell(world);
    return true;
}
