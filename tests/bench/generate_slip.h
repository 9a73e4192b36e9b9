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
    uint32_t reverses;
    uint32_t corrects;
    bool is_override;
};

/* Spells a transfer in the format of the world, or by hand where its kind is SPELLED. */
void slip_put(struct world *world, const struct slip *slip);

#endif
