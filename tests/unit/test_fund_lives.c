/* SPDX-License-Identifier: MIT */
/*
 * Random lives of two funds: acts of all kinds, lawful and not, each judged by a model of its own
 * (fund_model.c), with whose word the ledger must agree to the name, and with whose figures after
 * it. A seed that fails is printed; LETS_SEED runs it again.
 */

#include "fund_life.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIVES = 24, ACTS = 220 };

static unsigned pick(struct life *life, unsigned n)
{
    life->state = life->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(life->state >> 33) % n;
}

static int day_of_life(struct life *life)
{
    int month = 100 * (1 + (int)pick(life, LIFE_MONTHS));
    return month + 10 + (int)pick(life, 19);
}

/* Today mostly. */
static int some_day(struct life *life)
{
    return pick(life, 5) == 0 ? day_of_life(life) : life->today;
}

static int some_amount(struct life *life)
{
    return 100 * (1 + (int)pick(life, pick(life, 4) == 0 ? 120 : 30));
}

/* ---------------------------------------------------------------- charters */

static void draw_approvers(struct life *life, struct model_charter *charter)
{
    unsigned how = pick(life, 3); /* nobody has a key, all have, some have */
    bool all_open = true;
    for (int who = MODEL_A; who < MODEL_ACCOUNTS; who++) {
        all_open &= life->model.status[who] != LETS_CLOSED;
    }
    bool has_twins = all_open && pick(life, 12) == 0;
    for (int who = MODEL_A; who < MODEL_ACCOUNTS; who++) {
        bool is_in =
            life->model.status[who] == LETS_CLOSED ? pick(life, 8) == 0 : pick(life, 5) < 3;
        if (is_in) {
            bool has_key = how == 1 || (how == 2 && pick(life, 2) == 0);
            char own = (char)((pick(life, 6) == 0 ? 'p' : '1') + who);
            charter->approvers[charter->n_approvers].who = who;
            charter->approvers[charter->n_approvers++].key = !has_key ? 0 : has_twins ? 'x' : own;
        }
    }
    if (charter->n_approvers == 0) {
        charter->approvers[charter->n_approvers++].who = MODEL_A;
    }
}

static void draw_charter(struct life *life, struct model_act *act)
{
    struct model_charter *charter = &act->charter;
    *charter = (struct model_charter){.begins = day_of_life(life) % 300 + 100,
                                      .ends = day_of_life(life) % 300 + 400};
    bool is_odd = pick(life, 10) == 0;
    charter->ends -= is_odd ? 300 : 0;
    charter->budget = 100 * (int)pick(life, is_odd ? 3 : 400) + (is_odd ? 0 : 1000);
    charter->ceiling = charter->budget * (int)(1 + pick(life, 2)) / (is_odd ? 1 : 2);
    charter->petty = pick(life, 3) == 0 ? 0 : charter->ceiling / (int)(1 + pick(life, 4));
    charter->petty += pick(life, 30) == 0 ? 500 : 0;
    charter->residue_to =
        pick(life, 8) == 0 ? (int)pick(life, MODEL_ACCOUNTS) : MODEL_CHEST + (int)pick(life, 2);
    draw_approvers(life, charter);
    unsigned most = charter->n_approvers < 3 ? charter->n_approvers : 3;
    charter->quorum = pick(life, 15) == 0 ? charter->n_approvers + 1 : 1 + pick(life, most);
}

static void draw_fund(struct life *life, struct model_act *act, bool is_end)
{
    act->fund = pick(life, 3) == 0 ? MODEL_SHED : MODEL_HALL;
    act->date = some_day(life);
    if (!is_end) {
        draw_charter(life, act);
    }
    life_write_charter(act, is_end);
}

/* What a proposal asks for, or something else. */
static void set_charter(struct life *life)
{
    struct model_act act = {.kind = MODEL_SET};
    unsigned n = life->model.n_proposals;
    bool is_end = pick(life, 4) == 0;
    draw_fund(life, &act, is_end);
    for (unsigned i = n; pick(life, 4) > 0 && i > 0; i--) {
        const struct model_act *said = &life->model.proposals[i].act;
        if (said->kind == MODEL_PROPOSE_CHARTER && pick(life, 3) > 0) {
            act = *said;
            act.proposal = i;
            break;
        }
    }
    act.kind = act.charter.n_approvers == 0 ? MODEL_END : MODEL_SET;
    if (pick(life, 10) == 0) {
        act.proposal = pick(life, n + 2);
    }
    (void)life_try(life, &act);
}

/* ---------------------------------------------------------------- proposals and votes */

