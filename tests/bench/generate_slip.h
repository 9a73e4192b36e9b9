/* SPDX-License-Identifier: MIT */
#ifndef GENERATE_SLIP_H
#define GENERATE_SLIP_H

/* A transfer as it comes in, and how it is spelled. */

#include "generate_world.h"

struct slip {
    struct transfer transfer;
    const char *what_for;
    const char *category;
    uint32_t cheque;
    int32_t written;
    uint32_t first; /* of the vouchers that are sold; 0: none */
    uint32_t last;
    uint32_t reverses;
    uint32_t corrects;
    bool is_override;
    bool is_levy; /* by rule: it counts as no turnover, and has no reference */
};

/* The limits of a member. */
#define DEBIT_LIMIT INT64_C(100000)
#define CREDIT_LIMIT INT64_C(200000)

/* Gives a transfer the next number and today's date, moves the balances, and spells it. */
void slip_post(struct world *world, struct slip *slip);

#endif
