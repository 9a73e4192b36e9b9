/* SPDX-License-Identifier: MIT */
#ifndef LETS_COMMIT_H
#define LETS_COMMIT_H

/* A commit being made, as lets_commit_add and lets_commit_adopt both fill it. */

#include "base/text.h"

struct lets_commit {
    struct lets_journal *journal;
    struct lets_ledger *ledger;
    struct text bytes;
    struct line_reader *lines;
    struct yaml_reader *yaml;
    size_t n_entries; /* of the piece at hand */
    size_t n_sealed;  /* of those before it */
    size_t piece;     /* where that begins, in bytes */
    bool has_adopted;
    bool is_sealed;
    uint64_t n_lines_adopted;
    struct lets_hash hash;
};

#endif