static void vote(struct life *life, unsigned proposal, int by, enum lets_answer answer)
{
    struct model_act act = {.kind = MODEL_VOTE,
                            .proposal = proposal,
                            .by = by,
                            .answer = (int)answer,
                            .date = life->today};
    const struct model_charter *charter =
        &life->model.charters[life->model.proposals[proposal].act.fund];
    for (unsigned i = 0; i < charter->n_approvers; i++) {
        act.seed = charter->approvers[i].who == by ? charter->approvers[i].key : act.seed;
    }
    if (pick(life, 15) == 0) {
        act.seed = act.seed == 0 ? '7' : pick(life, 2) == 0 ? 0 : '8';
    }
    act.seed = proposal <= life->model.n_proposals ? act.seed : 0;
    act.is_wrong = pick(life, 15) == 0;
    act.date -= pick(life, 10) == 0 ? 1 : 0;
    (void)life_try(life, &act);
}

/* Most approvers, one after the other. */
static void campaign(struct life *life, unsigned proposal)
{
    struct model_charter charter = life->model.charters[life->model.proposals[proposal].act.fund];
    for (unsigned i = 0; i < charter.n_approvers; i++) {
        if (pick(life, 5) > 0) {
            vote(life, proposal, charter.approvers[i].who, LETS_ANSWER_APPROVE);
        }
    }
}

static void vote_once(struct life *life)
{
    unsigned n = life->model.n_proposals;
    enum lets_answer answer =
        pick(life, 3) > 0 ? LETS_ANSWER_APPROVE : (enum lets_answer)pick(life, 3);
    unsigned proposal = n == 0 || pick(life, 20) == 0 ? n + 1 : 1 + pick(life, n);
    vote(life, proposal, MODEL_A + (int)pick(life, 5), answer);
}

static void propose(struct life *life)
{
    bool is_charter = pick(life, 4) == 0;
    unsigned number = life->model.n_proposals + (pick(life, 25) == 0 ? 2 : 1);
    struct model_act act = {.kind = is_charter ? MODEL_PROPOSE_CHARTER : MODEL_PROPOSE};
    draw_fund(life, &act, is_charter && pick(life, 4) == 0);
    act.proposal = number;
    act.date = some_day(life);
    act.payee = pick(life, 3) == 0 ? MODEL_NOBODY : (int)pick(life, MODEL_ACCOUNTS);
    act.amount = pick(life, 30) == 0 ? 0 : some_amount(life) * 2;
    if (life_try(life, &act) && pick(life, 4) > 0) {
        campaign(life, number);
    }
}

static void drop(struct life *life)
{
    struct model_act act = {.kind = MODEL_DROP,
                            .date = life->today,
                            .proposal = 1 + pick(life, life->model.n_proposals + 1)};
    (void)life_try(life, &act);
}

/* ---------------------------------------------------------------- transfers */

/* Under a proposal, as is lawful; else something is left to chance. */
static void aim(struct life *life, struct model_act *act)
{
    const struct model_charter *charter = &life->model.charters[act->payer];
    int left = 0;
    unsigned found = model_find_approved(&life->model, pick(life, life->model.n_proposals + 1),
                                         act->payer, act->payee, &left);
    if (found == 0) {
        return;
    }
    act->proposal = found;
    act->amount = left < charter->ceiling || pick(life, 5) == 0 ? left : charter->ceiling;
    act->amount = act->amount == 0 ? 100 : act->amount;
    act->date = charter->begins + (charter->ends - charter->begins) / 200 * 100;
}

static void pay(struct life *life)
{
    struct model_act act = {.kind = MODEL_PAY,
                            .date = some_day(life),
                            .payer = pick(life, 3) == 0 ? MODEL_SHED : MODEL_HALL,
                            .payee = (int)pick(life, MODEL_ACCOUNTS),
                            .amount = some_amount(life),
                            .has_override = pick(life, 4) == 0};
    unsigned n = life->model.n_proposals;
    unsigned how = pick(life, 4);
    if (how == 0 && n > 0) {
        act.proposal = pick(life, 10) == 0 ? n + 1 : 1 + pick(life, n);
    } else if (how == 1) {
        act.payee = MODEL_CHEST + (int)pick(life, 2);
        act.amount *= (int)(1 + pick(life, 4));
    }
    for (unsigned i = 0; how > 1 && act.proposal == 0 && i < 3; i++) {
        act.payee = MODEL_A + (int)pick(life, 5);
        aim(life, &act);
    }
    if (pick(life, 6) == 0) {
        act.corrects = 1 + pick(life, life->model.n_transfers + 1);
    }
    (void)life_try(life, &act);
}

static void earn(struct life *life)
{
    struct model_act act = {.kind = MODEL_PAY,
                            .date = some_day(life),
                            .payer = MODEL_CHEST + (int)pick(life, 7),
                            .payee = (int)pick(life, MODEL_FUNDS),
                            .amount = some_amount(life),
                            .proposal = pick(life, 15) == 0 ? 1 : 0};
    act.amount *= pick(life, 4) == 0 ? 10 : 1; /* more than a member may spend */
    (void)life_try(life, &act);
}

