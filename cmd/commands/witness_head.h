/* SPDX-License-Identifier: MIT */
#ifndef WITNESS_HEAD_H
#define WITNESS_HEAD_H

/* A head as people copy it from a paper, a message or a screen. */

#include "base/buffer.h"

struct witness_head {
    struct buffer digits; /* owned: without what stands between and around them */
    bool has_transfer;    /* the paper says after which transfer */
    uint32_t transfer;    /* 0: before the first */
};

/* Reads a value of --witness; false where it is no head, and then out holds nothing. A digit that
 * is none of hexadecimal, such as the letter O, is kept where the others make a head. */
bool witness_head_read(const char *value, struct witness_head *out);

#endif
