/* SPDX-License-Identifier: MIT */
/*
 * A quarter's levy: 1.5 % of what each member turned over above 10.00 since the last, at most 5.00,
 * to the administration. The last is left out where it would be more transfers than are wanted.
 */

#include "generate_levy.h"

#include "generate_slip.h"

enum { ABOVE = 1000, CAP = 500, CLOSES_A_RUN = 3 };

void levy_begin(struct world *world)
{
    char day[DATE_SIZE];
    if (world->has_levy) {
        PUT_LETS("- rule: quarter\n  date: %s\n  of: turnover\n  above: 10.00\n  percent: 1.5\n"
                 "  cap: 5.00\n  to: admin\n  reason: general meeting\n",
                 date_text(0, day));
        world->n_entries++;
    }
}

static int64_t due_from(const struct account *account)
{
    int64_t due = account->turnover > ABOVE ? (account->turnover - ABOVE) * 15 / 1000 : 0;
    return due < CAP ? due : CAP;
}

static void put_run(struct world *world, int32_t closed, uint32_t count, int64_t total)
{
    char day[DATE_SIZE];
    char figure[32];
    PUT_LETS("- run: quarter\n  close: %s\n  count: %" PRIu32 "\n  total: %s\n",
             date_text(closed, day), count, amount_text(total, figure));
    world->n_entries++;
}

void levy_run(struct world *world, int32_t closed)
{
    uint32_t count = 0;
    int64_t total = 0;
    if (!world->has_levy || ++world->n_since_run < CLOSES_A_RUN) {
        return;
    }
    for (uint32_t i = N_CENTRAL; i < world->n_accounts; i++) {
        int64_t due = due_from(&world->accounts[i]);
        count += due > 0 ? 1 : 0;
        total += due;
    }
    if (count > world->n_transfers - world->number) {
        return;
    }
    world->n_since_run = 0;
    put_run(world, closed, count, total);
    for (uint32_t i = N_CENTRAL; i < world->n_accounts; i++) {
        struct account *account = &world->accounts[i];
        struct slip slip = {
            .transfer = {.payer = i, .payee = 0, .amount = due_from(account), .is_final = true},
            .what_for = "quarter",
            .category = "levy",
            .is_levy = true,
        };
        account->turnover = 0;
        if (slip.transfer.amount > 0) {
            slip_post(world, &slip);
        }
    }
    world_seal(world);
}