static void reverse(struct life *life)
{
    unsigned number = 1 + pick(life, life->model.n_transfers);
    const struct model_act *reversed = &life->model.transfers[number].act;
    struct model_act act = {.kind = MODEL_PAY,
                            .payer = reversed->payee,
                            .payee = reversed->payer,
                            .amount = reversed->amount + (pick(life, 20) == 0 ? 100 : 0),
                            .reverses = number};
    int date = some_day(life);
    act.date = date < reversed->date ? reversed->date : date;
    int left = 0;
    if (pick(life, 6) == 0) {
        act.proposal = 1 + pick(life, life->model.n_proposals + 1);
    } else if (act.payer < MODEL_FUNDS && pick(life, 3) > 0) {
        act.proposal = model_find_approved(&life->model, pick(life, life->model.n_proposals + 1),
                                           act.payer, act.payee, &left);
    }
    (void)life_try(life, &act);
}

static void change(struct life *life)
{
    int who = pick(life, 4) == 0 ? (int)pick(life, MODEL_DESK) : MODEL_A + (int)pick(life, 5);
    struct model_act act = {.kind = MODEL_STATUS,
                            .date = life->today,
                            .by = who,
                            .status = pick(life, 2) == 0 ? LETS_ACTIVE : (int)pick(life, 3)};
    (void)life_try(life, &act);
}

static void act(struct life *life)
{
    if (pick(life, 20) == 0) {
        life->today = day_of_life(life);
    }
    unsigned what = pick(life, 16);
    if (what < 3) {
        propose(life);
    } else if (what < 5) {
        set_charter(life);
    } else if (what < 7) {
        vote_once(life);
    } else if (what < 12) {
        pay(life);
    } else if (what == 12) {
        earn(life);
    } else if (what == 13) {
        reverse(life);
    } else if (what == 14) {
        change(life);
    } else if (pick(life, 3) == 0) {
        drop(life);
    }
}

static void live(uint64_t seed)
{
    static struct life life; /* it is large */
    memset(&life, 0, sizeof life);
    life.state = seed;
    life.today = 115;
    life.ledger = fund_ledger();
    model_begin(&life.model);
    for (unsigned i = 0; i < ACTS; i++) {
        act(&life);
    }
    text_release(&life.proposals);
    lets_ledger_free(life.ledger);
}

START_TEST(agrees_with_the_model_in_random_lives)
{
    static const enum lets_status all[] = {
        LETS_OK,
        LETS_CHARTER_MISSING,
        LETS_CHARTER_DAYS,
        LETS_CHARTER_AMOUNTS,
        LETS_CHARTER_APPROVERS,
        LETS_CHARTER_QUORUM,
        LETS_CHARTER_KEYS,
        LETS_CHARTER_ENDED,
        LETS_CHARTER_NOT_APPROVED,
        LETS_OVER_CEILING,
        LETS_OVER_BUDGET,
        LETS_OVER_PROPOSAL,
        LETS_PROPOSAL_NUMBER,
        LETS_PROPOSAL_MISSING,
        LETS_PROPOSAL_DIFFERS,
        LETS_PROPOSAL_LAPSED,
        LETS_PROPOSAL_WITHDRAWN,
        LETS_UNKNOWN_PROPOSAL,
        LETS_NOT_APPROVED,
        LETS_NO_APPROVER,
        LETS_VOTE_EARLY,
        LETS_VOTE_REPEATED,
        LETS_BAD_SIGNATURE,
        LETS_REVERSAL_KEYS,
        LETS_OVER_DEBIT_LIMIT,
        LETS_ACCOUNT_SUSPENDED,
        LETS_ACCOUNT_CLOSED,
    };
    const char *given = getenv("LETS_SEED");
    for (unsigned i = 0; i < (given == NULL ? LIVES : 1); i++) {
        uint64_t seed = given == NULL ? i + 1 : strtoull(given, NULL, 10);
        printf("seed %" PRIu64 "\n", seed);
        (void)fflush(stdout);
        live(seed);
    }
    for (size_t i = 0; given == NULL && i < sizeof all / sizeof *all; i++) {
        printf("%s %u\n", lets_status_name(all[i]), life_met[all[i]]);
        ck_assert_msg(life_met[all[i]] > 0, "no life had [%s]", lets_status_name(all[i]));
    }
    printf("approved charters %u, ends %u, payments %u, reversals %u; free %u\n",
           life_rare.approved_charters, life_rare.approved_ends, life_rare.payments,
           life_rare.reversals, life_rare.free);
    ck_assert(given != NULL ||
              (life_rare.approved_charters > 0 && life_rare.approved_ends > 0 &&
               life_rare.payments > 0 && life_rare.reversals > 0 && life_rare.free > 0));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {agrees_with_the_model_in_random_lives};
    return support_run("fund_lives", tests, sizeof tests / sizeof *tests);
}
